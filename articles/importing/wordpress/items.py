"""An item of a WordPress export as plain values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from articles.importing.markup.found import parts_of


@dataclass(slots=True)
class Term:
    """A category, tag or other term that an item names."""

    domain: str
    nicename: str
    name: str


@dataclass(slots=True)
class Post:
    """What one item says: its plain fields by name, its terms, its meta values by key."""

    fields: dict[str, str]
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    #: Every value of keys that stand several times: former addresses, names by what they did, links to stories.
    old_slugs: list[str] = field(default_factory=list)
    hands: list[tuple[str, str]] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    comments: int = 0

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@cache
def _name(tag: str) -> str:
    """The short name of a tag by its namespace, whatever its prefix: of `wp:post_id` post_id, of `excerpt:encoded`
    excerpt. Empty for one of a namespace that is not the export's: plugins, and whoever takes the prefix for his own.
    """
    uri, _brace, name = tag.removeprefix("{").rpartition("}")
    if not uri or _WP.match(uri):
        return "excerpt" if "excerpt" in uri else name
    if uri in _CONTENT:
        return "content" if name == "encoded" else ""
    return name if uri in _PEOPLE and name == "creator" else ""


_WP = re.compile(r"https?://wordpress\.org/export/1\.\d+/(?:excerpt/)?$|urn:undeclared:(?:wp|excerpt)$")
_CONTENT = frozenset({"http://purl.org/rss/1.0/modules/content/", "urn:undeclared:content"})
_PEOPLE = frozenset({"http://purl.org/dc/elements/1.1/", "urn:undeclared:dc"})


def read(item: etree._Element) -> Post:
    """Read an item. A field that stands twice has the value of the first."""
    post = Post({})
    for child in item:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        name = _name(tag)
        if not name:
            continue
        if name == "category":
            text = (child.text or "").strip()
            post.terms.append(Term(child.get("domain") or "", child.get("nicename") or "", text))
        elif name == "postmeta":
            _note_meta(post, child)
        elif name == "comment":
            post.comments += 1
        elif name not in post.fields:
            post.fields[name] = child.text or "" if name in ("content", "excerpt") else (child.text or "").strip()
    return post


def _note_meta(post: Post, element: etree._Element) -> None:
    key = value = ""
    for child in element:
        if isinstance(child.tag, str):
            if _name(child.tag) == "meta_key":
                key = (child.text or "").strip()
            elif _name(child.tag) == "meta_value":
                value = (child.text or "").strip()
    if key == "_wp_old_slug" and value:
        post.old_slugs.append(value)
    elif key.startswith("byline_"):
        post.hands.append((key, value))
    elif key == "related_link":
        post.related.append(value)
    post.meta.setdefault(key, value)


@dataclass(slots=True)
class Section:
    """A category as the head of the export lists it."""

    name: str
    nicename: str
    parent: str
    id: str


@dataclass(slots=True)
class Site:
    """What the head of an export says: the paper's name and addresses, its people, its categories."""

    title: str = ""
    link: str = ""
    base: str = ""
    language: str = ""
    version: str = ""
    generator: str = ""
    #: Display names by login and by address.
    authors: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The site's address without its scheme: what its ids belong to."""
        parts = parts_of(self.base)
        return (parts.netloc + parts.path).rstrip("/")[:120]

    def add(self, other: Site) -> None:
        """Take over what another file of the same export lists."""
        for login, name in other.authors.items():
            self.authors.setdefault(login, name)
        for nicename, section in other.sections.items():
            self.sections.setdefault(nicename, section)

    def parents_of(self, nicename: str) -> list[Section]:
        """The categories above one, the outermost first."""
        above: list[Section] = []
        seen = {nicename}
        section = self.sections.get(nicename)
        while section and section.parent and section.parent not in seen:
            seen.add(section.parent)
            section = self.sections.get(section.parent)
            if section:
                above.insert(0, section)
        return above


def read_head(root: etree._Element) -> Site:
    """Read what stands before the first item."""
    channel = next((child for child in root if isinstance(child.tag, str) and _name(child.tag) == "channel"), root)
    site = Site()
    for child in _elements(channel):
        if len(child):
            _note_list(site, _name(child.tag), _values(child))
        elif known := _OF_SITE.get(_name(child.tag)):
            setattr(site, known, getattr(site, known) or (child.text or "").strip())
    site.base = site.base or site.link
    return site


_OF_SITE = {
    "title": "title",
    "link": "link",
    "base_blog_url": "base",
    "language": "language",
    "generator": "generator",
    "wxr_version": "version",
}


def _note_list(site: Site, name: str, values: dict[str, str]) -> None:
    """One of the people or categories that the head lists."""
    if name == "author":
        _note_author(site, values)
    elif name == "category":
        _note_section(site, values, "cat_name", "category_nicename", "category_parent")
    elif name == "term" and values.get("term_taxonomy") == "category":
        _note_section(site, values, "term_name", "term_slug", "term_parent")


def _values(element: etree._Element) -> dict[str, str]:
    return {_name(child.tag): (child.text or "").strip() for child in _elements(element)}


def _elements(element: etree._Element) -> Iterable[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))


def _note_author(site: Site, values: dict[str, str]) -> None:
    login = values.get("author_login", "")
    full = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
    name = values.get("author_display_name", "") or full
    if login:
        site.authors.setdefault(login, name)


def _note_section(site: Site, values: dict[str, str], name: str, nicename: str, parent: str) -> None:
    key = values.get(nicename, "")
    section = Section(values.get(name, "") or key, key, values.get(parent, ""), values.get("term_id", ""))
    site.sections.setdefault(key, section)
