"""The one record between every legacy format and the desk. Plain values: formats make them, `store` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.importing.mapping import FieldMap
    from articles.importing.pages.site_rules import SiteRules
    from articles.importing.wordpress.parts import Parts


class Status(StrEnum):
    """What the source itself did with the story."""

    DRAFT = "draft"
    #: Handed in, waiting for somebody's yes.
    IN_REVIEW = "in_review"
    #: To be published at `published_at`, which was still to come.
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    #: Cancelled or withheld by its source: nobody is to publish it, and who has takes it back.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the migrator knows and a source does not say. Every format takes it; none guesses it."""

    #: The paper's own time zone, for dates without one.
    zone: str = "Asia/Phnom_Penh"
    #: `dmy` or `mdy` for dates in figures that can be read both ways; empty: they are reported and left out.
    date_order: str = ""
    #: The encoding of files that are no Unicode and do not say what they are; empty: they are reported and left out.
    encoding: str = ""
    #: For saved pages, by host: where a site's pages keep headline, date, body and so on.
    site_rules: Mapping[str, SiteRules] = field(default_factory=dict)
    #: For tables and the like: which column is which field.
    field_map: FieldMap | None = None
    #: What the exports of one site among a run's sources say for each other; None: each stands alone.
    parts: Parts | None = None


DEFAULTS = ReadOptions()


class Record:
    """What goes from the process that reads to the one that writes: a frozen dataclass that is packed as its values.

    Their own way of packing looks every field up for every value; a story has dozens of them.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@dataclass(frozen=True, slots=True)
class Problem(Record):
    """Something the migrator must know: a stable code (`no-date`) and a sentence for a person."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate(Record):
    """What a source says of a field, and where (`json-ld`, `h1`, `meta og:title`): one of several that were weighed."""

    field: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class PictureFacts(Record):
    """What a picture says of itself, wherever it is printed. The names are those of `media.models.Picture`."""

    #: What its file was called.
    name: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    photographer: str = ""
    source: str = ""
    licence: str = ""
    usable_until: date | None = None
    taken_at: datetime | None = None
    place: str = ""
    #: How far across and down, 0 to 1: `0.5x0.3`; empty for the middle.
    focal_point: str = ""


@dataclass(frozen=True, slots=True)
class LegacyPicture(Record):
    """A picture as the source used it. `file` is a path inside `--media`, `url` where it was on the web; each is empty
    where the source gives none.
    """

    alt: str = ""
    caption: str = ""
    credit: str = ""
    file: str = ""
    #: Number of body paragraphs before it; None for the lead picture and where a `picture` block says its place.
    after_paragraph: int | None = None
    url: str = ""
    #: `gallery`: one of a row of pictures, which stand together below the story; else empty.
    placement: str = ""
    #: Where the source tells the picture's own words from those of its use; None: what stands here is both.
    facts: PictureFacts | None = None


@dataclass(frozen=True, slots=True)
class LegacyByline(Record):
    name: str
    role: str = "author"
    #: The author's address, where the source has one: it tells two of one name apart.
    slug: str = ""


@dataclass(frozen=True, slots=True)
class LegacyRelated(Record):
    """A related story as the source printed it. `legacy_id` or `url` only where the source gives one; `source` is the
    system that the id belongs to, where that is another than the story's own.
    """

    headline: str
    teaser: str = ""
    kind: str = "picked"
    teaser_truncated: bool = False
    url: str = ""
    legacy_id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reference(Record):
    """Another story by its legacy id; `source` is the system of that id, empty for the story's own."""

    legacy_id: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Block(Record):
    """One block of the body in reading order: `p` or `h2` with text, `html` with markup of the body's vocabulary, or
    `picture` with the number of one of the story's `inline_pictures`, counted from 1.

    In markup, `<figure data-picture="1"></figure>` names a picture by that number too, and
    `<figure data-story="1"></figure>` one of the story's `cards`.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Wire(Record):
    """What a news agency says of its story to the desks that take it. None of it is for readers."""

    #: Of several messages with one id the highest counts; 0 where they are not numbered.
    version: int = 0
    slugline: str = ""
    first_created: datetime | None = None
    #: Nobody publishes it before.
    embargo_until: datetime | None = None
    #: When its agency no longer wants it published.
    withdraw_at: datetime | None = None
    #: Until when its agency holds it to be of interest.
    expires_at: datetime | None = None
    #: What the agency allows, in its words.
    usage_terms: str = ""
    #: The terms forbid to keep it in an archive.
    is_restricted: bool = False
    #: A note to editors.
    note: str = ""
    #: Legacy ids of stories that the agency takes back with this message.
    withdraws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegacyCorrection(Record):
    """What the source told its readers about its own mistake, when, and above or below the story."""

    kind: str
    text: str
    at: datetime
    place: str = "bottom"
    #: The story's headline and address when it was told.
    headline: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal(Record):
    """That a story left, or is to leave, its readers at `at`; `instead` is the one that they get in its place."""

    at: datetime
    reason: str = ""
    instead: Reference | None = None
    #: The address that answers for it; empty while it is only planned.
    path: str = ""


@dataclass(frozen=True, slots=True)
class DeskWork(Record):
    """What the desk keeps beside a story, and no reader sees."""

    status: str = ""
    notes: str = ""
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class LegacyStory(Record):
    """A story as its source gave it. What the source does not say is empty or None, never guessed."""

    legacy_id: str
    headline: str
    blocks: tuple[Block, ...] = ()
    #: Where it was read: a path as the migrator gave it, with a line number for files of many stories.
    origin: str = ""
    #: The system that `legacy_id` belongs to, where the source names one.
    source: str = ""
    site: str = ""
    logo_alt: str = ""
    language: str = ""
    #: The address of its edition: `/` of the main one, `/km/`.
    edition: str = ""
    section: str = ""
    #: The section's address, which tells two of one name apart.
    section_slug: str = ""
    #: Where its system keeps what names no section: used where neither the story nor the migrator says one.
    default_section: str = ""
    #: The sections that `section` is part of, the outermost first.
    parent_sections: tuple[str, ...] = ()
    slug: str = ""
    kicker: str = ""
    #: For lists.
    short_headline: str = ""
    standfirst: str = ""
    dateline: str = ""
    story_type: str = "news"
    agency: str = ""
    bylines: tuple[LegacyByline, ...] = ()
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    #: The source gives the day alone: `published_at` is midnight in the zone it was read with.
    date_only: bool = False
    updated_at: datetime | None = None
    #: Of a scheduled story: the date that readers will see, where that is not the one on which it goes live.
    first_published: datetime | None = None
    status: Status = Status.PUBLISHED
    lead_picture: LegacyPicture | None = None
    inline_pictures: tuple[LegacyPicture, ...] = ()
    #: The stories that cards in the body lead to.
    cards: tuple[Reference, ...] = ()
    related: tuple[LegacyRelated, ...] = ()
    #: Legacy id of the story in another language that this one translates, and its system where that is another.
    translation_of: str = ""
    translation_source: str = ""
    #: Addresses the story had: absolute URLs or paths.
    addresses: tuple[str, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    kept_off_front: bool = False
    kept_out_of_feeds: bool = False
    kept_out_of_search: bool = False
    corrections: tuple[LegacyCorrection, ...] = ()
    #: Nobody publishes it before.
    embargo_until: datetime | None = None
    #: How it left its readers, if its status says that it did; else how it is to leave them.
    withdrawal: Withdrawal | None = None
    desk: DeskWork | None = None
    #: The words as the desk has them now, where readers have, or are to get, others.
    unpublished: LegacyStory | None = None
    #: The share of the source's text that stands in the blocks and captions, 0 to 1; None where nobody counted.
    text_kept: float | None = None
    #: For stories of news agencies.
    wire: Wire | None = None
    #: Of sources that say a thing in several places: all that they say, for whoever judges the choice.
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: The source's own bytes for this story, kept for ever.
    original: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class NotAStory(Record):
    """An input that makes no article: a list of stories, a front page, bytes that are no text.

    `is_refused` is False for what is no story by its nature and leaves nothing to mend: menus, comments, the trash.
    """

    origin: str
    reason: str
    site: str = ""
    section: str = ""
    language: str = ""
    kind: str = "listing"
    is_refused: bool = True


@dataclass(frozen=True, slots=True)
class GoneAddresses(Record):
    """Where readers of the source found something that is no story: an entry of a menu, a file that no story shows.

    They say here that it is gone. A story that names one of them as its own has it.
    """

    origin: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegacyEdition(Record):
    """An edition of the paper. The names are those of `articles.models.Edition`."""

    #: Its address: `/` of the main one, `/km/`.
    edition: str
    name: str
    language: str
    is_default: bool = False
    tagline: str = ""
    logo: LegacyPicture | None = None
    logo_alt: str = ""
    time_zone: str = ""
    publisher: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    founded: int | None = None


@dataclass(frozen=True, slots=True)
class LegacySection(Record):
    """A section; `edition` is the address of its edition, `parent` that of the section it is part of."""

    edition: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    order: int = 0
    in_navigation: bool = True


@dataclass(frozen=True, slots=True)
class LegacyAuthor(Record):
    """Who writes; all of it is shown to readers."""

    slug: str
    name: str
    job_title: str = ""
    bio: str = ""
    portrait: LegacyPicture | None = None
    email: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class LegacyTag(Record):
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class LegacyTopic(Record):
    """What stands above a topic's stories in one edition; `tag` is the tag's address."""

    edition: str
    tag: str
    title: str = ""
    introduction: str = ""
    picture: LegacyPicture | None = None


@dataclass(frozen=True, slots=True)
class LegacyPage(Record):
    """A page of the paper about itself. `body` is HTML of the body's vocabulary."""

    edition: str
    slug: str
    title: str
    kind: str = "other"
    summary: str = ""
    body: str = ""
    is_public: bool = False
    in_footer: bool = True
    order: int = 0


#: What a paper has beside stories.
Noun = LegacyEdition | LegacySection | LegacyAuthor | LegacyTag | LegacyTopic | LegacyPage
NOUNS: dict[str, type[Record]] = {
    "edition": LegacyEdition,
    "section": LegacySection,
    "author": LegacyAuthor,
    "tag": LegacyTag,
    "topic": LegacyTopic,
    "page": LegacyPage,
}


@dataclass(frozen=True, slots=True)
class PaperFact(Record):
    """Something of the paper itself, which comes before the stories that name it. Taken in where it is new; what is
    there already stays as it is.
    """

    noun: Noun
    #: Where it was read.
    origin: str = ""
    problems: tuple[Problem, ...] = ()
