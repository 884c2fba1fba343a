"""Makes mirrors of the test's newspaper and reads them from outside, as files."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import call_command
from lxml import html

SITE = "https://www.gazette.example"
ADDRESSES = ("href", "src", "poster")
SETS = ("srcset", "imagesrcset")


class Mirror:
    """A folder with a mirror; what the last command on it said."""

    def __init__(self, folder: Path, capsys):
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def export(self, *arguments: str) -> int:
        """Run the command; return its exit code."""
        with pytest.raises(SystemExit) as ending:
            call_command("export_site", str(self.folder), "--site-url", SITE, *arguments)
        self.out, self.err = self._capsys.readouterr()
        return ending.value.code

    def verify(self, *arguments: str) -> int:
        return self.export("--verify", *arguments)

    def files(self) -> dict[str, bytes]:
        """Every file by its name, with its bytes."""
        found = (Path(folder) / file for folder, _folders, files in os.walk(self.folder) for file in files)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def page(self, name: str):
        return html.fromstring(self.read(name))

    def links_of(self, name: str) -> list[str]:
        """The names of the files that a page names, there or not, without what leads out of the mirror."""
        found = []
        for element in self.page(name).iter():
            said = [element.get(attribute) or "" for attribute in ADDRESSES]
            for attribute in SETS:
                said += [part.split()[0] for part in (element.get(attribute) or "").split(",") if part.strip()]
            for address in said:
                parts = urlsplit(address)
                if parts.path and not parts.scheme:
                    assert not parts.path.startswith("/"), f"{name}: {address} leads to the root of the disk"
                    found.append(os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path))))
        return found

    def clicks(self) -> dict[str, int]:
        """How many clicks away from the front page each page is that can be reached."""
        away, edge = {"index.html": 0}, ["index.html"]
        while edge:
            here = edge.pop(0)
            for name in self.links_of(here):
                if name.endswith(".html") and name not in away:
                    away[name] = away[here] + 1
                    edge.append(name)
        return away
