"""`manage.py export_stories`, from outside: folders, files and what is printed."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from media.models import Picture
from tests.articles.exporting import papers


def export(target: Path | str, **options) -> int:
    """Call the command; return its exit code."""
    with pytest.raises(SystemExit) as ended:
        call_command("export_stories", str(target), **options)
    return ended.value.code


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stories(path: Path) -> dict[str, dict]:
    return {line["headline"]: line for line in lines(path) if "headline" in line}


@pytest.fixture
def paper(db):
    return papers.make_rich_paper()


def test_without_a_wish_only_what_readers_have_leaves(paper, tmp_path, capsys):
    assert export(tmp_path / "out") == 0
    text = (tmp_path / "out" / "stories.ndjson").read_text(encoding="utf-8")
    assert papers.FERRY in text
    assert papers.FERRY_KM in text
    for hidden in (papers.DRAFT, papers.SECRET, papers.SCHEDULED, papers.WITHDRAWN, "again", "Ring the harbour"):
        assert hidden not in text
    assert "4 stories: 4 exported" in capsys.readouterr().out


def test_everything_leaves_when_it_is_asked_for(paper, tmp_path):
    assert export(tmp_path / "out", status="all") == 0
    found = stories(tmp_path / "out" / "stories.ndjson")
    assert {papers.DRAFT, papers.EMBARGOED, papers.SCHEDULED, papers.WITHDRAWN, papers.FERRY} <= set(found)
    assert found[papers.WITHDRAWN]["withdrawal"]["reason"] == "It was about another boat."
    assert found[papers.RAIN]["unpublished"]["headline"] == f"{papers.RAIN} again"


def test_originals_lie_beside_the_stories_under_the_names_that_they_name(paper, tmp_path):
    export(tmp_path / "out")
    ferry = stories(tmp_path / "out" / "stories.ndjson")[papers.FERRY]
    original = tmp_path / "out" / "pictures" / ferry["lead_picture"]["file"]
    with Picture.objects.get(file_name="seagreen.jpg").file.open() as kept:
        assert original.read_bytes() == kept.read()
