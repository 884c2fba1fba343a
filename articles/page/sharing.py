"""Plain links with which a reader passes a story on: no script, no tracker, nothing loaded from elsewhere. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Share:
    name: str
    url: str


def links(headline: str, address: str) -> tuple[Share, ...]:
    """Return where to pass on a story with this headline and absolute address."""
    words, url = quote(headline), quote(address)
    return (
        Share("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Share("Telegram", f"https://t.me/share/url?url={url}&text={words}"),
        Share("X", f"https://x.com/intent/post?text={words}&url={url}"),
        Share("WhatsApp", f"https://wa.me/?text={words}%20{url}"),
        Share(_("E-mail"), f"mailto:?subject={words}&body={url}"),
    )
