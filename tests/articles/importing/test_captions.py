"""Captions and credits, as photographers, agencies and careless typists print them."""

import pytest

from articles.importing import captions


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Spokesman An Rith. MFAIC", "Spokesman An Rith.", "MFAIC"),
        ("The crane on Monday. Vann Rithy/AFP", "The crane on Monday.", "Vann Rithy/AFP"),
        ("The crane on Monday. AFP/Getty Images", "The crane on Monday.", "AFP/Getty Images"),
        ("The crane on Monday. PHOTO SUPPLIED", "The crane on Monday.", "PHOTO SUPPLIED"),
        ("The crane on Monday Photo supplied", "The crane on Monday", "Photo supplied"),
        ("The crane on Monday. Keo dara", "The crane on Monday.", "Keo dara"),
        ("The crane on Monday. Sreng meng srun", "The crane on Monday.", "Sreng meng srun"),
        ("The crane on Monday. Sam Walker for The Post", "The crane on Monday.", "Sam Walker for The Post"),
        ("The crane on Monday. Ministry of Health", "The crane on Monday.", "Ministry of Health"),
        ("The crane on Monday. via Facebook", "The crane on Monday.", "via Facebook"),
        ("“Where is it?” Hong Nea", "“Where is it?”", "Hong Nea"),
        ("Rain. Wind. The crane fell. Pha Lin", "Rain. Wind. The crane fell.", "Pha Lin"),
        ("The queue at 6 a.m. Keo Dara", "The queue at 6 a.m.", "Keo Dara"),
        ("A guest of H.E. Sok Dara. Reuters", "A guest of H.E. Sok Dara.", "Reuters"),
        ("អ្នកអាន\u200bរង់ចាំ។ វ៉ាន់ ឫទ្ធី", "អ្នកអាន\u200bរង់ចាំ។", "វ៉ាន់ ឫទ្ធី"),
    ],
)
def test_a_credit_is_parted_so_that_both_make_the_line_again(line, caption, credit):
    found = captions.split(line)
    assert (found.caption, found.credit, found.label) == (caption, credit, "")
    assert f"{found.caption} {found.credit}" == line


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("On his last day. Photograph: Ross Dunn", "On his last day.", "Ross Dunn"),
        ("On his last day. Photo by: Ross Dunn", "On his last day.", "Ross Dunn"),
        ("On his last day. Photo by Ross Dunn", "On his last day.", "Ross Dunn"),
        ("On his last day (Photo: Ross Dunn)", "On his last day", "Ross Dunn"),
        ("ថ្ងៃចុងក្រោយ។ រូបថត៖ វ៉ាន់ ឫទ្ធី", "ថ្ងៃចុងក្រោយ។", "វ៉ាន់ ឫទ្ធី"),
    ],
)
def test_a_label_is_part_of_neither(line, caption, credit):
    found = captions.split(line)
    assert (found.caption, found.credit) == (caption, credit)
    assert found.label in line


@pytest.mark.parametrize(
    "line",
    [
        "A student at the August workshop",
        "The crane fell. Nobody was hurt.",
        "The crane fell. Nobody was hurt",
        "The crane fell. Work goes on",
        "The crane fell. Work continues",
        "The crane fell on a guest of H.E. Sok Dara",
        "The office of Dr. Keo Maly",
        "On the road to St. Pierre",
        "The queue at 6 a.m. Monday",
        "He met U.S. Ambassador Patrick Smith",
        "The first photo by Sok Dara",
        "Photo by photo, the wall fills up.",
        "The room is empty. “No comment”",
        "The sign says: Keep Out",
    ],
)
def test_a_line_without_a_credit_keeps_all_its_words(line):
    assert captions.split(line) == (line, "", "")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Photo by: Photo Supplied", "Photo Supplied"),
        ("Photo by:", ""),
        ("PHOTO SUPPLIED", "PHOTO SUPPLIED"),
        ("រូបថត៖ វ៉ាន់ ឫទ្ធី", "វ៉ាន់ ឫទ្ធី"),
        ("The crane. Photo by: Sok Dara", None),
        ("Photo by photo, the wall fills up.", None),
        ("Sok Dara", None),
    ],
)
def test_a_line_may_hold_a_credit_alone(line, credit):
    assert captions.credit_line(line) == credit
