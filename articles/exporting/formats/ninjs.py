"""ninjs 3.0 (IPTC's news in JSON): an object a story. Pure.

It is what the story's public `.json` address answers (`articles.ninjs`), with what only whoever takes a whole archive
must know: status, embargo, terms, former addresses, which file beside it a picture is. The day of a correction has no
place in ninjs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.utils import translation

from articles import body, ninjs
from articles.exporting import references, trees, wire
from articles.exporting.references import Shot
from articles.page.furniture import Crumb

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper
    from articles.models import Section

NAME = "ninjs"
SUFFIX = ".json"
A_FILE_EACH = True


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    """Yield the object of each story."""
    for exported in stories:
        yield json.dumps(_object(exported, paper), ensure_ascii=False, indent=2).encode() + b"\n"


def _object(exported: Exported, paper: Paper) -> dict:
    shown = references.shots(exported, paper)
    around = _Around(exported, paper)
    story = replace(exported.story, translations=tuple(around.sisters))
    html = trees.as_html(trees.page(exported, paper, shown))
    with translation.override(story.language):
        facts = ninjs.of_story(story, around, references.base(paper), text=body.to_text(story.body), html=html)
    if not story.path:
        # What readers do not have is nowhere on the web.
        facts.pop("renditions")
    facts["pubStatus"] = wire.status(exported)
    facts["associations"] = [
        *_pictures(shown, facts.get("associations", ()), exported, paper),
        *(one for one in facts.get("associations", ()) if one["type"] != "picture"),
    ]
    number, held = wire.version(exported), wire.embargo(exported)
    ends = wire.expires(exported)
    canonical = facts.pop("altIds") if story.path else []
    more = {
        "version": str(number) if number else "",
        "embargoed": held.isoformat(timespec="seconds") if held else "",
        "expires": ends.isoformat(timespec="seconds") if ends else "",
        "edNote": wire.note(exported),
        "usageTerms": wire.usage_terms(exported),
        "altIds": [
            *canonical,
            *({"role": "former", "value": known} for known in references.former(exported, paper)),
        ],
    }
    facts.pop("altIds", None)
    facts |= {name: value for name, value in more.items() if value}
    if not facts["associations"]:
        del facts["associations"]
    return facts


def _pictures(shown: dict[int, Shot], told: Iterable[dict], exported: Exported, paper: Paper) -> Iterator[dict]:
    """The pictures in their order, with the file beside the document; of one that is not there its words."""
    known = {one["name"]: one for one in told}
    for shot in shown.values():
        name = f"{shot.placement}-{shot.key}"
        if one := known.get(name):
            original = {"name": "original", "originalFilename": shot.file, "contentType": shot.content_type}
            yield one | {"renditions": [*one["renditions"], original | {"width": shot.width, "height": shot.height}]}
        elif shot.caption or shot.credit:
            yield ninjs.known(
                {
                    "name": name,
                    "uri": f"{references.mark(paper, exported.key)}-picture-{shot.key}",
                    "type": "picture",
                    "by": shot.credit,
                    "descriptions": ninjs.texts(caption=shot.caption, alternative=shot.alt),
                }
            )


class _Tongue(NamedTuple):
    pk: int
    language: str


class _Page(NamedTuple):
    title: str
    url: str


class _Around:
    """What `ninjs.of_story` asks of the furniture, told by the paper's records."""

    def __init__(self, exported: Exported, paper: Paper):
        self._paper = paper
        self._edition = f"/{exported.story.edition.path_prefix}"
        tongues = {edition.edition: edition.language for edition in paper.editions}
        self.sisters = []
        self.editions = []
        for sister in exported.story.translations:
            prefix = sister.path[: sister.path.index("/", 1) + 1] if sister.path.count("/") > 3 else "/"
            if tongue := tongues.get(prefix):
                self.sisters.append(sister)
                self.editions.append(_Tongue(sister.edition_id, tongue))

    def trail(self, section: Section | None) -> tuple[Crumb, ...]:
        own = {row.slug: row for row in self._paper.sections if row.edition == self._edition}
        steps = []
        here = own.get(section.slug) if section else None
        while here and len(steps) < len(own):
            steps.insert(0, Crumb(here.name, f"{self._edition}{here.slug}/"))
            here = own.get(here.parent)
        return (Crumb("", self._edition), *steps)

    def page_of(self, kind: str) -> _Page | None:
        pages = (p for p in self._paper.pages if p.kind == kind and p.edition == self._edition and p.is_public)
        return next((_Page(page.title, f"{self._edition}{page.slug}/") for page in pages), None)
