"""Django's own `csrf_token` tag, and with it in each form of the desk who opened it. A builtin of our templates."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from articles.admin import stamps

register = template.Library()


class StampedTokenNode(CsrfTokenNode):
    """No form of the desk, ours or Django's, can be without the stamp: none is without the token."""

    def render(self, context):
        token, request = super().render(context), context.get("request")
        stamp = stamps.stamp(request, context) if token and request else ""
        return (
            token + format_html('<input type="hidden" name="{}" value="{}">', stamps.FIELD, stamp) if stamp else token
        )


@register.tag
def csrf_token(parser, token):
    return StampedTokenNode()
