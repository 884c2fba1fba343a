"""The list of articles: what stands in it, what it is narrowed by, and whose saved filters are above it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.db.models import IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import state
from articles.admin.base import BoundedList, BoundedPaginator
from articles.admin.desk_status import is_late
from articles.admin.filters import LiveStateFilter, SectionFilter
from articles.admin.saved_filters import SavedFiltersAdmin
from articles.admin.worklist_filters import AssigneeFilter, DeadlineFilter, PicturesFilter, WhoseFilter
from articles.desk import headlines, worklists
from articles.models import Byline, Revision


class ArticleList(BoundedList):
    """Sorted by a column, the newest stories of the list are: nobody turns the pages of a million headlines.

    By deadline stand those that have one, however old they are.
    """

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        leading = str(found.query.order_by[0]).removeprefix("-")
        if leading == "updated_at":
            return found
        if leading == "deadline":
            return found.filter(deadline__gt=worklists.LONG_AGO)
        newest = found.order_by(*self._get_default_ordering()).values("pk")[: BoundedPaginator.FARTHEST]
        return self.root_queryset.filter(pk__in=newest).order_by(*found.query.order_by)


class ArticleListAdmin(SavedFiltersAdmin):
    """The changelist of articles. Its rows take a fixed number of queries, and it is never counted to its end."""

    list_display = (
        "titled",
        "what_readers_see",
        "place",
        "byline",
        "words",
        "work",
        "assigned_to",
        "due",
        "saved",
    )
    list_filter = (
        WhoseFilter,
        LiveStateFilter,
        "desk_status",
        DeadlineFilter,
        AssigneeFilter,
        "edition",
        SectionFilter,
        "story_type",
        PicturesFilter,
    )
    search_fields = ("headline", "slug")
    search_help_text = gettext_lazy("Words of the headline, or the last part of the address")

    def get_queryset(self, request):
        """With all that a row shows: its words are counted in its newest revision, for the rows of the page alone."""
        newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        words = newest.values(number_of_words=Cast(KT("content__words"), IntegerField()))[:1]
        articles = super().get_queryset(request).annotate(newest_words=Subquery(words))
        bylines = Prefetch("bylines", Byline.objects.select_related("author"))
        return articles.select_related("edition", "section__edition", "assignee").prefetch_related(bylines)

    def get_search_results(self, request, queryset, search_term):
        return headlines.find(queryset, search_term), False

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_actions(self, request):
        """Without deleting many at once: what was before readers stays, and the rest is not worth the risk."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def titled(self, article):
        """The headline; of a story without one, a word that is wide enough to be clicked."""
        return str(article)

    @admin.display(description=gettext_lazy("readers see"))
    def what_readers_see(self, article):
        """The state; of what changes by the clock, when."""
        if article.publish_at is None:
            return state.of(article).label
        planned = dict.fromkeys((state.of(article).label, state.LiveState.SCHEDULED.label))
        told = format_html_join(", ", "{}", ((label,) for label in planned))
        return format_html('{} <span class="quiet">{}</span>', told, _short(article.publish_at))

    @admin.display(description=gettext_lazy("section"), ordering="section")
    def place(self, article):
        """The section; of another edition than the main one, with its name."""
        if article.section is None:
            return article.edition.name
        if article.edition.is_default:
            return article.section.name
        return format_html('{} <span class="quiet">{}</span>', article.section.name, article.edition.name)

    @admin.display(description=gettext_lazy("byline"))
    def byline(self, article):
        return ", ".join(byline.author.name for byline in article.bylines.all())

    @admin.display(description=gettext_lazy("words"))
    def words(self, article):
        return article.newest_words

    @admin.display(description=gettext_lazy("desk status"), ordering="desk_status")
    def work(self, article):
        return format_html(
            '<span class="desk-badge desk-badge-{}">{}</span>', article.desk_status, article.get_desk_status_display()
        )

    @admin.display(description=gettext_lazy("assigned to"), empty_value="")
    def assigned_to(self, article):
        return article.assignee and article.assignee.get_username()

    @admin.display(description=gettext_lazy("deadline"), ordering="deadline", empty_value="")
    def due(self, article):
        if article.deadline is None:
            return None
        if not is_late(article):
            return _short(article.deadline)
        return format_html('{} <strong class="desk-late">{}</strong>', _short(article.deadline), _("late"))

    @admin.display(description=gettext_lazy("last saved"), ordering="updated_at")
    def saved(self, article):
        return _short(article.updated_at)


def _short(time: datetime) -> str:
    """A time as a narrow column has room for it: the year only where it is not this one."""
    local = timezone.localtime(time)
    return formats.date_format(local, "j M, H:i" if local.year == timezone.localtime().year else "j M Y, H:i")
