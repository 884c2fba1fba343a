"""What a source holds is told before an import, by the reading that an import does."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.importing import analysis
from articles.models import Article, ImportRun

STORIES = (
    {
        "legacy_id": "1",
        "headline": "Ferry to run until midnight",
        "section": "River",
        "site": "The Landing",
        "language": "en",
        "bylines": ["Sok Dara", "Chan Mony"],
        "tags": ["ferries"],
        "published_at": "2019-05-01T06:00:00+07:00",
        "body": '<p>It <a href="https://Harbour.example/plan">will run</a>.</p>',
        "lead_picture": {"url": "https://img.example/ferry.jpg", "caption": "At dusk."},
    },
    {"legacy_id": "2", "headline": "ទឹកឡើង", "bylines": ["Sok Dara"], "status": "draft", "blocks": ["Two."]},
    {"legacy_id": "3", "headline": 7},
)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "archive.ndjson"
    path.write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_source_is_told_and_nothing_is_written(source, capsys):
    with pytest.raises(SystemExit) as ending:
        call_command("analyse", str(source), "--report", "json")
    told = json.loads(capsys.readouterr().out)
    assert ending.value.code == 3
    assert (told["stories"], told["refused"]) == (2, 1)
    assert told["authors"] == {"Sok Dara": 2, "Chan Mony": 1}
    assert told["statuses"] == {"published": 1, "draft": 1}
    assert told["dates"] | {"years": None} == {
        "earliest": "2019-05-01T06:00:00+07:00",
        "latest": "2019-05-01T06:00:00+07:00",
        "missing": 1,
        "day_alone": 0,
        "years": None,
    }
    assert told["link_hosts"] == {"harbour.example": 1}
    assert told["picture_hosts"] == {"img.example": 1}
    assert told["pictures"]["with_caption"] == 1
    assert "line 3" in told["examples"]["refused"]
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_table_is_cut_where_it_is_told_to_be(source, capsys):
    with pytest.raises(SystemExit):
        call_command("analyse", str(source), "--most", "1")
    told = capsys.readouterr().out
    assert "2  Sok Dara" in told
    assert "Chan Mony" not in told


def test_shortcodes_and_blocks_of_an_export_are_counted(tmp_path, capsys):
    item = "<item><title>One</title><content:encoded><![CDATA[{}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"  # noqa: E501
    body = "[gallery ids='1']<!-- wp:paragraph --><p>Words [old_map id=4] and so on.</p><!-- /wp:paragraph -->"
    path = tmp_path / "export.xml"
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Landing</title><wp:wxr_version>1.2'
        f"</wp:wxr_version>{item.format(body)}</channel></rss>",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit):
        call_command("analyse", str(path), "--report", "json")
    assert json.loads(capsys.readouterr().out)["shortcodes"] == {"gallery": 1, "wp:paragraph": 1, "old_map": 1}


def test_names_without_end_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(analysis, "MOST_NAMES", 2)
    names = analysis.Names()
    names.add("a", "b", "c", "d", "a")
    assert names.counts == {"a": 2, "b": 1, analysis.OTHERS: 2}


def test_a_source_that_is_not_there_is_a_wrong_call():
    with pytest.raises(CommandError, match="There is no file or folder") as refused:
        call_command("analyse", "none.xml")
    assert refused.value.returncode == 2
