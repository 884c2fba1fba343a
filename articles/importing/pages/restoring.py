"""A page as its paper sent it: without a web archive's bar and links, with HTML's own elements for those of AMP and a
figure for each box of a picture and its caption. Pure; for `tree`.
"""

from __future__ import annotations

import re

from lxml import etree

from articles.importing.pages import paragraphing

#: What the Wayback Machine, archive.today, Arquivo.pt and the UK Web Archive put before every address on a page.
_COPY = re.compile(
    r"(?:https?:)?(?://(?:web\.archive\.org/web|web-beta\.archive\.org/web|archive\.(?:today|ph|is|li|fo|md|vn)|"
    r"arquivo\.pt/(?:wayback|noFrame/replay)|(?:www\.)?webarchive\.org\.uk/wayback/(?:archive|en/archive)|"
    r"wayback\.archive-it\.org/\d+)|(?<=[\"'=(\s,])/web)/\d{4,14}(?:[a-z]{2}_)?/(?=(?:https?:)?//|mailto:)",
    re.IGNORECASE,
)
#: The bars of web archives, by their ids.
_BARS = ("wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato", "wm-toolbar", "HEADER_ARCHIVE", "replay-bar", "hashtags")
_AMP = {"amp-img": "img", "amp-anim": "img", "amp-iframe": "iframe", "amp-video": "video", "amp-audio": "audio"}
#: Embeds of AMP: the attribute that holds the id, and where that leads to.
_AMP_EMBEDS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-soundcloud": ("data-trackid", "https://w.soundcloud.com/player/?url=https://api.soundcloud.com/tracks/{}"),
}


#: What templates from before HTML5 call the words below a picture.
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|cutline|legende?|bildunterschrift|epigrafe|didascalia)(?:$|[\s_-])|caption-?(?:text|body)"
)
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credits?|photo-?by|photographer|copyright)(?:$|[\s_-])")
#: How far above its picture a box begins.
_HIGHEST = 4
#: So many letters that are neither caption nor credit make a box more than a figure.
_MOST_OTHER = 20


def without_archive(text: str) -> str:
    """The page's text with the addresses as they were on the web."""
    return _COPY.sub("", text) if "archive" in text or "arquivo.pt" in text else text


def restore(root: etree._Element) -> None:
    """Take a web archive's bar out of the tree, and put HTML's elements where AMP's stand."""
    for name in _BARS:
        for bar in root.xpath("//*[@id=$name]", name=name):
            if bar.getparent() is not None and bar.tag != "body":
                bar.drop_tree()
    for element in list(root.iter(*_AMP, *_AMP_EMBEDS)):
        if element.tag in _AMP:
            element.tag = _AMP[element.tag]
            continue
        attribute, address = _AMP_EMBEDS[element.tag]
        if identity := element.get(attribute):
            element.tag = "iframe"
            element.set("src", address.format(identity))
    for image in list(root.iter("img")):
        _make_figure(image)
    for typed in list(root.iter("pre")):
        paragraphing.set_typescript(typed)
    # Innermost first, so that what was made in a box is there when its own surroundings are looked at.
    for box in reversed(list(root.iter("div", "td", "article", "section", "main", "body", "center", "span", "font"))):
        paragraphing.make_paragraphs(box)


def _make_figure(image: etree._Element) -> None:
    """Call the box around a picture and its caption a figure, where it holds nothing else."""
    for level, box in enumerate(image.iterancestors()):
        if level >= _HIGHEST or box.tag not in _BOXES or len(list(box.iter("img"))) > 1:
            return
        captions = [e for e in box.iterdescendants() if _is_marked(e, _CAPTION) and _length(e)]
        outermost = [e for e in captions if not any(above in captions for above in e.iterancestors())]
        if not outermost:
            continue
        credited = [e for e in box.iterdescendants() if _is_marked(e, _CREDIT) and not _is_within(e, captions)]
        if _length(box) - sum(map(_length, (*outermost, *credited))) < _MOST_OTHER:
            box.tag = "figure"
            if len(outermost) == 1 and image not in set(outermost[0].iter("img")):
                outermost[0].tag = "figcaption"
        return


_BOXES = frozenset(("div", "span", "dl", "dt", "center", "p", "td", "a"))


def _is_marked(element: etree._Element, marks: re.Pattern) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag in ("p", "div", "span", "em", "small", "dd", "font", "td") and bool(marks.search(named))


def _is_within(element: etree._Element, others: list[etree._Element]) -> bool:
    return any(above in others for above in element.iterancestors())


def _length(element: etree._Element) -> int:
    return len("".join("".join(element.itertext()).split()))
