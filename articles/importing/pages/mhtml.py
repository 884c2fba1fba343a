"""A page that a browser saved with all its parts in one file (MHTML, RFC 2557). Pure; for `formats.html`."""

from __future__ import annotations

import email
import email.policy
import re

_HEAD = re.compile(rb"(?:^|\n)content-type:\s*multipart/related\b", re.IGNORECASE)
_FIRST = re.compile(rb"[A-Za-z-]{2,40}:[ \t]")


def is_one(head: bytes) -> bool:
    """Whether a file's first bytes are the head of a message of related parts."""
    return bool(_FIRST.match(head) and _HEAD.search(head[:4_000]))


def page_of(content: bytes) -> bytes | None:
    """The page's own HTML, with the address that it was saved from as browsers write it; None where there is none."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    except RecursionError:
        return None
    html = part.get_payload(decode=True) if part else None
    if not html:
        return None
    address = str(part["Content-Location"] or message["Snapshot-Content-Location"] or "").strip()
    if not re.fullmatch(r"https?://[!-=?-~]+", address):
        return html
    return f"<!-- saved from url=({len(address):04}){address} -->\n".encode() + html
