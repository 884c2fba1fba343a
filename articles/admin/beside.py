"""Two versions of the article's form beside each other, in an editor's words. For the pages that let choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.sent import Values, as_post, rows
from articles.desk import differences
from articles.language.comparing import Kind


@dataclass(frozen=True, slots=True)
class Beside:
    """A part in two versions: the places that differ, and how many (paragraphs, bylines) are the same."""

    part: differences.Part
    rows: Sequence[differences.Row]
    same: int


def of(
    form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet], name: str, old: Values, new: Values, *, spoken: str
) -> Beside:
    """Return a part of the form as it stands in two versions, the words that differ marked.

    `spoken` is the edition's language.
    """
    part = _part(form, formsets, name, old, new, spoken=spoken)
    rows = [row for row in part.rows if _differs(row)]
    return Beside(part, rows, len(part.rows) - len(rows))


def _differs(row: differences.Row) -> bool:
    if row.old is None or row.new is None:
        return True
    pieces = (piece for cell in (row.old, row.new) for line in cell.lines for piece in line.pieces)
    return row.old.label != row.new.label or any(piece.kind is not Kind.SAME for piece in pieces)


def _part(form, formsets, name: str, old: Values, new: Values, *, spoken: str) -> differences.Part:
    for formset in formsets:
        if formset.prefix == name:
            title = capfirst(formset.model._meta.verbose_name_plural)
            return differences.list_part(title, _lines(formset, old), _lines(formset, new))
    field = form.fields[name]
    if name == "body":
        return differences.body_part(*(values.get(name, [""])[0] for values in (old, new)), spoken)
    texts = (_in_words(field, form.add_prefix(name), values) for values in (old, new))
    return differences.text_part(capfirst(str(field.label)), *texts, spoken)


def _lines(formset: forms.BaseFormSet, values: Values) -> list[str]:
    """One line for each row that is not marked to be deleted."""
    fields = {
        name: field
        for name, field in formset.empty_form.fields.items()
        if name not in ("id", "order", "DELETE", formset.fk.name)
    }
    lines = []
    for row in rows(formset.prefix, values):
        if "DELETE" not in row:
            words = [text for name, field in fields.items() if (text := _in_words(field, name, row))]
            lines.append(" · ".join(words))
    return lines


def _in_words(field: forms.Field, name: str, values: Values) -> str:
    """What these values of a field mean; what could not be saved is shown as it was typed."""
    try:
        value = field.clean(field.widget.value_from_datadict(as_post(values), {}, name))
    except ValidationError:
        return " ".join(filter(None, (text for typed in values.values() for text in typed)))
    choices = {str(key): str(label) for key, label in _choices(field)}
    return choices.get(str(value)) or _said(value)


def _choices(field: forms.Field):
    """The few choices of a field that has some, not the rows of a table."""
    return field.choices if isinstance(field, forms.ChoiceField) and not hasattr(field, "queryset") else ()


def _said(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, Model) or value not in (None, "") else ""
