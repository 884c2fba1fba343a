"""The story's own lines to paragraphs, crossheads and pictures. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from articles.importing import captions
from articles.importing.captures import pictures
from articles.importing.captures.furniture import is_furniture
from articles.importing.captures.wrapping import unwrap
from articles.importing.lines import Line, begins_lower, ends_sentence, is_paragraph, is_title, spacing
from articles.importing.records import Block, LegacyPicture, Problem

#: Words of a caption that stands in the text without a mark: it is kept as a paragraph, not made a crosshead.
_DESCRIBES = re.compile(
    r", (?:who|which|whose|where)\b|\((?:left|right|centre|center|above|below)\)|\bpictured\b", re.IGNORECASE
)


@dataclass(slots=True)
class Body:
    blocks: list[Block] = field(default_factory=list)
    pictures: list[LegacyPicture] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    boilerplate: int = 0
    paragraphs: int = 0


def read(lines: list[Line], site: str, *, bare_captions: bool) -> Body:
    """Read the lines between the heading and the sidebar.

    `bare_captions`: the page prints captions between paragraphs without any mark but their credit.
    """
    body = Body()
    usual_gap = spacing(lines)
    run: list[Line] = []
    pending: list[tuple[list[Line], LegacyPicture | None]] = []
    index = 0
    while index < len(lines):
        text = lines[index].text
        taken = pictures.picture_at(lines, index, site, usual_gap) or _credit_alone(text)
        if taken is None and bare_captions and (picture := pictures.caption_with_credit(text)):
            taken = pictures.Taken(picture, 1)
        if taken is not None:
            pending.append((run, taken.picture))
            run = []
            body.boilerplate += taken.boilerplate
            body.furniture += filter(None, [taken.file_name])
            index += taken.lines
            continue
        if is_furniture(text):
            body.furniture.append(text)
        else:
            run.append(lines[index])
        index += 1
    pending.append((run, None))
    _fill(body, pending)
    return body


def _credit_alone(text: str) -> pictures.Taken | None:
    """A credit on a line of its own is what is left of a picture."""
    credit = captions.credit_line(text)
    return pictures.Taken(LegacyPicture(credit=credit), 1) if credit else None


def _fill(body: Body, pending: list[tuple[list[Line], LegacyPicture | None]]) -> None:
    last = Line("", 0, 0)
    for run, picture in pending:
        paragraphs = unwrap(run)
        for position, line in enumerate(paragraphs):
            below = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
            crosshead = _is_crosshead(line, below, before_picture=picture is not None)
            body.blocks.append(Block("h2" if crosshead else "p", line.text))
            body.paragraphs += not crosshead
            if not crosshead and below and is_title(line.text) and _DESCRIBES.search(line.text):
                message = f"May be the caption of a picture that is not there; kept as a paragraph: {line.text!r}."
                body.problems.append(Problem("unmarked-caption", message))
            last = line
        if picture is not None:
            body.pictures.append(replace(picture, after_paragraph=body.paragraphs))
    if last.text and not ends_sentence(last.text) and last.text.count(" ") >= 4 and last.text[0] not in "-–—":
        message = f"The text breaks off: {last.text[-60:]!r} ends no sentence."
        body.problems.append(Problem("cut-off", message))


def _is_crosshead(line: Line, below: Line | None, *, before_picture: bool) -> bool:
    """A short line that ends no sentence, right above a paragraph (or a picture and then a paragraph)."""
    text = line.text
    if below is None:
        return before_picture and is_title(text)
    if len(text) > 90 or begins_lower(below.text):
        return False
    if text[-1] in "?!":
        return (
            not below.gap and line.gap > 0 and len(below.text) > 2 * len(text) and not text.startswith(("“", '"', "Q"))
        )
    return is_title(text) and not _DESCRIBES.search(text) and is_paragraph(below.text)
