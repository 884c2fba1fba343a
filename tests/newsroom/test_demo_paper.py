"""The demo newspaper is whole: every name, picture and related story that it mentions is there."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

import newsroom.demo
from newsroom.demo import drawing

FOLDER = Path(newsroom.demo.__file__).parent
PAPER = json.loads((FOLDER / "paper.json").read_text("utf-8"))

#: Base, register shifter, subscripts, one vowel, signs - the order of the Unicode Standard, 16.4 (Khmer).
KHMER_CLUSTER = re.compile(
    "[\u1780-\u17a2\u17a5-\u17a7\u17a9-\u17b3]\u17cc?[\u17c9\u17ca]?(?:\u17d2[\u1780-\u17a2][\u17c9\u17ca]?)*"
    "[\u17b6-\u17c5]?[\u17c6-\u17c8\u17cb-\u17d1]{0,2}"
)
KHMER_MARK = re.compile("[\u17a3\u17a4\u17a8\u17b4-\u17d3\u17d8\u17dd]")
#: What a Khmer sentence may hold apart from clusters: digits, the full stop, the colon and a few European marks.
KHMER_OTHER = re.compile("[\u17e0-\u17e9។៖ៗ\\s«»,.()\\-]")


def stories(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


ENGLISH, KHMER = stories("english.ndjson"), stories("khmer.ndjson")
PUBLISHED = [story for story in ENGLISH if story["status"] == "published"]
EVERY = [pytest.param(story, id=story["legacy_id"]) for story in ENGLISH + KHMER]


def edition(language: str) -> dict:
    return next(edition for edition in PAPER["editions"] if edition["language"] == language)


def paragraphs(story: dict) -> list[str]:
    return [block for block in story["blocks"] if isinstance(block, str) and not block.startswith("## ")]


def pictures(story: dict) -> list[dict]:
    return [story["lead_picture"], *story.get("inline_pictures", ())]


def khmer_faults(text: str) -> list[str]:
    """Return the characters of a Khmer text that no well-formed cluster holds and no sentence needs."""
    return list(KHMER_OTHER.sub("", KHMER_CLUSTER.sub("", text)))


def test_paper_has_two_editions_with_enough_sections_and_staff():
    assert [(one["language"], one["path_prefix"]) for one in PAPER["editions"]] == [("en", ""), ("km", "km/")]
    assert len(edition("en")["sections"]) >= 7
    assert len(edition("km")["sections"]) >= 4
    assert len(PAPER["authors"]) >= 8


def test_english_edition_has_a_front_page_full_of_stories_and_one_draft():
    assert len(PUBLISHED) >= 32
    assert [story["legacy_id"] for story in ENGLISH if story["status"] == "draft"] == ["en-035"]
    assert {story["section"] for story in PUBLISHED} == {section["name"] for section in edition("en")["sections"]}
    assert {story["story_type"] for story in PUBLISHED} == {"news", "analysis", "opinion", "interview", "obituary"}


def test_khmer_edition_has_stories_in_every_section():
    assert len(KHMER) >= 7
    assert {story["section"] for story in KHMER} == {section["name"] for section in edition("km")["sections"]}


@pytest.mark.parametrize("story", EVERY)
def test_story_is_long_enough_and_tagged(story):
    assert len(paragraphs(story)) >= 12
    assert 2 <= len(story["tags"]) <= 4
    assert story["standfirst"]


@pytest.mark.parametrize("story", EVERY)
def test_every_picture_has_words_and_is_drawn(story):
    for picture in pictures(story):
        assert picture["file"] in drawing.PICTURES
        assert picture["alt"]
        assert picture["credit"]
        assert picture["caption"].endswith((".", "។"))


@pytest.mark.parametrize("story", EVERY)
def test_section_and_writers_are_the_papers_own(story):
    assert story["section"] in {section["name"] for section in edition(story["language"])["sections"]}
    staff = {author["name"] for author in PAPER["authors"]}
    assert {byline["name"] for byline in story["bylines"]} <= staff
    assert {byline["role"] for byline in story["bylines"]} <= {"author", "photographer", "translator", "contributor"}


def test_published_stories_carry_a_date_with_its_zone():
    for story in PUBLISHED + KHMER:
        moment = datetime.fromisoformat(story["published_at"])
        assert moment.utcoffset().total_seconds() == 7 * 3600
        assert moment <= datetime.fromisoformat("2026-11-21T23:59:59+07:00")


@pytest.mark.parametrize("rows", [ENGLISH, KHMER], ids=["english", "khmer"])
def test_hand_picked_related_stories_exist_in_the_same_edition(rows):
    headlines = {story["legacy_id"]: story["headline"] for story in rows}
    assert len(headlines) == len(rows)
    picked = [story for story in rows if len(story.get("related", ())) >= 2]
    assert len(picked) * 2 >= len(rows)
    for story in rows:
        for related in story.get("related", ()):
            assert headlines[related["legacy_id"]] == related["headline"]
            assert related["legacy_id"] != story["legacy_id"]


def test_translations_pair_with_an_english_story_and_share_its_lead_picture():
    originals = {story["legacy_id"]: story for story in PUBLISHED}
    pairs = [story for story in KHMER if "translation_of" in story]
    assert len(pairs) >= 4
    for story in pairs:
        assert originals[story["translation_of"]]["lead_picture"]["file"] == story["lead_picture"]["file"]


def test_stories_of_one_edition_never_share_a_lead_picture():
    for rows in (ENGLISH, KHMER):
        files = [story["lead_picture"]["file"] for story in rows]
        assert len(set(files)) == len(files)


def test_emblem_and_portraits_of_the_masthead_are_drawn():
    assert {one["logo_file"] for one in PAPER["editions"]} == {drawing.EMBLEM}
    assert {author["portrait_file"] for author in PAPER["authors"]} <= drawing.PICTURES.keys()


@pytest.mark.parametrize("story", KHMER, ids=lambda story: story["legacy_id"])
def test_khmer_marks_stand_in_the_order_that_unicode_asks_for(story):
    written = [story["headline"], story["section"], story["kicker"], story["standfirst"], story["dateline"]]
    written += [*story["tags"], *(block.removeprefix("## ") for block in story["blocks"])]
    written += [picture[part] for picture in pictures(story) for part in ("alt", "caption", "credit")]
    for text in written:
        assert khmer_faults(text) == [], text


def test_khmer_of_the_masthead_is_well_formed():
    masthead = edition("km")
    written = [masthead[part] for part in ("name", "tagline", "logo_alt", "publisher", "address")]
    written += [section[part] for section in masthead["sections"] for part in ("name", "slug", "description")]
    written += [
        author[part] for author in PAPER["authors"] for part in ("name", "bio") if KHMER_MARK.search(author[part])
    ]
    for text in written:
        assert khmer_faults(text) == [], text


@pytest.mark.parametrize("broken", ["កាេ", "្ក", "ក្", "ំក", "កូូ", "cកា", "ដีក", "ឣក"])
def test_the_khmer_check_itself_finds_faults(broken):
    assert khmer_faults(broken)


@pytest.mark.parametrize("name", ["chart-river.jpg", "portrait-tep-ratha.jpg", drawing.EMBLEM])
def test_drawing_twice_gives_the_same_bytes(name, tmp_path):
    for folder in ("first", "second"):
        drawing.draw(tmp_path / folder, [name])
    first, second = ((tmp_path / folder / name).read_bytes() for folder in ("first", "second"))
    assert first == second


def test_drawn_picture_is_a_jpeg_of_the_papers_size(tmp_path):
    drawing.draw(tmp_path, ["water-tower.jpg"])
    with Image.open(tmp_path / "water-tower.jpg") as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 1067))
