"""Khmer that was typed with stray zero-width characters or marks out of order is mended on saving, and that is said."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.language import khmer


class MendedForm(forms.ModelForm):
    """Mends every text of the form; `mended` holds a sentence for each field that needed it."""

    def clean(self):
        cleaned = super().clean()
        self.mended = []
        for name, value in (cleaned or {}).items():
            if isinstance(value, str) and (repaired := khmer.repair(value)).text != value:
                cleaned[name] = repaired.text
                self.mended.append(self._said(self.fields[name].label, repaired))
        return cleaned

    def _said(self, label: str, repaired: khmer.Repaired) -> str:
        parts = []
        if repaired.zero_width:
            parts.append(
                ngettext("%d stray zero-width character", "%d stray zero-width characters", repaired.zero_width)
                % repaired.zero_width
            )
        if repaired.clusters:
            parts.append(
                ngettext("%d letter with marks out of order", "%d letters with marks out of order", repaired.clusters)
                % repaired.clusters
            )
        return _("Khmer mended in “%(field)s”: %(what)s.") % {"field": label, "what": ", ".join(parts)}


class MendedAdmin(admin.ModelAdmin):
    """Says after saving what was mended, in the story and in its rows."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rows = (row for formset in formsets for row in formset.forms)
        for sentence in _mended([form, *rows]):
            self.message_user(request, sentence, messages.INFO)


def _mended(written: Iterable[forms.ModelForm]) -> Iterable[str]:
    for form in written:
        yield from getattr(form, "mended", ())
