"""The yardstick: a bare Django project of one view, with no middleware and no database. Servers load `application`.

What else it answers is for `tests.benchmarks.servers`: how an address arrived, and an answer that takes its time.
"""

import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        SECRET_KEY="the-yardstick-keeps-no-secret",
        LOGGING_CONFIG=None,
    )

SLOW_SECONDS = 1.0


WORDS = b"The ferry runs until midnight.\n"


def bare(request: HttpRequest) -> HttpResponse:
    # The length is what middleware would add; without it, servers send the answer in pieces.
    return HttpResponse(WORDS, headers={"Content-Length": len(WORDS)})


def where(request: HttpRequest, address: str) -> HttpResponse:
    return HttpResponse(address)


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(SLOW_SECONDS)
    return HttpResponse("The slow boat is in.\n")


urlpatterns = [path("", bare), path("slow/", slow), path("where/<path:address>", where)]
application = get_wsgi_application()
