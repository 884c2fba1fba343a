"""Who signed the story of a page: by its data for machines, and by what stands beside the headline. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from articles.importing.pages import bywords, eastern, people, structured, tree
from articles.importing.pages.moments import Place
from articles.importing.pages.people import Signed
from articles.importing.records import Candidate

_META = (
    "article:author", "og:article:author", "article:author_name", "author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator",
    "dc.creator.name", "dc:creator", "byl", "byline", "cxenseparse:author", "article.author", "vr:author",
    "rbauthors", "citation_author",
    "dcsext.author", "article_author", "authors", "shareaholic:article_author_name", "og:author", "news_author",
    "twitter:data1",
)  # fmt: skip
_MARKS = re.compile(
    r"by-?line|author|(?:^|[\s_-])auth(?:$|[\s_-])|(?:^|[\s_-])by(?:$|[\s_-])|writer|reporter|redact|auteur|autor|penulis|skribent|verfasser|signature|firma(?:$|[\s_-])|credits?-?name|contributor"
)
_NAME_MARKS = re.compile(r"name|author-?link|(?:^|\s)fn(?:\s|$)|vcard|byline-?link|url")
_NOT_NAMES = re.compile(
    r"bio|desc|role|title|job|position|avatar|image|photo|picture|share|social|follow|email|twitter|date|time|comment|more|count|contact|affiliation|org"
)
#: Where it was written, beside a name.
_PLACE_MARKS = re.compile(r"(?:^|[\s_-])(?:location|place|city|ciudad|dateline|lieu|ort)(?:$|[\s_-])")
_AND = re.compile(rf"\s(?:{bywords.ANDS}|&)\s")
_OPENS = re.compile(
    r"^\W*(?:by\b|von\b|par\b|por\b|(?:text|writers?|authors?|by-?line|words|story)\s*:|"
    r"(?:story|text|words|written|report(?:ed|ing)?|commentary|(?:guest )?(?:column|opinion|essay))\s+by\b|"
    r"oleh\b|作者|記者|โดย|ដោយ)",
    re.IGNORECASE,
)
#: `May 7th, 2009 by Jane Doe`: blogs date a story first.
_DATED = re.compile(
    r"^(?:posted|published|written)?(?: on)?[^\n]{0,30}\b(?:19|20)\d\d\b[^\n]{0,25}?\bby\s+", re.IGNORECASE
)
#: `JANE DOE AND BOB ROE | MARCH 4, 2013`: two names before the day; one could be a place.
_TWO_DATED = re.compile(
    rf"^(?P<names>[^|•·–—\d]{{5,80}}\s(?:{bywords.ANDS}|&)\s[^|•·–—\d]{{3,60}}?)\s*[|•·–—]\s*[^|]*\b(?:19|20)\d\d\b"
)
_LONGEST = 200
_BODY_SIGNATURE = 4


def read(
    page: tree.Page, data: structured.Structured, place: Place, site: str, told: tuple[str, ...] = ()
) -> tuple[Signed, tuple[Candidate, ...]]:
    """The people and agencies that signed: the first source that names a person, or a later one that names more."""
    found: list[tuple[str, str, Signed]] = []

    def note(source: str, text: str, names: Signed) -> None:
        if text and all(text != other or source != where for where, other, _names in found):
            found.append((source, text, names))

    for text in told:
        note("site rule", text, people.signed(text, site=site))
    for text in _json_ld(data):
        note("json-ld author", text, people.signed(text, site=site))
    for name in _META:
        values = data.meta.get(name, ())
        if values:
            read_ones = [people.signed(value, site=site) for value in values if name != "twitter:data1" or " " in value]
            note(f"meta {name}", "; ".join(values), _joined(read_ones))
    for source, text, names in _shown(page, place, site):
        note(source, text, names)
    candidates = tuple(Candidate("authors", source, text) for source, text, _names in found)
    return _chosen(found), candidates


def _chosen(found: list[tuple[str, str, Signed]]) -> Signed:
    agencies = tuple(dict.fromkeys(agency for _s, _t, names in found for agency in names.agencies))
    named = [(source, names.people) for source, _text, names in found if names.people]
    if not named:
        return Signed((), agencies)
    source, best = named[0]
    if source != "site rule":
        seen = {name.casefold() for name in best}
        for other, names in named[1:]:
            # What readers saw may name a second author whom the data for machines leaves out.
            if other.startswith(("byline", "microdata", "rel")) and seen < {name.casefold() for name in names}:
                best, seen = names, {name.casefold() for name in names}
    return Signed(_best_cased(best, [name for _s, names in named for name in names]), agencies)


def _best_cased(names: tuple[str, ...], others: list[str]) -> tuple[str, ...]:
    """Each name as another source writes it in small letters, where one does: MCKENZIE, McKenzie."""
    better = {name.casefold(): name for name in reversed(others) if not name.isupper()}
    return tuple(dict.fromkeys(better.get(name.casefold(), name) for name in names))


def _joined(several: list[Signed]) -> Signed:
    return Signed(
        tuple(dict.fromkeys(name for one in several for name in one.people)),
        tuple(dict.fromkeys(name for one in several for name in one.agencies)),
    )


def _json_ld(data: structured.Structured) -> Iterator[str]:
    for key in ("author", "creator"):
        value = data.story.get(key)
        names = list(_author_names(data, value))
        if names:
            yield "; ".join(names)


def _author_names(data: structured.Structured, value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node = data.resolved(item)
        if isinstance(node, dict):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            # An organisation is not a byline; but an agency among the authors is told as one.
            names = [name for name in structured.texts(node.get("name")) if name]
            if any(isinstance(kind, str) and kind.endswith("Organization") for kind in kinds):
                names = [name for name in names if people.signed(name).agencies]
            yield from names
        elif isinstance(node, str):
            yield structured.plain(node)


# --- what readers saw


def _shown(page: tree.Page, place: Place, site: str) -> Iterator[tuple[str, str, Signed]]:
    micro = [e for key in ("author", "creator") for e in structured.microdata(page, key) if _belongs(e, page, place)]
    texts = [_micro_name(element) for element in micro]
    if texts:
        yield "microdata author", "; ".join(texts), _joined([people.signed(text, site=site) for text in texts])
    links = [
        element
        for element in page.root.iter("a", "span", "address")
        if "author" in (element.get("rel") or "").lower().split() and _belongs(element, page, place)
    ]
    if links:
        texts = [tree.words(link) for link in links]
        yield "rel author", "; ".join(texts), _joined([people.signed(text, site=site) for text in texts])
    yield from _profiles(page, place, site)
    marked = _marked(page, place)
    for element in marked:
        text = tree.words(element)
        yield f"byline {_name_of(element)}", text[:_LONGEST], _in_element(element, text, site)
    for element in _opening(page, place):
        if not any(above in marked for above in tree.ancestors(element)):
            text = tree.words(element)
            yield "byline text", text, _in_line(element, text, site)
    yield from _by_role(page, place, site)
    if opening := eastern.opening(_first_words(place)):
        yield "byline opening", _first_words(place)[:_LONGEST], Signed(opening)
    for text, names in _closing(page, place, site):
        yield "signature", text, names


def _in_line(element: etree._Element, text: str, site: str) -> Signed:
    if dated := _DATED.match(text):
        return people.signed(text[dated.end() :], site=site)
    if two := _TWO_DATED.match(text):
        return people.signed(two["names"], site=site)
    return _in_element(element, text, site)


def _by_role(page: tree.Page, place: Place, site: str) -> Iterator[tuple[str, str, Signed]]:
    """A line between headline and body that is a name, with a line below that says who that is: `Staff Writer`."""
    if place.headline is None:
        return
    start, end = page.order[place.headline], place.body_from + _BODY_SIGNATURE
    lines: list[str] = []
    for element, order in page.order.items():
        if start < order <= end and element.tag in _LINES and not any(i.tag in _LINES for i in element):
            lines += tree.words(element, between=" | ").split(" | ")
    lines = [text for line in lines if (text := line.strip(" |"))]
    for line, below in pairwise(lines):
        if len(line) <= 60 and len(below) <= 60 and _IS_ROLE.fullmatch(below) and " " in line:
            names = people.signed(line, site=site)
            if names.people:
                yield "byline above its role", f"{line} | {below}", names
                return


_IS_ROLE = re.compile(
    r"(?:[\w.'’&-]+ ){0,4}(?:writers?|reporters?|correspondents?|columnists?|editors?|journalists?)(?:,? .{2,30})?",
    re.IGNORECASE,
)


def _first_words(place: Place) -> str:
    return tree.words(place.body)[:300] if place.body is not None else ""


def _closing(page: tree.Page, place: Place, site: str) -> Iterator[tuple[str, Signed]]:
    """Whole lines at the end of the body that sign it: with a label, or set to the right as papers do with names."""
    near = [
        element
        for element, order in page.order.items()
        if place.body_to - _NEAR_END < order < place.body_to + _NEAR_END
        and element.tag in _LINES
        and not any(i.tag in _LINES and i.tag in ("p", "div", "li") for i in element)
    ]
    lines = [(element, tree.words(element)) for element in near if _belongs(element, page, place)]
    for element, text in [line for line in lines if line[1]][-_MOST_CLOSING:]:
        if len(text) > _SHORT_LINE:
            continue
        names = Signed(eastern.names(text)) or Signed()
        if not names.people and (_SIGNED.match(text) or (_is_set_right(element) and " " in text)):
            names = people.signed(text, site=site)
        if names.people:
            yield text, names


_SIGNED = re.compile(r"^(?:by|von|par|por|oleh)\s|^(?:អត្ថបទ|អ្នកនិពន្ធ|រាយការណ៍|ដោយ|និពន្ធ)\S*\s*[៖:]", re.IGNORECASE)
#: So many elements around the body's last block, and so many lines there, are its end.
_NEAR_END, _MOST_CLOSING = 15, 6
_SHORT_LINE = 60


def _is_set_right(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    named = (element.get("class") or "").lower()
    return (element.get("align") or "").lower() == "right" or "text-align:right" in style or "text-right" in named


def _profiles(page: tree.Page, place: Place, site: str) -> Iterator[tuple[str, str, Signed]]:
    """The links between headline and body that lead to the page of a person."""
    start = page.order.get(place.headline, 0)
    named: list[str] = []
    for link in page.root.iter("a"):
        if start < page.order[link] <= place.body_from and _PROFILE.search(link.get("href") or ""):
            words = tree.words(link)
            if " " in words and people.person(words, site=site) and _belongs(link, page, place):
                named.append(words)
    if named:
        yield "byline link", "; ".join(named), _joined([people.signed(words, site=site) for words in named])


_PROFILE = re.compile(
    r"/(?:authors?|autor(?:es|in)?|auteurs?|by|byline|profiles?|contributors?|reporters?|writers?|staff)/[^/]+"
)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _micro_name(element: etree._Element) -> str:
    for inner in element.iter():
        if isinstance(inner.tag, str) and "name" in (inner.get("itemprop") or "").split():
            return (inner.get("content") or "").strip() or tree.words(inner)
    return (element.get("content") or "").strip() or tree.words(element)


def _marked(page: tree.Page, place: Place) -> list[etree._Element]:
    """Elements that the template marks as a byline, outermost first; those between headline and body before others."""
    start = page.order.get(place.headline, 0)
    near: list[tuple[int, int, etree._Element]] = []
    taken: set[etree._Element] = set()
    for element, order in page.order.items():
        if not isinstance(element.tag, str) or element.tag in (
            "body",
            "html",
            "article",
            "main",
            "img",
            "script",
            "link",
            "meta",
            "input",
        ):
            continue
        if not _MARKS.search(tree.marks(element)) or tree.ELSEWHERE.search(tree.marks(element)):
            continue
        if any(above in taken for above in element.iterancestors()) or not _belongs(element, page, place):
            continue
        text = tree.words(element)
        if not text or len(text) > 4 * _LONGEST:
            continue
        taken.add(element)
        rank = (
            0
            if start <= order <= place.body_from
            else 1
            if start - 150 < order < start
            else 2
            if order > place.body_from
            else 3
        )
        if rank < 3 and not (rank == 2 and order > place.body_to + 80):
            near.append((rank, order, element))
    return [element for _rank, _order, element in sorted(near, key=lambda item: item[:2])][:8]


def _in_element(element: etree._Element, text: str, site: str) -> Signed:
    """The names in a byline: of the elements that it sets apart for them, else of its text."""
    if eastern.names(text):
        return people.signed(text, site=site)
    inner = [
        child
        for child in element.iterdescendants()
        if isinstance(child.tag, str)
        and (
            child.tag in ("a", "strong", "b", "cite")
            or _NAME_MARKS.search(tree.marks(child))
            or _MARKS.search(tree.marks(child))
        )
        and not _NOT_NAMES.search(re.sub(r"author[-_]?title|byline[-_]?title", "", tree.marks(child)))
        and len(child) <= 2
    ]
    names = _joined([people.signed(words, site=site) for child in inner if 0 < len(words := tree.words(child)) <= 80])
    places = frozenset(child for child in element.iterdescendants() if _PLACE_MARKS.search(tree.marks(child)))
    lines = tree.words(element, between=" | ", without=places).split(" | ")
    # A line with the day stands above the name in some bylines.
    parted = " | ".join([line for line in lines if not _HAS_YEAR.search(line)] or lines)
    whole = people.signed(parted, site=site) if len(parted) <= _LONGEST else Signed()
    own = {tree.words(child) for child in element.iterdescendants() if isinstance(child.tag, str)}
    # One that goes on without a space is the same name with what a script put behind it.
    more = [name for name in whole.people if not name.startswith(names.people)]
    # Behind a name with an element of its own stands where it was written, unless `and` says otherwise.
    joined = _AND.search(text) or all(name in own for name in more)
    if names.people and not (more and joined):
        return Signed(names.people, names.agencies or whole.agencies)
    return whole if whole.people or whole.agencies else names


def _opening(page: tree.Page, place: Place) -> Iterator[etree._Element]:
    """Short lines without a mark that open with `By`, between the headline and the first paragraphs."""
    if place.headline is None:
        return
    start, end = page.order[place.headline], place.body_from + _BODY_SIGNATURE
    for element, order in page.order.items():
        if not start < order <= end or element.tag not in _LINES or len(element) > 4:
            continue
        opening = "".join(element.itertext())[:80].strip()
        line = " ".join(opening.split())
        signs = _OPENS.match(line) or _DATED.match(line) or _TWO_DATED.match(line) or eastern.names(line)
        if signs and len(tree.words(element)) <= 120:
            yield element


_LINES = frozenset(("p", "div", "span", "li", "em", "strong", "small", "font", "h3", "h4", "h5", "h6"))


def _belongs(element: etree._Element, page: tree.Page, place: Place) -> bool:
    around = tree.around(place.headline, place.body)
    in_heading = page.order.get(place.headline, 0) <= page.order[element] <= place.body_from
    if not tree.stands_with_story(element, around, in_heading=in_heading):
        return False
    for above in element.iterancestors():
        if above in around:
            return True
        if above.tag in ("blockquote", "figure", "figcaption") or (above.tag == "a" and len(tree.words(above)) > 80):
            return False
    return True


def _name_of(element: etree._Element) -> str:
    return f".{element.get('class').split()[0]}" if (element.get("class") or "").split() else element.tag
