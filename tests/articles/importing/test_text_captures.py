"""Saved pages of the usual layout, their sidebars and addresses. The stories and the papers are invented."""

import json

import pytest

from articles.importing.dry_run import as_expected_json
from articles.importing.formats import text
from tests.articles.importing.pages import FARES, FERRY, LOGO, QUOTE, SHARED, capture, encodings, read, standard

SAMPLES = [
    "phnompenhpost-human-rights-report",
    *sorted(f"captures/{path.stem}" for path in SHARED.glob("captures/*.txt")),
]


# --- the shared samples


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_reads_as_a_person_reads_it(name):
    source = SHARED / f"{name}.txt"
    if not source.exists():
        pytest.skip("the shared samples are not here")
    expected = json.loads((SHARED / "expected" / f"{name}.json").read_text())
    found = as_expected_json(text.read_capture(source.read_bytes(), f"{name}.txt"))
    assert set(expected.pop("problems")) <= set(found["problems"])
    for left_out in ("layout", "note"):
        expected.pop(left_out, None)
    assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_the_same_story_in_every_encoding(name):
    source = SHARED / f"{name}.txt"
    if not source.exists():
        pytest.skip("the shared samples are not here")
    plain = text.read_capture(source.read_bytes(), "page.txt")
    for encoding, content in encodings(source.read_bytes()).items():
        found = text.read_capture(content, "page.txt")
        kept = {**as_expected_json(found), "problems": 0, "messages": 0}
        assert kept == {**as_expected_json(plain), "problems": 0, "messages": 0}, encoding


# --- A: logo line, headline, picture, headline, story, sidebar


def test_the_papers_name_comes_from_the_words_that_the_first_line_repeats():
    record = text.read_capture(standard(FERRY), "ferry-stops.txt")
    assert (record.site, record.headline, record.logo_alt) == (
        "Tonle Gazette",
        "Ferry stops at sunset",
        "Logo of Tonle Gazette newspaper",
    )
    assert record.legacy_id == "ferry-stops"
    assert record.original == standard(FERRY)


@pytest.mark.parametrize(
    ("first", "site", "logo_alt"),
    [
        (
            "Logo du journal Le Courrier du Lac Le Courrier du Lac - {}",
            "Le Courrier du Lac",
            "Logo du journal Le Courrier du Lac",
        ),
        ("Tonle Gazette logo Tonle Gazette | {}", "Tonle Gazette", "Tonle Gazette logo"),
        ("Logo of Tonle Gazette newspaper Tonle Gazette » {}", "Tonle Gazette", "Logo of Tonle Gazette newspaper"),
        ("ឡូហ្គោកាសែតទន្លេ ទន្លេ - {}", "ទន្លេ", "ឡូហ្គោកាសែតទន្លេ"),
        ("{} | Tonle Gazette", "Tonle Gazette", ""),
        ("{} - Tonle Gazette", "Tonle Gazette", ""),
        ("{} – The Tonle Gazette", "The Tonle Gazette", ""),
        ("Tonle Gazette - {}", "Tonle Gazette", ""),
        ("Tonle Gazette » {}", "Tonle Gazette", ""),
    ],
)
def test_other_papers_print_their_names_in_other_words(first, site, logo_alt):
    headline = "Ferry stops at sunset"
    record = text.read_capture(capture(first.format(headline), headline, FERRY, QUOTE), "page.txt")
    assert (record.site, record.headline, record.logo_alt) == (site, headline, logo_alt)
    assert [block.text for block in record.blocks] == [FERRY, QUOTE]


def test_a_headline_may_hold_the_separator_and_the_papers_name():
    story = read(standard(FERRY, headline="The Gazette - a second edition"))
    assert story["headline"] == "The Gazette - a second edition"
    suffixed = capture("The Gazette - keeper of names | Tonle Gazette", "The Gazette - keeper of names", FERRY, QUOTE)
    assert (read(suffixed)["headline"], read(suffixed)["site"]) == ("The Gazette - keeper of names", "Tonle Gazette")


@pytest.mark.parametrize(
    "headline", ["‘Captains’ fined for racing", "FERRY STOPS AT SUNSET!", "Who pays for the lamp?"]
)
def test_a_headline_may_be_a_question_a_shout_or_a_quotation(headline):
    again = f"{headline} they ask on the quay, and nobody answers."
    story = read(standard(FERRY, again, headline=headline))
    assert story["headline"] == headline
    assert story["paragraphs"] == [FERRY, again]


def test_the_headline_is_furniture_only_above_the_story():
    story = read(standard(FERRY, "Ferry stops at sunset", QUOTE))
    assert "Ferry stops at sunset" in story["paragraphs"] + story["crossheads"]


def test_boilerplate_alt_text_is_left_empty_and_reported():
    story = read(standard(FERRY, QUOTE, picture="Content image - Tonle Gazette\nThe lamp on the quay. PHOTO SUPPLIED"))
    assert story["lead_image"] == {"alt": "", "caption": "The lamp on the quay.", "credit": "PHOTO SUPPLIED"}
    assert "boilerplate-alt" in story["problems"]


def test_pictures_inside_the_story_keep_their_place():
    story = read(standard(FERRY, "Content image - Tonle Gazette\nA deckhand. Rany tep/Reuters", QUOTE, FARES))
    assert story["lead_image"] is None
    assert story["inline_images"] == [
        {"after_paragraph": 1, "alt": "", "caption": "A deckhand.", "credit": "Rany tep/Reuters"}
    ]


def test_several_items_under_one_headline_keep_their_own_headlines():
    page = capture(
        LOGO + "Around the quay...",
        "Around the quay...",
        "Content image - Tonle Gazette",
        "New bakery for the lower town",
        "Content image - Tonle Gazette",
        "Photo by: Photo Supplied",
        FERRY,
        QUOTE,
        "Old cinema to be a gym",
        FARES,
    )
    story = read(page)
    assert story["headline"] == "Around the quay..."
    assert story["lead_image"] == {"alt": "", "caption": None, "credit": None}
    assert story["inline_images"] == [{"after_paragraph": 0, "alt": "", "caption": None, "credit": "Photo Supplied"}]
    assert story["crossheads"] == ["New bakery for the lower town", "Old cinema to be a gym"]
    assert story["paragraphs"] == [FERRY, QUOTE, FARES]


def test_a_credit_line_of_its_own_belongs_to_the_picture_above():
    story = read(standard(FERRY, QUOTE, picture="Content image - Tonle Gazette\n\nPhoto by: Photo Supplied"))
    assert story["lead_image"] == {"alt": "", "caption": None, "credit": "Photo Supplied"}


def test_a_caption_set_apart_by_blank_lines_is_still_the_pictures():
    story = read(
        standard(FERRY, QUOTE, picture="Content image - Tonle Gazette\n\nPhoto by:\n\n\nTep Rany, lamp in hand. \n")
    )
    assert story["lead_image"]["caption"] == "Tep Rany, lamp in hand."


def test_a_short_last_sentence_is_no_credit():
    story = read(standard(FERRY, picture="Content image - Tonle Gazette\nThe quay at dusk. Nobody was hurt."))
    assert story["caption"] == "The quay at dusk. Nobody was hurt."
    assert story["credit"] is None


# --- the sidebar of the day of capture


SIDEBAR = (
    "\n\n\n  • Rain ends drought\n\n    It rained on Tuesday for the first time since\n\n  • Market moves\n\n"
    "  • New teacher at last\n\n    She starts on Monday.\n"
)


def test_the_sidebar_is_a_list_of_related_stories_with_their_teasers_as_printed():
    story = read(standard(FERRY, QUOTE).decode() + SIDEBAR)
    assert story["paragraphs"] == [FERRY, QUOTE]
    assert story["related"] == [
        {
            "headline": "Rain ends drought",
            "teaser": "It rained on Tuesday for the first time since",
            "teaser_truncated": True,
        },
        {"headline": "Market moves", "teaser": None, "teaser_truncated": False},
        {"headline": "New teacher at last", "teaser": "She starts on Monday.", "teaser_truncated": False},
    ]
    record = text.read_capture(standard(FERRY, QUOTE) + SIDEBAR.encode(), "page.txt")
    assert {related.kind for related in record.related} == {"sidebar"}


def test_the_sidebar_never_dates_the_story():
    dated = SIDEBAR.replace("Rain ends drought\n", "Rain ends drought\n    Publication date 3 May 2018 | 10:00 | ICT\n")
    story = read(standard(FERRY, QUOTE, FARES).decode() + dated)
    assert story["kind"] == "story"
    assert story["published_at"] is None
    assert "no-date" in story["problems"]
    assert story["related"][0]["teaser"] == "It rained on Tuesday for the first time since"


@pytest.mark.parametrize("title", ["MOST VIEWED", "Related Story\n\nRECOMMENDED STORIES", "Latest news"])
def test_the_sidebars_title_is_no_paragraph(title):
    story = read(standard(FERRY, QUOTE).decode() + f"\n\n{title}" + SIDEBAR[1:])
    assert story["paragraphs"] == [FERRY, QUOTE]
    assert len(story["related"]) == 3
    assert "furniture" in story["problems"]


def test_bullets_inside_the_story_stay_in_the_story():
    story = read(standard(FERRY, "What changes:", "• Last boat at six\n• No boats on Sunday", QUOTE, FARES))
    assert story["paragraphs"] == [FERRY, "What changes:", "• Last boat at six", "• No boats on Sunday", QUOTE, FARES]
    assert story["related"] == []


def test_readers_comments_and_the_publishers_address_are_left_out_and_reported():
    foot = ("0", "Comments", "Please, login or register to post a comment", "Latest Video", "A storm seen from the air")
    story = read(standard(FERRY, QUOTE, *foot))
    assert story["paragraphs"] == [FERRY, QUOTE]
    assert "A storm seen from the air" in " ".join(story["messages"])
    address = ("Contact Tonle Gazette for full article", "Gazette Ltd\n12 Quay Road", "Telephone: 012 345 678")
    assert read(standard(FERRY, QUOTE, *address))["paragraphs"] == [FERRY, QUOTE]


# --- addresses, languages, hostile files


def test_the_pages_own_address_becomes_its_id():
    record = text.read_capture(b"https://www.gazette.example/national/ferry-stops\n\n" + standard(FERRY), "1.txt")
    assert record.legacy_id == "https://www.gazette.example/national/ferry-stops"
    assert record.addresses == ("https://www.gazette.example/national/ferry-stops",)
    assert record.slug == "ferry-stops"
    assert record.headline == "Ferry stops at sunset"
    assert text.read_capture(standard(FERRY, "Source: https://gazette.example/1"), "1.txt").slug == "1"


def test_the_language_is_what_the_words_say():
    assert read(standard(FERRY, QUOTE))["language"] == "en"
    assert (
        read(standard("Le bac de l’île ne partira plus après le coucher du soleil, a dit hier la capitainerie."))[
            "language"
        ]
        is None
    )
    khmer = "សាឡាង\u200bនឹង\u200bឈប់\u200bរត់\u200bនៅ\u200bពេល\u200bថ្ងៃ\u200bលិច។"
    story = read(standard(khmer, khmer))
    assert story["language"] == "km"
    assert story["paragraphs"] == [khmer, khmer]


@pytest.mark.parametrize(
    "content",
    [
        b"word " * 1_000_000,
        b"\n" * 1_000_000,
        b"\xe2\x80\xa2 a\n" * 800_000,
        b"a\n\n" * 1_000_000,
        b"Logo of " + b"a a " * 300_000,
        b". A" * 1_500_000,
        b"Photo: " * 700_000,
        standard(FERRY, QUOTE) + b"\n\n\n  \xe2\x80\xa2 a\n" + b"\n  \xe2\x80\xa2 b" * 15_000,
        standard(FERRY) + b"\n\n" + b"a b" * 500 + b"\n",
        b"\xc3\xa2\xe2\x82\xac\xe2\x84\xa2" * 500_000,
        b"\x1b" * 1_000_000,
        b"\xe9\xa8\x92" * 1_000_000 + b"\xff",
    ],
)
def test_a_hostile_file_ends_in_a_record(content):
    assert text.read_capture(content, "page.txt")
