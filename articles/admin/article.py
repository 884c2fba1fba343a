"""The article's own pages at the desk: its list, its form, its history."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body, snapshot
from articles.admin import rights, state
from articles.admin.article_list import ArticleListAdmin
from articles.admin.audit_log import AuditedAdmin
from articles.admin.autosaving import AutosavingAdmin
from articles.admin.base import EditorialAdmin
from articles.admin.chooser import ChooserAdmin
from articles.admin.comments import CommentsAdmin
from articles.admin.comparing_revisions import RevisionsAdmin, RevisionsForm
from articles.admin.conflicts import ConflictsAdmin
from articles.admin.correcting import CorrectingAdmin
from articles.admin.desk_status import DeskStatusAdmin, DeskStatusForm
from articles.admin.inlines import BylineInline, RelatedLinkInline, StoryPictureInline
from articles.admin.khmer_text import MendedAdmin, MendedForm
from articles.admin.notice_page import NoticesAdmin
from articles.admin.previewing import PreviewingAdmin
from articles.admin.prose import ProseAdmin
from articles.admin.publishing import PublishingAdmin
from articles.admin.sheet import SheetAdmin
from articles.admin.topics import TopicsField, TopicsInput
from articles.admin.trash import TrashAdmin
from articles.admin.vocabulary import VocabularyAdmin
from articles.admin.withdrawing import WithdrawingAdmin
from articles.admin.writers import WritersAdmin
from articles.desk import audit
from articles.models import Act, Article, Author, Edition, Section

#: What decides when readers see a story; for those who may publish.
PRESS_FIELDS = ("published_at", "embargo_until")


class ArticleForm(DeskStatusForm, RevisionsForm, MendedForm):
    """Nothing is asked for on saving; what publishing needs, the press says."""

    go_live_at = forms.DateTimeField(
        label=gettext_lazy("Go live at"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )

    class Meta:
        field_classes = {"tags": TopicsField}
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "class": "vLargeTextField desk-headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 1, "class": "vLargeTextField"}),
            "tags": TopicsInput(attrs={"class": "vTextField"}),
            "notes": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "seo_description": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["go_live_at"] = self.instance.publish_at

    def _save_m2m(self):
        """Look the tags up, one by one, only where they are others than before."""
        if "tags" in self.changed_data:
            super()._save_m2m()

    def clean_headline(self):
        """A headline is one line, however it was pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self):
        cleaned = super().clean()
        if self.instance.edition_id is None and not cleaned.get("section"):
            self.instance.edition = Edition.objects.first()
            if self.instance.edition_id is None:
                raise ValidationError(_("There is no edition yet that could hold a story. Make one first."))
        if "_schedule" in self.data and not cleaned.get("go_live_at") and "go_live_at" not in self.errors:
            self.add_error("go_live_at", _("Say on which day and at what time it is to go live."))
        return cleaned


@admin.register(Article)
class ArticleAdmin(
    ProseAdmin,
    SheetAdmin,
    PreviewingAdmin,
    WritersAdmin,
    AutosavingAdmin,
    ConflictsAdmin,
    ChooserAdmin,
    TrashAdmin,
    PublishingAdmin,
    WithdrawingAdmin,
    CorrectingAdmin,
    MendedAdmin,
    VocabularyAdmin,
    DeskStatusAdmin,
    CommentsAdmin,
    AuditedAdmin,
    RevisionsAdmin,
    NoticesAdmin,
    ArticleListAdmin,
    EditorialAdmin,
):
    form = ArticleForm
    inlines = (BylineInline, StoryPictureInline, RelatedLinkInline)
    autocomplete_fields = ("translation_of",)
    readonly_fields = ("started_by", "created_at", "updated_at")
    actions = (*PublishingAdmin.actions, *WithdrawingAdmin.actions, *TrashAdmin.actions, *DeskStatusAdmin.actions)
    fieldsets = (
        (None, {"fields": ("kicker", "headline", "standfirst", "body")}),
        (
            gettext_lazy("Its place in the paper"),
            {
                "fields": ("section", "tags", "story_type", "dateline", "agency"),
                "classes": ("place",),
            },
        ),
        (
            gettext_lazy("In lists, and its address"),
            {"fields": ("short_headline", "slug", "translation_of"), "classes": ("collapse", "address")},
        ),
        (
            gettext_lazy("Dates"),
            {"fields": PRESS_FIELDS, "classes": ("collapse", "dates"), "description": lazy(state.whose_time, str)()},
        ),
        (
            gettext_lazy("Search engines"),
            {"fields": ("seo_title", "seo_description"), "classes": ("collapse", "search")},
        ),
        (
            gettext_lazy("How far it goes"),
            {"fields": ("kept_off_front", "kept_out_of_feeds", "kept_out_of_search"), "classes": ("collapse", "reach")},
        ),
        (
            gettext_lazy("For the desk"),
            {"fields": ("notes", "started_by", "created_at", "updated_at"), "classes": ("collapse", "desk")},
        ),
    )

    # --- Rights -------------------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None) -> bool:
        """Who may publish may change every story; others their own."""
        return super().has_change_permission(request, obj) and (obj is None or rights.may_write(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        shut = () if self.has_publish_permission(request, obj) else PRESS_FIELDS
        return (*self.readonly_fields, *shut)

    def get_fieldsets(self, request, obj=None):
        """Who may only read gets the body as text, not as markup."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        (name, main), *others = fieldsets
        fields = ["body_as_text" if field == "body" else field for field in main["fields"]]
        return [(name, main | {"fields": fields}), *others]

    @admin.display(description=gettext_lazy("created by"))
    def started_by(self, article):
        return article.created_by.get_username() if article.created_by else "–"

    @admin.display(description=gettext_lazy("body"))
    def body_as_text(self, article):
        return body.to_text(article.body)

    # --- The form -----------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "section" in form.base_fields:
            form.base_fields["section"].queryset = Section.objects.select_related("edition")
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Read, check and show every time of the page in the zone of the story's edition."""
        with timezone.override(self._zone(object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Begin a new story with the byline of who writes it."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and isinstance(inline, BylineInline):
            kwargs["initial"] = [
                {"author": pk} for pk in Author.objects.filter(user=request.user).values_list("pk", flat=True)
            ]
        return kwargs

    def _zone(self, object_id):
        editions = Edition.objects.all()
        if object_id and object_id.isdecimal():
            editions = editions.filter(articles__pk=object_id)
        edition = editions.first()
        return edition.zone if edition else timezone.get_default_timezone()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context |= {
            "state": state.in_words(obj) if obj else [],
            "is_live": bool(obj) and hasattr(obj, "live"),
            "may_change": may_change,
            "may_publish": may_change and self.has_publish_permission(request, obj),
            "zone": timezone.get_current_timezone_name(),
            "show_delete": bool(obj) and self.has_delete_permission(request, obj) and not obj.publications.exists(),
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Take the revision here: only now are bylines, pictures, links and tags saved too."""
        super().save_related(request, form, formsets, change)
        form.instance.go_live_at = form.cleaned_data.get("go_live_at")
        form.instance.saved_as = snapshot.take(form.instance, by=request.user, note=form.cleaned_data["why"])
        self.tell_of_lost_note(request, form)
        verb = Act.Verb.SAVE if change else Act.Verb.CREATE
        audit.record(verb, form.instance, by=request.user, revision=form.instance.saved_as)

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._after_saving(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._after_saving(request, obj)

    def _after_saving(self, request, article) -> HttpResponse:
        saved = _("Saved as revision %d.") % article.saved_as.number
        self.message_user(request, saved, messages.SUCCESS)
        self.press_after_saving(request, article, article.go_live_at)
        if "_withdraw" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_withdraw", args=[article.pk]))
        if "_save" in request.POST:
            return self.response_post_save_change(request, article)
        page = reverse("admin:articles_article_change", args=[article.pk])
        filters = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(filters, page))
