"""The formats that can be read, told apart by what a file holds. A module of each: NAME, sniff() and read().

`sniff(head, name)` says how surely (0 to 1) a file is of the format; `read(stream, origin, options)` yields its records
and never raises for what the file holds.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from articles.importing import bundles, decoding, khmer_fonts
from articles.importing.formats import (
    blogger,
    chorus,
    csv,
    drupal,
    feed,
    ghost,
    html,
    iptc7901,
    medium,
    ndjson,
    newsml,
    newsml_g2,
    ninjs,
    nitf,
    substack,
    text,
    wxr,
    xlsx,
)
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, ReadOptions
from articles.importing.wordpress import parts

#: Of two that are as sure, the first is taken.
_MODULES = (
    ninjs,
    newsml_g2,
    newsml,
    nitf,
    iptc7901,
    ndjson,
    wxr,
    ghost,
    blogger,
    medium,
    substack,
    chorus,
    drupal,
    feed,
    xlsx,
    html,
    csv,
    text,
)
FORMATS: dict[str, ModuleType] = {module.NAME: module for module in _MODULES}
#: Files in an archive that hold no stories by their kind.
_NO_STORIES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|tiff?|bmp|heic|pdf|mp[34]|m4[av]|mov|webm|og[gv]|wav|css|js|map|woff2?|ttf|eot)$",
    re.IGNORECASE,
)


def bare_name(path: Path) -> str:
    """A file's name without the ending that says that it is packed."""
    return path.name[:-3] if path.suffix.lower() == ".gz" else path.name


def detect(head: bytes, name: str) -> ModuleType | None:
    """The surest format for a file's first bytes and its name; None where no format knows it."""
    sureness = {key: module.sniff(head, name) for key, module in FORMATS.items()}
    best = max(sureness, key=sureness.get)
    return FORMATS[best] if sureness[best] else None


def open_source(
    path: str | Path,
    options: ReadOptions = DEFAULTS,
    format_name: str = "",
) -> Iterator[LegacyStory | NotAStory]:
    """Yield every record of a file, or of all files under a folder in the order of their paths (hidden ones left out).

    Streams: no more than one record, or one file of a format that is one record a file, is held at a time. `origin`
    of a record is the path as given. Raises OSError where the path itself cannot be read, KeyError for a format name
    that is not in FORMATS.
    """
    for file in _files(Path(path)):
        for record in _read_file(file, options, format_name):
            yield khmer_fonts.marked(record) if isinstance(record, LegacyStory) else record


def read_all(
    paths: Iterable[Path], format_name: str = "", options: ReadOptions = DEFAULTS
) -> Iterator[LegacyStory | NotAStory]:
    """Yield the records of many sources, one source after the other, as `open_source` does for each."""
    for path in paths:
        yield from open_source(path, options, format_name)


def with_parts(opened: Sequence[tuple[str, Callable[[], BinaryIO]]], options: ReadOptions) -> ReadOptions:
    """The options by which a run reads these files, names with what opens them: exports of WordPress among them are
    parts of one, so that a post finds its pictures in whichever file they stand.
    """
    openers = [opener for name, opener in opened if parts.IS_NAMED.search(name)]
    return replace(options, parts=parts.Parts(openers)) if len(openers) > 1 else options


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not inner.name.startswith(".") and not inner.is_symlink():
            yield from _files(inner)


def _read_file(path: Path, options: ReadOptions, format_name: str) -> Iterator[LegacyStory | NotAStory]:
    try:
        yield from _read_opened(path, options, format_name)
    except (bundles.TooLarge, bundles.BadArchive) as error:
        yield NotAStory(str(path), f"{path}: refused: {error}", kind="bad-archive")


def _read_opened(path: Path, options: ReadOptions, format_name: str) -> Iterator[LegacyStory | NotAStory]:
    with bundles.opened(path) as file:
        head = file.read(decoding.SAMPLE)
        file.seek(0)
        # What is shorter was read whole: it is not read once more.
        stream = file if len(head) == decoding.SAMPLE else io.BytesIO(head)
        module = FORMATS[format_name] if format_name else detect(head, bare_name(path))
        # A workbook is an archive too; what else a format sees in one are the bytes of a member that is not packed.
        if bundles.is_tar(head):
            yield NotAStory(str(path), f"{path}: it is a tar archive: unpack it first", kind="bad-archive")
        elif bundles.is_zip(head) and module is not xlsx:
            yield from _read_zip(stream, str(path), options, format_name)
        elif module is None:
            yield _unknown(head, str(path))
        else:
            yield from module.read(stream, str(path), options)


def _read_zip(
    stream: BinaryIO, origin: str, options: ReadOptions, format_name: str
) -> Iterator[LegacyStory | NotAStory]:
    """Read the members of an archive, each by its own format."""
    try:
        bundle = bundles.Bundle(stream)
    except bundles.BadArchive as error:
        yield NotAStory(origin, f"{origin}: {error}", kind="bad-archive")
        return
    for name, reason in bundle.refused:
        yield NotAStory(f"{origin}/{name}", f"{origin}: the member “{name}” is refused: {reason}", kind="bad-member")
    if not bundle.members and not bundle.refused:
        yield NotAStory(origin, f"{origin}: the archive holds no files", kind="bad-archive")
    lists = [name for name in bundle.members if _is_list(partial(bundle.open, name), name)]
    wanted = [name for name in bundle.members if not _NO_STORIES.search(name) and not _is_part(name, lists)]
    options = with_parts([(name, partial(bundle.open, name)) for name in wanted], options)
    for name in wanted:
        yield from _read_member(bundle, name, f"{origin}/{name}", options, format_name)
    if others := len(bundle.members) - len(wanted) - sum(_is_part(name, lists) for name in bundle.members):
        told = f"{others} pictures and other files of the archive hold no stories"
        yield NotAStory(origin, told, kind="files", is_refused=False)


def _read_member(
    bundle: bundles.Bundle, name: str, origin: str, options: ReadOptions, format_name: str
) -> Iterator[LegacyStory | NotAStory]:
    try:
        with bundle.open(name) as stream:
            head = stream.read(decoding.SAMPLE)
            stream.seek(0)
            module = FORMATS[format_name] if format_name else detect(head, name)
            if module is None:
                while stream.read(1_000_000):
                    pass  # what expands beyond measure is told as that
                yield _unknown(head, origin)
            elif module is substack:
                yield from substack.read(stream, origin, options, partial(bundle.beside, name))
            else:
                yield from module.read(stream, origin, options)
    except (bundles.TooLarge, bundles.BadArchive) as error:
        yield NotAStory(origin, f"{origin}: refused: {error}", kind="bad-member")


def without_parts(paths: Sequence[Path]) -> list[Path]:
    """The paths without those that an export reads by itself from beside its list of posts."""
    lists = [str(path) for path in paths if _is_list(partial(path.open, "rb"), path.name)]
    return [path for path in paths if not _is_part(str(path), lists)] if lists else list(paths)


def reads_beside(paths: Sequence[Path]) -> bool:
    """Whether what one of these holds stands in files beside it, named or not."""
    return any(_is_list(partial(path.open, "rb"), path.name) for path in paths)


def _is_list(opened: Callable[[], BinaryIO], name: str) -> bool:
    if not name.lower().endswith(".csv"):
        return False
    try:
        with opened() as stream:
            return bool(substack.sniff(stream.read(2_000), name))
    except (OSError, bundles.TooLarge, bundles.BadArchive):
        return False  # told when it is read


def _is_part(name: str, lists: Sequence[str]) -> bool:
    folders = (each[: each.rfind("/") + 1] for each in lists)
    return any(name.startswith(f"{folder}{part}") for folder in folders for part in substack.PARTS)


def _unknown(head: bytes, origin: str) -> NotAStory:
    if not head.strip(b"\0 \t\r\n"):
        return NotAStory(origin, "the file is empty", kind="empty")
    try:
        decoding.decode(head)
    except decoding.NotText as error:
        return NotAStory(origin, str(error), kind="not-text")
    return NotAStory(origin, f"no format is known for it (known: {', '.join(FORMATS)})", kind="unknown-format")
