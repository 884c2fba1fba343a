"""The lead picture of a page, with its caption and its credit. Pure; for `reading`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from articles.importing import captions
from articles.importing.pages import structured, tree, urls
from articles.importing.pages.moments import Place
from articles.importing.records import Candidate, LegacyPicture

_CREDIT = re.compile(
    r"credit|copyright|photographer|photo-?by|photo-?source|image-?source|(?:^|[\s_-])source(?:$|[\s_-])|byline|author|attribution|rights"
)
_CAPTION = re.compile(
    r"caption|legend|légende|legende|description|bildunterschrift|epigrafe|pie-?de-?foto|didascalia|cutline"
)
#: What is said to those who cannot see the picture's frame: no part of the caption.
_LABEL = re.compile(
    r"^\W*(?:image (?:caption|copyright|source)|media caption|photo caption|picture caption|caption|"
    r"enlarge(?: this)?(?: image)?|click to (?:enlarge|expand)|"
    r"toggle caption|hide caption|view fullscreen|open (?:image )?in (?:gallery|full ?screen|lightbox)|"
    r"agrandir(?: l.image)?|bild(?:unterschrift)?|foto)\s*[:：]?\s+(?=\S)",
    re.IGNORECASE,
)
_CREDIT_LABEL = re.compile(
    r"^\W*(?:(?:photo(?:graph|s)?|picture|image|foto|bild|crédits?|credits?|copyright|source|quelle|"
    r"photo credits?|image credits?|photo courtesy of|fotograf)"
    r"(?:\s*(?:by|:|：|/|©)\s*)+|©\s*|\(c\)\s*)+",
    re.IGNORECASE,
)
#: `… at noon.Credit...Jane Doe for The Gazette`: a label for those who cannot see it, between the two.
_TOLD_CREDIT = re.compile(
    r"(?:photo |image |picture )?credit\s*(?:\.\.\.|…|:)\s*(?P<credit>[^.:]{3,120})$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{3,80})[)\]]\.?$")
_SOURCES = ("data-orig-file", "data-full-src", "data-src", "data-lazy-src", "data-original", "data-lazy", "src")
_LAZY = ("data-src", "data-lazy-src", "data-original")
_PIXEL = re.compile(
    r"spacer|pixel|blank|transparent|1x1|placeholder|logo|avatar|icon|sprite|emoji|gravatar", re.IGNORECASE
)


class Lead(NamedTuple):
    picture: LegacyPicture | None
    element: etree._Element | None
    candidates: tuple[Candidate, ...]


def read(
    page: tree.Page, data: structured.Structured, place: Place, base: str, told_by_rule: Sequence[etree._Element] = ()
) -> Lead:
    """The picture between the headline and the body, or above the headline; else the one that opens the body; else the
    one that the page names for sharing, where it stands on the page as well.
    """
    told = [("meta og:image", url) for url in data.meta.get("og:image", ())[:1]]
    told += [("json-ld image", url) for url in _image_urls(data.story.get("image"))][:1]
    candidates = [Candidate("lead_picture", source, url) for source, url in told]
    holder = _holder(told_by_rule[0]) if told_by_rule else _opening(page, place)
    picture = picture_of(holder, base) if holder is not None else None
    if picture is None:
        for source, url in told:
            image = _on_page(page, url)
            if image is not None:
                holder = _holder(image)
                picture = picture_of(holder, base)
                candidates.append(Candidate("lead_picture", f"{source}, on the page", url))
                break
    if picture is not None and picture.url:
        candidates.append(Candidate("lead_picture", "page", picture.url))
    return Lead(picture, holder if picture else None, tuple(dict.fromkeys(candidates)))


def _image_urls(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    urls = [item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item for item in items]
    return [url for url in urls if isinstance(url, str) and url]


def _opening(page: tree.Page, place: Place) -> etree._Element | None:
    start = page.order.get(place.headline, 0)
    between, above = None, None
    for image, order in page.order.items():
        if order > place.body_from or not isinstance(image.tag, str):
            continue
        if image.tag not in ("img", "picture") and not any(image.get(name) for name in _LAZY):
            continue
        near = start < order or start - order < 60
        if not near or not _is_of_the_story(image, page, place):
            continue
        if order > start:
            between = between if between is not None else _holder(image)
        else:
            above = _holder(image)
    return between if between is not None else above


def _is_of_the_story(image: etree._Element, page: tree.Page, place: Place) -> bool:
    source = " ".join(image.get(name) or "" for name in _SOURCES) + tree.marks(image)
    if image.tag == "img" and (_PIXEL.search(source) or _is_small(image)):
        return False
    in_heading = page.order.get(place.headline, 0) < page.order[image] <= place.body_from
    around = tree.around(place.headline, place.body)
    if not tree.stands_with_story(image, around, in_heading=in_heading):
        return False
    for above in image.iterancestors():
        if above in around:
            break
        if above.tag in ("header", "nav") and place.headline not in set(above.iter("h1")) and in_heading is False:
            return False
        if re.search(r"author|byline|avatar|logo|share|social", tree.marks(above)):
            return False
    return True


def _is_small(image: etree._Element) -> bool:
    sizes = [
        int(size) for name in ("width", "height") if (size := (image.get(name) or "").removesuffix("px")).isdigit()
    ]
    return bool(sizes) and max(sizes) < 120


def is_of_size(image: etree._Element) -> bool:
    """Whether an img can be a picture of the story: no icon, no counter, no logo."""
    source = " ".join(image.get(name) or "" for name in _SOURCES) + tree.marks(image)
    return bool(source.strip()) and not _PIXEL.search(source) and not _is_small(image)


def _holder(image: etree._Element) -> etree._Element:
    """The figure that a picture stands in: the element that holds it, its caption and no other picture."""
    for above in image.iterancestors():
        if above.tag == "figure":
            return above
        if above.tag in ("body", "article", "main"):
            break
    holder = image
    for above in list(image.iterancestors())[:5]:
        if above.tag in ("body", "article", "main", "html") or len(list(above.iter("img"))) > 2:
            break
        if (
            len(tree.words(above)) > 600
            or any(len(tree.words(p)) > 250 for p in above.iter("p"))
            or next(above.iter("h1"), None) is not None
        ):
            break
        holder = above
        if any(_CAPTION.search(tree.marks(inner)) for inner in above.iterdescendants() if isinstance(inner.tag, str)):
            break
    return holder


def image_of(holder: etree._Element) -> etree._Element | None:
    """The img of a figure, or what a script would have put one in place of."""
    images = [holder] if holder.tag == "img" else list(holder.iter("img"))
    if images:
        return next((image for image in images if any(image.get(name) for name in (*_SOURCES, "srcset"))), images[0])
    return next((e for e in holder.iter() if isinstance(e.tag, str) and any(e.get(name) for name in _LAZY)), None)


def picture_of(holder: etree._Element, base: str) -> LegacyPicture | None:
    """The picture of a figure; None where it holds none."""
    image = image_of(holder)
    if image is None:
        return None
    url = address(image, base)
    if not url and not tree.words(holder):
        return None
    caption, credit = caption_and_credit(holder)
    alt = " ".join((image.get("alt") or "").split())
    return LegacyPicture(alt=alt[:300], caption=caption, credit=credit[:200], file=file_of(url), url=url)


def caption_and_credit(holder: etree._Element) -> tuple[str, str]:
    """The words below a picture: what it shows, and whose it is, without their labels."""
    inner = [e for e in holder.iterdescendants() if isinstance(e.tag, str) and not _hides(e, holder) and tree.words(e)]
    credited = [
        e
        for e in inner
        if _CREDIT.search(tree.marks(e)) and not _CAPTION.search(tree.marks(e)) and len(tree.words(e)) < 150
    ]
    places = [e for e in inner if e.tag == "figcaption" or _CAPTION.search(tree.marks(e))]
    if not places:
        places = [e for e in inner if e.tag in ("p", "span", "small", "em") and e not in credited][:1]
    credit = next((words for e in credited if (words := _without_label(tree.words(e)))), "")
    outermost = next((e for e in places if not any(a in places for a in e.iterancestors())), None)
    if outermost is None:
        image = image_of(holder)
        text = " ".join((image.get("data-caption") or "").split()) if image is not None else ""
    else:
        text = tree.words(outermost, without=frozenset(credited))
    text = _LABEL.sub("", text).strip()
    if not credit and (told := _TOLD_CREDIT.search(text)):
        return text[: told.start()].rstrip(), _without_label(told["credit"])
    if credit:
        if text.endswith(credit):
            text = text.removesuffix(credit).rstrip(" |/–—-(")
        return text, credit
    if (ending := _IN_BRACKETS.search(text)) and (name := _without_label(ending[1])) and _is_credit(name):
        return text[: ending.start()].rstrip(), name
    split = captions.split(text)
    return split.caption, split.credit


def _is_credit(text: str) -> bool:
    """Whether words in brackets behind a caption are a credit: `Sok Dara / The Tonle Gazette`."""
    parts = [part.strip() for part in text.split("/")]
    return any(map(captions.is_credit, parts)) and all(part[:1].isupper() for part in parts)


def _hides(element: etree._Element, holder: etree._Element) -> bool:
    for above in tree.ancestors(element):
        if above is holder:
            return False
        if tree.is_hidden(above) or above.tag in ("script", "style", "noscript", "button"):
            return True
    return False


def _without_label(text: str) -> str:
    return _CREDIT_LABEL.sub("", _LABEL.sub("", text)).strip(" |/–—()[]")


def address(image: etree._Element, base: str) -> str:
    """Where the picture was on the web, or is in the folder that was saved beside the page."""
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if value and not value.startswith(("data:", "blob:", "about:")):
            return urls.join(base, value)
    for name in ("srcset", "data-srcset"):
        first = (image.get(name) or "").strip().split(" ", 1)[0].rstrip(",")
        if first and not first.startswith("data:"):
            return urls.join(base, first)
    return ""


def is_decoration(url: str) -> bool:
    """Whether an address is of an icon, a counter or the like."""
    return bool(_PIXEL.search(url.rsplit("/", 1)[-1]))


def file_of(url: str) -> str:
    """The path of a picture below its host, as an old uploads tree keeps it."""
    return unquote(urls.split(url).path).lstrip("/")


def _on_page(page: tree.Page, url: str) -> etree._Element | None:
    name = file_of(url).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    name = re.sub(r"-\d{2,4}x\d{2,4}$", "", name)
    if len(name) < 5:
        return None
    for image in page.root.iter("img"):
        if any(name in (image.get(source) or "") for source in (*_SOURCES, "srcset", "data-srcset")):
            return image
    return None
