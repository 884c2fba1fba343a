"""A mirror that is brought up to date, stopped, or in somebody’s way."""

import errno
import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import press
from articles.exporting.site import run, signing
from articles.models import Article, PublishedArticle, Section
from articles.page import pages
from media.models import Picture, today
from tests.articles.exporting.site.mirrors import SITE
from tests.newspaper import MORNING, edit, make_live

pytestmark = pytest.mark.django_db

FERRY = "river/ferry-runs/index.html"


def test_a_withdrawn_story_says_why_it_is_gone(paper, mirror):
    mirror.export()
    assert "It could not be confirmed." in mirror.read("river/unconfirmed/index.html")
    press.withdraw(Article.objects.get(slug="ferry-runs"), by=None, reason="The court asked for it.")
    assert mirror.export() == 0
    assert "The court asked for it." in mirror.read(FERRY)
    assert not any(b"It runs" in content for name, content in mirror.files().items() if "corrections" not in name)
    assert "river/ferry-runs.txt" not in mirror.files()


def test_a_picture_leaves_with_its_licence(paper, mirror):
    mirror.export()
    [lead] = mirror.page(FERRY).xpath("//figure[@class='lead wide' or contains(@class, 'lead')]//img/@src")
    lead = lead.removeprefix("../../")
    assert lead in mirror.files()
    Picture.objects.filter(sha256__startswith=lead.split("/")[3]).update(usable_until=today() - timedelta(days=1))
    assert mirror.export() == 0
    assert not any(name.startswith(lead.rpartition("/")[0]) for name in mirror.files())
    assert mirror.verify() == 0


def test_a_run_without_news_writes_nothing(paper, mirror):
    mirror.export()
    first = {name: (mirror.folder / name).stat().st_mtime_ns for name in mirror.files()}
    assert mirror.export() == 0
    assert {name: (mirror.folder / name).stat().st_mtime_ns for name in mirror.files()} == first
    assert mirror.out == f"{len(first) - 2} files: {len(first) - 2} unchanged\n"


def test_two_mirrors_of_one_paper_are_the_same_bytes(paper, mirror, tmp_path):
    mirror.export()
    twin = type(mirror)(tmp_path / "twin")
    twin.export()
    assert twin.files() == mirror.files()


def test_news_changes_what_shows_it_and_nothing_else(paper, mirror):
    mirror.export()
    before = mirror.files()
    edit(Article.objects.get(slug="story-22"), standfirst="What nobody shows but the story.")
    press.publish(Article.objects.get(slug="story-22"), by=None)
    mirror.export()
    changed = {name for name, content in mirror.files().items() if before.get(name) != content}
    assert {"river/story-22/index.html", "river/story-22.json", "river/story-22.txt"} <= changed
    assert not any(name.startswith(("media/", "static/", "authors/", "km/authors", "about-us")) for name in changed)


def test_news_leaves_the_pages_of_past_months_as_they_are(mirror):
    for month in range(4):
        for day in range(24):
            make_live(f"Story {month} {day}", at=MORNING - timedelta(days=31 * month, hours=day))
    mirror.export()
    before = {name: content for name, content in mirror.files().items() if name.startswith("river/older-")}
    make_live("The newest", at=MORNING + timedelta(hours=1))
    mirror.export()
    after = mirror.files()
    changed = [name for name, content in before.items() if after.get(name) != content]
    assert (len(before) >= 7, len(changed) <= 2) == (True, True)
    # And each story stands in the lists that one turns.
    shown, name = set(), "river/index.html"
    while name:
        shown |= set(mirror.links_of(name))
        older = mirror.page(name).xpath("//nav[@class='turn']/a[@rel='next']/@href")
        name = f"river/{older[0]}" if older else ""
    stories = PublishedArticle.objects.values_list("path", flat=True)
    assert {f"{path.strip('/')}/index.html" for path in stories} - shown == set()


def test_files_of_others_are_never_touched(paper, mirror):
    mirror.folder.mkdir()
    (mirror.folder / "notes.txt").write_text("Mine.")
    with pytest.raises(CommandError, match="holds other files and no mirror") as refused:
        call_command("export_site", str(mirror.folder))
    assert refused.value.returncode == 2
    (mirror.folder / "notes.txt").unlink()
    mirror.export()
    (mirror.folder / "notes.txt").write_text("Mine.")
    (mirror.folder / "river/story-99").mkdir()
    (mirror.folder / "river/story-99/index.html").write_text("Mine too.")
    make_live("Story 99", section=Section.objects.get(slug="river"))
    assert mirror.export() == 3
    assert "“river/story-99/index.html” is there and is not of this mirror; it is left as it is." in mirror.err
    assert (mirror.read("notes.txt"), mirror.read("river/story-99/index.html")) == ("Mine.", "Mine too.")


def test_two_runs_never_write_one_mirror(paper, mirror, settings):
    refused = []

    def run_again(done, known):
        if not refused:
            with pytest.raises(CommandError, match="Another run is writing the mirror") as second:
                call_command("export_site", str(mirror.folder), "--site-url", SITE)
            refused.append(second.value.returncode)

    run.export(mirror.folder, SITE, signing.read_or_make(settings.MIRROR_KEY), tell=print, watch=run_again)
    assert (refused, mirror.verify()) == ([2], 0)


def test_a_full_disk_is_told_and_gone_on_from(paper, mirror, monkeypatch):
    moved = []

    def replace(part, to, whole=os.replace):
        if len(moved) == 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), to)
        moved.append(whole(part, to))

    with monkeypatch.context() as full:
        full.setattr(os, "replace", replace)
        with pytest.raises(CommandError, match=r"No space left on device.*the same command goes on") as stopped:
            call_command("export_site", str(mirror.folder), "--site-url", SITE)
    assert stopped.value.returncode == 4
    assert (mirror.export(), mirror.verify()) == (0, 0)


class Killed(BaseException):
    """As a kill: nothing in the run handles it."""


@pytest.mark.parametrize("after", [1, 40, 150])
def test_a_killed_run_is_gone_on_with(paper, mirror, settings, tmp_path, after):
    def kill(done, known):
        if done == after:
            raise Killed

    key = signing.read_or_make(settings.MIRROR_KEY)
    with pytest.raises(Killed):
        run.export(mirror.folder, SITE, key, tell=print, watch=kill)
    there = [name for name in mirror.files() if not name.startswith(".unfinished")]
    assert len(there) == after
    # What was made is no part of the paper any more when the next run comes.
    press.withdraw(Article.objects.get(slug="story-3"), by=None, reason="")
    assert mirror.export() == 0
    whole = type(mirror)(tmp_path / "whole")
    whole.export()
    assert mirror.files() == whole.files()


def test_a_stopped_run_is_told_by_the_check(paper, mirror):
    mirror.export()
    (mirror.folder / ".unfinished").mkdir()
    assert mirror.verify() == 3
    assert "An export to this folder was stopped before its end; run it again." in mirror.err


def test_a_picture_that_is_not_drawn_is_told(paper, mirror, media_root):
    for file in media_root.rglob("*.jpg"):
        if "renditions" in str(file):
            file.unlink()
    assert mirror.export() == 3
    assert "is not drawn; run `manage.py render_pictures`." in mirror.err
    assert "problems" in mirror.out


def test_one_story_that_cannot_be_set_keeps_no_other_from_readers(paper, mirror, monkeypatch, caplog):
    mirror.export()
    before = mirror.read(FERRY)

    def breaks(story, site, whole=pages.story):
        if story.path == "/river/ferry-runs/":
            raise ZeroDivisionError("no words")
        return whole(story, site)

    monkeypatch.setattr(pages, "story", breaks)
    make_live("Story 99", section=Section.objects.get(slug="river"))
    assert mirror.export() == 3
    assert "“/river/ferry-runs/” cannot be made: no words." in mirror.err
    assert mirror.read(FERRY) == before
    assert "river/story-99/index.html" in mirror.files()


def test_queries_grow_with_the_stories_alone(mirror, tmp_path):
    def asked(folder):
        with CaptureQueriesContext(connection) as queries:
            type(mirror)(tmp_path / folder).export()
        return len(queries)

    for number in range(6):
        make_live(f"Story {number}")
    six = asked("six")
    for number in range(6, 12):
        make_live(f"Story {number}")
    # Page and three other forms of each.
    assert asked("twelve") - six <= 6 * 4 * 5


def test_a_paper_without_an_edition_has_no_mirror(db, mirror):
    with pytest.raises(CommandError, match="no edition yet") as refused:
        call_command("export_site", str(mirror.folder), "--site-url", SITE)
    assert (refused.value.returncode, mirror.folder.exists()) == (2, False)


@pytest.mark.parametrize("wrong", ["gazette", "ftp://gazette.example", "https://gazette.example/paper"])
def test_an_address_that_is_none_is_refused(paper, mirror, wrong):
    with pytest.raises(CommandError, match="is no address of a site") as refused:
        call_command("export_site", str(mirror.folder), "--site-url", wrong)
    assert refused.value.returncode == 2
