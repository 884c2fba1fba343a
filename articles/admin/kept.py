"""What people at the desk typed and have not saved: kept in `Autosave`, offered to its writer and to nobody else."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import body
from articles.admin import conflicts, sent, stamps
from articles.admin.stamps import RESTORE
from articles.models import Article, Autosave

#: What names a form in the browser; made when the form is opened.
KEY = "draft_key"
KEYS = re.compile(r"[0-9a-zA-Z-]{8,40}")
#: So many unsaved texts are offered at once; the others after these are saved or thrown away.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that its writer has not saved: what it is, when it was kept, and the addresses to go on from.

    `look` shows it beside what is saved, for a story alone; a POST there throws any of them away.
    """

    key: str
    is_story: bool
    headline: str
    saved_at: datetime
    bring_back: str
    look: str


def unsaved(user: AbstractBaseUser, **where) -> list[Unsaved]:
    """Return the texts that this user has not saved, the newest first; `where` narrows by the fields of Autosave."""
    kept = Autosave.objects.filter(user=user, **where).select_related("article").order_by("-saved_at", "-pk")
    return [offer(autosave) for autosave in kept[:OFFERED]]


def keep(user: AbstractBaseUser, article: Article | None, values: sent.Values, key: str) -> Autosave:
    """Keep what the story's form with this key holds now, in place of what it held before."""
    typed = {name: texts for name, texts in values.items() if conflicts.is_typed(name)}
    return _keep(user, key, typed, article=article, base_revision=conflicts.base_of(typed))


def keep_page(opened: stamps.Opened, values: sent.Values) -> Autosave:
    """Keep what another form of the desk holds, for who opened it."""
    typed = {name: texts for name, texts in values.items() if name != "csrfmiddlewaretoken"}
    return _keep(opened.user, opened.key, typed, address=opened.address, title=opened.title[:200])


def _keep(user: AbstractBaseUser, key: str, typed: sent.Values, **facts) -> Autosave:
    # PostgreSQL has no NUL in a text; a browser sends one only where somebody pasted it.
    fields = {name: [text.replace("\0", "") for text in texts] for name, texts in typed.items() if name != stamps.FIELD}
    autosave, _created = Autosave.objects.update_or_create(
        user=user, draft_key=key, defaults=facts | {"fields": fields}
    )
    return autosave


def offer(autosave: Autosave) -> Unsaved:
    """Return the text as its writer is offered it."""
    return Unsaved(
        autosave.draft_key,
        not autosave.address,
        autosave.title or _headline(autosave),
        autosave.saved_at,
        _with_key(autosave.address or page_of_story(autosave.article_id), autosave.draft_key),
        reverse("admin:articles_article_unsaved", args=[autosave.draft_key]),
    )


def page_of_story(pk: int | None) -> str:
    return reverse("admin:articles_article_change", args=[pk]) if pk else reverse("admin:articles_article_add")


def _with_key(address: str, key: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{RESTORE}={key}"


def _headline(autosave: Autosave) -> str:
    typed = " ".join(autosave.fields.get("headline", [""])[0].split())
    opening = body.to_text(autosave.fields.get("body", [""])[0])[:60]
    return typed or (autosave.article and autosave.article.headline) or opening or _("A story without a headline")


# --- For the script that keeps a form -----------------------------------------------------------------------------


def key_of(sent_key: str) -> str:
    """Return the form's own key where it came with one, or a new one."""
    return sent_key if KEYS.fullmatch(sent_key) else str(uuid.uuid4())


def facts(request: HttpRequest, *, form: str, url: str, shelf: str | int, unsaved: bool, passing=()) -> dict:
    """Return what the script is told, as JSON values: the form's id, where to send it, the name of its shelf in the
    browser, whether it opens with text that is not saved, and which fields are no part of the text.
    """
    return {
        "form": form,
        "url": url,
        "login": reverse("admin:login"),
        "user": request.user.pk,
        "article": shelf,
        "unsaved": unsaved,
        "passing": list(passing),
        "say": _sentences(),
    }


def _sentences() -> dict[str, str]:
    """What the script says by itself: only where the desk's server cannot be asked."""
    return {
        "offline": _("No connection. Your text is kept in this browser; the desk gets it as soon as it answers."),
        "loggedOut": _("You are logged out. Your text is kept in this browser and nothing is lost."),
        "logIn": _("Log in in another tab, then come back here"),
        "another": _("Somebody else is logged in here now. Your text is kept in this browser for you alone."),
        "failing": _("The desk does not answer properly. Your text is kept in this browser, and it is tried again."),
        "notSaved": _("Not saved."),
        "noRoom": _("This browser has no room for a copy of your text. Do not close this page before it is saved."),
    }
