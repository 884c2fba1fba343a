"""Addresses as pages give them, of which some are none. Pure."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NONE = SplitResult("", "", "", "", "")


def split(url: str) -> SplitResult:
    """The parts of an address; empty ones where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _NONE
    return parts


def join(base: str, href: str) -> str:
    """An address as seen from a page; empty where it is none."""
    try:
        joined = urljoin(base, href)
        urlsplit(joined)
    except ValueError:
        return ""
    return joined
