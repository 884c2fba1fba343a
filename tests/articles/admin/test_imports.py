"""Imports at the desk: their problems, a file that is uploaded, and the choice in a conflict."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from articles.importing import uploading
from articles.models import Article, ImportRecord, ImportRun, PublishedArticle
from tests.articles.admin.desk import at_desk, person
from tests.newspaper import draw, edit

pytestmark = pytest.mark.django_db

STORY = {
    "legacy_id": "1",
    "headline": "Ferry to run until midnight",
    "section": "River",
    "site": "The Landing",
    "blocks": ["From Monday."],
}
START = "/admin/articles/importrun/start/"


@pytest.fixture
def chief():
    return at_desk(person("chief", "Chief editors"))


def bring(tmp_path, **fields) -> None:
    source = tmp_path / "archive.ndjson"
    source.write_text(json.dumps(STORY | fields), encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("import_stories", str(source))


@pytest.fixture
def conflict(tmp_path) -> ImportRecord:
    bring(tmp_path)
    edit(Article.objects.get(), standfirst="A pilot until June.")
    bring(tmp_path, blocks=["From Tuesday."])
    return ImportRecord.objects.get()


def choose(client, record, which: str):
    return client.post(reverse("admin:articles_importrecord_conflict", args=[record.pk]), {which: "1"}, follow=True)


def test_a_conflict_shows_both_texts_and_changes_nothing(chief, conflict):
    before = ImportRun.objects.count(), Article.objects.get().revisions.count()
    page = chief.get(reverse("admin:articles_importrecord_conflict", args=[conflict.pk])).content.decode()
    assert "A pilot until June." in page
    assert "Tuesday" in page
    assert (ImportRun.objects.count(), Article.objects.get().revisions.count()) == before
    assert "Monday" in Article.objects.get().body


def test_its_sources_text_can_be_taken_and_what_was_here_stays_a_revision(chief, conflict, tmp_path):
    choose(chief, conflict, "_theirs")
    article = Article.objects.get()
    assert ("Tuesday" in article.body, article.standfirst) == (True, "")
    assert "Tuesday" in PublishedArticle.objects.get().revision.content["body"]
    assert "A pilot until June." in [revision.content["standfirst"] for revision in article.revisions.all()]
    bring(tmp_path, blocks=["From Tuesday."])
    assert ImportRun.objects.first().counts == {"unchanged": 1}


def test_what_is_here_can_be_kept_and_is_asked_about_only_when_the_source_changes_again(chief, conflict, tmp_path):
    choose(chief, conflict, "_ours")
    bring(tmp_path, blocks=["From Tuesday."])
    assert ImportRun.objects.first().counts == {"unchanged": 1}
    bring(tmp_path, blocks=["From Wednesday."])
    assert ImportRun.objects.first().counts == {"conflict": 1}
    assert "nothing to choose" not in choose(chief, conflict, "_ours").content.decode()
    assert "nothing to choose" in choose(chief, conflict, "_ours").content.decode()


def test_a_runs_problems_are_listed_by_code_with_their_stories(chief, tmp_path):
    bring(tmp_path, section="", related=["9"])
    run = ImportRun.objects.get()
    page = chief.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    assert "no-section (1)" in page
    listed = chief.get(f"/admin/articles/importproblem/?run__id__exact={run.pk}&code=no-section").content.decode()
    assert "It names no section" in listed
    assert "has not come in" not in listed
    assert f"/admin/articles/article/{Article.objects.get().pk}/change/" in listed
    assert "pending-related (1)" in listed


def test_an_uploaded_file_is_imported_beside_the_desk_and_its_run_is_shown(chief, monkeypatch):
    begun = []
    monkeypatch.setattr(uploading, "launch", begun.append)
    upload = SimpleUploadedFile("archive.ndjson", json.dumps(STORY | {"section": ""}).encode())
    answer = chief.post(START, {"file": upload, "section": "River", "source": "", "status": ""})
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == reverse("admin:articles_importrun_change", args=[run.pk])
    assert chief.get(answer.headers["Location"]).headers["Refresh"]
    call_command("import_upload", *begun[0])
    run.refresh_from_db()
    assert (run.counts, run.by.username) == ({"created": 1}, "chief")
    assert PublishedArticle.objects.get().path == "/river/ferry-to-run-until-midnight/"
    assert not Path(begun[0][1]).exists()
    assert "Refresh" not in chief.get(answer.headers["Location"]).headers


@pytest.fixture
def upload(chief, monkeypatch):
    """Sends the form as a chief editor and does what it begins; returns the run, or the page that says why not."""
    begun = []
    monkeypatch.setattr(uploading, "launch", begun.append)

    def upload(**fields):
        answer = chief.post(START, {"section": "River", "source": "", "status": "", **fields})
        if answer.status_code == 200:
            return answer.content.decode()
        folder = Path(begun[0][1]).parent
        call_command("import_upload", *begun.pop())
        assert not folder.exists()
        return ImportRun.objects.get()

    return upload


def a_table(**named) -> dict:
    text = "No;Title;Text;Pic\n1;Ferry stops;The ferry stops at six.;2015/ferry.jpg\n2;;;\n"
    said = (
        '[fields]\nlegacy_id="No"\nheadline="Title"\nbody="Text"\nlead_picture.file="Pic"\n[reading]\ndelimiter=";"\n'
    )
    files = {"file": ("old.csv", text), "field_map": ("map.toml", said), **named}
    return {name: SimpleUploadedFile(title, content.encode()) for name, (title, content) in files.items()}


def a_zip(**files) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("uploads.zip", packed.getvalue())


def test_a_table_comes_in_by_its_map_with_the_pictures_of_an_archive(upload):
    run = upload(**a_table(), pictures=a_zip(**{"uploads/2015/ferry.jpg": draw(), "../evil.jpg": draw()}))
    assert run.counts["created"] == 1
    use = Article.objects.get().pictures.get()
    assert (use.placement, use.picture.width > 0) == ("lead", True)
    assert run.command == "upload old.csv uploads.zip map.toml --section=River"


def test_an_upload_that_is_only_tried_tells_all_and_changes_nothing(upload, chief):
    run = upload(**a_table(), dry_run="on")
    assert (run.counts["created"], run.counts["refused"]) == (1, 1)
    assert run.finished_at
    assert "It has no headline and no text." in run.told.get(code="refused").text
    assert not Article.objects.exists()
    page = chief.get(reverse("admin:articles_importrun_change", args=[run.pk])).content.decode()
    assert "--dry-run" in page


def test_a_map_or_an_archive_that_cannot_be_read_is_not_taken(upload):
    assert "The map cannot be read" in upload(**a_table(field_map=("map.toml", "[fields")))
    page = upload(**a_table(pictures=("uploads.zip", "no archive")))
    assert "no zip archive that can be read" in page
    assert not ImportRun.objects.exists()


def test_what_no_format_knows_is_not_taken(chief, monkeypatch):
    monkeypatch.setattr(uploading, "launch", None)
    answer = chief.post(START, {"file": SimpleUploadedFile("a.bin", bytes(range(256)))})
    assert "No format is known for this file." in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_an_import_that_breaks_off_says_so_in_its_run(chief, monkeypatch, tmp_path):
    run = ImportRun.objects.create(command="upload gone.xml")
    folder = tmp_path / "upload"
    folder.mkdir()
    with pytest.raises(Exception, match="There is no file"):
        call_command("import_upload", str(run.pk), str(folder / "gone.xml"))
    assert "There is no file" in run.told.get().text
