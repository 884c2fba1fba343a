"""The article's form, filled with what was typed before instead of what is saved. Nothing is saved by it.

For autosaves that are brought back and for two texts that were settled into one.
"""

from __future__ import annotations

from copy import copy

from django.contrib import admin
from django.http import HttpResponse

from articles.admin.sent import Values, as_post


class Refilled:
    """A form or row that nobody has sent yet in this state, so it does not complain."""

    def full_clean(self):
        super().full_clean()
        self._errors.clear()


class RefilledRows:
    def full_clean(self):
        super().full_clean()
        self._non_form_errors.clear()
        for form in self.forms:
            form.errors.clear()


class RefillingAdmin(admin.ModelAdmin):
    """Lets the modules beside it show the article's form with values of their own."""

    def refilled(self, request, object_id: str | None, form_url: str, extra_context, values: Values) -> HttpResponse:
        """Answer with the form as if these values had just been typed."""
        asking = copy(request)
        asking.method = "GET"
        asking.refill = values
        return super()._changeform_view(asking, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return _filled(form, request.refill) if hasattr(request, "refill") else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if hasattr(request, "refill"):
                row = type(formset.form.__name__, (Refilled, formset.form), {})
                yield type(formset.__name__, (RefilledRows, formset), {"form": row}), inline
            else:
                yield formset, inline

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"data": as_post(request.refill)} if hasattr(request, "refill") else kwargs


def _filled(form: type, values: Values) -> type:
    class Filled(Refilled, form):
        def __init__(self, **kwargs):
            super().__init__(data=as_post(values), **kwargs)

    # The admin has had its say on these already (choices, widgets); a new form class would have forgotten it.
    Filled.base_fields = form.base_fields
    return Filled
