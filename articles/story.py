"""One story as readers get it: page, preview, feeds, JSON and text are all views of the `Story` composed here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model

from articles import caching, language, related, snapshot
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Edition,
    PublishedArticle,
    Revision,
    Section,
    StoryType,
    rows,
)
from articles.related import Live, Neighbours, Related
from media.models import Picture

#: What stands beside a story in a feed: nothing.
ALONE = Neighbours((), ())

_AUTHORS, _PICTURES = rows.Shape(Author), rows.Shape(Picture)


@dataclass(frozen=True, slots=True)
class Credit:
    """One name of the byline. `label` says the role where it is not plainly the author's."""

    author: Author
    role: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture as this story uses it. `picture` is None where a legacy story came in without it."""

    key: int
    placement: str
    picture: Picture | None
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the paper said about its own story: a correction, a clarification, an update, a retraction."""

    kind: str
    text: str
    at: datetime
    is_above: bool

    @property
    def label(self) -> str:
        return Correction.Kind(self.kind).label


@dataclass(frozen=True, slots=True)
class Topic:
    key: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Story:
    """All that a reader can be shown of one story. Times are aware, in the edition's zone; None where nobody knows."""

    article_id: int
    edition: Edition
    section: Section | None
    path: str
    kicker: str
    headline: str
    standfirst: str
    dateline: str
    story_type: str
    agency: str
    bylines: tuple[Credit, ...]
    published_at: datetime | None
    updated_at: datetime | None
    corrections: tuple[Note, ...]
    #: Where readers find what its words were before; empty while they are as they were first published.
    changes_url: str
    lead: PictureUse | None
    body: str
    body_pictures: Mapping[int, PictureUse]
    gallery: tuple[PictureUse, ...]
    tags: tuple[Topic, ...]
    related: tuple[Related, ...]
    following: Related | None
    cards: Mapping[int, Related]
    translations: tuple[Live, ...]
    word_count: int
    reading_minutes: int
    title: str
    description: str
    kept_out_of_search: bool

    @property
    def language(self) -> str:
        return self.edition.language

    @property
    def notes_above(self) -> list[Note]:
        return [note for note in self.corrections if note.is_above]

    @property
    def notes_below(self) -> list[Note]:
        return [note for note in self.corrections if not note.is_above]

    @property
    def marks(self) -> list[str]:
        """The tags of its page for caches: what it is about, and the stories that it shows beside itself."""
        uses = [self.lead, *self.body_pictures.values(), *self.gallery]
        found = [
            ("story", [self.article_id, *(sister.article_id for sister in self.translations)]),
            ("story", [entry.key for entry in (*self.related, self.following, *self.cards.values()) if entry]),
            ("section", [self.section.pk, self.section.parent_id] if self.section else []),
            ("author", [credit.author.pk for credit in self.bylines]),
            ("tag", [topic.key for topic in self.tags]),
            ("picture", [use.picture.pk for use in uses if use and use.picture]),
        ]
        return [caching.mark(subject, key) for subject, keys in found for key in keys if key]

    @property
    def kicker_url(self) -> str:
        """Where the kicker leads: to the topic that it names, else to the section; empty for a story without one."""
        named = self.kicker.casefold()
        topic = next((topic.url for topic in self.tags if topic.name.casefold() == named), "")
        return topic or (self.section.get_absolute_url() if self.section else "")

    @property
    def type_url(self) -> str:
        return f"/{self.edition.path_prefix}types/{self.story_type}/"

    @property
    def type_label(self) -> str:
        """What kind of story it is, in words; empty for plain news."""
        return StoryType(self.story_type).beside(self.kicker)


def compose(published: PublishedArticle) -> Story:
    """Return the live story. `published` comes from `PublishedArticle.objects.for_story_page()`.

    Takes three queries more: authors, pictures, and the catalogue for related stories and translations.
    """
    content = snapshot.read(published.revision)
    neighbours = related.find(
        content,
        article_id=published.article_id,
        original_id=published.original_id,
        edition=published.edition,
        section=published.section,
    )
    return _live(published, content, *_people_and_pictures([content]), neighbours)


def compose_all(published: Sequence[PublishedArticle]) -> list[Story]:
    """Return live stories for a feed, without what stands beside them. Two queries, however many stories there are."""
    contents = [snapshot.read(row.revision) for row in published]
    authors, pictures = _people_and_pictures(contents)
    return [_live(row, content, authors, pictures, ALONE) for row, content in zip(published, contents, strict=True)]


def compose_draft(article: Article, revision: Revision) -> Story:
    """Return the story as it would be if this revision were live: the preview's value. Neither need be saved."""
    content = snapshot.read(revision)
    section = Section.objects.select_related("edition").filter(pk=content["section"]).first()
    live = PublishedArticle.objects.filter(pk=article.pk).first()
    edition = section.edition if section else article.edition
    neighbours = related.find(
        content,
        article_id=article.pk,
        original_id=content["translation_of"] or article.pk,
        edition=edition,
        section=section,
    )
    return _story(
        content,
        *_people_and_pictures([content]),
        neighbours,
        article_id=article.pk,
        edition=edition,
        section=section,
        live=live,
        dates=(live.published_at, live.updated_at) if live else (article.published_at, None),
    )


class Copy(NamedTuple):
    """One text of a story with what stands around it, for `compose_each`. `live` where readers have it."""

    content: dict
    article_id: int
    edition: Edition
    section: Section | None
    live: PublishedArticle | None
    published_at: datetime | None
    neighbours: Neighbours = ALONE


def compose_each(copies: Sequence[Copy]) -> list[Story]:
    """Return the stories, live ones and drafts alike, for an export. Two queries, however many there are."""
    authors, pictures = _people_and_pictures([copy.content for copy in copies])
    return [
        _story(
            copy.content,
            authors,
            pictures,
            copy.neighbours,
            article_id=copy.article_id,
            edition=copy.edition,
            section=copy.section,
            live=copy.live,
            dates=(copy.published_at, copy.live.updated_at if copy.live else None),
        )
        for copy in copies
    ]


def _live(
    published: PublishedArticle,
    content: dict,
    authors: Mapping[int, Author],
    pictures: Mapping[int, Picture],
    neighbours: Neighbours,
) -> Story:
    return _story(
        content,
        authors,
        pictures,
        neighbours,
        article_id=published.article_id,
        edition=published.edition,
        section=published.section,
        live=published,
        dates=(published.published_at, published.updated_at),
    )


def _story(
    content: dict,
    authors: Mapping[int, Author],
    pictures: Mapping[int, Picture],
    neighbours: Neighbours,
    *,
    article_id: int,
    edition: Edition,
    section: Section | None,
    live: PublishedArticle | None,
    dates: tuple[datetime | None, datetime | None],
) -> Story:
    uses = [_use(row, picture) for row, picture in _shown(content["pictures"], pictures)]
    return Story(
        article_id=article_id,
        edition=edition,
        section=section,
        path=live.path if live else "",
        kicker=content["kicker"],
        headline=content["headline"],
        standfirst=content["standfirst"],
        dateline=content["dateline"],
        story_type=content["story_type"],
        agency=content["agency"],
        bylines=_bylines(content["bylines"], authors, edition),
        published_at=_in_zone(dates[0], edition),
        updated_at=_in_zone(dates[1], edition),
        corrections=_notes(live, edition),
        changes_url=changes_url(edition, article_id) if live and live.rewritten else "",
        lead=next((use for use in uses if use.placement == "lead"), None),
        body=content["body"],
        body_pictures={use.key: use for use in uses if use.placement == "body"},
        gallery=tuple(use for use in uses if use.placement == "gallery"),
        tags=tuple(Topic(tag["id"], tag["name"], topic_url(edition, tag["slug"])) for tag in content["tags"]),
        related=neighbours.related,
        following=neighbours.following,
        cards=neighbours.cards,
        translations=neighbours.translations,
        word_count=content["words"],
        reading_minutes=language.reading_minutes(content["words"], edition.language),
        title=content["seo_title"] or content["headline"],
        description=content["seo_description"] or content["standfirst"] or content["teaser"],
        kept_out_of_search=content["kept_out_of_search"],
    )


def _notes(live: PublishedArticle | None, edition: Edition) -> tuple[Note, ...]:
    return tuple(
        Note(
            said["kind"],
            said["text"],
            _in_zone(datetime.fromisoformat(said["at"]), edition),
            said["place"] == Correction.Place.TOP,
        )
        for said in (live.corrections if live else ())
    )


def changes_url(edition: Edition, article_id: int) -> str:
    return f"/{edition.path_prefix}changes/{article_id}/"


def topic_url(edition: Edition, slug: str) -> str:
    return f"/{edition.path_prefix}topics/{slug}/"


def author_url(edition: Edition, slug: str) -> str:
    return f"/{edition.path_prefix}authors/{slug}/"


def _in_zone(moment: datetime | None, edition: Edition) -> datetime | None:
    return moment.astimezone(edition.zone) if moment else None


def _people_and_pictures(contents: Sequence[dict]) -> tuple[dict[int, Author], dict[int, Picture]]:
    """Return authors and pictures of stories by their keys in two queries, the portraits among the pictures."""
    wanted = {row["author"] for content in contents for row in content["bylines"]}
    authors = _rows(_AUTHORS, wanted)
    shown = {row["picture"] for content in contents for row in content["pictures"]}
    shown |= {author.portrait_id for author in authors.values()}
    shown.discard(None)
    pictures = _rows(_PICTURES, shown)
    for author in authors.values():
        author.portrait = pictures.get(author.portrait_id)
    return authors, pictures


def _rows(shape: rows.Shape, keys: Collection[int]) -> dict[int, Model]:
    """Return rows by their keys, as `in_bulk` does."""
    if not keys:
        return {}
    table, places = shape.model._meta.db_table, ", ".join(["%s"] * len(keys))
    statement = f"SELECT {shape.columns(table)} FROM {table} WHERE id IN ({places})"  # noqa: S608 - our own names
    return {row.pk: row for (row,) in rows.read(statement, list(keys), shape)}


def _bylines(rows: Iterable[dict], authors: Mapping[int, Author], edition: Edition) -> tuple[Credit, ...]:
    return tuple(
        Credit(
            author=authors[row["author"]],
            role=row["role"],
            label="" if row["role"] == Byline.Role.AUTHOR else Byline.Role(row["role"]).label,
            url=author_url(edition, authors[row["author"]].slug),
        )
        for row in rows
        if row["author"] in authors
    )


def _shown(rows: Iterable[dict], pictures: Mapping[int, Picture]) -> Iterator[tuple[dict, Picture | None]]:
    """Yield the uses that readers get with their pictures; one whose licence has ended goes, words and all."""
    for row in rows:
        picture = pictures.get(row["picture"])
        if picture is None or picture.is_usable:
            yield row, picture


def _use(row: dict, picture: Picture | None) -> PictureUse:
    """What the use says stands before what the picture says of itself."""
    return PictureUse(
        key=row["key"],
        placement=row["placement"],
        picture=picture,
        caption=row["caption"] or (picture.caption if picture else ""),
        credit=row["credit"] or (picture.credit if picture else ""),
        alt=row["alt"] or (picture.alt_text if picture else ""),
    )
