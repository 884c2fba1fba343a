"""Large JSON files value by value, whatever stands around them. Pure; memory is that of one value."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import ijson

#: So many bytes may go by without a value that ends: no story is longer.
MOST_BYTES = 16 * 1024 * 1024
_DEEPEST = 200
#: The parser names the place of all that it finds in a chunk, and with deep nesting the names are long: a slice of the
#: file that opens so many more brackets than it closes is not handed on.
_SLICE, _MOST_OPENED = 8192, 1000


class Refused(ValueError):
    """The file, from a place on, cannot be read. The message is a sentence for the migrator."""


class _Guarded:
    """The file's bytes without their mark; says no where nothing but one endless value comes."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.position = self.idle = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._refuse_nesting(chunk)
        if self.position == 0:
            self.position += len(chunk)
            return chunk.removeprefix(codecs.BOM_UTF8)
        self.position += len(chunk)
        self.idle += len(chunk)
        if self.idle > MOST_BYTES:
            raise Refused(f"a value before byte {self.position} is longer than {MOST_BYTES // 1024 // 1024} MB")
        return chunk

    def _refuse_nesting(self, chunk: bytes) -> None:
        for start in range(0, len(chunk), _SLICE):
            part = chunk[start : start + _SLICE]
            if part.count(b"[") + part.count(b"{") - part.count(b"]") - part.count(b"}") > _MOST_OPENED:
                raise Refused(f"it is nested deeper than {_DEEPEST} at about byte {self.position + start}")


def values(stream: BinaryIO, prefixes: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Yield (prefix, value) for each value at one of these places: `posts.item` is each of a list, and where both
    `posts` and `posts.item` are asked for, `posts` is what is no list.

    Raises Refused where the file is no JSON, ends early, or nests deeper than anything real; what came before it was
    yielded.
    """
    guarded = _Guarded(stream)
    count = 0
    try:
        for found in _built(guarded, prefixes):
            count += 1
            yield found
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Refused(_fault(count, guarded.position, str(error))) from error


def _built(guarded: _Guarded, prefixes: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Follow the events of the parser; build what stands at the prefixes."""
    builder = None
    building, depth, outer = "", 0, 0
    for prefix, event, value in ijson.parse(guarded, use_float=True):
        if builder is None:
            guarded.idle = 0
        depth += _STEPS.get(event, 0)
        if depth > _DEEPEST:
            raise Refused(f"it is nested deeper than {_DEEPEST} at about byte {guarded.position}")
        if builder is None:
            if prefix not in prefixes or event.startswith("end_"):
                continue
            if event not in _STEPS:
                yield prefix, value
                continue
            if event == "start_array" and f"{prefix}.item" in prefixes:
                continue
            builder, building, outer = ijson.ObjectBuilder(), prefix, depth
            guarded.idle = 0
        builder.event(event, value)
        if depth < outer:
            yield building, builder.value
            builder = None


_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


def _fault(count: int, position: int, error: str) -> str:
    error = error.split("\n", 1)[0][:120]
    if "premature" in error.lower() or "incomplete" in error.lower():
        return f"the file ends early, inside value {count + 1} (byte {position})"
    return f"it is no JSON at about byte {position}, behind value {count}: {error}"
