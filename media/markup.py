"""The responsive markup of a picture. For every template that shows one, at the desk by `{% picture %}`."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from media import renditions
from media.models import Picture

#: For browsers that know no srcset, the widest up to this: sharp on a phone, light everywhere.
FALLBACK_WIDTH = 640


def picture(
    picture: Picture | None,
    alt: str | None = None,
    sizes: str = "100vw",
    crop: str = "full",
    priority: bool = False,
    css_class: str = "",
    lazy: bool = True,
) -> SafeString:
    """Show one crop of a picture, in AVIF or WebP where the browser takes it.

    `alt` replaces the picture's own alternative text ("" for a picture that only decorates), `sizes` is the attribute
    of that name, `priority` is for the one picture that the reader sees first; `lazy` waits until it comes near the
    screen. Without a picture, or after the end of its licence, nothing is shown.
    """
    if picture is None or not picture.is_usable:
        return mark_safe("")
    fallbacks = renditions.rungs(picture, crop, "jpg")
    facts = {
        "fallback": next((step for step in reversed(fallbacks) if step.width <= FALLBACK_WIDTH), fallbacks[0]),
        "fallback_srcset": renditions.srcset(fallbacks),
        "sources": [
            (renditions.CONTENT_TYPES[suffix], renditions.srcset(renditions.rungs(picture, crop, suffix)))
            for suffix in renditions.LADDER[crop].suffixes[:-1]
        ],
        "alt": picture.alt_text if alt is None else alt,
        "sizes": sizes,
        "priority": priority,
        "lazy": lazy,
        "css_class": " ".join(filter(None, (css_class, "" if picture.tone is None else f"tone-{picture.tone}"))),
    }
    return mark_safe(render_to_string("_picture.html", facts, using="paper"))  # noqa: S308 - a template's own work


def preload(picture: Picture, sizes: str, crop: str = "full") -> SafeString:
    """Return a <link> for a page's head that lets the first picture be fetched before the page is read.

    In the lightest format alone: a browser that does not know it passes the link over.
    """
    if not picture.is_usable:
        return mark_safe("")
    suffix = renditions.LADDER[crop].suffixes[0]
    srcset = renditions.srcset(renditions.rungs(picture, crop, suffix))
    link = '<link rel="preload" as="image" type="{}" imagesrcset="{}" imagesizes="{}" fetchpriority="high">'
    return format_html(link, renditions.CONTENT_TYPES[suffix], srcset, sizes)
