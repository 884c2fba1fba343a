"""Bytes of unknown encodings, as old disks and old editors left them."""

import pytest

from articles.importing.decoding import NotText, decode

WORDS = "The mayor’s “plan” – in full.\n\nBread costs €2 at the café.\n"
KHMER = "សាឡាង\u200bនឹង\u200bឈប់\u200bរត់។\n\nគ្មាន\u200bនរណា\u200bដឹង។\n"


def codes(content: bytes) -> list[str]:
    return [problem.code for problem in decode(content).problems]


@pytest.mark.parametrize("words", [WORDS, KHMER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_is_read_without_a_word(words, encoding):
    assert decode(words.encode(encoding)) == (words, ())


@pytest.mark.parametrize("words", [WORDS, KHMER])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_reported(words, encoding):
    found = decode(words.encode(encoding))
    assert found.text == words
    assert encoding.upper() in found.problems[0].text


def test_windows_1252_is_read_and_reported_with_the_byte_that_gave_it_away():
    found = decode(WORDS.encode("cp1252"))
    assert found.text == WORDS
    assert found.problems[0].code == "encoding"
    assert "windows-1252" in found.problems[0].text
    assert "byte 9 (0x92)" in found.problems[0].text


def test_an_older_encoding_is_found_by_its_letters():
    thai = "นักข่าวรายงานว่าตลาดนัดจะย้ายไปที่โรงสีเก่าในเดือนหน้า ชาวบ้านไม่เห็นด้วยกับการย้ายครั้งนี้ " * 5
    found = decode(thai.encode("tis-620"))
    assert found.text == thai
    assert found.problems[0].code == "encoding"


def test_an_odd_byte_in_utf_8_is_read_as_windows_1252_and_the_rest_as_it_is():
    content = KHMER.encode() + b"The mayor\x92s plan.\n" + KHMER.encode()
    assert decode(content).text == KHMER + "The mayor’s plan.\n" + KHMER
    assert codes(content) == ["mixed-encoding"]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0c"])
def test_every_kind_of_line_end_becomes_one(newline):
    assert decode(f"One.{newline}Two.".encode()).text == "One.\nTwo."


def test_what_is_printed_stays_as_it_is():
    words = "“U\u200b+\u200b200B” ‘and’ a\u00a0space, ៛ 🙂"
    assert decode(words.encode()) == (words, ())


def test_control_characters_are_removed_and_counted():
    found = decode(b"One\x07 and\x1b two.\x00" + b" Plain words." * 20)
    assert found.text.startswith("One and two. Plain")
    assert found.problems[0].text == "3 control characters removed."


@pytest.mark.parametrize(
    "words", ["The mayor’s plan.", "A “café” in the evening.", KHMER, "Déjà vu à l’école, là-bas."]
)
def test_mojibake_is_reported_and_kept_as_it_stands(words):
    broken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in words.encode())
    assert "mojibake" in codes(broken.encode())
    assert decode(broken.encode()).text == broken


@pytest.mark.parametrize(
    "words", [WORDS, KHMER, "« Là\u00a0», dit-il à «\u00a0l’île\u00a0».", "CAFÉ”, “NOËL”, ÀÉÎ", "Ã"]
)
def test_proper_words_are_no_mojibake(words):
    assert codes(words.encode()) == []


def test_a_file_that_ends_inside_a_character_is_read_up_to_it():
    content = KHMER.encode()[:-2]
    assert codes(content) == ["cut-off"]
    assert decode(content).text == KHMER[:-2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14", "a zip archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word"),
        (bytes(range(32)) * 40, "control characters"),
        (b"\xff\xfe" + b"\x00\xd8" * 200, "does not fit"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(content, reason):
    with pytest.raises(NotText, match=r"^not text: ") as refused:
        decode(content)
    assert reason in str(refused.value)
