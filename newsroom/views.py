"""The house's own answers: whether it is well, what robots may read, and the pages for what went wrong.

No error is ever cached. Only the page for a missing one looks into the database; the others stand by themselves.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import addresses, caching, sitemaps
from articles.page import pages
from articles.page.answers import public, site_of

#: Nobody reads on from a missing file.
FILES = (".avif", ".css", ".gif", ".ico", ".jpg", ".js", ".json", ".map", ".md", ".png", ".txt", ".webp", ".xml")

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 “ok” where the database answers, else 503; for load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@public
def robots(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    text = render_to_string("robots.txt", {"site": site, "news_files": sitemaps.news_files(site)}, using="paper")
    return caching.tag(HttpResponse(text, content_type="text/plain; charset=utf-8"), [caching.SITEMAP])


@require_safe
def indexnow(request: HttpRequest) -> HttpResponse:
    """The key by which search engines know that the pings are ours."""
    if not settings.INDEXNOW_KEY:
        raise Http404("IndexNow is off.")
    return HttpResponse(settings.INDEXNOW_KEY, content_type="text/plain", headers={"Cache-Control": caching.public()})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A reader gets the newest stories; for a file, or at the desk, the answer costs nothing."""
    if not addresses.is_readers(request.path) or request.path.endswith(FILES):
        return _error("_missing.html", 404)
    return _uncached(pages.not_found(request.path), 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error("403.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error("500.html", 500)


def _error(template: str, status: int) -> HttpResponse:
    return _uncached(render_to_string(template, using="paper"), status)


def _uncached(html: str, status: int) -> HttpResponse:
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
