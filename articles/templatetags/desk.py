"""What the pages of the desk need besides Django's own tags."""

from django import template

from media import renditions
from media.models import Picture

register = template.Library()


@register.filter
def thumbnail(picture: Picture) -> str:
    """Return the address of a small square of the picture, around its focal point."""
    return renditions.rung(picture, "1x1", 160, "webp").url
