"""What imports brought and told: runs with their problems, stories with their conflicts, pictures that are awaited."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import rights
from articles.admin.base import RecordAdmin
from articles.importing import conflicts, uploading
from articles.importing.records import Status
from articles.models import AwaitedPicture, ImportProblem, ImportRecord, ImportRun

#: So often a page of a run that goes on is shown anew, in seconds; a run older than a day has been stopped.
ANEW = "5"
#: By which a list is narrowed to one run.
RUN = "run__id__exact"
GOES_ON = timedelta(days=1)


def link_to(article):
    """Return a link to the article's page at the desk, or a dash where it is gone."""
    if article is None:
        return "–"
    return format_html('<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[article.pk]), article)


class OfImports(RecordAdmin):
    """A record of imports: who may see imported stories, sees it."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_importrecord")


class StartForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("An export, a table, a capture or an archive of them.")
    )
    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        required=False,
        help_text=gettext_lazy("A zip archive of the old site’s folder of pictures."),
    )
    field_map = forms.FileField(
        label=gettext_lazy("Map"),
        required=False,
        help_text=gettext_lazy("For a table: a TOML file that says which column is which field."),
    )
    section = forms.CharField(
        label=gettext_lazy("Section"), required=False, max_length=100, help_text=gettext_lazy("Where none is named.")
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Under which its ids are known here. Empty: its own name."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("As in the source")), (Status.DRAFT.value, gettext_lazy("All as drafts"))],
    )

    dry_run = forms.BooleanField(
        label=gettext_lazy("Only try it"),
        required=False,
        help_text=gettext_lazy("Tells what would come in and what is wrong, and changes nothing."),
    )

    def clean_file(self):
        return self._judged("file", uploading.judge)

    def clean_pictures(self):
        return self._judged("pictures", uploading.judge_pictures)

    def clean_field_map(self):
        return self._judged("field_map", uploading.judge_map)

    def _judged(self, name, judge):
        upload = self.cleaned_data[name]
        try:
            if upload:
                judge(upload)
        except uploading.Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload


@admin.register(ImportRun)
class ImportRunAdmin(RecordAdmin):
    list_display = ("started_at", "told", "finished_at", "by", "command")
    list_select_related = ("by",)
    fields = (
        "command", "by", "started_at", "finished_at", "undone_at", "told", "codes", "input_digest", "checkpoint",
        "records",
    )  # fmt: skip
    readonly_fields = ("told", "codes", "records")

    def get_urls(self):
        start = path("start/", self.admin_site.admin_view(self.start_view), name="articles_importrun_start")
        return [start, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        may_start = rights.may_publish_everywhere(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "may_start": may_start})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the run; while it goes on, again and again."""
        response = super().change_view(request, object_id, form_url, extra_context)
        run = self.get_object(request, object_id)
        if run and run.finished_at is None and run.started_at > timezone.now() - GOES_ON:
            response["Refresh"] = ANEW
        return response

    def start_view(self, request) -> HttpResponse:
        """Ask for a file (GET); begin its import, and lead to how far it is (POST)."""
        if not rights.may_publish_everywhere(request.user):
            raise PermissionDenied(_("Only chief editors import."))
        form = StartForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            wishes = {name: told[name] for name in ("section", "source", "status", "dry_run")}
            run = uploading.start(
                told["file"],
                uploading.Wishes(**wishes),
                by=request.user,
                pictures=told["pictures"],
                field_map=told["field_map"],
            )
            return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a file"),
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/importrun/start.html", context)

    @admin.display(description=gettext_lazy("what became of it"))
    def told(self, run):
        return ", ".join(f"{number} {outcome}" for outcome, number in run.counts.items() if number) or "–"

    @admin.display(description=gettext_lazy("problems"))
    def codes(self, run):
        address = reverse("admin:articles_importproblem_changelist")
        rows = sorted(run.problems.items(), key=lambda item: -item[1])
        links = ((f"{address}?{RUN}={run.pk}&code={code}", code, number) for code, number in rows)
        return format_html_join(" · ", '<a href="{}">{} ({})</a>', links) or "–"

    @admin.display(description=gettext_lazy("stories"))
    def records(self, run):
        address = f"{reverse('admin:articles_importrecord_changelist')}?{RUN}={run.pk}"
        return format_html('<a href="{}">{}</a>', address, _("The stories that this import was the last to change"))


@admin.register(ImportRecord)
class ImportRecordAdmin(RecordAdmin):
    list_display = ("legacy_id", "source", "outcome", "story", "how_many_problems", "updated_at")
    list_filter = ("outcome",)
    list_select_related = ("article",)
    search_fields = ("legacy_id", "origin", "source")
    fields = (
        "source", "legacy_id", "origin", "outcome", "story", "choice", "what_was_lost", "revision_number", "run",
        "updated_at",
    )  # fmt: skip
    readonly_fields = ("story", "choice", "what_was_lost")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("original")

    def get_urls(self):
        view = self.admin_site.admin_view(self.conflict_view)
        return [path("<int:pk>/conflict/", view, name="articles_importrecord_conflict"), *super().get_urls()]

    def lookup_allowed(self, lookup, value, request):
        return lookup == RUN or super().lookup_allowed(lookup, value, request)

    def conflict_view(self, request, pk: int) -> HttpResponse:
        """Show what is here beside what its source says now (GET); take one of the two (POST)."""
        record = ImportRecord.objects.select_related("article__edition").filter(pk=pk).first()
        if record is None:
            raise Http404(_("There is no imported story %d.") % pk)
        if not self.has_view_permission(request, record):
            raise PermissionDenied(_("You may not see imported stories."))
        may_choose = self._may_choose(request, record)
        if request.method == "POST" and not may_choose:
            raise PermissionDenied(_("You may not publish this story, so you may not choose."))
        back = HttpResponseRedirect(reverse("admin:articles_importrecord_change", args=[pk]))
        try:
            if "_theirs" in request.POST:
                conflicts.theirs(record, by=request.user)
                self.message_user(request, _("The story is now what its source says."), messages.SUCCESS)
                return back
            if "_ours" in request.POST:
                conflicts.ours(record)
                self.message_user(request, _("The story stays as it is here."), messages.SUCCESS)
                return back
            parts = conflicts.beside(record)
        except conflicts.NoConflict:
            self.message_user(request, _("There is nothing to choose: no conflict is open."), messages.WARNING)
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": _("Here and in its source"),
            "opts": self.opts,
            "record": record,
            "article": record.article,
            "changed": [part for part in parts if part.changed],
            "may_choose": may_choose,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/importrecord/conflict.html", context)

    def _may_choose(self, request, record: ImportRecord) -> bool:
        article = record.article
        return bool(article and rights.may_write(request.user, article) and rights.may_publish(request.user, article))

    @admin.display(description=gettext_lazy("conflict"))
    def choice(self, record):
        if not conflicts.is_open(record):
            return "–"
        address = reverse("admin:articles_importrecord_conflict", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, _("Compare and choose"))

    @admin.display(description=gettext_lazy("story"))
    def story(self, record):
        return link_to(record.article)

    @admin.display(description=gettext_lazy("problems"))
    def how_many_problems(self, record):
        return len(record.problems) or ""

    @admin.display(description=gettext_lazy("problems"))
    def what_was_lost(self, record):
        if not record.problems:
            return _("None: all of it was taken in.")
        sentences = ((text,) for _code, text in record.problems)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", sentences))


class OfCode(admin.SimpleListFilter):
    """By code: those that the chosen run told, or else the newest one, so that no list of all is looked through."""

    title = gettext_lazy("code")
    parameter_name = "code"

    def lookups(self, request, model_admin):
        runs = ImportRun.objects.filter(pk=key) if (key := _number(request, RUN)) else ImportRun.objects.all()
        run = runs.first()
        return [(code, f"{code} ({number})") for code, number in sorted(run.problems.items())] if run else []

    def queryset(self, request, queryset):
        return queryset.filter(code=self.value()) if self.value() else queryset


def _number(request, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


@admin.register(ImportProblem)
class ImportProblemAdmin(OfImports):
    list_display = ("code", "text", "outcome", "legacy_id", "origin", "story")
    list_display_links = ("code",)
    list_filter = (OfCode,)
    fields = ("run", "code", "text", "outcome", "source", "legacy_id", "origin", "story")
    readonly_fields = ("story",)

    def lookup_allowed(self, lookup, value, request):
        return lookup == RUN or super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("story"))
    def story(self, problem):
        if problem.article_id is None:
            return "–"
        address = reverse("admin:articles_article_change", args=[problem.article_id])
        return format_html('<a href="{}">{}</a>', address, problem.article_id)


@admin.register(AwaitedPicture)
class AwaitedPictureAdmin(OfImports):
    list_display = ("url", "state", "tries", "try_at", "problem")
    list_filter = ("state",)
    fields = ("url", "state", "tries", "try_at", "problem", "picture", "run")
