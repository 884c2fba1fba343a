"""Two saves of one version of a story: the second never overwrites the first. For the article's admin.

The form carries a mark of each part (a field, the rows of one kind) as it stood when the form was opened. What another
save changed since, and this form would change back, is put before the editor part by part; nothing is saved till then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import snapshot
from articles.admin import beside, sent
from articles.admin.refilling import RefillingAdmin
from articles.models import Article, Revision

#: Where the form keeps its marks, and the newest revision at the time it was opened.
MARKS, BASE = "base_parts", "base_revision"
#: On the page that lets choose: “mine” or “theirs”, by part; and the button that leads back to the form.
CHOICE, GO_ON = "keep-", "_go_on"
#: What readers could see; where another save changed it, it is shown to the editor before it is saved with the rest.
SEEN_BY_READERS = {*snapshot.PLAIN, "section", "translation_of", "tags"}


@dataclass(frozen=True, slots=True)
class Contest:
    """A part that another save changed since the form was opened, and that the form would change back.

    `touched`: the form's own text was changed too; otherwise it is only old.
    """

    name: str
    mine: sent.Values
    theirs: sent.Values
    touched: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A form that was sent, met with what is saved by now: what may be saved, and what must be chosen first."""

    form: forms.BaseForm
    formsets: Sequence[forms.BaseFormSet]
    values: sent.Values
    contests: Sequence[Contest]

    def marks(self) -> dict[str, str]:
        return sent.digests(self.form, self.formsets, sent.of(self.form, self.formsets))


def meet(form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet], post: Mapping, *, ask: bool = True) -> Meeting:
    """Return what comes of a form that was sent, given the form (unbound, with its rows) as it is saved by now.

    A part that only the others changed is taken over from them; with `ask`, one that readers could see is a contest.
    A field that the sent page did not have stays as it is saved.
    """
    theirs, mine = sent.parts(form, formsets, sent.of(form, formsets)), sent.parts(form, formsets, post)
    marks = _marks(post)
    values, contests = sent.listed(post), []
    for name, standing in theirs.items():
        own, begun = mine[name], marks.get(name)
        left_out = _left_out(form, name, post)
        if not left_out and (own == standing or sent.digest(own) == sent.digest(standing)):
            continue
        moved = sent.digest(standing) != begun
        touched = sent.digest(own) != begun
        if left_out:
            chosen = standing
        elif moved and (touched or (ask and (name in SEEN_BY_READERS or name not in form.fields))):
            contests.append(Contest(name, own, standing, touched))
            continue
        elif moved or post.get(CHOICE + name) == "theirs":
            chosen = standing
        else:
            continue
        values = {key: value for key, value in values.items() if key not in own} | chosen
    return Meeting(form, formsets, values, contests)


def reopened(meeting: Meeting) -> sent.Values:
    """Return the values for a form that is opened now: what is still to be chosen stays mine, and marked as such."""
    begun = _marks(meeting.values)
    marks = meeting.marks() | {contest.name: begun.get(contest.name) for contest in meeting.contests}
    return _with_rows(meeting, drop_others=False) | {MARKS: [json.dumps(marks)]}


def begun_anew(formsets: Sequence[forms.BaseFormSet], values: sent.Values) -> sent.Values:
    """Return the values for the form of a new story: no row stands anywhere yet."""
    for formset in formsets:
        part = sent.part_of_rows(formset.prefix, values)
        rest = {name: value for name, value in values.items() if name not in part}
        values = rest | sent.rebased(formset, part, {}, drop_others=False)
    return values


def base_of(values: sent.Values) -> int:
    """Return the number of the newest revision when the form was opened; 0 where there was none, or it does not say."""
    base = values.get(BASE, [""])[0]
    return int(base) if base.isdecimal() and len(base) < 10 else 0


def is_typed(name: str) -> bool:
    """Whether this was sent by a field, and not by a button, by a choice between versions or for the request alone."""
    return not (name.startswith(("_", CHOICE)) or name == "csrfmiddlewaretoken" or "__prefix__" in name)


def _with_rows(meeting: Meeting, *, drop_others: bool) -> sent.Values:
    """The values of the meeting, contested rows of mine as a form that is opened now would send them."""
    values = meeting.values
    formsets = {formset.prefix: formset for formset in meeting.formsets}
    for contest in meeting.contests:
        if formset := formsets.get(contest.name):
            rest = {name: value for name, value in values.items() if name not in contest.mine}
            values = rest | sent.rebased(formset, contest.mine, contest.theirs, drop_others=drop_others)
    return values


def _marks(post: Mapping) -> dict[str, str]:
    """The form's marks; none where it came without, and then every part counts as changed by both."""
    try:
        marks = json.loads(sent.listed(post).get(MARKS, ["{}"])[0])
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _left_out(form: forms.BaseForm, name: str, post: Mapping) -> bool:
    return sent.left_out(form, name, post) if name in form.fields else f"{name}-TOTAL_FORMS" not in post


class ConflictsAdmin(RefillingAdmin):
    """Puts a save that comes too late before its editor, beside what was saved meanwhile."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method != "POST" or not object_id:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        article = self._hold(request, object_id)
        if article and self.has_change_permission(request, article):
            meeting = meet(*self.as_saved(request, article), request.POST)
            if meeting.contests:
                return self._ask(request, article, meeting)
            if GO_ON in request.POST:
                return self.refilled(request, object_id, form_url, extra_context, meeting.values)
            request.POST = sent.as_post(meeting.values)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _hold(self, request, object_id: str) -> Article | None:
        """Return the article and hold its row till this save is done: two saves at once come one after the other."""
        if object_id.isdecimal():
            Article.objects.select_for_update().order_by().values_list("pk").filter(pk=object_id).first()
        request.held, request.formsets = self.get_object(request, object_id), {}
        return request.held

    def get_object(self, request, object_id, from_field=None) -> Article | None:
        """Return the article that this request holds, if it does; nobody can have changed that."""
        held = getattr(request, "held", None)
        return held if held and str(held.pk) == object_id else super().get_object(request, object_id, from_field)

    def as_saved(self, request, article: Article | None) -> tuple[forms.BaseForm, list[forms.BaseFormSet]]:
        """Return the form and its rows as they would open now, whatever this request sends."""
        asking = copy(request)
        asking.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(asking, article))
        article = self.get_object(asking, str(article.pk)) if article else Article()
        form = self.get_form(asking, article if article.pk else None, change=bool(article.pk), fields=fields)
        formsets, _inlines = self._create_formsets(asking, article, change=bool(article.pk))
        return form(instance=article), formsets

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Let the form carry its marks: those it was opened with, also when it comes back with errors."""
        carried = getattr(request, "refill", None) or sent.listed(request.POST)
        form = context["adminform"].form
        formsets = [row.formset for row in context["inline_admin_formsets"]]
        if not form.is_bound:
            newest = snapshot.newest(obj) if obj else None
            marks = sent.digests(form, formsets, sent.of(form, formsets))
            carried = {MARKS: [json.dumps(marks)], BASE: [str(newest.number if newest else 0)]}
        context |= {name: carried.get(name, [""])[0] for name in (MARKS, BASE)}
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # --- The page that lets choose ------------------------------------------------------------------------------

    def _ask(self, request, article: Article, meeting: Meeting) -> HttpResponse:
        revisions = article.revisions.select_related("created_by").defer("content")
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("This story was saved while you were writing"),
            "opts": self.opts,
            "article": article,
            "since": revisions.filter(number__gt=base_of(sent.listed(request.POST)))[:10],
            "choices": [_choice(meeting, contest, request.POST, article) for contest in meeting.contests],
            "carried": _carried(meeting, revisions.first()),
            "media": self.media + forms.Media(css={"all": ["articles/desk/revisions.css", "articles/desk/kept.css"]}),
        }
        return TemplateResponse(request, "admin/articles/article/conflict.html", context)


@dataclass(frozen=True, slots=True)
class Choice:
    """A contest as the page shows it: theirs on the left, mine on the right; `kept` is chosen beforehand."""

    name: str
    beside: beside.Beside
    touched: bool
    kept: str


def _choice(meeting: Meeting, contest: Contest, post: Mapping, article: Article) -> Choice:
    both = beside.of(
        meeting.form,
        meeting.formsets,
        contest.name,
        contest.theirs,
        contest.mine,
        spoken=article.edition.language,
    )
    chosen = post.get(CHOICE + contest.name) or ("mine" if contest.touched else "theirs")
    return Choice(CHOICE + contest.name, both, contest.touched, chosen)


def _carried(meeting: Meeting, newest: Revision | None) -> list[tuple[str, str]]:
    """What the page sends on: all that was typed, and the marks of what the editor sees there as saved."""
    values = {name: value for name, value in _with_rows(meeting, drop_others=True).items() if is_typed(name)}
    values |= {MARKS: [json.dumps(meeting.marks())], BASE: [str(newest.number if newest else 0)]}
    return [(name, text) for name, value in values.items() for text in value]
