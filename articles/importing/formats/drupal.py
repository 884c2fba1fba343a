"""Drupal's stories as JSON: JSON:API documents, lists of nodes, one node a line; by a map of its fields. Pure.

A map names each field by its path: `title`, `body.processed`, `field_tags.name` (through what the document includes),
`body.processed|body.value` (the first that says something), `/node/{drupal_internal__nid}` (put together). Without a
map the fields of Drupal's own article are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles.importing import json_items, mapping
from articles.importing.json_items import Refused
from articles.importing.mapping import FieldMap
from articles.importing.markup.found import parts_of
from articles.importing.pieces import Pieces
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, Problem, ReadOptions, Status

NAME = "drupal"
#: A longer line is no node.
MOST_BYTES = 32 * 1024 * 1024
_OWN = re.compile(rb'"type"\s*:\s*"node--|"nid"\s*:\s*\[|"drupal_internal__nid"|"jsonapi"\s*:\s*\{')
_STATUSES = {"true": Status.PUBLISHED, "1": Status.PUBLISHED, "false": Status.DRAFT, "0": Status.DRAFT}
#: The fields of Drupal's own article, and those that most papers add under these names.
ARTICLE = FieldMap(
    fields={
        "legacy_id": ("drupal_internal__nid|nid|id|uuid",),
        "headline": ("title",),
        "standfirst": ("field_standfirst|field_dek|field_subtitle|field_summary|body.summary",),
        "kicker": ("field_kicker",),
        "blocks": ("body.processed|body.value",),
        "bylines": ("field_author.name|field_author.title|field_authors.title|field_byline|uid.display_name|uid.name",),
        "tags": ("field_tags.name",),
        "section": ("field_section.name|field_category.name|field_channel.name",),
        "published_at": ("published_at|field_published_date|created",),
        "updated_at": ("changed",),
        "status": ("status",),
        "language": ("langcode",),
        "addresses": ("path.alias", "/node/{drupal_internal__nid|nid}"),
        "lead_picture.url": ("field_image.uri.url|field_image.url|field_media_image.field_media_image.uri.url",),
        "lead_picture.alt": ("field_image.alt|field_media_image.field_media_image.alt",),
        "lead_picture.caption": ("field_image_caption|field_image.title|field_caption",),
        "lead_picture.credit": ("field_image_credit|field_credit|field_photographer",),
    },
    statuses=_STATUSES,
)
#: What Drupal keeps about a node for itself.
_INTERNAL = re.compile(
    r"(?:drupal_internal__|revision_|metatag|promote$|sticky$|default_langcode|comment|content_translation|type$|vid$|uuid$"
    r"|node_type$|menu_link|rh_|moderation_state|publish_|unpublish_)"
)
_PREFIXES = ("data.item", "data", "item")
_SAYING = ("processed", "value", "name", "display_name", "title", "alias", "url", "uri", "target_id", "id")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is Drupal's: JSON with the names that its nodes have."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return 0.97 if start.startswith((b"{", b"[")) and _OWN.search(head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read an open file: a document of JSON:API, a list of nodes, or one node a line."""
    first = stream.readline(MOST_BYTES).lstrip(b"\xef\xbb\xbf").strip()
    second = stream.readline(16).lstrip()
    stream.seek(0)
    is_document = first.startswith(b"[") or b'"data"' in first[:4000] or not first.endswith(b"}")
    if second.startswith(b"{") or not is_document:
        yield from _lines(stream, origin, options)
    else:
        yield from _document(stream, origin, options)


def _lines(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    reader = _Reader(None, options)
    number = 0
    while line := stream.readline(MOST_BYTES):
        number += 1
        place = f"{origin} line {number}"
        if len(line) == MOST_BYTES:
            yield NotAStory(place, f"{place}: is longer than {MOST_BYTES // 1024 // 1024} MB", kind="bad-record")
            return
        if not line.strip():
            continue
        try:
            node = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield NotAStory(place, f"{place}: is not UTF-8: byte {error.start}", kind="bad-record")
        except (ValueError, RecursionError) as error:
            yield NotAStory(place, f"{place}: is not JSON: {str(error)[:100]}", kind="bad-record")
        else:
            yield reader.story(node, place)


def _document(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    pieces = Pieces()
    number = 0
    try:
        fault = _index(stream, pieces)
        stream.seek(0)
        reader = _Reader(pieces, options)
        for _prefix, node in json_items.values(stream, _PREFIXES):
            number += 1
            yield reader.story(node, f"{origin} node {number}")
        if fault:
            yield NotAStory(origin, f"{origin}: {fault}", kind="bad-file")
    except Refused as error:
        yield NotAStory(origin, f"{origin}, behind node {number}: {error}", kind="bad-file")
    finally:
        pieces.close()


def _index(stream: BinaryIO, pieces: Pieces) -> str:
    """Keep what the document includes; return what is wrong with it, empty if nothing."""
    fault = ""
    try:
        for _prefix, each in json_items.values(stream, ("included.item",)):
            if isinstance(each, dict):
                pieces.add("included", f"{each.get('type')}:{each.get('id')}", each)
    except Refused as error:
        fault = str(error)
    pieces.finish()
    return fault


class _Reader:
    """Makes records of nodes by the map of this run."""

    def __init__(self, pieces: Pieces | None, options: ReadOptions):
        self.pieces, self.options = pieces, options
        self.map = options.field_map or ARTICLE
        if not self.map.statuses:
            self.map = replace(self.map, statuses=_STATUSES)
        self._paths = {path.split(".")[0] for column in self.map.columns for path in re.split(r"[|{}]", column)}
        self._unmapped_told = False

    def story(self, node: Any, place: str) -> LegacyStory | NotAStory:
        """Read one node."""
        if not isinstance(node, dict):
            return NotAStory(place, f"{place}: is no node in braces", kind="bad-record")
        original = json.dumps(node, ensure_ascii=False).encode("utf-8", "surrogatepass")
        node = node.get("data") if isinstance(node.get("data"), dict) else node
        story = mapping.story(self.map, lambda column: self._value(node, column), place, original, self.options)
        problems = list(story.problems)
        kind = str(_plain(node.get("type")) or "").partition("--")[2]
        if unmapped := self._unmapped(node):
            problems.append(Problem("unmapped-fields", f"Fields that the map does not name, left out: {unmapped}."))
        # Drupal's names of languages that are none.
        language = "" if story.language in ("und", "zxx") else re.split("[-_]", story.language.lower())[0]
        return replace(
            story,
            language=language,
            source=story.source or self._host(node) or "drupal",
            default_section="Pages" if kind == "page" else "Articles",
            slug=story.slug or (story.addresses[0].rstrip("/").rpartition("/")[2] if story.addresses else ""),
            published_at=None if story.status == Status.DRAFT else story.published_at,
            problems=tuple(problems),
        )

    def _unmapped(self, node: dict) -> str:
        """Fields of the first node that say something and are in no path of the map."""
        if self._unmapped_told:
            return ""
        self._unmapped_told = True
        said = {**_part(node, "attributes"), **_part(node, "relationships")} or node
        names = (name for name, value in said.items() if value not in (None, "", [], {}) and not _INTERNAL.match(name))
        return ", ".join(sorted(name for name in names if name not in self._paths and not _is_empty(said[name])))

    def _host(self, node: dict) -> str:
        link = _part(_part(node, "links"), "self").get("href") or _part(node, "links").get("self")
        return parts_of(link).netloc if isinstance(link, str) else ""

    def _value(self, node: dict, column: str) -> Any:
        """What a column of the map says of a node: text, or a list of texts."""
        if "{" in column:
            parts = re.split(r"\{([^}]*)\}", column)
            parts[1::2] = [_first(self._value(node, path)) for path in parts[1::2]]
            return "".join(parts) if all(parts[1::2]) else ""
        for path in column.split("|"):
            found = [
                value for value in map(_plain, self._walk([node], path.strip().split("."))) if value not in (None, "")
            ]
            if found:
                return found
        return None

    def _walk(self, found: list[Any], steps: list[str]) -> list[Any]:
        for step in steps:
            found = [value for each in found for value in _spread(self._step(each, step))]
        return found

    def _step(self, said: Any, name: str) -> Any:
        """One step down: into the node's own fields, or into what a relationship leads to."""
        if not isinstance(said, dict):
            return None
        if "data" in said and "attributes" not in said:
            return [self._step(each, name) for each in _spread(said["data"])]
        if "id" in said and "type" in said and "attributes" not in said:
            whole = self.pieces.one("included", f"{said['type']}:{said['id']}") if self.pieces else None
            said = {**said, **(whole or {})}
        for where in (said, _part(said, "attributes"), _part(said, "relationships"), _part(said, "meta")):
            if name in where:
                return where[name]
        return None


def _part(said: dict, name: str) -> dict:
    part = said.get(name)
    return part if isinstance(part, dict) else {}


def _spread(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [inner for each in value for inner in _spread(each)]
    return [] if value is None else [value]


def _is_empty(value: Any) -> bool:
    return isinstance(value, dict) and "data" in value and not value["data"]


def _plain(value: Any) -> Any:
    """A field's own value: what a record of it says first; yes and no in words."""
    if isinstance(value, list):
        value = next(iter(_spread(value)), None)
    if isinstance(value, dict):
        return next((_plain(value[name]) for name in _SAYING if value.get(name) not in (None, "")), None)
    return str(value).lower() if isinstance(value, bool) else value


def _first(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return "" if value in (None, []) else mapping.plain(value)
