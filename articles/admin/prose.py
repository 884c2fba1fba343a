"""The prose editor on a page of the desk: what the content policy must let in for it. For this package alone."""

from __future__ import annotations

from csp.decorators import csp_update
from django.contrib import admin
from django.utils.decorators import method_decorator
from js_asset import Media

#: The prose editor writes one style element of its own; the policy lets in this text alone (its digest, CSP level 2).
PROSE_EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class ProseAdmin(admin.ModelAdmin):
    """Stands first among the bases of an admin whose form has the editor."""

    @method_decorator(csp_update({"style-src": [PROSE_EDITOR_STYLE]}))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The editor's import map is an inline script: the policy lets it run by the request's nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)
