"""Whose an address is, a reader's or the house's, and how an old one is kept. Pure; for middleware and importers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.conf import settings

#: By these a legacy paper named a story at an address where we have a page ourselves: `/?p=123`.
STORY_QUERIES = ("p", "page_id", "attachment_id")


def is_readers(path: str) -> bool:
    """Whether a path is a reader's page, not one of the desk's and not a file."""
    houses = ("/admin/", urlsplit(settings.STATIC_URL).path, urlsplit(settings.MEDIA_URL).path)
    return not path.startswith(tuple(house for house in houses if house.strip("/")))


#: A story's address ends so where another form of it is wanted than the page.
STORY_ENDINGS = (".json", ".txt", ".md")


def without_ending(path: str) -> tuple[str, str]:
    """Return the story's address and the ending (“.txt”) of the address of one of its forms; "" for any other path."""
    ending = next((ending for ending in STORY_ENDINGS if path.endswith(ending)), "")
    return (f"{path.removesuffix(ending)}/", ending) if ending else (path, "")


def kept(address: str) -> str:
    """Return how `FormerPath` keeps an absolute address or a path: letters, not percent-encoded, with its query string.

    `https://example.org/news/t%C3%A9l%C3%A9?p=1#top` is kept as `/news/télé?p=1`.
    """
    parts = urlsplit(address)
    return in_letters(unquote(parts.path), parts.query)


#: What an address does not mean as it stands: marks of its syntax, white space, a second slash at its head.
_DECODED = re.compile(r"(?<=^/)/|[%#\\\s\x00-\x1f]")


def given_back(path: str) -> str:
    """Return an address of which `kept` makes this path again: what would be decoded or cut off is percent-encoded."""
    bare, asks, query = path.partition("?")
    return _DECODED.sub(_encoded, bare) + asks + _DECODED.sub(_encoded, query)


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def in_letters(path: str, query: str) -> str:
    """Return `kept` of a path that is decoded already and a query string that is not."""
    path = "/" + unicodedata.normalize("NFC", path).removeprefix("/")
    return f"{path}?{unquote(query)}" if query else path


# --- Forms of an old address ----------------------------------------------------------------------------------------

#: What old sites hung onto a story's address for a page to be printed, for AMP, for telephones, for comments.
_PRINTED = re.compile(
    r"/(?:amp|print|printable|printer|print-version|print-friendly|mobile|m)/?$|(?<=.)\.amp(?=\.html?$|$)",
    re.IGNORECASE,
)
_PRINTED_FIRST = re.compile(r"^/(?:amp|print|printmail|printpdf|m|mobile)(?=/.)", re.IGNORECASE)
_PART = re.compile(
    r"/(?:feed(?:/(?:rss|rss2|atom))?|trackback|embed|comments|comment-page-\d+|page/\d+|attachment/[^/]+|"
    r"index\.(?:html?|php))/?$",
    re.IGNORECASE,
)
_PRINTED_QUERIES = frozenset(
    ("amp", "print", "printable", "printpage", "mobile", "m", "outputtype", "output", "view", "tmpl", "replytocom",
     "preview", "share", "noamp", "layout", "format"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """An address under which a story may be known. `ending`: what is to be hung onto the story's own; `is_printed`: it
    is the address asked for without what made it a printed version or the like.
    """

    path: str
    ending: str = ""
    is_printed: bool = False


def forms(path: str, query: str) -> list[Form]:
    """Return the addresses by which to look for the story of a path (decoded) and its query string, the surest first.

    With the query string, then with or without the last slash, then without the ending of one of a story's forms, then
    without what old sites hung onto a story's address; at last the address that it stands below, as pictures' pages do.
    """
    bare = in_letters(path, "")
    found = [Form(in_letters(path, query)), *_with_either_slash(bare)]
    page, ending = without_ending(bare)
    if ending:
        found.append(Form(page, ending))
    found += _by_number(path, query)
    plain = _story_of(bare)
    # Without the query string as well, for what an old site said by `?print=1` alone.
    if plain != bare:
        found += _with_either_slash(plain, is_printed=True)
    part = _PART.sub("", plain) or "/"
    if part != plain:
        found += _with_either_slash(part)
    parent = part.rstrip("/").rpartition("/")[0]
    if parent:
        found += _with_either_slash(parent)
    return list(dict.fromkeys(form for form in found if form.path not in ("", "/") and "\0" not in form.path))


def _with_either_slash(path: str, *, is_printed: bool = False) -> list[Form]:
    if path in ("", "/"):
        return []
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
    return [Form(path, is_printed=is_printed), Form(other, is_printed=is_printed)]


def _by_number(path: str, query: str) -> list[Form]:
    """Without what says in which form a story was wanted; and by nothing but its number."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept_pairs = [pair for pair in pairs if pair[0].lower() not in _PRINTED_QUERIES]
    found = []
    if kept_pairs and len(kept_pairs) < len(pairs):
        found.append(Form(in_letters(path, "&".join(f"{name}={value}" for name, value in kept_pairs))))
    if path in ("/", "/index.php"):
        found += [Form(f"/?{name}={value}") for name, value in kept_pairs if name in STORY_QUERIES]
    return found


def _story_of(path: str) -> str:
    plain = _PRINTED_FIRST.sub("", path)
    return (_PRINTED.sub("", plain) or "/") if plain != "/" else path


# --- Archives of an old site ----------------------------------------------------------------------------------------

_LANGUAGE = r"^(?:/(?P<prefix>[a-z]{2}(?:-[a-z]+)?))?"
_REST = r"(?:/(?:page/\d+|feed(?:/\w+)?|amp))?(?:\.html?)?/?$"
#: Where WordPress, Ghost, Drupal, Blogger, Joomla and the like kept the lists of their stories.
_ARCHIVES = (
    ("section", r"/(?:category|categories|cat|section|sections|channel|channels|rubric)/(?P<name>.+?)"),
    ("tag", r"/(?:tag|tags|topic|topics|label|labels|search/label|keyword|keywords)/(?P<name>[^/]+?)"),
    ("author", r"/(?:authors?|writers?|by|byline|profiles?|reporters?|staff|contributors?|columnist)/(?P<name>[^/]+?)"),
    ("period", r"/(?P<name>(?:1[6-9]|20|21)\d{2}(?:/\d{1,2}(?:/\d{1,2})?)?)"),
)  # fmt: skip
_ARCHIVE_RULES = [(noun, re.compile(_LANGUAGE + rule + _REST, re.IGNORECASE)) for noun, rule in _ARCHIVES]
_ARCHIVE_QUERIES = {"category_name": "section", "tag": "tag", "author_name": "author"}


@dataclass(frozen=True, slots=True)
class OldArchive:
    """A list of stories on an old site: of which noun (`section`, `tag`, `author`, `period`), its name there in
    letters, and the first part of its address where that may be an edition's.
    """

    noun: str
    name: str
    prefix: str = ""


def old_archive(path: str, query: str) -> OldArchive | None:
    """Return the list of stories that a path (decoded) and query string named on an old site, if they did."""
    if "\0" in path:
        return None
    if path in ("/", "/index.php"):
        for name, value in parse_qsl(query):
            if name in _ARCHIVE_QUERIES and value.strip("/") and "\0" not in value:
                return OldArchive(_ARCHIVE_QUERIES[name], _last(value))
        return None
    letters = in_letters(path, "")
    for noun, rule in _ARCHIVE_RULES:
        if found := rule.match(letters):
            name = found["name"] if noun == "period" else _last(found["name"])
            return OldArchive(noun, name, (found["prefix"] or "").lower())
    return None


def _last(name: str) -> str:
    """`news/local` is the section “local”."""
    return unicodedata.normalize("NFC", name).strip("/").rpartition("/")[2]


def names_at_front(query: str) -> bool:
    """Whether a query string makes the front page's address that of a story or a list on an old site."""
    named = {name for name, _value in parse_qsl(query, keep_blank_values=True)}
    return not named.isdisjoint((*STORY_QUERIES, *_ARCHIVE_QUERIES))
