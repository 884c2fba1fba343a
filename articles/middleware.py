"""Leads readers from old addresses to where their story is now. Named in the settings, after CommonMiddleware: there it
sees a missing page before a slash is added to its address, so that no redirect leads to another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles import addresses
from articles.page import answers, pages, whereabouts


class FormerPathMiddleware:
    """Answers 301 where a missing page's story, or the one that stands instead of it, is live elsewhere, where a list
    of an old site has its like here, and where slashes are doubled; and 410 where the story was withdrawn, with the
    reason, or where its source showed it to readers and this paper does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not addresses.is_readers(request.path):
            return self.get_response(request)
        if request.path == "/" and addresses.names_at_front(_query(request)):
            return _answer(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404:
            return _answer(request) or response
        return response


def _query(request: HttpRequest) -> str:
    """The query string in letters: where a client encoded none, WSGI hands its bytes over as if they were Latin-1."""
    query = request.META["QUERY_STRING"]
    try:
        return query if query.isascii() else query.encode("latin-1").decode()
    except UnicodeError:
        return query


def _answer(request: HttpRequest) -> HttpResponse | None:
    """Return what the request's address says of its story; None where no story ever was at it."""
    [lead] = whereabouts.lead([(request.path, _query(request))])
    if lead is None:
        return _without_doubled_slashes(request.path)
    if lead.path:
        return answers.moved(lead.path) if lead.path != request.path else None
    text = pages.not_found(request.path)
    if lead.withdrawal:
        text = pages.gone(lead.withdrawal.path, lead.withdrawal.reason)
    return HttpResponse(text, status=410, headers={"Cache-Control": "no-store"})


def _without_doubled_slashes(path: str) -> HttpResponse | None:
    if "//" not in path or "\0" in path:
        return None
    once = re.sub("/{2,}", "/", path)
    page = whereabouts.pages([once]).get(once)
    return answers.moved(page) if page else None
