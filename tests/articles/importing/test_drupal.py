"""Drupal's nodes as JSON, by the map of its own article or one of the migrator's."""

import json
from datetime import UTC, datetime

import pytest

from articles.importing import mapping
from articles.importing.formats import detect, drupal, ndjson
from articles.importing.records import LegacyByline, NotAStory, Status
from tests.articles.importing import exports
from tests.articles.importing.exports import codes, html


def ref(kind: str, key: str, **meta) -> dict:
    return {"data": {"type": kind, "id": key, **({"meta": meta} if meta else {})}}


NODE = {
    "type": "node--article",
    "id": "u-1",
    "links": {"self": {"href": "https://gazette.example/jsonapi/node/article/u-1"}},
    "attributes": {
        "drupal_internal__nid": 7,
        "title": "The ferry",
        "status": True,
        "created": "2015-03-02T01:30:00+00:00",
        "changed": "2015-03-03T01:30:00+00:00",
        "langcode": "km",
        "path": {"alias": "/2015/ferry", "pid": 1},
        "body": {"value": "<p>One</p>", "format": "html", "processed": "<p>One <b>two</b>.</p>", "summary": "A lamp."},
        "field_weather": "Rain",
    },
    "relationships": {
        "uid": ref("user--user", "a-1"),
        "field_tags": {"data": [{"type": "taxonomy_term--tags", "id": key} for key in ("t-1", "t-2")]},
        "field_section": ref("taxonomy_term--section", "s-1"),
        "field_image": ref("file--file", "f-1", alt="Boat"),
    },
}
INCLUDED = [
    {"type": "user--user", "id": "a-1", "attributes": {"display_name": "Sok Dara"}},
    {"type": "taxonomy_term--tags", "id": "t-1", "attributes": {"name": "Rivers"}},
    {"type": "taxonomy_term--tags", "id": "t-2", "attributes": {"name": "Lamps"}},
    {"type": "taxonomy_term--section", "id": "s-1", "attributes": {"name": "News"}},
    {"type": "file--file", "id": "f-1", "attributes": {"uri": {"value": "public://a.jpg", "url": "/sites/a.jpg"}}},
]


def document(**attributes) -> str:
    node = {**NODE, "attributes": {**NODE["attributes"], **attributes}}
    return json.dumps({"jsonapi": {"version": "1.0"}, "data": [node], "included": INCLUDED})


def test_an_article_is_read_without_a_map():
    [story] = exports.read(drupal, document())
    assert (story.legacy_id, story.headline, story.standfirst, story.slug) == ("7", "The ferry", "A lamp.", "ferry")
    assert (html(story), story.section, story.tags) == ("<p>One <strong>two</strong>.</p>", "News", ("Rivers", "Lamps"))
    assert (story.bylines, story.language, story.source) == ((LegacyByline("Sok Dara"),), "km", "gazette.example")
    assert (story.lead_picture.url, story.lead_picture.alt) == ("/sites/a.jpg", "Boat")
    assert story.addresses == ("/2015/ferry", "/node/7")
    assert (story.published_at, story.status) == (datetime(2015, 3, 2, 1, 30, tzinfo=UTC), Status.PUBLISHED)
    assert codes(story) == ["unmapped-fields"]
    assert "field_weather" in story.problems[0].text


def test_what_is_unpublished_stays_a_draft():
    [story] = exports.read(drupal, document(status=False))
    assert (story.status, story.published_at) == (Status.DRAFT, None)


def test_nodes_one_a_line_and_nodes_of_the_older_interface():
    rest = {
        "nid": [{"value": 7}],
        "title": [{"value": "The ferry"}],
        "status": [{"value": True}],
        "created": [{"value": "2015-03-02T01:30:00+00:00"}],
        "body": [{"value": "<p>One</p>", "processed": "<p>One.</p>"}],
        "path": [{"alias": "/2015/ferry"}],
    }
    for source in (json.dumps(rest), json.dumps([rest]), json.dumps(rest) + "\n" + json.dumps(rest)):
        story = exports.read(drupal, source)[0]
        assert (story.legacy_id, story.headline, html(story), story.status) == (
            "7",
            "The ferry",
            "<p>One.</p>",
            "published",
        )
        assert story.addresses == ("/2015/ferry", "/node/7")
    lines = json.dumps(NODE) + "\n{broken\n" + json.dumps(NODE)
    good, bad, again = exports.read(drupal, lines)
    assert (good.headline, again.headline) == ("The ferry", "The ferry")
    assert "line 2" in bad.reason


def test_a_map_says_where_a_paper_kept_what():
    told = mapping.load(
        '[fields]\nlegacy_id = "id"\nheadline = "field_head|title"\nbody = "body.processed"\nkicker = "field_weather"\n'
        'status = "field_state"\n[status]\nlive = "published"\n'
    )
    [story] = exports.read(drupal, document(field_head="Ferry!", field_state="Live"), field_map=told)
    assert (story.legacy_id, story.headline, story.kicker, story.status) == ("u-1", "Ferry!", "Rain", Status.PUBLISHED)


@pytest.mark.parametrize("end", [60, 400, 900])
def test_a_document_that_ends_early_is_told(end):
    *_stories, told = exports.read(drupal, document()[:end])
    assert isinstance(told, NotAStory)


def test_nodes_are_told_from_other_json():
    assert detect(document().encode(), "export.json") is drupal
    assert detect(json.dumps(NODE).encode(), "nodes.ndjson") is drupal
    assert detect(b'{"legacy_id": "1", "headline": "A"}\n', "a.ndjson") is ndjson
