"""The work on a story, apart from what readers see: handing in, returning, marking ready, assigning, deadlines.

One verb is one transaction with its line in the audit and its notices. The doors ask for the right before they call.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.desk import audit, notices, remarks
from articles.models import Act, Article, DeskStatus


@transaction.atomic
def submit(article: Article, *, by: AbstractBaseUser, note: str = "") -> None:
    """Hand the story in for review; who it is assigned to is told."""
    _move(article, DeskStatus.IN_REVIEW, Act.Verb.SUBMIT, by=by, note=note)
    if article.assignee_id not in (None, by.pk):
        _tell(
            get_user_model().objects.filter(pk=article.assignee_id), article, by, _("%s hands it in for review."), note
        )


@transaction.atomic
def give_back(article: Article, *, by: AbstractBaseUser, note: str = "") -> None:
    """Return the story to its writers, who are told why."""
    _move(article, DeskStatus.DRAFT, Act.Verb.RETURN, by=by, note=note)
    _tell(writers(article), article, by, _("%s returns it to you."), note)


@transaction.atomic
def mark_ready(article: Article, *, by: AbstractBaseUser, note: str = "") -> None:
    """Say that the work is done; its writers are told."""
    _move(article, DeskStatus.READY, Act.Verb.READY, by=by, note=note)
    _tell(writers(article), article, by, _("%s marks it ready."), note)


#: The verb that brings a story to each status.
TO_STATUS = {DeskStatus.IN_REVIEW: submit, DeskStatus.DRAFT: give_back, DeskStatus.READY: mark_ready}


@transaction.atomic
def assign(article: Article, *, by: AbstractBaseUser, assignee: AbstractBaseUser | None) -> None:
    """Give the work to somebody (None: to nobody), who is told. Nothing happens where it is theirs already."""
    if article.assignee_id == (assignee.pk if assignee else None):
        return
    _update(article, assignee=assignee)
    audit.record(
        Act.Verb.ASSIGN, article, by=by, detail=_("to %s") % (assignee.get_username() if assignee else _("nobody"))
    )
    if assignee and assignee.pk != by.pk:
        notices.tell(assignee, article, _("%s assigns it to you.") % by.get_username())


@transaction.atomic
def set_deadline(article: Article, *, by: AbstractBaseUser, deadline: datetime | None) -> None:
    """Say until when it is to be ready (None: no deadline); who it is assigned to is told."""
    if article.deadline == deadline:
        return
    _update(article, deadline=deadline)
    until = _until(article)
    audit.record(Act.Verb.ASSIGN, article, by=by, detail=until)
    if article.assignee_id not in (None, by.pk):
        notices.tell(article.assignee, article, f"{by.get_username()}: {until}")


def writers(article: Article) -> QuerySet:
    """Return who wrote the story and can log in: who began it, and the authors of its bylines."""
    people = get_user_model().objects.filter(is_active=True)
    signed = article.bylines.exclude(author__user=None).values("author__user")
    return people.filter(pk=article.created_by_id) | people.filter(pk__in=signed)


def _move(article: Article, status: DeskStatus, verb: Act.Verb, *, by: AbstractBaseUser, note: str) -> None:
    _update(article, desk_status=status)
    audit.record(verb, article, by=by, detail=note)
    if note:
        remarks.add(article, by=by, text=note)


def _update(article: Article, **fields) -> None:
    """Write these fields alone: the text is not saved with them, nor is its date."""
    Article.objects.filter(pk=article.pk).update(**fields)
    for name, value in fields.items():
        setattr(article, name, value)


def _tell(people: QuerySet, article: Article, by: AbstractBaseUser, sentence: str, note: str) -> None:
    told = " ".join(filter(None, (sentence % by.get_username(), note)))
    for person in people:
        if person.pk != by.pk:
            notices.tell(person, article, told)


def _until(article: Article) -> str:
    if article.deadline is None:
        return _("without a deadline")
    local = timezone.localtime(article.deadline, article.edition.zone)
    return _("deadline %s") % formats.date_format(local, "j F Y, H:i")
