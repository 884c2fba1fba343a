"""An import of a file that a chief editor uploaded: judged at the door, run in a process of its own.

The admin calls `start`; `import_upload` is that process.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.importing import bundles, decoding, formats
from articles.models import ImportRun

MOST_BYTES = 500 * 1024 * 1024


class Refused(Exception):
    """The file is not taken; the text is a sentence for who brought it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the form asks for, as `import_stories` does."""

    section: str = ""
    source: str = ""
    status: str = ""

    def arguments(self) -> list[str]:
        told = {"--section": self.section, "--source": self.source, "--status": self.status}
        return [f"{name}={value}" for name, value in told.items() if value]


def judge(upload: UploadedFile) -> None:
    """Raise Refused for a file that is too large or of no format that is known, by its first bytes."""
    if upload.size > MOST_BYTES:
        said = _("The file is larger than %d MB: bring it in by the command import_stories.")
        raise Refused(said % (MOST_BYTES // 1024 // 1024))
    head = upload.read(decoding.SAMPLE)
    upload.seek(0)
    if formats.detect(head, upload.name) is None and not bundles.is_zip(head):
        raise Refused(_("No format is known for this file."))


def start(upload: UploadedFile, wishes: Wishes, *, by: AbstractBaseUser) -> ImportRun:
    """Keep the file where nobody is served from, begin its import beside this process, and return the run."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-import-"))
    path = folder / (Path(upload.name).name or "upload")
    with path.open("wb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
    run = ImportRun.objects.create(command=" ".join(["upload", path.name, *wishes.arguments()]), by=by)
    launch([str(run.pk), str(path), *wishes.arguments()])
    return run


def launch(arguments: list[str]) -> None:
    """Run `manage.py import_upload` on its own: it outlives the request, and the server's process."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_upload", *arguments]
    nowhere = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Our own command; what was typed is an argument each, never a shell's word.
    subprocess.Popen(command, start_new_session=True, **nowhere)  # noqa: S603


def forget(path: Path) -> None:
    """Remove the kept file with its folder: the originals of its stories are in the database."""
    shutil.rmtree(path.parent)
