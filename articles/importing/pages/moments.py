"""When a page says that its story came out: by its data for machines, then by what it prints. Pure; for `reading`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from lxml import etree

from articles.importing import dates
from articles.importing.pages import datewords, structured, tree
from articles.importing.records import Candidate, Problem, ReadOptions

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "article:publicationdate",
    "article.published", "datepublished", "og:published_time", "rnews:datepublished", "originalpublicationdate",
    "article_date_original", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date",
    "parsely-pub-date",
    "vr:published_time", "bt:pubdate", "shareaholic:article_published_time", "publication_date", "publishdate",
    "publish-date", "publish_date",
    "published_date", "published-date", "publicationdate", "pubdate", "pdate", "ptime", "displaydate", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "dc:date",
    "dcsext.articlefirstpublished",
    "article.created", "article:create_at", "gcpubdate", "citation_publication_date", "citation_date",
    "prism.publicationdate", "iso-8601-publish-date",
    "date_published", "datecreated", "date", "created", "og:pubdate", "weibo:article:create_at", "doc_date",
    "creation_date",
    "release_date", "revision_date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified",
    "dc.date.modified",
    "last-modified", "article.updated", "lastmod", "last_updated_date",
)  # fmt: skip
_PUBLISHED_MARKS = re.compile(
    r"publish|pub-?date|posted|post-?date|entry-date|date-?line|dateline|article-?date|story-?date|created|timestamp|"
    r"time-?stamp|date|time|meta|byline|info|submitted|fecha|datum|veroeff|publi[eé]|\bdat\b"
)
_PUBLISHED_TOO = re.compile(r"entry-date|post-date|published|pub-?date")
_UPDATED_MARKS = re.compile(r"updat|modif|edited|actualis|aktualis|actualiz|aggiorn")
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>19[89]\d|20[0-4]\d)(?P<sep>[/_-]?)(?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P=sep)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTHS = {name: number for number, name in enumerate(dates.ENGLISH_MONTHS, 1)}
#: Of a date in figures, languages whose papers all write the day first.
_DAY_FIRST = frozenset((
    "ar", "bg", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "he", "hi", "hr", "id", "it", "km", "ms", "nb", "nl",
    "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "th", "tr", "uk", "vi",
))  # fmt: skip


class Told(NamedTuple):
    """The day and hour that were chosen, and all that could have been."""

    published: dates.When
    updated: dates.When
    candidates: tuple[Candidate, ...]


class _Found(NamedTuple):
    source: str
    text: str
    when: dates.When


def read(page: tree.Page, data: structured.Structured, place: Place, options: ReadOptions) -> Told:
    """Choose the date of publication: the first that can be read, in the order of how much each source is worth.

    A date in the story's own address settles a quarrel between the others. Nothing becomes now, and a date that reads
    two ways is reported and left out.
    """
    options = _for_language(options, place.language)
    found = [
        _Found(source, text, datewords.read_text(text, options, place.language))
        for source, text in _unique(place.told + tuple(_published(page, data, place)))
    ]
    good = [candidate for candidate in found if candidate.when.value]
    address = _in_address(place.addresses, options)
    published = good[0] if good else None
    if published and address and abs(published.when.value.date() - address.when.value.date()) > timedelta(days=2):
        near = [c for c in good if abs(c.when.value.date() - address.when.value.date()) <= timedelta(days=1)]
        published = near[0] if near else published
    published = published or address
    when = published.when if published else _nothing(found)
    if published and published is address:
        note = Problem("date-from-address", f"The day of publication stands in the address alone: {published.text}.")
        when = when._replace(problems=(note,))
    elif published:
        when = _with_hour(published, good)
    updated = next(
        (w for text in _updated(page, data) if (w := datewords.read_text(text, options, place.language)).value),
        dates.When(None),
    )
    told = tuple(Candidate("published_at", source, text) for source, text, _when in found)
    if address:
        told += (Candidate("published_at", address.source, address.text),)
    return Told(when, updated, told)


class Place(NamedTuple):
    """What of the page is known by now: its addresses, its language, where the headline and the body stand."""

    addresses: tuple[str, ...]
    language: str
    headline: etree._Element | None
    #: The body's first element.
    body: etree._Element | None
    body_from: int
    body_to: int
    #: What the site's rules say.
    told: tuple[tuple[str, str], ...] = ()


# --- where dates stand


def _published(page: tree.Page, data: structured.Structured, place: Place) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated"):
        for text in structured.texts(data.story.get(key)):
            yield f"json-ld {key}", text
    for name in _PUBLISHED_META[:6]:
        for text in data.meta.get(name, ()):
            yield f"meta {name}", text
    for element in structured.microdata(page, "datePublished"):
        yield "microdata datePublished", _value(element)
    for name in _PUBLISHED_META[6:]:
        for text in data.meta.get(name, ()):
            yield f"meta {name}", text
    for text in structured.texts(data.page.get("datePublished")):
        yield "json-ld datePublished of the page", text
    for element in structured.microdata(page, "dateCreated"):
        yield "microdata dateCreated", _value(element)
    yield from _printed(page, place)


def _printed(page: tree.Page, place: Place) -> Iterator[tuple[str, str]]:
    """Dates that stand between the headline and the body, then just above the headline, then below the body."""
    above, between, below = [], [], []
    start = page.order.get(place.headline, 0)
    around = tree.around(place.headline, place.body)
    for element, order in page.order.items():
        if not isinstance(element.tag, str) or order > place.body_to + 150:
            continue
        in_heading = start <= order <= place.body_from
        marked = element.tag == "time" or _PUBLISHED_MARKS.search(tree.marks(element))
        texts = []
        near_above = 0 < start - order <= _JUST_ABOVE
        if marked or (
            (in_heading or near_above) and element.tag in _LINES and len(element) < 4 and _is_line(tree.words(element))
        ):
            texts = list(_printed_by(element))
        if in_heading and _is_line(element.tail or ""):
            texts.append(" ".join(element.tail.split()))
        if order < start and _is_masthead(element, around):
            continue
        if texts and tree.stands_with_story(element, around, in_heading=in_heading):
            (between if in_heading else above if order < start else below).extend((order, text) for text in texts)
    nearest = [text for order, text in above if start - order < 120][::-1]
    for text in [text for _order, text in between] + nearest + [text for _order, text in below][:4]:
        yield "printed", text


#: So few elements above the headline a line that is a date is the story's, whatever its template calls it.
_JUST_ABOVE = 8
#: Above a story: the day on which the page was looked at, not the story's.
_MASTHEAD = re.compile(
    r"masthead|(?:site|page|main|global|top)-?_?(?:header|head|bar|nav)|top-?(?:line|strip)|today|current-?(?:date|time)|clock|weather|"
    r"(?:^|[\s_-])(?:logo|navbar|ticker)(?:$|[\s_-])"
)


def _is_masthead(element: etree._Element, around: frozenset[etree._Element]) -> bool:
    for above in tree.ancestors(element):
        if above in around:
            return False
        if above.tag in ("header", "nav") or _MASTHEAD.search(tree.marks(above)):
            return True
    return False


#: Elements that may hold a date and no more, without a mark of their template's.
_LINES = frozenset("p div span li em i strong b small font h2 h3 h4 h5 h6 td dd address abbr".split())  # noqa: SIM905


#: `On May 1, 2001 the road was opened.` is no line with a date.
_SENTENCE = re.compile(r"[.!?។][\"”’)]*$")
_SMALL_WORD = re.compile(r"(?<!\S)[a-zà-ÿ]{3,}(?!\S*\d)")
_MOST_SMALL = 2


def _is_line(text: str) -> bool:
    """Whether words are so few that a date with a year in them is what they are about."""
    text = datewords.western(text.strip())
    if _SENTENCE.search(text) and len(_SMALL_WORD.findall(text)) > _MOST_SMALL:
        return False
    return 0 < len(text) <= datewords.LONGEST and bool(datewords.YEAR.search(text))


def _printed_by(element: etree._Element) -> Iterator[str]:
    # Themes mark the one date that they print as both.
    says_published = _PUBLISHED_TOO.search(tree.marks(element)) or datewords.LABEL.match(tree.words(element)[:40])
    if (_UPDATED_MARKS.search(tree.marks(element)) or _is_behind_updated(element)) and not says_published:
        return
    if element.tag == "time" and element.get("datetime"):
        before = element.getprevious()
        told = tree.words(element), (before.text or "") if before is not None else ""
        if not any(map(datewords.UPDATED.match, told)):
            yield element.get("datetime")
        return
    for name in (
        "data-datetime",
        "data-date",
        "data-timestamp",
        "data-published",
        "data-epoch",
        "data-time",
        "datetime",
        "title",
        "content",
    ):
        value = element.get(name) or ""
        if value and (datewords.YEAR.search(value) or value.isdigit()):
            yield value
    text = datewords.western(tree.words(element))
    if len(text) > datewords.LONGEST or not datewords.YEAR.search(text):
        return
    parts = [part for part in re.split(r"\s*[|•·]\s*|\s{2,}|\s[–—-]\s", text) if datewords.YEAR.search(part)]
    if not datewords.UPDATED.match(text):
        yield text
    yield from (part for part in parts if part != text and not datewords.UPDATED.match(part))
    if not datewords.UPDATED.match(text) and (
        found := _DATE_INSIDE.search(datewords.THEN_UPDATED.split(text, maxsplit=1)[0])
    ):
        yield found.group()


def _is_behind_updated(element: etree._Element) -> bool:
    """Whether the words just before an element in its line are `Updated:`."""
    before = element.getprevious()
    parent = element.getparent()
    words = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return bool(datewords.UPDATED.match(words.strip().rpartition("|")[2]))


_DATE_INSIDE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}(?:st|nd|rd|th|er|\.|"
    r"º)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+|del\s+)?\d{4}"
    r"(?:[ ,|]+\d{1,2}[:h.]\d{2}(?:\s*[|]?\s*[A-Z]{1,4}\b)?)?"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4}(?:[ ,|]+\d{1,2}[:h.]\d{2})?|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)


def _updated(page: tree.Page, data: structured.Structured) -> Iterator[str]:
    yield from structured.texts(data.story.get("dateModified"))
    for name in _UPDATED_META:
        yield from data.meta.get(name, ())
    for element in structured.microdata(page, "dateModified"):
        yield _value(element)


def _value(element: etree._Element) -> str:
    return (element.get("content") or element.get("datetime") or element.get("title") or "").strip() or tree.words(
        element
    )


def _in_address(addresses: tuple[str, ...], options: ReadOptions) -> _Found | None:
    for address in addresses:
        if found := _IN_ADDRESS.search(address):
            month = _MONTHS.get(found["month"].lower()) or int(found["month"])
            if found["sep"] == "" and len(found["month"]) + len(found["day"]) < 4:
                continue
            when = dates.read(f"{found['year']}-{month:02}-{int(found['day']):02}", options)
            if when.value:
                return _Found("address", address, when)
    return None


def _with_hour(chosen: _Found, good: list[_Found]) -> dates.When:
    """The chosen day, with the hour of another source where the chosen one gives the day alone."""
    if not chosen.when.date_only:
        return chosen.when
    same = [c.when for c in good if not c.when.date_only and c.when.value.date() == chosen.when.value.date()]
    # One that says its zone is worth more than one that does not.
    return min(same, key=lambda when: len(when.problems)) if same else chosen.when


def _nothing(found: list[_Found]) -> dates.When:
    told = [problem for candidate in found for problem in candidate.when.problems]
    doubt = [problem for problem in told if problem.code in ("ambiguous-date", "impossible-date")]
    return dates.When(None, False, tuple(doubt[:1]) or (Problem("no-date", "The page gives no date of publication."),))


def _for_language(options: ReadOptions, language: str) -> ReadOptions:
    if options.date_order or language not in _DAY_FIRST:
        return options
    return replace(options, date_order="dmy")


def _unique(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    seen: dict[str, str] = {}
    for source, text in pairs:
        if text.strip():
            seen.setdefault(text.strip(), source)
    return [(source, text) for text, source in seen.items()]
