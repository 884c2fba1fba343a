"""The folder that holds a mirror: what in it is ours, and how a file comes into it whole.

Ours is what `checksums.txt` lists, and what the journal of a run names that was stopped. Nothing else is ever touched.
A file is made beside its place and moved there in one step, after the journal has its name: whenever a run is killed,
every file is whole, and the next run knows which are ours.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path

from django.core.files import locks

from articles.exporting.site import names
from articles.exporting.site.signing import SigningKey
from articles.exporting.site.work import Work

#: Where a run keeps what it needs while it lasts. No page is called so: no name of a page begins with a dot.
UNFINISHED = ".unfinished"


class WrongFolder(Exception):
    """The mirror cannot be written there; the message says why."""


class InTheWay(Exception):
    """A file cannot take its place; the message says what is there."""


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"


class Folder:
    """A mirror's folder while a run lasts. A context manager: only one run at a time. Raises WrongFolder."""

    def __init__(self, root: Path, work: Work):
        self.root, self._work = root, work
        self._unfinished = root / UNFINISHED
        self._open = ExitStack()

    def __enter__(self) -> Folder:
        with ExitStack() as opened:
            try:
                self._begin(opened)
            except OSError as error:
                raise WrongFolder(f"“{self.root}” cannot be written: {error.strerror}.") from error
            self._open = opened.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def _begin(self, opened: ExitStack) -> None:
        is_mirror = (self.root / names.CHECKSUMS).exists() or self._unfinished.is_dir()
        if not is_mirror and self.root.is_dir() and any(self.root.iterdir()):
            raise WrongFolder(f"“{self.root}” holds other files and no mirror; name a new or an empty folder.")
        self._unfinished.mkdir(parents=True, exist_ok=True)
        lock = opened.enter_context((self._unfinished / "lock").open("wb"))
        if not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB):
            raise WrongFolder(f"Another run is writing the mirror in “{self.root}”; wait for its end.")
        journal = self._unfinished / "names"
        self._journal = opened.enter_context(journal.open("a+", encoding="utf-8", newline="\n"))
        self._journal.seek(0)
        # A killed run may have left half a name, whose file was not made: from now on its line holds what no name does.
        self._work.remember((line[:-1], "") for line in self._journal if line.endswith("\n") and "\0" not in line)
        self._journal.write("\0\n")
        if (self.root / names.CHECKSUMS).exists():
            self._work.remember((name, digest) for digest, name in read_checksums(self.root))

    # --- Files -------------------------------------------------------------------------------------------------------

    def put(self, name: str, content: bytes) -> Outcome:
        """Bring a file to its place; one that reads so already is left alone. Raises InTheWay."""
        digest = hashlib.sha256(content).hexdigest()
        there, before = self._digest_of(name), self._work.before(name)
        if there == digest:
            outcome = Outcome.SAME
        elif there is not None and before is None:
            raise InTheWay(f"“{name}” is there and is not of this mirror; it is left as it is.")
        else:
            if before is None:
                self._journal.write(f"{name}\n")
                self._journal.flush()
            self._move_in(name, content)
            outcome = Outcome.NEW if there is None else Outcome.CHANGED
        self._work.keep(name, digest)
        return outcome

    def keep(self, name: str) -> bool:
        """Leave a file as it is that was made before and has not changed since; False where there is none."""
        before = self._work.before(name)
        if not before or self._digest_of(name) != before:
            return False
        self._work.keep(name, before)
        return True

    def remove(self, name: str) -> bool:
        """Remove a file, and the folders that it leaves empty; False where it was gone already."""
        path = self.root / name
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        for folder in path.relative_to(self.root).parents:
            if folder == Path() or any((self.root / folder).iterdir()):
                break
            (self.root / folder).rmdir()
        return True

    def _digest_of(self, name: str) -> str | None:
        try:
            with open(self.root / name, "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError as error:
            raise InTheWay(f"A folder has the name of the file “{name}”.") from error

    def _move_in(self, name: str, content: bytes) -> None:
        part = self._unfinished / "part"
        part.write_bytes(content)
        try:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise InTheWay(f"A file has the name of a folder of “{name}”.") from error
        os.replace(part, self.root / name)

    # --- The list ----------------------------------------------------------------------------------------------------

    def finish(self, key: SigningKey) -> None:
        """Write the signed list of what the mirror holds; from now on it is whole."""
        part, digest = self._unfinished / "list", hashlib.sha256()
        with open(part, "wb") as file:
            for name, checksum in self._work.made():
                line = f"{checksum}  {name}\n".encode()
                digest.update(line)
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        (self._unfinished / "part").write_bytes(key.sign(digest.digest()))
        self._take_place("part", names.SIGNATURE)
        self._take_place("list", names.CHECKSUMS)
        self._open.close()
        for left in self._unfinished.iterdir():
            left.unlink()
        self._unfinished.rmdir()

    def _take_place(self, part: str, name: str) -> None:
        new, there = self._unfinished / part, self.root / name
        if not there.exists() or not filecmp.cmp(new, there, shallow=False):
            os.replace(new, there)


def read_checksums(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 and the name of each line of a mirror's list. Raises WrongFolder for what is no such list."""
    with open(root / names.CHECKSUMS, encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            digest, parted, name = line.rstrip("\n").partition("  ")
            is_inside = name and not name.startswith("/") and ".." not in name.split("/") and "\\" not in name
            if len(digest) != 64 or not parted or not is_inside:
                raise WrongFolder(f"{names.CHECKSUMS} line {number}: “{line[:80].rstrip()}” is no checksum and name.")
            yield digest, name
