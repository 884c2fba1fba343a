"""A form that arrives after its writer's session is over: kept for that writer, and nobody else's to send.

The form's own stamp says whose it is (`stamps`); so neither a session nor a CSRF token is asked for, and nothing but
the writer's unsaved text is ever written here. Named in the settings, before CsrfViewMiddleware.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf

from articles.admin import kept, refilling, rights, sent, stamps
from articles.models import Article, Autosave

#: The forms of a story itself, which its own admin fills again, on top of what was saved since.
OF_STORIES = ("articles_article_add", "articles_article_change")
#: What a form sends that nobody typed; names that begin with an underscore are buttons.
UNTYPED = {"csrfmiddlewaretoken", stamps.FIELD, "draft_key", "action", "select_across", "index", "post", "next"}
#: On the page of a bulk action that asks something first: the button that does it.
DO = "_do"


class RescueMiddleware:
    """Keeps a form of the desk that was sent by nobody, or by somebody else than who opened it; asks for the login;
    and fills the form again for its writer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        if request.resolver_match.app_name != "admin":
            return None
        if request.method == "POST":
            return rescued(request, even_from_its_writer=False)
        if request.method == "GET" and stamps.RESTORE in request.GET and request.user.is_authenticated:
            self._bring_back(request)
        return None

    def _bring_back(self, request: HttpRequest) -> None:
        found = Autosave.objects.filter(user=request.user, draft_key=request.GET[stamps.RESTORE])
        found = found.exclude(address="").first()
        if found is None or found.address != stamps.address_of(request):
            return
        request.kept = found
        # A list takes every name in its address for a filter.
        request.GET = request.GET.copy()
        del request.GET[stamps.RESTORE]
        messages.info(request, _("Your text is back in the form. It is not saved yet."))
        if request.resolver_match.url_name.endswith("_changelist") and DO in found.fields:
            # What a bulk action asks has no address: it is asked again by the form that led there, without the answer.
            request.method, request.POST = "POST", sent.as_post(_without_buttons(found.fields))
            request._dont_enforce_csrf_checks = True

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if hasattr(request, "kept") and response.context_data:
            refilling.fill(response.context_data, request.kept.fields)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token. Its writer has it when they logged in again in another tab meanwhile."""
    return rescued(request, even_from_its_writer=True) or csrf.csrf_failure(request, reason)


def rescued(request: HttpRequest, *, even_from_its_writer: bool) -> HttpResponse | None:
    """Keep what the form holds and lead to where it is given back; None where it is no such form."""
    opened = stamps.opened_by(request.POST) if request.method == "POST" else None
    if opened is None:
        return None
    if opened.user == request.user and not even_from_its_writer:
        return None
    autosave = _keep(request, opened)
    if autosave is None:
        return None
    address = kept.offer(autosave).bring_back
    if opened.user == request.user:
        return HttpResponseRedirect(address)
    if request.user.is_authenticated:
        whose = _("%s opened this form, so it was not saved in your name. What it held is kept for them.")
        messages.warning(request, whose % opened.user)
        return HttpResponseRedirect(reverse("admin:index"))
    out = _("You were logged out, so nothing was saved. Log in, and your text is back in the form.")
    messages.warning(request, out)
    return redirect_to_login(address, reverse("admin:login"))


def _keep(request: HttpRequest, opened: stamps.Opened) -> Autosave | None:
    """Keep a form in which something was typed; nothing where its writer may not write that."""
    match, values = request.resolver_match, sent.listed(request.POST)
    if not opened.is_filled_in(request):
        return None
    if match.url_name not in OF_STORIES:
        return kept.keep_page(opened, values) if _is_typed(values) else None
    if opened.key != request.POST.get("draft_key"):
        return None
    pk = match.kwargs.get("object_id", "")
    article = Article.objects.filter(pk=pk).select_related("edition").first() if pk.isdecimal() else None
    if (pk and not article) or not rights.may_write(opened.user, article):
        return None
    return kept.keep(opened.user, article, values, opened.key)


def _is_typed(values: sent.Values) -> bool:
    """Whether there is anything in it that would have to be typed again; a password is not ours to keep."""
    if any("password" in name for name in values):
        return False
    return any(
        text.strip()
        for name, texts in values.items()
        if name not in UNTYPED and not name.startswith("_")
        for text in texts
    )


def _without_buttons(values: sent.Values) -> sent.Values:
    return {name: texts for name, texts in values.items() if name == ACTION_CHECKBOX_NAME or not name.startswith("_")}


def typed(request: HttpRequest) -> dict:
    """For templates: `kept`, what was typed into this page before, by the fields' names."""
    values = request.kept.fields if hasattr(request, "kept") else {}
    return {"kept": {name: texts[-1] for name, texts in values.items() if texts}}
