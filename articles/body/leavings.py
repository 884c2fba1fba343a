"""What the body's vocabulary has no place for, told to whoever wrote it. For `body.dropped` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body.embeds import recognise

_FRAMES = frozenset({"iframe", "frame", "embed", "object", "video", "audio", "source", "track"})
_PROGRAMS = frozenset({"script", "style", "template"})
#: What a document has around its text; nobody wrote it into a story.
_AROUND = frozenset({"html", "head", "body", "meta", "link", "title", "base", "colgroup", "col", "param"})
_LISTED = 3
_LONGEST = 80


def sentences(
    html: str, tags: Collection[str], attributes: Mapping[str, Collection[str]], schemes: Collection[str]
) -> list[str]:
    """Return what is lost of HTML where only these tags, attributes of tags and schemes of links may pass."""
    counter = _Counter(tags, attributes, schemes)
    counter.feed(html)
    counter.close()
    return list(_in_words(counter.left))


@dataclass(slots=True)
class _Left:
    """How often what was left out; of frames, embeds and links their addresses."""

    tags: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    programs: int = 0
    pictures: int = 0
    frames: list[str] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Counter(HTMLParser):
    def __init__(
        self, tags: Collection[str], attributes: Mapping[str, Collection[str]], schemes: Collection[str]
    ) -> None:
        super().__init__()
        self.tags, self.attributes, self.schemes = tags, attributes, schemes
        self.left = _Left()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag in _AROUND:
            return
        if tag in _PROGRAMS:
            self.left.programs += 1
        elif tag in _FRAMES:
            self.left.frames.append(named.get("src") or named.get("data") or "")
        elif tag == "img":
            self.left.pictures += 1
        else:
            self._weigh(tag, named)

    def _weigh(self, tag: str, named: dict[str, str]) -> None:
        if tag not in self.tags:
            self.left.tags[tag] += 1
        if "data-embed" in named and tag == "figure" and not recognise(named["data-embed"]):
            self.left.embeds.append(named["data-embed"])
        if tag == "a" and named.get("href") and not self._may_lead_to(named["href"]):
            self.left.links.append(named["href"])
        self.left.attributes.update(named.keys() - set(self.attributes.get(tag, ())))

    def _may_lead_to(self, address: str) -> bool:
        try:
            scheme = urlsplit(address.strip()).scheme
        except ValueError:
            return False
        return not scheme or scheme in self.schemes


def _in_words(left: _Left):
    if left.programs:
        yield ngettext("%d script or style was taken out.", "%d scripts or styles were taken out.", left.programs) % (
            left.programs
        )
    if left.pictures:
        yield ngettext(
            "%d picture was taken out: pictures come from the library.",
            "%d pictures were taken out: pictures come from the library.",
            left.pictures,
        ) % (left.pictures)
    if left.frames:
        yield ngettext(
            "%(count)d frame from elsewhere was taken out: %(which)s",
            "%(count)d frames from elsewhere were taken out: %(which)s",
            len(left.frames),
        ) % _listed(left.frames)
    if left.embeds:
        yield ngettext(
            "%(count)d embed was taken out, since its address is of no service that can be embedded: %(which)s",
            "%(count)d embeds were taken out, since their addresses are of no service that can be embedded: %(which)s",
            len(left.embeds),
        ) % _listed(left.embeds)
    if left.links:
        yield ngettext(
            "%(count)d link lost its address, which leads to no page: %(which)s",
            "%(count)d links lost their addresses, which lead to no page: %(which)s",
            len(left.links),
        ) % _listed(left.links)
    if left.tags:
        yield _("Tags that a story does not have were taken off, their words kept: %s") % _counted(left.tags)
    if left.attributes:
        yield _("Attributes that a story does not have were taken off: %s") % _counted(left.attributes)


def _listed(addresses: list[str]) -> dict[str, object]:
    shown = [address if len(address) <= _LONGEST else f"{address[:_LONGEST]}…" for address in addresses[:_LISTED]]
    shown = [address or _("no address") for address in shown]
    return {"count": len(addresses), "which": ", ".join(shown) + ("…" if len(addresses) > _LISTED else "")}


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{count} × {name}" for name, count in sorted(names.items(), key=lambda row: (-row[1], row[0])))
