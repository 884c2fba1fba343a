"""Taking back an import in which an agency cancelled stories; and an undo that is killed on its way."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import press
from articles.models import Article, ImportRecord, ImportRun, PublishedArticle, ReplacedImport
from tests.articles.importing.test_agencies import changed, wire
from tests.articles.importing.test_broken_runs import ROOT
from tests.newspaper import edit

__all__ = ["wire"]  # a fixture


def undo(run: ImportRun) -> int:
    with pytest.raises(SystemExit) as ending:
        call_command("import_undo", str(run.pk))
    return ending.value.code


@pytest.fixture
def cancelled(wire):
    """A story of a first run, which a second has cancelled; returns that run."""
    wire(changed("1", "Ferry stops"))
    wire(changed("2", "Ferry stops", pubstatus="canceled"))
    return ImportRun.objects.order_by("pk").last()


@pytest.mark.django_db
def test_a_cancellation_taken_back_gives_readers_their_story_again(wire, client):
    wire(changed("1", "Ferry stops"))
    before = PublishedArticle.objects.get()
    edit(before.article, headline="Ferry stops, we hear")
    wire(changed("2", "Ferry stops", pubstatus="canceled"))
    assert client.get(before.path).status_code == 410
    assert undo(ImportRun.objects.order_by("pk").last()) == 0
    assert client.get(before.path).status_code == 200
    after = PublishedArticle.objects.get()
    assert (after.headline, after.published_at, after.updated_at) == (
        "Ferry stops", before.published_at, before.updated_at,
    )  # fmt: skip
    assert Article.objects.get().headline == "Ferry stops, we hear"
    assert ImportRecord.objects.get().version == 1
    assert not ReplacedImport.objects.exists()
    wire(changed("2", "Ferry stops", pubstatus="canceled"))
    assert not PublishedArticle.objects.exists()


@pytest.mark.django_db
def test_what_the_desk_did_with_a_cancelled_story_stands(cancelled, capsys, django_user_model):
    article = Article.objects.get()
    press.publish(article, by=None)
    press.withdraw(article, by=None, reason="It could not be confirmed.")
    assert undo(cancelled) == 4
    assert "it was published or withdrawn here since" in capsys.readouterr().out
    assert not PublishedArticle.objects.exists()
    press.publish(article, by=django_user_model.objects.create(username="mealea"))
    assert undo(cancelled) == 4
    assert "mealea has worked on it since" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_cancelled_story_that_waited_waits_again(wire):
    later = (timezone.now() + timedelta(days=2)).isoformat()
    wire(changed("1", "Ferry stops", embargoed=later))
    assert Article.objects.get().publish_at
    wire(changed("2", "Ferry stops", embargoed=later, pubstatus="canceled"))
    assert Article.objects.get().publish_at is None
    undo(ImportRun.objects.order_by("pk").last())
    article = Article.objects.get()
    assert article.publish_at.isoformat() == later
    assert article.scheduled_revision


@pytest.mark.django_db
def test_a_story_that_came_and_was_cancelled_in_one_run_goes_with_it(wire, monkeypatch):
    from articles.importing import ahead

    monkeypatch.setattr(ahead, "BATCH", 1)
    wire(changed("1", "Ferry stops"), changed("2", "Ferry stops", pubstatus="canceled"))
    assert undo(ImportRun.objects.get()) == 0
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_the_first_run_cannot_go_while_a_story_of_it_is_cancelled_by_a_second(cancelled):
    assert undo(ImportRun.objects.order_by("pk").first()) == 4
    assert Article.objects.exists()
    assert undo(cancelled) == undo(ImportRun.objects.order_by("pk").first()) == 0
    assert not Article.objects.exists()


# --- killed


KILLED_UNDO = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from articles.importing import undoing
undoing.BATCH = 10
remove, done = undoing._remove, []
def die_in_the_fourth_batch(*asked):
    remove(*asked)
    done.append(asked)
    if len(done) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
undoing._remove = die_in_the_fourth_batch
call_command("import_undo", "1")
"""
COUNT = (
    "import json, django; django.setup(); from articles.models import *; "
    "print(json.dumps([model.objects.count() for model in "
    "(Article, PublishedArticle, Revision, Publication, Listing, FormerPath, ImportRecord, Author, Tag, Section)]))"
)


def test_a_killed_undo_leaves_whole_batches_and_the_next_one_ends_as_an_unbroken_one(tmp_path):
    fields = {
        "section": "River",
        "site": "The Landing",
        "blocks": ["One."],
        "bylines": ["Sok Dara"],
        "tags": ["ferries"],
    }
    records = [{"legacy_id": str(n), "headline": f"Story {n}", "addresses": [f"/?p={n}"], **fields} for n in range(60)]
    (tmp_path / "archive.ndjson").write_text("\n".join(map(json.dumps, records)))

    def run(*arguments: str) -> subprocess.CompletedProcess:
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path}/paper.sqlite3",
        }
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )

    run("manage.py", "migrate", "-v0")
    assert run("manage.py", "import_stories", str(tmp_path / "archive.ndjson")).returncode == 0
    assert run("-c", KILLED_UNDO).returncode == -signal.SIGKILL
    assert json.loads(run("-c", COUNT).stdout)[:2] == [30, 30]
    again = run("manage.py", "import_undo", "1")
    assert (again.returncode, "30 stories taken back" in again.stdout) == (0, True)
    assert json.loads(run("-c", COUNT).stdout) == [0] * 10
