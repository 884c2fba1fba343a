"""The report of a run: every problem of every input, also of those that made no story."""

import json

import pytest
from django.core.management import call_command

from articles.models import ImportRun

pytestmark = pytest.mark.django_db

LINES = (
    {"legacy_id": "1", "headline": "Ferry to run until midnight", "site": "The Landing", "blocks": ["It will run."]},
    {"legacy_id": "2", "headline": "<script>alert(1)</script>", "site": "The Landing", "related": ["9<b>"]},
    {"legacy_id": "3", "headline": 7},
)  # fmt: skip


@pytest.fixture
def run(tmp_path) -> ImportRun:
    source = tmp_path / "<i>.ndjson"
    source.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("import_stories", str(source))
    return ImportRun.objects.get()


def report(run, capsys, form) -> str:
    capsys.readouterr()
    call_command("import_report", str(run.pk), "--format", form)
    return capsys.readouterr().out


def test_the_table_tells_how_often_each_problem_came_and_where(run, capsys):
    told = report(run, capsys, "table")
    assert "outcomes  2 created, 1 refused" in told
    assert "no-section (2)" in told
    assert "line 3" in told[told.index("refused (1)") :]


def test_the_lines_name_the_run_then_its_problems_then_its_stories(run, capsys):
    lines = [json.loads(line) for line in report(run, capsys, "ndjson").splitlines()]
    assert lines[0]["counts"] == {"created": 2, "refused": 1}
    problems = [line for line in lines if line["kind"] == "problem"]
    assert {problem["code"] for problem in problems} == set(run.problems)
    assert len(problems) == sum(run.problems.values())
    assert [line["legacy_id"] for line in lines if line["kind"] == "story"] == ["1", "2"]


def test_the_page_needs_nothing_else_and_shows_what_came_in_as_text(run, capsys, tmp_path):
    page = tmp_path / "report.html"
    call_command("import_report", str(run.pk), "--format", "html", "--output", str(page))
    text = page.read_text(encoding="utf-8")
    assert "The related story “9&lt;b&gt;” has not come in" in text
    assert "&lt;i&gt;.ndjson line 3" in text
    for loads in ("<script", "src=", "href=", "@import", "url(", "<b>", "<i>"):
        assert loads not in text


def test_without_a_number_the_newest_runs_are_listed(run, capsys):
    capsys.readouterr()
    call_command("import_report")
    assert "2 created, 1 refused" in capsys.readouterr().out
