"""What a paper tells of itself - editions, sections, authors, tags, topics, pages - as rows. For `store` alone.

What is here already, by its address, stays as it is: an editor may have changed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles import body
from articles.importing.outcomes import Outcome, Result
from articles.importing.paper import Paper
from articles.importing.pictures import PictureDesk
from articles.importing.records import (
    LegacyAuthor,
    LegacyEdition,
    LegacyPage,
    LegacyPicture,
    LegacySection,
    LegacyTag,
    LegacyTopic,
    NotAStory,
    Noun,
    PaperFact,
    Problem,
)
from articles.models import Author, Edition, PaperPage, Section, Tag, TopicPage


class BadFact(Exception):
    """It cannot be a row here; the message says why."""


class Nouns:
    def __init__(self, paper: Paper, pictures: PictureDesk, made: list[Model]):
        """New rows are added to `made`, save pages and topics', which go with what they belong to."""
        self._paper = paper
        self._pictures = pictures
        self._made = made

    def take_in_pictures(self, facts: Sequence[PaperFact]) -> None:
        for fact in facts:
            for picture in _pictures(fact.noun):
                self._pictures.take_in_one(picture)

    def write(self, facts: Sequence[PaperFact]) -> list[Result]:
        """Make the rows that are not here yet, in their order; return a result for each that cannot be."""
        refused = []
        for fact in facts:
            try:
                self._write(fact.noun)
            except ValidationError as error:
                told = "; ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
                refused.append(_refusal(fact, told))
            except BadFact as error:
                refused.append(_refusal(fact, str(error)))
        return refused

    def _write(self, noun: Noun) -> None:
        match noun:
            case LegacyEdition():
                self._edition(noun)
            case LegacySection():
                self._section(noun)
            case LegacyAuthor():
                self._author(noun)
            case LegacyTag():
                if not Tag.objects.filter(slug=noun.slug).exists() and not Tag.objects.filter(name=noun.name).exists():
                    self._keep(Tag(slug=noun.slug, name=noun.name))
            case LegacyTopic():
                self._topic(noun)
            case LegacyPage():
                self._page(noun)

    def _keep(self, row: Model) -> None:
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        self._made.append(row)

    def _edition(self, noun: LegacyEdition) -> None:
        if not self._paper.takes(noun.edition) or self._paper.at(noun.edition):
            return
        told = {name: value for name, value in _plain(noun).items() if value or name == "logo_alt"}
        is_default = noun.is_default and not Edition.objects.filter(is_default=True).exists()
        prefix = noun.edition.removeprefix("/")
        logo = self._pictures.row(noun.logo)
        edition = Edition(**told | {"is_default": is_default, "path_prefix": prefix, "logo": logo})
        self._keep(edition)
        self._paper.add_edition(edition)

    def _section(self, noun: LegacySection) -> None:
        edition = self._paper.at(noun.edition)
        if edition is None or self._paper.section_at(edition, noun.slug):
            return
        parent = self._paper.section_at(edition, noun.parent) if noun.parent else None
        if noun.parent and parent is None:
            raise BadFact(f"It is part of “{noun.parent}”, which is not among the sections.")
        section = Section(**_plain(noun) | {"edition": edition, "parent": parent})
        self._keep(section)
        self._paper.add_section(section)

    def _author(self, noun: LegacyAuthor) -> None:
        if not Author.objects.filter(slug=noun.slug).exists():
            self._keep(Author(**_plain(noun) | {"portrait": self._pictures.row(noun.portrait)}))

    def _topic(self, noun: LegacyTopic) -> None:
        edition, tag = self._paper.at(noun.edition), Tag.objects.filter(slug=noun.tag).first()
        if edition is None:
            return
        if tag is None:
            raise BadFact(f"It stands above the tag “{noun.tag}”, which is not among the tags.")
        facts = {"title": noun.title, "introduction": noun.introduction, "picture": self._pictures.row(noun.picture)}
        topic = TopicPage(tag=tag, edition=edition, **facts)
        if not TopicPage.objects.filter(tag=tag, edition=edition).exists():
            topic.full_clean()
            topic.save()

    def _page(self, noun: LegacyPage) -> None:
        edition = self._paper.at(noun.edition)
        if edition is None or edition.pages.filter(slug=noun.slug).exists():
            return
        page = PaperPage(**_plain(noun) | {"edition": edition, "body": body.clean(noun.body)})
        page.full_clean()
        page.save()


def _plain(noun: Noun) -> dict:
    """The fields that noun and row have under one name."""
    others = {"edition", "parent", "portrait", "logo", "picture", "tag"}
    return {field.name: getattr(noun, field.name) for field in fields(noun) if field.name not in others}


def _pictures(noun: Noun) -> Iterator[LegacyPicture]:
    for field in fields(noun):
        if isinstance(value := getattr(noun, field.name), LegacyPicture):
            yield value


def _refusal(fact: PaperFact, why: str) -> Result:
    told = f"{fact.origin}: {why}"
    return Result(NotAStory(fact.origin, told, kind="bad-fact"), Outcome.REFUSED, (Problem("refused", told),))
