"""Khmer from before Unicode, typed for the Limon and ABC fonts: known for what it is, and never put before readers."""

import json

import pytest

from articles.importing import formats, khmer_fonts
from articles.importing.records import Status

#: "The ferry to Stone Island will stop running at sunset from Monday", and so on, in Limon's letters.
LIMON = (
    "saLageTAekaHfµnwgQb;dMeNIrkarenAeBléf¶liccab;BIéf¶cnÞenH enHebItamkariyal½ykMBg;Ep>",
    "éføsMbuRtenAdEdl ehIykumarGayueRkamRbaMmYyqñaMenAEteFVIdMeNIredayKitéfø>",
    "elak eTB r:anI EdlCaRbFankMBg;Ep )anniyayfa eyIgmancegáogEtmYyb:ueNÑaH>",
)
KHMER = "សាឡាងទៅកោះថ្មនឹងឈប់ដំណើរការនៅពេលថ្ងៃលិចចាប់ពីថ្ងៃចន្ទនេះ បើតាមការិយាល័យកំពង់ផែ។ " * 3
ENGLISH = (
    "The ferry to Stone Island (the old one) will stop running at sunset from Monday, the office said; fares stay "
    "as they are. McDonald's and iPhone-makers had nothing to say, nor had the Yong-O'Brien family of TikTok fame. " * 3
)
FRENCH = "Le bac de l’île s’arrête au coucher du soleil, a-t-on dit; « rien n’y fera », précise l’office du port. " * 4
CODE = "for(var i=0;i<aB.length;i++){if(aB[i]>cD[j]){eF(gH);iJ=kL;}else{mN.oP(qR,sT);}uV=wX[yZ];}" * 5


@pytest.mark.parametrize(
    ("text", "original", "family"),
    [
        (" ".join(LIMON), b"", "Limon"),
        (" ".join(LIMON), b'<font face="Limon S1" size="5">', "Limon"),
        (" ".join(LIMON), b'<p style="font-family: ABC-TEXT-05">', "ABC"),
        (
            "²" + LIMON[0][:40].replace("enA", "enB").replace("eTA", "eTB") + "³ " + "kaRbBgQwgKbNCa;kTMrgs;" * 8,
            b"",
            "ABC",
        ),
        (KHMER, b'<font face="Limon S1">', ""),
        (ENGLISH, b'<font face="Limon S1">', ""),
        (FRENCH, b"", ""),
        (CODE, b"", ""),
        ("", b"", ""),
    ],
)
def test_text_for_an_old_font_is_told_from_any_other(text, original, family):
    assert khmer_fonts.recognise(text, original) == family


def test_a_story_for_an_old_font_is_kept_as_a_draft_and_told(tmp_path):
    record = {
        "legacy_id": "1",
        "headline": LIMON[0][:40],
        "blocks": list(LIMON),
        "published_at": "2002-05-01T08:00:00+07:00",
    }
    (tmp_path / "old.ndjson").write_text(json.dumps(record))
    (story,) = formats.open_source(tmp_path / "old.ndjson")
    assert story.status is Status.DRAFT
    assert [block.text for block in story.blocks] == list(LIMON)
    assert "Limon" in next(problem.text for problem in story.problems if problem.code == "khmer-legacy-font")


def test_a_saved_page_of_an_old_font_is_known_by_the_font_that_it_names(tmp_path):
    paragraphs = "".join(f'<p><font face="Limon S1" size="5">{text}</font></p>' for text in LIMON)
    page = f"<html><head><title>ferry</title></head><body><h1>{LIMON[2]}</h1>{paragraphs}</body></html>"
    (tmp_path / "old.html").write_bytes(page.encode("cp1252"))
    (story,) = formats.open_source(tmp_path / "old.html")
    assert (story.status, story.language) == (Status.DRAFT, "km")
    assert "khmer-legacy-font" in {problem.code for problem in story.problems}


def test_khmer_in_unicode_comes_in_as_it_is(tmp_path):
    record = {"legacy_id": "1", "headline": KHMER[:60], "blocks": [KHMER]}
    (tmp_path / "new.ndjson").write_text(json.dumps(record, ensure_ascii=False))
    (story,) = formats.open_source(tmp_path / "new.ndjson")
    assert story.status is Status.PUBLISHED
    assert not story.problems
