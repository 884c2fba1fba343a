"""A saved page to the story that it holds, or to the reason why it holds none. Pure; for `formats.html`.

What readers saw comes before what a page says for machines where the two differ in words (the headline); what machines
are told comes first where it is surer (dates, names). Every candidate stands in the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import PurePath
from urllib.parse import unquote

from lxml import etree

from articles.importing import decoding, markup
from articles.importing.pages import (
    bylines,
    headline,
    illustrations,
    moments,
    selecting,
    site_rules,
    structured,
    surroundings,
    tree,
    trimming,
    urls,
)
from articles.importing.pages.site_rules import SiteRules
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
)

#: A page with less prose than this is no story: a list, a search form, an error.
_LEAST = 80
#: The same, beside its headline, where the page itself says that it is an article.
_LEAST_MARKED = 15
_ERROR_PAGE = re.compile(
    r"^\W*(?:(?:error )?40[34]\b|page not found|not found|access denied|forbidden|just a moment|"
    r"attention required|are you a robot|"
    r"503 service|502 bad gateway|internal server error|page introuvable|seite nicht gefunden|página no encontrada)",
    re.IGNORECASE,
)


def read_page(
    content: bytes, origin: str, options: ReadOptions = DEFAULTS, rules: Mapping[str, SiteRules] | None = None
) -> LegacyStory | NotAStory:
    """Read the bytes of one saved page. Never raises for what they hold: a NotAStory says what is wrong with them."""
    try:
        page = tree.parse(content)
    except decoding.NotText as error:
        return NotAStory(origin, str(error), kind="not-text")
    except tree.NoPage as error:
        return NotAStory(origin, str(error), kind="no-page")
    data = structured.read(page)
    addresses = structured.addresses(page, data)
    rule = site_rules.for_address(rules or {}, addresses[0] if addresses else "")
    left_out = rule.clear(page)
    if left_out:
        page.count()
    options = replace(options, zone=rule.zone or options.zone, date_order=rule.date_order or options.date_order)
    head = headline.read(page, data, rule.texts("headline", page)[:1])
    if reason := _why_no_story(head, data):
        return NotAStory(origin, reason, head.site, language=(page.root.get("lang") or "")[:2])
    body_text = structured.article_body(data.story)
    selected = selecting.select(page, head.element, body_text, rule.elements("body", page))
    is_marked = head.element is not None and next(head.element.iterancestors("article"), None) is not None
    least = tree.measure(head.text) + _LEAST_MARKED if is_marked else _LEAST
    if tree.measure(selected.text) < least and tree.measure(body_text) < _LEAST:
        return NotAStory(
            origin,
            f"no story: {len(selected.text)} characters of prose on the page, under “{head.text[:80]}”",
            head.site,
            language=(page.root.get("lang") or "")[:2],
        )
    if _is_list(selected, data):
        return NotAStory(origin, "a list of links, no story", head.site, head.text, (page.root.get("lang") or "")[:2])
    story = _story(page, data, head, selected, body_text, (origin, options, rule, tuple(addresses)))
    furniture = (*left_out, *story[1])
    return replace(
        story[0],
        original=content,
        problems=(*page.problems, *data.problems, *story[0].problems, *_told_furniture(furniture)),
    )


def _why_no_story(head: headline.Headline, data: structured.Structured) -> str:
    told = [candidate.text for candidate in head.candidates if candidate.source in ("h1", "title")]
    if not data.story and (error := next((text for text in told if _ERROR_PAGE.match(text)), "")):
        return f"an error page, no story: “{error[:80]}”"
    if not head.text:
        return "no story: the page gives no headline"
    return ""


def _is_list(selected: selecting.Selected, data: structured.Structured) -> bool:
    """Whether what was found leads to stories and tells none."""
    if data.story or data.first_meta("og:type") == "article":
        return False
    leading_on = sum(e.tag in _HEADINGS and _is_link(e) for e in selected.elements)
    teasers = sum(_stands_below_link(e) for e in selected.elements)
    if leading_on >= _MOST_LINKED_HEADINGS or teasers >= max(_MOST_LINKED_HEADINGS, 0.8 * len(selected.elements)):
        return True
    texts = [(len(tree.words(e)), sum(len(tree.words(link)) for link in e.iter("a"))) for e in selected.elements]
    prose = sum(length >= _LEAST and linked < 0.5 * length for length, linked in texts)
    linked = sum(linked for _length, linked in texts)
    return prose < 2 and linked > 0.5 * sum(length for length, _linked in texts)


_HEADINGS = frozenset(("h2", "h3", "h4"))
#: A story has crossheads; headings that lead elsewhere, each to a story of its own, are a list's.
_MOST_LINKED_HEADINGS = 4


def _stands_below_link(element) -> bool:
    """Whether the heading just above a block leads elsewhere: the block is a teaser of that."""
    above = element.getprevious()
    return above is not None and above.tag in _HEADINGS and _is_link(above)


def _is_link(element) -> bool:
    words = len(tree.words(element))
    return bool(words) and sum(len(tree.words(link)) for link in element.iter("a")) > 0.9 * words


def _story(
    page: tree.Page,
    data: structured.Structured,
    head: headline.Headline,
    selected: selecting.Selected,
    body_text: str,
    given: tuple[str, ReadOptions, SiteRules, tuple[str, ...]],
) -> tuple[LegacyStory, tuple[str, ...]]:
    origin, options, rule, addresses = given
    spoken, language_candidates = surroundings.language(page, data, selected.text or body_text)
    place = moments.Place(
        addresses,
        spoken,
        head.element,
        selected.begins,
        selected.prose or len(page.order),
        selected.last or len(page.order),
        tuple(("site rule", text) for text in rule.texts("date", page)),
    )
    signed, author_candidates = bylines.read(page, data, place, head.site, rule.texts("authors", page))
    when = moments.read(page, data, place, options)
    deck, deck_element, deck_candidates = surroundings.standfirst(page, place, selected.text)
    deck = (rule.texts("standfirst", page) or (deck,))[0]
    section, section_candidates = surroundings.section(page, data, place, head.text, head.site)
    tags, tag_candidates = surroundings.tags(page, data, place)
    base = addresses[0] if addresses else ""
    lead = illustrations.read(page, data, place, base, rule.elements("lead", page))
    elements = [e for e in selected.elements if not _is_lead(e, lead) and not _within(e, deck_element)]
    above, elements = _above_headline(page, elements, head.element)
    shown = [c.text for c in (*author_candidates, *when.candidates) if c.source.startswith(("byline", "printed"))]
    printed = (head.text, deck, head.kicker, *shown, *(part for text in shown for part in text.split(" | ")))
    trimmed = trimming.trim(elements, printed)
    deck = "" if deck and _opens(deck, trimmed) else deck
    converted, from_data = _converted(selected, trimmed, body_text, lead, base)
    url = base
    story = LegacyStory(
        legacy_id=url or PurePath(origin).stem,
        headline=head.text,
        blocks=converted.blocks,
        inline_pictures=converted.pictures,
        text_kept=converted.kept,
        origin=origin,
        source=(urls.split(url).hostname or "") if url else "",
        site=head.site,
        language=spoken,
        section=(rule.texts("section", page) or (section,))[0],
        slug=unquote(urls.split(url).path.rstrip("/").rpartition("/")[2]).removesuffix(".html").removesuffix(".htm")
        if url
        else "",
        kicker=(rule.texts("kicker", page) or (head.kicker,))[0],
        standfirst=deck,
        agency=" / ".join(signed.agencies),
        bylines=tuple(map(LegacyByline, signed.people)),
        tags=rule.texts("tags", page) or tags,
        published_at=when.published.value,
        date_only=when.published.date_only,
        updated_at=when.updated.value,
        lead_picture=lead.picture,
        related=tuple(
            LegacyRelated(words[:300], url=urls.join(base, href))
            for words, href in dict.fromkeys(trimmed.teasers)
            if _is_near(href, base)
        ),
        addresses=_addresses(page, addresses),
        candidates=(
            *head.candidates,
            *author_candidates,
            *when.candidates,
            *language_candidates,
            *section_candidates,
            *tag_candidates,
            *deck_candidates,
            *lead.candidates,
        ),
        problems=(
            *when.published.problems,
            *(() if signed.people else (Problem("no-author", "The page names no author."),)),
            *from_data,
            *converted.problems,
        ),
    )
    return story, (*above, *trimmed.left_out)


def _above_headline(page: tree.Page, elements: list, headline) -> tuple[tuple[str, ...], list]:
    """The words of the blocks that stand above the headline, which are the page's, and the blocks below it; all blocks
    where most of the text stands above it, for then it is no headline of theirs.
    """
    start = page.order.get(headline, -1)
    below = [element for element in elements if page.order.get(element, start) >= start]
    lengths = [sum(len(tree.words(element)) for element in some) for some in (below, elements)]
    if len(below) == len(elements) or lengths[0] < 0.7 * lengths[1]:
        return (), elements
    gone = (tree.words(element) for element in elements if page.order.get(element, start) < start)
    return tuple(words for words in gone if words), below


def _converted(
    selected: selecting.Selected, trimmed: trimming.Trimmed, body_text: str, lead: illustrations.Lead, base: str
) -> tuple[markup.Converted, tuple[Problem, ...]]:
    """The body in our vocabulary. Where the page's own text is hardly there, what it says for machines is taken."""
    if len(body_text) > 2 * _LEAST and len(selected.text) < 0.3 * len(body_text):
        paragraphs = [part for part in re.split(r"\n\s*|(?<=[.!?”\"])\s{2,}", body_text) if part.strip()]
        html = "".join(f"<p>{selecting.escaped(part)}</p>" for part in paragraphs)
        told = "The text stands in the page's data for machines alone: its paragraphs may be joined."
        return markup.convert(html, base=base, lead=lead.picture), (Problem("body-from-data", told),)
    figures: list[LegacyPicture] = []
    html = "".join(_placed(element, figures, base) for element in trimmed.elements)

    def picture(found: markup.Found) -> LegacyPicture | None:
        number = found.attributes.get(_NUMBER)
        if number:
            return figures[int(number)]
        return None if illustrations.is_decoration(found.url) else markup.plain_picture(found)

    return markup.convert(html, base=base, lead=lead.picture, picture=picture), ()


#: By which a figure that has been read already is found again.
_NUMBER = "data-figure-number"


def _placed(element: etree._Element, figures: list[LegacyPicture], base: str) -> str:
    """A block as HTML; of a figure only its picture, whose caption and credit are told apart here."""
    holds_more = any(
        True for _inner in element.iter("iframe", "table", "blockquote", "video", "audio", "object", "embed")
    )
    if element.tag != "figure" or holds_more:
        return selecting.html_of([element])
    picture = illustrations.picture_of(element, base)
    if picture is None or not (picture.url or picture.caption):
        return ""
    figures.append(picture)
    src = escape(picture.url, quote=True)
    return f'<figure><img src="{src}" {_NUMBER}="{len(figures) - 1}"></figure>'


def _is_lead(element, lead: illustrations.Lead) -> bool:
    return lead.element is not None and (element is lead.element or lead.element in set(element.iterancestors()))


def _within(element, outer) -> bool:
    return outer is not None and (element is outer or outer in set(element.iterancestors()))


def _opens(deck: str, trimmed: trimming.Trimmed) -> bool:
    """Whether the standfirst is the body's first words, which some pages print twice and some mark only."""
    first = next((words for element in trimmed.elements if (words := tree.words(element))), "")
    return first.startswith(deck.rstrip(" .…")[:200])


def _is_near(href: str, base: str) -> bool:
    """Whether an address is of the same site."""
    return urls.split(urls.join(base, href)).hostname == urls.split(base).hostname


def _addresses(page: tree.Page, own: tuple[str, ...]) -> tuple[str, ...]:
    """Every address that the page gives for its story: canonical, short, AMP and printed ones."""
    base = own[0] if own else ""
    found = list(own)
    for link in page.root.iter("link"):
        kinds = set((link.get("rel") or "").lower().split())
        if kinds & {"canonical", "shortlink", "amphtml"} and link.get("href"):
            found.append(urls.join(base, link.get("href").strip()))
    return tuple(dict.fromkeys(url for url in found if urls.split(url).path.strip("/") or urls.split(url).query))


def _told_furniture(words: tuple[str, ...]) -> list[Problem]:
    if not words:
        return []
    joined = " / ".join(words)
    shown = joined if len(joined) <= 2000 else f"{joined[:2000]} … ({len(joined):,} characters in all)"
    return [Problem("furniture", f"Left out as part of the page and not of the story: {shown}")]
