"""Pictures on the writing page: a chooser over the library, files dropped or pasted, words and focal point at once.

For the article's admin alone. What happens to pictures happens at the picture desk's own doors (`media.choosing`).
"""

from __future__ import annotations

from django.contrib import admin
from django.forms import Script
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media

#: Modules that import each other, by names that an import map leads to the files as they are served.
MODULES = ("server", "chooser", "words", "focal")
#: What any page needs that opens the chooser; the writing page's own script comes on top.
CHOOSER = Media(
    importmap=ImportMap({f"desk/picture-{name}": f"articles/desk/picture-{name}.js" for name in MODULES}),
    css={"all": ["articles/desk/pictures.css"]},
)
MEDIA = CHOOSER + Media(js=[Script("articles/desk/pictures.js", type="module")])


class ChooserAdmin(admin.ModelAdmin):
    """Tells the article's page where the picture desk's doors are, and which are open to this user."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"media": context["media"] + MEDIA, "picture_facts": picture_facts(request.user)}
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def picture_facts(user) -> dict:
    """Return where the picture desk's doors are, those that are open to this user, and the scripts' sentences."""
    return {
        "choose": reverse("admin:media_picture_choose") if user.has_perm("media.view_picture") else "",
        "takeIn": reverse("admin:media_picture_take_in") if user.has_perm("media.add_picture") else "",
        "words": reverse("admin:media_picture_words", args=[0]),
        "say": _sentences(),
    }


def _sentences() -> dict[str, str]:
    """What the page's script says; a word in braces is filled in by it."""
    return {
        "noAnswer": _("The desk’s server does not answer; try again."),
        "refused": _("The desk’s server refused it (%s). Log in again in another window, then try again.") % "{status}",
        "none": _("No picture is found by these words."),
        "found": _("{n} pictures are shown, newest first."),
        "lapsed": _("licence ended on {day}"),
        "number": _("number {n}"),
        "noCredit": _("no credit"),
        "noAlt": _("no alt text"),
        "sending": _("{name}: on its way, file {n} of {all}"),
        "sent": _("{name} is in the library. Say what it shows, and whose it is."),
        "known": _("{name} is in the library already, and is used again."),
        "readOnly": _("Its own words are not yours to change. Word it for this story in its row."),
        "noFiles": _("You may not bring pictures to the library; ask an editor."),
        "notPictures": _("Nothing of that is a picture file: JPEG, PNG, WebP, GIF and AVIF are."),
        "focal": _("{across} % across, {down} % down"),
        "added": _("Added: {name}"),
        "removed": _("It goes when you save: {name}"),
        "back": _("It stays: {name}"),
        "moved": _("{name} is number {n} of {all} now."),
        "demoted": _("A story has one lead picture; the one before is in the gallery now."),
        "noPlace": _("Put the cursor into the text first."),
    }
