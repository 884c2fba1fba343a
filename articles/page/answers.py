"""How every reader's address answers: the page cache, one address for a page, whole addresses. For views and feeds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial, wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Edition
from articles.page import furniture
from articles.turning import BadCursor

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Make a view a reader's: GET and HEAD only, the page cache, one address for a page, no page for a bad cursor."""

    # What cannot be sent needs no token: without this, a form sent here would be told that it lacks one.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return caching.page(request, partial(_at_its_address, view, request, parts))
        except BadCursor as error:
            raise Http404(str(error)) from error

    return answer


def asked(view: View) -> View:
    """Make a view the answer to what one reader asks: GET and HEAD only, no shared cache, no page for a bad cursor."""

    # What cannot be sent needs no token: without this, a form sent here would be told that it lacks one.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return caching.asked(request, _at_its_address(view, request, parts))
        except BadCursor as error:
            raise Http404(str(error)) from error

    return answer


def _at_its_address(view: View, request: HttpRequest, parts: dict[str, str]) -> HttpResponse:
    """Call the view; a page that was found by capitals or decomposed letters is shown at its own address only."""
    if "\0" in request.path:
        # PostgreSQL cannot even be asked for it.
        raise Http404("No address has a NUL in it.")
    response = view(request, **parts)
    address = unicodedata.normalize("NFC", request.path).lower()
    if response.status_code == 200 and address != request.path:
        return moved(address)
    return response


def moved(path: str) -> HttpResponse:
    """Answer that the page is at another path for good."""
    return HttpResponsePermanentRedirect(path, headers={"Cache-Control": caching.MOVED})


def site_of(request: HttpRequest) -> str:
    """Return scheme and host of a request, as absolute addresses begin: `https://example.org`."""
    return f"{request.scheme}://{request.get_host()}"


def edition_of(request: HttpRequest, prefix: str = "") -> Edition:
    """Return the edition that the request's address lies in; where a `prefix` is told, it must be its own.

    Raises Http404.
    """
    edition = furniture.edition_at(f"/{prefix}/" if prefix else request.path.lower())
    if edition is None or (prefix and edition.path_prefix != f"{prefix}/"):
        raise Http404(f"There is no edition at {request.path}.")
    return edition
