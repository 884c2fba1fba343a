"""Saved pages as systems, archives and browsers of many years left them: still what a reader saw, and nothing else."""

import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from articles.importing import formats
from articles.importing.formats import html
from articles.importing.pages import people
from tests.articles.importing.test_saved_pages import BODY, HEADLINE, STORY, data, page, read

BYLINE = "<p class='byline'>By Sok Dara</p>"


def words(found: dict) -> str:
    return " ".join(found["paragraphs"])


# --- web archives, AMP, printed pages


def archived(address: str, kind: str = "") -> str:
    return f"https://web.archive.org/web/20150405120000{kind}/{address}"


def test_a_copy_of_a_web_archive_is_the_papers_page_without_the_archives_bar():
    own = "http://gazette.example/news/2015/04/03/ferry.html"
    inside = (
        "<div id='wm-ipp-base'><p>12 captures between 2015 and 2021, collected by a crawl that began in 1996.</p></div>"
        f"<img src='/web/20150405120000im_/http://gazette.example/img/ferry.jpg' width='600' height='400' alt='Ferry'>"
        f"<p>{STORY[0]} <a href='{archived('http://gazette.example/notice.html')}'>Read the notice.</a></p>"
    )
    found = read(page(inside + BODY, f"<link rel='canonical' href='{archived(own)}'>"))
    assert found["legacy_id"] == own
    assert found["record"].lead_picture.url == "http://gazette.example/img/ferry.jpg"
    assert 'href="http://gazette.example/notice.html"' in " ".join(block.text for block in found["record"].blocks)
    assert "captures" not in words(found)


def test_an_amp_page_keeps_its_pictures_and_its_films():
    inside = (
        "<figure><amp-img src='https://gazette.example/ferry.jpg' width='900' height='600'></amp-img>"
        "<figcaption>The ferry at noon.</figcaption></figure>"
        f"{BODY}<amp-youtube data-videoid='abcdefghijk'></amp-youtube><p>{STORY[1]} It was said twice.</p>"
    )
    found = read(page(inside, "<link rel='canonical' href='https://gazette.example/ferry'>"))
    assert found["record"].lead_picture.url == "https://gazette.example/ferry.jpg"
    assert found["caption"] == "The ferry at noon."
    assert "abcdefghijk" in " ".join(block.text for block in found["record"].blocks)


def test_the_buttons_of_a_printed_page_are_not_of_the_story():
    inside = (
        f"<p><a href='#'>Close window</a> | <a href='#'>Print this page</a></p><p>By Sok Dara<br>7 May 2019</p>{BODY}"
    )
    found = read(page(inside))
    assert found["authors"] == ["Sok Dara"]
    assert "Close window" not in words(found)


def test_a_page_that_names_its_address_as_its_base_is_known_by_it():
    assert read(page(BODY, "<base href='https://gazette.example/news/112-ferry'>"))["legacy_id"].endswith("/112-ferry")


def test_a_page_in_one_file_with_its_parts_is_read_and_kept_whole():
    address = "https://gazette.example/ferry"
    message = EmailMessage()
    message["Snapshot-Content-Location"] = address
    message.set_content(page(BYLINE + BODY).decode(), subtype="html", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif")
    content = message.as_bytes()
    assert formats.detect(content, "ferry.mhtml") is html
    [story] = html.read(io.BytesIO(content), "ferry.mhtml")
    assert (story.headline, story.legacy_id, story.bylines[0].name) == (HEADLINE, address, "Sok Dara")
    assert story.original == content
    [refused] = html.read(io.BytesIO(content.replace(b"text/html", b"text/plain")), "ferry.mhtml")
    assert "not the page itself" in refused.reason


# --- headlines


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("The Lake Times - Ferry stops at sunset", "<font size='+2'><b>Ferry stops at sunset</b></font>"),
        (
            "Lake Times: Ferry stops at sunset",
            "<div id='masthead'><h1>Lake Times</h1></div><h2>Ferry stops at sunset</h2>",
        ),
        ("Ferry stops at sunset :: Lake Times", "<p><b>Ferry stops at sunset</b></p>"),
    ],
)
def test_the_part_of_a_title_that_stands_on_the_page_is_the_headline(title, heading):
    content = (
        f"<html><head><title>{title}</title></head><body><table><tr><td>{heading}{BODY}</td></tr></table></body></html>"
    )
    assert read(content.encode())["headline"] == HEADLINE


def test_a_row_of_links_and_what_stands_above_the_headline_is_the_pages():
    menu = "<div><a href='/a'>Front page</a><br><a href='/b'>Business</a><br><a href='/c'>Letters</a></div>"
    content = (
        "<html><head><title>Lake Times - Ferry stops at sunset</title></head><body><table><tr>"
        f"<td>{menu}</td><td><font size=1>Friday, June 12, 1998</font>"
        "<p><font size='+2'><b>Ferry stops at sunset</b></font>"
        f"<p><i>By Sok Dara</i><br>Lake Times staff writer<p>{'<p>'.join(STORY)}</td></tr></table></body></html>"
    )
    found = read(content.encode())
    assert found["paragraphs"] == STORY
    assert (found["authors"], found["published_at"][:10]) == (["Sok Dara"], "1998-06-12")


def test_a_heading_that_leads_to_another_story_each_makes_a_list():
    teasers = "".join(f"<h2><a href='/n/{i}'>{line[:40]}</a></h2><p>{line}</p>" for i, line in enumerate(STORY))
    head = "<html lang='en'><head><title>National | Lake Times</title></head><body><h1>National</h1>"
    found = read(f"{head}{teasers}</body></html>".encode())
    assert found["kind"] == "listing"


# --- names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("JANE McDONALD and LEE O'NEILL | STAFF WRITERS", ["Jane McDonald", "Lee O'Neill"]),
        ("WRITER: Somchai Meesuk & Ann Holm", ["Somchai Meesuk", "Ann Holm"]),
        ("Senior Transport Correspondent", []),
        ("Por João da Silva, de São Paulo", ["João da Silva"]),
        ("Story and photos by Jane Doe", ["Jane Doe"]),
        ("Door onze redacteur Pieter Bos", ["Pieter Bos"]),
        ("អត្ថបទ៖ សុខ ដារ៉ា", ["សុខ ដារ៉ា"]),
        ("Lim Min Zhang, Deputy Night Editor", ["Lim Min Zhang"]),
    ],
)
def test_a_title_is_no_name_and_a_label_is_not_of_it(printed, names):
    assert list(people.signed(printed).people) == names


def test_an_agency_that_helped_is_told():
    assert people.signed("Élodie Saint-Clair (avec AFP)") == (("Élodie Saint-Clair",), ("AFP",))
    assert people.signed("Press Trust of India") == ((), ("PTI",))


@pytest.mark.parametrize(
    ("head", "inside", "names"),
    [
        ("", f"<ul><li><a href='/authors/sok-dara'>Sok Dara</a></li></ul>{BODY}", ["Sok Dara"]),
        ("", f"<div class='byline'><a>Sok Dara</a>in<!-- -->Siem Reap and <a>Chan Lina</a></div>{BODY}",
         ["Sok Dara", "Chan Lina"]),
        ("", f"<div class='byline'><p>Tuesday, May 07, 2019</p><p>Sok Dara</p></div>{BODY}", ["Sok Dara"]),
        ("", f"{BODY}<div class='post-footer'>Posted by <span class='author fn'>Sok Dara</span></div>", ["Sok Dara"]),
        ("", f"<small>May 7th, 2009 by Dara</small>{BODY}", ["Dara"]),
        ("", f"<div typeof='schema:NewsArticle'><p>by <span property='schema:author'>Sok Dara</span></p>{BODY}</div>",
         ["Sok Dara"]),
        (f"<meta name='parsely-page' content='{json.dumps({'authors': ['Sok Dara', 'Chan Lina']})}'>", BODY,
         ["Sok Dara", "Chan Lina"]),
    ],
)  # fmt: skip
def test_a_name_is_found_where_its_system_puts_it(head, inside, names):
    assert read(page(inside, head))["authors"] == names


# --- dates


@pytest.mark.parametrize(
    ("inside", "published_at"),
    [
        ("<p class='time'>Updated 9 May 2019 08:00 | First published 7 May 2019 16:45</p>",
         "2019-05-07T16:45:00+07:00"),
        ("<p class='time'>Last updated: 9 May 2019</p>", None),
        ("<div class='info'><a>Sok Dara</a> | Publication date 07 May 2019 | 07:43 ICT</div>",
         "2019-05-07T07:43:00+07:00"),
        ("<div typeof='schema:Article'><i property='schema:dateCreated' content='2019-05-07T06:00:00+07:00'></i></div>",
         "2019-05-07T06:00:00+07:00"),
    ],
)  # fmt: skip
def test_a_day_is_the_one_on_which_the_story_came_out(inside, published_at):
    assert read(page(inside + BODY))["published_at"] == published_at


@pytest.mark.parametrize(
    ("printed", "language", "published_at"),
    [
        ("Published 4:15 AM GMT+7, May 7, 2019", "en", "2019-05-07T04:15:00+07:00"),
        ("เผยแพร่: 7 พ.ค. 2562 14:30", "th", "2019-05-07T14:30:00+07:00"),
        ("07/05/2019 às 14h30", "pt", "2019-05-07T14:30:00+07:00"),
    ],
)
def test_an_hour_stands_where_its_papers_put_it(printed, language, published_at):
    assert read(page(f"<p class='date'>{printed}</p>{BODY}", lang=language))["published_at"] == published_at


def test_a_day_in_the_first_sentence_is_not_the_storys():
    assert read(page(f"<p>On May 1, 2001 the first ferry was launched.</p>{BODY}"))["published_at"] is None


def test_the_day_above_the_papers_name_is_the_readers_and_not_the_storys():
    content = page(BYLINE + BODY).replace(
        b"<nav>", b"<header><p class='date'>Sunday, November 22, 2026</p></header><nav>"
    )
    assert read(content)["published_at"] is None


def test_a_month_is_read_in_a_page_that_names_no_language():
    story = "<p>Областной совет во вторник проголосовал за расширение дороги, за что торговцы боролись три года.</p>"
    head = "<html><head><title>Дорогу расширят</title></head><body><h1>Дорогу расширят</h1>"
    content = f"{head}<div class='date'>7 мая 2019, 14:30</div>{story * 2}</body></html>"
    assert read(content.encode())["published_at"] == "2019-05-07T14:30:00+07:00"


# --- bodies


def test_a_block_that_stands_among_the_storys_own_is_of_it():
    box = "<div class='callout'><div>The hearing is on 14 August.</div></div>"
    found = read(page(f"<div><p>{STORY[0]}</p><p>{STORY[1]}</p>{box}<p>{STORY[2]}</p><p>{STORY[3]}</p></div>"))
    assert "The hearing is on 14 August." in words(found)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='inline-popup'><h3>Support local news</h3><p>Our reporting is free for all of you.</p></div>",
        "<div class='video-player'><p class='video-title'>Now playing: the ferry at noon.</p></div>",
        "<div id='consent-sdk'><p>We and our 843 partners store and access personal data on your device.</p></div>",
    ],
)
def test_a_box_among_the_storys_own_blocks_is_not_of_it(box):
    found = read(
        page(f"<div class='text'><p>{STORY[0]}</p><p>{STORY[1]}</p>{box}<p>{STORY[2]}</p><p>{STORY[3]}</p></div>")
    )
    assert found["paragraphs"] == STORY


def test_a_call_to_follow_ends_a_story_only_where_nothing_of_it_comes_behind():
    call = "<p>Follow us on <a href='https://x.example'>Facebook</a>.</p>"
    found = read(
        page(
            f"<div><p>{STORY[0]}</p><p>{STORY[1]}</p>{call}<p>{STORY[2]}</p><p>{STORY[3]}</p>{call}"
            "<p>Ferry desk.</p></div>"
        )
    )
    assert found["paragraphs"] == STORY


def test_pictures_and_films_between_paragraphs_are_kept_whatever_box_they_stand_in():
    inside = (
        f"<div><p>{STORY[0]}</p><div class='wrap'><img src='/i/a.jpg' width='800'></div><p>{STORY[1]}</p>"
        "<div class='wp-caption' style='width: 610px'><a href='/i/big.jpg'><img src='/i/b.jpg' width='600'></a>"
        f"<p class='wp-caption-text'>Boats at the landing. Photo: Ann Holm</p></div><p>{STORY[2]}</p>"
        f"<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe><p>{STORY[3]}</p>"
        "<p><a href='/i/c-big.jpg'><img src='/i/c.jpg' width='700'></a></p></div>"
    )
    found = read(page(inside, "<link rel='canonical' href='https://gazette.example/ferry'>"))
    record = found["record"]
    assert [picture.file for picture in record.inline_pictures] == ["i/a.jpg", "i/b.jpg", "i/c.jpg"]
    assert [(each.caption, each.credit) for each in record.inline_pictures][1] == ("Boats at the landing.", "Ann Holm")
    assert "abcdefghijk" in " ".join(block.text for block in record.blocks)
    assert found["paragraphs"] == STORY


def test_a_post_that_the_story_embeds_is_of_it():
    post = (
        "<blockquote class='twitter-tweet'><p>The ferry stops.</p>&mdash; Lee Poe (@leepoe) "
        "<a href='https://twitter.com/leepoe/status/1234567890123456789'>May 7, 2019</a></blockquote>"
    )
    found = read(page(f"<div><p>{STORY[0]}</p><p>{STORY[1]}</p>{post}<p>{STORY[2]}</p><p>{STORY[3]}</p></div>"))
    assert "1234567890123456789" in " ".join(block.text for block in found["record"].blocks)


def test_loose_words_between_paragraphs_are_of_the_story():
    inside = f"{STORY[0]}<p>{STORY[1]}</p>{STORY[2]} <b>Twice.</b><br><br>It was loud.<p>{STORY[3]}</p>"
    found = words(read(page(f"<div>{inside}</div>")))
    for sentence in (*STORY, "Twice.", "It was loud."):
        assert sentence in found


def test_a_short_story_in_a_table_of_columns_is_no_table():
    content = (
        f"<html><head><title>{HEADLINE}</title></head><body><table><tr><td><a href='/'>Home</a></td>"
        f"<td><h1>{HEADLINE}</h1><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[2]}</p></td></tr></table></body></html>"
    )
    assert read(content.encode())["paragraphs"] == STORY[:3]


def test_a_crosshead_that_is_an_h1_is_of_the_body():
    inside = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><h1>The lamps</h1><p>{STORY[2]}</p><p>{STORY[3]}</p>"
    assert read(page(inside))["crossheads"] == ["The lamps"]


def test_a_credit_that_is_labelled_for_those_who_cannot_see_it_is_told_apart():
    caption = "<span>The ferry.</span><span>Credit...Ann Holm for The Gazette</span>"
    found = read(page(f"<figure><img src='/f.jpg' width='900'><figcaption>{caption}</figcaption></figure>{BODY}"))
    assert (found["caption"], found["credit"]) == ("The ferry.", "Ann Holm for The Gazette")


def test_several_stories_under_other_headlines_than_the_pages_are_those_that_it_lists():
    listed = "".join(data(headline=f"Another story {n}", author={"name": f"Writer {n} Name"}) for n in range(3))
    assert read(page(BYLINE + BODY, listed))["authors"] == ["Sok Dara"]


# --- what no page of a newspaper is


def test_a_tag_without_end_is_refused_and_one_with_a_long_value_is_not():
    endless = read(page(f"<p {' '.join(f'a{n}=1' for n in range(3_000))}>x</p>{BODY}"))
    assert "more than 2000 attributes" in endless["record"].reason
    assert read(page(f"<div data-text='{'word ' * 5_000}'></div>{BODY}"))["headline"] == HEADLINE


def test_a_title_without_end_takes_no_time():
    content = f"<html><head><title>{'- ' * 50_000}</title></head><body><h1>{HEADLINE}</h1>{BODY}</body></html>"
    assert read(content.encode())["headline"] == HEADLINE


def test_a_part_of_a_page_is_read_as_one():
    part = f"<div><h1>{HEADLINE}</h1>{BODY}</div>".encode()
    assert formats.detect(part, "ferry.html") is html
    assert formats.detect(part, "ferry.txt") is None


@pytest.mark.parametrize(("name", "content"), [("a.json", b"[[[[[["), ("b.xlsx", b"hello"), ("c.html", b"hello")])
def test_what_is_named_as_another_format_and_is_none_is_no_capture(name, content):
    assert formats.detect(content, name) is None


def test_an_empty_archive_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    [told] = formats.open_source(tmp_path / "empty.zip")
    assert "holds no files" in told.reason
