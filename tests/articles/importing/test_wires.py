"""Messages of news agencies: what each standard says of a story, read field by field."""

import io
import json

import pytest

from articles.importing import formats
from articles.importing.dry_run import as_expected_json
from articles.importing.formats import ndjson
from articles.importing.records import DEFAULTS, Status
from tests.articles.importing.pages import SHARED
from tests.articles.importing.wires import (
    GUID,
    HEADLINE,
    HTML,
    PARAGRAPHS,
    g2,
    g2_picture,
    iptc7901,
    newsml,
    ninjs,
    nitf,
)

FACTS = SHARED / "expected" / "facts.json"
MESSAGES = sorted(path.name for path in SHARED.glob("wire/*"))


def read_all(content: bytes, name: str = "message") -> list:
    module = formats.detect(content[:32_768], name)
    return list(module.read(io.BytesIO(content), name, DEFAULTS))


def read(content: bytes) -> dict:
    (record,) = read_all(content)
    return as_expected_json(record) | {"record": record}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_of_a_real_agency_reads_as_its_standard_says(name):
    facts = json.loads(FACTS.read_text())["wire"][name]
    found = read((SHARED / "wire" / name).read_bytes())
    wire = found["wire"]
    told = {
        **found,
        "source": found["agency"],
        "status": "usable" if found["status"] == "published" else "canceled",
        "version": str(wire["version"]),
        "usage": wire["usage_terms"],
        "expires": wire["expires_at"],
        "first_created": wire["first_created"],
        "picture_credit": found["credit"],
        "pictures": int(found["lead_image"] is not None) + len(found["inline_images"]),
    }
    facts["status"] = facts.get("status", "usable").lower()
    for field in set(facts) - {"note", "headline_from", "title"}:
        assert told[field] == facts[field], field


@pytest.mark.parametrize(
    "content", [ninjs(), g2(), newsml(), nitf(), iptc7901()], ids=lambda content: content[:20].decode()
)
def test_every_format_gives_the_same_story(content):
    found = read(content)
    assert found["headline"] == HEADLINE
    assert found["paragraphs"] == list(PARAGRAPHS)
    assert found["agency"] == "RiverNews"
    assert found["published_at"] in (
        "2021-03-04T10:00:00+01:00",
        "2021-03-04T10:00:00+00:00",
        "2021-03-04T09:00:00+00:00",
    )
    assert found["status"] == "published"
    assert found["text_kept"] == 1.0
    assert found["record"].original == content


@pytest.mark.parametrize(
    ("content", "authors"),
    [
        (ninjs(), ["Jane Doe"]),
        (ninjs(byline=None, by="Von Petra Müller, RiverNews"), ["Petra Müller"]),
        (g2(), ["Jane Doe", "Sok Dara"]),
        (newsml(), ["Jane Doe"]),
        (nitf(), ["Jane Doe"]),
        (
            iptc7901("Ferry stops at sunset =\r\nBy Jane Doe =\r\n\r\n   The ferry stops at sunset, they said.\r\n"),
            ["Jane Doe"],
        ),
    ],
)
def test_bylines_become_people(content, authors):
    assert read(content)["authors"] == authors


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (ninjs(pubstatus="canceled"), Status.WITHDRAWN),
        (ninjs(pubstatus=None, pubStatus="withheld"), Status.WITHDRAWN),
        (ninjs(pubstatus="odd"), Status.DRAFT),
        (g2(status="canceled"), Status.WITHDRAWN),
        (newsml(status="Canceled"), Status.WITHDRAWN),
        (newsml(status="Embargoed"), Status.DRAFT),
        (nitf(status="killed"), Status.WITHDRAWN),
    ],
)
def test_a_status_is_the_agencys(content, status):
    assert read(content)["record"].status is status


@pytest.mark.parametrize(
    "content",
    [
        ninjs(embargoed="2031-01-02T06:00:00+01:00"),
        g2(meta="<embargoed>2031-01-02T06:00:00+01:00</embargoed>"),
        newsml(
            status="Embargoed",
            management="<StatusWillChange><FutureStatus FormalName='Usable'/>"
            "<DateAndTime>20310102T060000+0100</DateAndTime>"
            "</StatusWillChange>",
        ),
        nitf(status="embargoed", docdata='<date.release norm="20310102T060000+0100"/>'),
    ],
)
def test_an_embargo_has_its_end(content):
    assert read(content)["wire"]["embargo_until"] == "2031-01-02T06:00:00+01:00"


@pytest.mark.parametrize(
    ("content", "restricted"),
    [
        (newsml(usage="NO ARCHIVAL USE"), True),
        (ninjs(usageterms="Not for archive use after 30 days."), True),
        (ninjs(usageTerms="NO ARCHIVES"), True),
        (ninjs(usageterms="Archivierung untersagt"), True),
        (nitf(docdata='<doc.rights limitations="one-time use"/>'), True),
        (ninjs(usageterms="For editorial use; archives welcome."), False),
        (g2(), False),
    ],
)
def test_terms_are_kept_and_those_against_archives_are_known(content, restricted):
    wire = read(content)["wire"]
    assert wire["is_restricted"] is restricted
    assert wire["usage_terms"]


# --- ninjs


def test_ninjs_2_and_3_put_headlines_bodies_and_captions_into_lists():
    picture = {
        "name": "a1",
        "type": "picture",
        "by": "Chan Mony",
        "descriptions": [{"role": "caption", "value": "The last lamp."}],
        "renditions": [
            {"name": "small", "href": "https://rivernews.example/s.jpg", "contentType": "image/jpeg", "width": 200},
            {"name": "large", "href": "https://rivernews.example/l.jpg", "contentType": "image/jpeg", "width": 2000},
            {"name": "film", "href": "https://rivernews.example/f.mp4", "contentType": "video/mp4", "width": 9000},
        ],
    }
    content = ninjs(
        body_xhtml=None,
        headline=None,
        headlines=[{"role": "short", "value": "Ferry"}, {"role": "main", "value": HEADLINE}],
        bodies=[
            {"role": "plain", "contentType": "text/plain", "value": "no"},
            {"contentType": "text/html", "value": HTML},
        ],
        associations=[picture],
        keywords=[{"name": "ferries"}, "lamps"],
        expires="2031-01-01T00:00:00Z",
    )
    found = read(content)
    assert (found["headline"], found["paragraphs"], found["tags"]) == (HEADLINE, list(PARAGRAPHS), ["ferries", "lamps"])
    assert (found["caption"], found["credit"]) == ("The last lamp.", "Chan Mony")
    assert found["record"].lead_picture.url == "https://rivernews.example/l.jpg"
    assert found["wire"]["expires_at"] == "2031-01-01T00:00:00+00:00"


def test_ninjs_1_names_each_association_and_rendition():
    photo = {"type": "picture", "description_text": "The last lamp.", "byline": "Chan Mony",
             "renditions": {"main": {"href": "https://rivernews.example/l.jpg", "mimetype": "image/jpeg"}}}  # fmt: skip
    record = read(ninjs(associations={"featured": photo}))["record"]
    assert (record.lead_picture.caption, record.lead_picture.credit) == ("The last lamp.", "Chan Mony")


def test_a_body_that_repeats_headline_and_kicker_gives_them_once():
    text = f"{HEADLINE}\nHarbour RiverNews\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"
    found = read(ninjs(body_xhtml=None, body_text=text))
    assert found["paragraphs"] == list(PARAGRAPHS)
    assert found["record"].kicker == "Harbour"


def test_many_stories_of_ninjs_come_as_a_list_or_one_a_line():
    other = json.loads(ninjs(uri="urn:newsml:rivernews.example:20210304:lamp-2", headline="No lamps"))
    as_list = json.dumps([json.loads(ninjs()), other]).encode()
    as_lines = ninjs() + b"\n" + json.dumps(other).encode() + b"\n{broken\n"
    assert [record.headline for record in read_all(as_list)] == [HEADLINE, "No lamps"]
    *good, bad = read_all(as_lines)
    assert [record.headline for record in good] == [HEADLINE, "No lamps"]
    assert "line 3" in bad.reason


def test_a_picture_alone_is_no_story_and_leaves_nothing_to_mend():
    (record,) = read_all(ninjs(type="picture", body_xhtml=None))
    assert (record.kind, record.is_refused) == ("picture", False)


# --- NewsML


def test_pictures_of_a_g2_message_go_with_its_story():
    found = read(g2(more=g2_picture()))
    assert (found["caption"], found["credit"]) == ("The last lamp.", "Chan Mony")
    assert found["record"].lead_picture.url == "https://rivernews.example/large.jpg"


def test_a_g2_package_says_which_picture_goes_with_which_story():
    second = g2().decode().partition("<itemSet>")[2].partition("</itemSet>")[0].replace(GUID, "other-story")
    refs = f'<itemRef residref="{GUID}"/><itemRef residref="picture-1"/>'
    package = f'<packageItem guid="p1"><groupSet><group>{refs}</group></groupSet></packageItem>'
    first, other = read_all(g2(more=second + g2_picture() + package))
    assert first.lead_picture.caption == "The last lamp."
    assert other.lead_picture is None


def test_g2_carries_nitf_as_well():
    body = f"<body><body.content>{HTML}</body.content></body>"
    inner = f'<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">{body}</nitf></inlineXML>'
    assert read(g2(text=inner))["paragraphs"] == list(PARAGRAPHS)


def test_pictures_and_links_inside_of_xhtml_are_kept():
    image = '<img src="https://rivernews.example/lamp.jpg" alt="A lamp"/>'
    text = f'<inlineXML><html><body><p>See <a href="https://harbour.example/">here</a>.</p>{image}</body></html></inlineXML>'
    record = read(g2(text=text))["record"]
    assert 'href="https://harbour.example/"' in record.blocks[0].text
    assert record.inline_pictures[0].url == "https://rivernews.example/lamp.jpg"


def test_a_package_without_a_story_leaves_nothing_to_mend():
    package = '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="p"><itemMeta/><groupSet/></packageItem>'
    (record,) = read_all(package.encode())
    assert (record.kind, record.is_refused) == ("package", False)


def test_revisions_of_newsml_share_their_id_and_count_up():
    first, second = read(newsml()), read(newsml(revision=2))
    assert first["legacy_id"] == second["legacy_id"] == GUID
    assert (first["wire"]["version"], second["wire"]["version"]) == (1, 2)


def test_a_photo_component_of_newsml_brings_caption_and_credit():
    photo = """<NewsComponent><NewsLines><CreditLine>Chan Mony</CreditLine></NewsLines>
      <NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/>
        <DataContent>The last lamp.</DataContent></ContentItem></NewsComponent>
      <NewsComponent><ContentItem Href="large.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
    </NewsComponent>"""
    record = read(newsml(more=photo))["record"]
    assert (record.lead_picture.file, record.lead_picture.caption) == ("large.jpg", "The last lamp.")
    assert record.lead_picture.credit == "Chan Mony"


# --- NITF


def test_nitf_keeps_crossheads_lists_tables_and_its_tagline():
    body = (
        "<p>The <org>Harbour Office</org> spoke.</p>"
        "<block><hl2>What it costs</hl2><ul><li>Adults: 2,000</li></ul></block>"
        f"<bq><block><p>No lamps.</p></block></bq>{HTML}"
    )
    found = read(
        nitf(body=body).replace(
            b"</body.content>", b"</body.content><body.end><tagline>With Sok Dara.</tagline></body.end>"
        )
    )
    assert found["crossheads"] == ["What it costs"]
    assert found["paragraphs"][0] == "The Harbour Office spoke."
    assert "• Adults: 2,000" in found["paragraphs"]
    assert found["paragraphs"][-1] == "With Sok Dara."
    assert found["text_kept"] == 1.0


def test_nitf_media_become_pictures():
    media = """<media media-type="image"><media-reference source="lamp.jpg" alternate-text="A lamp"/>
      <media-caption>The last lamp.</media-caption><media-producer>Chan Mony</media-producer></media>"""
    picture = read(nitf(body=media + HTML))["record"].lead_picture
    assert (picture.file, picture.alt, picture.caption, picture.credit) == (
        "lamp.jpg",
        "A lamp",
        "The last lamp.",
        "Chan Mony",
    )


def test_nitf_takes_back_the_story_that_it_names():
    docdata = '<docdata management-status="canceled" management-doc-idref="old-1" management-idref-status="canceled">'
    content = nitf().replace(b'<docdata management-status="usable">', docdata.encode())
    record = read(content)["record"]
    assert record.status is Status.WITHDRAWN
    assert record.wire.withdraws == ("old-1",)


def test_html_entities_are_read_though_the_document_type_is_not():
    doctype = '<!DOCTYPE nitf SYSTEM "http://192.0.2.1/nitf-3-6.dtd">'
    found = read(nitf(body="<p>Fares&nbsp;stay &mdash; all of them &amp; more.</p>", doctype=doctype))
    assert found["paragraphs"] == ["Fares stay — all of them & more."]


# --- the old text wires


def test_what_a_wire_keeps_from_print_stays_out_and_is_told():
    ending = "# riv NOTEBOOK\r\n* * * *\r\nThe following information is not for publication\r\nTel: 12\r\n"
    found = read(iptc7901(f"Ferry stops =\r\n\r\n   The ferry stops.\r\n\r\n{ending}"))
    assert found["paragraphs"] == ["The ferry stops."]
    assert "Tel: 12" in " ".join(found["messages"])


def test_an_anpa_heading_gives_headline_byline_and_slug():
    heading = "^BC-Ferry,0123<\r\n^Ferry stops at sunset<\r\n^By JANE DOE=\r\n^RiverNews Writer=\r\n"
    found = read(iptc7901(f"{heading}   STONE BAY (AP) _ The ferry stops.<\r\n   Fares ``stay''.<\r\n"))
    assert (found["headline"], found["authors"], found["dateline"]) == (HEADLINE, ["Jane Doe"], "STONE BAY (AP)")
    assert found["paragraphs"] == ["The ferry stops.", "Fares “stay”."]
    assert found["wire"]["slugline"] == "BC-Ferry,0123"


def test_an_anpa_message_has_its_time_behind_the_text():
    heading = "^AP News in Brief<\r\n^Ferry stops at sunset<\r\n^Eds: UPDATES with fares.<\r\n"
    text = f"{heading}\tThe ferry stops,\r\nthey said.<\r\n"
    head = "\x16\x16\x01f0036\x1fbc-\r\nr f\x13\x11bc-AP-Ferry \x14 02-12 0077\r\n"
    found = read(f"{head}\x02{text}\x03AP-WF-02-12-15 1734GMT\r\n\x04".encode())
    assert (found["headline"], found["agency"]) == (HEADLINE, "AP")
    assert found["published_at"] == "2015-02-12T17:34:00+00:00"
    assert found["paragraphs"] == ["The ferry stops, they said."]
    assert found["wire"]["note"] == "Eds: UPDATES with fares."


def test_a_headline_of_two_lines_ends_at_its_sign():
    found = read(iptc7901("Ferry stops\r\nat sunset =\r\n\r\n   The ferry stops.\r\n"))
    assert (found["headline"], found["paragraphs"]) == (HEADLINE, ["The ferry stops."])


def test_several_messages_stand_in_one_file():
    records = read_all(iptc7901() + iptc7901("No lamps =\r\n\r\n   None are sold.\r\n", tail="050900 GMT Mar 21"))
    assert [record.headline for record in records] == [HEADLINE, "No lamps"]
    assert len({record.legacy_id for record in records}) == 2


@pytest.mark.parametrize(
    ("tail", "published_at"),
    [
        ("131137 GMT Nov 13", "2013-11-13T11:37:00+00:00"),
        ("131137 Nov 13", "2013-11-13T11:37:00+07:00"),
        ("311137 GMT Feb 13", None),
        ("", None),
    ],
)
def test_the_time_of_a_text_wire_is_in_its_last_line(tail, published_at):
    assert read(iptc7901(tail=tail))["published_at"] == published_at


# --- hostile messages


BOMB = '<!DOCTYPE nitf [<!ENTITY a "lamp"><!ENTITY b "&a;&a;&a;">]>'
LEAK = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (nitf(doctype=BOMB, body="<p>&b;</p>"), "entities"),
        (nitf(doctype=LEAK, body="<p>&x;</p>"), "external entity"),
        (nitf(body="<p>" * 2000), "not well-formed"),
        (nitf()[:-30], "not well-formed XML, line"),
        (nitf(body="<p>&undeclared;</p>"), "not well-formed"),
        (g2()[:-60], "not well-formed"),
        (newsml().replace(b"<NewsItem ", b"<Other ").replace(b"</NewsItem>", b"</Other>"), "no NewsItem"),
        (b'{"uri": "x", "pubstatus": ' + b"[" * 100_000, "nested too deep"),
        (b'{"uri": "x", "pubstatus": "usable", "headline": ', "not JSON"),
        (iptc7901()[:120], "does not end"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(content, words):
    (record,) = read_all(content)
    assert record.is_refused
    assert words in record.reason


def test_a_message_without_an_id_is_refused():
    (record,) = read_all(ninjs(uri="").replace(b'"uri": ""', b'"uri": " "'))
    assert "no id" in record.reason


def test_a_record_of_a_wire_story_survives_as_a_line():
    record = read(ninjs(embargoed="2031-01-02T06:00:00+01:00", usageterms="NO ARCHIVAL USE", version="3"))["record"]
    again = ndjson.read_line(ndjson.dump(record).encode(), "line 1")
    assert again.wire == record.wire


def test_an_association_without_a_picture_hides_no_other():
    picture = {"type": "picture", "renditions": {"original": {"href": "https://river.example/lamp.jpg"}}}
    (record,) = read_all(ninjs(associations={"gallery--1": None, "featuremedia": picture}))
    assert record.lead_picture.url == "https://river.example/lamp.jpg"


def test_a_line_of_keywords_is_no_headline_and_a_writers_title_no_paragraph():
    text = "Harbour/Lamps/\r\nNo lamps =\r\nBy JANE DOE\r\nAssociated Press Writer\r\n   None are sold.\r\n"
    (record,) = read_all(b"\x01\x01" + iptc7901(text))
    assert (record.headline, record.bylines[0].name) == ("No lamps", "Jane Doe")
    assert [block.text for block in record.blocks] == ["<p>None are sold.</p>"]
