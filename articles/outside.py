"""The one door through which the house itself asks another server: the caches before it, hubs, search engines.

Called with addresses from the settings alone, never with one that an editor, a reader or a story names; it follows no
redirect, so no answer can lead it elsewhere.
"""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

#: Of an answer that is an error, so much is told.
TOLD = 300


class NotDelivered(Exception):
    """The other server did not take it; the text says which server, and what it answered."""


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


_opener = build_opener(_StayHere)


def send(method: str, url: str, *, headers: dict[str, str], body: bytes | None = None, timeout: float) -> None:
    """Send one request, and return if it is answered with 2xx. Raises NotDelivered for anything else.

    `timeout` is in seconds, for each wait on the other server.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotDelivered(f"{url!r} is no http or https address.")
    request = Request(url, data=body, headers={"User-Agent": "Newsroom"} | headers, method=method)  # noqa: S310
    try:
        with _opener.open(request, timeout=timeout):
            return
    except HTTPError as error:
        with error:
            said = error.read(TOLD).decode("utf-8", "replace").strip()
        raise NotDelivered(f"{url} answered {error.code} {said}".strip()) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotDelivered(f"{url} did not answer: {error}") from error
