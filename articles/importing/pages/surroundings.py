"""What a page says around its story: section, tags, language, standfirst. Pure; for `reading`."""

from __future__ import annotations

import re

from lxml import etree

from articles import language as scripts
from articles.importing.pages import structured, tree, urls
from articles.importing.pages.moments import Place
from articles.importing.records import Candidate
from articles.importing.vocabulary import ENGLISH

_STANDFIRST = re.compile(
    r"standfirst|(?:^|[\s_-])dek(?:$|[\s_-])|(?:^|[\s_-])deck(?:$|[\s_-])|sub-?head(?:line|ing)?|sub-?title|sous-?titre|chapo|chapeau|untertitel|entradilla|bajada|"
    r"copete|sommario|occhiello|ingress|underrubrik|article-?(?:summary|intro|lead|desc|excerpt|abstract|subtitle)|article__(?:desc|lead|summary|intro|chapo|dek|subtitle)|"
    r"story-?(?:summary|intro|deck|dek|subtitle)|article-?lede|entry-?(?:subtitle|summary|excerpt)|lead-?text|lede|strapline|(?:^|[\s_-])(?:intro|summary|excerpt|synopsis|abstract)(?:$|[\s_-])"
)
_NO_SECTION = frozenset(
    [
        "home",
        "homepage",
        "news",
        "article",
        "articles",
        "story",
        "stories",
        "latest",
        "all",
        "index",
        "start",
        "accueil",
        "startseite",
        "inicio",
        "uncategorized",
    ]
)
_DECLARED = re.compile(r"([a-z]{2,3})(?:[_-]|$)", re.IGNORECASE)


def language(page: tree.Page, data: structured.Structured, text: str) -> tuple[str, tuple[Candidate, ...]]:
    """The language as a two-letter code: what the page declares, unless its script says otherwise."""
    told = [("html lang", page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")]
    told += [("json-ld inLanguage", text) for text in list(structured.texts(data.story.get("inLanguage")))[:1]]
    for name in ("og:locale", "content-language", "language", "inlanguage", "dc.language", "dcterms.language"):
        told += [(f"meta {name}", value) for value in data.meta.get(name, ())[:1]]
    candidates = tuple(Candidate("language", source, value) for source, value in told if value)
    declared = next((found[1].lower()[:2] for _source, value in told if (found := _DECLARED.match(value.strip()))), "")
    script = "" if re.fullmatch("[\0-\u052f\u1e00-\u2c5f]*", text[:2000]) else scripts.detect(text[:4000])
    if script and script != declared:
        return script, candidates
    if declared:
        return declared, candidates
    if cyrillic := next((code for code, letters in _CYRILLIC if letters.search(text[:4000])), ""):
        return cyrillic, candidates
    words = text.lower().split()[:400]
    return ("en" if 8 * sum(word in ENGLISH for word in words) > len(words) else ""), candidates


#: Letters that one language alone has among those of newspapers in its script.
_CYRILLIC = (("be", re.compile("[ўЎ]")), ("uk", re.compile("[їєЇЄ]")), ("ru", re.compile("[ыэЫЭ]")))


def section(
    page: tree.Page, data: structured.Structured, place: Place, headline: str, site: str
) -> tuple[str, tuple[Candidate, ...]]:
    """The section as the paper names it: its data for machines, the way that leads to the story, a link above it."""
    told = [("json-ld articleSection", text) for text in structured.texts(data.story.get("articleSection"))]
    for name in (
        "article:section",
        "og:article:section",
        "parsely-section",
        "sailthru.section",
        "section",
        "cxenseparse:section",
        "article.section",
    ):
        told += [(f"meta {name}", text) for text in data.meta.get(name, ())]
    told += [
        ("microdata articleSection", tree.words(element)) for element in structured.microdata(page, "articleSection")
    ]
    told += [("json-ld breadcrumb", text) for text in reversed(data.crumbs)]
    told += [("link to a folder of the address", text) for text in _by_address(page, place)]
    candidates = tuple(dict.fromkeys(Candidate("section", source, text) for source, text in told if text))
    folded = {headline.casefold(), site.casefold()}
    for candidate in candidates:
        text = candidate.text
        if (
            text.casefold() not in folded | _NO_SECTION
            and not text.startswith("http")
            and len(text) <= 60
            and not headline.startswith(text)
        ):
            return text, candidates
    general = next((c.text for c in candidates if c.text.casefold() in ("news", "latest")), "")
    return general, candidates


def _by_address(page: tree.Page, place: Place) -> list[str]:
    """Words of the links that lead to a folder of the story's own address, the innermost folder first."""
    if not place.addresses:
        return []
    own = urls.split(place.addresses[0])
    parts = [part for part in own.path.split("/")[:-1] if part and not part.isdigit()][:4]
    folders = ["/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1)]
    found: dict[str, str] = {}
    for link in page.root.iter("a"):
        target = urls.split(urls.join(place.addresses[0], link.get("href") or ""))
        path = target.path.rstrip("/")
        if (
            path in folders
            and target.hostname == own.hostname
            and path not in found
            and 2 < len(words := tree.words(link)) <= 40
        ):
            found[path] = words
    return [found[folder] for folder in folders if folder in found]


def tags(page: tree.Page, data: structured.Structured, place: Place) -> tuple[tuple[str, ...], tuple[Candidate, ...]]:
    """The story's tags: the first source that has any; search-engine keywords are only told."""
    several: list[tuple[str, list[str]]] = [
        ("meta article:tag", [part for text in data.meta.get("article:tag", ()) for part in text.split(",")]),
        ("json-ld keywords", _keywords(data.story.get("keywords"))),
        ("meta parsely-tags", [part for text in data.meta.get("parsely-tags", ()) for part in text.split(",")]),
        ("meta news_keywords", [part for text in data.meta.get("news_keywords", ()) for part in text.split(",")]),
        ("rel tag", _linked_tags(page, place)),
    ]
    candidates = [Candidate("tags", source, ", ".join(map(str.strip, words))) for source, words in several if words]
    candidates += [Candidate("tags", "meta keywords", text) for text in data.meta.get("keywords", ())[:1]]
    words = next((words for _source, words in several if words), [])
    clean = [" ".join(word.split()) for word in words]
    return tuple(dict.fromkeys(word for word in clean if 1 < len(word) <= 60 and "://" not in word))[:30], tuple(
        candidates
    )


def _keywords(value: object) -> list[str]:
    return [part for text in structured.texts(value) for part in re.split(r"\s*[,;]\s*", text) if ":" not in part[:20]]


def _linked_tags(page: tree.Page, place: Place) -> list[str]:
    around = tree.around(place.headline, place.body)
    links = [link for link in page.root.iter("a") if "tag" in (link.get("rel") or "").lower().split()]
    return [tree.words(link) for link in links if tree.stands_with_story(link, around)]


def standfirst(page: tree.Page, place: Place, body: str) -> tuple[str, etree._Element | None, tuple[Candidate, ...]]:
    """The words between headline and body that the template marks as a standfirst; none where they open the body."""
    start = page.order.get(place.headline, 0)
    around = tree.around(place.headline, place.body)
    candidates = []
    for element, order in page.order.items():
        if not (start < order <= place.body_from + 3) or not isinstance(element.tag, str) or element in around:
            continue
        marked = _STANDFIRST.search(tree.marks(element)) or (element.get("itemprop") or "") in (
            "description",
            "alternativeHeadline",
            "alternateName",
        )
        if not marked or tree.is_hidden(element) or not tree.stands_with_story(element, around, in_heading=True):
            continue
        text = tree.words(element)
        if 20 <= len(text) <= 700 and not re.match(r"(?:by|par|von|por)\s", text, re.IGNORECASE):
            candidates.append((element, text))
    told = tuple(dict.fromkeys(Candidate("standfirst", "page", text) for _element, text in candidates))
    for element, text in candidates:
        return text, element, told
    return "", None, told
