"""Bytes of an unknown encoding to text, with a problem for whatever was not plain UTF-8. Pure; for every format."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from charset_normalizer import from_bytes

from articles.importing.records import Problem

#: How much is looked at to tell an encoding or a binary file.
SAMPLE = 32_768

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a sound or video file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
)

_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_TO_NEWLINE = dict.fromkeys(map(ord, _NEWLINES), "\n")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
#: The same without the C1 block, which is part of the words in text that was read as windows-1252 once too often.
_C0_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
#: Every byte a character, so that the five bytes that windows-1252 leaves open are not lost.
_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_CP1252_BYTES = {ord(character): byte for byte, character in enumerate(_CP1252)}
_TRAIL = re.escape("".join(_CP1252[0x80:0xC0]))
_MOJIBAKE = re.compile(f"[\xc2-\xf4][{_TRAIL}]{{1,3}}")
#: What newspapers print: accented Latin, dashes and quotes, currencies, Khmer, Thai, Lao, Burmese, Chinese, emoji.
_EXPECTED = re.compile(
    "[\xa0-\u017f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2000-\u206f\u20a0-\u20cf\u2100-\u214f"
    "\u3000-\u30ff\u4e00-\u9fff\U0001f300-\U0001faff]"
)
#: Bytes above 0x7F that Western text in windows-1252 is made of: quotes, dashes, the euro, accented letters.
_WESTERN = re.compile(rb"[\x80\x82\x84\x85\x8b\x91-\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd\xbf-\xff]")


class NotText(ValueError):
    """The bytes are no text. The message is a sentence for the migrator."""


class Decoded(NamedTuple):
    """Text whose lines end with `\\n` alone, and what had to be done to get it."""

    text: str
    problems: tuple[Problem, ...]


def decode(content: bytes) -> Decoded:
    """Read bytes as UTF-8, UTF-16 or UTF-32 (with a mark or without), else as an older encoding, which is reported.

    Raises NotText. Zero-width spaces, quotes and everything else that is printed stay as they are; mojibake is
    reported and left as it stands.
    """
    return _decoded_before(content) if len(content) <= SAMPLE else _decoded(content)


def _decoded(content: bytes) -> Decoded:
    refuse_binary(content)
    text, problems = _to_text(content)
    if any(newline in text for newline in _NEWLINES):
        text = text.replace("\r\n", "\n").translate(_TO_NEWLINE)
    text = text.removeprefix("\ufeff")
    broken = not text.isascii() and _is_mojibake(text)
    if broken:
        problems.append(
            Problem("mojibake", "The text was saved in the wrong encoding once (’ shows as â€™): kept as is.")
        )
    text, removed = (_C0_CONTROLS if broken else _CONTROLS).subn("", text)
    if removed:
        if removed > 8 + len(text) // 50:
            raise NotText(f"not text: {removed} control characters")
        noun = "control character" if removed == 1 else "control characters"
        problems.append(Problem("control-characters", f"{removed} {noun} removed."))
    if (lost := text.count("\ufffd")) > len(text) // 20:
        raise NotText(f"not text: {lost} characters cannot be decoded")
    if lost:
        problems.append(Problem("lost-characters", f"{lost} characters were already lost in the source (\ufffd)."))
    return Decoded(text, tuple(problems))


#: Of a file that is no longer than what is looked at to tell its format, those bytes are all.
_decoded_before = lru_cache(maxsize=1)(_decoded)


def glance(head: bytes) -> str:
    """The text of a file's first bytes, for formats that ask in turn whether it is theirs. Raises NotText."""
    return decode(head).text


def refuse_binary(content: bytes) -> None:
    """Raise NotText where the first bytes are those of a picture, an archive or a document."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            raise NotText(f"not text: the file is {name}")


def _to_text(content: bytes) -> tuple[str, list[Problem]]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode_marked(content[len(mark) :], encoding)
    if b"\x00" in content[:SAMPLE] and (encoding := _wide_encoding(content[:SAMPLE])):
        return _decode_wide(content, encoding)
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        return _decode_broken(content, error)


def _decode_marked(content: bytes, encoding: str) -> tuple[str, list[Problem]]:
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        if text.count("\ufffd") > max(1, len(text) // 100):
            raise NotText(f"not text: marked as {encoding.upper()} but byte {error.start} does not fit") from error
        return text.rstrip("\ufffd"), [_cut_off(error)] if text.endswith("\ufffd") else []


def _decode_wide(content: bytes, encoding: str) -> tuple[str, list[Problem]]:
    text, problems = _decode_marked(content, encoding)
    return text, [_read_as(encoding, "it has no mark, but every second byte is the same"), *problems]


def _decode_broken(content: bytes, error: UnicodeDecodeError) -> tuple[str, list[Problem]]:
    """Text that is not UTF-8 throughout: cut off inside a character, UTF-16, UTF-8 with a few odd bytes, or older."""
    if error.end == len(content) and error.reason == "unexpected end of data":
        return content[: error.start].decode(), [_cut_off(error)]
    if encoding := _wide_encoding(content[:SAMPLE]):
        return _decode_wide(content, encoding)
    reason = f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8"
    replaced = content.decode(errors="replace")
    odd = replaced.count("\ufffd")
    if sum(map(len, re.findall("[\x80-\ufffc]+", replaced))) > 4 * odd:
        text = content.decode(errors="newsroom_cp1252")
        return text, [Problem("mixed-encoding", f"UTF-8, but for {odd} bytes read as windows-1252: {reason}.")]
    encoding = _older_encoding(content[:SAMPLE])
    try:
        return content.decode(encoding), [_read_as(encoding, reason)]
    except UnicodeDecodeError:
        return "".join(map(_CP1252.__getitem__, content)), [_read_as("windows-1252", reason)]


def _older_encoding(sample: bytes) -> str:
    """Windows-1252 where every high byte is one that Western text has; else what charset-normalizer finds likeliest."""
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    western = len(_WESTERN.findall(sample))
    if western == high and high * 5 < len(sample):
        return "windows-1252"
    best = from_bytes(sample).best()
    if best is None:
        raise NotText("not text: the bytes fit no encoding")
    return best.encoding


def is_western(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 read as windows-1252 without a guess: each high one is a letter or a sign that
    Western text has, and they are few; or nearly all of them are UTF-8 and the odd ones stand between.
    """
    high = len(content) - len(content.translate(None, bytes(range(0x80, 0x100))))
    if len(_WESTERN.findall(content)) == high and high * 5 < len(content):
        return True
    replaced = content.decode(errors="replace")
    return sum(map(len, re.findall("[\x80-\ufffc]+", replaced))) > 4 * replaced.count("\ufffd")


def is_mojibake(text: str) -> bool:
    """Whether text was saved in the wrong encoding once (’ shows as â€™)."""
    return not text.isascii() and _is_mojibake(text)


def repaired(text: str) -> tuple[str, int]:
    """Text with every run of mojibake as it was meant, and how many there were. What is none stays as it is."""
    if text.isascii() or not _is_mojibake(text):
        return text, 0
    count = 0

    def meant(found: re.Match[str]) -> str:
        nonlocal count
        run, lead = found.group(), found.group()[0]
        length = 2 if lead < "\xe0" else 3 if lead < "\xf0" else 4
        try:
            letter = bytes(map(_CP1252_BYTES.__getitem__, map(ord, run[:length]))).decode()
        except UnicodeDecodeError:
            return run
        if not _EXPECTED.match(letter):
            return run
        count += 1
        return letter + run[length:]

    return _MOJIBAKE.sub(meant, text), count


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark: every second byte is the same (0x00 for Latin, 0x17 for Khmer) nearly throughout."""
    if len(sample) < 8:
        return ""
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        common = Counter(high).most_common(3)
        if sum(count for _byte, count in common) > 0.9 * len(high) and len(set(low)) > 2 * len(set(high)):
            try:
                sample[: len(sample) // 2 * 2].decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return ""


def _is_mojibake(text: str) -> bool:
    """UTF-8 that was read as windows-1252 and saved: ’ shows as â€™. Two such runs, or one of three letters or more."""
    weight = 0
    for match in _MOJIBAKE.finditer(text):
        lead = match.group()[0]
        run = match.group()[: 2 if lead < "\xe0" else 3 if lead < "\xf0" else 4]
        try:
            meant = bytes(map(_CP1252_BYTES.__getitem__, map(ord, run))).decode()
        except UnicodeDecodeError:
            continue
        if _EXPECTED.match(meant):
            weight += len(run) - 1
            if weight > 1:
                return True
    return False


def _read_as(encoding: str, reason: str) -> Problem:
    return Problem("encoding", f"Read as {encoding.upper().replace('WINDOWS', 'windows')}: {reason}.")


def _cut_off(error: UnicodeDecodeError) -> Problem:
    return Problem("cut-off", f"The file ends inside a character (byte {error.start}).")


def _odd_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(_CP1252.__getitem__, error.object[error.start : error.end])), error.end


codecs.register_error("newsroom_cp1252", _odd_byte)
