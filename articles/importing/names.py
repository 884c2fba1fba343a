"""From a record's names to rows: authors and tags; and whether its words fit into rows. For `store` alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache

from django.db.models import Model, Q, TextChoices

from articles import language
from articles.importing.records import LegacyPicture, LegacyStory, Problem
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    DeskStatus,
    ImportRecord,
    RelatedLink,
    Section,
    StoryPicture,
    StoryType,
    Tag,
)

#: So many names of a noun are remembered, then none of them: memory stays flat.
MOST_KNOWN = 50_000


def unfit(story: LegacyStory) -> str:
    """Return why this record cannot be a row here, as a sentence; empty if it can."""
    if not story.headline.strip() and not story.blocks and not story.lead_picture:
        return "It has no headline and no text."
    if not story.legacy_id:
        return "It has no id of its own (an address, a file name)."
    for what, value, choices in _chosen(story):
        if value not in _values(choices):
            return f"{what} is “{value}”; known are: {', '.join(choices.values)}."
    if story.unpublished and (reason := unfit(story.unpublished)):
        return f"In its unpublished words: {reason}"
    for what, text, limit in _bounded(story):
        if len(text) > limit:
            return f"Its {what} has {len(text)} characters, and {limit} is the most: “{text[:60]}…”."
        if "\x00" in text:
            return f"Its {what} holds a NUL character: “{text[:60]}”."
    return ""


def _chosen(story: LegacyStory) -> Iterable[tuple[str, str, type[TextChoices]]]:
    """What is one of a few words: what it is, the word, those that there are."""
    yield "Its story type", story.story_type, StoryType
    yield from ((f"The role of {byline.name}", byline.role, Byline.Role) for byline in story.bylines)
    for said in story.corrections:
        yield "The kind of a correction", said.kind, Correction.Kind
        yield "The place of a correction", said.place, Correction.Place
    if story.desk and story.desk.status:
        yield "Its desk status", story.desk.status, DeskStatus


@cache
def _values(choices: type[TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)


def fitted(story: LegacyStory) -> tuple[LegacyStory, list[Problem]]:
    """Return the record with what is too long beside its words made to fit, and what that was, whole."""
    told: list[Problem] = []

    def too_long(what: str, text: str, limit: int) -> bool:
        if len(text) > limit:
            told.append(
                Problem("too-long", f"Its {what} has {len(text)} characters, and {limit} is the most: “{text}”.")
            )
        return len(text) > limit

    changed = {name: "" for name in _SEO if too_long(name, getattr(story, name), _length(Article, name))}
    if long := {tag for tag in story.tags if too_long("tag", tag, _length(Tag, "name"))}:
        changed["tags"] = tuple(tag for tag in story.tags if tag not in long)
    lead = _fitted_picture(story.lead_picture, too_long) if story.lead_picture else None
    inline = tuple(_fitted_picture(picture, too_long) for picture in story.inline_pictures)
    if not told:
        return story, told
    return replace(story, **changed, lead_picture=lead, inline_pictures=inline), told


def _fitted_picture(picture: LegacyPicture, too_long: Callable[[str, str, int], bool]) -> LegacyPicture:
    """An alt text is cut between words; a credit that is none joins the caption."""
    limit = _length(StoryPicture, "alt_text")
    if too_long("picture’s alt text", picture.alt, limit):
        picture = replace(picture, alt=picture.alt[: limit - 1].rsplit(" ", 1)[0] + "…")
    if too_long("picture’s credit", picture.credit, _length(StoryPicture, "credit")):
        picture = replace(picture, caption=f"{picture.caption} {picture.credit}".strip(), credit="")
    return picture


_SEO = ("seo_title", "seo_description", "short_headline")
_LINES = ("headline", "kicker", "dateline", "agency")


def _bounded(story: LegacyStory) -> Iterable[tuple[str, str, int]]:
    yield from ((name, getattr(story, name), _length(Article, name)) for name in _LINES)
    yield "id", story.legacy_id, _length(ImportRecord, "legacy_id")
    yield from (("section", name, _length(Section, "name")) for name in (story.section, *story.parent_sections))
    yield from (("byline", byline.name, _length(Author, "name")) for byline in story.bylines)
    yield from (("tag", tag, _length(Tag, "name")) for tag in story.tags)
    for related in story.related:
        yield "related headline", related.headline, _length(RelatedLink, "headline")
        yield "related address", related.url, _length(RelatedLink, "url")


@cache
def _length(model: type[Model], name: str) -> int:
    return model._meta.get_field(name).max_length


class Directory:
    """The rows of one noun by their names, each looked up once a run: its authors, its tags."""

    def __init__(self, model: type[Model], made: list[Model]):
        """Whoever is new is added to `made`."""
        self._model = model
        self._made = made
        self._known: dict[str, Model] = {}

    def of(self, wanted: Mapping[str, str]) -> Mapping[str, Model]:
        """Return a mapping with the row of each name, whatever its capitals; one that nobody has is made, with the
        address that is wanted (empty: made from the name).

        One query where a name is asked for the first time, and one more where a row is made; else none.
        """
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        if unknown := wanted.keys() - self._known.keys():
            self._known |= self._look_up({name: wanted[name] for name in unknown})
        return self._known

    def _look_up(self, wanted: Mapping[str, str]) -> dict[str, Model]:
        """Find rows by name, else by the slug of the name, which folds case; make the rest."""
        slugs = {name: wanted[name] or language.slug(name) for name in sorted(wanted)}
        found = list(self._model.objects.filter(Q(slug__in=slugs.values()) | Q(name__in=wanted)))
        by_name = {row.name: row for row in found}
        by_folded = {row.name.casefold(): row for row in found}
        taken = {row.slug for row in found}
        new = {}
        for name, slug in slugs.items():
            if name in by_name:
                continue
            if name.casefold() in by_folded:
                by_name[name] = by_folded[name.casefold()]
                continue
            row = self._model(name=name, slug=language.free_of(taken, slug))
            taken.add(row.slug)
            new[name] = by_folded[name.casefold()] = row
        self._made += self._model.objects.bulk_create(new.values())
        return by_name | new


class Authors:
    """The authors by name and, where a source tells it, address: that tells two of one name apart."""

    def __init__(self, made: list[Model]):
        """Whoever is new is added to `made`."""
        self._by_name = Directory(Author, made)
        self._known: dict[tuple[str, str], Author | None] = {}

    def of(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Author]:
        """Return the author of each (name, address or ""), made where there is none.

        An address counts for nothing where somebody of another name has it here.
        """
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        unknown = {(name, slug) for name, slug in wanted if slug} - self._known.keys()
        if unknown:
            rows = Author.objects.filter(slug__in={slug for _name, slug in unknown})
            self._known |= dict.fromkeys(unknown) | {(author.name, author.slug): author for author in rows}
        named = {name: slug for name, slug in wanted if not self._known.get((name, slug))}
        by_name = self._by_name.of(named) if named else {}
        return {(name, slug): self._known.get((name, slug)) or by_name[name] for name, slug in wanted}
