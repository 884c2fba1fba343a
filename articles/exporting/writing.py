"""Files that are whole or not there: written under another name, then put in their place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing, its folders made. It takes its place at the end, and leaves nothing after an error.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".export-", suffix=".part", delete=False) as out:
        try:
            yield out
            out.flush()
            # A temporary file is its owner's alone; this one is as any other that the caller would write.
            os.chmod(out.name, 0o666 & ~_umask())
            os.replace(out.name, path)
        except BaseException:
            os.unlink(out.name)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
