"""The import command, from files to the paper: what comes in, what stays, what is told."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles import press
from articles.importing import ahead
from articles.models import (
    Article,
    Author,
    Edition,
    FormerPath,
    ImportRecord,
    ImportRun,
    PublishedArticle,
    RelatedLink,
    Revision,
    Section,
    StoryPicture,
)
from media.models import Picture
from tests.newspaper import draw, edit, make_article, make_edition, make_section

pytestmark = pytest.mark.django_db

CAPTURE = """\
Logo of The Landing newspaper The Landing - {headline}

{headline}

Content image - The Landing
Passengers wait at Prek Tamak on Sunday. Chan Mony

{headline}

The ferry will run until midnight from Monday, the harbour office said yesterday.

“People have had to sleep at the landing,” harbour master Ros Vanna said.


  • {related}

    A second boat is to join the line before the rains, if the yard in the next town can
"""


@pytest.fixture
def capture(tmp_path):
    """Writes a capture into the test's folder and returns its path."""

    def write(name="ferry.txt", headline="Ferry to run until midnight", related="Second boat on its way", **changes):
        text = CAPTURE.format(headline=headline, related=related)
        for old, new in changes.items():
            text = text.replace(old, new)
        path = tmp_path / "captures" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def import_stories(*arguments) -> int:
    """Call the command and return its exit code."""
    with pytest.raises(SystemExit) as ending:
        call_command("import_stories", *map(str, arguments))
    return ending.value.code


def test_a_capture_goes_from_its_file_to_its_page(capture):
    assert import_stories(capture(), "--section", "River", "--published-at", "2024-05-01T06:00+07:00") == 0
    published = PublishedArticle.objects.get()
    assert published.path == "/river/ferry-to-run-until-midnight/"
    assert published.published_at.isoformat() == "2024-04-30T23:00:00+00:00"
    use = StoryPicture.objects.get()
    assert (use.caption, use.credit, use.alt_text) == ("Passengers wait at Prek Tamak on Sunday.", "Chan Mony", "")
    assert Article.objects.get().body.startswith("<p>The ferry will run until midnight from Monday")


def test_a_paper_without_an_edition_is_founded_in_the_captures_name(capture):
    import_stories(capture(), "--section", "River")
    edition = Edition.objects.get()
    assert (edition.name, edition.language, edition.is_default) == ("The Landing", "en", True)
    assert edition.masthead_alt == "Logo of The Landing newspaper"
    assert Section.objects.get().edition == edition


def test_a_date_that_nobody_knows_stays_unknown(capture):
    import_stories(capture(), "--section", "River")
    published = PublishedArticle.objects.get()
    assert published.published_at is None
    assert published.listed_at is not None


def test_without_a_section_it_waits_as_a_draft_and_says_so(capture, capsys):
    assert import_stories(capture(), "--report", "-") == 0
    assert not PublishedArticle.objects.exists()
    assert "no-section" in json.loads(capsys.readouterr().out)["problems"]


def test_what_is_imported_as_a_draft_is_not_before_readers(capture):
    import_stories(capture(), "--section", "River", "--status", "draft")
    assert Article.objects.count() == 1
    assert not PublishedArticle.objects.exists()


def test_a_dry_run_changes_no_row_and_tells_the_same_counts(capture, capsys, tmp_path):
    capture()
    capture("bridge.txt", "Bridge closes for repairs")
    (tmp_path / "captures" / "noise.txt").write_bytes(bytes(range(256)) * 20)
    assert import_stories(tmp_path / "captures", "--section", "River", "--dry-run") == 3
    told = capsys.readouterr().out
    for model in (Article, Edition, Section, ImportRun, ImportRecord, Revision, Author):
        assert not model.objects.exists()
    assert import_stories(tmp_path / "captures", "--section", "River") == 3
    assert told == capsys.readouterr().out.replace("\n", " (dry run: nothing was changed)\n")


def test_the_same_file_again_is_unchanged(capture, capsys):
    path = capture()
    import_stories(path, "--section", "River")
    capsys.readouterr()
    assert import_stories(path, "--section", "River") == 0
    assert capsys.readouterr().out == "1 story: 1 unchanged\n"
    assert Revision.objects.count() == 1


def test_a_changed_file_updates_its_story_at_the_same_address(capture, capsys):
    import_stories(capture(), "--section", "River")
    import_stories(capture(Monday="Tuesday"), "--section", "River")
    assert "1 updated" in capsys.readouterr().out
    assert "from Tuesday" in PublishedArticle.objects.get().revision.content["body"]
    assert Article.objects.get().pictures.count() == 1


def test_a_story_that_an_editor_touched_keeps_the_editors_words(capture, capsys):
    import_stories(capture(), "--section", "River")
    edit(Article.objects.get(), standfirst="A pilot until June.")
    assert import_stories(capture(Monday="Tuesday"), "--section", "River") == 4
    assert "1 conflict" in capsys.readouterr().out
    article = Article.objects.get()
    assert article.standfirst == "A pilot until June."
    assert "Tuesday" not in article.body


def test_a_story_deleted_here_stays_deleted(capture, capsys):
    path = capture()
    import_stories(path, "--status", "draft")
    Article.objects.get().delete()
    import_stories(path, "--status", "draft")
    assert "1 deleted" in capsys.readouterr().out
    assert not Article.objects.exists()


def test_a_draft_in_the_trash_counts_as_deleted(capture, capsys):
    path = capture()
    import_stories(path, "--status", "draft")
    Article.objects.update(trashed_at=timezone.now())
    import_stories(capture(Monday="Tuesday"), "--section", "River")
    assert "1 deleted" in capsys.readouterr().out
    assert "Tuesday" not in Article.objects.get().body
    assert not PublishedArticle.objects.exists()


def test_a_story_withdrawn_here_stays_withdrawn(capture, capsys):
    import_stories(capture(), "--section", "River")
    press.withdraw(Article.objects.get(), by=None, reason="It could not be confirmed.")
    import_stories(capture(Monday="Tuesday"), "--section", "River")
    assert "1 updated" in capsys.readouterr().out
    assert "Tuesday" in Article.objects.get().body
    assert not PublishedArticle.objects.exists()
    assert ImportRecord.objects.get().problems[-1][0] == "withdrawn"


def test_an_embargo_set_here_holds_back_what_the_source_changes(capture):
    import_stories(capture(), "--status", "draft", "--section", "River")
    Article.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    import_stories(capture(Monday="Tuesday"), "--section", "River")
    assert "Tuesday" in Article.objects.get().body
    assert not PublishedArticle.objects.exists()


def test_the_original_is_kept_byte_for_byte(capture):
    import zlib

    path = capture()
    import_stories(path)
    assert zlib.decompress(ImportRecord.objects.get().original) == path.read_bytes()


def test_a_related_story_that_has_not_come_in_is_pending_until_it_does(capture):
    import_stories(capture(), "--section", "River")
    link = RelatedLink.objects.get()
    assert link.is_pending
    assert (link.headline, link.kind) == ("Second boat on its way", "sidebar")
    import_stories(capture("boat.txt", "Second boat on its way", related="Something else"), "--section", "River")
    link.refresh_from_db()
    assert link.target.headline == "Second boat on its way"


def test_a_pending_story_is_found_by_its_address_where_the_headline_differs_in_its_signs(capture):
    import_stories(capture(related="‘Second boat’ on its way"), "--section", "River")
    import_stories(capture("boat.txt", "Second boat on its way", related="Something else"), "--section", "River")
    assert RelatedLink.objects.get(headline="‘Second boat’ on its way").target is not None


def test_stories_of_one_batch_find_each_other(capture, tmp_path):
    capture("a.txt", "First boat", related="Second boat")
    capture("b.txt", "Second boat", related="First boat")
    import_stories(tmp_path / "captures", "--section", "River")
    assert {link.target.headline for link in RelatedLink.objects.all()} == {"First boat", "Second boat"}


def test_two_stories_of_one_headline_have_two_addresses(capture, tmp_path, capsys):
    capture("a.txt", Monday="Monday")
    capture("b.txt", Monday="Tuesday")
    import_stories(tmp_path / "captures", "--section", "River", "--report", "-")
    assert set(PublishedArticle.objects.values_list("path", flat=True)) == {
        "/river/ferry-to-run-until-midnight/",
        "/river/ferry-to-run-until-midnight-2/",
    }
    assert "slug-taken" in capsys.readouterr().out


def test_a_number_in_a_headline_and_one_behind_an_address_never_meet(capture, tmp_path):
    for name, headline in (("a", "Photo of the day"), ("b", "Photo of the day 3")):
        import_stories(capture(f"here/{name}.txt", headline, Monday=name), "--section", "River", "--source", "old")
    for name, headline in (("c", "Photo of the day 2"), ("d", "Photo of the day"), ("e", "Photo of the day 3")):
        capture(f"new/{name}.txt", headline, Monday=name)
    import_stories(tmp_path / "captures" / "new", "--section", "River", "--source", "new")
    assert set(PublishedArticle.objects.values_list("headline", "path")) == {
        ("Photo of the day", "/river/photo-of-the-day/"),
        ("Photo of the day", "/river/photo-of-the-day-4/"),
        ("Photo of the day 2", "/river/photo-of-the-day-2/"),
        ("Photo of the day 3", "/river/photo-of-the-day-3/"),
        ("Photo of the day 3", "/river/photo-of-the-day-3-2/"),
    }


def test_two_files_of_one_name_are_a_conflict_and_the_first_is_kept(capture, tmp_path, capsys):
    capture("2017/index.txt", "First boat")
    capture("2018/index.txt", "Second boat")
    assert import_stories(tmp_path / "captures", "--section", "River") == 3
    assert capsys.readouterr().out == "2 stories: 1 created, 1 conflict\n"
    assert Article.objects.get().headline == "First boat"


def test_an_old_address_of_another_story_is_not_given_away(capture):
    section = make_section("River", edition=make_edition("The Landing"))
    article = make_article("Ferry to run until midnight", section=section)
    press.publish(article, by=None)
    edit(article, slug="night-ferry")
    press.publish(article, by=None)
    import_stories(capture(), "--section", "River")
    assert PublishedArticle.objects.filter(path="/river/ferry-to-run-until-midnight-2/").exists()
    assert FormerPath.objects.get().article == article


def test_a_picture_of_the_media_folder_is_taken_in_once(tmp_path):
    media = tmp_path / "media"
    media.mkdir()
    (media / "ferry.jpg").write_bytes(draw())
    record = {
        "legacy_id": "1", "headline": "Ferry", "section": "River", "language": "en", "blocks": ["One.", "Two."],
        "lead_picture": {"file": "ferry.jpg", "caption": "The ferry.", "credit": "Chan Mony", "alt": "A ferry"},
    }  # fmt: skip
    lines = [record, record | {"legacy_id": "2", "headline": "Another ferry"}]
    source = tmp_path / "stories.ndjson"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert import_stories(source, "--edition", "The Landing", "--media", media) == 0
    assert Picture.objects.get().credit == "Chan Mony"
    assert StoryPicture.objects.filter(picture__isnull=False).count() == 2


def test_a_media_file_is_never_sought_outside_its_folder(tmp_path, capsys):
    media = tmp_path / "media"
    media.mkdir()
    (tmp_path / "secret.jpg").write_bytes(draw())
    record = {"legacy_id": "1", "headline": "Ferry", "blocks": ["One."], "lead_picture": {"file": "../secret.jpg"}}
    source = tmp_path / "stories.ndjson"
    source.write_text(json.dumps(record), encoding="utf-8")
    import_stories(source, "--media", media, "--report", "-")
    assert "no-picture" in json.loads(capsys.readouterr().out)["problems"]
    assert not Picture.objects.exists()


def test_a_batch_takes_the_same_number_of_queries_whatever_its_size(capture, tmp_path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(number: int, folder: str) -> int:
        for n in range(number):
            capture(f"../{folder}/{folder}-{n}.txt", f"{folder} story {n}", related=f"{folder} related {n}")
        with CaptureQueriesContext(
            connection,
        ) as context:
            import_stories(tmp_path / folder, "--section", "River")
        return len(context)

    queries(1, "first")
    # A word of its own in each, which the search has yet to learn.
    assert queries(3, "fewer") == queries(120, "many")


def test_strict_refuses_a_story_with_any_problem(capture, capsys):
    assert import_stories(capture(), "--section", "River", "--strict") == 4
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["no-such-folder"], "There is no file or folder “no-such-folder”"),
        ([__file__, "--media", "no-such-folder"], "there is no folder “no-such-folder”"),
        ([__file__, "--edition", "Nowhere"], "There is no edition “Nowhere”. The paper has: “The Landing” (en)."),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(arguments, sentence):
    make_edition("The Landing")
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(").replace(")", r"\)")) as error:
        call_command("import_stories", *arguments)
    assert error.value.returncode == 2


def test_a_large_import_is_read_beside_the_writing_with_the_same_outcome(capture, tmp_path, monkeypatch, capsys):
    for number in range(3):
        capture(f"{number}.txt", f"Boat {number}")
    monkeypatch.setattr(ahead, "LARGE", 0)
    import_stories(tmp_path / "captures", "--section", "River")
    assert capsys.readouterr().out == "3 stories: 3 created\n"
    assert PublishedArticle.objects.count() == 3


def test_a_file_that_cannot_be_read_is_refused_and_the_others_come_in(capture, tmp_path, monkeypatch, capsys):
    locked = capture("locked.txt")
    capture("open.txt", "Second boat")
    open_source = ahead.formats.open_source

    def refuse(path, *asked):
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return open_source(path, *asked)

    monkeypatch.setattr(ahead.formats, "open_source", refuse)
    assert import_stories(tmp_path / "captures", "--section", "River") == 3
    assert capsys.readouterr().out == "2 stories: 1 created, 1 refused\n"
