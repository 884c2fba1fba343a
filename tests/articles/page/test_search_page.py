"""The page of the search, as a reader meets it at an edition's address."""

import json
import re
from datetime import timedelta

import pytest
from lxml import html

from articles import press, search
from articles.models import Edition
from tests.newspaper import MORNING, add_byline, edit, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def paper(db):
    """An edition in English and one in Khmer, with a section each."""
    make_section("River", make_edition())
    make_section("ព័ត៌មាន", make_edition("សាឡាង", "km", "km/", is_default=False))


def khmer_section():
    return Edition.objects.get(language="km").sections.get()


def ask(client, path="/search/", **answers):
    response = client.get(path, answers)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def headlines(page) -> list[str]:
    return [heading.text_content() for heading in page.xpath("//ul[@class='hits']//h3")]


def marked(page) -> set[str]:
    return {mark.text for mark in page.xpath("//mark")}


def follow(client, page, words: str):
    [link] = page.xpath(f"//main//a[normalize-space()='{words}']/@href")
    response = client.get(link)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def test_a_reader_finds_a_story_and_sees_where_the_words_stand(client):
    story = make_article(
        "Ferries & boats", paragraphs=["Before this. The <em>ferry</em> is late & slow. " + "More. " * 90]
    )
    add_byline(story, "Sok Dara")
    press.publish(story, by=None, at=MORNING)
    page = ask(client, q="ferry")
    assert headlines(page) == ["Ferries & boats"]
    [link] = page.xpath("//ul[@class='hits']//h3/a/@href")
    assert client.get(link).status_code == 200
    [snippet] = page.xpath("//p[@class='snippet']")
    assert snippet.text_content().startswith("Before this. The ferry is late & slow. More.")
    assert snippet.text_content().endswith("More. …")
    assert len(snippet.text_content()) < 260
    assert marked(page) == {"Ferries", "ferry"}
    assert "Sok Dara" in page.xpath("//article[@class='hit']")[0].text_content()


def test_a_khmer_reader_gets_a_khmer_page_with_snippets_cut_between_words(client):
    words = ["អ្នកភូមិ", "បាន", "និយាយ", "ថា", "ទូក", "ដឹក", "សិស្ស", "ទៅ", "សាលារៀន", "នៅ", "ពេល", "ព្រឹក"]
    make_live("ដំណឹង", section=khmer_section(), paragraphs=["".join(words) * 12])
    page = ask(client, "/km/search/", q="សិស្ស")
    assert headlines(page) == ["ដំណឹង"]
    assert marked(page) == {"សិស្ស"}
    [snippet] = page.xpath("//p[@class='snippet']")
    shown = snippet.text_content().strip("… ")
    assert shown.startswith(tuple(words))
    assert shown.endswith(tuple(words))
    assert page.xpath("//h1")[0].text == "ស្វែងរក"


def test_no_markup_of_a_story_or_of_a_question_reaches_the_page(client):
    make_live("<script>alert(1)</script> ferry", paragraphs=["&lt;img src=x onerror=alert(2)&gt; ferry"])
    response = client.get("/search/", {"q": 'ferry "><script>alert(3)</script>'})
    assert b"<script>alert" not in response.content
    response = client.get("/search/", {"q": "ferry"})
    assert b"<script>alert" not in response.content
    assert b"<img src=x" not in response.content
    assert b"&lt;img src=x onerror=alert(2)&gt; <mark>ferry</mark>" in response.content


HOSTILE = [
    "",
    " ",
    '"',
    '"""',
    'ferry"',
    "'; DROP TABLE articles_article; --",
    "ferry AND",
    "OR NOT NEAR(ferry, 2)",
    "headline: ferry",
    "{headline body} : ferry",
    "marks : edition1",
    "#edition1",
    "-ferry +ferry ^ferry ferry*",
    "ferry & ! | <-> (:*",
    "((((",
    "\\",
    "ferry\0harbour",
    "\x01\x1f\x7f",
    "the of and to a in",
    '"the of and to"',
    "🚢🚢🚢",
    "…—–·",
    "ferry " * 2000,
    "x" * 10_000,
    '"' * 9_999,
    "ក" * 10_000,
    "្" * 50,
    "\u200b\u200d\ufeff",
    "%s %d %(q)s {q}",
    "é" * 300,
    "\u0301\u0301",
    "\u202eyrref",
    "𝔣𝔢𝔯𝔯𝔶 ﬁ ß İ",
    "5e3b 1.2.3 0x1f 10%",
    "漢字かな 한국어 عربى हिन्दी",
]


@pytest.mark.parametrize("order", ["", "newest"])
def test_whatever_is_typed_ends_in_a_page(client, order):
    make_live("The ferry of the harbour")
    for text in HOSTILE:
        response = client.get("/search/", {"q": text, "order": order})
        assert response.status_code == 200, text[:40]
        assert b"<h1>Search</h1>" in response.content, text[:40]


def test_bytes_that_are_no_text_end_in_a_page(client):
    make_live("Ferry")
    assert client.get("/search/?q=%ff%fe%ed%a0%80&author=%00&topic=%ff&section=%00&before=").status_code == 200


@pytest.mark.parametrize("cursor", ["zz", "-1", "1e400~1", "9" * 400, "'"])
def test_a_made_up_place_in_the_list_is_a_missing_page(client, cursor):
    assert client.get(f"/search/?q=ferry&before={cursor}").status_code == 404


def test_a_long_question_is_said_to_be_cut(client):
    make_live("Ferry")
    assert ask(client, q="ferry " * 200).xpath("//p[@class='problem']")
    assert not ask(client, q="ferry").xpath("//p[@class='problem']")


def test_a_reader_narrows_the_search_and_widens_it_again(client):
    section = make_section("Ports")
    story = make_article("Ferry one", section=section, tags=["Boats"], story_type="opinion")
    add_byline(story, "Sok Dara")
    press.publish(story, by=None, at=MORNING)
    make_live("Ferry two", at=MORNING + 3 * DAY, section=make_section("Banks"))
    for answers in (
        {"section": "ports"},
        {"author": "Sok Dara"},
        {"author": "sok-dara"},
        {"topic": "boats"},
        {"type": "opinion"},
        {"to": "2026-03-02"},
        {"from": "2026-03-02", "to": "2026-03-02"},
        {"from": "2026-03-02", "to": "2026-02-01", "author": "sok dara", "topic": "BOATS"},
    ):
        assert headlines(ask(client, q="ferry", **answers)) == ["Ferry one"], answers
    assert headlines(ask(client, q="ferry", **{"from": "2026-03-05"})) == ["Ferry two"]
    nothing = ask(client, q="ferry", section="ports", type="news")
    assert headlines(nothing) == []
    assert nothing.xpath("//select[@name='type']/option[@selected]/@value") == ["news"]
    assert len(headlines(follow(client, nothing, "Search the whole paper"))) == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"section": "x"}, "There is no section “x”."),
        ({"author": "Nobody\0"}, "There is no author “Nobody”."),
        ({"topic": "x"}, "There is no topic “x”."),
        ({"type": "x"}, "There is no kind of story “x”."),
        ({"from": "2026-02-30"}, "“2026-02-30” is no date that can be searched by; write it as in 2026-03-02."),
        ({"to": "9999-12-31", "from": "x"}, "“x” is no date that can be searched by; write it as in 2026-03-02."),
    ],
)
def test_a_filter_that_names_nothing_is_told_and_passed_over(client, answers, words):
    make_live("Ferry")
    page = ask(client, q="ferry", **answers)
    assert [problem.text for problem in page.xpath("//p[@class='problem']")] == [words]
    assert headlines(page) == ["Ferry"]
    assert page.xpath("//input[@name='from']/@value") == [""]


def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(client):
    make_live("Ferry")
    assert headlines(ask(client, q="ferry", **{"from": "0001-01-01", "to": "9999-12-31"})) == ["Ferry"]


def test_a_reader_pages_through_the_best_and_the_newest(client, monkeypatch):
    monkeypatch.setattr(search, "PER_PAGE", 2)
    for number in range(5):
        make_live(f"Ferry {number}", at=MORNING + number * DAY)
    newest = follow(client, ask(client, q="ferry"), "Newest first")
    assert headlines(newest) == ["Ferry 4", "Ferry 3"]
    second = follow(client, newest, "More results")
    assert headlines(second) == ["Ferry 2", "Ferry 1"]
    assert headlines(follow(client, second, "More results")) == ["Ferry 0"]
    assert headlines(follow(client, second, "First page")) == ["Ferry 4", "Ferry 3"]
    best = follow(client, newest, "Best first")
    seen = headlines(best)
    for _page in range(2):
        best = follow(client, best, "More results")
        seen += headlines(best)
    assert sorted(seen) == [f"Ferry {number}" for number in range(5)]


def test_where_nothing_is_found_a_reader_is_helped(client):
    make_live("Ferry to run until midnight", slug="midnight")
    make_live("Helicopter", paragraphs=["It flies."])
    typo = ask(client, q="midnigth ferry")
    assert headlines(follow(client, typo, "midnight ferry")) == ["Ferry to run until midnight"]
    apart = ask(client, q="ferry helicopter")
    assert headlines(follow(client, apart, "helicopter")) == ["Helicopter"]
    assert "Helicopter" in [heading.text_content() for heading in apart.xpath("//ul[@class='stories']//h3")]
    assert apart.xpath("//a[@href='/km/search/?q=ferry%20helicopter']")


def test_a_withdrawn_story_and_a_draft_are_nowhere_on_the_page(client):
    live = make_live("Secret ferry", paragraphs=["Words that nobody may read."])
    assert headlines(ask(client, q="secret")) == ["Secret ferry"]
    edit(live, headline="Draft helicopter")
    press.withdraw(live, by=None)
    for words in ("secret", "ferry", "helicopter", "nobody"):
        page = ask(client, q=words)
        assert "ferry" not in page.xpath("//main")[0].text_content().replace(f"“{words}”", "").replace(
            "night ferry", ""
        )
        assert headlines(page) == []


def test_search_engines_may_have_the_form_and_no_results(client):
    make_live("Ferry")
    for path, robots in (("/search/", "index"), ("/search/?q=ferry", "noindex"), ("/search/?q=nothing", "noindex")):
        page = html.fromstring(client.get(path).content.decode())
        assert page.xpath("//meta[@name='robots']/@content")[0].startswith(robots), path
    assert "Disallow: /search/?\nDisallow: /*/search/?\n" in client.get("/robots.txt").content.decode()


def test_search_engines_are_told_how_the_paper_is_searched(client):
    make_live("Ferry", section=khmer_section())
    page = html.fromstring(client.get("/km/").content.decode())
    things = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"]
    [site] = [thing for thing in things if thing["@type"] == "WebSite"]
    address = site["potentialAction"]["target"]["urlTemplate"].replace("{search_term_string}", "ferry")
    assert headlines(html.fromstring(client.get(address).content.decode())) == ["Ferry"]


def test_no_shared_cache_keeps_an_answer_and_a_browser_gets_it_compressed(client):
    make_live("Ferry")
    response = client.get("/search/?q=ferry", headers={"Accept-Encoding": "br"})
    assert response["Cache-Control"] == "private, max-age=60"
    assert response["Content-Encoding"] == "br"
    assert not response.cookies
    assert client.post("/search/", {"q": "ferry"}).status_code == 405


def test_the_search_is_in_reach_from_every_page(client):
    story = make_live("Ferry")
    for path in ("/", story.live.path, "/nothing/here/"):
        page = html.fromstring(client.get(path).content.decode())
        [form] = page.xpath("//header//form[@class='search-box']")
        assert form.get("action") == "/search/"
        assert form.xpath(".//input/@name") == ["q"]
    page = html.fromstring(client.get("/km/").content.decode())
    assert page.xpath("//form[@role='search']/@action") == ["/km/search/"]


def test_an_edition_that_is_not_there_has_no_search(client):
    assert client.get("/fr/search/?q=ferry").status_code == 404


def test_no_section_may_take_the_address_of_the_search():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        make_section("Search").full_clean()


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        ({"q": "ferry"}, 4),
        ({"q": "ferry", "order": "newest", "author": "sok dara", "topic": "boats", "section": "river"}, 5),
        ({"q": "midnigth"}, 5),
        ({"q": "nothing there"}, 5),
        ({}, 2),
    ],
)
def test_a_page_takes_few_queries_however_much_is_found(client, django_assert_max_num_queries, answers, most):
    story = make_article("Ferry at midnight", tags=["boats"])
    add_byline(story, "Sok Dara")
    press.publish(story, by=None)
    for number in range(25):
        make_live(f"Ferry {number}", slug=f"ferry-{number}")
    with django_assert_max_num_queries(most):
        response = client.get("/search/", answers)
    assert response.status_code == 200
    assert len(re.findall('class="hit"', response.content.decode())) in (0, 1, 20)
