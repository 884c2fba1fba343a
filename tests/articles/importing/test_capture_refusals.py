"""Saved pages that hold no story: lists, front pages, printed pages, what is no text."""

import pytest

from articles.importing.formats import text
from articles.importing.records import NotAStory
from tests.articles.importing.pages import FARES, FERRY, LOGO, QUOTE, capture, read, standard

# --- I: lists of stories


@pytest.mark.parametrize(
    ("page", "section"),
    [
        (
            capture("Search form", LOGO + "Weekend", "Weekend", "A walk along the wall, and what it costs to keep it.")
            + b"\n\nA cook at work.\nFri, 18 August 2017\n\nNoodles on the quay\n\nA new place opened this week.\n\n"
            b"A painter.\nFri, 11 August 2017\n\nBlue is back\n\nThe gallery shows forty pictures.\n",
            "Weekend",
        ),
        (
            capture(
                LOGO + "Lifestyle",
                "Ducks may quack",
                "Publication date 21 November 2019 | 23:32 | ICT",
                "A court has ruled that",
            )
            + "\n\n\n\n  • Geese may not\n\n    Publication date 21 November 2019 | 20:55 | ICT\n\n".encode()
            + b"    The same court has ruled.\n",
            "Lifestyle",
        ),
        (
            capture(
                LOGO + "Columns",
                "Columns",
                "Fri, 10 March 2017 James Redd",
                "The bridge",
                "Nobody uses it.",
                "Fri, 3 March 2017 Ung Bora",
                "The road",
                "Everybody does.",
            ),
            "Columns",
        ),
        (capture("Search form", "Logo of Tonle Gazette newspaper", "Quote of the day", FERRY, QUOTE), None),
    ],
)
def test_lists_of_stories_are_refused_with_the_reason(page, section):
    found = read(page)
    assert found["kind"] == "listing"
    assert (found["site"], found["section"], found["headline"]) == ("Tonle Gazette", section, None)
    assert found["reason"]


def test_a_chronicle_with_dates_as_crossheads_is_a_story():
    page = standard(FERRY, "Fri, 1 May 1992", QUOTE, "Sat, 2 May 1992", FARES, "Mon, 4 May 1992", FERRY)
    assert read(page)["kind"] == "story"


# --- K: printed pages and everything else that is no story


@pytest.mark.parametrize(
    "page",
    [
        (
            "Lamp goes out\n\nNATIONAL – page 4\n\nT\n\nHE harbour office has an-\nnounced that the last lamp on "
            "the quay will be re-\nmoved.\n\ners who bought it said that\nthey would sell it.\n\nContinued on page 6"
        ),
        (
            "Issue NUMBER 1651\n\n4000 RIEL\n\nLamp goes out page 13\n\nwo men were seen with the lamp on Tues- "
            "day night, said the har- bour office in a state- ment."
        ),
        "កាសែត\n\nទំព័រ ៤\n\nក\n\nអ្នករាយការណ៍បានប្រាប់-\nថាចង្កៀងនឹងត្រូវបាន-\nដកចេញពីកំពង់ផែនៅ-\nថ្ងៃច័ន្ទ។ អានបន្តទំព័រ ៦",
    ],
)
def test_the_text_of_printed_pages_is_refused(page):
    found = read(page)
    assert found["kind"] == "listing"
    assert "printed pages" in found["reason"]


@pytest.mark.parametrize(
    "content", [b"", b" \n\n \n", b"%PDF-1.4 x", b"\xff\xd8\xff\xe0" + bytes(64), bytes(range(256)) * 8]
)
def test_what_is_no_text_is_refused_with_a_sentence(content):
    found = text.read_capture(content, "page.txt")
    assert isinstance(found, NotAStory)
    assert found.reason
    assert found.kind == "not-text"


def test_a_page_without_a_paragraph_is_refused():
    assert read(capture(LOGO + "Ferry stops", "Ferry stops", "Content image - Tonle Gazette"))["reason"]


def test_a_story_cut_off_in_the_middle_is_kept_and_reported():
    story = read(standard(FERRY, "The harbour master said that the lamp would be"))
    assert story["paragraphs"][-1] == "The harbour master said that the lamp would be"
    assert "cut-off" in story["problems"]
