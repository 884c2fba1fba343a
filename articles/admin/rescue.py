"""A form that arrives after its writer's session is over: kept for that writer, and nobody else's to save.

The form's own stamp says whose it is (`autosaving.stamp`); so neither a session nor a CSRF token is asked for, and
nothing but the writer's unsaved text is ever written here. Named in the settings, before CsrfViewMiddleware.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

from articles.admin import autosaving, sent

FORMS = ("articles_article_add", "articles_article_change")


class RescueMiddleware:
    """Keeps a story's form that was sent by nobody, or by somebody else than who opened it; then asks for the login."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        return rescued(request, even_from_its_writer=False)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token. Its writer has it when they logged in again in another tab meanwhile."""
    return rescued(request, even_from_its_writer=True) or csrf.csrf_failure(request, reason)


def rescued(request: HttpRequest, *, even_from_its_writer: bool) -> HttpResponse | None:
    """Keep what the form holds and lead to where it is given back; None where it is no such form."""
    if request.method != "POST" or request.resolver_match.url_name not in FORMS:
        return None
    opened = autosaving.opened_by(request.POST)
    if opened is None or opened.article_pk != request.resolver_match.kwargs.get("object_id", ""):
        return None
    if opened.user == request.user and not even_from_its_writer:
        return None
    kept = autosaving.keep(opened.user, opened.article, sent.listed(request.POST), opened.key)
    address = autosaving.offer(kept).bring_back
    if opened.user == request.user:
        return HttpResponseRedirect(address)
    if request.user.is_authenticated:
        whose = _("%s opened this form, so it was not saved in your name. What it held is kept for them.")
        messages.warning(request, whose % opened.user)
        return HttpResponseRedirect(reverse("admin:index"))
    out = _("You were logged out, so nothing was saved. Log in, and your text is back in the form.")
    messages.warning(request, out)
    return redirect_to_login(address, reverse("admin:login"))
