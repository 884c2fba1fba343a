"""Asks the site's own views, within this process: what does an address answer a reader? For `run`.

No request comes from outside, so there is no session, no cookie and nobody logged in, and the desk's doors are not
asked. Views are asked without the page cache: a million pages would push the readers' own out of it.
"""

from __future__ import annotations

import inspect
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from articles import addresses, caching
from articles.exporting.site import stand_ins
from articles.page import furniture, whereabouts
from articles.turning import BadCursor

#: What is no part of the paper: the house's signs of life, and pages that are not public yet.
HOUSE = ("/healthz", "/indexnow.txt", "/preview/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at an address: the bytes and their type, or with `to` only where it is now."""

    content: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    to: str = ""


class Visit(HttpRequest):
    """A reader's GET that no server took. `site` is scheme and host: `https://www.example.org`."""

    def __init__(self, site: str, path: str, query: str):
        super().__init__()
        self._site = urlsplit(site)
        self.method, self.path, self.path_info = "GET", path, path
        self.META["QUERY_STRING"], self.GET = query, QueryDict(query)
        self.user = AnonymousUser()

    def _get_scheme(self) -> str:
        return self._site.scheme

    def get_host(self) -> str:
        return self._site.netloc


def is_public(path: str) -> bool:
    """Whether an address is one of the public paper's pages or files, there or not."""
    return addresses.is_readers(path) and not path.startswith(HOUSE)


def ask(site: str, path: str, query: str = "") -> Answer:
    """Return what a reader gets at a path (decoded) with its query string.

    In place of a page that needs a server, of one that is withdrawn and of one that never was stands one that says so.
    """
    if path == "/" and addresses.names_at_front(query):
        return of_former(path, query)
    page = unicodedata.normalize("NFC", path).lower()
    if page.endswith("/search/") and _is_search(page):
        return _html(stand_ins.search(page))
    for there in _addresses(page):
        try:
            match = resolve(there)
            response = inspect.unwrap(match.func)(Visit(site, there, query), *match.args, **match.kwargs)
        except (Resolver404, Http404, BadCursor):
            continue
        return _read(response) if _is_whole(query) else Answer(to=there)
    return of_former(path, query)


def of_former(path: str, query: str = "") -> Answer:
    """Return what a reader gets at an address where there is no page now."""
    [lead] = whereabouts.lead([(path, query)])
    return of_lead(path, lead) or _html(stand_ins.nothing(path))


def of_lead(path: str, lead: whereabouts.Lead | None) -> Answer | None:
    """Return what a reader gets at a former address that leads there; None where it leads nowhere."""
    if lead is None or lead.path == path or lead == whereabouts.Lead():
        return None
    if lead.withdrawal:
        return _html(stand_ins.gone(lead.withdrawal.path, lead.withdrawal.reason))
    return Answer(to=lead.path)


def _addresses(path: str) -> tuple[str, ...]:
    """The addresses of a page that is asked for at a path: as on the site, without the last slash too."""
    if "\0" in path:
        return ()
    return (path,) if path.endswith("/") or "." in path.rpartition("/")[2] else (path, f"{path}/")


def _is_whole(query: str) -> bool:
    """Whether a page with this query string is one of its own: a further page of a list is."""
    return not query or query.startswith(f"{caching.CURSOR}=")


def _is_search(path: str) -> bool:
    edition = furniture.edition_at(path)
    return edition is not None and furniture.around(edition).search_url == path


def _read(response: HttpResponse) -> Answer:
    if location := response.headers.get("Location", ""):
        return Answer(to=location)
    return Answer(response.content, response.headers["Content-Type"])


def _html(text: str) -> Answer:
    return Answer(text.encode())
