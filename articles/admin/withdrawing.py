"""Taking stories away from readers: at once or at a time, with the reason or with another story instead."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import press
from articles.admin import refilling, rights, state
from articles.models import Article, PublishedArticle


class WithdrawalForm(forms.Form):
    """Asks what readers get in the story's place, and when."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Readers see it where the story was: “The report could not be confirmed.”"),
    )
    instead = forms.ModelChoiceField(
        Article.objects.filter(live__isnull=False),
        label=gettext_lazy("Or another story instead"),
        required=False,
        widget=AutocompleteSelect(Article._meta.get_field("withdraw_instead"), admin.site),
        help_text=gettext_lazy("Its readers are led there; no reason is shown. It must be live."),
        error_messages={"invalid_choice": gettext_lazy("That story is not live, so readers cannot be led to it.")},
    )
    at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("Empty: at once."),
    )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("reason") or cleaned.get("instead") or self.errors):
            self.add_error("reason", _("Write what readers are told, or choose the story that they get instead."))
        return cleaned


class WithdrawingAdmin(admin.ModelAdmin):
    """Adds the withdrawal's page and its bulk action to an article's admin."""

    actions = ("withdraw_selected",)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name="articles_article_withdraw"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request, pk: int) -> HttpResponse:
        """Ask what readers get instead, and when (GET); then do it, or plan it (POST)."""
        if not rights.may_publish_somewhere(request.user):
            raise PermissionDenied(_("You may not withdraw stories."))
        article = self._article(request, pk)
        if not rights.may_publish(request.user, article):
            raise PermissionDenied(_("You may not withdraw stories of this section."))
        back = HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        if article.publish_at is None and not PublishedArticle.objects.filter(article=article).exists():
            self.message_user(request, _("This story is not live, so there is nothing to withdraw."), messages.WARNING)
            return back
        with timezone.override(article.edition.zone):
            form = WithdrawalForm(request.POST if request.method == "POST" else None, initial=_planned(article))
            if form.is_valid():
                self._withdraw(request, [article], **form.cleaned_data)
                return back
            return self._ask_for_reason(request, form, [article])

    @admin.action(permissions=["publish"], description=gettext_lazy("Withdraw the chosen stories"))
    def withdraw_selected(self, request, queryset):
        articles = self._few(request, queryset)
        if not articles:
            return None
        form = WithdrawalForm(request.POST if "_do" in request.POST else None)
        if form.is_valid():
            self._withdraw(request, articles, **form.cleaned_data)
            return None
        return self._ask_for_reason(
            request, form, articles, action="withdraw_selected", checkbox_name=ACTION_CHECKBOX_NAME
        )

    def _withdraw(self, request, articles: Sequence[Article], *, reason: str, instead: Article | None, at) -> None:
        for article in articles:
            try:
                self._ask_for_right(request, article)
                if at:
                    press.plan_withdrawal(article, by=request.user, at=at, reason=reason, instead=instead)
                    done = _("“%(story)s” leaves the paper at %(time)s.") % {"story": article, "time": state.moment(at)}
                else:
                    press.withdraw(article, by=request.user, reason=reason, instead=instead)
                    done = _("“%s” is withdrawn.") % article
            except press.NotReady as refusal:
                self._say_not_ready(request, _("“%s” was not withdrawn:") % article, refusal.reasons)
            else:
                self.message_user(request, done, messages.SUCCESS)

    def _ask_for_reason(self, request, form: WithdrawalForm, articles: Sequence[Article], **more) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw from the paper"),
            "opts": self.opts,
            "form": form,
            "articles": articles,
            "zone": timezone.get_current_timezone_name(),
            "media": self.media + form.media,
            **more,
        }
        if hasattr(request, "kept"):
            refilling.fill(context, request.kept.fields)
        # Rendered here, where times are those of the edition.
        return TemplateResponse(request, "admin/articles/article/withdraw.html", context).render()


def _planned(article: Article) -> dict:
    return {"reason": article.withdraw_reason, "instead": article.withdraw_instead_id, "at": article.withdraw_at}
