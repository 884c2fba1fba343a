"""Logins. Whoever has done anything here stays on record: a login is deactivated then, not deleted."""

from __future__ import annotations

import django.contrib.auth.admin  # noqa: F401 - it must have registered its page, so that ours takes its place
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import PROTECT
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    actions = ("deactivate_selected",)
    readonly_fields = ("last_login", "date_joined")

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(permissions=["change"], description=gettext_lazy("Deactivate the chosen logins"))
    def deactivate_selected(self, request, queryset):
        """Shut the chosen logins; their names stay in the record. Nobody shuts the own one."""
        others = queryset.exclude(pk=request.user.pk)
        if not request.user.is_superuser:
            others = others.filter(is_superuser=False)
        number = others.update(is_active=False)
        said = ngettext("%d login is deactivated.", "%d logins are deactivated.", number) % number
        self.message_user(request, said, messages.SUCCESS)

    def delete_view(self, request, object_id, extra_context=None):
        person = self.get_object(request, unquote(object_id))
        if person is None or not self.has_delete_permission(request, person) or not is_on_record(person):
            return super().delete_view(request, object_id, extra_context)
        refusal = _(
            "“%s” has worked here, and the record of that keeps the name. Deactivate the login instead: take away "
            "“Active” below and save."
        )
        self.message_user(request, refusal % person, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))


def is_on_record(person: User) -> bool:
    """Whether any row that is kept for good names this person."""
    protected = (
        field
        for field in User._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and getattr(field, "on_delete", None) is PROTECT
    )
    return any(
        field.related_model._base_manager.filter(**{field.field.name: person.pk}).exists() for field in protected
    )
