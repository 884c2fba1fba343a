"""From the rows of a story to its record: plain values, no query. For `gathering` alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from articles import addresses, body
from articles.exporting.identities import Known
from articles.importing.records import (
    Block,
    DeskWork,
    LegacyByline,
    LegacyCorrection,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    PictureFacts,
    Reference,
    Status,
    Wire,
    Withdrawal,
)
from articles.models import (
    Article,
    Author,
    Correction,
    DeskStatus,
    Edition,
    Publication,
    PublishedArticle,
    Section,
    Tag,
)
from media import archive
from media.models import Picture

_PICTURE = re.compile(r'<figure data-picture="([0-9]+)"></figure>')
_CARD = re.compile(r'<figure data-story="([0-9]+)"></figure>')
MIDDLE = "0.5x0.5"
#: Fields that content and record have under one name.
_WORDS = (
    "headline", "kicker", "short_headline", "standfirst", "dateline", "story_type", "agency", "slug", "seo_title",
    "seo_description", "kept_off_front", "kept_out_of_feeds", "kept_out_of_search",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What a batch of stories refers to, by keys."""

    stories: Mapping[int, Known]
    sections: Mapping[int, Section]
    authors: Mapping[int, Author]
    tags: Mapping[int, Tag]
    #: Those that may leave: where only what readers have does, none whose licence has ended.
    pictures: Mapping[int, Picture]
    #: Stories that pending links have become, by (edition's key, headline).
    arrived: Mapping[tuple[int, str], int]
    #: Whether only what readers have may be told of.
    live_only: bool

    def may_tell(self, key: int | None) -> bool:
        """Whether a story may be named to whoever gets the export."""
        known = self.stories.get(key)
        return known is not None and (known.is_live or not self.live_only)


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands beside a story's words, once, whichever of its texts is told."""

    article: Article
    live: PublishedArticle | None
    former_paths: Sequence[str]
    corrections: Sequence[Correction]
    withdrawn: Publication | None


def words(content: dict, facts: Facts, around: Around, status: Status) -> LegacyStory:
    """Return one text of a story (a revision's content, or the desk's own) as a record without what is beside it."""
    article = facts.article
    section = around.sections.get(content["section"])
    edition = section.edition if section else article.edition
    known = around.stories[article.pk]
    uses = [use for use in content["pictures"] if use["picture"] is None or use["picture"] in around.pictures]
    lead = next((use for use in uses if use["placement"] == "lead"), None)
    inline = [use for use in uses if use is not lead]
    markup, cards = _body(content["body"], [use["key"] for use in inline], around)
    translated = around.stories.get(content["translation_of"])
    translated = translated if around.may_tell(content["translation_of"]) else None
    return LegacyStory(
        legacy_id=known.legacy_id,
        source=known.source,
        site=edition.name,
        language=edition.language,
        edition=edition.get_absolute_url(),
        section=section.name if section else "",
        section_slug=section.slug if section else "",
        parent_sections=_parents(section, around),
        **{name: content[name] for name in _WORDS},
        blocks=(Block("html", markup),) if markup else (),
        bylines=tuple(
            LegacyByline(author.name, row["role"], author.slug)
            for row in content["bylines"]
            if (author := around.authors.get(row["author"]))
        ),
        tags=tuple(around.tags[tag["id"]].name if tag["id"] in around.tags else tag["name"] for tag in content["tags"]),
        status=status,
        lead_picture=_use(lead, around) if lead else None,
        inline_pictures=tuple(_use(use, around) for use in inline),
        cards=tuple(cards),
        related=tuple(_related(content, facts, around, edition)),
        translation_of=translated.legacy_id if translated else "",
        translation_source=_other_source(translated, known) if translated else "",
    )


def whole(texts: Sequence[LegacyStory], facts: Facts, around: Around) -> LegacyStory:
    """Return the story's record: the first of its texts with all that stands beside it, the others inside of it.

    Texts come as they count for readers: what they have, what they are to get, what the desk has; one that says
    nothing new is left out.
    """
    nested: LegacyStory | None = None
    for place in range(len(texts) - 1, 0, -1):
        text, before = texts[place], texts[place - 1]
        if nested or text.status is Status.SCHEDULED or replace(text, status=before.status) != before:
            nested = replace(_dated(text, facts), unpublished=nested)
    article, zone = facts.article, facts.article.edition.zone
    known = around.stories[article.pk]
    desk = None
    if not around.live_only:
        desk = DeskWork(article.desk_status, article.notes, _local(article.deadline, zone))
        desk = None if desk == DeskWork(DeskStatus.READY if facts.live else "") else desk
    return replace(
        _dated(texts[0], facts),
        updated_at=_local(facts.live.updated_at, zone) if facts.live else None,
        addresses=tuple(sorted(map(addresses.given_back, facts.former_paths))),
        corrections=tuple(
            LegacyCorrection(said.kind, said.text, _local(said.at, zone), said.place, said.headline, said.path)
            for said in facts.corrections
        ),
        embargo_until=None if around.live_only else _local(article.embargo_until, zone),
        withdrawal=_withdrawal(facts, around),
        desk=desk,
        unpublished=nested,
        wire=Wire(version=known.version) if known.version else None,
    )


def _dated(text: LegacyStory, facts: Facts) -> LegacyStory:
    article, zone = facts.article, facts.article.edition.zone
    if text.status is Status.SCHEDULED:
        first = _local(article.published_at, zone)
        return replace(text, published_at=_local(article.publish_at, zone), first_published=first)
    published_at = facts.live.published_at if facts.live else article.published_at
    return replace(text, published_at=_local(published_at, zone))


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None


def _other_source(other: Known, own: Known) -> str:
    return "" if other.source == own.source else other.source


def _parents(section: Section | None, around: Around) -> tuple[str, ...]:
    names: list[str] = []
    while section and section.parent_id and len(names) < 10:
        section = around.sections[section.parent_id]
        names.insert(0, section.name)
    return tuple(names)


def _body(html: str, inline: list[int], around: Around) -> tuple[str, list[Reference]]:
    """Return the body with its pictures and cards by their numbers in the record, and the stories of the cards."""
    numbers = {key: number for number, key in enumerate(inline, start=1)}
    shown: dict[int, int] = {}

    def picture(found: re.Match[str]) -> str:
        number = numbers.get(int(found[1]))
        return f'<figure data-picture="{number}"></figure>' if number else ""

    def card(found: re.Match[str]) -> str:
        key = int(found[1])
        if not around.may_tell(key):
            return ""
        return f'<figure data-story="{shown.setdefault(key, len(shown) + 1)}"></figure>'

    markup = _CARD.sub(card, _PICTURE.sub(picture, body.clean(html)))
    own = around.stories
    return markup, [Reference(own[key].legacy_id, own[key].source) for key in shown]


def _use(row: dict, around: Around) -> LegacyPicture:
    picture = around.pictures.get(row["picture"])
    return LegacyPicture(
        alt=row["alt"],
        caption=row["caption"],
        credit=row["credit"],
        file=archive.kept_name(picture) if picture else "",
        placement="gallery" if row["placement"] == "gallery" else "",
        facts=facts_of(picture) if picture else None,
    )


def portrait(picture: Picture | None) -> LegacyPicture | None:
    """Return a picture that belongs to no story: an author's portrait, a logo."""
    return LegacyPicture(file=archive.kept_name(picture), facts=facts_of(picture)) if picture else None


def facts_of(picture: Picture) -> PictureFacts:
    focal_point = str(picture.focal_point)
    return PictureFacts(
        name=picture.file_name,
        alt=picture.alt_text,
        caption=picture.caption,
        credit=picture.credit,
        photographer=picture.photographer,
        source=picture.source,
        licence=picture.licence,
        usable_until=picture.usable_until,
        taken_at=_local(picture.taken_at, UTC),
        place=picture.place,
        focal_point="" if focal_point == MIDDLE else focal_point,
    )


def _related(content: dict, facts: Facts, around: Around, edition: Edition) -> Iterator[LegacyRelated]:
    """Each related story once; one that is pending by its headline is ours where that has come in."""
    own = around.stories[facts.article.pk]
    named: set[int] = set()
    for row in content["related"]:
        target, source, legacy_id = row["target"], "", ""
        if target is None and not row["url"]:
            source, _colon, legacy_id = row["pending_key"].partition(":")
            arrived = None if legacy_id else around.arrived.get((edition.pk, row["headline"]))
            target = arrived if around.may_tell(arrived) else None
        if target == facts.article.pk or target in named:
            continue
        if target is not None:
            named.add(target)
            if not around.may_tell(target):
                continue
            known = around.stories[target]
            source, legacy_id = known.source, known.legacy_id
        yield LegacyRelated(
            headline=row["headline"],
            teaser=row["teaser"],
            kind=row["kind"],
            url=row["url"],
            legacy_id=legacy_id,
            source="" if source == own.source else source,
        )


def _withdrawal(facts: Facts, around: Around) -> Withdrawal | None:
    article, zone = facts.article, facts.article.edition.zone
    if facts.withdrawn:
        said = facts.withdrawn
        instead = around.stories.get(said.instead_id)
        return Withdrawal(_local(said.at, zone), said.reason, _reference(instead), said.path)
    if article.withdraw_at is None or around.live_only:
        return None
    instead = around.stories.get(article.withdraw_instead_id)
    return Withdrawal(_local(article.withdraw_at, zone), article.withdraw_reason, _reference(instead))


def _reference(known: Known | None) -> Reference | None:
    return Reference(known.legacy_id, known.source) if known else None
