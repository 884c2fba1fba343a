"""Lets stories out by the command, for the tests of formats."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree


def export(folder: Path, form: str, code: int = 0, **options) -> Path:
    """Export to a folder below this one; return it."""
    out = folder / "out"
    with pytest.raises(SystemExit) as ended:
        call_command("export_stories", str(out), format=form, **options)
    assert ended.value.code == code
    return out


def documents(out: Path) -> dict[str, etree._Element]:
    """The XML documents of a folder, by their paths below it."""
    return {str(path.relative_to(out)): etree.parse(path).getroot() for path in sorted(out.rglob("*.xml"))}


def objects(out: Path) -> dict[str, dict]:
    return {str(path.relative_to(out)): json.loads(path.read_text("utf-8")) for path in sorted(out.rglob("*.json"))}
