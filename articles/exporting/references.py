"""How a document names what lies outside of it: the story itself, its pictures, its addresses. Pure; for `formats`."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from articles import body, ninjs, seo
from media import renditions

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper
    from articles.story import PictureUse


def mark(paper: Paper, key: int) -> str:
    """Return what a story of the paper is known by everywhere, a URI; it stays when the story's address changes."""
    return ninjs.mark(base(paper), key)


def base(paper: Paper) -> str:
    """Return what the paper's marks begin with: its site, else its name in a scheme of our own."""
    return paper.site or f"x-newsroom:{quote(paper.source, safe='')}"


def address(paper: Paper, path: str) -> str:
    """Return the address of a path on the paper's site, or of what is an address already; empty for none."""
    return seo.absolute(paper.site, path) if path else ""


def former(exported: Exported, paper: Paper) -> Iterator[str]:
    """Yield the addresses that the story had, without the one that it has."""
    now = address(paper, exported.story.path)
    for known in dict.fromkeys(address(paper, path) for path in exported.record.addresses):
        if known and known != now:
            yield known


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as a document names it. `key` is that of its use; all but the words is empty where it is not there."""

    key: int
    #: `lead`, `body` or `gallery`.
    placement: str
    caption: str
    credit: str
    alt: str
    #: The original beside the document, and what it is.
    file: str = ""
    content_type: str = ""
    width: int = 0
    height: int = 0
    #: The widest rendition on the paper's site.
    url: str = ""
    url_width: int = 0
    url_height: int = 0

    @property
    def source(self) -> str:
        """Where the picture is: on the web if it is there, else beside the document."""
        return self.url or self.file


def shots(exported: Exported, paper: Paper) -> dict[int, Shot]:
    """Return the story's pictures by the keys of their uses: the lead, those of the body, the gallery."""
    story = exported.story
    uses = [use for use in (story.lead, *story.body_pictures.values(), *story.gallery) if use]
    return {use.key: _shot(use, exported, paper) for use in uses}


def unplaced(exported: Exported, shown: Mapping[int, Shot]) -> list[Shot]:
    """Return the body's pictures that the body gives no place: they stand below it."""
    placed = set(body.picture_keys(exported.story.body))
    return [shot for key, shot in shown.items() if shot.placement == "body" and key not in placed]


def _shot(use: PictureUse, exported: Exported, paper: Paper) -> Shot:
    words = (use.key, use.placement, use.caption, use.credit, use.alt)
    picture = use.picture
    if picture is None:
        return Shot(*words)
    name = exported.file_of(picture)
    widest = renditions.rungs(picture)[-1]
    url = address(paper, widest.url)
    return Shot(
        *words,
        file=exported.folder + name,
        content_type=mimetypes.guess_type(name)[0] or "image/jpeg",
        width=picture.width,
        height=picture.height,
        url=url if "://" in url else "",
        url_width=widest.width,
        url_height=widest.height,
    )
