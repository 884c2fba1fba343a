"""Records as JSON, one a line: what other tools write for us, and what we write for them."""

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from articles.importing.formats import FORMATS, detect, ndjson, open_source, text
from articles.importing.records import (
    Block,
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Problem,
    Status,
)

BROKEN = Path(__file__).resolve().parents[4] / "shared" / "legacy" / "broken"
ICT = timezone(timedelta(hours=7))
FULL = LegacyStory(
    legacy_id="k-1",
    headline="សាឡាង\u200bឈប់ – “at last”",
    blocks=(Block("p", "One."), Block("h2", "Two"), Block("html", "<p>Three.</p>"), Block("p", "## four")),
    source="gazette.example",
    site="Tonle Gazette",
    logo_alt="Logo",
    language="km",
    section="National",
    slug="ferry",
    kicker="Ferry",
    standfirst="A lamp.",
    dateline="Stone Island",
    story_type="opinion",
    agency="AFP",
    bylines=(LegacyByline("Sok Dara"), LegacyByline("Keo Maly", "photographer")),
    tags=("ferry", "lamp"),
    published_at=datetime(2016, 8, 26, 7, 30, tzinfo=ICT),
    date_only=True,
    updated_at=datetime(2016, 8, 27, tzinfo=ICT),
    status=Status.DRAFT,
    lead_picture=LegacyPicture("alt", "caption", "credit", "a.jpg"),
    inline_pictures=(LegacyPicture(caption="b", after_paragraph=1),),
    related=(LegacyRelated("Other", "Teaser", "sidebar", True, "https://gazette.example/2", "2"),),
    translation_of="e-1",
    addresses=("https://gazette.example/1", "/1"),
    problems=(Problem("no-date", "None."),),
)


def read(*lines: str | bytes | dict) -> list[LegacyStory | NotAStory]:
    content = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    content = [line.encode() if isinstance(line, str) else line for line in content]
    return list(ndjson.read(io.BytesIO(b"\n".join(content)), "english.ndjson"))


def one(**record) -> LegacyStory | NotAStory:
    return read({"legacy_id": "1", "headline": "Ferry", **record})[0]


def test_a_story_comes_back_as_it_was_written():
    line = ndjson.dump(FULL)
    assert "\n" not in line
    assert "សាឡាង" in line
    assert read(line) == [replace(FULL, origin="english.ndjson line 1", original=line.encode())]


def test_only_what_the_story_says_is_written():
    assert json.loads(ndjson.dump(LegacyStory("1", "Ferry"))) == {"legacy_id": "1", "headline": "Ferry"}


def test_a_capture_survives_the_way_through_json():
    page = "Logo of Tonle Gazette newspaper Tonle Gazette - Ferry\n\nFerry\n\nIt stopped.\n\n\n  • Rain\n".encode()
    story = text.read_capture(page, "page.txt")
    back = read(ndjson.dump(story))[0]
    assert replace(back, origin="", original=b"") == replace(story, origin="", original=b"")


def test_the_original_is_the_lines_own_bytes():
    assert one(headline="Ferry").original == b'{"legacy_id": "1", "headline": "Ferry"}'


def test_paragraphs_may_be_plain_strings_and_crossheads_begin_with_two_hashes():
    story = one(blocks=["One.", "## Two", {"html": "<p>Three.</p>"}, {"kind": "p", "text": "Four."}])
    assert [(block.kind, block.text) for block in story.blocks] == [
        ("p", "One."),
        ("h2", "Two"),
        ("html", "<p>Three.</p>"),
        ("p", "Four."),
    ]


def test_a_body_is_html_or_paragraphs_with_blank_lines_between():
    assert one(body="<p>One.</p><p>Two.</p>").blocks == (Block("html", "<p>One.</p><p>Two.</p>"),)
    assert one(body="One\ngoes on.\n\n## Two\n\n3 < 4").blocks == (
        Block("p", "One goes on."),
        Block("h2", "Two"),
        Block("p", "3 < 4"),
    )


def test_names_addresses_and_related_ids_may_be_given_alone():
    story = read(
        {"id": 7, "headline": "A", "url": "https://x.example/7", "authors": ["Sok Dara"], "related": ["8", 9]}
    )[0]
    assert (story.legacy_id, story.addresses) == ("7", ("https://x.example/7",))
    assert story.bylines == (LegacyByline("Sok Dara"),)
    assert [related.legacy_id for related in story.related] == ["8", "9"]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"published_at": "2026-13-01"}, "published_at '2026-13-01' is not an ISO date-time with a zone"),
        ({"published_at": "yesterday"}, "published_at 'yesterday' is not an ISO"),
        ({"published_at": 5}, "published_at is a number, not text"),
        ({"headline": ["A"]}, "headline is a list, not text"),
        ({"headline": None}, "headline is missing"),
        ({"legacy_id": ""}, "legacy_id is empty"),
        ({"tags": "ferry"}, "tags is text, not a list"),
        ({"tags": ["a", 1]}, "tags[1] is a number, not text"),
        ({"blocks": [{"kind": "h9", "text": "a"}]}, "blocks[0].kind 'h9' is none of: p, h2, html"),
        ({"blocks": [{"kind": "p"}]}, "blocks[0].text is missing"),
        ({"status": "live"}, "status 'live' is none of: draft, in_review, scheduled, published"),
        ({"lead_picture": {"caption": 1}}, "lead_picture.caption is a number, not text"),
        ({"inline_pictures": [{"after_paragraph": -1}]}, "inline_pictures[0].after_paragraph -1 is not a number"),
        ({"related": [None]}, "related[0] is empty, not a record"),
        ({"date_only": 1}, "date_only is a number, not true or false"),
        ({"id": "2"}, "id: given twice, as legacy_id as well"),
        ({"headline": "\ud800"}, "headline holds half a character"),
    ],
)
def test_a_bad_record_is_refused_with_its_line_and_field(record, message):
    refused = read("", {"legacy_id": "0", "headline": "Good"}, {"legacy_id": "1", "headline": "Ferry", **record})[-1]
    assert isinstance(refused, NotAStory)
    assert refused.reason.startswith(f"english.ndjson line 3: {message}")


@pytest.mark.parametrize(
    "line", [b"{", b"[1]", b"null", b'{"a": \xff}', b"[" * 100_000, b'{"id": ' + b"9" * 10_000 + b"}"]
)
def test_a_bad_line_never_stops_the_next(line):
    refused, story = read(line, {"legacy_id": "1", "headline": "Ferry"})
    assert refused.kind == "bad-record"
    assert "line 1: is" in refused.reason
    assert story.headline == "Ferry"


def test_a_line_without_end_is_skipped_in_bounded_memory(monkeypatch):
    monkeypatch.setattr(ndjson, "MOST_BYTES", 1000)
    refused, story = read(b"{" * 5000, {"legacy_id": "1", "headline": "Ferry"})
    assert "line 1: is longer than" in refused.reason
    assert story.headline == "Ferry"


def test_what_is_no_field_is_reported_and_the_story_still_comes_in():
    story = one(colour="blue", lead_picture={"caption": "a", "lens": "50mm"})
    assert [problem.text for problem in story.problems] == [
        "'colour' is no field of a story: left out.",
        "lead_picture.lens is no field: left out.",
    ]


def test_a_date_without_a_zone_is_the_papers_and_reported():
    story = one(published_at="2015-03-02 08:30:00")
    assert story.published_at.isoformat() == "2015-03-02T08:30:00+07:00"
    assert [problem.code for problem in story.problems] == ["date-without-zone"]
    assert one(published_at="2015-03-02").date_only


def test_control_characters_are_removed_and_counted():
    story = one(headline="Fer\x00ry\x1b")
    assert story.headline == "Ferry"
    assert story.problems == (Problem("control-characters", "Control characters removed: 2."),)


def test_the_shared_records_are_read():
    source = BROKEN / "related-cycle.ndjson"
    if not source.exists():
        pytest.skip("the shared samples are not here")
    stories = list(open_source(source))
    assert [story.legacy_id for story in stories] == ["101", "102", "103", "104"]
    assert stories[0].blocks == (Block("html", "<p>x</p>"),)
    assert stories[1].related[0].legacy_id == "103"
    assert not any(story.problems for story in stories)


# --- the registry


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b'{"legacy_id": "1", "headline": "A"}\n', "stories.ndjson", "ndjson"),
        (b'\xef\xbb\xbf\n{"legacy_id": "1"}\n', "stories.jsonl", "ndjson"),
        (b'{"id": 1, "headline": "A"}\n{', "stories", "ndjson"),
        (b"Logo of X newspaper X - A\n", "a.txt", "text"),
        ("A story.\n".encode("utf-16"), "a", "text"),
        (b"<?xml version='1.0'?><rss/>", "a.txt", None),
        (b"%PDF-1.4", "a.txt", None),
    ],
)
def test_a_format_is_told_by_what_the_file_holds(head, name, expected):
    found = detect(head, name)
    assert (found and found.NAME) == expected
    assert set(FORMATS) >= {"ndjson", "text"}


def test_a_folder_is_read_file_by_file_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("The second ferry stopped at noon and nobody knew why.")
    (tmp_path / "1.ndjson").write_text('{"legacy_id": "1", "headline": "A"}\n{"legacy_id": "2"}\n')
    (tmp_path / "3.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "4.xml").write_text("<rss/>")
    (tmp_path / ".hidden").write_text("nothing")
    kinds = [
        (Path(record.origin.split(" line ")[0]).name, getattr(record, "kind", "story"))
        for record in open_source(tmp_path)
    ]
    assert kinds == [
        ("1.ndjson", "story"),
        ("1.ndjson", "bad-record"),
        ("3.pdf", "not-text"),
        ("4.xml", "unknown-format"),
        ("2.txt", "story"),
    ]


def test_a_capture_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "large.txt").write_bytes(b"word " * (text.MOST_BYTES // 5 + 1))
    (refused,) = open_source(tmp_path / "large.txt")
    assert refused.reason == "larger than 5 MB: no saved page"
