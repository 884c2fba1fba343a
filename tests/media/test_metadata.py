"""What a file says about itself: IPTC, XMP, EXIF."""

from datetime import UTC, date, datetime

import pytest

from media import metadata
from tests.media.drawings import exif, file_of, halves, legacy_image, photo

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 photoshop:Credit="Kampuchea Photo" photoshop:DateCreated="2026-02-14T09:30:00+07:00" photoshop:City="Kampot">
<dc:description><rdf:Alt><rdf:li xml:lang="km">ផ្សារ</rdf:li><rdf:li xml:lang="x-default">Salt  fields</rdf:li></rdf:Alt>
</dc:description><dc:creator><rdf:Seq><rdf:li>Sok Dara</rdf:li><rdf:li>Chan Lina</rdf:li></rdf:Seq></dc:creator>
<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">White squares of salt</rdf:li></rdf:Alt>
</core:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta>"""


def iptc_block(*records: tuple[int, int, bytes]) -> bytes:
    """A JPEG's APP13 segment with IPTC-IIM records (record, dataset, value)."""
    body = b"".join(b"\x1c" + bytes(key) + len(value).to_bytes(2, "big") + value for *key, value in records)
    resource = b"8BIM\x04\x04\x00\x00" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)
    segment = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment


def photo_with_iptc(*records, **options):
    content = photo(64, 40, **options)
    return content[:2] + iptc_block(*records) + content[2:]


def test_the_iptc_reference_picture_is_read_field_by_field():
    facts = metadata.read(legacy_image("iptc-photometadata-ref.jpg"))

    assert facts.caption == "The description aka caption (ref2017.1)"
    assert facts.credit == "Credit Line (ref2017.1)"
    assert facts.byline == "Creator1 (ref2017.1)"
    assert facts.source == "Source (ref2017.1)"
    assert facts.taken_at == datetime(2017, 7, 13, 17, 1, tzinfo=UTC)
    assert facts.place == "Sublocation (Core) (ref2017.1), City (Core) (ref2017.1), Country (Core) (ref2017.1)"
    assert facts.problems == ()


def test_bad_exif_is_dropped_and_told():
    facts = metadata.read(legacy_image("bad-exif.jpg"))

    assert facts == metadata.PictureFacts(problems=facts.problems)
    assert len(facts.problems) == 1
    assert facts.problems[0].startswith("The EXIF block does not parse (Corrupt EXIF data")


def test_a_picture_that_says_nothing_has_no_facts_and_no_problems():
    assert metadata.read(photo(64, 40)) == metadata.PictureFacts()


def test_khmer_iptc_is_read_as_utf_8():
    facts = metadata.read(photo_with_iptc((1, 90, b"\x1b%G"), (2, 120, "ទឹកទន្លេ".encode())))

    assert facts.caption == "ទឹកទន្លេ"
    assert facts.problems == ()


def test_iptc_in_an_unnamed_encoding_is_read_as_windows_1252_and_told():
    facts = metadata.read(photo_with_iptc((2, 110, "André".encode("cp1252"))))

    assert facts.credit == "André"
    assert facts.problems == (
        "The IPTC texts do not name their encoding: they were read as Windows-1252. Check the accents.",
    )


def test_iptc_expiration_date_is_the_last_day_of_use():
    assert metadata.read(photo_with_iptc((2, 37, b"20270131"))).usable_until == date(2027, 1, 31)
    assert metadata.read(photo_with_iptc((2, 37, b"20271399"))).usable_until is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_in_every_kind_of_file(kind):
    options = {"pnginfo": _png_text("XML:com.adobe.xmp", XMP)} if kind == "PNG" else {"xmp": XMP.encode()}
    facts = metadata.read(photo(64, 40, kind, **options))

    assert facts.caption == "Salt fields"
    assert facts.credit == "Kampuchea Photo"
    assert facts.byline == "Sok Dara; Chan Lina"
    assert facts.alt == "White squares of salt"
    assert facts.place == "Kampot"
    assert facts.taken_at.isoformat() == "2026-02-14T09:30:00+07:00"


def _png_text(key, text):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt(key, text)
    return info


def test_iptc_wins_over_xmp_and_xmp_over_exif():
    facts = metadata.read(photo_with_iptc((2, 110, b"Agence"), xmp=XMP.encode(), exif=exif()))

    assert (facts.credit, facts.caption, facts.byline) == ("Agence", "Salt fields", "Sok Dara; Chan Lina")


def test_a_credit_that_iptc_cut_off_is_taken_whole_from_xmp():
    whole = "Kampuchea Photo Agency of Phnom Penh and Kampot"
    xmp = XMP.replace("Kampuchea Photo", whole).encode()

    assert metadata.read(photo_with_iptc((2, 110, whole[:32].encode()), xmp=xmp)).credit == whole


@pytest.mark.parametrize(
    "packet",
    [
        b"<x:xmpmeta",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"\xff\xfe\x00",
    ],
)
def test_xmp_that_does_not_parse_or_declares_entities_is_left_out_and_told(packet):
    assert metadata.read(photo(64, 40, xmp=packet)) == metadata.PictureFacts(
        problems=("The XMP block does not parse: it was left out.",)
    )


def test_deeply_nested_xmp_is_harmless():
    packet = b"<a>" * 20_000 + b"</a>" * 20_000

    assert metadata.read(photo(64, 40, "WEBP", xmp=packet)) == metadata.PictureFacts()


def test_a_khmer_credit_that_iptc_cut_within_a_letter_is_taken_whole_from_xmp():
    whole = "ហេង ជីវ័ន និង សុខ ដារ៉ា"
    xmp = XMP.replace("Kampuchea Photo", whole).encode()
    facts = metadata.read(photo_with_iptc((1, 90, b"\x1b%G"), (2, 110, whole.encode()[:32]), xmp=xmp))

    assert (facts.credit, facts.problems) == (whole, ())


def test_exif_tells_when_by_whom_and_what():
    facts = metadata.read(photo(64, 40, exif=exif()))

    assert facts.caption == "The market at dawn"
    assert facts.byline == "Sok Dara"
    assert facts.taken_at == datetime(2026, 2, 14, 9, 30)  # noqa: DTZ001 - the camera named no zone
    assert facts.place == ""


def test_what_a_camera_writes_for_want_of_a_caption_is_no_caption():
    tags = exif()
    tags[270] = "OLYMPUS DIGITAL CAMERA         "

    assert metadata.read(photo(64, 40, exif=tags)).caption == ""


def test_reading_a_png_decodes_nothing():
    content = file_of(halves(64, 40), "PNG")

    assert metadata.read(content[:60]).problems == ()


def test_bytes_that_are_no_picture_are_a_problem_and_no_error():
    assert metadata.read(b"nothing").problems == ("The file is not a picture that can be read.",)
