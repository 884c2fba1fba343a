"""The form on which a front is arranged: slots in their order, as typed or as kept. For `articles.admin.fronts`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.khmer_text import MendedForm
from articles.models import Article, PublishedArticle, Slot
from articles.press.fronts import PLACES, Front
from media.models import Picture

PREFIX = "slots"
FIELDS = ("article", "order", "headline", "teaser", "picture", "pinned_until")
#: As <input type="datetime-local"> writes and reads it.
MINUTE = "%Y-%m-%dT%H:%M"
#: More rows than a front has places are kept on the page, so that the editor chooses which to take away.
MOST_ROWS = 2 * PLACES

_FIELD = re.compile(rf"{PREFIX}-(\d{{1,3}})-article")

Row = dict[str, str]


def minute_input(**attrs) -> forms.DateTimeInput:
    return forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local", **attrs})


class SlotForm(MendedForm):
    """One slot; `story` and `own_picture` are set by `show_stories`, for the page."""

    class Meta:
        model = Slot
        fields = FIELDS
        widgets = {
            "article": forms.HiddenInput,
            "headline": forms.TextInput(attrs={"class": "vTextField"}),
            "teaser": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            # Its number in the library; the page's script puts the chooser in its place.
            "picture": forms.NumberInput(attrs={"class": "desk-order", "min": 1}),
            "pinned_until": minute_input(),
            "order": forms.NumberInput(attrs={"class": "desk-order", "min": 1, "max": MOST_ROWS}),
        }

    story: Entry | None = None
    own_picture: Picture | None = None

    @property
    def says_more(self) -> bool:
        """Whether there is more to see of it than which story it is."""
        own = ("headline", "teaser", "picture", "pinned_until")
        return bool(self.errors) or any(self[name].value() for name in own)

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_pinned_until(self):
        until = self.cleaned_data["pinned_until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(_("This time has passed: choose a later one, or take the story away."))
        return until


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as the desk of the fronts lists it: the live one, or the working copy of one that is not (yet) live."""

    article: Article | PublishedArticle
    is_live: bool
    #: Whether the front shows stories of its section.
    is_here: bool = True

    @property
    def pk(self) -> int:
        return self.article.pk

    @property
    def headline(self) -> str:
        return self.article.short_headline or self.article.headline

    @property
    def picture(self):
        return self.article.lead_picture if self.is_live else None

    @property
    def goes_live_at(self):
        return None if self.is_live else self.article.publish_at


def rows_of(slots: Iterable[Slot]) -> list[Row]:
    """Return the slots as a browser would send them."""
    return [
        {
            "article": str(slot.article_id),
            "headline": slot.headline,
            "teaser": slot.teaser,
            "picture": str(slot.picture_id or ""),
            "pinned_until": timezone.localtime(slot.pinned_until).strftime(MINUTE) if slot.pinned_until else "",
        }
        for slot in slots
    ]


def sent_rows(post: Mapping[str, str]) -> list[Row]:
    """Return the rows of a form that was sent, in the order of their numbers; a row without one comes last."""
    places = sorted(int(match[1]) for name in post if (match := _FIELD.fullmatch(name)))
    rows = [{name: post.get(f"{PREFIX}-{place}-{name}", "") for name in FIELDS} for place in places[:MOST_ROWS]]
    return sorted(rows, key=_order)


def _order(row: Row) -> int:
    number = row.pop("order")
    return int(number) if number.isdecimal() and len(number) < 6 else MOST_ROWS


def with_act(rows: Sequence[Row], post: Mapping[str, str]) -> list[Row]:
    """Return the rows after the button that was pressed: `_add` a story, `_up`, `_down` or `_remove` a row."""
    rows = list(rows)
    if (story := post.get("_add", "")).isdecimal() and story not in {row["article"] for row in rows}:
        at = int(post["_at"]) if post.get("_at", "").isdecimal() else len(rows)
        rows.insert(at, {name: "" for name in FIELDS if name != "order"} | {"article": story})
    for act, by in (("_up", -1), ("_down", 1)):
        place = _place(post.get(act), rows)
        if place is not None and 0 <= place + by < len(rows):
            rows.insert(place + by, rows.pop(place))
    place = _place(post.get("_remove"), rows)
    if place is not None:
        del rows[place]
    return rows[:MOST_ROWS]


def _place(number: str | None, rows: Sequence[Row]) -> int | None:
    """The row that a button's value names, counted from 0."""
    return int(number) if number and number.isdecimal() and int(number) < len(rows) else None


def forms_of(rows: Sequence[Row], *, bound: bool) -> list[SlotForm]:
    """Return a form for each row, numbered anew; bound ones can be checked, the others only show what was typed."""
    made = []
    for number, row in enumerate(rows):
        prefix, fields = f"{PREFIX}-{number}", row | {"order": str(number + 1)}
        typed = {f"{prefix}-{name}": value for name, value in fields.items()}
        made.append(SlotForm(typed, prefix=prefix) if bound else SlotForm(initial=fields, prefix=prefix))
    return made


def show_stories(slots: Iterable[SlotForm], front: Front) -> None:
    """Set the `story` and the `own_picture` of each form, in three queries."""
    by_form = {form: (_key(form, "article"), _key(form, "picture")) for form in slots}
    keys = {article for article, _picture in by_form.values()}
    pictures = Picture.objects.in_bulk({picture for _article, picture in by_form.values()})
    live = PublishedArticle.objects.select_related("lead_picture", "section").in_bulk(keys)
    drafts = Article.objects.select_related("section").defer("body").in_bulk(keys - live.keys())
    found = {key: Entry(row, key in live, _stands_in(row, front)) for key, row in (live | drafts).items()}
    for form, (article, picture) in by_form.items():
        form.story, form.own_picture = found.get(article), pictures.get(picture)


def _key(form: SlotForm, name: str) -> int:
    """The key that was typed or kept; 0, which nothing has, where it is none."""
    typed = str(form[name].value() or "")
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def _stands_in(row: Article | PublishedArticle, front: Front) -> bool:
    if row.edition_id != front.edition.pk:
        return False
    return front.section is None or (row.section and front.section.pk in (row.section_id, row.section.parent_id))
