"""The trash: where drafts go that nobody wants, and whence they come back. For the article's admin alone."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import rights
from articles.desk import trash
from articles.models import Act, Article


class TrashAdmin(admin.ModelAdmin):
    """What lies in the trash is in no list, no chooser and on no page of the desk but the trash's own."""

    actions = ("trash_selected",)

    def get_queryset(self, request) -> QuerySet[Article]:
        return super().get_queryset(request).filter(trashed_at=None)

    def get_object(self, request, object_id, from_field=None) -> Article | None:
        """Return a story that is not in the trash, without what only the rows of the list show: this is asked often."""
        if from_field:
            return super().get_object(request, object_id, from_field)
        return _by_key(_together(Article.objects.filter(trashed_at=None)), object_id)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("trash/", wrap(self.trash_view), name="articles_article_trash"),
            path("<int:pk>/take-out/", wrap(self.take_out_view), name="articles_article_take_out"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request, obj=None) -> bool:
        """Who writes a story may put it into the trash; from there, who has the right deletes it for good."""
        if obj is None:
            return super().has_delete_permission(request)
        may = rights.may_delete if obj.trashed_at else rights.may_take_out
        return may(request.user, obj)

    # --- Pages --------------------------------------------------------------------------------------------------

    def trash_view(self, request) -> HttpResponse:
        """Show what is in the trash, the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see the stories of the desk."))
        paginator = self.get_paginator(request, _in_trash(), self.list_per_page)
        page = paginator.get_page(request.GET.get("page"))
        shown = Article.objects.filter(pk__in=[article.pk for article in page.object_list])
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("Trash"),
            "opts": self.opts,
            "page": page,
            "takable": _keys(rights.takable(request.user, shown)),
            "deletable": _keys(rights.deletable(request.user, shown)),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/article/trash.html", context)

    def take_out_view(self, request, pk: int) -> HttpResponse:
        """Give a story back to the desk (POST)."""
        article = _trashed(pk)
        if article is None:
            raise Http404(_("There is no article %d in the trash.") % pk)
        if not rights.may_take_out(request.user, article):
            raise PermissionDenied(_("You may not take this story out of the trash."))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        trash.take_out(article, by=request.user)
        self.message_user(request, _("“%s” is back at the desk.") % article, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Ask (GET), then put a draft into the trash (POST); for one that is there, delete it for good."""
        key = unquote(object_id)
        gone = _trashed(key)
        article = gone or self.get_object(request, key)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_delete_permission(request, article):
            raise PermissionDenied(_("You may not throw this story away."))
        if request.method == "POST":
            return self._delete(request, article) if gone else self._put(request, [article])
        if article.publications.exists():
            return self._put(request, [article])
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("Delete for good") if gone else _("Put into the trash"),
            "opts": self.opts,
            "article": article,
            "revisions": article.revisions.count(),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/article/throw_away.html", context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """Lead who opens a story in the trash to where it can be taken out."""
        if object_id and (article := _trashed(unquote(object_id))) and self.has_view_permission(request):
            said = _("“%s” is in the trash: take it out to read or change it.") % article
            self.message_user(request, said, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_article_trash"))
        return super().changeform_view(request, object_id, form_url, extra_context)

    # --- Acts ---------------------------------------------------------------------------------------------------

    @admin.action(permissions=["change"], description=gettext_lazy("Put the chosen drafts into the trash"))
    def trash_selected(self, request, queryset):
        self._put(request, self._few(request, queryset))

    def _put(self, request, articles: list[Article]) -> HttpResponse:
        done = []
        for article in articles:
            try:
                if not rights.may_take_out(request.user, article):
                    raise trash.Kept(_("“%s” is not yours to throw away.") % article)
                trash.put(article, by=request.user)
                done.append(article)
            except trash.Kept as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        if done:
            said = ngettext("In the trash: %(name)s", "In the trash: %(number)d stories", len(done))
            said %= {"name": done[0], "number": len(done)}
            link = format_html('<a href="{}">{}</a>', reverse("admin:articles_article_trash"), _("Open the trash"))
            self.message_user(request, format_html("{}. {}", said, link), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        back = reverse("admin:articles_article_change", args=[articles[0].pk]) if len(articles) == 1 else ""
        return HttpResponseRedirect(back or reverse("admin:articles_article_changelist"))

    def _delete(self, request, article: Article) -> HttpResponse:
        try:
            trash.delete(article, by=request.user)
        except trash.Kept as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("“%s” is deleted for good.") % article, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_trash"))


def _keys(articles: QuerySet[Article]) -> set[int]:
    return set(articles.values_list("pk", flat=True))


def _in_trash() -> QuerySet[Article]:
    """What is in the trash, with who put it there."""
    put = Act.objects.filter(article_id=OuterRef("pk"), verb=Act.Verb.TRASH).order_by("-pk")
    articles = _together(Article.objects.filter(trashed_at__isnull=False))
    return articles.annotate(trashed_by=Subquery(put.values("by__username")[:1])).order_by("-trashed_at", "-pk")


def _trashed(key: int | str) -> Article | None:
    return _by_key(Article.objects.filter(trashed_at__isnull=False), key)


def _by_key(articles: QuerySet[Article], key: int | str) -> Article | None:
    """Return the article of that key, which may be anything that stood in an address."""
    return articles.filter(pk=key).first() if str(key).isdecimal() else None


def _together(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.select_related("edition", "section__edition", "live", "assignee", "created_by")
