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

from articles.importing import bundles, decoding, formats, mapping
from articles.models import ImportRun

MOST_BYTES = 500 * 1024 * 1024
#: So much the pictures of one upload may take, unpacked.
_MOST_UNPACKED = 4 * 1024 * 1024 * 1024


class Refused(Exception):
    """The file is not taken; the text is a sentence for who brought it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the form asks for, as `import_stories` does."""

    section: str = ""
    source: str = ""
    status: str = ""
    dry_run: bool = False

    def arguments(self) -> list[str]:
        told = {"--section": self.section, "--source": self.source, "--status": self.status}
        dry = ["--dry-run"] if self.dry_run else []
        return [*(f"{name}={value}" for name, value in told.items() if value), *dry]


def judge(upload: UploadedFile) -> None:
    """Raise Refused for a file that is too large or of no format that is known, by its first bytes."""
    if upload.size > MOST_BYTES:
        said = _("The file is larger than %d MB: bring it in by the command import_stories.")
        raise Refused(said % (MOST_BYTES // 1024 // 1024))
    head = upload.read(decoding.SAMPLE)
    upload.seek(0)
    if formats.detect(head, upload.name) is None and not bundles.is_zip(head):
        raise Refused(_("No format is known for this file."))


def judge_pictures(upload: UploadedFile) -> None:
    """Raise Refused for what is no zip archive, or too large."""
    if upload.size > MOST_BYTES:
        said = _("The file is larger than %d MB: bring it in by the command import_stories.")
        raise Refused(said % (MOST_BYTES // 1024 // 1024))
    try:
        bundles.Bundle(upload)
    except bundles.BadArchive as error:
        raise Refused(_("The pictures are no zip archive that can be read.")) from error
    upload.seek(0)


def judge_map(upload: UploadedFile) -> None:
    """Raise Refused for a map that cannot be read, with what is wrong."""
    try:
        mapping.load(upload.read(MOST_BYTES).decode())
    except (mapping.BadMap, UnicodeDecodeError) as error:
        raise Refused(_("The map cannot be read: %s.") % error) from error
    upload.seek(0)


def start(
    upload: UploadedFile,
    wishes: Wishes,
    *,
    by: AbstractBaseUser,
    pictures: UploadedFile | None = None,
    field_map: UploadedFile | None = None,
) -> ImportRun:
    """Keep the files where nobody is served from, begin their import beside this process, and return the run."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-import-"))
    path = folder / (Path(upload.name).name or "upload")
    _keep(upload, path)
    arguments, with_what = wishes.arguments(), []
    for given, option, ending in ((pictures, "--pictures", ".pictures.zip"), (field_map, "--map", ".map.toml")):
        if given:
            beside = folder / f"{path.name}{ending}"
            _keep(given, beside)
            arguments.append(f"{option}={beside}")
            with_what.append(Path(given.name).name)
    run = ImportRun.objects.create(command=" ".join(["upload", path.name, *with_what, *wishes.arguments()]), by=by)
    launch([str(run.pk), str(path), *arguments])
    return run


def _keep(upload: UploadedFile, path: Path) -> None:
    with path.open("wb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)


def unpacked(archive: Path) -> Path:
    """Unpack pictures beside their archive; return the folder that is to be `--media`.

    Raises bundles.BadArchive or bundles.TooLarge. A folder that holds all of them, as `uploads/` does, is that folder.
    """
    folder = archive.with_suffix("")
    taken = 0
    with archive.open("rb") as stream:
        bundle = bundles.Bundle(stream)
        for name in bundle.members:
            # A bundle's members lead out of no folder.
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(name) as packed, path.open("wb") as kept:
                while chunk := packed.read(1024 * 1024):
                    taken += len(chunk)
                    if taken > _MOST_UNPACKED:
                        raise bundles.TooLarge(f"the pictures take more than {_MOST_UNPACKED // 1024**3} GB")
                    kept.write(chunk)
    folder.mkdir(exist_ok=True)
    inside = list(folder.iterdir())
    is_wrapped = len(inside) == 1 and inside[0].is_dir() and inside[0].name.lower() in _WRAPPERS
    return inside[0] if is_wrapped else folder


#: Names of folders of which systems leave the name out when they name a file in it.
_WRAPPERS = frozenset(("uploads", "media", "files", "wp-content", "pictures"))


def launch(arguments: list[str]) -> None:
    """Run `manage.py import_upload` on its own: it outlives the request, and the server's process."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_upload", *arguments]
    nowhere = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Our own command; what was typed is an argument each, never a shell's word.
    subprocess.Popen(command, start_new_session=True, **nowhere)  # noqa: S603


def forget(path: Path) -> None:
    """Remove the kept files with their folder: the originals of their stories are in the database."""
    shutil.rmtree(path.parent)
