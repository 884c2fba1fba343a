"""What leaves as NDJSON comes back: an import into an empty paper, and an export of it, give the same bytes."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles import press
from articles.importing import undoing
from articles.importing.options import ImportOptions
from articles.importing.outcomes import Outcome
from articles.importing.runner import run_import
from articles.models import Article, Author, Edition, ImportRun, PublishedArticle, Section, Standing
from media.models import Picture
from tests.articles.exporting import papers
from tests.articles.exporting.test_export_stories import export

pytestmark = pytest.mark.django_db


def empty_the_paper() -> None:
    # PostgreSQL empties no table while it has promised to look at its foreign keys later.
    connection.check_constraints()
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)


def bring_in(folder: Path, **options) -> list:
    results = []
    wishes = ImportOptions(media=folder / "pictures", **options)
    run_import([str(folder)], wishes, watch=results.append, whole=True)
    return results


def lines(folder: Path) -> list[str]:
    return (folder / "stories.ndjson").read_text(encoding="utf-8").splitlines()


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "pictures").rglob("*.*")}


@pytest.fixture
def taken_out(tmp_path):
    """The rich paper, exported whole; the paper is empty again."""
    papers.make_rich_paper()
    assert export(tmp_path / "first", status="all") == 0
    empty_the_paper()
    return tmp_path / "first"


def test_an_export_of_what_was_imported_has_the_same_bytes(taken_out, tmp_path):
    results = bring_in(taken_out)
    assert {result.outcome for result in results} == {Outcome.CREATED}
    assert export(tmp_path / "second", status="all") == 0
    assert lines(tmp_path / "second") == lines(taken_out)
    assert names(tmp_path / "second") == names(taken_out)


def test_the_same_import_again_changes_nothing(taken_out):
    bring_in(taken_out)
    before = list(Article.objects.values_list("pk", "updated_at").order_by("pk"))
    assert {result.outcome for result in bring_in(taken_out)} == {Outcome.UNCHANGED}
    assert list(Article.objects.values_list("pk", "updated_at").order_by("pk")) == before


def test_what_comes_back_stands_with_readers_as_it_did(taken_out):
    bring_in(taken_out)
    standing = dict(Article.objects.values_list("headline", "standing"))
    assert standing[papers.FERRY] == Standing.LIVE
    assert standing[f"{papers.RAIN} again"] == Standing.CHANGED
    assert standing[papers.DRAFT] == standing[papers.EMBARGOED] == standing[papers.SCHEDULED] == Standing.DRAFT
    assert standing[papers.WITHDRAWN] == Standing.WITHDRAWN
    rain = PublishedArticle.objects.get(headline=papers.RAIN)
    reader = Client()
    assert reader.get("/river/a-story-that-was-withdrawn/").headers["Location"] == rain.path
    assert reader.get("/2009/ferry.php?id=7").headers["Location"] == "/ferries/ferry-to-run-until-midnight/"
    page = reader.get("/ferries/ferry-to-run-until-midnight/").content.decode()
    for shown in ("It is 500 riel, not 50.", "The shore.", "C. Mony", papers.RAIN, papers.FERRY_KM, "Lost in 2009."):
        assert shown in page


def test_the_paper_itself_comes_back(taken_out):
    bring_in(taken_out)
    edition = Edition.objects.get(path_prefix="")
    assert (edition.publisher, edition.founded, edition.logo.alt_text) == ("Landing Ltd", 1992, "An anchor")
    assert Edition.objects.get(path_prefix="km/").time_zone == "Asia/Bangkok"
    assert Section.objects.get(slug="ferries").parent.slug == "river"
    assert Section.objects.get(slug="sport").order == 1
    dara = Author.objects.get(slug="sok-dara")
    assert (dara.job_title, dara.portrait.credit) == ("River correspondent", "Keo Maly")
    assert Author.objects.get(slug="sok-dara-2").job_title == "Sport"
    assert "A river of six countries." in Client().get("/topics/mekong/").content.decode()
    assert Client().get("/about-us/").status_code == 200


def test_a_picture_keeps_its_own_words_apart_from_those_of_its_use(taken_out):
    bring_in(taken_out)
    shore = Picture.objects.get(file_name="teal.jpg")
    assert (shore.caption, shore.credit, shore.licence) == ("The ferry at dusk.", "Chan Mony", "One year")
    assert (str(shore.focal_point), shore.usable_until.isoformat()) == ("0.25x0.75", "2090-01-01")
    use = shore.uses.get()
    assert (use.caption, use.credit, use.alt_text) == ("The shore.", "C. Mony", "A shore")


def test_what_was_planned_still_happens(taken_out):
    bring_in(taken_out)
    press.run_due(papers.NEXT_YEAR + timedelta(minutes=1))
    live = set(PublishedArticle.objects.values_list("headline", flat=True))
    assert papers.SCHEDULED in live
    assert "Leaves next year" not in live
    assert papers.EMBARGOED not in live


def test_stories_that_name_each_other_find_each_other_in_any_order(taken_out, tmp_path):
    told = lines(taken_out)
    facts = [line for line in told if line.startswith('{"record":')]
    stories = [line for line in told if not line.startswith('{"record":')]
    turned = tmp_path / "turned"
    turned.mkdir()
    (turned / "stories.ndjson").write_text("\n".join([*facts, *reversed(stories)]), encoding="utf-8")
    (turned / "pictures").symlink_to(taken_out / "pictures")
    bring_in(turned)
    export(tmp_path / "second", status="all")
    assert sorted(lines(tmp_path / "second")) == sorted(told)


def test_what_came_in_can_be_taken_back_whole(taken_out):
    bring_in(taken_out)
    report = undoing.undo(ImportRun.objects.get(), by=None)
    assert not report.stories_kept
    assert not Article.objects.exists()
    assert not Author.objects.exists()
    assert Client().get("/ferries/ferry-to-run-until-midnight/").status_code == 404


def test_a_selection_of_what_readers_have_comes_back_the_same(tmp_path):
    papers.make_rich_paper()
    export(tmp_path / "first", section=["River"])
    empty_the_paper()
    bring_in(tmp_path / "first")
    export(tmp_path / "second", section=["River"])
    assert lines(tmp_path / "second") == lines(tmp_path / "first")
    assert not [line for line in map(json.loads, lines(tmp_path / "first")) if line.get("slug") == "sport"]
