"""Why a story cannot go before readers yet, all reasons at once.

The press asks before it prints, the desk while an editor types.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk import picture_checks
from articles.models import Article, FormerPath, PublishedArticle, Section, address
from media.models import Picture


def reasons(article: Article, content: dict, at: datetime) -> list[str]:
    """Return why this content (of `snapshot.content`) of the article cannot go before readers at `at`.

    Sentences for the editor, none if it can. Only the article's own dates are read of the article, so it need not be
    saved.
    """
    found = [*_standing(article, at)]
    if not content["headline"].strip():
        found.append(_("The headline is empty."))
    if content["section"] is None:
        found.append(_("Choose a section: it is part of the story’s address."))
    if not content["teaser"]:
        found.append(_("The body is empty."))
    found += _pictures(content, at)
    if path := path_of(content):
        found += _taken(path, article)
    return found


def path_of(content: dict) -> str:
    """Return the address that this content gets, in letters; empty while it has no section."""
    section = Section.objects.select_related("edition").filter(pk=content["section"]).first()
    return address(section, content["slug"]) if section else ""


def _standing(article: Article, at: datetime) -> list[str]:
    """What the article's own dates say against it."""
    found = []
    if article.trashed_at:
        found.append(_("It is in the trash; take it out first."))
    if article.embargo_until and article.embargo_until > at:
        found.append(_("It is under embargo until %(time)s.") % {"time": _local(article.embargo_until, article)})
    if article.withdraw_at and article.withdraw_at <= at:
        found.append(
            _("It is to leave the paper at %(time)s already; take that plan back first.")
            % {"time": _local(article.withdraw_at, article)}
        )
    return found


def _local(moment: datetime, article: Article) -> str:
    return timezone.localtime(moment, article.edition.zone).strftime("%Y-%m-%d %H:%M")


def _pictures(content: dict, at: datetime) -> list[str]:
    uses = [use for use in content["pictures"] if use["picture"]]
    pictures = Picture.objects.in_bulk({use["picture"] for use in uses})
    return [reason for use in uses for reason in _picture(use, pictures.get(use["picture"]), at)]


def _picture(use: dict, picture: Picture | None, at: datetime) -> list[str]:
    names = {"lead": _("The lead picture"), "body": _("Picture %d in the body"), "gallery": _("Gallery picture %d")}
    name = names[use["placement"]]
    what = name % use["key"] if "%d" in name else name
    if picture is None:
        return [_("%s is not in the library any more: choose another.") % what]
    found = picture_checks.complaints(
        what,
        alt=use["alt"] or picture.alt_text,
        credit=use["credit"] or picture.credit,
        caption=use["caption"] or picture.caption,
        file_name=picture.file_name,
    )
    if not picture.is_usable_on(at):
        found.append(
            _("%(what)s may be used until %(day)s only: take it out, or choose another.")
            % {"what": what, "day": picture.usable_until}
        )
    return found


def _taken(path: str, article: Article) -> list[str]:
    live = PublishedArticle.objects.filter(path=path).exclude(article=article.pk).first()
    if live:
        return [
            _("Its address %(path)s is taken by “%(headline)s”; change one.")
            % {"path": path, "headline": live.headline}
        ]
    former = FormerPath.objects.filter(path=path).exclude(article=article.pk).select_related("article").first()
    if former:
        return [
            _("Its address %(path)s is an old address of “%(headline)s”; change it.")
            % {"path": path, "headline": former.article.headline}
        ]
    return []
