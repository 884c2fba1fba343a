"""A run over what has been read before: it costs next to nothing, and never hides a change."""

import json

import pytest
from django.core.management import call_command

from articles.importing import ahead
from articles.importing.formats import ndjson
from articles.models import Article, ImportRecord, ImportRun
from tests.newspaper import edit

pytestmark = pytest.mark.django_db


def line(number: int, **told) -> str:
    return json.dumps(
        {
            "legacy_id": f"s-{number}",
            "headline": f"Ferry {number} to run until midnight",
            "site": "The Landing",
            "section": "River",
            "published_at": "2019-05-01T06:00:00+07:00",
            "blocks": [f"Boat {number} leaves at ten."],
            **told,
        }
    )


@pytest.fixture
def source(tmp_path):
    """Writes the lines as the source's only file, or as another one's, and returns its path."""

    def write(*lines: str, name: str = "stories.ndjson"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def reads(monkeypatch):
    """The records that were read out of files, by their ids."""
    read, ids = ndjson.read, []

    def watched(*arguments):
        for record in read(*arguments):
            ids.append(getattr(record, "legacy_id", "?"))
            yield record

    monkeypatch.setattr(ndjson, "read", watched)
    return ids


def bring(path, *options: str) -> ImportRun:
    with pytest.raises(SystemExit):
        call_command("import_stories", str(path), "--source", "landing", *options)
    return ImportRun.objects.latest("pk")


def test_an_input_that_was_read_before_is_not_read_again(source, reads, capsys):
    path = source(line(1), line(2))
    bring(path)
    reads.clear()
    capsys.readouterr()
    assert bring(path).counts == {"unchanged": 2}
    assert bring(path).counts == {"unchanged": 2}
    assert reads == []
    assert capsys.readouterr().out == "2 stories: 2 unchanged\n" * 2


def test_what_was_told_of_it_is_told_again(source, reads):
    path = source(line(1, section=""), line(2))
    first, second = bring(path), bring(path)
    assert reads == ["s-1", "s-2"]
    assert second.problems == first.problems != {}
    assert [problem.text for problem in second.told.all()] == [problem.text for problem in first.told.all()]
    assert {problem.outcome for problem in second.told.all()} == {"unchanged"}


def test_a_dry_run_counts_as_the_real_one_would(source, reads, capsys):
    path = source(line(1))
    bring(path)
    capsys.readouterr()
    bring(path, "--dry-run")
    assert capsys.readouterr().out == "1 story: 1 unchanged (dry run: nothing was changed)\n"
    assert ImportRun.objects.count() == 1


def test_a_report_of_every_story_is_made_by_reading_it(source, reads, tmp_path):
    path = source(line(1))
    bring(path)
    bring(path, "--report", str(tmp_path / "report.ndjson"))
    assert reads == ["s-1", "s-1"]
    assert json.loads((tmp_path / "report.ndjson").read_text())["outcome"] == "unchanged"


def test_a_story_that_changed_in_the_source_comes_in(source):
    bring(source(line(1), line(2)))
    assert bring(source(line(1), line(2, headline="Ferry stays in"))).counts == {"unchanged": 1, "updated": 1}
    assert Article.objects.filter(headline="Ferry stays in").exists()


def test_other_wishes_make_it_worth_reading_again(source, reads):
    path = source(line(1))
    bring(path)
    bring(path, "--date-order", "dmy")
    assert reads == ["s-1", "s-1"]


def test_a_story_that_was_deleted_here_is_told_and_stays_deleted(source):
    path = source(line(1), line(2))
    bring(path, "--status", "draft")
    Article.objects.get(headline__contains="2").delete()
    assert bring(path, "--status", "draft").counts == {"unchanged": 1, "deleted": 1}


def test_a_story_that_was_edited_here_stays_as_it_is(source):
    path = source(line(1))
    bring(path)
    edit(Article.objects.get(), headline="Ferry to run all night")
    assert bring(path).counts == {"unchanged": 1}
    assert Article.objects.get().headline == "Ferry to run all night"


def test_a_run_that_was_undone_can_be_made_again(source):
    path = source(line(1))
    with pytest.raises(SystemExit):
        call_command("import_undo", str(bring(path).pk))
    assert not ImportRecord.objects.exists()
    assert bring(path).counts == {"created": 1}


def test_a_story_that_another_source_changed_since_is_changed_back(source):
    path = source(line(1))
    bring(path)
    bring(source(line(1, headline="Ferry stays in"), name="newer.ndjson"))
    assert bring(path).counts == {"updated": 1}
    assert Article.objects.get().headline == "Ferry 1 to run until midnight"


def test_a_run_that_was_refused_something_reads_again(source, reads):
    path = source(line(1), "{not json")
    bring(path)
    reads.clear()
    assert bring(path).counts == {"unchanged": 1, "refused": 1}
    assert reads


def test_of_two_stories_under_one_id_the_first_is_kept_however_far_apart_they_stand(source, monkeypatch):
    monkeypatch.setattr(ahead, "BATCH", 2)
    twice = [line(1), line(2), line(3), line(1), line(2, headline="Ferry stays in")]
    assert bring(source(*twice)).counts == {"created": 3, "unchanged": 1, "conflict": 1}
    assert not Article.objects.filter(headline="Ferry stays in").exists()
    assert ImportRecord.objects.get(legacy_id="s-2").outcome == "created"
