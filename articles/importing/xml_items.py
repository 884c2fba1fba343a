"""Large XML files item by item: WordPress and Blogger exports, feeds. Pure; memory is that of one item.

The bytes are cut at the items' own tags (comments and CDATA sections are seen for what they are), and each item is
parsed by itself, strictly: a broken one is told with its place, the next is read. No entity is declared, no document
type read, nothing fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import name2codepoint
from typing import BinaryIO

from lxml import etree

from articles.importing import decoding
from articles.importing.records import Problem

CHUNK = 262_144
#: Longer items are no stories.
MOST_BYTES = 16 * 1024 * 1024
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^>\[]*(\[)?", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<!ENTITY\s[^>]*\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[efEF])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
_SECTION = re.compile(rb"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([A-Za-z][A-Za-z0-9]{1,30};)?")
_NCNAME = re.compile(rb"[A-Za-z_][\w.-]*")
_URI = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_DECLARATION = re.compile(rb"""\sxmlns:([^\s=>"']+)\s*=\s*("[^"<]*"|'[^'<]*')""")
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")


#: Where a document begins: what stands before it is a server's.
_OPENING = re.compile(rb"<\?xml\s|<(?:rss|feed|rdf:RDF)[\s>]")
_TAG = re.compile(rb"<[^<>]{0,2000}>")


class Refused(ValueError):
    """The file as a whole cannot be read. The message is a sentence for the migrator."""


@dataclass(slots=True)
class Item:
    """One item: its number from 1, its place in the file, its bytes (in UTF-8), and what had to be mended."""

    number: int
    offset: int
    raw: bytes
    element: etree._Element | None = None
    problems: list[Problem] = field(default_factory=list)
    #: Why it cannot be read; empty if it can.
    fault: str = ""

    @property
    def place(self) -> str:
        return f"item {self.number} (byte {self.offset})"


class Items:
    """The items of one file. `head` is the root element with what stands before the first item; then iterate.

    Raises Refused on construction where the head cannot be read. `ending` says, after the last item, what is wrong with
    the file's end; empty if nothing.
    """

    def __init__(self, stream: BinaryIO, tag: str, encoding: str = ""):
        self.encoding, self._chunks = _utf8(stream, encoding)
        self._tag = tag.encode()
        self._marks = re.compile(
            rb"<!\[CDATA\[|<!--|<(?:\w+:)?" + self._tag + rb"(?=[\s>/])|</(?:\w+:)?" + self._tag + rb"\s*>"
        )
        self._buffer = b""
        self._offset = 0
        self._number = 0
        self.ending = ""
        #: What stands in the file beside its tags, which a server's warnings do: its bytes, and the first words of it.
        self.loose, self._first_loose = 0, ""
        head = self._without_preface(self._read_head())
        self._tail = head[-400:]
        self._refuse_entities(head)
        #: The root with all before the first item, and the namespaces that it declares, as attributes of a tag.
        self.head, self.namespaces = _head(head)
        self._parser = _parser()

    # --- Cutting ---------------------------------------------------------------------------------------------------

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._buffer += chunk
        return bool(chunk)

    def _read_head(self) -> bytes:
        """Take all before the first item out of the buffer and return it."""
        position = 0
        while True:
            found = self._next_mark(position)
            if found is None:
                return self._take(len(self._buffer))
            if found.group().startswith((b"<!--", b"<![")):
                position = self._behind(found) or len(self._buffer)
            elif found.group().startswith(b"</"):
                position = found.end()
            else:
                return self._take(found.start())

    def _without_preface(self, head: bytes) -> bytes:
        opening = _OPENING.search(head)
        if opening:
            self._pass_over(head[: opening.start()])
        return head[opening.start() :] if opening else head

    def _pass_over(self, between: bytes) -> None:
        """Count what stands where only tags and white space may."""
        words = b" ".join(_TAG.sub(b" ", between).split())
        if words:
            self.loose += len(words)
            self._first_loose = self._first_loose or words[:200].decode(errors="replace")

    @property
    def told(self) -> str:
        """What is to be told of the file apart from its items; empty where there is nothing."""
        if self.loose:
            return (
                f"{self.loose} bytes beside its items are none of its own and were passed over: “{self._first_loose}”"
            )
        return "" if self._number or self.ending else "it holds no items"

    def _take(self, end: int) -> bytes:
        taken, self._buffer = self._buffer[:end], self._buffer[end:]
        self._offset += end
        return taken

    def _next_mark(self, position: int) -> re.Match | None:
        while True:
            if found := self._marks.search(self._buffer, position):
                return found
            # A mark may be cut by the chunk's end.
            position = max(position, len(self._buffer) - 64)
            if len(self._buffer) > MOST_BYTES or not self._more():
                return None

    def _behind(self, opening: re.Match) -> int | None:
        """Return where the comment or section that opens here ends; None where it does not."""
        closing = b"-->" if opening.group() == b"<!--" else b"]]>"
        position = opening.end()
        while (end := self._buffer.find(closing, position)) < 0:
            position = max(opening.end(), len(self._buffer) - 2)
            if len(self._buffer) > MOST_BYTES or not self._more():
                return None
        return end + len(closing)

    def __iter__(self) -> Iterator[Item]:
        return map(self._parsed, self._items())

    def having(self, mark: re.Pattern[bytes]) -> Iterator[Item]:
        """Yield only the items whose bytes have this mark; the others are not parsed."""
        return (self._parsed(item) for item in self._items() if mark.search(item.raw))

    def _items(self) -> Iterator[Item]:
        last = self._tail
        while True:
            opening = self._next_mark(0)
            if opening is None:
                last = (last + self._buffer)[-400:]
                self._pass_over(self._buffer)
                break
            if opening.group().startswith((b"<!--", b"<![")):
                self._take(self._behind(opening) or len(self._buffer))
                continue
            if opening.group().startswith(b"</"):
                self._take(opening.end())
                continue
            self._pass_over(self._take(opening.start()))
            self._number += 1
            item = self._cut()
            if item is None:
                return
            yield item
        if not re.search(rb"</(?:\w+:)?\w+\s*>\s*(?:<!--.*-->\s*)*\Z", last, re.DOTALL):
            self.ending = f"the file ends before its last tag, behind item {self._number} (byte {self._offset})"

    def _cut(self) -> Item | None:
        """Take the item at the buffer's start; None where the file ends inside of it."""
        start, position = self._offset, len(self._tag)
        end = None
        while end is None:
            found = self._next_mark(position)
            if found is None:
                break
            if found.group().startswith(b"</"):
                end = found.end()
            elif found.group().startswith((b"<!--", b"<![")):
                behind = self._behind(found)
                if behind is None:
                    break
                position = behind
            else:
                position = found.end()
        if end is not None:
            return Item(self._number, start, self._take(end))
        if len(self._buffer) > MOST_BYTES:
            return self._too_long(start)
        self._cut_off(start, start + len(self._buffer))
        return None

    def _cut_off(self, start: int, end: int) -> None:
        self.ending = (
            f"the file ends inside item {self._number} (it begins at byte {start}, the file ends at byte {end})"
        )

    def _too_long(self, start: int) -> Item | None:
        """Pass over an item that is too long, without holding it."""
        closing = b"</" + self._tag
        while (end := self._buffer.find(closing)) < 0:
            self._take(max(0, len(self._buffer) - len(closing)))
            if not self._more():
                self._cut_off(start, self._offset + len(self._buffer))
                return None
        self._take(end + len(closing))
        self._take(max(0, self._buffer.find(b">") + 1))
        return Item(self._number, start, b"", fault=f"is longer than {MOST_BYTES // 1024 // 1024} MB")

    # --- Parsing ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _refuse_entities(head: bytes) -> None:
        doctype = _DOCTYPE.search(head)
        if doctype and doctype[1]:
            what = "an external entity" if _EXTERNAL.search(head) else "entities"
            raise Refused(f"it has a document type declaration with {what}, which no export has and which is not read")

    def _parsed(self, item: Item) -> Item:
        if item.fault:
            return item
        raw = self._mended(item)
        if item.fault:
            return item
        try:
            item.element = self._parse(raw)
        except etree.XMLSyntaxError as error:
            mended = self._second_try(raw, item)
            try:
                item.element = self._parse(mended)
            except etree.XMLSyntaxError:
                item.fault = f"is not well-formed XML: {error.msg}"
        return item

    def _parse(self, raw: bytes) -> etree._Element:
        return etree.fromstring(b"<items" + self.namespaces + b">" + raw + b"</items>", self._parser)[0]

    @staticmethod
    def _mended(item: Item) -> bytes:
        """The item's bytes as UTF-8 without control characters; what was done goes to its problems."""
        raw = item.raw
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            if not decoding.is_western(raw):
                item.fault = (
                    f"is not UTF-8 (byte {item.offset + error.start}), and the file names no other encoding: "
                    "say which with --encoding"
                )
                return raw
            text = raw.decode(errors="newsroom_cp1252")
            odd = raw.decode(errors="replace").count("\ufffd")
            item.problems.append(
                Problem(
                    "encoding",
                    f"The file says UTF-8, but {odd} bytes of the item are not (the first at byte "
                    f"{item.offset + error.start}): they were read as windows-1252.",
                )
            )
            raw = text.encode()
        clean = raw.translate(None, _CONTROLS)
        if removed := len(raw) - len(clean):
            item.problems.append(_controls(removed))
        return clean

    @staticmethod
    def _second_try(raw: bytes, item: Item) -> bytes:
        """Mend what is no XML in an item that could not be parsed: references to nothing, lone ampersands, prefixes."""
        raw, removed = _CONTROL_REFERENCE.subn(b"", raw)
        if removed:
            item.problems.append(_controls(removed))
        parts, mended = _SECTION.split(raw), 0
        for index in range(0, len(parts), 2):
            parts[index], count = _ENTITY.subn(_reference, parts[index])
            mended += count
        if dropped := _drop_declarations(parts):
            item.problems.append(
                Problem("namespaces", f"{dropped} declarations of namespaces that are none were dropped.")
            )
        if mended:
            item.problems.append(Problem("entities", f"{mended} entities or ampersands that are no XML were mended."))
        used = {found for pair in _PREFIX.findall(b"".join(parts[::2])) for found in pair if found}
        return b"".join(_declared(parts, used))


def _drop_declarations(parts: list[bytes]) -> int:
    """Take declarations of namespaces out that no parser takes: impossible prefixes, addresses that are none."""
    dropped = 0

    def checked(found: re.Match[bytes]) -> bytes:
        nonlocal dropped
        prefix, uri = found[1], found[2][1:-1]
        if prefix not in (b"xml", b"xmlns") and _NCNAME.fullmatch(prefix) and _URI.fullmatch(uri):
            return found.group()
        dropped += 1
        return b""

    for index in range(0, len(parts), 2):
        parts[index] = _DECLARATION.sub(checked, parts[index])
    return dropped


def _declared(parts: list[bytes], prefixes: set[bytes]) -> list[bytes]:
    """The item in an element that declares every prefix, so that one that the file forgot is a name like any other."""
    there = {found[1] for found in _DECLARATION.finditer(parts[0])}
    missing = sorted(prefixes - there - {b"xml", b"xmlns"})
    names = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (name, name) for name in missing)
    if not names:
        return parts
    first = re.match(rb"<[\w:.-]+", parts[0])
    opening = first.group() if first else b""
    return [opening + names, parts[0][len(opening) :], *parts[1:]] if opening else parts


def _controls(removed: int) -> Problem:
    noun = "control character" if removed == 1 else "control characters"
    return Problem("control-characters", f"{removed} {noun} removed.")


def _reference(found: re.Match[bytes]) -> bytes:
    name = (found[1] or b"").decode().removesuffix(";")
    code = name2codepoint.get(name)
    return f"&#{code};".encode() if code else b"&amp;" + (found[1] or b"")


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parser(**options) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=True, **options)


def _head(head: bytes) -> tuple[etree._Element, bytes]:
    """Parse what stands before the first item; return the root, and the namespaces declared there as attributes."""
    pull = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    clean = _DOCTYPE_WHOLE.sub(b"", head.translate(None, _CONTROLS), count=1).lstrip(b" \t\r\n")
    try:
        pull.feed(re.sub(rb"(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", rb"\1", clean, count=1))
        started = [element for _event, element in pull.read_events()]
    except etree.XMLSyntaxError as error:
        raise Refused(f"not well-formed XML before the first item: {error.msg}") from error
    if not started:
        raise Refused("it holds no element")
    names: dict[str | None, str] = {}
    for element in started[:2]:
        names.update(element.nsmap)
    declared = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{uri}"' for prefix, uri in names.items() if '"' not in uri
    )
    return started[0], declared.encode()


_DOCTYPE_WHOLE = re.compile(rb"<!DOCTYPE\s[^>\[]*>", re.IGNORECASE)


# --- Encodings


def _utf8(stream: BinaryIO, given: str) -> tuple[str, Iterator[bytes]]:
    """The file's encoding as it is read, and its bytes as UTF-8; UTF-8 itself is passed through as it is."""
    head = stream.read(decoding.SAMPLE)
    encoding = given or encoding_of(head)
    return encoding, (_plain if encoding == "utf-8" else _transcoded)(head, stream, encoding)


def encoding_of(head: bytes) -> str:
    """The encoding of an XML file by its first bytes: mark, pattern, declaration; UTF-8 where nothing says another.

    Raises Refused for one that Python does not know.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    if head[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return "utf-16-le"
    if head[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return "utf-16-be"
    declared = _DECLARED.search(head[:4_000])
    name = declared[1].decode().lower() if declared else "utf-8"
    try:
        if name in _MEANT:
            return _MEANT[name]
        known = codecs.lookup(name)
        if not known._is_text_encoding or known.name in _NO_ENCODINGS:
            raise LookupError(name)
        return _MEANT.get(known.name, known.name)
    except LookupError as error:
        raise Refused(f"it says that its encoding is “{name}”, which is not known") from error


#: What Python calls an encoding and no file is in.
_NO_ENCODINGS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
#: Encodings as they are meant and as every browser reads them: who writes Latin-1 means what Windows made of it. A file
#: that can be read so far is no UTF-16, whatever it says.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "utf-16": "utf-8",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
}


def _plain(head: bytes, stream: BinaryIO, _encoding: str) -> Iterator[bytes]:
    yield head.removeprefix(codecs.BOM_UTF8)
    while chunk := stream.read(CHUNK):
        yield chunk


def _transcoded(head: bytes, stream: BinaryIO, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(head).encode()
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()
