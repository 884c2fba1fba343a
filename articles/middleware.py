"""Leads readers from old addresses to where their story is now. Named in the settings, after CommonMiddleware: there it
sees a missing page before a slash is added to its address, so that no redirect leads to another one.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles import addresses
from articles.page import answers, pages, whereabouts


class FormerPathMiddleware:
    """Answers 301 where a missing page's story, or the one that stands instead of it, is live elsewhere, or where a
    list of an old site has its like here; and 410 with the reason where the story was withdrawn.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not addresses.is_readers(request.path):
            return self.get_response(request)
        if request.path == "/" and addresses.names_at_front(request.META["QUERY_STRING"]):
            return _answer(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == 404:
            return _answer(request) or response
        return response


def _answer(request: HttpRequest) -> HttpResponse | None:
    """Return what the request's address says of its story; None where no story ever was at it."""
    [lead] = whereabouts.lead([(request.path, request.META["QUERY_STRING"])])
    if lead is None:
        return None
    if lead.withdrawal is None:
        return answers.moved(lead.path) if lead.path != request.path else None
    text = pages.gone(lead.withdrawal.path, lead.withdrawal.reason)
    return HttpResponse(text, status=410, headers={"Cache-Control": "no-store"})
