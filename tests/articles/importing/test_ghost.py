"""Ghost's exports: posts with their people, tags and pictures, in whichever editor they were written."""

import json
from datetime import UTC, datetime

import pytest

from articles.importing.formats import detect, ghost
from articles.importing.records import LegacyByline, LegacyPicture, Status
from tests.articles.importing import exports
from tests.articles.importing.exports import codes, html

POST = {
    "id": "p1",
    "uuid": "11-22",
    "title": "The ferry",
    "slug": "ferry",
    "html": "<p>One.</p>",
    "type": "post",
    "status": "published",
    "visibility": "public",
    "published_at": "2015-03-02T01:30:00.000Z",
}


def export(*posts: dict, wrapped: bool = True, **tables: list) -> str:
    data = {
        "posts": [{**POST, **post} for post in posts],
        "users": [{"id": "u1", "name": "Sok Dara"}, {"id": "u2", "name": "Keo Maly"}],
        "tags": [
            {"id": "t1", "name": "Rivers", "visibility": "public"},
            {"id": "t2", "name": "#wide", "visibility": "internal"},
            {"id": "t3", "name": "News", "visibility": "public"},
        ],
        "settings": [{"key": "title", "value": "Tonle Gazette"}, {"key": "locale", "value": "en"}],
        **tables,
    }
    whole = {"meta": {"exported_on": 1, "version": "5.0.0"}, "data": data}
    return json.dumps({"db": [whole]} if wrapped else whole)


def read(*posts: dict, **tables) -> list:
    return exports.read(ghost, export(*posts, **tables))


def test_a_post_has_its_people_its_section_and_its_tags_in_order():
    tables = {
        "posts_authors": [
            {"post_id": "p1", "author_id": "u1", "sort_order": 1},
            {"post_id": "p1", "author_id": "u2", "sort_order": 0},
        ],
        "posts_tags": [
            {"post_id": "p1", "tag_id": tag, "sort_order": order} for order, tag in ((1, "t1"), (2, "t2"), (0, "t3"))
        ],
        "posts_meta": [
            {
                "post_id": "p1",
                "feature_image_alt": "Boat",
                "feature_image_caption": "The <b>boat</b>. Photo: Chan Vuthy",
                "meta_title": "Ferry!",
                "meta_description": "All of it.",
            }
        ],
    }
    [story] = read(
        {"feature_image": "__GHOST_URL__/content/images/2015/boat.jpg", "custom_excerpt": "A lamp."}, **tables
    )
    assert story.bylines == (LegacyByline("Keo Maly"), LegacyByline("Sok Dara"))
    assert (story.section, story.tags, codes(story)) == ("News", ("Rivers",), ["internal-tags"])
    assert story.lead_picture == LegacyPicture(
        "Boat", "The boat.", "Chan Vuthy", "2015/boat.jpg", url="/content/images/2015/boat.jpg"
    )
    assert (story.site, story.language, story.standfirst) == ("Tonle Gazette", "en", "A lamp.")
    assert (story.seo_title, story.seo_description) == ("Ferry!", "All of it.")
    assert story.addresses == ("/ferry/", "/p/11-22/")
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({"status": "published"}, Status.PUBLISHED, []),
        ({"status": "draft", "published_at": None}, Status.DRAFT, []),
        ({"status": "scheduled"}, Status.SCHEDULED, []),
        ({"status": "sent"}, Status.DRAFT, ["letter"]),
        ({"visibility": "paid"}, Status.DRAFT, ["members"]),
        ({"visibility": "members"}, Status.DRAFT, ["members"]),
    ],
)
def test_only_what_every_reader_could_see_is_published(said, status, told):
    [story] = read(said)
    assert (story.status, codes(story)) == (status, told)


def node(kind: str, *children, **said) -> dict:
    return {"type": kind, "version": 1, **said, **({"children": children} if children else {})}


def text(words: str, marks: int = 0) -> dict:
    return node("extended-text", text=words, format=marks)


LEXICAL = node(
    "root",
    node(
        "paragraph",
        text("One "),
        text("two", 1),
        node("linebreak"),
        node("link", text("three & four"), url="/a?b=1&c=2"),
    ),
    node("extended-heading", text("Five"), tag="h2"),
    node("list", node("listitem", text("Six")), listType="number", start=3),
    node("image", src="/content/images/a.jpg", alt="Alt", caption="Caption"),
    node("embed", url="https://youtu.be/abcdefghijk", html="<iframe></iframe>"),
    node("callout", calloutEmoji="", calloutText="<p>Seven</p>"),
    node("bookmark", url="https://a.example/b", metadata={"title": "Eight", "description": "Nine"}),
    node("paywall"),
    node("poll", question_text="Ten?"),
)
LEXICAL_HTML = (
    '<p>One <strong>two</strong><br><a href="/a?b=1&amp;c=2">three &amp; four</a></p><h2>Five</h2>'
    '<ol start="3"><li><p>Six</p></li></ol>{1}<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>'
    '<aside data-fact-box=""><p>Seven</p></aside><p><a href="https://a.example/b">Eight</a></p><p>Nine</p><p>Ten?</p>'
)


def test_a_story_of_the_new_editor_is_read_from_its_document():
    [story] = read({"html": None, "lexical": json.dumps({"root": LEXICAL})})
    assert html(story) == LEXICAL_HTML
    assert (story.inline_pictures[0].caption, story.text_kept) == ("Caption", 1.0)
    assert codes(story) == ["unknown-card"]


def test_a_story_of_the_old_editor_is_read_from_its_document():
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "/a"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "/a.jpg", "caption": "Caption"}], ["html", {"html": "<p>Raw</p>"}], ["hr", {}]],
        "sections": [
            [1, "p", [[0, [], 0, "One "], [0, [0], 1, "two"], [1, [], 0, 0], [0, [1], 1, "three"]]],
            [10, 0], [1, "h3", [[0, [], 0, "Four"]]], [3, "ul", [[[0, [], 0, "Five"]]]], [10, 1], [10, 2],
        ],
    }  # fmt: skip
    [story] = read({"html": "", "mobiledoc": json.dumps(document)})
    assert html(story) == (
        '<p>One <strong>two</strong><br><a href="/a">three</a></p>{1}<h3>Four</h3><ul><li><p>Five</p></li></ul>'
        "<p>Raw</p><hr>"
    )


@pytest.mark.parametrize("document", ["", "{", "[]", '{"root": 3}', '{"root": {"children": [3, {"type": 4}]}}'])
def test_a_document_that_cannot_be_read_is_told(document):
    [story] = read({"html": None, "lexical": document})
    assert story.headline == "The ferry"
    assert "no-text" in codes(story)


def test_older_exports_are_read():
    source = export({"page": 1, "author_id": "u1", "published_at": 1425259800000}, wrapped=False)
    [story] = exports.read(ghost, source)
    assert (story.bylines, story.default_section) == ((LegacyByline("Sok Dara"),), "Pages")
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)
    [story] = exports.read(ghost, export({"published_at": "2015-03-02 01:30:00"}))
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)


def test_a_file_that_ends_early_gives_what_it_had_and_says_so():
    source = export({"id": "p1"}, {"id": "p2"})
    *stories, told = exports.read(ghost, source[: source.index('"p2"') + 40])
    assert [story.legacy_id for story in stories] == ["p1"]
    assert "ends early" in told.reason


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, '"\\ud800"', "{x}"])
def test_bad_values_end_in_a_sentence(value):
    records = exports.read(ghost, '{"db": [{"meta": {"exported_on": 1}, "data": {"posts": [{"id": ' + value + "}]}}]}")
    assert len(records) == 1


def test_nesting_that_would_take_all_memory_ends_in_a_sentence():
    source = '{"db": [{"meta": {"exported_on": 1}, "data": {"posts": [' + "[1," * 100_000
    [told] = exports.read(ghost, source)
    assert "nested deeper" in told.reason


def test_an_endless_value_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr("articles.importing.json_items.MOST_BYTES", 200_000)
    *_stories, told = read({"id": "p1"}, {"id": "p2", "html": "x" * 2_000_000})
    assert "is longer than" in told.reason


def test_an_export_is_known_by_its_content():
    assert detect(export(POST).encode(), "export.json") is ghost
    assert detect(b'{"data": [{"type": "node--article"}]}', "export.json") is not ghost
