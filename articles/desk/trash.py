"""Where drafts go that nobody wants: out of every list, until they are taken out again or deleted for good.

What was ever before readers does not come here: the press withdraws it, and its record stays. The doors ask for the
right before they call.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import audit
from articles.models import Act, Article


class Kept(Exception):
    """The story stays where it is; the text is a sentence for the editor."""


@transaction.atomic
def put(article: Article, *, by: AbstractBaseUser) -> None:
    """Put a draft into the trash. Raises Kept for a story that was before readers, or that is to go there."""
    article = _locked(article)
    if article.trashed_at:
        return
    _refuse_what_was_public(article)
    if article.publish_at:
        raise Kept(_("“%s” is scheduled to go live; take it off the schedule first.") % article)
    Article.objects.filter(pk=article.pk).update(trashed_at=timezone.now())
    audit.record(Act.Verb.TRASH, article, by=by)


@transaction.atomic
def take_out(article: Article, *, by: AbstractBaseUser) -> None:
    """Give a draft back to the desk as it was."""
    article = _locked(article)
    if article.trashed_at is None:
        return
    Article.objects.filter(pk=article.pk).update(trashed_at=None)
    audit.record(Act.Verb.UNTRASH, article, by=by)


@transaction.atomic
def delete(article: Article, *, by: AbstractBaseUser) -> None:
    """Delete a draft for good, with its revisions; its acts stay in the audit log. Raises Kept outside of the trash."""
    article = _locked(article)
    _refuse_what_was_public(article)
    if article.trashed_at is None:
        raise Kept(_("“%s” is not in the trash; put it there first.") % article)
    audit.record(Act.Verb.DELETE, article, by=by)
    article.delete()


def _refuse_what_was_public(article: Article) -> None:
    if article.publications.exists():
        raise Kept(_("“%s” was before readers, and the record of that is kept: withdraw it instead.") % article)


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
