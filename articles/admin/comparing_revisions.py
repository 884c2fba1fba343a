"""The past of a story: its revisions at any length, any two beside each other, and one brought back as the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import snapshot
from articles.admin import rights
from articles.desk import audit, differences
from articles.models import Act, Article, Publication, PublishedArticle, Revision

#: So many rows of the past stand on one page; the next are one click away.
A_PAGE = 50


class RevisionsForm(forms.ModelForm):
    """The note that an editor may leave at saving, for the list of revisions."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=Revision._meta.get_field("note").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("What this change is for: “figures corrected”. It stands in the list of revisions."),
    )


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when readers had a revision; no end: they have it now."""

    begin: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two revisions of a comparison, with when readers had it."""

    revision: Revision
    periods: Sequence[Period]


class RevisionsAdmin(admin.ModelAdmin):
    """The pages of a story's past, for who may read it; bringing back, for who may write it."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        back = wrap(self.bring_back_view)
        return [
            path("<int:pk>/compare/", wrap(self.compare_view), name="articles_article_compare"),
            path("<int:pk>/bring-back/<int:number>/", back, name="articles_article_bring_back"),
            *super().get_urls(),
        ]

    def tell_of_lost_note(self, request, form) -> None:
        """Say so where a note was typed, but nothing changed that a revision could hold it for."""
        why, revision = form.cleaned_data["why"], form.instance.saved_as
        if why and why != revision.note:
            said = _("Nothing changed since revision %(number)d, so your note was not kept: “%(why)s”.")
            self.message_user(request, said % {"number": revision.number, "why": why}, messages.WARNING)

    # --- The list -----------------------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        """Show who saved which revision when and why, and what the press did; `before` and `acts_before` go on."""
        article = self.get_object(request, unquote(object_id))
        past = {}
        if article is not None:
            past = _past(article, request) | {"may_change": rights.may_write(request.user, article)}
            past |= {"is_nav_sidebar_enabled": False, "title": _("Revisions of “%s”") % article}
        zone = article.edition.zone if article else timezone.get_default_timezone()
        with timezone.override(zone):
            response = super().history_view(request, object_id, past | (extra_context or {}))
            return response.render() if hasattr(response, "render") else response

    # --- Two beside each other ----------------------------------------------------------------------------------

    def compare_view(self, request, pk: int) -> HttpResponse:
        """Show two revisions, `old` and `new`, beside each other; without them, what is not published yet."""
        article = self._readable(request, pk)
        revisions = self._two(article, request.GET)
        with timezone.override(article.edition.zone):
            return TemplateResponse(
                request, "admin/articles/article/compare.html", self._compared(request, article, *revisions)
            ).render()

    def _compared(self, request, article: Article, old: Revision, new: Revision) -> dict:
        parts = differences.between(old, new, spoken=article.edition.language)
        acts = list(
            article.publications.exclude(verb=Publication.Verb.CORRECT)
            .order_by("at", "pk")
            .values_list("revision_id", "verb", "at")
        )
        newest = snapshot.newest(article)
        return {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("Revisions %(old)d and %(new)d") % {"old": old.number, "new": new.number},
            "opts": self.opts,
            "article": article,
            "sides": [Shown(revision, _periods(revision, acts)) for revision in (old, new)],
            "changed": [part for part in parts if part.changed],
            "same": [part.title for part in parts if not part.changed and part.rows],
            "newest": newest.number,
            "may_change": rights.may_write(request.user, article),
            "media": self.media + forms.Media(css={"all": ["articles/desk/revisions.css"]}),
        }

    def _two(self, article: Article, asked) -> tuple[Revision, Revision]:
        """The two revisions that are asked for, the older first."""
        newest = snapshot.newest(article)
        if newest is None:
            raise Http404(_("This story has no revision yet: save it first."))
        new = _number(asked.get("new"), newest.number)
        live = PublishedArticle.objects.filter(article=article).values_list("revision__number", flat=True).first()
        before = live if live and live < new else max(new - 1, 1)
        numbers = sorted((_number(asked.get("old"), before), new))
        found = {
            revision.number: revision
            for revision in article.revisions.filter(number__in=numbers).select_related("created_by")
        }
        if missing := [number for number in numbers if number not in found]:
            raise Http404(_("This story has no revision %d.") % missing[0])
        return found[numbers[0]], found[numbers[1]]

    # --- One brought back ---------------------------------------------------------------------------------------

    @method_decorator(require_POST)
    def bring_back_view(self, request, pk: int, number: int) -> HttpResponse:
        """Make an earlier revision the draft. What stood there is a revision itself, and readers see no change."""
        article = self._readable(request, pk)
        if not rights.may_write(request.user, article):
            raise PermissionDenied(_("You may not change this story."))
        revision = article.revisions.filter(number=number).first()
        if revision is None:
            raise Http404(_("This story has no revision %d.") % number)
        restored = snapshot.restore(revision, by=request.user)
        audit.record(Act.Verb.RESTORE, article, by=request.user, revision=revision)
        said = _("Revision %(old)d is the draft again, as revision %(new)d. Readers see no change.")
        self.message_user(request, said % {"old": number, "new": restored.revision.number}, messages.SUCCESS)
        if restored.missing:
            points = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in restored.missing))
            heading = _("Not everything could be brought back:")
            self.message_user(request, format_html("{}<ul>{}</ul>", heading, points), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _readable(self, request, pk: int) -> Article:
        if not rights.may_read(request.user):
            raise PermissionDenied(_("You may not see this story."))
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404(_("There is no article %d.") % pk)
        return article


def _past(article: Article, request) -> dict:
    """What the list of a story's past shows: a page of revisions and one of the press's acts, and where they go on."""
    revisions = article.revisions.select_related("created_by").defer("content")
    if before := _number(request.GET.get("before"), 0):
        revisions = revisions.filter(number__lt=before)
    acts = article.publications.select_related("by", "revision").defer("revision__content").order_by("-pk")
    if before := _number(request.GET.get("acts_before"), 0):
        acts = acts.filter(pk__lt=before)
    revisions, older = _page(revisions)
    acts, earlier = _page(acts)
    return {
        "revisions": revisions,
        "older": older.number if older else None,
        "publications": acts,
        "earlier": earlier.pk if earlier else None,
        "live_revision": PublishedArticle.objects.filter(article=article).values_list("revision", flat=True).first(),
        "chosen": [row.number for row in revisions[:2]],
    }


def _page(rows) -> tuple[list, Revision | Publication | None]:
    """A page of these rows, and its last row where there are more after it."""
    found = list(rows[: A_PAGE + 1])
    return found[:A_PAGE], found[A_PAGE - 1] if len(found) > A_PAGE else None


def _number(text: str | None, otherwise: int) -> int:
    """A number from an address; what is no number, or no database would hold, is as if it were not there."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def _periods(revision: Revision, acts: Sequence[tuple[int, str, datetime]]) -> list[Period]:
    ends = [at for _revision, _verb, at in acts[1:]] + [None]
    return [
        Period(at, end)
        for (live, verb, at), end in zip(acts, ends, strict=False)
        if live == revision.pk and verb != Publication.Verb.WITHDRAW
    ]
