"""Blogger's export (Atom): posts and pages of one blog, as the old export and as Google Takeout write them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import BinaryIO

from lxml import etree

from articles.importing import dates
from articles.importing.markup import convert, to_plain
from articles.importing.markup.found import parts_of
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Status,
)
from articles.importing.xml_items import Item, Items, Refused, name_of

NAME = "blogger"
_KIND = "http://schemas.google.com/g/2005#kind"
_LABELS = "http://www.blogger.com/atom/ns#"
_STATUSES = {
    "live": Status.PUBLISHED,
    "draft": Status.DRAFT,
    "scheduled": Status.SCHEDULED,
    "imported": Status.DRAFT,
}
_TRASH = frozenset({"soft_trashed", "trashed", "deleted", "soft_deleted"})
_PERSONS = frozenset({"author", "contributor"})


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a Blogger export: an Atom feed whose entries say what kind of thing they are."""
    if b"<feed" not in head:
        return 0.0
    own = (b"tag:blogger.com,1999:", b"schemas.google.com/blogger/", b"<blogger:type>")
    return 0.95 if any(each in head for each in own) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read an open export. Comments, settings and templates are counted and told; drafts stay drafts."""
    try:
        export = Items(stream, "entry", options.encoding)
    except Refused as error:
        yield NotAStory(origin, f"{origin}: refused: {error}", kind="bad-file")
        return
    blog = _Blog(export.head, options)
    left_out: Counter[str] = Counter()
    for item in export:
        place = f"{origin} {item.place}"
        if item.fault:
            yield NotAStory(place, f"{place} {item.fault}", kind="bad-record")
            continue
        entry = _Entry(item.element)
        if entry.kind not in ("post", "page"):
            left_out[entry.kind] += 1
        elif entry.said("status").lower() in _TRASH:
            yield NotAStory(place, f"“{entry.title}” lay in the trash of its source.", kind="trash", is_refused=False)
        else:
            yield blog.story(entry, item, place)
    for kind, count in sorted(left_out.items()):
        yield NotAStory(origin, f"{count} entries of the kind “{kind}” are no stories", kind=kind, is_refused=False)
    if export.told:
        yield NotAStory(origin, f"{origin}: {export.told}", kind="loose", is_refused=False)
    if export.ending:
        yield NotAStory(origin, f"{origin}: {export.ending}", kind="truncated")


class _Entry:
    """What one entry says."""

    def __init__(self, element: etree._Element):
        self._fields: dict[str, etree._Element] = {}
        self.kind = ""
        self.labels: list[str] = []
        self.links: list[str] = []
        self.people: list[str] = []
        for child in element:
            name = name_of(child)
            if name == "category":
                self._note_category(child)
            elif name == "link":
                if child.get("rel") == "alternate" and child.get("href"):
                    self.links.append(child.get("href"))
            elif name in _PERSONS:
                self.people.append(next((_line(part) for part in child if name_of(part) == "name"), ""))
            elif name == "control":
                self._fields.update({name_of(part): part for part in child})
            else:
                self._fields.setdefault(name, child)
        self.kind = self.kind or self.said("type").lower() or "post"
        if "in-reply-to" in self._fields:
            self.kind = "comment"

    def _note_category(self, category: etree._Element) -> None:
        scheme, label = category.get("scheme") or "", category.get("term") or ""
        if scheme == _KIND:
            self.kind = label.rpartition("#")[2]
        elif scheme in (_LABELS, "") or scheme.startswith("tag:blogger.com"):
            self.labels.append(to_plain(label))

    def said(self, name: str) -> str:
        field = self._fields.get(name)
        return (field.text or "").strip() if field is not None else ""

    def html(self, name: str) -> str:
        """A text as HTML, in whichever of Atom's three ways it is written."""
        field = self._fields.get(name)
        if field is None:
            return ""
        if field.get("type") == "xhtml":
            return "".join(etree.tostring(part, encoding="unicode", method="html") for part in field)
        text = field.text or ""
        return escape(text, quote=False) if field.get("type", "text") == "text" else text

    @property
    def title(self) -> str:
        return to_plain(self.html("title"))


def _line(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


class _Blog:
    """The blog that an export is of."""

    def __init__(self, head: etree._Element, options: ReadOptions):
        self.options = options
        fields = {name_of(child): child for child in reversed(head)}
        self.title = _line(fields["title"]) if "title" in fields else ""
        links = [child for child in head if name_of(child) == "link" and child.get("rel") == "alternate"]
        self.address = links[0].get("href") or "" if links else ""
        key = _line(fields["id"]) if "id" in fields else ""
        self.source = parts_of(self.address).netloc or key.removesuffix(".archive") or "blogger"

    def story(self, entry: _Entry, item: Item, place: str) -> LegacyStory:
        """Read one post or page."""
        problems = list(item.problems)
        status = self._status(entry, problems)
        address = entry.links[0] if entry.links else self._from_filename(entry.said("filename"))
        converted = convert(entry.html("content"), base=address or self.address)
        if not converted.blocks:
            problems.append(Problem("no-text", "It has no text."))
        return LegacyStory(
            legacy_id=entry.said("id") or address,
            headline=entry.title,
            blocks=converted.blocks,
            origin=place,
            source=self.source,
            site=self.title,
            default_section="Pages" if entry.kind == "page" else "Posts",
            slug=re.sub(r"\.html?$", "", parts_of(address).path.rstrip("/").rpartition("/")[2]),
            bylines=tuple(LegacyByline(name) for name in dict.fromkeys(entry.people) if name and name != "Unknown"),
            tags=tuple(dict.fromkeys(label for label in entry.labels if label)),
            published_at=self._date(entry, "published", problems) if status != Status.DRAFT else None,
            updated_at=self._date(entry, "updated", []),
            status=status,
            inline_pictures=converted.pictures,
            # Telephones were sent to the same page by a query of their own.
            addresses=(address, f"{address}?m=1") if address else (),
            seo_description=to_plain(entry.said("metaDescription")),
            text_kept=converted.kept,
            problems=(*problems, *converted.problems),
            original=item.raw,
        )

    def _from_filename(self, name: str) -> str:
        return f"{self.address.rstrip('/')}{name}" if name.startswith("/") else ""

    @staticmethod
    def _status(entry: _Entry, problems: list[Problem]) -> Status:
        if entry.said("draft").lower() == "yes":
            return Status.DRAFT
        said = entry.said("status").lower() or "live"
        if said not in _STATUSES:
            problems.append(Problem("unknown-status", f"Its status was “{said}”: kept as a draft."))
        return _STATUSES.get(said, Status.DRAFT)

    def _date(self, entry: _Entry, name: str, problems: list[Problem]) -> datetime | None:
        said = dates.read(entry.said(name), self.options)
        problems += said.problems
        return said.value
