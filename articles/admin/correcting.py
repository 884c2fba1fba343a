"""Owning up to readers: a correction on a live story, and which of its earlier versions they may still see."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import press
from articles.admin import rights
from articles.admin.base import RecordAdmin
from articles.models import Article, Correction, PublishedArticle, WithheldVersion
from articles.page import versions


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ("kind", "text", "place")
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}), "place": forms.RadioSelect}


class WithholdingForm(forms.ModelForm):
    number = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = WithheldVersion
        fields = ("reason",)
        widgets = {"reason": forms.TextInput(attrs={"class": "vTextField"})}


class CorrectingAdmin(admin.ModelAdmin):
    """Adds to an article's admin the page that corrects it, and the page of what readers had of it."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/correct/", wrap(self.correct_view), name="articles_article_correct"),
            path("<int:pk>/versions/", wrap(self.versions_view), name="articles_article_versions"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["corrections"] = obj.corrections.all()
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def correct_view(self, request, pk: int) -> HttpResponse:
        """Ask what was wrong (GET); then say so on the story's page, for good (POST)."""
        article = self._article(request, pk)
        if not rights.may_publish(request.user, article):
            raise PermissionDenied(_("You may not correct stories of this section."))
        back = HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        form = CorrectionForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                press.correct(article, by=request.user, **form.cleaned_data)
            except press.NotReady as refusal:
                self._say_not_ready(request, _("“%s” was not corrected:") % article, refusal.reasons)
            else:
                self.message_user(request, _("The correction stands on the page of “%s”.") % article, messages.SUCCESS)
            return back
        if not PublishedArticle.objects.filter(article=article).exists():
            self.message_user(request, _("This story is not live, so there is nothing to correct."), messages.WARNING)
            return back
        context = self._of(request, article, title=_("Correct a live story"), form=form)
        return TemplateResponse(request, "admin/articles/article/correct.html", context | {"media": form.media})

    def versions_view(self, request, pk: int) -> HttpResponse:
        """Show what readers had, version by version (GET); withhold one of them, or show it again (POST)."""
        article = self._article(request, pk)
        may_withhold = rights.may_withhold(request.user, article)
        published = PublishedArticle.objects.select_related("edition").filter(article=article).first()
        found = versions.public(published, spoken=article.edition.language) if published else []
        if request.method == "POST":
            if not may_withhold:
                raise PermissionDenied(_("You may not withhold what readers had."))
            return self._withhold(request, article, found)
        with timezone.override(article.edition.zone):
            context = self._of(request, article, title=_("What readers had"), found=found, may_withhold=may_withhold)
            return TemplateResponse(request, "admin/articles/article/versions.html", context).render()

    def _withhold(self, request, article: Article, found: list[versions.Change]) -> HttpResponse:
        form = WithholdingForm(request.POST)
        number = form["number"].value()
        change = next((change for change in found if str(change.number) == number), None)
        if change is None:
            raise Http404(_("Readers never had a version %s.") % number)
        if "_show" in request.POST:
            press.show(change.publication, by=request.user)
            self.message_user(request, _("Readers may see version %d again.") % change.number, messages.SUCCESS)
        elif form.is_valid():
            press.withhold(change.publication, by=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, _("Readers do not see version %d any more.") % change.number, messages.SUCCESS)
        else:
            self.message_user(
                request, _("Say why readers may not see it: they read the reason instead."), messages.ERROR
            )
        return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[article.pk]))

    def _of(self, request, article: Article, **more) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts, "article": article, **more}


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    list_display = ("at", "kind", "headline", "text", "by")
    list_filter = ("kind", "edition")
    list_select_related = ("by",)
    search_fields = ("headline",)
    fields = ("at", "kind", "headline", "path", "text", "place", "by")
