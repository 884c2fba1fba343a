"""From what a message of a news agency says to the record of its story. Pure; for the formats of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

from articles.importing import dates, markup
from articles.importing.pages import bywords, people
from articles.importing.records import (
    LegacyByline,
    LegacyCorrection,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Status,
    Wire,
)

#: Terms that forbid to keep a story, as agencies word them.
_NO_ARCHIVE = re.compile(
    r"\bno\s+(?:\w+\s+){0,2}archiv\w*|\bnot\s+(?:for|to be)\s+(?:\w+\s+){0,2}archiv\w*|"
    r"\barchiv\w*\s+(?:use\s+)?(?:is\s+|are\s+)?"
    r"(?:not permitted|not allowed|prohibited|forbidden|restricted|untersagt|nicht gestattet|interdit\w*)|"
    r"\bno\s+library\b|"
    r"\bpas d['’]archiv\w*|\bsans archivage|\bkeine archiv\w*|\barchivierung\s+(?:verboten|untersagt|nicht)|"
    r"\bsin archivo|"
    r"\bone[- ]time use\b|\bsingle use only\b|\bdelete (?:after|within)\b|\bmust be deleted\b",
    re.IGNORECASE,
)
_STATUSES = {
    "usable": Status.PUBLISHED,
    "embargoed": Status.PUBLISHED,
    "canceled": Status.WITHDRAWN,
    "cancelled": Status.WITHDRAWN,
    "killed": Status.WITHDRAWN,
    "withheld": Status.WITHDRAWN,
}
#: A dateline that is a time and no place.
_NO_PLACE = re.compile(r"[\d\sTZ:.,+/-]*(?:GMT|UTC)?[\d\s:.,+/-]*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?")
#: The mark of a story that a paper of ours let out: its first day is when readers had it, not when it was sent.
_PAPERS = re.compile(r"#story-[1-9]\d*\Z")
#: The name of a picture's file in the folder beside such a story, whatever leads there.
_BESIDE = re.compile(r"(?:^|/)([0-9a-f]{2}/[0-9a-f]{64}\.\w{2,5})\Z")
_STOPS = (".", "!", "?", "…", "”", '"', "»", "។", ":")
#: A kicker that stands above the text is no longer than this.
_KICKER = 60


class Photo(NamedTuple):
    """A picture that an agency sends with a story."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    #: Beside the message, where that says so apart from the address.
    file: str = ""
    #: `lead`, `body` or `gallery`, where the message says so.
    placement: str = ""


def is_papers(mark: str) -> bool:
    """Whether a story is one that a paper let out, by its mark."""
    return bool(_PAPERS.search(mark))


def beside(headline: str, mark: str, url: str, teaser: str = "") -> LegacyRelated:
    """A story that a paper picked to stand beside its own: another one of the paper's by its mark, else an address."""
    if is_papers(mark):
        return LegacyRelated(headline, legacy_id=mark)
    return LegacyRelated(headline, teaser, url=url)


@dataclass(slots=True)
class Message:
    """What a message says, field by field as its standard names them; dates and names still as printed."""

    guid: str = ""
    provider: str = ""
    #: The paper whose own story it is.
    site: str = ""
    version: str = ""
    status: str = ""
    headline: str = ""
    subheadline: str = ""
    summary: str = ""
    kicker: str = ""
    byline: str = ""
    #: People that the message marks as such; they come before what is read out of the byline.
    people: tuple[LegacyByline, ...] = ()
    dateline: str = ""
    slugline: str = ""
    source: str = ""
    credit: str = ""
    language: str = ""
    section: str = ""
    #: What the section is part of, the outermost first.
    parent_sections: tuple[str, ...] = ()
    story_type: str = "news"
    keywords: tuple[str, ...] = ()
    published: str = ""
    created: str = ""
    #: When it was last changed, where the message tells that apart from its publication.
    updated: str = ""
    embargo: str = ""
    expires: str = ""
    #: From when its agency does not want it published any more.
    ends: str = ""
    usage: tuple[str, ...] = ()
    note: str = ""
    withdraws: tuple[str, ...] = ()
    body: str = ""
    photos: tuple[Photo, ...] = ()
    addresses: tuple[str, ...] = ()
    corrections: tuple[LegacyCorrection, ...] = ()
    related: tuple[LegacyRelated, ...] = ()
    #: The id of the story that it translates.
    translation_of: str = ""
    problems: list[Problem] = field(default_factory=list)


def story(message: Message, origin: str, original: bytes, options: ReadOptions) -> LegacyStory | NotAStory:
    """Put the record together. Dates that cannot be read are told and left out, as everywhere."""
    if not message.guid:
        return NotAStory(origin, f"{origin}: the message names no id of its story", kind="bad-message")
    problems = message.problems
    moments = {name: _moment(getattr(message, name), name, options, problems) for name in _DATES}
    status = _status(message, problems)
    html, kicker = _without_heading(message)
    if any(photo.placement for photo in message.photos):
        lead, placed, others = _placed(message.photos)
        html = _without_captions(html, placed)
    else:
        (lead, others), placed = _pictures(message.photos), {}
        html = _without_figures(html, message.photos)
    converted = markup.convert(html, lead=lead, picture=_taken(message.photos, placed))
    signed = people.signed(message.byline, site=message.source)
    names = message.people or tuple(map(LegacyByline, signed.people))
    agency = message.credit or message.source or next(iter(signed.agencies), "")
    changed = moments["published"] if moments["created"] not in (None, moments["published"]) else None
    if not converted.blocks and status is Status.PUBLISHED:
        problems.append(Problem("no-text", "The message holds no text."))
    if moments["published"] is None:
        problems.append(Problem("no-date", "The message gives no date of publication."))
    if message.subheadline and message.summary:
        problems.append(Problem("summary-left-out", f"The summary beside the subheadline: {message.summary}"))
    dateline = "" if _NO_PLACE.fullmatch(message.dateline) else message.dateline
    return LegacyStory(
        legacy_id=message.guid,
        headline=message.headline,
        blocks=converted.blocks,
        origin=origin,
        source=message.provider or message.source or "wire",
        site=message.site,
        language=message.language,
        section=message.section,
        parent_sections=message.parent_sections,
        kicker=message.kicker or kicker,
        standfirst=message.subheadline or message.summary,
        dateline=dateline,
        story_type=message.story_type,
        agency=agency,
        bylines=tuple(dict.fromkeys(names)),
        tags=tuple(dict.fromkeys(word for word in (" ".join(k.split()) for k in message.keywords) if word)),
        published_at=moments["published"],
        updated_at=moments["updated"] or changed,
        status=status,
        lead_picture=lead,
        inline_pictures=(*converted.pictures, *(picture for left in placed.values() for picture in left), *others),
        addresses=message.addresses,
        corrections=message.corrections,
        related=message.related,
        translation_of=message.translation_of,
        text_kept=converted.kept,
        wire=Wire(
            version=_number(message.version),
            slugline=message.slugline,
            first_created=moments["created"],
            embargo_until=moments["embargo"],
            withdraw_at=moments["ends"],
            expires_at=moments["expires"],
            usage_terms=" ".join(dict.fromkeys(filter(None, message.usage))),
            is_restricted=any(map(is_restricted, message.usage)),
            note=message.note,
            withdraws=message.withdraws,
        ),
        problems=(*problems, *converted.problems),
        original=original,
    )


def is_restricted(terms: str) -> bool:
    """Whether an agency's terms forbid to keep the story in an archive."""
    return bool(_NO_ARCHIVE.search(terms))


def paragraphs(text: str) -> str:
    """Plain text of an agency as HTML: paragraphs parted by blank lines, else by line ends."""
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text.strip()) else text.splitlines()
    return "".join(f"<p>{escape(words, quote=False)}</p>" for part in parts if (words := " ".join(part.split())))


def refused(origin: str, reason: str) -> NotAStory:
    """A message that cannot be read."""
    return NotAStory(origin, f"{origin}: refused: {reason}", kind="bad-message")


_DATES = ("published", "created", "updated", "embargo", "expires", "ends")


def _moment(text: str, name: str, options: ReadOptions, problems: list[Problem]):
    if not text:
        return None
    when = dates.read(iso(text.strip()), options)
    problems += [problem for problem in when.problems if name == "published" or when.value is None]
    return when.value


def iso(text: str) -> str:
    """`20140829T134951+0000`, as IPTC writes a time, in the form of ISO 8601 that `dates` reads."""
    found = _COMPACT.fullmatch(text)
    if not found:
        return text
    year, month, day, hour, minute, second, zone = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")


def _number(version: str) -> int:
    """A version as a number: 7, or a time that counts up as well."""
    digits = re.sub(r"\D", "", version)
    return int(digits[:18]) if digits else 0


def _status(message: Message, problems: list[Problem]) -> Status:
    given = message.status.rpartition(":")[2].strip().lower()
    if not given:
        return Status.PUBLISHED
    if given not in _STATUSES:
        problems.append(
            Problem("unknown-status", f"The status “{message.status}” is none of the standard's: kept as a draft.")
        )
        return Status.DRAFT
    if given == "embargoed" and not message.embargo:
        told = "It is under embargo, and no end of it is told: kept as a draft."
        problems.append(Problem("embargo-without-end", told))
        return Status.DRAFT
    return _STATUSES[given]


def _pictures(photos: Iterable[Photo]) -> tuple[LegacyPicture | None, tuple[LegacyPicture, ...]]:
    """The first picture leads, the others stand together below the story."""
    used = [_picture(photo, "" if number == 0 else "gallery") for number, photo in enumerate(dict.fromkeys(photos))]
    return (used[0] if used else None), tuple(used[1:])


#: Pictures by what the text calls them, in its order.
_Places = dict[str, list[LegacyPicture]]


def _placed(photos: Iterable[Photo]) -> tuple[LegacyPicture | None, _Places, tuple[LegacyPicture, ...]]:
    """The lead picture, those of the body, and the others: as the message says."""
    lead = next((_picture(photo) for photo in photos if photo.placement == "lead"), None)
    placed: _Places = {}
    for photo in photos:
        if photo.placement == "body":
            placed.setdefault(photo.url or photo.file, []).append(_picture(photo))
    others = (_picture(photo, "gallery") for photo in photos if photo.placement not in ("lead", "body"))
    return lead, placed, tuple(others)


def _picture(photo: Photo, placement: str = "") -> LegacyPicture:
    address = photo.url if "://" in photo.url else ""
    file = photo.file or (photo.url.split("://", 1)[1].partition("/")[2] if address else photo.url)
    beside = _BESIDE.search(file)
    return LegacyPicture(
        alt=photo.alt,
        caption=photo.caption,
        credit=photo.credit,
        url=address,
        file=beside[1] if beside else file,
        placement=placement,
    )


def _taken(photos: tuple[Photo, ...], placed: _Places) -> markup.Handle:
    """Pictures that come beside the text are not taken out of it a second time, unless that is their place."""

    def picture(found: markup.Found) -> LegacyPicture | None:
        if waiting := placed.get(found.url):
            return waiting.pop(0)
        return None if photos else markup.plain_picture(found)

    return picture


_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL | re.IGNORECASE)


_SOURCE = re.compile(r"""<img\b[^>]*?\ssrc=["']([^"']*)""", re.IGNORECASE)
_CAPTION = re.compile(r"<figcaption\b.*?</figcaption>", re.DOTALL | re.IGNORECASE)


def _without_captions(html: str, placed: _Places) -> str:
    """The body without the captions of pictures that the message tells of beside it."""

    def kept(found: re.Match) -> str:
        known = any(unescape(source) in placed for source in _SOURCE.findall(found.group()))
        return _CAPTION.sub("", found.group()) if known else found.group()

    return _FIGURE.sub(kept, html)


def _without_figures(html: str, photos: tuple[Photo, ...]) -> str:
    """The body without the figures of pictures that come beside it, known by their captions."""
    captions = [_folded(photo.caption) for photo in photos if photo.caption]

    def kept(found: re.Match) -> str:
        words = _folded(markup.to_plain(found.group()))
        return "" if any(caption in words for caption in captions) else found.group()

    return _FIGURE.sub(kept, html) if captions else html


def _without_heading(message: Message) -> tuple[str, str]:
    """The body without the headline that some agencies repeat above it, and without the line below that; that line."""
    blocks = list(re.finditer(r"<(h[1-6]|p|div)\b[^>]*>(.*?)</\1>", message.body[:4000], re.DOTALL))
    kicker, start = "", 0
    repeats = _folded(message.headline)
    for number, block in enumerate(blocks[:3]):
        words = markup.to_plain(re.sub(r"</?(?:span|b|i)\b[^>]*>", " ", block[2]))
        before = message.body[start : block.start()]
        if re.sub(r"<[^>]*>|\s", "", before):
            break
        if number == 0 and repeats and _folded(words) == repeats:
            message.body = message.body[: block.start()] + " " * len(block.group()) + message.body[block.end() :]
        elif number and 0 < len(words) <= _KICKER and not words.endswith(_STOPS) and _ends_with_agency(words, message):
            kicker = words.rpartition(" ")[0]
            message.body = message.body[: block.start()] + " " * len(block.group()) + message.body[block.end() :]
        else:
            break
        start = block.end()
    return message.body, kicker


def _ends_with_agency(words: str, message: Message) -> bool:
    last = words.rpartition(" ")[2]
    return bool(bywords.agency(last)) or last.casefold() in (message.source.casefold(), message.credit.casefold())


def _folded(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
