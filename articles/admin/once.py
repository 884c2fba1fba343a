"""A form that is sent twice is acted on once. Named in the settings, last, so that it stands right before the view.

A double click sends the same form again before the first answer is there, and so may a browser that loads a page anew.
What was typed since makes it another form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import sent, stamps
from articles.models import Autosave, SentForm

REMEMBERED = timedelta(days=1)


class OnceMiddleware:
    """Acts on a form in one transaction with the note that it was sent: the second waits there for the first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirect) and hasattr(request, "acted_on"):
            # Nothing of it is unsaved any more; of a story's form, its own admin knows.
            Autosave.objects.filter(user=request.user, draft_key=request.acted_on).exclude(address="").delete()
        return response

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        if request.method != "POST" or request.resolver_match.app_name != "admin":
            return None
        opened = stamps.opened_by(request.POST)
        if opened is None or opened.user != request.user:
            return None
        if opened.is_filled_in(request):
            request.acted_on = opened.key
        # A file is known by its digest already, and is decoded before its transaction: no other writer waits for it.
        if not opened.is_sent_to(request) or request.FILES:
            return None
        digest = _digest(request)
        SentForm.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()
        with transaction.atomic():
            first, is_first = SentForm.objects.get_or_create(digest=digest)
            if is_first:
                response = view(request, *args, **kwargs)
                if isinstance(response, HttpResponseRedirect):
                    SentForm.objects.filter(pk=first.pk).update(location=response.url)
                else:
                    first.delete()
                return response
        messages.info(request, _("It was sent twice, and done once."))
        return HttpResponseRedirect(first.location)


def _digest(request: HttpRequest) -> str:
    values = {name: texts for name, texts in sent.listed(request.POST).items() if name != "csrfmiddlewaretoken"}
    said = json.dumps([request.get_full_path(), values], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
