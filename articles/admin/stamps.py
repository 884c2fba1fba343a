"""Who opened a form of the desk, on which page: a signed field in each of them, beside the CSRF token.

It holds when the session is over and when somebody else logged in meanwhile; `templatetags.stamped` puts it there.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest
from django.template import Context

FIELD = "opened_by"
LASTS = timedelta(days=30)
#: In a page's address: the key of the unsaved text that its form is to be filled with.
RESTORE = "restore"
#: Forms that are sent elsewhere than to the page on which they stand.
ELSEWHERE = ("articles_article_save_filter",)


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that somebody opened: who, on the page at which address, called what, and the key of this one form."""

    user: AbstractBaseUser
    address: str
    title: str
    key: str

    def is_sent_to(self, request: HttpRequest) -> bool:
        """Whether the request is for the very page on which the form stood."""
        return self.address.partition("?")[0] == request.path

    def is_filled_in(self, request: HttpRequest) -> bool:
        """Whether the form is the one that the page is for, and not a mere button beside it."""
        return self.is_sent_to(request) or request.resolver_match.url_name in ELSEWHERE


def stamp(request: HttpRequest, context: Context) -> str:
    """Return the stamp of the forms on this page of the desk; nothing where nobody of the desk is logged in."""
    match = request.resolver_match
    if match is None or match.app_name != "admin" or not request.user.is_staff:
        return ""
    kept = getattr(request, "kept", None)
    key = kept.draft_key if kept else context.get("draft_key") or str(uuid.uuid4())
    said = [request.user.pk, address_of(request), _title(context), key]
    return signing.dumps(said, salt=FIELD, compress=True)


def _title(context: Context) -> str:
    """What the page is called, and which story or other thing it is about."""
    about = context.get("original") or context.get("article") or next(iter(context.get("articles") or ()), None)
    return ": ".join(str(part) for part in (context.get("title"), about) if part)[:200]


def address_of(request: HttpRequest) -> str:
    """Return the address of a page as it is opened without an unsaved text."""
    asked = request.GET.copy()
    asked.pop(RESTORE, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def opened_by(post: Mapping[str, str]) -> Opened | None:
    """Return who opened the form that was sent; None without a stamp of ours, or where they left the desk."""
    try:
        user_pk, address, title, key = signing.loads(post.get(FIELD, ""), salt=FIELD, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    user = get_user_model().objects.filter(pk=user_pk, is_active=True, is_staff=True).first()
    return Opened(user, address, title, key) if user else None
