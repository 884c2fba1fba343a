"""What an export keeps to, whatever happens: whole files, its own files alone, few queries, sentences for mistakes."""

import json

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import press
from articles.exporting import gathering, selection
from articles.exporting.formats import ndjson
from articles.models import Article
from tests.articles.exporting import papers
from tests.articles.exporting.test_export_stories import export, stories
from tests.newspaper import add_byline, add_picture, add_related, make_article, make_live, make_picture

pytestmark = pytest.mark.django_db


def refused(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as error:
        call_command("export_stories", *map(str, arguments))
    return error.value


def test_every_line_is_as_the_schema_says(tmp_path, capsys):
    papers.make_rich_paper()
    export(tmp_path, status="all")
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("export_stories", "--schema")
    assert ended.value.code == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = list(map(json.loads, (tmp_path / "stories.ndjson").read_text(encoding="utf-8").splitlines()))
    assert len(lines) > 20
    for line in lines:
        validator.validate(line)
    assert not validator.is_valid({"legacy_id": "1", "headline": "Ferry", "colour": "blue"})
    assert not validator.is_valid({"record": "author", "name": "Sok Dara"})


def test_an_export_that_is_stopped_leaves_no_half_file(tmp_path, monkeypatch):
    make_live()
    export(tmp_path)
    whole = (tmp_path / "stories.ndjson").read_bytes()

    def stopped(stories, paper):
        yield b"{"
        raise KeyboardInterrupt

    monkeypatch.setattr(ndjson, "write", stopped)
    stop = refused(tmp_path)
    assert (stop.returncode, str(stop).split(".")[0]) == (130, "Stopped")
    assert (tmp_path / "stories.ndjson").read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["stories.ndjson"]


def test_what_else_lies_in_the_folder_stays(tmp_path):
    (tmp_path / "pictures").mkdir()
    own = (tmp_path / "notes.txt", tmp_path / "pictures" / "mine.jpg")
    for path in own:
        path.write_text("mine")
    add_picture(article := make_live())
    export(tmp_path)
    add_picture(article, make_picture("olive"), "gallery")
    export(tmp_path, format="markdown")
    assert [path.read_text() for path in own] == ["mine", "mine"]


def test_the_target_may_be_a_file_or_the_screen(tmp_path, capfdbinary):
    make_live()
    export(tmp_path / "all.ndjson")
    assert [path.name for path in tmp_path.iterdir()] == ["all.ndjson"]
    capfdbinary.readouterr()
    assert export("-") == 0
    printed, told = capfdbinary.readouterr()
    assert printed == (tmp_path / "all.ndjson").read_bytes()
    assert told.decode().startswith("1 story: 1 exported")


def test_a_selection_is_by_section_author_tag_day_and_address(tmp_path):
    paper = papers.make_rich_paper()
    rain = paper[f"{papers.RAIN} again"]

    def chosen(**wishes) -> set[str]:
        export(tmp_path / "out", **wishes)
        return set(stories(tmp_path / "out" / "stories.ndjson"))

    assert chosen(section=["ferries"]) == {papers.FERRY}
    assert {papers.FERRY, papers.RAIN} < chosen(section=["River"])
    assert chosen(author=["sok-dara-2"]) == {papers.RAIN}
    assert chosen(tag=["mekong"]) == {papers.FERRY}
    assert chosen(edition=["km"]) == {papers.FERRY_KM}
    assert chosen(since=None, until=rain.published_at) == set()
    assert chosen(story=["/river/rain-stops-the-regatta/", str(paper[papers.FERRY].pk)]) == {papers.FERRY, papers.RAIN}
    assert chosen(story=["https://old.example/2009/ferry.php?id=7"]) == {papers.FERRY}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["out", "--edition", "Nowhere"], "There is no edition “Nowhere”. The paper has: “The Landing” (en)."),
        (["out", "--section", "Moon"], "There is no section “Moon”"),
        (["out", "--author", "Nobody"], "There is no author “Nobody”"),
        (["out", "--story", "/river/nothing/"], "There is no story “/river/nothing/”"),
        (["-", "--format", "markdown"], "markdown is a file a story: name a folder"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(arguments, sentence):
    make_live()
    error = refused(*arguments)
    assert error.returncode == 2
    assert sentence in str(error)


def test_a_draft_is_not_let_out_by_its_number_alone(tmp_path):
    draft = make_article("Not yet")
    error = refused(tmp_path, "--story", str(draft.pk))
    assert str(error) == f"Story “{draft.pk}” is not live; ask for it with --status all."
    assert export(tmp_path, story=[str(draft.pk)], status="all") == 0


def test_an_empty_selection_and_a_lost_original_are_told_by_the_exit_code(tmp_path, capsys):
    make_article("A draft")
    assert export(tmp_path) == 4
    article = make_live("Live")
    use = add_picture(article)
    press.publish(article, by=None)
    use.picture.file.storage.delete(use.picture.file.name)
    assert export(tmp_path) == 3
    assert "1 story: 1 exported; 0 pictures brought, 1 missing" in capsys.readouterr().out


def test_a_live_story_does_not_tell_of_one_that_is_not(tmp_path):
    draft = make_article("Secret plan")
    story = make_article("Open", body=f'<p>Word.</p><figure data-story="{draft.pk}"></figure>')
    add_related(story, target=draft, headline="Secret plan", teaser="Psst")
    press.publish(story, by=None)
    export(tmp_path)
    text = (tmp_path / "stories.ndjson").read_text()
    assert "Secret" not in text
    assert "Psst" not in text
    assert "newsroom-" in text
    assert f'-{draft.pk}"' not in text


def test_a_batch_takes_as_many_queries_for_many_stories_as_for_few():
    def make(number: int) -> None:
        others = [make_live(f"Other {number}-{each}") for each in range(number)]
        for other in others:
            add_byline(other, f"Writer {other.pk}")
            add_related(other, headline=f"Pending {other.pk}")
            add_picture(other, make_picture(f"#{other.pk:06x}"))
            make_article(f"Draft {other.pk}", translation_of=other)

    def queries() -> int:
        chosen = selection.choose(selection.Selection(status=selection.Wanted.ALL))
        [batch] = chosen.batches()
        gatherer = gathering.Gatherer(chosen, "test")
        with CaptureQueriesContext(
            connection,
        ) as context:
            gatherer.gather(batch)
        return len(context)

    make(2)
    few = queries()
    make(8)
    assert queries() == few
    assert few <= 22
    assert Article.objects.count() == 20
