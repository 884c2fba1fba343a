"""An import that is killed, or stopped by hand, leaves whole batches; the same command goes on from there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing import ahead, runner
from articles.models import Article, ImportRecord, ImportRun, PublishedArticle

ROOT = Path(__file__).resolve().parents[3]
STORIES = 60


@pytest.fixture
def archive(tmp_path):
    records = (
        {"legacy_id": str(n), "headline": f"Story {n}", "section": "River", "site": "The Landing", "blocks": ["One."]}
        for n in range(STORIES)
    )
    source = tmp_path / "archive.ndjson"
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return source


@pytest.mark.django_db
def test_an_import_stopped_by_hand_keeps_its_whole_batches_and_goes_on_the_next_time(archive, monkeypatch, capsys):
    monkeypatch.setattr(ahead, "BATCH", 10)
    write, batches = runner._write, []

    def write_until_ctrl_c(*batch):
        if len(batches) == 3:
            raise KeyboardInterrupt
        batches.append(batch)
        return write(*batch)

    monkeypatch.setattr(runner, "_write", write_until_ctrl_c)
    with pytest.raises(CommandError, match="Whole batches are in") as stopped:
        call_command("import_stories", str(archive))
    assert stopped.value.returncode == 130
    assert Article.objects.count() == 30
    assert ImportRun.objects.get().checkpoint == {"stories": 30, "last": f"{archive} line 30"}

    monkeypatch.setattr(runner, "_write", write)
    with pytest.raises(SystemExit):
        call_command("import_stories", str(archive))
    assert "30 created, 30 unchanged" in capsys.readouterr().out
    assert PublishedArticle.objects.count() == ImportRecord.objects.count() == STORIES


KILLED_RUN = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from articles.importing import ahead, runner
call_command("migrate", verbosity=0)
ahead.BATCH = 10
save = runner.ImportRun.save
def die_in_the_fourth_batch(self, *args, **kwargs):
    save(self, *args, **kwargs)
    if self.checkpoint.get("stories", 0) > 30:
        os.kill(os.getpid(), signal.SIGKILL)
runner.ImportRun.save = die_in_the_fourth_batch
call_command("import_stories", os.environ["ARCHIVE"])
"""


def test_a_killed_import_leaves_whole_batches_and_the_rerun_ends_as_an_unbroken_one(archive, tmp_path):
    def rows(database: Path) -> str:
        ask = (
            "import json, django; django.setup(); from articles.models import *; "
            "print(json.dumps([list(PublishedArticle.objects.order_by('article_id').values_list('path', 'headline')), "
            "Revision.objects.count(), Listing.objects.count(), Publication.objects.count(), "
            "ImportRecord.objects.count()]))"
        )
        return run("-c", ask, database=database).stdout

    def run(*arguments: str, database: Path) -> subprocess.CompletedProcess:
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{database}",
            "ARCHIVE": str(archive),
        }
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    broken, whole = tmp_path / "broken.sqlite3", tmp_path / "whole.sqlite3"
    assert run("-c", KILLED_RUN, database=broken).returncode == -signal.SIGKILL
    assert len(json.loads(rows(broken))[0]) == 30
    assert run("manage.py", "import_stories", str(archive), database=broken).returncode == 0
    run("manage.py", "migrate", "-v0", database=whole)
    assert run("manage.py", "import_stories", str(archive), database=whole).returncode == 0
    assert rows(broken) == rows(whole)
