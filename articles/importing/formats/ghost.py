"""Ghost's export: one JSON file with every table of the site. Pure.

Read twice: first the people, the tags and what ties them to posts, then the posts, one at a time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO

from articles.importing import dates, json_items
from articles.importing.ghost import documents
from articles.importing.json_items import Refused
from articles.importing.markup import Converted, Found, convert, to_plain
from articles.importing.markup.found import file_of, with_caption
from articles.importing.pieces import Pieces
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyPicture,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Status,
)

NAME = "ghost"
_ROOTS = ("db.item.data.", "data.")
_TABLES = ("users", "tags", "posts_authors", "posts_tags", "posts_meta", "settings")
_SNIFFED = re.compile(rb'"(?:exported_on|posts_authors|posts_tags|mobiledoc|lexical)"\s*:')
_STATUSES = {"published": Status.PUBLISHED, "draft": Status.DRAFT, "scheduled": Status.SCHEDULED, "sent": Status.DRAFT}
#: Stands in an export for the site's own address.
_HERE = "__GHOST_URL__"
_FILES = re.compile(r"^.*?/?content/(?:images|media|files)/(?:size/w\d+/)?")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a Ghost export: one object with the export's own words near its beginning."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{") or b'"data"' not in head:
        return 0.0
    return 0.95 if _SNIFFED.search(head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read an open export. What stands before a fault is taken; the fault is one NotAStory with its place."""
    pieces = Pieces()
    site: dict[str, str] = {}
    number = 0
    try:
        fault = _index(stream, pieces, site)
        stream.seek(0)
        for _prefix, post in json_items.values(stream, [f"{root}posts.item" for root in _ROOTS]):
            number += 1
            place = f"{origin} post {number}"
            yield _story(post, place, pieces, site, options) if isinstance(post, dict) else _no_record(place)
        if fault:
            yield NotAStory(origin, f"{origin}: {fault}", kind="bad-file")
    except Refused as error:
        yield NotAStory(origin, f"{origin}, behind post {number}: {error}", kind="bad-file")
    finally:
        pieces.close()


def _no_record(place: str) -> NotAStory:
    return NotAStory(place, f"{place} is no record in braces", kind="bad-record")


def _index(stream: BinaryIO, pieces: Pieces, site: dict[str, str]) -> str:
    """Note what posts need from the other tables; return what is wrong with the file, empty if nothing."""
    wanted = {f"{root}{table}.item": table for root in _ROOTS for table in _TABLES}
    fault = ""
    try:
        for prefix, row in json_items.values(stream, wanted):
            if isinstance(row, dict):
                _note(wanted[prefix], row, pieces, site)
    except Refused as error:
        fault = str(error)
    pieces.finish()
    return fault


def _note(table: str, row: dict, pieces: Pieces, site: dict[str, str]) -> None:
    place = row.get("sort_order")
    match table:
        case "settings":
            site[_text(row, "key")] = _text(row, "value")
        case "posts_authors" | "posts_tags":
            key = _text(row, "author_id") or _text(row, "tag_id")
            pieces.add(table, "", {"id": key}, _text(row, "post_id"), place if isinstance(place, int) else 0)
        case "posts_meta":
            pieces.add(table, _text(row, "post_id"), row)
        case _:
            pieces.add(table, _text(row, "id"), {name: _text(row, name) for name in ("name", "slug", "visibility")})


def _story(post: dict, place: str, pieces: Pieces, site: dict[str, str], options: ReadOptions) -> LegacyStory:
    problems: list[Problem] = []
    about = pieces.one("posts_meta", _text(post, "id")) or {}
    lead = _lead(post, about)
    converted = _body(post, lead, problems)
    section, tags = _tags(post, pieces, problems)
    is_page = _text(post, "type") == "page" or post.get("page") in (1, True)
    status = _status(post, problems)
    slug = _text(post, "slug")
    return LegacyStory(
        legacy_id=_text(post, "id") or _text(post, "uuid") or slug,
        headline=" ".join(_text(post, "title").split()),
        blocks=converted.blocks,
        origin=place,
        source=site.get("title", "") or "ghost",
        site=site.get("title", ""),
        language=(site.get("locale") or site.get("lang") or site.get("default_locale", "")).split("-")[0].lower(),
        section=section,
        default_section="Pages" if is_page else "Posts",
        slug=slug,
        standfirst=to_plain(_text(post, "custom_excerpt")),
        bylines=_bylines(post, pieces, problems),
        tags=tags,
        published_at=_moment(post, "published_at", problems, options) if status != Status.DRAFT else None,
        updated_at=_moment(post, "updated_at", [], options),
        status=status,
        lead_picture=lead,
        inline_pictures=converted.pictures,
        addresses=_addresses(post, slug),
        seo_title=_text(about, "meta_title") or _text(post, "meta_title"),
        seo_description=_text(about, "meta_description") or _text(post, "meta_description"),
        text_kept=converted.kept,
        problems=(*problems, *converted.problems),
        original=json.dumps(post, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )


def _text(row: dict, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else "" if value is None or isinstance(value, list | dict) else str(value)


def _body(post: dict, lead: LegacyPicture | None, problems: list[Problem]) -> Converted:
    """The text as it was printed; where only the editor's document is there, that."""
    html = _text(post, "html")
    unknown: Counter[str] = Counter()
    for key, reader in (("lexical", documents.lexical), ("mobiledoc", documents.mobiledoc)):
        if not html.strip() and _text(post, key):
            try:
                html = reader(_text(post, key), unknown)
            except documents.NotADocument as error:
                problems.append(Problem("bad-document", f"Its text ({key}) cannot be read: {error}."))
    if not html.strip() and _text(post, "markdown"):
        html = documents.card("markdown", post, unknown)
        problems.append(Problem("markdown", "Its text is Markdown: kept as it was typed."))
    if unknown:
        told = ", ".join(f"{count} × {name}" for name, count in unknown.most_common())
        problems.append(Problem("unknown-card", f"Cards of kinds that are not known gave their words alone: {told}."))
    converted = convert(html.replace(_HERE, ""), lead=lead, picture=_picture)
    if not converted.blocks:
        problems.append(Problem("no-text", "It has no text."))
    return converted


def _picture(found: Found) -> LegacyPicture:
    return LegacyPicture(alt=found.alt, url=found.url, file=_FILES.sub("", file_of(found.url)))


def _lead(post: dict, about: dict) -> LegacyPicture | None:
    url = (_text(post, "feature_image") or _text(post, "image")).replace(_HERE, "")
    if not url:
        return None
    alt = to_plain(_text(about, "feature_image_alt") or _text(post, "feature_image_alt"))
    picture = replace(_picture(Found(url, alt, {})), alt=alt)
    return with_caption(
        picture, to_plain(_text(about, "feature_image_caption") or _text(post, "feature_image_caption"))
    )


def _status(post: dict, problems: list[Problem]) -> Status:
    said = _text(post, "status") or "draft"
    status = _STATUSES.get(said, Status.DRAFT)
    visibility = _text(post, "visibility") or "public"
    if said not in _STATUSES:
        problems.append(Problem("unknown-status", f"Its status was “{said}”: kept as a draft."))
    elif said == "sent":
        problems.append(Problem("letter", "It was sent as a letter and never stood on the site: kept as a draft."))
    elif visibility != "public" and status != Status.DRAFT:
        problems.append(Problem("members", f"Only members could read it ({visibility}): kept as a draft."))
        return Status.DRAFT
    return status


def _tags(post: dict, pieces: Pieces, problems: list[Problem]) -> tuple[str, tuple[str, ...]]:
    """The first public tag, which Ghost calls the primary one, is the section; the others are tags."""
    found = [pieces.one("tags", tied["id"]) for tied in pieces.of("posts_tags", _text(post, "id"))]
    rows = [row for row in found if row]
    rows += [row for row in post.get("tags") or [] if isinstance(row, dict)]
    public, internal = [], []
    for row in rows:
        is_internal = row.get("visibility") == "internal" or _text(row, "name").startswith("#")
        (internal if is_internal else public).append(to_plain(_text(row, "name")))
    if internal:
        problems.append(Problem("internal-tags", f"Tags that readers never saw were left out: {', '.join(internal)}."))
    names = list(dict.fromkeys(name for name in public if name))
    return (names[0], tuple(names[1:])) if names else ("", ())


def _bylines(post: dict, pieces: Pieces, problems: list[Problem]) -> tuple[LegacyByline, ...]:
    tied = [each["id"] for each in pieces.of("posts_authors", _text(post, "id"))] or [_text(post, "author_id")]
    names = [user["name"] for key in tied if (user := pieces.one("users", key))]
    names += [_text(row, "name") for row in post.get("authors") or [] if isinstance(row, dict)]
    if not names and any(tied):
        problems.append(Problem("no-byline", "Its author is not in the export: no byline."))
    return tuple(LegacyByline(name) for name in dict.fromkeys(map(to_plain, names)) if name)


def _addresses(post: dict, slug: str) -> tuple[str, ...]:
    known = [f"/{slug}/"] if slug else []
    if uuid := _text(post, "uuid"):
        known.append(f"/p/{uuid}/")
    return tuple(known)


def _moment(post: dict, key: str, problems: list[Problem], options: ReadOptions) -> datetime | None:
    """A time as one of Ghost's versions wrote it: ISO with a zone, UTC without one, or milliseconds since 1970."""
    value: Any = post.get(key)
    if value in (None, ""):
        if key == "published_at":
            problems.append(Problem("no-date", "The export has no date for it."))
        return None
    text = str(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", text):
        text += "+00:00"
    said = dates.read(text, options)
    problems += said.problems
    return said.value.astimezone(UTC) if said.value else None
