"""The writing page: a sheet that looks like the story, groups beside it, and what its scripts need to be told.

For the article's admin alone.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext as _

from articles import language
from articles.models import Article, Edition, Section
from media.admin import MOMENT

#: What a headline's counter calls long: more than two lines of a list on a phone.
LONG_HEADLINE = 70


class SheetAdmin(admin.ModelAdmin):
    """Lays out the article's form; each fieldset but the first is a group of the side column.

    A fieldset's `classes` name the group; with “collapse” it is closed at first, with “elsewhere” a partial of the
    page shows its fields.
    """

    formfield_overrides = {models.DateTimeField: MOMENT}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Sections are made on their own pages; nobody needs three more buttons beside the choice of one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "section":
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_changeform_initial_data(self, request) -> dict:
        """Begin a new story in the section that its writer filed the last one in."""
        initial = super().get_changeform_initial_data(request)
        last = Article.objects.filter(created_by=request.user, section__isnull=False).order_by("-pk")
        return {"section": last.values_list("section", flat=True).first()} | initial

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        rows = {row.formset.prefix: row for row in context["inline_admin_formsets"]}
        section = obj.section_id if obj else context["adminform"].form.initial.get("section")
        context |= {
            # A story is written on the whole width; the way to other pages is above it.
            "is_nav_sidebar_enabled": False,
            "media": context["media"] + forms.Media(css={"all": SHEETS}, js=SCRIPTS),
            "rows": rows,
            "language": _language(obj, section),
            "desk_facts": _facts(obj),
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


SHEETS = ["articles/desk/sheet.css"]
SCRIPTS = [forms.Script(f"articles/desk/{name}.js", type="module") for name in ("sheet", "rows", "counters")]


def _language(article: Article | None, section: int | None) -> str:
    """The language that a story is written in: its section's edition's, else its own edition's, else the paper's."""
    editions = Edition.objects.all()
    chosen = editions.filter(sections=section).first() if section else None
    if chosen is None and article is not None:
        chosen = article.edition
    chosen = chosen or editions.first()
    return chosen.language if chosen else "en"


def _facts(article: Article | None) -> dict:
    """What the page's scripts are told, as JSON values. Two words in braces are filled in by the scripts."""
    sections = Section.objects.select_related("edition")
    main = article.edition if article else Edition.objects.first()
    return {
        "editions": {
            str(section.pk): {"language": section.edition.language, "name": section.edition.name}
            for section in sections
        },
        "edition": {"language": main.language, "name": main.name} if main else {"language": "en", "name": ""},
        "wordsAMinute": language.WORDS_A_MINUTE,
        "wordsAMinuteElsewhere": language.WORDS_A_MINUTE_ELSEWHERE,
        "article": str(article.pk) if article else "",
        "longHeadline": LONG_HEADLINE,
        "say": _sentences(),
    }


def _sentences() -> dict[str, str]:
    return {
        "body": _("The story"),
        "length": _("{n} characters"),
        "longHeadline": _("Long for lists and phones: give it a short headline too."),
        "words": _("{words} words, {minutes} min to read"),
        "aboutWords": _("about {words} words, {minutes} min to read"),
        "fits": _("Shown whole by Google and on a phone."),
        "cutByGoogle": _("Google cuts it after “{kept}”."),
        "cutByPhone": _("A phone cuts it after “{kept}”."),
        "up": _("Move up"),
        "down": _("Move down"),
        "nothingFound": _("No story of that name."),
        "found": _("{n} stories found; choose with the arrow keys, add with Enter."),
        "added": _("Added: {name}"),
        "thereAlready": _("It is in the list already: {name}"),
        "noAnswer": _("The desk’s server does not answer; try again."),
    }
