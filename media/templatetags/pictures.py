"""`{% picture %}`, for the pages of the desk."""

from django import template

from media import markup

register = template.Library()
register.simple_tag(markup.picture)
