"""A story in other forms than a page: plain text, Markdown, ninjs. For views; all of them from the one `Story`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from markdownify import ATX, UNDERSCORE, MarkdownConverter

from articles import body, ninjs
from articles.language import dates
from articles.page import furniture, typesetting
from articles.seo import Form as Link
from articles.seo import absolute
from articles.story import Note, PictureUse, Story
from media.models import Picture

_BLANK_LINES = re.compile(r"\n{3,}")


def as_text(story: Story, site: str) -> str:
    """Return the story as a page of a newspaper's site reads when it is saved as plain text.

    The masthead with the headline, the headline, the lead picture's words, the headline, what is known of who and
    when, the body, and then the related stories with their teasers.
    """
    edition = story.edition
    with translation.override(edition.language):
        logo = f"{edition.logo_alt} " if edition.logo_alt else ""
        parts = [f"{logo}{edition.name} - {story.headline}", story.headline]
        if story.lead:
            parts.append(_picture(story.lead, edition.name))
        parts += [story.headline, story.standfirst, _who(story), _when(story)]
        parts += [*_notes(story, story.notes_above), text_of(story)]
        parts += [_picture(use, edition.name) for use in story.gallery]
        parts += _notes(story, story.notes_below)
        text = "\n\n".join(part for part in parts if part)
    beside = "\n\n".join(
        f"  • {entry.headline}" + (f"\n\n    {entry.teaser}" if entry.teaser else "") for entry in story.related
    )
    return f"{text}\n\n\n{beside}\n" if beside else f"{text}\n"


def text_of(story: Story) -> str:
    """Return the body as plain text, with the words of its pictures, cards and embeds where they stand."""

    def place(block: body.TextBlock) -> str:
        if block.kind == "embed":
            return block.text
        if block.kind == "story":
            card = story.cards.get(int(block.text))
            return card.headline if card else ""
        use = story.body_pictures.get(int(block.text))
        return _picture(use, story.edition.name) if use else ""

    loose = [_picture(use, story.edition.name) for use in typesetting.unplaced(story)]
    return "\n\n".join(filter(None, [body.to_text(story.body, place), *loose]))


def as_markdown(story: Story, site: str) -> str:
    """Return the story as Markdown, every address with its host."""
    return _markdown("_plain_story.html", story, site, None)


def text_as_markdown(story: Story, site: str, picture_url: Callable[[Picture], str] | None) -> str:
    """Return what stands below the story's head as Markdown: lead picture, corrections, body, gallery, related stories.

    `picture_url` says where a picture is, if that is not our site.
    """
    return _markdown("_plain_text.html", story, site, picture_url)


def _markdown(template: str, story: Story, site: str, picture_url: Callable[[Picture], str] | None) -> str:
    context = {"story": story, "edition": story.edition, "site": site, "picture_url": picture_url}
    with translation.override(story.edition.language):
        html = render_to_string(template, context, using="paper")
    text = MarkdownConverter(heading_style=ATX, strong_em_symbol=UNDERSCORE, bullets="-").convert(html)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def as_ninjs(story: Story, site: str) -> str:
    """Return the story as JSON, IPTC ninjs 3.0."""
    with translation.override(story.edition.language):
        html = str(typesetting.feed_body(story, site))
        facts = ninjs.of_story(story, furniture.around(story.edition), site, text=body.to_text(story.body), html=html)
    return json.dumps(facts, ensure_ascii=False)


def _picture(use: PictureUse, paper: str) -> str:
    """The picture's alternative text, in our source's words where it has none; then caption and credit."""
    words = " ".join(filter(None, [use.caption, use.credit]))
    shown = use.alt or f"Content image - {paper}"
    return "\n".join(filter(None, [shown, words]))


def _who(story: Story) -> str:
    return "\n".join([*_bylines(story), *filter(None, [story.agency])])


def _bylines(story: Story) -> Iterator[str]:
    for credit in story.bylines:
        yield f"{credit.label or _('By')} {credit.author.name}"


def _notes(story: Story, notes: Sequence[Note]) -> list[str]:
    """What the paper corrected: “Correction, 3 March 2026: The fare is 500 riel.”"""
    return [f"{note.label}, {dates.day(note.at, story.language)}: {note.text}" for note in notes]


def _when(story: Story) -> str:
    spoken = story.language
    moments = ((_("Published"), story.published_at), (_("Updated"), story.updated_at))
    lines = [f"{word} {dates.moment(moment, spoken)}" for word, moment in moments if moment]
    return "\n".join(filter(None, [story.dateline, *lines]))


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a story can be had in: the ending of its address, what it is sent as, how it is made."""

    ending: str
    content_type: str
    make: Callable[[Story, str], str]
    title: str = ""


FORMS = {
    form.ending: form
    for form in (
        Form("json", "application/json", as_ninjs, "IPTC ninjs"),
        Form("txt", "text/plain; charset=utf-8", as_text),
        Form("md", "text/markdown; charset=utf-8", as_markdown),
    )
}


class FormConverter:
    """`json`, `txt` or `md`: the ending of a story's address in another form."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


def links(path: str, site: str) -> tuple[Link, ...]:
    """Return where the story at this path can be had in each form."""
    bare = absolute(site, path.removesuffix("/"))
    return tuple(
        Link(form.content_type.partition(";")[0], f"{bare}.{form.ending}", form.title) for form in FORMS.values()
    )
