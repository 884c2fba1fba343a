"""The desk speaks the language of whoever sits at it; a reader's page speaks its edition's, whatever is asked.

And what other sites may do with our answers.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class DeskLanguageMiddleware(LocaleMiddleware):
    """Choose the admin's language by the editor's choice (a cookie), else by the browser; leave readers alone.

    On a reader's page Django's middleware would add `Vary: Accept-Language`, and caches would keep a page per browser.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith("/admin/"):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/admin/"):
            response = super().process_response(request, response)
            # The next request of this thread may be a reader's.
            translation.deactivate()
        return response


class ResourcePolicyMiddleware:
    """No other site's page may load ours as its own part; pictures it may, since feeds show them everywhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_picture = request.path.startswith(settings.MEDIA_URL)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_picture else "same-origin")
        return response
