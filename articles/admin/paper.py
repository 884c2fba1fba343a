"""The facts of the paper: editions, sections, authors, topics."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.admin import rights
from articles.admin.base import PaperFactAdmin
from articles.admin.paper_pages import TopicPageInline
from articles.models import Author, Edition, PublishedArticle, Section, Tag


@admin.register(Edition)
class EditionAdmin(PaperFactAdmin):
    list_display = ("name", "language", "path_prefix", "is_default", "time_zone")
    search_fields = ("name", "publisher")
    autocomplete_fields = ("logo",)
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo", "logo_alt")}),
        (_("Language, place and time"), {"fields": ("language", "path_prefix", "is_default", "time_zone")}),
        (_("The publisher"), {"fields": ("publisher", "address", "email", "phone", "founded")}),
    )

    def get_readonly_fields(self, request, obj=None):
        """Every address of its live stories begins with the prefix: it stays while there are any."""
        fixed = obj is not None and PublishedArticle.objects.filter(edition=obj).exists()
        return ("path_prefix",) if fixed else ()


@admin.register(Section)
class SectionAdmin(PaperFactAdmin):
    list_display = ("name", "edition", "parent", "slug", "order", "in_navigation")
    list_editable = ("order", "in_navigation")
    list_filter = ("edition", "in_navigation")
    list_select_related = ("edition", "parent__edition")
    search_fields = ("name", "slug")
    fields = ("edition", "name", "slug", "parent", "description", "order", "in_navigation", "editors")

    def get_readonly_fields(self, request, obj=None):
        """A section stays in its edition, and keeps its address while live stories stand under it.

        Who publishes in it, those decide who publish everywhere: an editor does not choose the own sections.
        """
        fixed = () if rights.may_publish_everywhere(request.user) else ("editors",)
        if obj is None:
            return fixed
        live = PublishedArticle.objects.filter(section=obj).exists()
        return ("edition", "slug", *fixed) if live else ("edition", *fixed)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "editors":
            kwargs |= {"queryset": _who_publish(), "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Section.objects.filter(parent=None).select_related("edition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Author)
class AuthorAdmin(PaperFactAdmin):
    list_display = ("name", "job_title", "email", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("portrait", "user")
    fieldsets = (
        (None, {"fields": ("name", "job_title", "bio", "portrait", "slug")}),
        (_("How readers reach them"), {"fields": ("email", "phone", "website")}),
        (_("At the desk"), {"fields": ("user",)}),
    )

    def get_readonly_fields(self, request, obj=None):
        """A login gives the right to change the author’s stories, so it is linked by who may see logins."""
        return () if request.user.has_perm("auth.view_user") else ("user",)


@admin.register(Tag)
class TagAdmin(PaperFactAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    fields = ("name", "slug")
    inlines = (TopicPageInline,)


def _who_publish() -> QuerySet:
    """Those whose sections can be chosen: who publishes, but not everywhere."""
    return get_user_model().objects.with_perm("articles.publish_article", include_superusers=False).order_by("username")
