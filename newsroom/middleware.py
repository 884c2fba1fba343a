"""What every request passes, and what only the desk's do: a reader has no session and no login.

The desk speaks the language of whoever sits at it; a reader's page speaks its edition's, whatever is asked.
And what other sites may do with our answers.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class DeskOnly:
    """Before a middleware of Django's: whatever is not addressed to the desk goes past it, and costs nothing there."""

    places: tuple[str, ...] = ("/admin/",)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if request.path.startswith(self.places) else self.get_response(request)


class DeskAndPictures(DeskOnly):
    """The desk also sees pictures whose licence has ended, so who asks for one is known."""

    places = (*DeskOnly.places, settings.MEDIA_URL)


class DeskSessionMiddleware(DeskAndPictures, SessionMiddleware):
    """Sessions are for those who log in."""


class DeskLanguageMiddleware(DeskOnly, LocaleMiddleware):
    """Choose the admin's language by the editor's choice (a cookie), else by the browser; leave readers alone.

    On a reader's page Django's middleware would add `Vary: Accept-Language`, and caches would keep a page per browser.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        # The next request of this thread may be a reader's.
        translation.deactivate()
        return response


class DeskAuthenticationMiddleware(DeskAndPictures, AuthenticationMiddleware):
    """Readers' pages know no user."""


class DeskMessageMiddleware(DeskOnly, MessageMiddleware):
    """What the desk tells an editor on the next page."""


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp's, with a reader's policy put together once: it is the same on every page, and bears no nonce."""

    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        super().__init__(get_response)
        self.readers = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/"):
            return super().__call__(request)
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.readers)
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
