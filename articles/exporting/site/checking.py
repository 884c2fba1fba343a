"""Holds a mirror against its signed list of checksums."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from articles.exporting.site import names
from articles.exporting.site.folder import UNFINISHED, WrongFolder, read_checksums
from articles.exporting.site.signing import BadKey, PublicKey, read_public
from articles.exporting.site.work import Work

#: The list cannot list itself.
UNLISTED = {names.CHECKSUMS, names.SIGNATURE}


@dataclass(slots=True)
class Verdict:
    """What a mirror is found to be. `is_own_key`: the list was held against no other key than the mirror's own."""

    files: int = 0
    differ: int = 0
    is_signed: bool = True
    is_own_key: bool = False
    fingerprint: str = ""

    @property
    def exit_code(self) -> int:
        """0 all is as it was signed, 3 files differ, 4 the list is not signed with the key: it proves nothing."""
        if not self.is_signed:
            return 4
        return 3 if self.differ else 0

    def summary(self) -> str:
        signed = "signed" if self.is_signed else "not signed"
        told = f"{self.files} files listed, {self.differ} differ; the list is {signed} with the key"
        own = " in the mirror itself: hold it against the one that the paper tells" if self.is_own_key else ""
        return f"{told} {self.fingerprint or '(none)'}{own}"


def check(root: Path, trusted: PublicKey | None, *, tell: Callable[[str], None]) -> Verdict:
    """Say whether each file is as its paper signed it; `tell` gets a sentence for each thing that is not so.

    `trusted` is the paper's key where it is known otherwise; else the mirror's own. Raises WrongFolder where there is
    no mirror.
    """
    if not (root / names.CHECKSUMS).is_file():
        raise WrongFolder(f"“{root}” holds no mirror: {names.CHECKSUMS} is missing.")
    verdict = Verdict(is_own_key=trusted is None)
    _check_signature(root, trusted, verdict, tell)
    work = Work()
    try:
        for digest, name in read_checksums(root):
            work.keep(name, digest)
        _check_files(root, work, verdict, tell)
    finally:
        work.close()
    return verdict


def _check_signature(root: Path, trusted: PublicKey | None, verdict: Verdict, tell: Callable[[str], None]) -> None:
    try:
        key = trusted or read_public(root / names.PUBLIC_KEY)
        signature = (root / names.SIGNATURE).read_bytes()
    except BadKey as error:
        verdict.is_signed = False
        return tell(str(error))
    except OSError as error:
        verdict.is_signed = False
        return tell(f"The signature {names.SIGNATURE} cannot be read: {error.strerror}.")
    verdict.fingerprint = key.fingerprint
    with open(root / names.CHECKSUMS, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    verdict.is_signed = key.has_signed(digest, signature)
    if not verdict.is_signed:
        tell(
            f"The list {names.CHECKSUMS} is not signed with the key {key.fingerprint}: it was changed, or is another’s."
        )
    return None


def _check_files(root: Path, work: Work, verdict: Verdict, tell: Callable[[str], None]) -> None:
    if (root / UNFINISHED).exists():
        verdict.differ += 1
        tell("An export to this folder was stopped before its end; run it again.")
    for name, digest in work.made():
        verdict.files += 1
        if problem := _problem_of(root / name, name, digest):
            verdict.differ += 1
            tell(problem)
    for folder, folders, files in os.walk(root):
        if Path(folder) == root:
            folders[:] = [name for name in folders if name != UNFINISHED]
        for file in sorted(files):
            name = (Path(folder) / file).relative_to(root).as_posix()
            if name not in UNLISTED and not work.is_made(name):
                verdict.differ += 1
                tell(f"“{name}” is not in the list: it was added.")


def _problem_of(path: Path, name: str, digest: str) -> str:
    try:
        with open(path, "rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return f"“{name}” is missing."
    except OSError as error:
        return f"“{name}” cannot be read: {error.strerror}."
    return "" if found == digest else f"“{name}” was changed."
