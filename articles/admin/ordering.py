"""Rows of an article that an editor numbers by hand: read in any numbering, kept as 1, 2, 3, ..."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin.khmer_text import MendedForm

#: A number that any database takes as a key.
_KEY = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class OrderedForm(MendedForm):
    """A row with a number that may be left empty (then it comes last) or be typed twice."""

    order = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "desk-order"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["order"] = None

    def _get_validation_exclusions(self):
        """Leave the number to the formset: only all rows together have an order."""
        return super()._get_validation_exclusions() | {"order"}

    def place(self, position: int) -> tuple:
        """Return what the row is sorted by. On a number typed twice, the row that the editor moved gets there.

        New or moved up, it stands before the row that has the number; moved down, after it.
        """
        wanted, before = self.cleaned_data.get("order"), self.initial.get("order")
        if wanted is None:
            return (1, 0, 0, position)
        moved = (wanted > before) - (wanted < before) if before is not None else -1
        return (0, wanted, moved, position)


class ChosenField(forms.ModelChoiceField):
    """A choice that the formset has `read` already together with the other rows' (by their keys, as they are sent)."""

    read: Mapping[str, models.Model] = {}

    def to_python(self, value):
        return self.read.get(str(value)) or super().to_python(value)


class OrderedFormSet(BaseInlineFormSet):
    """Saves all rows of an article anew, numbered 1, 2, 3, ...

    The rows are deleted and written again with the keys that they had. No row is ever compared with one that is about
    to change, so rows can swap numbers, authors or the place of the lead picture without running into a constraint
    halfway, on any database.
    """

    def add_fields(self, form, index):
        """Let the rows look up what they are and what they name all together, and not one by one."""
        super().add_fields(form, index)
        if self.is_bound:
            own = form.fields[self._pk_field.name]
            form.fields[self._pk_field.name] = ChosenField(
                own.queryset, initial=own.initial, required=False, widget=own.widget
            )
            for name, field in form.fields.items():
                if isinstance(field, ChosenField):
                    field.read = self._choices(name, field.queryset)

    @cached_property
    def _read(self) -> dict[str, dict[str, models.Model]]:
        return {}

    def _choices(self, name: str, all_of_them: models.QuerySet) -> dict[str, models.Model]:
        """What the rows that were sent choose in this field, by its key; what is no choice is not there."""
        if name not in self._read:
            if name == self._pk_field.name:
                found = {row.pk: row for row in self.get_queryset()}
            else:
                sent = {self.data.get(f"{self.add_prefix(n)}-{name}", "") for n in range(self.total_form_count())}
                found = all_of_them.in_bulk({int(key) for key in sent if _KEY.fullmatch(key)})
            self._read[name] = {str(key): row for key, row in found.items()}
        return self._read[name]

    def save(self, commit=True):
        if not commit:
            return super().save(commit=False)
        self._sort_out()
        if not (self.new_objects or self.changed_objects or self.deleted_objects):
            return []
        rows = [form.instance for form in self.in_order()]
        with transaction.atomic():
            written = self.model.objects.filter(**{self.fk.name: self.instance})
            # What another editor added meanwhile is not on this page, and must not be lost.
            rows += written.exclude(pk__in=[form.instance.pk for form in self.initial_forms])
            written.delete()
            for number, row in enumerate(rows, start=1):
                row.order = number
                setattr(row, self.fk.name, self.instance)
                row.save(force_insert=True)
        return rows

    @property
    def rows(self) -> list[OrderedForm]:
        """The forms of the rows that the article will have, as they stand on the page."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form) and (form.instance.pk is not None or form.has_changed())
        ]

    def _sort_out(self):
        """Tell apart new, changed and deleted rows, in the words that Django's admin asks for."""
        changed = [form for form in self.rows if form.has_changed()]
        self.new_objects = [form.instance for form in changed if form.instance.pk is None]
        self.changed_objects = [(form.instance, form.changed_data) for form in changed if form.instance.pk is not None]
        self.deleted_objects = [form.instance for form in self.deleted_forms if form.instance.pk is not None]

    def in_order(self) -> list[OrderedForm]:
        """The forms of the rows, as they will stand in the story."""
        placed = [(form.place(position), form) for position, form in enumerate(self.rows)]
        return [form for _place, form in sorted(placed, key=lambda row: row[0])]
