"""Substack's export: a list of posts (posts.csv) with the text of each in a file beside it (posts/ID.html). Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import BinaryIO

from articles.importing import dates
from articles.importing.markup import Found, convert
from articles.importing.markup.found import file_of
from articles.importing.records import DEFAULTS, LegacyPicture, LegacyStory, NotAStory, Problem, ReadOptions, Status

NAME = "substack"
#: A longer text is no post.
MOST_BYTES = 20 * 1024 * 1024
#: Files of the export that are its own parts: they are read with the list.
PARTS = ("posts/",)

#: Returns the bytes of a file beside the list, at most so many; None where there is none.
Beside = Callable[[str, int], bytes | None]


def sniff(head: bytes, name: str) -> float:
    """How surely a file is the list of posts: its first line names the export's own columns."""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    columns = {column.strip(b' "\r') for column in first.split(b",")}
    return 1.0 if {b"post_id", b"post_date", b"is_published", b"audience"} <= columns else 0.0


def read(
    stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS, beside: Beside | None = None
) -> Iterator[LegacyStory | NotAStory]:
    """Read an open list, one record a line. The texts come from `beside`, or else from the folder of `origin`."""
    beside = beside or _in_folder(Path(origin).parent)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    rows = csv.DictReader(lines)
    try:
        for row in rows:
            place = f"{origin} line {rows.line_num}"
            if not (row.get("post_id") or "").strip():
                yield NotAStory(place, f"{place}: it has no post_id", kind="bad-record")
            else:
                yield _post(
                    {key: value or "" for key, value in row.items() if isinstance(key, str)}, place, beside, options
                )
    except (csv.Error, UnicodeDecodeError) as error:
        yield NotAStory(origin, f"{origin} behind line {rows.line_num}: {error}", kind="bad-file")
    finally:
        lines.detach()


def _in_folder(folder: Path) -> Beside:
    def beside(name: str, most: int) -> bytes | None:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(most)

    return beside


def _post(row: dict[str, str], place: str, beside: Beside, options: ReadOptions) -> LegacyStory | NotAStory:
    key, kind = row["post_id"].strip(), row.get("type", "")
    slug = key.partition(".")[2]
    text = beside(f"posts/{key}.html", MOST_BYTES + 1)
    if text is not None and len(text) > MOST_BYTES:
        return NotAStory(place, f"{place}: its text is longer than {MOST_BYTES // 1024 // 1024} MB", kind="too-large")
    problems: list[Problem] = []
    status = _status(row, problems)
    markup = _decoded(text, key, problems)
    if row.get("podcast_url"):
        markup = f'<audio src="{escape(row["podcast_url"])}"></audio>{markup}'
    converted = convert(markup, picture=_picture)
    said = dates.read(row.get("post_date", ""), options)
    if status == Status.PUBLISHED:
        problems += said.problems
    return LegacyStory(
        legacy_id=key,
        headline=" ".join(row.get("title", "").split()),
        blocks=converted.blocks,
        origin=place,
        source="substack.com",
        default_section="Pages" if kind == "page" else "Posts",
        slug=slug,
        standfirst=" ".join(row.get("subtitle", "").split()),
        published_at=said.value
        if status == Status.PUBLISHED or row.get("is_published", "").lower() == "true"
        else None,
        status=status,
        inline_pictures=converted.pictures,
        addresses=(f"/p/{slug}",) if slug else (),
        text_kept=converted.kept,
        problems=(*problems, *converted.problems),
        original=(text or b"") + json.dumps(row, ensure_ascii=False).encode(),
    )


def _decoded(text: bytes | None, key: str, problems: list[Problem]) -> str:
    if text is None:
        problems.append(Problem("no-text", f"Its text, posts/{key}.html, is not in the export."))
        return ""
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(
            Problem("encoding", f"posts/{key}.html is not UTF-8 from byte {error.start} on: read as windows-1252.")
        )
        return text.decode(errors="newsroom_cp1252")


def _was_published(row: dict[str, str]) -> bool:
    return row.get("is_published", "").strip().lower() == "true"


def _status(row: dict[str, str], problems: list[Problem]) -> Status:
    if not _was_published(row):
        return Status.DRAFT
    audience = row.get("audience", "").strip() or "everyone"
    if audience != "everyone":
        problems.append(Problem("members", f"Only subscribers could read it ({audience}): kept as a draft."))
        return Status.DRAFT
    return Status.PUBLISHED


def _picture(found: Found) -> LegacyPicture:
    """The picture as it was put in, not as it was sent out at a size."""
    url = found.url
    try:
        said = json.loads(found.attributes.get("data-attrs", "{}"))
    except ValueError:
        said = {}
    if isinstance(said, dict) and isinstance(said.get("src"), str):
        url = said["src"]
    name = re.sub(r"^public/images/", "", file_of(url))
    return LegacyPicture(alt=found.alt, url=url, file=name.rpartition("/")[2])
