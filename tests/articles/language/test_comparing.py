"""Which words changed, in any script, and nothing of either text left out."""

from itertools import pairwise

import pytest

from articles.language.comparing import words

KHMER = "ស្ពានថ្មើរជើងត្រូវបានបើកកាលពីថ្ងៃអាទិត្យ។"


def marked(old: str, new: str, language: str = "en") -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[kind].format(text) for kind, text in words(old, new, language))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "The ferry runs until midnight.",
            "The ferry runs till midnight.",
            "The ferry runs [-until-][+till+] midnight.",
        ),
        ("The ferry runs.", "The old ferry runs.", "The [+old +]ferry runs."),
        ("The old ferry runs.", "The new boat runs.", "The [-old ferry-][+new boat+] runs."),
        ("It runs.", "It runs, he said.", "It runs[+, he said+]."),
        ("One.\n\nTwo.", "One.\n\nThree.", "One.\n\n[-Two-][+Three+]."),
        ("", "New.", "[+New.+]"),
        ("Gone.", "", "[-Gone.-]"),
        ("Same.", "Same.", "Same."),
        ("", "", ""),
    ],
)
def test_the_words_that_changed_are_marked(old, new, shown):
    assert marked(old, new) == shown


def test_a_khmer_word_is_marked_without_its_neighbours():
    assert marked(KHMER, KHMER.replace("ថ្មើរជើង", "ថ្មើរជើងថ្មី"), "km").count("[") == 1
    assert "[+ថ្មី+]" in marked(KHMER, KHMER.replace("ថ្មើរជើង", "ថ្មើរជើងថ្មី"), "km")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ab " * 400, "ba " * 490),
        ("word " * 30_000, "other " * 30_000),
        ("\n".join(f"Line {n}" for n in range(5_000)), "\n".join(f"Line {n}" for n in range(2_500, 9_000))),
        ("A – “b”\u200bc\r\n\td", "a—b\u200b\u200b c\n"),
    ],
)
def test_both_texts_come_back_whole_however_long(old, new):
    pieces = words(old, new, "en")
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
