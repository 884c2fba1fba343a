"""Zip archives of exports, their members one by one, and gzipped files: none trusted for its name or size. Pure."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

#: What comes out of a member may be so many times what went in, once it is more than this.
_MOST_RATIO, _UNJUDGED = 60, 5 * 1024 * 1024
_MOST_MEMBERS = 500_000
#: Archives in an archive are taken no deeper than this, which is not at all.
_IN_ARCHIVES = (".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".rar")


class TooLarge(ValueError):
    """More comes out of a member than goes with its size. The message is a sentence for the migrator."""


class BadArchive(ValueError):
    """The archive, or a member of it, cannot be read. The message is a sentence for the migrator."""


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def opened(path: Path) -> BinaryIO:
    """Open a file for reading; of a gzipped one what it holds, whose reading raises TooLarge or BadArchive. Raises
    OSError.
    """
    stream = path.open("rb")
    if stream.read(2) != b"\x1f\x8b":
        stream.seek(0)
        return stream
    stream.close()
    return io.BufferedReader(_Unpacked(lambda: gzip.open(path), path.stat().st_size), 65_536)


class Bundle:
    """An open zip archive. `members` are its files in the order of their names; `refused` says why others are none."""

    def __init__(self, stream: BinaryIO):
        try:
            self._zip = zipfile.ZipFile(stream)
            found = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise BadArchive(f"it is no zip archive that can be read: {error}") from error
        if len(found) > _MOST_MEMBERS:
            raise BadArchive(f"it has {len(found)} members, and {_MOST_MEMBERS} are the most")
        self.refused: list[tuple[str, str]] = []
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in found:
            if member.is_dir() or _is_hidden(member.filename):
                continue
            if reason := _unfit(member) or ("it is there twice" if member.filename in self._members else ""):
                self.refused.append((member.filename, reason))
            else:
                self._members[member.filename] = member

    @property
    def members(self) -> list[str]:
        return sorted(self._members)

    def open(self, name: str) -> BinaryIO:
        """Open a member. Reading it raises TooLarge or BadArchive."""
        try:
            member = self._members[name]
            return io.BufferedReader(_Unpacked(lambda: self._zip.open(member), member.compress_size), 65_536)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BadArchive(f"it cannot be unpacked: {error}") from error

    def beside(self, name: str, part: str, most: int) -> bytes | None:
        """The bytes of the file that lies beside a member, at most so many; None where there is none."""
        path = str(PurePosixPath(name).parent / part)
        if path not in self._members:
            return None
        with self.open(path) as stream:
            return stream.read(most)


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/"))


def _unfit(member: zipfile.ZipInfo) -> str:
    """Why a member is not taken; empty if it is."""
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in path.parts[0]:
        return "its name leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    if member.flag_bits & 0x1:
        return "it is locked by a password"
    if member.filename.lower().endswith(_IN_ARCHIVES):
        return "it is an archive itself: unpack it first"
    return ""


_UNREADABLE = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class _Unpacked(io.RawIOBase):
    """Bytes that were packed, counted as they come out."""

    def __init__(self, unpack: Callable[[], BinaryIO], packed: int):
        self._unpack, self._packed = unpack, packed
        self._stream = unpack()
        self._out = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Begin again, or say where it is; nowhere else."""
        if whence == io.SEEK_CUR and not offset:
            return self._out
        if offset or whence:
            raise io.UnsupportedOperation("what was packed is read from its beginning alone")
        self._stream.close()
        self._stream = self._unpack()
        self._out = 0
        return 0

    def readinto(self, buffer) -> int:
        try:
            chunk = self._stream.read(len(buffer))
        except _UNREADABLE as error:
            raise BadArchive(f"it cannot be unpacked: {error}") from error
        self._out += len(chunk)
        if self._out > _UNJUDGED and self._out > _MOST_RATIO * max(1, self._packed):
            raise TooLarge(
                f"it expands to over the limit: {self._out // 1024 // 1024} MB came out of "
                f"{self._packed // 1024} KB and more was to come"
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()
