"""Exports as they lie about: gzipped, with a server's words in them, or without a story."""

import gzip
import io
import os
import tarfile

import pytest

from articles.importing import ahead, formats
from articles.importing.formats import wxr as wxr_format
from articles.importing.records import DEFAULTS, LegacyStory
from tests.articles.importing.exports import attachment, html, item, meta, read, wxr

WARNING = "<br />\n<b>Warning</b>:  Undefined variable $boat in <b>/srv/plugin.php</b> on line <b>12</b><br />\n"


def opened(path, content: bytes) -> list:
    path.write_bytes(content)
    return list(formats.open_source(path))


# --- gzipped


def test_a_gzipped_export_is_read_as_what_it_holds(tmp_path):
    first, second = opened(tmp_path / "export.xml.gz", gzip.compress(wxr(item(1), item(2)).encode()))
    assert (first.headline, second.headline) == ("Ferry 1", "Ferry 2")
    page = b"<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1><p>" + b"No lamps are left. " * 20
    [story] = opened(tmp_path / "ferry.html.gz", gzip.compress(page))
    assert story.headline == "Ferry stops"


def test_a_gzipped_part_of_an_export_gives_the_others_its_pictures(tmp_path):
    (tmp_path / "2.xml").write_text(wxr(item(1, meta("_thumbnail_id", "20"))))
    (tmp_path / "1.xml.gz").write_bytes(gzip.compress(wxr(attachment(20)).encode()))
    records = [
        record for batch in ahead.read(sorted(tmp_path.iterdir()), "", DEFAULTS, lambda one: one) for record in batch
    ]
    [story] = [record for record in records if isinstance(record, LegacyStory)]
    assert story.lead_picture.url.endswith("boat-20.jpg")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(wxr(item(1)).encode() + b" " * 40_000_000), "expands to over the limit"),
        (gzip.compress(wxr(*(item(n, meta("x", os.urandom(90).hex())) for n in range(99))).encode())[:-9], "unpacked"),
        (b"\x1f\x8b no gzip at all", "unpacked"),
    ],
)
def test_a_gzipped_file_that_expands_beyond_measure_or_is_cut_off_is_refused(tmp_path, content, reason):
    assert reason in opened(tmp_path / "export.xml.gz", content)[-1].reason


def test_a_tar_archive_is_to_be_unpacked_first(tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        words = wxr(item(1)).encode()
        member = tarfile.TarInfo("export.xml")
        member.size = len(words)
        archive.addfile(member, io.BytesIO(words))
    [told] = opened(tmp_path / "export.tar.gz", packed.getvalue())
    assert "unpack it first" in told.reason


@pytest.mark.parametrize("content", [b"", b" \n \n", b"\0" * 90])
@pytest.mark.parametrize("name", ["story.html", "export.xml", "records.ndjson"])
def test_a_file_with_nothing_in_it_is_said_to_be_empty(tmp_path, content, name):
    [told] = opened(tmp_path / name, content)
    assert (told.kind, told.reason) == ("empty", "the file is empty")


# --- a server's words


@pytest.mark.parametrize(
    "content",
    [
        WARNING + wxr(item(1), item(2)),
        "PHP Notice: Undefined variable in /srv/plugin.php on line 12\n" + wxr(item(1), item(2)).split("\n", 1)[1],
        wxr(item(1), WARNING, item(2)),
    ],
    ids=["before the file", "before a file without a declaration", "between items"],
)
def test_what_a_server_wrote_into_an_export_is_told_and_the_stories_come_in(content):
    first, second, told = read(wxr_format, content)
    assert (first.headline, second.headline) == ("Ferry 1", "Ferry 2")
    assert not told.is_refused
    assert "Undefined variable" in told.reason


def test_an_export_that_its_server_broke_off_says_so_with_the_servers_words():
    broken = wxr(item(1)).replace("</channel>\n</rss>", "<b>Fatal error</b>: memory exhausted")
    story, told, ending = read(wxr_format, broken)
    assert story.headline == "Ferry 1"
    assert "Fatal error : memory exhausted" in told.reason
    assert ending.is_refused


def test_an_export_without_a_post_is_whole():
    [told] = read(wxr_format, wxr())
    assert (told.is_refused, told.reason) == (False, "export: it holds no items")


def test_what_stands_in_a_page_builders_boxes_stands_by_itself():
    boxes = "[vc_row][vc_column]The ferry crossed.[/vc_column][et_pb_text]It came back.[/et_pb_text][/vc_row]"
    [story] = read(wxr_format, wxr(item(1, content=boxes + " Then [highlight]it[/highlight] left.")))
    assert html(story) == "<p>The ferry crossed.</p><p>It came back.</p><p>Then it left.</p>"
