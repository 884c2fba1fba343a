"""What stands in a story's column and is not of the story: teasers, calls to subscribe, repeated headings. Pure.

What is left out here is told word for word in the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from articles.importing.pages import tree
from articles.importing.pages.datewords import YEAR, read_text, western
from articles.importing.records import DEFAULTS
from articles.importing.vocabulary import FURNITURE, SIDEBAR_TITLES

#: Titles of a list of other stories, as whole lines without their colon.
_RELATED = SIDEBAR_TITLES | frozenset(
    line.strip()
    for line in """
    more on this story|more on this topic|more on this|more from|related topics|related links|related coverage|
    related content|
    on the same topic|what to read next|read next|up next|keep reading|don't miss|don’t miss|you might also like|
    more like this|recommended for you|editor's picks|editors' picks|editor’s picks|editors’ picks|
    most viewed in|top picks|more stories like this|explore more|
    lire aussi|à lire également|sur le même sujet|voir aussi|nos lecteurs ont lu ensuite|mehr zum thema|
    lesen sie auch|lesen sie mehr|
    das könnte sie auch interessieren|auch interessant|zum thema|weitere artikel|más información|lee también|
    lea también|te puede interesar|
    noticias relacionadas|relacionados|contenido relacionado|leia também|leia mais|veja também|notícias relacionadas|
    leggi anche|approfondisci|articoli correlati|potrebbe interessarti|lees ook|lees meer|les også|läs också|
    läs även|læs også|lue myös|
    czytaj też|czytaj także|zobacz także|zobacz też|čtěte také|olvasta már|citește și|читайте также|читайте еще|
    по теме|читайте також|
    ilgili haberler|bunlar da ilginizi çekebilir|baca juga|artikel terkait|berita terkait|xem thêm|
    tin liên quan|关联阅读|相关阅读|相关新闻|相關新聞|延伸閱讀|
    関連記事|あわせて読みたい|관련기사|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|
    អត្ថបទទាក់ទង|អត្ថបទពាក់ព័ន្ធ|اقرأ أيضا|اقرأ أيضاً|مواضيع متعلقة|קראו גם
    """.replace("\n", "").split("|")
)
_SEE_ALSO = re.compile(
    r"\W*(?:"
    + "|".join(sorted(map(re.escape, _RELATED), key=len, reverse=True))
    + r"|more|related|see|watch(?: now)?|listen|in pictures|opinion|gallery)\s*[:：>»|–—-]",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\W*(?:(?:you can )?(?:follow|like|join|find|add) (?:\S+ ){1,6}(?:on|at) (?:\S+ ){0,3}(?:facebook|twitter|"
    r"instagram|telegram|whatsapp|youtube|x|tiktok|google news)\b"
    r"|click here (?:to|for)\b|(?:sign|signing) up (?:for|to|here|now)\b|subscribe (?:to|now|here|for)\b|"
    r"get (?:our|the|all the) (?:\S+ ){0,4}newsletter"
    r"|(?:want|get) more (?:news|stories)\b|download (?:our|the) (?:\S+ ){0,3}app\b|support (?:our|"
    r"independent) journalism\b|join our (?:\S+ ){0,3}(?:group|channel|newsletter|community)"
    r"|share (?:this|on|via)\b|comments?(?: \(\d+\)| are closed.*)?\W*$|advertisement\W*$|advertising\W*$|"
    r"sponsored\W*$|publicité\W*$|anzeige\W*$|werbung\W*$|publicidad\W*$|publicidade\W*$|pubblicità\W*$"
    r"|story continues (?:below|after)|article continues (?:below|after)|continue reading\b|loading\W*$|"
    r"scroll to continue|(?:this article|this story) (?:was|is|has been) (?:originally )?(?:published|amended|"
    r"updated)\b.{0,200}$"
    r"|copyright\b|©|all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos|"
    r"todos os direitos|tutti i diritti"
    r"|all quotes delayed|our standards\s*:"
    r"|read the (?:full|original) (?:story|article)|view (?:all )?comments|leave a (?:comment|reply)|print this|"
    r"email this|close (?:this )?window\b|back to (?:top|the (?:top|story|article))\b|"
    r"print(?:er)?[- ](?:friendly|version)\b|"
    r"topics?:\s|tags?:\s|filed under\b|have something to (?:say|add)\b|got a (?:story|tip)\b)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?。！？។၊…][\"'”’»)\]]*$")
_SQUEEZE = re.compile(r"\W+")


class Trimmed(NamedTuple):
    elements: tuple[etree._Element, ...]
    #: The words of each block that was left out.
    left_out: tuple[str, ...]
    #: Other stories that the left-out blocks led to: headline and address.
    teasers: tuple[tuple[str, str], ...]


def trim(elements: Sequence[etree._Element], printed: Sequence[str]) -> Trimmed:
    """Leave out the blocks that are not of the story. `printed`: what stands elsewhere in the record already (headline,
    standfirst, byline), which a body repeats above its first paragraph.
    """
    repeated = {_squeezed(text) for text in printed if text}
    kept: list[etree._Element] = []
    out: list[etree._Element] = []
    opening, has_ended = True, False
    whole = sum(len(tree.words(element)) for element in elements)
    read = 0
    for element in elements:
        text = tree.words(element)
        read += len(text)
        if has_ended:
            # Behind a call to follow or to subscribe at the very end comes nothing of the story.
            out.append(element)
            continue
        squeezed = _squeezed(text)
        above = opening and (squeezed in repeated or _is_day(text))
        if element.tag != "figure" and text and (above or is_furniture(element, text)):
            out.append(element)
            has_ended = read > 0.93 * whole and bool(_CALLS.match(text))
            continue
        kept.append(element)
        opening = opening and (element.tag == "figure" or len(text) < 120 or not squeezed)
    cut = _tail(kept)
    out += kept[cut:]
    kept = kept[:cut]
    while (
        kept
        and (kept[-1].tag in ("h2", "h3", "h4", "h5", "h6") or not tree.words(kept[-1]))
        and next(kept[-1].iter("figure", "img", "iframe"), None) is None
    ):
        out.append(kept.pop())
    words = tuple(text for element in out if (text := tree.words(element)))
    return Trimmed(tuple(kept), words, tuple(pair for element in out for pair in _teasers(element)))


def _is_day(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) <= 60 and bool(YEAR.search(western(text))) and read_text(text, DEFAULTS, "").value is not None


def _squeezed(text: str) -> str:
    return _SQUEEZE.sub("", western(text)).casefold()


def is_furniture(element: etree._Element, text: str) -> bool:
    """Whether a block is no part of the story: a line of the site's, a teaser, a call to subscribe."""
    small = text.strip().rstrip(":：").casefold()
    if small in FURNITURE or (len(text) < 300 and _CALLS.match(text)):
        return True
    links = sum(len(tree.words(link)) for link in element.iter("a"))
    if len(text) < 250 and links > 0.5 * len(text) and _SEE_ALSO.match(text):
        return True
    # A line that is a link and nothing else, and no sentence, is a teaser; one of a list's is judged with its list.
    if (
        element.tag in ("p", "div", "h3", "h4", "blockquote", "strong", "span")
        and links >= 0.95 * len(text)
        and len(text) < 200
    ):
        return not _STOP.search(text) and _leads_on(element)
    if links >= 0.9 * len(text) and len(text) < 400 and _is_menu(element):
        return True
    if element.tag in ("ul", "ol") and links >= 0.9 * len(text):
        items = element.findall("li")
        return bool(items) and all(len(tree.words(item)) < 200 for item in items)
    return False


def _is_menu(element: etree._Element) -> bool:
    """Whether a block is a row of short links and nothing else: `Front page | Business | Letters`."""
    links = [words for link in element.iter("a") if (words := tree.words(link))]
    return len(links) > 2 and all(len(words) < 30 and not _STOP.search(words) for words in links)


def _leads_on(element: etree._Element) -> bool:
    return any(len((link.get("href") or "").rstrip("/").rsplit("/", 1)[-1]) > 12 for link in element.iter("a"))


def _tail(elements: list[etree._Element]) -> int:
    """Where the story ends: at the title of a list of others that stands near the end of all that was found."""
    lengths = [len(tree.words(element)) for element in elements]
    whole, after = sum(lengths), 0
    for index in range(len(elements) - 1, 0, -1):
        after += lengths[index]
        if after > 0.3 * whole:
            break
        small = tree.words(elements[index]).strip().rstrip(":：").casefold()
        opens = any(small.startswith(title) for title in _RELATED if len(title) > 8)
        if (
            small in _RELATED
            or (opens and _mostly_links(elements[index]))
            or (elements[index].tag[0] == "h" and opens and len(small) < 60)
        ):
            return index
    return len(elements)


def _mostly_links(element: etree._Element) -> bool:
    text = tree.words(element)
    return sum(len(tree.words(link)) for link in element.iter("a")) > 0.4 * len(text)


def _teasers(element: etree._Element) -> list[tuple[str, str]]:
    """The other stories that a left-out block leads to: what reads like a headline, with its address."""
    pairs = []
    for link in element.iter("a"):
        words, href = tree.words(link), (link.get("href") or "").strip()
        if (
            len(words) >= 20
            and not words.startswith(("(", "http"))
            and href.startswith(("http", "/"))
            and not _CALLS.match(tree.words(element))
        ):
            pairs.append((words, href))
    return pairs
