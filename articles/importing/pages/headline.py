"""The headline of a page, without the site's name, the kicker and the words for screen readers. Pure; for `reading`."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from articles.importing.pages import bywords, structured, tree, urls
from articles.importing.records import Candidate

#: What parts a headline from the name of its paper in a title.
_PARTING = re.compile(r"\s+(?:[|»·•–—~:/-]|::|\|\|)\s+|\s*[|»_]\s*(?=\S)|\s+[–—-]\s*$")
_MARKS = re.compile(r"headline|title|titre|titulo|titel|titolo|heading|tytul|hdl|hed\b")
_HEADLINE_CLASS = re.compile(
    r"(?:article|story|entry|post|news|main|page|content)?[-_]*(?:headline|hdl|hed|title)|(?:headline|title)[-_](?:main|text|article)"
)
_LOGO = re.compile(r"logo|masthead|site-?(?:name|title|header|branding)|brand|navbar")
#: Elements inside a headline that are not of it: a kicker, a badge, a subtitle.
_NOT_OF_IT = re.compile(
    r"kicker|label|eyebrow|overline|badge|flag|premium|rubric|category|(?:^|[\s_-])tag(?:$|[\s_-])|section-?name|subtitle|sub-?head|"
    r"sub-?title|deck|icon|share|comment|date|byline"
)
_WORD = re.compile(r"\w+")
_LONGEST = 400
#: Of a title no more is looked at: with its paper's name and section, none is as long.
_MOST_OF_TITLE = 1_000


class Headline(NamedTuple):
    text: str
    element: etree._Element | None
    kicker: str
    site: str
    candidates: tuple[Candidate, ...]


class _Heading(NamedTuple):
    element: etree._Element
    text: str
    kicker: str


def read(page: tree.Page, data: structured.Structured, told: tuple[str, ...] = ()) -> Headline:
    """Choose the headline: the site's rule, else the h1 that readers saw, else what the page says for machines."""
    title = next((tree.words(element) for element in page.root.iter("title")), "")[:_MOST_OF_TITLE]
    names = [*_site_names(page, data), *_logos(page)]
    said = _said(data)
    headings = [heading for element in page.root.iter("h1") if (heading := _heading(element)).text]
    micro = [h for element in structured.microdata(page, "headline") if (h := _heading(element)).text]
    candidates = [Candidate("headline", "site rule", text) for text in told]
    candidates += [Candidate("headline", "h1", heading.text) for heading in headings]
    candidates += [Candidate("headline", source, text) for source, text in said]
    candidates += [Candidate("headline", "microdata headline", heading.text) for heading in micro]
    candidates += [Candidate("headline", "title", title)] if title else []
    references = [without_site(text, names) for _source, text in said] + ([without_site(title, names)] if title else [])
    chosen = _chosen(headings, micro, references, names, page)
    if chosen is not None and (below := _below_papers_name(chosen, title, page)):
        names.insert(0, chosen.text)
        chosen = below
    if chosen is None:
        marked = _marked(page)
        candidates += [Candidate("headline", f"marked {heading.element.tag}", heading.text) for heading in marked]
        chosen = _chosen(marked, [], references, names, page)
    if told:
        text, element, kicker = told[0], chosen.element if chosen else None, ""
    elif chosen:
        text, element, kicker = chosen.text, chosen.element, chosen.kicker
    elif printed := _printed_part(title, page):
        (text, element), kicker = printed, ""
    else:
        text, element, kicker = _unmarked(page, references, title)
    site = names[0] if names else _site_in(title, text)
    return Headline(text[:_LONGEST], element, kicker, site, tuple(dict.fromkeys(candidates)))


def _marked(page: tree.Page) -> list[_Heading]:
    """What the template marks as a headline without making it an h1; the innermost of what is marked."""
    found = []
    for element in page.root.iter("h2", "h3", "div", "span", "p", "a", "td"):
        classes = (element.get("class") or "").lower().split()
        if not any(_HEADLINE_CLASS.fullmatch(name) for name in classes) or len(tree.words(element)) > _LONGEST:
            continue
        if any(_HEADLINE_CLASS.fullmatch(n) for e in element.iterdescendants() for n in (e.get("class") or "").split()):
            continue
        if (heading := _heading(element)).text:
            found.append(heading)
    return found[:5]


def _below_papers_name(chosen: _Heading, title: str, page: tree.Page) -> _Heading | None:
    """The heading that is the rest of the title, where the chosen one is the paper's name before it and leads home."""
    rest = _folded(title.removeprefix(chosen.text))
    above = tree.ancestors(chosen.element)[:3]
    leads_home = any((link.get("href") or "/") in ("/", "./", "index.html") for link in chosen.element.iter("a"))
    if not title.startswith(chosen.text) or not rest or not (leads_home or any(a.get("id") == "header" for a in above)):
        return None
    return next((h for e in page.root.iter(*_HEADINGS) if _folded((h := _heading(e)).text) == rest), None)


_HEADINGS = ("h1", "h2", "h3", "h4", "div")


def _unmarked(page: tree.Page, references: list[str], title: str) -> tuple[str, etree._Element | None, str]:
    """A headline that no h1, no mark and no part of the title by itself gives: what the title ends in or begins with,
    with or without a kicker before it; the title, where the page prints it; else the largest print above the text.
    """
    for element in page.root.iter("h2", "h3", "h4", "font", "b", "strong"):
        whole = tree.words(element)
        own = tree.words(element, without=frozenset(element[:1])) if element.tag[0] == "h" and len(element) else whole
        for text in dict.fromkeys((whole, own)):
            if _is_long_enough(text) and re.search(rf"(?:^|[:|»–—-]\s*){re.escape(text)}(?:\s*[|»–—-]|$)", title):
                return text, element, whole.removesuffix(text).strip(" :|–—-")[:100] if text != whole else ""
    said = next((text for text in references if len(_WORD.findall(text)) > 1 or len(text) > 6), "")
    if (element := _element_of(said, page)) is not None:
        return said, element, ""
    large = next((e for e in page.root.iter("h2", "h3", "font", "big") if _is_large(e)), None)
    return (tree.words(large), large, "") if large is not None else (said, None, "")


def _is_large(element: etree._Element) -> bool:
    """Whether an element is printed as large as a headline, and is as long as one."""
    size = (element.get("size") or "").strip()
    if element.tag == "font" and not re.fullmatch(r"\+[1-9]|[4-7]", size):
        return False
    above = tree.ancestors(element)
    beside = any(a.tag in ("nav", "aside", "footer", "a") or tree.ELSEWHERE.search(tree.marks(a)) for a in above)
    text = tree.words(element)
    return not beside and _is_long_enough(text) and len(text) < 200 and next(element.iter("a"), None) is None


def _is_long_enough(text: str) -> bool:
    return len(_WORD.findall(text)) > 2 or (not text.isascii() and len(text) > 9)


def without_site(title: str, names: list[str]) -> str:
    """A title without the paper's name before or behind it; without such a name it stays whole, but for a `|`."""
    title = title.strip()
    for name in names:
        # `Paper: Headline` and `Paper : Headline`, of a paper that is known.
        if title.casefold().startswith(f"{name.casefold()}:") and title[len(name) + 1 :].strip():
            title = title[len(name) + 1 :].strip()
    parts = _PARTING.split(title)
    if len(parts) < 2:
        return title
    spans = [(found.start(), found.end()) for found in _PARTING.finditer(title)]
    folded = {_folded(name) for name in names}
    # From behind: `Headline | Section | Paper`: all from the first part on that names the paper or follows a bar.
    for start, end in reversed(spans):
        tail = title[end:]
        bar = title[start:end].strip() in "|»" and len(_WORD.findall(tail)) <= 5
        if _folded(tail) in folded or bar or _is_papers_name(tail):
            title = title[:start].rstrip()
    for start, end in spans[:1]:
        if _folded(title[:start]) in folded and title[end:].strip():
            title = title[end:].strip()
    return title or parts[0]


def _is_papers_name(text: str) -> bool:
    """Whether words behind a dash are the name of a paper that the page names nowhere else: FLUSS ONLINE."""
    words = text.split()
    named = bool(re.search(rf"\b(?:{bywords.ORGANISATIONS})\b", text, re.IGNORECASE))
    return len(words) <= 4 and named and all(word[:1].isupper() or len(word) < 4 for word in words)


def _said(data: structured.Structured) -> list[tuple[str, str]]:
    pairs = [
        ("json-ld headline", text) for text in structured.texts(data.story.get("headline") or data.story.get("name"))
    ]
    for name in (
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "title",
        "headline",
    ):
        pairs += [(f"meta {name}", text) for text in data.meta.get(name, ())[:2]]
    return [(source, text[:_MOST_OF_TITLE]) for source, text in pairs]


def _heading(element: etree._Element) -> _Heading:
    apart = [
        inner
        for inner in element.iterdescendants()
        if isinstance(inner.tag, str)
        and (_NOT_OF_IT.search(_own_marks(inner)) or inner.tag in ("small", "time"))
        and not (_MARKS.search(_own_marks(inner).replace("subtitle", "").replace("sub-title", "")))
    ]
    text = tree.words(element, without=frozenset(apart))
    if not text:
        return _Heading(element, tree.words(element), "")
    kicker = next((words for inner in apart if (words := tree.words(inner)) and _before(inner, element)), "")
    return _Heading(element, text, kicker[:100].rstrip(" :|–—-"))


def _own_marks(element: etree._Element) -> str:
    """Its marks without the name of the block that it is a part of: `kicker` of `article-heading__kicker`."""
    return re.sub(r"\S*__(?=\S)", "", tree.marks(element))


def _before(inner: etree._Element, element: etree._Element) -> bool:
    """Whether nothing of the headline stands before it."""
    return not (element.text or "").strip() and element[0] in (inner, *inner.iterancestors())


def _chosen(
    headings: list[_Heading], micro: list[_Heading], references: list[str], names: list[str], page: tree.Page
) -> _Heading | None:
    best, most = None, 0.0
    folded = {_folded(name) for name in names}
    for heading in [*headings, *micro]:
        if _folded(heading.text) in folded or len(heading.text) > _LONGEST:
            continue
        worth = _worth(heading, references)
        if heading in micro:
            worth += 0.4
        if worth > most:
            best, most = heading, worth
    return best if most > 0.3 else None


def _worth(heading: _Heading, references: list[str]) -> float:
    """How surely an h1 is the headline: by its place and the words that the page says elsewhere too."""
    agreement = max((_alike(heading.text, reference) for reference in references), default=0.0)
    marks = " ".join(tree.marks(above) for above in tree.ancestors(heading.element)[:4])
    worth = agreement + 0.15 * bool(_MARKS.search(tree.marks(heading.element)))
    count = len(_WORD.findall(heading.text))
    worth += 0.3 if count >= 4 or (not heading.text.isascii() and len(heading.text) > 14) else 0.0
    worth += 0.25 if len(heading.text) >= 10 else 0.0
    worth -= 0.7 * bool(_LOGO.search(marks))
    above = tree.ancestors(heading.element)[1:]
    worth -= 0.4 * any(a.tag in ("nav", "footer", "aside") or tree.ELSEWHERE.search(tree.marks(a)) for a in above)
    if agreement < 0.3 and any(link.tag == "a" for link in heading.element.iter("a")):
        worth -= 0.3
    return worth


def _alike(one: str, other: str) -> float:
    """Share of words in common, 0 to 1; by pairs of letters where a script has no spaces."""
    first, second = _bag(one), _bag(other)
    return len(first & second) / max(1, min(len(first), len(second))) if first and second else 0.0


def _bag(text: str) -> set[str]:
    text = text.casefold()
    if re.search("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]", text):
        return {text[i : i + 2] for i in range(len(text) - 1)}
    return set(_WORD.findall(text))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]|^the\s", "", text.casefold())


def _site_names(page: tree.Page, data: structured.Structured) -> list[str]:
    """The paper's name as the page gives it, the likeliest first, then the other ways in which it writes it."""
    names = [*data.meta.get("og:site_name", ()), *data.meta.get("application-name", ()), *data.meta.get("cre", ())]
    publisher = data.resolved(data.story.get("publisher"))
    names += list(structured.texts(publisher))[:1]
    names += data.meta.get("apple-mobile-web-app-title", ())
    host = next((urls.split(a).hostname or "" for a in structured.addresses(page, data) if a.startswith("http")), "")
    if host:
        bare = re.sub(r"^(?:www|m|mobile|amp|edition|news)\.", "", host)
        names += [bare, bare.split(".")[0]]
    return list(dict.fromkeys(name.strip() for name in names if name.strip() and len(name) < 80))


def _logos(page: tree.Page) -> list[str]:
    """What stands in the page's masthead as a heading or as the words of its logo: the paper's name."""
    found = []
    for element in page.root.iter("h1", "img"):
        words = tree.words(element) if element.tag == "h1" else (element.get("alt") or "").strip()
        if 2 < len(words) < 60 and any(_LOGO.search(tree.marks(above)) for above in tree.ancestors(element)[:3]):
            found.append(words)
    return found[:3]


def _printed_part(title: str, page: tree.Page) -> tuple[str, etree._Element] | None:
    """The part of a title that stands on the page by itself; of several the longest that names no paper."""
    parts = [part.strip() for part in _PARTING.split(title) if part.strip()]
    if len(parts) < 2:
        return None
    found = [
        (part, element)
        for part in parts
        if len(_WORD.findall(part)) > 1 and (element := _element_of(part, page)) is not None
    ]
    return max(found, key=lambda pair: (not _is_papers_name(pair[0]), len(pair[0])), default=None)


def _site_in(title: str, headline: str) -> str:
    """The paper's name behind its headline in the page's title."""
    if headline and title.startswith(headline):
        rest = title[len(headline) :]
        parts = [part.strip() for part in _PARTING.split(" " + rest.lstrip()) if part.strip()]
        return parts[-1] if parts and len(parts[-1]) < 60 else ""
    return ""


def _element_of(text: str, page: tree.Page) -> etree._Element | None:
    """Where the headline stands on the page when it is no h1."""
    folded = _folded(text)
    if not folded:
        return None
    for element in page.root.iter(
        "h2", "h3", "h4", "h5", "div", "p", "span", "strong", "b", "font", "td", "center", "big"
    ):
        if (len(element) <= 2 or element.tag[0] == "h") and _folded(tree.words(element)) == folded:
            return element
    return None
