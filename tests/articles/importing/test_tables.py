"""Tables of stories: CSV and workbooks, by a map of their columns. Stories and papers are invented."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from articles.importing import formats, mapping
from articles.importing.dry_run import as_expected_json
from articles.importing.formats import csv, xlsx
from articles.importing.records import ReadOptions, Status
from articles.models import Article
from tests.articles.importing.pages import SHARED
from tests.articles.importing.test_import_stories import import_stories
from tests.newspaper import make_edition

MAP = """
[fields]
legacy_id = "No"
headline = "Title"
body = "Text"
authors = "Writers"
tags = ["Topics", "Places"]
published_at = "Date"
status = "State"
section = "Desk"
lead_picture.file = "Picture"
lead_picture.caption = "Below it"
[reading]
date_format = "%d/%m/%Y"
[status]
live = "published"
[constants]
site = "Old Gazette"
"""
HEADING = [
    "No",
    "Title",
    "Text",
    "Writers",
    "Topics",
    "Places",
    "Date",
    "State",
    "Desk",
    "Picture",
    "Below it",
    "Shelf",
]
ROW = ["12", "Ferry stops", "<p>No lamps.</p><p>None at all.</p>", "Jane Doe; Sok Dara", "ferries;lamps", "Stone Bay",
       "04/03/2021", "Live", "Local", "lamp.jpg", "The last lamp.", "B7"]  # fmt: skip


def table(*rows: list[str], delimiter: str = ",") -> bytes:
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode()


def workbook(*rows: list, title: str = "Stories") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, told: str = MAP, module=csv, **options) -> list:
    field_map = mapping.load(told) if told else None
    return list(module.read(io.BytesIO(content), "old.csv", ReadOptions(field_map=field_map, **options)))


@pytest.mark.parametrize(("content", "module"), [(table(HEADING, ROW), csv), (workbook(HEADING, ROW), xlsx)])
def test_every_column_of_the_map_becomes_its_field(content, module):
    (record,) = read(content, module=module)
    found = as_expected_json(record)
    assert (record.legacy_id, record.headline, record.section, record.site) == (
        "12",
        "Ferry stops",
        "Local",
        "Old Gazette",
    )
    assert found["paragraphs"] == ["No lamps.", "None at all."]
    assert found["authors"] == ["Jane Doe", "Sok Dara"]
    assert found["tags"] == ["ferries", "lamps", "Stone Bay"]
    assert found["published_at"] == "2021-03-04"
    assert record.status is Status.PUBLISHED
    assert (record.lead_picture.file, record.lead_picture.caption) == ("lamp.jpg", "The last lamp.")
    assert "Shelf" in " ".join(found["messages"])


def test_a_workbooks_own_dates_and_numbers_are_read_as_such():
    rows = workbook(["id", "title", "date"], [12.0, "Ferry stops", datetime(2021, 3, 4, 10, 30)])  # noqa: DTZ001 - Excel has none
    (record,) = read(rows, "", xlsx, zone="Europe/Paris")
    assert (record.legacy_id, record.published_at.isoformat()) == ("12", "2021-03-04T10:30:00+01:00")


def test_columns_with_the_names_of_the_fields_need_no_map():
    content = b"id;headline;body;authors;published_at\n7;Ferry stops;No lamps.;Jane Doe;2021-03-04T10:00:00Z\n"
    (record,) = read(content, "")
    assert (record.legacy_id, record.bylines[0].name) == ("7", "Jane Doe")
    assert record.published_at.isoformat() == "2021-03-04T10:00:00+00:00"


def test_plain_text_of_a_column_keeps_its_paragraphs():
    content = b'id,headline,body\n7,Ferry,"One & two.\n\nThree < four."\n'
    assert as_expected_json(*read(content, ""))["paragraphs"] == ["One & two.", "Three < four."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_told_from_the_file(delimiter, encoding):
    content = table(["id", "headline", "body"], ["7", "Café “Étoile”", "Closed – for good."], delimiter=delimiter)
    (record,) = read(content.decode().encode(encoding), "")
    assert record.headline == "Café “Étoile”"


@pytest.mark.parametrize(
    ("date", "published_at"),
    [("04/03/2021", "2021-03-04"), ("31/02/2021", None), ("3 March 2021", "2021-03-03"), ("", None)],
)
def test_a_date_that_is_not_as_the_map_says_is_told(date, published_at):
    row = ["12", "Ferry", "x", "", "", "", date, "Live", "", "", "", ""]
    assert as_expected_json(*read(table(HEADING, row)))["published_at"] == published_at


def test_a_date_that_reads_two_ways_stays_empty_without_an_order():
    content = b"id,headline,date\n7,Ferry,04/03/2021\n"
    (record,) = read(content, "")
    assert record.published_at is None
    assert "ambiguous-date" in {problem.code for problem in record.problems}
    assert read(content, "", date_order="mdy")[0].published_at.month == 4


def test_a_status_that_the_map_does_not_know_stays_a_draft():
    row = [*ROW[:7], "Spiked", *ROW[8:]]
    (record,) = read(table(HEADING, row))
    assert record.status is Status.DRAFT
    assert "unknown-status" in {problem.code for problem in record.problems}


# --- faults


def test_a_row_with_too_many_columns_is_one_refusal_with_its_line():
    first, bad, last = read(b"id,headline,body\n1,One,a\n2,Two,b,c\n3,Three,d\n", "")
    assert (first.headline, last.headline) == ("One", "Three")
    assert "line 3" in bad.reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'id,headline,body\n1,One,"a\n2,Two,b\n', "line 2"),
        (b"", "empty"),
        (b"Nr,Titel,Text\n1,One,a\n", "--map"),
        (b"id,headline,id\n1,One,a\n", "twice"),
        (b"id,headline,body\n1,One," + b"x" * (11 * 1024 * 1024), "longer than"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(content, words):
    assert words in read(content, "")[-1].reason


def test_a_column_that_the_map_names_and_the_table_lacks_is_named():
    (refusal,) = read(b"No,Title\n1,One\n")
    assert "the map names the column" in refusal.reason
    assert "“No”, “Title”" in refusal.reason


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("[fields", "TOML"),
        ("[columns]\na = 'b'", "no table of a map"),
        ("[fields]\nheading = 'Title'", "no field of a record"),
        ("[fields]\nlead_picture.size = 'X'", "a picture has"),
        ("[fields]\nheadline = 3", "not the name of a column"),
        ("[fields]\nheadline = 'T'\n[reading]\nzone = 'Mars'", "no time zone"),
        ("[fields]\nheadline = 'T'\n[status]\nLive = 'on'", "none of"),
        ("[reading]\nseparator = ';'", "names no field"),
    ],
)
def test_a_mistake_in_the_map_is_named(told, words):
    with pytest.raises(mapping.BadMap, match=words):
        mapping.load(told)


def test_a_workbook_that_swells_is_refused_before_it_is_read():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (20 * 1024 * 1024))
    (refusal,) = read(content.getvalue(), "", xlsx)
    assert "expands" in refusal.reason


def test_a_workbook_with_entities_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>')
    (refusal,) = read(content.getvalue(), "", xlsx)
    assert "document type" in refusal.reason


@pytest.mark.parametrize("content", [b"PK\x03\x04xl/ and no more", workbook(HEADING, ROW)[:2000]])
def test_a_broken_workbook_ends_in_a_sentence(content):
    (refusal,) = read(content, "", xlsx)
    assert "broken" in refusal.reason


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    (refusal,) = read(workbook(HEADING, ROW), MAP.replace("[reading]", '[reading]\nsheet = "Old"'), xlsx)
    assert "“Old”" in refusal.reason
    assert "“Stories”" in refusal.reason


def test_tables_are_known_by_their_content():
    assert formats.detect(table(HEADING, ROW), "export") is csv
    assert formats.detect(workbook(HEADING, ROW)[:32_768], "export") is xlsx
    assert formats.detect(b"The ferry stops, they said.\n\nNo lamps, no boat, no way.\n", "a.txt") is not csv
    bomb = SHARED / "broken" / "bomb.zip"
    assert not bomb.exists() or formats.detect(bomb.read_bytes()[:32_768], "bomb.zip") is not xlsx


@pytest.mark.django_db
def test_a_table_goes_from_its_file_to_the_paper(tmp_path):
    make_edition()
    (tmp_path / "old.csv").write_bytes(table(HEADING, ROW))
    (tmp_path / "map.toml").write_text(MAP)
    assert import_stories(tmp_path / "old.csv", "--map", tmp_path / "map.toml") == 0
    article = Article.objects.get()
    assert (article.headline, article.section.name) == ("Ferry stops", "Local")
    assert [byline.author.name for byline in article.bylines.all()] == ["Jane Doe", "Sok Dara"]
    assert import_stories(tmp_path / "old.csv", "--map", tmp_path / "map.toml") == 0
    assert Article.objects.count() == 1
