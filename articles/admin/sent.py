"""The article's form as a browser sends it: names and values, part by part. For keeping forms and comparing them.

A part is a field of the form, or all rows of one kind (bylines, pictures, related stories).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Values = dict[str, list[str]]
#: A browser shortens it to the minute (HTML standard, “valid normalized local date and time string”).
_ON_THE_MINUTE = re.compile(r"\d{4,}-\d\d-\d\dT\d\d:\d\d:00")
COUNTERS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


def of(form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet]) -> Values:
    """Return what a browser would send of this page if nobody touched it."""
    sent = _fields(form)
    for formset in formsets:
        for row in (formset.management_form, *formset.forms):
            sent |= _fields(row)
    return sent


def parts(form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet], sent: Mapping) -> dict[str, Values]:
    """Return what was sent of each part of the page; of what else was sent (buttons, tokens), nothing."""
    values = listed(sent)
    found = {
        name: {key: values[key] for key, _value in _inputs(field.widget, form.add_prefix(name), None) if key in values}
        for name, field in form.fields.items()
    }
    return found | {formset.prefix: part_of_rows(formset.prefix, values) for formset in formsets}


def listed(sent: Mapping) -> Values:
    return dict(sent.lists()) if isinstance(sent, MultiValueDict) else dict(sent)


def as_post(values: Values) -> QueryDict:
    """Return the values as a form takes them."""
    post = QueryDict(mutable=True)
    for name, value in values.items():
        post.setlist(name, value)
    return post


def digest(part: Values) -> str:
    """Return a short mark that two parts share where they say the same, whatever the browser made of their spelling."""
    said = {
        name: kept
        for name, values in part.items()
        if not name.endswith(COUNTERS) and (kept := [_plain(value) for value in values if value.strip()])
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def _plain(value: str) -> str:
    value = " ".join(value.split())
    return value.removesuffix(":00") if _ON_THE_MINUTE.fullmatch(value) else value


def digests(form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet], sent: Mapping) -> dict[str, str]:
    return {name: digest(part) for name, part in parts(form, formsets, sent).items()}


def left_out(form: forms.BaseForm, name: str, sent: Mapping) -> bool:
    """Whether the page that was sent did not have this field at all: an old page, or a script's."""
    return form.fields[name].widget.value_omitted_from_data(sent, {}, form.add_prefix(name))


# --- Rows ---------------------------------------------------------------------------------------------------------


def part_of_rows(prefix: str, values: Values) -> Values:
    """Return what was sent of the rows of one kind."""
    # The admin sends its template of an empty row too.
    return {name: value for name, value in values.items() if name.startswith(f"{prefix}-") and "__prefix__" not in name}


def rows(prefix: str, part: Values) -> list[Values]:
    """Return each row of a part, its values by the field's own name."""
    found: dict[int, Values] = {}
    for name, values in part.items():
        number, dash, field = name.removeprefix(f"{prefix}-").partition("-")
        if dash and number.isdecimal():
            found.setdefault(int(number), {})[field] = values
    return [row for _number, row in sorted(found.items())]


def rebased(formset: BaseInlineFormSet, mine: Values, theirs: Values, *, drop_others: bool) -> Values:
    """Return my rows as a page that was opened now would send them.

    A row of mine that was deleted meanwhile comes back as a new one; one that somebody added stays as it is, or is
    marked to be deleted.
    """
    prefix, blank = formset.prefix, {"id": [""], formset.fk.name: [""]}
    standing = {row["id"][0]: row for row in rows(prefix, theirs) if any(row.get("id", []))}
    own = rows(prefix, mine)
    known = {row["id"][0]: row for row in own if any(row.get("id", []))}
    others = {"DELETE": ["on"]} if drop_others else {}
    kept = [known.get(pk) or row | others for pk, row in standing.items()]
    new = [row | blank for row in own if not any(row.get("id", [])) or row["id"][0] not in standing]
    new = [row for row in new if "DELETE" not in row]
    counters = {"TOTAL_FORMS": len(kept) + len(new), "INITIAL_FORMS": len(kept)}
    values = {name: values for name, values in mine.items() if name.endswith(COUNTERS)}
    values |= {f"{prefix}-{name}": [str(count)] for name, count in counters.items()}
    for number, row in enumerate(kept + new):
        values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values


# --- Fields -------------------------------------------------------------------------------------------------------


def _fields(form: forms.BaseForm) -> Values:
    inputs = (_inputs(field.field.widget, field.html_name, field.value()) for field in form)
    # A box that is not ticked is not sent.
    return {name: values for field in inputs for name, values in field if values}


def _inputs(widget: forms.Widget, name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """The name and the values of each input that this widget is made of."""
    widget = getattr(widget, "widget", widget)  # the admin wraps a choice in its “add another” button
    if isinstance(widget, forms.MultiWidget):
        inner = value if isinstance(value, list | tuple) else widget.decompress(value)
        for each, suffix, part in zip(widget.widgets, widget.widgets_names, inner, strict=False):
            yield from _inputs(each, name + suffix, part)
    elif isinstance(widget, forms.CheckboxInput):
        yield name, ["on"] if widget.check_test(value) else []
    else:
        shown = widget.format_value(value)
        yield name, [str(each) for each in shown] if isinstance(shown, list | tuple) else [str(shown or "")]
