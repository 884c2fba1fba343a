"""What one person at the desk was told: the newest on the desk page, all on a page of their own."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import rights
from articles.models import Notice

A_PAGE = 50


class NoticesAdmin(admin.ModelAdmin):
    """Everybody reads, and marks as read, their own notices alone."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("notices/", wrap(self.notices_view), name="articles_article_notices"),
            path("notices/read/", wrap(self.read_notices_view), name="articles_article_read_notices"),
            *super().get_urls(),
        ]

    def notices_view(self, request) -> HttpResponse:
        """Show the user's notices, newest first, read ones too; `before` goes on."""
        _at_desk(request)
        notices = Notice.objects.filter(user=request.user).select_related("article").order_by("-pk")
        before = request.GET.get("before", "")
        if before.isdecimal():
            notices = notices.filter(pk__lt=before)
        shown = list(notices[: A_PAGE + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Notices"),
            "opts": self.opts,
            "notices": shown[:A_PAGE],
            "older": shown[A_PAGE - 1].pk if len(shown) > A_PAGE else None,
            "media": self.media + forms.Media(css={"all": ["articles/desk/work.css"]}),
        }
        return TemplateResponse(request, "admin/articles/article/notices.html", context)

    @method_decorator(require_POST)
    def read_notices_view(self, request) -> HttpResponseRedirect:
        """Mark one notice of the user's as read, or without `notice` all of them; back to where they were shown."""
        _at_desk(request)
        unread = Notice.objects.filter(user=request.user, read_at=None)
        if one := request.POST.get("notice", ""):
            unread = unread.filter(pk=one) if one.isdecimal() else unread.none()
        unread.update(read_at=timezone.now())
        page = request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(page if ours else reverse("admin:index"))


def _at_desk(request) -> None:
    if not rights.may_read(request.user):
        raise PermissionDenied(_("You may not see the desk’s stories."))
