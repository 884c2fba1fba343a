"""What will do as a picture's alt text and credit, and what will not."""

import pytest

from articles.desk.picture_checks import complaints

GOOD = {"credit": "Chan Mony", "caption": "The ferry at dusk.", "file_name": "evening on the river.jpg"}


def of_alt(alt):
    return " ".join(complaints("The picture", alt=alt, **GOOD))


@pytest.mark.parametrize(
    "alt",
    ["IMG_1234.jpg", "img 0042", "DSC01234", "PXL_20260301_101112.MP", "P1060432", "Screenshot 2026-03-01 at 10.11.12",
     "WhatsApp Image 2026-03-01 at 10.11.12 AM", "20260301", "ferry-at-dusk.webp", "Evening on the river",
     "evening on the river.jpg", "...", "DSC_0012 (2)"],
)  # fmt: skip
def test_the_name_of_a_file_is_no_alt_text(alt):
    assert "has the name of a file as its alt text" in of_alt(alt)


@pytest.mark.parametrize(
    "alt",
    ["image", "Photo", "A picture", "the image", "Photo 3", "Content image - Phnom Penh Post", "file photo", "alt text",
     "Untitled", "រូបភាព", "រូបថត ១"],
)  # fmt: skip
def test_boilerplate_is_no_alt_text(alt):
    assert "says nothing" in of_alt(alt)


@pytest.mark.parametrize(
    "alt",
    ["A ferry at a landing", "Photographers around a minister", "Picture frames at a market", "Three",
     "P3 pupils at a school", "រូបភាពសាឡាងនៅកំពង់ចម្លង", "សាឡាង", "A photo of a ferry", "Image of Buddha in gold",
     "2026 calendars on sale"],
)  # fmt: skip
def test_words_that_say_what_is_to_be_seen_will_do(alt):
    assert of_alt(alt) == ""


def test_the_caption_is_no_alt_text():
    assert "hear it twice" in of_alt("the ferry at dusk.")


def test_all_that_is_missing_is_said_at_once():
    assert complaints("The picture", alt=" ", credit="") == [
        "The picture has no credit.",
        "The picture has no alt text: say what it shows, for readers who cannot see it.",
    ]
