"""Which addresses elsewhere can stand in a body as a card: known by the address alone, nothing is ever fetched.

For the body's rooms and, as the editor's configuration, for its script.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_SITE = r"https?://(?:www\.|m\.|web\.|mobile\.)?"
_END = r"(?![\w-])"
_FACEBOOK = "https://www.facebook.com/"

#: Rows of (service, pattern of an address, the one address it is kept by, with {0} for the pattern's first group).
#: The patterns mean the same to Python (in ASCII) and to JavaScript; a service without a match is no embed.
SERVICES = (
    ("YouTube", _SITE + r"youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|shorts/|live/|embed/)([\w-]{11})" + _END,
     "https://www.youtube.com/watch?v={0}"),
    ("YouTube", r"https?://youtu\.be/([\w-]{11})" + _END, "https://www.youtube.com/watch?v={0}"),
    ("Vimeo", r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[\w-]+/)?(\d{5,12})" + _END,
     "https://vimeo.com/{0}"),
    ("X", _SITE + r"(?:twitter|x)\.com/(\w{1,20})/status(?:es)?/(\d{1,20})" + _END, "https://x.com/{0}/status/{1}"),
    ("Facebook", _SITE + r"facebook\.com/([\w.%-]+/(?:posts|videos|photos)/[\w.%-]+(?:/\d+)?)", _FACEBOOK + "{0}"),
    ("Facebook", _SITE + r"facebook\.com/((?:reel/|share/(?:[prv]/)?)\w+)", _FACEBOOK + "{0}"),
    ("Facebook", _SITE + r"facebook\.com/watch/?\?(?:[^#\s]*&)?v=(\d+)", _FACEBOOK + "watch/?v={0}"),
    ("Facebook", _SITE + r"facebook\.com/photo(?:/|\.php)?\?(?:[^#\s]*&)?fbid=(\d+)", _FACEBOOK + "photo/?fbid={0}"),
    ("Facebook", _SITE + r"facebook\.com/(permalink|story)\.php\?story_fbid=(\w+)&id=(\d+)",
     _FACEBOOK + "{0}.php?story_fbid={1}&id={2}"),
    ("Facebook", r"https?://fb\.watch/([\w-]+)", "https://fb.watch/{0}/"),
    ("Instagram", _SITE + r"instagram\.com/(?:[\w.]+/)?(p|reel|tv)/([\w-]+)", "https://www.instagram.com/{0}/{1}/"),
    ("TikTok", _SITE + r"tiktok\.com/(@[\w.-]+)/(video|photo)/(\d+)" + _END, "https://www.tiktok.com/{0}/{1}/{2}"),
    ("TikTok", r"https?://(vm|vt)\.tiktok\.com/(\w+)", "https://{0}.tiktok.com/{1}/"),
    ("SoundCloud", _SITE + r"soundcloud\.com/([\w-]+/(?:sets/)?[\w-]+)", "https://soundcloud.com/{0}"),
    ("Spotify", r"https?://open\.spotify\.com/(?:intl-[a-z]+/)?(?:embed/)?(track|album|playlist|episode|show|artist)/(\w+)",
     "https://open.spotify.com/{0}/{1}"),
)  # fmt: skip
#: No service writes a longer address for one thing.
LONGEST = 500


class Embed(NamedTuple):
    """Something at a service: the service's name and the address it is kept by."""

    service: str
    address: str


def recognise(address: str) -> Embed | None:
    """Return what an address leads to; None where it is of no service that we know, or leads to no one thing there.

    `recognise(embed.address) == embed`: trackers, players' and telephones' addresses come down to one.
    """
    address = address.strip()
    if len(address) > LONGEST:
        return None
    for service, pattern, kept in _services():
        if found := pattern.match(address):
            return Embed(service, kept.format(*found.groups()))
    return None


@cache
def _services() -> list[tuple[str, re.Pattern[str], str]]:
    return [(service, re.compile(pattern, re.ASCII), kept) for service, pattern, kept in SERVICES]
