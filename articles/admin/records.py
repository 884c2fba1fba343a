"""What happened: publications, and the addresses that stories once had."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses
from articles.admin.base import EditorialAdmin, RecordAdmin
from articles.admin.imports import link_to
from articles.models import FormerPath, Publication, PublishedArticle


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    list_display = ("at", "verb", "story", "path", "by", "reason")
    list_display_links = ("at",)
    list_filter = ("verb",)
    list_select_related = ("article", "by")
    search_fields = ("path",)
    fields = ("at", "verb", "story", "revision", "path", "by", "reason")
    readonly_fields = ("story",)

    @admin.display(description=gettext_lazy("story"))
    def story(self, publication):
        return link_to(publication.article)


class FormerPathForm(forms.ModelForm):
    def clean_path(self):
        path = addresses.kept(self.cleaned_data["path"].strip())
        if not path.startswith("/"):
            raise forms.ValidationError(
                _("An address begins with a slash: “/2019/05/old-story”. “%(path)s” does not."), params={"path": path}
            )
        live = PublishedArticle.objects.filter(path=path).first()
        if live:
            raise forms.ValidationError(
                _("“%(headline)s” is live at %(path)s, so it is no old address."),
                params={"headline": live.headline, "path": path},
            )
        return path


@admin.register(FormerPath)
class FormerPathAdmin(EditorialAdmin):
    form = FormerPathForm
    list_display = ("path", "story", "created_at")
    list_select_related = ("article",)
    search_fields = ("path",)
    autocomplete_fields = ("article",)
    fields = ("path", "article")

    def has_change_permission(self, request, obj=None):
        """An old address is added or taken away; what it was is not rewritten."""
        return False

    def save_model(self, request, obj, form, change):
        # Until a story is out, nothing at an address of it may tell that there is one.
        obj.was_public = obj.article.publications.exists()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("story"))
    def story(self, former):
        return link_to(former.article)
