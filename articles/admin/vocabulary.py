"""The body’s field at the desk: where its cards find stories, its styles, and word of what a save took out of it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import body
from articles.admin import rights
from articles.desk import headlines
from articles.models import Article

#: What stands around the path of an address.
_AROUND_PATH = re.compile(r"^[a-z]+://[^/]*|[?#].*$", re.IGNORECASE)
#: So many stories are offered for a card at once.
OFFERED = 8


class VocabularyAdmin(admin.ModelAdmin):
    """For the article's admin."""

    class Media:
        css = {"all": ["articles/desk/body.css"]}

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("stories/", wrap(self.stories_view), name="articles_article_stories"), *super().get_urls()]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget.attrs["data-stories"] = reverse("admin:articles_article_stories")
        return field

    def stories_view(self, request: HttpRequest) -> JsonResponse:
        """Answer a card's editor: the stories with the words, the address or the number in `q`, or that of key `id`.

        JSON `{"stories": [{"id", "headline", "section", "live"}]}`, those last saved first.
        """
        if not rights.may_read(request.user):
            raise PermissionDenied
        articles = Article.objects.filter(trashed_at=None)
        if "id" in request.GET:
            found = articles.filter(_numbered(request.GET["id"]))
        else:
            found = self._searched(request, articles, request.GET.get("q", ""))
        rows = found.select_related("section", "live").order_by("-updated_at", "-pk")[:OFFERED]
        return JsonResponse({"stories": [_told(article) for article in rows]})

    def _searched(self, request, articles, query: str):
        if "/" in query:
            return articles.filter(live__path=_path_in(query.strip()))
        if query.strip().isdecimal():
            named = headlines.find(articles, query).order_by("-updated_at", "-pk").values_list("pk", flat=True)
            return articles.filter(_numbered(query.strip()) | Q(pk__in=list(named[:OFFERED])))
        found, _may_repeat = self.get_search_results(request, articles, query)
        return found

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "body" in form.changed_data:
            self._say_what_is_dropped(request, body.dropped(form.cleaned_data["body"]))

    def _say_what_is_dropped(self, request, sentences: list[str]) -> None:
        if sentences:
            points = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))
            heading = _("The body was saved without what a story has no place for:")
            self.message_user(request, format_html("{}<ul>{}</ul>", heading, points), messages.WARNING)


def _path_in(address: str) -> str:
    return unquote(_AROUND_PATH.sub("", address))


def _numbered(key: str) -> Q:
    """The article of a key; none where the text is no key that a database could hold."""
    return Q(pk=int(key)) if key.isdecimal() and len(key) <= 18 else Q(pk__in=())


def _told(article: Article) -> dict:
    return {
        "id": article.pk,
        "headline": str(article),
        "section": article.section.name if article.section else "",
        "live": hasattr(article, "live"),
    }
