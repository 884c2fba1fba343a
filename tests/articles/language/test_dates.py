"""Dates, figures and the wordmark, as each language prints them."""

from datetime import UTC, datetime

import pytest

from articles.language import dates
from articles.page import wordmark

NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "22 November 2026, 12:05"),
        ("km", "ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦ ម៉ោង១២:០៥"),
        ("fr", "22 novembre 2026, 12:05"),
    ],
)
def test_a_moment_in_words(language, words):
    assert dates.moment(NOON, language) == words


def test_khmer_has_its_own_figures():
    assert dates.figures(1992, "km") == "១៩៩២"
    assert dates.figures(1992, "en") == "1992"


def test_a_longer_name_is_a_wider_mark_and_marks_take_no_width():
    assert wordmark.draw("The Landing").width < wordmark.draw("The Daily Landing").width
    assert wordmark.draw("កិ").width == wordmark.draw("ក").width
    assert wordmark.draw("កិ").height > wordmark.draw("K").height


def test_a_story_whose_source_tells_the_day_alone_shows_no_hour():
    assert dates.moment(datetime(1993, 7, 30, tzinfo=UTC), "en") == "30 July 1993"
