"""How far the work on a story is, at the editor's hand: hand in, return, mark ready, assign, set a deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin import rights
from articles.desk import remarks, reviewing
from articles.models import Article, DeskStatus

#: So many stories at once go through one request.
AT_ONCE = 100


class LocalMoment(forms.DateTimeInput):
    """A day and a time, by the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


def assignee_field(**options) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        remarks.colleagues(),
        label=gettext_lazy("Assigned to"),
        required=False,
        empty_label=gettext_lazy("nobody"),
        **options,
    )


def deadline_field(**options) -> forms.DateTimeField:
    return forms.DateTimeField(label=gettext_lazy("Deadline"), required=False, widget=LocalMoment(), **options)


def note_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=remarks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Goes along with handing in, returning or marking ready, and stands among the comments."
        ),
    )


class DeskStatusForm(forms.ModelForm):
    """What the story's page asks of the work. The fields are not the model's: the verbs write, record and tell."""

    assigned_to = assignee_field()
    due_at = deadline_field()
    status_note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"assigned_to": self.instance.assignee_id, "due_at": self.instance.deadline}


@dataclass(frozen=True, slots=True)
class Move:
    """A button that saves the story and moves its work on."""

    button: str
    status: DeskStatus
    label: str
    done: str
    #: Writers hand in; the others are for who publishes.
    for_writers: bool = False

    def may(self, user: AbstractBaseUser, article: Article) -> bool:
        return rights.may_write(user, article) and (self.for_writers or rights.may_publish(user, article))


MOVES = (
    Move(
        "_submit_for_review",
        DeskStatus.IN_REVIEW,
        gettext_lazy("Save and submit for review"),
        gettext_lazy("It is handed in for review."),
        for_writers=True,
    ),
    Move("_return", DeskStatus.DRAFT, gettext_lazy("Save and return"), gettext_lazy("It is returned to its writers.")),
    Move("_ready", DeskStatus.READY, gettext_lazy("Save and mark ready"), gettext_lazy("It is marked ready.")),
)


class DeskStatusAdmin(admin.ModelAdmin):
    """The desk status for an article's admin: on the story's page, and for many stories at once."""

    actions = ("assign_selected", "set_deadline_selected", "set_status_selected")

    # --- The article's page -------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Who may not publish the story plans nobody's work: for them the fields are not there."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if not _may_plan(request.user, obj or Article()):
            for name in ("assigned_to", "due_at"):
                form.base_fields.pop(name, None)
        return form

    def save_related(self, request, form, formsets, change):
        """Move the work on, in the transaction of saving: who may not do what a button says saves nothing by it."""
        super().save_related(request, form, formsets, change)
        article, by = form.instance, request.user
        if "assigned_to" in form.changed_data:
            reviewing.assign(article, by=by, assignee=form.cleaned_data["assigned_to"])
        if "due_at" in form.changed_data:
            reviewing.set_deadline(article, by=by, deadline=form.cleaned_data["due_at"])
        for move in MOVES:
            if move.button in request.POST:
                if not move.may(by, article):
                    raise PermissionDenied(_("You may hand in your own stories; the rest is for who publishes them."))
                reviewing.TO_STATUS[move.status](article, by=by, note=form.cleaned_data["status_note"].strip())
                self.message_user(request, move.done, messages.SUCCESS)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj or Article()
        context |= {
            "moves": [move for move in MOVES if self._makes_sense(move, request.user, article)],
            "is_late": is_late(article),
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _makes_sense(self, move: Move, user, article: Article) -> bool:
        return move.status != article.desk_status and move.may(user, article)

    # --- Many at once -------------------------------------------------------------------------------------------

    @admin.action(permissions=["change"], description=gettext_lazy("Assign the chosen stories …"))
    def assign_selected(self, request, queryset):
        def assign(article, said):
            reviewing.assign(article, by=request.user, assignee=said["assigned_to"])

        errand = Errand("assign_selected", _("Assign"), AssignForm, _may_plan, assign)
        return self._run_errand(request, queryset, errand)

    @admin.action(permissions=["change"], description=gettext_lazy("Set the deadline of the chosen stories …"))
    def set_deadline_selected(self, request, queryset):
        def set_deadline(article, said):
            reviewing.set_deadline(article, by=request.user, deadline=said["due_at"])

        errand = Errand("set_deadline_selected", _("Set the deadline"), DeadlineForm, _may_plan, set_deadline)
        return self._run_errand(request, queryset, errand)

    @admin.action(permissions=["change"], description=gettext_lazy("Set the desk status of the chosen stories …"))
    def set_status_selected(self, request, queryset):
        def may(user, article, said):
            return next(move for move in MOVES if move.status == said["status"]).may(user, article)

        def move(article, said):
            if article.desk_status != said["status"]:
                reviewing.TO_STATUS[said["status"]](article, by=request.user, note=said["status_note"].strip())

        errand = Errand("set_status_selected", _("Set the desk status"), StatusForm, may, move)
        return self._run_errand(request, queryset, errand)

    def _run_errand(self, request, queryset, errand: Errand) -> TemplateResponse | None:
        """Ask what is to be done (first request), then do it to each story that the user has the right for."""
        articles = list(queryset[: AT_ONCE + 1])
        if len(articles) > AT_ONCE:
            self.message_user(
                request, _("Choose at most %d stories at once; nothing was done.") % AT_ONCE, messages.ERROR
            )
            return None
        form = errand.form(request.POST if "_do" in request.POST else None)
        if not form.is_valid():
            return self._ask_errand(request, form, articles, errand)
        allowed = [article for article in articles if errand.may(request.user, article, form.cleaned_data)]
        for article in allowed:
            errand.do(article, form.cleaned_data)
        if allowed:
            done = ngettext("Done for %d story.", "Done for %d stories.", len(allowed)) % len(allowed)
            self.message_user(request, done, messages.SUCCESS)
        for article in articles:
            if article not in allowed:
                self.message_user(
                    request, _("You may not do this with “%s”; it stays as it is.") % article, messages.ERROR
                )
        return None

    def _ask_errand(self, request, form: forms.Form, articles: Sequence[Article], errand: Errand) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": errand.title,
            "opts": self.opts,
            "form": form,
            "articles": articles,
            "action": errand.action,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media + form.media,
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, "admin/articles/article/errand.html", context)


# --- What many at once are asked ----------------------------------------------------------------------------------


class AssignForm(forms.Form):
    assigned_to = assignee_field()


class DeadlineForm(forms.Form):
    due_at = deadline_field()


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("Desk status"), choices=DeskStatus.choices)
    status_note = note_field()


@dataclass(frozen=True, slots=True)
class Errand:
    """Something done to many stories: what is asked first, who may do it to which, and how it is done to one."""

    action: str
    title: str
    form: type[forms.Form]
    may: Callable[[AbstractBaseUser, Article, dict], bool]
    do: Callable[[Article, dict], None]


def _may_plan(user: AbstractBaseUser, article: Article, said: dict | None = None) -> bool:
    return rights.may_write(user, article) and rights.may_publish(user, article)


def is_late(article: Article) -> bool:
    """Whether the deadline has passed and the work is not done."""
    return (
        article.deadline is not None and article.deadline < timezone.now() and article.desk_status != DeskStatus.READY
    )
