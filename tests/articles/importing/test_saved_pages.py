"""Saved pages of newspapers: what a reader saw of them comes in, and nothing else. Stories and papers are invented."""

import json

import pytest

from articles.importing import formats
from articles.importing.dry_run import as_expected_json
from articles.importing.formats import html
from articles.importing.pages import datewords, people, site_rules
from articles.importing.pages.reading import read_page
from articles.importing.records import ReadOptions
from tests.articles.importing.pages import SHARED

STORY = [
    "The ferry to Stone Island will stop running at sunset from Monday, the harbour office said yesterday in a notice.",
    "Fares stay as they are, and children under six still travel free on every crossing, a spokesman said.",
    "“We have one lamp left and nobody sells the bulbs,” harbour master Tep Rany said on the quay on Sunday.",
    "The council will discuss the purchase of lamps next week, when the yard in the next town has sent its offer.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
HEADLINE = "Ferry stops at sunset"
FACTS = SHARED / "expected" / "facts.json"
PAGES = sorted(path.name for path in SHARED.glob("html/*.html"))


def page(inside: str = BODY, head: str = "", *, lang: str = "en", h1: str = HEADLINE) -> bytes:
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{HEADLINE} | Tonle Gazette</title>'
        f"{head}</head><body><nav><a href='/'>Home</a></nav><article>{heading}{inside}</article></body></html>"
    ).encode()


def read(content: bytes, rules: str = "", **options) -> dict:
    found = read_page(content, "ferry.html", ReadOptions(**options), site_rules.load(rules))
    return as_expected_json(found) | {"record": found}


def data(**node) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


def meta(**values) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{text}">' for name, text in values.items())


# --- the shared pages


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_real_paper_reads_as_a_person_reads_it(name):
    facts = json.loads(FACTS.read_text())["html"][name]
    found = read((SHARED / "html" / name).read_bytes())
    assert found["headline"] == facts["headline"]
    assert found["authors"] == facts["authors"]
    assert found["published_at"][:10] == facts["date"]
    assert found["published_at"] == facts.get("published_at", found["published_at"])
    for field in ("language", "section", "standfirst"):
        assert found[field] == facts.get(field, found[field]), field
    if "lead_caption" in facts:
        assert (found["caption"], found["credit"]) == (facts["lead_caption"], facts["lead_credit"])
    if "body_text" in facts:
        expected, body = facts["body_text"].split(), " ".join(found["paragraphs"]).split()
        assert len(set(expected) & set(body)) / len(set(expected) | set(body)) > 0.97


def test_the_shared_pages_are_here():
    if not PAGES:
        pytest.skip("the shared pages are not here")


# --- headlines


@pytest.mark.parametrize(
    ("h1", "head", "headline"),
    [
        ("<span class='kicker'>Exclusive</span>Ferry stops at sunset", "", HEADLINE),
        ("", meta(og_title=f"{HEADLINE} - Tonle Gazette", og_site_name="Tonle Gazette"), HEADLINE),
        ("", data(headline="Ferry &amp; lamp"), "Ferry & lamp"),
        ("Tonle Gazette", meta(og_title=HEADLINE, og_site_name="Tonle Gazette"), HEADLINE),
        ("Ferry to stop, harbour says", meta(og_title=HEADLINE), "Ferry to stop, harbour says"),
        ("Ferry stops<br>at sunset<small>Harbour out of lamps</small>", "", HEADLINE),
    ],
)
def test_the_headline_is_what_readers_saw_without_kicker_and_papers_name(h1, head, headline):
    assert read(page(head=head, h1=h1))["headline"] == headline


def test_a_site_logo_in_an_h1_is_no_headline():
    logo = '<header class="site-header"><h1 class="logo">The Tonle Gazette of the River Towns</h1></header>'
    content = page().replace(b"<nav>", logo.encode() + b"<nav>")
    assert read(content)["headline"] == HEADLINE


def test_a_kicker_inside_the_headline_is_kept_as_one():
    assert read(page(h1="<span class='label'>Analysis</span> Ferry stops at sunset"))["record"].kicker == "Analysis"


# --- names


@pytest.mark.parametrize(
    ("printed", "names", "agencies"),
    [
        ("By JANE DOE and Li Wei, Staff Writers | Updated 3 May", ["Jane Doe", "Li Wei"], []),
        ("by: Sok Dara", ["Sok Dara"], []),
        ("Par Hélène Dupré(Bruxelles, bureau européen)", ["Hélène Dupré"], []),
        ("Ann Wong in Stone Bay, North Point, and Sam Levi in Old Town", ["Ann Wong", "Sam Levi"], []),
        ("By Jane Doe, The Associated Press", ["Jane Doe"], ["AP"]),
        ("Von Petra Müller, dpa", ["Petra Müller"], ["dpa"]),
        ("Ana Botín y Juan Pérez", ["Ana Botín", "Juan Pérez"], []),
        ("Doe, Jane", ["Jane Doe"], []),
        ("MARY MCDONALD-SMITH", ["Mary McDonald-Smith"], []),
        ("Jane Doe for the Gazette jane@gazette.example", ["Jane Doe"], []),
        ("Di Maria Rossi", ["Maria Rossi"], []),
        ("E. J. Stone Jr.", ["E. J. Stone Jr."], []),
        ("สมชาย ใจดี", ["สมชาย ใจดี"], []),
        ("Agence France-Presse", [], ["AFP"]),
        ("Tonle Gazette", [], []),
        ("admin", [], []),
        ("jdoe", [], []),
        ("Web Desk", [], []),
        ("https://www.facebook.com/gazette", [], []),
        ("Published: 12:00", [], []),
        ("By Jane Doe BBC News", ["Jane Doe"], []),
        ("Jane Doe, Chief Political Correspondent", ["Jane Doe"], []),
        ("Von Jane Doe, Berlin", ["Jane Doe"], []),
        ("Written by Jane Doe, Edited by Bob Roe", ["Jane Doe"], []),
        ("By Jane Doe on March 4, 2018", ["Jane Doe"], []),
        ("By JANE DOE, JOHN ROE and ANN LEE", ["Jane Doe", "John Roe", "Ann Lee"], []),
        ("김철수 기자", ["김철수"], []),
        ("Los Angeles Times Staff Writer", [], []),
        ("FLUSS ONLINE, Hamburg, Germany", [], []),
        ("Our correspondent at the harbour says that nothing moves there", [], []),
    ],
)
def test_a_byline_gives_people_and_agencies_and_nothing_else(printed, names, agencies):
    found = people.signed(printed, site="Tonle Gazette")
    assert (list(found.people), list(found.agencies)) == (names, agencies)


@pytest.mark.parametrize(
    ("head", "inside", "authors"),
    [
        (data(author=[{"@type": "Person", "name": "Jane Doe"}, {"name": "Sok Dara"}]), "", ["Jane Doe", "Sok Dara"]),
        (data(author={"@type": "Organization", "name": "Harbour Watch"}), "", []),
        (data(author={"@type": "Person", "name": "Tonle Gazette"}, publisher={"name": "Tonle Gazette"}), "", []),
        ('<meta name="author" content="https://fb.example/jane">', "<p class='byline'>By Jane Doe</p>", ["Jane Doe"]),
        ('<meta name="byl" content="By JANE DOE">', "<p>By Jane Doe</p>", ["Jane Doe"]),
        ("", "<div class='x1'><a rel='author' href='/a'>Jane Doe</a> and <a rel='author' href='/b'>Sok Dara</a></div>",
         ["Jane Doe", "Sok Dara"]),
        ("", "<div class='byline'>By <a class='name'>Jane Doe</a> <i class='title'>reporter</i></div>", ["Jane Doe"]),
        ("", "<aside data-component='meta'><address>By <a rel='author'>Jane Doe</a></address></aside>", ["Jane Doe"]),
        ("", "<p>Harbour notices are free.</p>", []),
    ],
)  # fmt: skip
def test_authors_come_from_data_for_machines_else_from_what_stands_below_the_headline(head, inside, authors):
    assert read(page(inside + BODY, head))["authors"] == authors


def test_names_beside_the_story_are_not_its_authors():
    beside = '<aside class="related"><h3><a href="/x">Second boat</a></h3><em class="byline">By Zed Other</em></aside>'
    comment = '<section class="comments"><span class="author">Bob Reader</span><p>Too bad.</p></section>'
    assert read(page(BODY + beside + comment))["authors"] == []


# --- dates


@pytest.mark.parametrize(
    ("head", "inside", "lang", "published_at"),
    [
        (data(datePublished="2021-03-04T10:00:00+01:00"), "", "en", "2021-03-04T10:00:00+01:00"),
        (meta(article_published_time="2021-03-04T10:00:00Z"), "", "en", "2021-03-04T10:00:00+00:00"),
        ('<meta name="pdate" content="20210304">', "", "en", "2021-03-04"),
        ('<meta name="DC.date.issued" content="2021-03-04">', "", "en", "2021-03-04"),
        ('<meta name="sailthru.date" content="Thu, 04 Mar 2021 10:00:00 GMT">', "", "en", "2021-03-04T10:00:00+00:00"),
        (meta(article_publicationdate="Thu Mar 04 21:30:09 GMT 2021"), "", "en", "2021-03-04T21:30:09+00:00"),
        ("", "<time datetime='2021-03-04T10:00:00+07:00'>4 March</time>", "en", "2021-03-04T10:00:00+07:00"),
        ("", "<p>March 4, 2021</p>", "en", "2021-03-04"),
        ("", "<span class='submitted'>Submitted on Thu, 2021-03-04 10:00</span>", "en", "2021-03-04T10:00:00+07:00"),
        ("", "<span class='date'>04.03.2021, 10:15 Uhr</span>", "de", "2021-03-04T10:15:00+07:00"),
        ("", "<p class='fecha'>4 de marzo de 2021</p>", "es", "2021-03-04"),
        ("", "<p>Publié le 4 mars 2021 à 10h15, mis à jour à 11h00</p>", "fr", "2021-03-04T10:15:00+07:00"),
        ("", "<div class='date'>ថ្ងៃទី ០៤ ខែ មីនា ឆ្នាំ ២០២១</div>", "km", "2021-03-04"),
        ('<link rel="canonical" href="https://gazette.example/2021/03/04/ferry-stops/">', "", "en", "2021-03-04"),
        ("", "<span class='date'>04/03/2021</span>", "en", None),
        ("", "<time>3 hours ago</time>", "en", None),
        ("", "<p class='date'>Updated 4 March 2021</p>", "en", None),
        (data(datePublished="0000-00-00"), "", "en", None),
    ],
)  # fmt: skip
def test_a_date_is_read_where_it_is_plain_and_left_out_where_it_is_not(head, inside, lang, published_at):
    found = read(page(inside + BODY, head, lang=lang))
    assert found["published_at"] == published_at
    if published_at is None:
        assert {"no-date", "ambiguous-date"} & set(found["problems"])
    else:
        assert found["paragraphs"] == STORY


def test_a_date_that_reads_two_ways_is_read_when_told_how():
    printed = page("<span class='date'>04/03/2021</span>" + BODY)
    assert read(printed, date_order="dmy")["published_at"] == "2021-03-04"


def test_the_address_settles_a_quarrel_between_two_dates():
    head = (
        data(datePublished="2024-01-01T00:00:00Z")
        + meta(article_published_time="2021-03-04T10:00:00Z")
        + '<link rel="canonical" href="https://gazette.example/2021/03/04/ferry-stops">'
    )
    assert read(page(head=head))["published_at"] == "2021-03-04T10:00:00+00:00"


@pytest.mark.parametrize(
    ("printed", "language", "published_at"),
    [
        ("Published 10:15 am Saturday, March 4, 2018", "en", "2018-03-04T10:15:00+07:00"),
        ("March 4, 2018 / 10:15 AM / Updated 2 hours ago", "en", "2018-03-04T00:00:00+07:00"),
        ("PUBLISHED: 10:15, 4 March 2018 | UPDATED: 11:00, 5 March 2018", "en", "2018-03-04T10:15:00+07:00"),
        ("Sun Mar 4 10:15:00 2018", "en", "2018-03-04T10:15:00+07:00"),
        ("2018-03-04T10:15:00-05:00[America/New_York]", "en", "2018-03-04T10:15:00-05:00"),
        ("2018-03-04 10:15:00 EST", "en", "2018-03-04T10:15:00-05:00"),
        ("2018.03.04 10:15", "ko", "2018-03-04T10:15:00+07:00"),
        ("Thu, 01/02/2018", "en", "2018-02-01T00:00:00+07:00"),
        ("01/02/2018", "en", None),
        ("4. März 2018, 10:15 Uhr", "de", "2018-03-04T10:15:00+07:00"),
        ("4 de março de 2018 às 10h15", "pt", "2018-03-04T10:15:00+07:00"),
        ("4 марта 2018, 10:15", "ru", "2018-03-04T10:15:00+07:00"),
        ("2018年3月4日", "ja", "2018-03-04T00:00:00+07:00"),
        ("วันที่ 4 มี.ค. 2561 เวลา 10:15 น.", "th", "2018-03-04T10:15:00+07:00"),
        ("٤ مارس ٢٠١٨", "ar", "2018-03-04T00:00:00+07:00"),
        ("March 2018", "en", None),
        ("yesterday at 10:15", "en", None),
        ("10:15", "en", None),
    ],
)
def test_a_date_is_read_as_papers_of_many_languages_print_it(printed, language, published_at):
    value = datewords.read_text(printed, ReadOptions(), language).value
    assert (value.isoformat() if value else None) == published_at


# --- templates as papers have them


@pytest.mark.parametrize(
    "inside",
    [
        f"""<header><h1 id="main">{HEADLINE}</h1><div data-component="byline"><span>By Jane Doe</span>
        <div>Harbour correspondent, Tonle News</div></div>
        <time data-testid="timestamp" datetime="2018-03-04T03:15:00Z">4 March</time></header>{BODY}
        <section data-component="links-block"><h2>More on this story</h2>
        <ul><li><a href="/n/12345678">Second boat on its way</a></li></ul></section>""",
        f"""<h2 class="article-title"><span class="intro">No lamps</span> <span class="headline">{HEADLINE}</span></h2>
        <p class="author">By <a rel="author">Jane Doe</a>, Stone Bay</p><p class="date">4 March 2018</p>{BODY}""",
        f"""<header><h1 class="entry-title">{HEADLINE}</h1><div class="post-author-name"><div class="author-by">By</div>
        <a href="/author/jane/">Jane Doe</a></div>
        <time class="entry-date updated" datetime="2018-03-04T03:15:00Z">Mar 4</time></header>
        <div class="content">{BODY}</div>""",
        f"""<span class="headline">{HEADLINE}</span><br><span>By Jane Doe</span><br>Posted: Sunday, March 4, 2018<br>
        {BODY}""",
        f"""<div class="top"><div class="date">March 4, 2018 / 10:15 AM / 2 years ago</div><h1>{HEADLINE}</h1>
        <div class="byline"><a>Jane Doe</a></div></div><div class="text">{BODY}<div class="badge">Our Standards:
        <a>Trust</a></div></div><p>All quotes delayed a minimum of 15 minutes.</p>""",
        f"""<h1>{HEADLINE}</h1><ul class="times"><li>By Jane Doe</li><li>10:15, 4 MAR 2018</li>
        <li class="updated">Updated 12:00, 5 MAR 2018</li></ul><p>{STORY[0]}</p><div class="subscriber-only paywall">
        {"".join(f"<p>{paragraph}</p>" for paragraph in STORY[1:])}</div>""",
    ],
    ids=["components", "no-h1", "blog-theme", "bare-lines", "wire-site", "paywall"],
)
def test_a_template_gives_headline_author_day_and_body(inside):
    found = read(page(inside, h1=""))
    assert (found["headline"], found["authors"]) == (HEADLINE, ["Jane Doe"])
    assert found["published_at"][:10] == "2018-03-04"
    assert found["paragraphs"] == STORY


# --- data for machines


def test_json_ld_is_read_from_a_graph_with_references_and_trailing_commas():
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": ["Article"], '
        '"headline": "Ferry stops at sunset", "datePublished": "2021-03-04", "author": {"@id": "#jane"},}, '
        '{"@id": "#jane", "@type": "Person", "name": "Jane Doe"}]};</script>'
    )
    found = read(page(head=graph))
    assert (found["published_at"], found["authors"]) == ("2021-03-04", ["Jane Doe"])


def test_broken_json_ld_gives_what_is_plain_in_it_and_is_told():
    broken = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry "stops" at sunset",'
        '"datePublished":"2021-03-04T10:00:00Z","author":{"@type":"Person","name":"Jane Doe"}}</script>'
    )
    found = read(page(head=broken))
    assert (found["published_at"], found["authors"]) == ("2021-03-04T10:00:00+00:00", ["Jane Doe"])
    assert "bad-json-ld" in found["problems"]


def test_of_several_stories_in_the_data_the_pages_own_counts():
    other = data(headline="Second boat", datePublished="2020-01-01", url="https://gazette.example/boat")
    own = data(headline=HEADLINE, datePublished="2021-03-04", url="https://gazette.example/ferry")
    canonical = '<link rel="canonical" href="https://gazette.example/ferry">'
    assert read(page(head=other + own + canonical))["published_at"] == "2021-03-04"


def test_all_candidates_of_a_field_stand_in_the_report():
    found = read(page(head=meta(og_title="Ferry to stop early") + data(headline="No lamps, no ferry")))
    told = {(candidate["source"], candidate["text"]) for candidate in found["candidates"]["headline"]}
    assert {
        ("h1", HEADLINE),
        ("meta og:title", "Ferry to stop early"),
        ("json-ld headline", "No lamps, no ferry"),
    } <= told


# --- bodies


def test_teasers_calls_and_lists_of_other_stories_stay_out_and_are_told():
    inside = (
        f"<p>{STORY[0]}</p><div class='related-inline'><h4>Related</h4><a href='/a/second-boat-on-its-way'>Second boat"
        f"</a></div><p>READ MORE: <a href='/a/the-lamp-of-the-harbour'>The lamp of the harbour</a></p><p>{STORY[1]}</p>"
        f"<p>{STORY[2]}</p><p><a href='/a/a-yard-in-the-next-town'>A yard in the next town waits for us</a></p>"
        f"<p>{STORY[3]}</p><p>Sign up for our morning newsletter</p><h3>You may also like</h3>"
        "<ul><li><a href='/a/one-more-story-here'>One more story from the harbour</a></li></ul>"
    )
    found = read(page(inside))
    assert found["paragraphs"] == STORY
    told = " ".join(found["messages"])
    assert "The lamp of the harbour" in told
    assert "Sign up for our morning newsletter" in told


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f"<div class='zn-paragraph'>{paragraph}</div>" for paragraph in STORY),
        "<table><tr><td><font>" + "<br><br>".join(STORY) + "</font></td></tr></table>",
        f"<div itemprop='articleBody'>{BODY}</div><div class='share'>Share Tweet</div><footer>© Tonle Gazette</footer>",
        f"<div><div><div>{BODY}</div></div></div><aside class='newsletter-box'><p>Our best stories daily.</p></aside>",
    ],
)
def test_the_body_is_found_whatever_the_template_makes_of_it(inside):
    assert " ".join(read(page(inside))["paragraphs"]) == " ".join(STORY)


def test_links_marks_lists_and_crossheads_of_the_body_are_kept():
    inside = (
        BODY + "<h2>What it costs</h2><ul><li>Adults: 2,000 riel a crossing</li><li>Children: nothing at all</li></ul>"
    )
    inside += (
        f"<p>{STORY[0]} <a href='https://harbour.example/notice'>The notice</a> hangs <em>everywhere</em> now.</p>"
    )
    record = read(page(inside))["record"]
    markup = "".join(block.text for block in record.blocks)
    assert "<h2>What it costs</h2>" in markup
    assert "<li><p>Adults: 2,000 riel a crossing</p></li>" in markup
    assert '<a href="https://harbour.example/notice"' in markup
    assert "<em>everywhere</em>" in markup
    assert record.text_kept == 1.0


def test_a_story_that_stands_in_the_data_alone_comes_in_and_is_told():
    found = read(page("<div id='app'></div>", data(headline=HEADLINE, articleBody="\n".join(STORY))))
    assert found["paragraphs"] == STORY
    assert "body-from-data" in found["problems"]


# --- pictures


@pytest.mark.parametrize(
    "figure",
    [
        """<figure><img src='/img/ferry.jpg'><figcaption><i class='sr-only'>Image caption</i>The ferry at the quay.
        <span class='credit'>Photo: Chan Mony / Gazette</span></figcaption></figure>""",
        """<div class='wp-caption'><img src='/img/ferry.jpg'>
        <p class='wp-caption-text'>The ferry at the quay. (Chan Mony / Gazette)</p></div>""",
        """<figure><div class='lazy' data-src='/img/ferry.jpg'></div>
        <figcaption>The ferry at the quay. Chan Mony / Gazette</figcaption></figure>""",
    ],
)
def test_the_lead_picture_has_its_caption_and_its_credit(figure):
    canonical = '<link rel="canonical" href="https://gazette.example/ferry">'
    found = read(page(figure + BODY, canonical))
    assert (found["caption"], found["credit"]) == ("The ferry at the quay.", "Chan Mony / Gazette")
    assert found["record"].lead_picture.url == "https://gazette.example/img/ferry.jpg"
    assert found["paragraphs"] == STORY


def test_a_picture_between_paragraphs_keeps_its_place():
    caption = "The last lamp. <b class='credit'>Chan Mony</b>"
    figure = f"<figure><img src='/img/lamp.jpg'><figcaption>{caption}</figcaption></figure>"
    record = read(page(f"<p>{STORY[0]}</p>{figure}" + BODY[len(f"<p>{STORY[0]}</p>") :]))["record"]
    assert [block.kind for block in record.blocks] == ["html", "picture", "html"]
    assert (record.inline_pictures[0].caption, record.inline_pictures[0].credit) == ("The last lamp.", "Chan Mony")


# --- encodings, languages, hostile pages


@pytest.mark.parametrize(
    ("charset", "codec", "word"),
    [
        ("iso-8859-1", "cp1252", "café “Étoile” – 5 €"),
        ("windows-1251", "cp1251", "Паром остановится на закате"),
        ("shift_jis", "cp932", "渡し船は日没で止まる"),
        ("tis-620", "cp874", "เรือข้ามฟากหยุดตอนพระอาทิตย์ตก"),
        ("iso-8859-1", "utf-8", "café “Étoile” – 5 €"),
        ("nonsense", "utf-8", "café “Étoile” – 5 €"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names_unless_it_is_utf_8(charset, codec, word):
    plain = page("".join(f"<p>{word} {word} {word} {word} {word}</p>" for _ in range(4))).decode()
    content = plain.replace("utf-8", charset).encode(codec)
    assert word in read(content)["paragraphs"][0]


def test_numbers_of_windows_characters_become_the_characters():
    assert read(page(h1="Ferry&#146;s last night"))["headline"] == "Ferry’s last night"


def test_the_script_overrules_a_language_that_a_template_left_standing():
    khmer = "<p>" + "សាឡាងទៅកោះថ្មនឹងឈប់ដំណើរការនៅពេលថ្ងៃលិចចាប់ពីថ្ងៃចន្ទ នេះបើតាមការិយាល័យកំពង់ផែ។" * 3 + "</p>"
    assert read(page(khmer, lang="en-US", h1="សាឡាងឈប់ដំណើរការនៅពេលថ្ងៃលិច"))["language"] == "km"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><body>" + b"<div>" * 5000 + b"text</body></html>", "nested more than"),
        (page("<p>Gone.</p>", h1="Page not found").replace(HEADLINE.encode(), b"Gone"), "an error page"),
        (page("<p>Short.</p>"), "characters of prose"),
        (
            page("<ul>" + "<li><a href='/x'>Second boat is on its way to the island</a></li>" * 30 + "</ul>"),
            "list of links",
        ),
        (b"%PDF-1.7 <html>", "PDF"),
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused_with_a_reason(content, reason):
    found = read(content)
    assert found["kind"] != "story"
    assert reason in found["reason"]


@pytest.mark.parametrize(
    "odd",
    [
        "<link rel='canonical' href='http://[::1'>",
        "<meta property='og:url' content='http://['>",
        "<a href='http://[x'>A link that leads nowhere at all</a>",
        "<img src='http://[' width='99999999999999999999'>",
        "<p>A character that is none: &#0;&#x1;&#xD800;&#9999999999;</p>",
        "<sechttp:h1=>",
        "<time datetime='99999999999999999999'>4 March</time>",
        data(author=5, datePublished=["x"], headline={"a": 1}, image={"url": 5}, url=7, publisher=[None]),
    ],
)
def test_odd_markup_in_a_page_does_not_cost_its_story(odd):
    assert [text for text in STORY if text not in " ".join(read(page(odd + BODY))["paragraphs"])] == []


def test_data_nested_beyond_reason_is_told_and_the_story_comes_in():
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    found = read(page(head=deep))
    assert found["paragraphs"] == STORY
    assert "bad-json-ld" in found["problems"]


def test_a_saved_page_is_known_by_its_content():
    assert formats.detect(page(), "page") is html
    assert formats.detect(b"\xef\xbb\xbf<!-- saved from url=(0001)https://x.example/ --><html><body>", "a.txt") is html
    assert formats.detect(b"<?xml version='1.0'?><rss></rss>", "feed.xml") is not html


# --- addresses and rules


def test_every_address_that_a_page_gives_is_kept():
    head = (
        '<link rel="canonical" href="https://gazette.example/local/ferry"><link rel="amphtml" href="/local/ferry/amp">'
        '<link rel="shortlink" href="https://gazette.example/?p=12">'
    )
    record = read(page(head=head))["record"]
    assert record.addresses == (
        "https://gazette.example/local/ferry",
        "https://gazette.example/local/ferry/amp",
        "https://gazette.example/?p=12",
    )
    assert (record.legacy_id, record.source) == (record.addresses[0], "gazette.example")


def test_a_sites_rules_come_before_everything_else():
    inside = "<b class='hed'>No lamps</b><i data-at='2021-03-04'></i><u>Zed Other</u>"
    inside += f"<div class='t'>{BODY}<p class='ad'>Buy!</p></div>"
    rules = """
        ["gazette.example"]
        headline = "b.hed"
        authors = "article u"
        date = "i@data-at"
        body = "div.t"
        remove = ["p.ad"]
        zone = "Europe/Paris"
    """
    head = '<link rel="canonical" href="https://www.gazette.example/ferry">' + data(author="Jane Doe")
    found = read(page(inside, head), rules)
    assert (found["headline"], found["authors"], found["published_at"]) == ("No lamps", ["Zed Other"], "2021-03-04")
    assert found["paragraphs"] == STORY
    assert "Buy!" in " ".join(found["messages"])


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("[x", "TOML"),
        ("title = 'h1'", "not a table"),
        ('["a.example"]\ntitle = "h1"', "“title” is no rule"),
        ('["a.example"]\nbody = "div[["', "no CSS selector"),
        ('["a.example"]\nremove = "p"', "not a list"),
        ('["a.example"]\nzone = "Mars"', "no time zone"),
        ('["a.example"]\ndate_order = "ymd"', "neither dmy nor mdy"),
    ],
)
def test_a_mistake_in_the_rules_is_named(rules, words):
    with pytest.raises(site_rules.BadRules, match=words.replace("[", r"\[")):
        site_rules.load(rules)
