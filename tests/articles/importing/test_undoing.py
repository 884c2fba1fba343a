"""Taking an import back: what it brought goes, what it changed is as before, what anybody touched stays."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import press
from articles.models import (
    Article,
    Author,
    Edition,
    FormerPath,
    ImportRecord,
    ImportRun,
    Listing,
    Publication,
    PublishedArticle,
    RelatedLink,
    Revision,
    SearchEntry,
    Section,
    Tag,
)
from media.models import Picture
from tests.newspaper import add_related, draw, edit, make_live

pytestmark = pytest.mark.django_db


def record(number: int, **fields) -> dict:
    return {
        "legacy_id": str(number),
        "headline": f"Story {number}",
        "section": "River",
        "site": "The Landing",
        "bylines": ["Sok Dara"],
        "tags": ["ferries"],
        "addresses": [f"https://landing.example/?p={number}"],
        "published_at": "2019-05-01T06:00:00+07:00",
        "blocks": ["The ferry will run until midnight."],
    } | fields


@pytest.fixture
def bring(tmp_path):
    """Imports these records; returns the run."""

    def bring(*records, media=False) -> ImportRun:
        source = tmp_path / "archive.ndjson"
        source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        with pytest.raises(SystemExit):
            call_command("import_stories", str(source), *(["--media", str(tmp_path)] if media else []))
        return ImportRun.objects.first()

    return bring


def undo(run, *arguments) -> int:
    with pytest.raises(SystemExit) as ending:
        call_command("import_undo", str(run.pk), *arguments)
    return ending.value.code


EMPTY = (
    Article, Revision, Publication, PublishedArticle, Listing, SearchEntry, FormerPath, ImportRecord, Author, Tag,
    Section, Edition, Picture,
)  # fmt: skip


def test_an_import_taken_back_leaves_nothing_and_can_come_in_again(bring, tmp_path, capsys, client):
    (tmp_path / "ferry.jpg").write_bytes(draw())
    story = record(1, lead_picture={"file": "ferry.jpg", "credit": "Chan Mony"})
    run = bring(story, record(2, related=["1"]), media=True)
    capsys.readouterr()
    assert undo(run) == 0
    assert capsys.readouterr().out == (
        "2 stories taken back, 0 restored, 0 kept; also taken back: 1 picture, 1 author, 1 tag, 1 section, 1 edition\n"
    )
    for model in EMPTY:
        assert not model.objects.exists(), model
    assert client.get("/river/story-1/").status_code == client.get("/?p=1").status_code == 404
    bring(story, record(2), media=True)
    assert client.get("/?p=1").headers["Location"] == "/river/story-1/"


def test_the_second_undo_finds_nothing_left(bring, capsys):
    run = bring(record(1))
    undo(run)
    capsys.readouterr()
    assert undo(run) == 0
    assert capsys.readouterr().out == "0 stories taken back, 0 restored, 0 kept\n"


def test_a_dry_undo_tells_the_same_and_changes_nothing(bring, capsys):
    run = bring(record(1), record(2), record(3))
    edit(Article.objects.get(headline="Story 3"), standfirst="A pilot until June.")
    capsys.readouterr()
    assert undo(run, "--dry-run") == 3
    told = capsys.readouterr().out
    assert PublishedArticle.objects.count() == 3
    assert undo(run) == 3
    assert told == capsys.readouterr().out.rstrip("\n") + " (dry run: nothing was changed)\n"


def test_what_an_editor_touched_stays_and_is_told(bring, capsys, django_user_model):
    run = bring(record(1), record(2), record(3), record(4, status="draft"))
    edit(Article.objects.get(headline="Story 1"), standfirst="A pilot until June.")
    press.withdraw(Article.objects.get(headline="Story 2"), by=None, reason="It could not be confirmed.")
    editor = django_user_model.objects.create(username="mealea")
    press.publish(Article.objects.get(headline="Story 4"), by=editor)
    capsys.readouterr()
    assert undo(run) == 3
    told = capsys.readouterr().out
    assert "The Landing: 1: It was edited here since (revision 2)." in told
    assert "The Landing: 2: It was withdrawn here since." in told
    assert "The Landing: 4: mealea has worked on it since: published" in told
    assert "1 story taken back, 0 restored, 3 kept" in told
    assert set(Article.objects.values_list("headline", flat=True)) == {"Story 1", "Story 2", "Story 4"}
    assert FormerPath.objects.filter(path="/?p=1").exists()
    assert Author.objects.exists()


def test_what_a_run_updated_is_again_what_it_was(bring, client, django_capture_on_commit_callbacks):
    bring(record(1))
    second = bring(record(1, headline="Changed", published_at="2020-01-01T06:00:00+07:00", addresses=["/new-old/"]))
    assert "Changed" in client.get("/river/story-1/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert undo(second) == 0
    page = client.get("/river/story-1/").content.decode()
    assert "Changed" not in page
    assert PublishedArticle.objects.get().published_at.year == Article.objects.get().published_at.year == 2019
    assert client.get("/new-old/").status_code == 404
    third = bring(record(1))
    assert third.counts == {"unchanged": 1}


def test_a_run_whose_stories_a_later_one_updated_waits_for_that_to_be_undone(bring, capsys):
    first = bring(record(1))
    second = bring(record(1, headline="Changed"))
    capsys.readouterr()
    assert undo(first) == 4
    assert f"Import {second.pk} has updated it since: undo that one first." in capsys.readouterr().out
    assert undo(second) == undo(first) == 0
    assert not Article.objects.exists()


def test_a_story_that_named_a_removed_one_waits_for_it_again(bring):
    run = bring(record(1))
    other = make_live("Second boat on its way")
    add_related(other, target=Article.objects.get(headline="Story 1"))
    undo(run)
    link = RelatedLink.objects.get(article=other)
    assert link.is_pending
    assert link.headline == "Story 1"
    bring(record(1))
    link.refresh_from_db()
    assert link.target.headline == "Story 1"


def test_undoing_a_run_that_never_was_is_a_wrong_call():
    with pytest.raises(CommandError, match="There is no import 7") as refused:
        call_command("import_undo", "7")
    assert refused.value.returncode == 2
