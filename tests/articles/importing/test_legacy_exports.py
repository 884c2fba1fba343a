"""Real exports of others, against facts read by hand; skipped where the folder of samples is not there."""

import json
from collections import Counter
from pathlib import Path

import pytest

from articles.importing import formats
from articles.importing.options import ImportOptions
from articles.importing.records import LegacyStory, NotAStory, ReadOptions
from articles.importing.runner import run_import
from articles.models import Article, FormerPath

LEGACY = Path(__file__).resolve().parents[4] / "shared" / "legacy"
pytestmark = pytest.mark.skipif(not LEGACY.is_dir(), reason="the folder of legacy samples is not beside the project")


def facts() -> dict:
    return json.loads((LEGACY / "expected" / "facts.json").read_text()) if LEGACY.is_dir() else {"wxr": {}}


def read(name: str, **options) -> list[LegacyStory | NotAStory]:
    return list(formats.open_source(LEGACY / name, ReadOptions(**options)))


def stories(name: str, **options) -> list[LegacyStory]:
    return [record for record in read(name, **options) if isinstance(record, LegacyStory)]


def problems(name: str) -> list[str]:
    return [problem.code for story in stories(name) for problem in story.problems]


@pytest.mark.parametrize("name", facts()["wxr"])
def test_every_post_and_page_of_a_wordpress_export_comes_whole(name):
    told = facts()["wxr"][name]["by_type_and_status"]
    taken = sum(count for kind, count in told.items() if kind.split("/")[0] in ("post", "page"))
    found = stories(f"wxr/{name}")
    assert len(found) == taken
    assert all(story.text_kept >= 0.995 for story in found)
    live = sum(count for kind, count in told.items() if kind in ("post/publish", "page/publish"))
    protected = sum("protected" in [problem.code for problem in story.problems] for story in found)
    assert Counter(story.status.value for story in found)["published"] == live - protected


def test_coauthors_and_captions_come_with_their_posts():
    assert [[byline.name for byline in story.bylines] for story in stories("wxr/co-authors-plus.xml")] == [
        ["Alice Smith", "Bob Jones"], ["Alice Smith", "Bob Jones", "Carol White"], ["Bob Jones"],
        ["Alice Smith", "Bob Jones"],
    ]  # fmt: skip
    first = stories("wxr/feature-image-captions.xml")[0]
    assert first.lead_picture.caption == "The caption from the attachment description."
    assert first.published_at.isoformat() == "2013-06-07T03:00:44+00:00"


class TestBroken:
    def test_a_truncated_file(self):
        *taken, told = read("broken/truncated.wxr.xml")
        assert len(taken) == 2
        assert "ends inside item 3" in told.reason
        assert "byte" in told.reason

    def test_windows_characters_declared_as_utf8(self):
        [story] = stories("broken/cp1252-declared-utf8.wxr.xml")
        assert story.headline == "Mayor’s “plan” – in full"
        assert problems("broken/cp1252-declared-utf8.wxr.xml") == ["encoding"]

    def test_control_characters_cut_no_body(self):
        first, second = stories("broken/control-characters.wxr.xml")
        assert "twice" in first.blocks[0].text
        assert problems("broken/control-characters.wxr.xml") == ["control-characters", "control-characters"]
        assert second.headline == "Bells rest"

    @pytest.mark.parametrize(
        ("name", "word"), [("entity-bomb", "with entities"), ("external-entity", "external entity")]
    )
    def test_entities(self, name, word):
        [refused] = read(f"broken/{name}.wxr.xml")
        assert word in refused.reason

    @pytest.mark.django_db
    def test_two_posts_with_one_id_are_a_conflict_and_the_others_come_in(self):
        results = []
        run_import(
            [str(LEGACY / "broken" / "duplicate-ids.wxr.xml")], ImportOptions(section="News"), watch=results.append
        )
        assert [str(result.outcome) for result in results] == ["created", "conflict", "created", "created", "created"]
        assert Article.objects.count() == 4
        assert FormerPath.objects.get(path="/?p=101").article_id == results[0].article_id
        told = {problem.code for result in results for problem in result.problems}
        assert {"duplicate-id", "slug-taken", "address-taken"} <= told


def test_a_feed_in_thai_bytes_is_never_stored_as_it_looks():
    [refused] = read("feeds/tis620.xml")
    assert isinstance(refused, NotAStory)
    [story] = stories("feeds/tis620.xml", encoding="tis-620")
    assert "Mambo" in story.blocks[0].text
    assert "Template" in story.blocks[0].text


def test_the_other_systems_exports_come_whole():
    assert [story.headline for story in stories("exports/ghost.json")] == ["Post 1", "Post 2", "Post 3 - Lexical"]
    live = [story.headline for story in stories("exports/bloggerexport.xml") if story.status == "published"]
    assert live == ["The Steel Windpipe", "Test page"]
    [medium] = stories("exports/medium-advanced-post.html")
    assert (medium.headline, medium.bylines[0].name) == ("Advanced Post Title", "Joe Bloggs")
    assert len(medium.inline_pictures) == 4
    [chorus] = stories("exports/chorus-entry.json")
    assert [byline.name for byline in chorus.bylines] == ["Author Name", "Contributors Name"]
    assert len(chorus.related) == 3
    assert all(story.text_kept == 1.0 for story in (medium, chorus))
    assert all(
        story.text_kept == 1.0 for name in ("ghost.json", "bloggerexport.xml") for story in stories(f"exports/{name}")
    )


def test_archives_are_taken_by_what_comes_out_of_them():
    [bomb] = read("broken/bomb.zip")
    assert "expands to over the limit" in bomb.reason
    [story] = stories("broken/paths.zip")
    assert story.headline == "Fine"
    assert (
        sum("leads out of" in record.reason for record in read("broken/paths.zip") if isinstance(record, NotAStory))
        == 3
    )


@pytest.mark.django_db
def test_text_in_the_wrong_encoding_is_repaired_where_that_is_asked_for():
    for fix_text, headline in ((False, "Boraâ€™s"), (True, "Bora’s “crane”")):
        results = []
        options = ImportOptions(fix_text=fix_text, source=f"s{fix_text}")
        run_import([str(LEGACY / "broken" / "mojibake.txt")], options, watch=results.append)
        assert results[0].record.headline.startswith(headline)
        told = {problem.code for problem in results[0].problems}
        assert ("text-repaired" in told, "mojibake" in told) == (fix_text, not fix_text)
