"""Plain links with which a reader passes a story on: no script, no tracker, nothing loaded from elsewhere. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Share:
    name: str
    url: str


def links(headline: str, address: str) -> tuple[Share, ...]:
    """Return where to pass on a story with this headline and absolute address."""
    return (
        Share("Facebook", "https://www.facebook.com/sharer/sharer.php?" + _query(u=address)),
        Share("Telegram", "https://t.me/share/url?" + _query(url=address, text=headline)),
        Share("X", "https://x.com/intent/post?" + _query(text=headline, url=address)),
        Share("WhatsApp", "https://wa.me/?" + _query(text=f"{headline} {address}")),
        Share(_("E-mail"), "mailto:?" + _query(subject=headline, body=address)),
    )


def _query(**words: str) -> str:
    return urlencode(words, quote_via=quote)
