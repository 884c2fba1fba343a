"""Khmer as it is typed, and as it is kept."""

import unicodedata

import pytest

from articles.language.khmer import repair

ZWSP = "\u200b"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ទ\u17c6\u17b6ង", "ទ\u17b6\u17c6ង"),  # the sign before its vowel
        ("ក\u17b6\u17d2រ", "ក\u17d2រ\u17b6"),  # the vowel before the subscript
        ("ប\u17b8\u17c9", "ប\u17c9\u17b8"),  # the vowel before the shifter
        ("ទ\u17b9\u17b9ក", "ទ\u17b9ក"),  # a vowel twice
        ("ដ\u17c1\u17b8ម", "ដ\u17beម"),  # a vowel in two halves
        ("ក\u17c1\u17b6ះ", "ក\u17c4ះ"),
        (f"ក{ZWSP}\u17b6រ", "ក\u17b6រ"),  # parted inside a letter
        (f"ក\u17d2{ZWSP}រុង", "ក\u17d2រុង"),
        (f"ទឹក{ZWSP}{ZWSP}ទន្លេ", f"ទឹក{ZWSP}ទន្លេ"),
        (f"ទឹក{ZWSP} ទន្លេ", "ទឹក ទន្លេ"),
    ],
)
def test_broken_khmer_is_mended(typed, kept):
    mended = repair(typed)
    assert mended.text == kept
    assert mended.zero_width + mended.clusters > 0
    assert repair(kept) == (kept, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Ferry to run until midnight",
        f"An English line with a zero{ZWSP}{ZWSP}width and a soft\u00adhyphen",
        "cafe\u0301 and café",
        "ក្រុមប្រឹក្សាក្រុងអនុម័តថវិកា ១,២ លានដុល្លារ",
        "ម៉្យាង ស៊ី ប៉ុន្តែ ធម៌ ព័ត៌មាន ឲ្យ ទ័ព ពន្យល់ ខ្ញុំ",
        f"បណ្ណាល័យ{ZWSP}បើក{ZWSP}ឡើង{ZWSP}វិញ។",
        '<p>ទឹក</p><p><a href="/km/ទឹក/">ទូក</a></p>',
    ],
)
def test_what_is_not_broken_is_not_touched(text):
    assert repair(text) == (text, 0, 0)


def test_words_are_never_put_into_a_normal_form():
    decomposed = unicodedata.normalize("NFD", "café ទឹក")
    assert repair(decomposed).text == decomposed
