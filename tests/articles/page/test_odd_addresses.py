"""Whatever stands in the address line, the paper answers: a page, a way to one, or that there is none."""

from urllib.parse import quote

import pytest

from articles import press
from articles.models import PublishedArticle
from tests.newspaper import add_byline, edit, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

CLEAN = (200, 301, 404, 410)
QUERIES = (
    *("before=", "before=%00", "before=1.1", "before=zz", "before=-1.5", f"before={'f' * 400}", "before=1&before=2"),
    *("before=ffffffffffffffff.ffffffffffffffff", "before=%F0%9F%98%80", "before=%ED%A0%80", "%00=%00", "a=b&" * 200),
    *("p=1", "p=%00", f"p={'9' * 30}", "tag=%00&author_name=%FF", "category_name=a%00b", "feed=rss2", "%zz"),
)
SEARCHES = (
    *("q=", "q=%00", f"q={'a' * 5000}", "q=%22", "q=*", "q=a+AND+OR+NOT+NEAR(", "q=%EE%80%80", "q=%ED%A0%80", "q=%FF"),
    *("q=a&from=0001-01-01&to=9999-12-31", "q=a&from=0000-00-00", "q=a&type=z&section=%00&author=%00&topic=%FF"),
    *("q=a&before=1e999~1", "q=a&before=-1.5e-400~ffffffffffffffff", "q=a&before=ffffffffffffffff&order=newest"),
)
PATHS = (
    *("//", "///", "//river//", "/river//ferry/", "/RIVER/", "/River/Ferry/", "/river", "/km", "/archive", "/search"),
    *("/archive/0000/", "/archive/0001/01/01/", "/archive/9999/", "/archive/9999/12/31/", "/archive/2026/02/30/"),
    *("/changes/0/", "/changes/9223372036854775808/", f"/changes/{'9' * 40}/", "/changes/0x1/"),
    *("/sitemap/stories-0000-01.xml", "/sitemap/stories-9999-12.xml", f"/sitemap/stories-2026-03-{'9' * 30}.xml"),
    *("/a%00b/", "/a%00b/c/", "/a%00b/c.json", "/km/%00/", "/authors/%00/", "/topics/%00/", "/feeds/%00/rss.xml"),
    *("/feeds/authors/%00/rss.xml", "/preview/%00/", "/river/%FF/", "/river/%C0%AF/", "/river/%ED%A0%80/"),
    *(
        f"/{'a' * 3000}/",
        f"/river/{'x' * 301}/",
        f"/river/{quote('ទ' * 900)}/",
        "/%E2%80%8B/",
        "/a%CC%81/",
        "/%0d%0ax/",
    ),
    *("/.json", "/river/.json", "/x/y/z.txt", "/media/..%2f..%2fmanage.py", "/static/..%2fmanage.py", "/..%2f..%2f/"),
)


@pytest.fixture
def paper(settings):
    settings.PAGE_CACHE_SECONDS = 0
    river = make_section(edition=make_edition())
    make_live("សាឡាង", section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")), tags=["ទឹក"])
    article = make_article("Ferry", section=river, tags=["boats"])
    add_byline(article)
    press.publish(article, by=None)
    edit(article, standfirst="A pilot.")
    press.publish(article, by=None)
    return article


def addresses(article) -> list[str]:
    story = PublishedArticle.objects.get(pk=article.pk).path
    rooms = ("archive", "archive/2026", "archive/undated", "corrections", "search", "authors/sok-dara", "topics/boats")
    return [
        *("/", "/km/", "/river/", story, f"{story[:-1]}.json", f"{story[:-1]}.txt", f"{story[:-1]}.md"),
        *(f"/{room}/" for room in (*rooms, "types/news", f"changes/{article.pk}", "km/archive", "km/corrections")),
        *("/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json", "/km/feeds/rss.xml"),
        *("/feeds/river/rss.xml", "/sitemap.xml", "/sitemap/news.xml", "/robots.txt", "/llms.txt", "/masthead.svg"),
    ]


def test_no_query_string_is_a_fault(client, paper):
    for address in addresses(paper):
        for query in QUERIES:
            assert client.get(f"{address}?{query}").status_code in CLEAN, f"{address}?{query}"


@pytest.mark.parametrize("prefix", ["", "/km"])
def test_no_search_is_a_fault(client, paper, prefix):
    for query in SEARCHES:
        assert client.get(f"{prefix}/search/?{query}").status_code in CLEAN, query


def test_no_path_is_a_fault(client, paper):
    odd = [*PATHS, *(f"{address}{tail}" for address in addresses(paper) for tail in ("%00", "%FF", "x/", "/", "%2F"))]
    for path in odd:
        assert client.get(path).status_code in (*CLEAN, 302), path


def test_a_khmer_address_is_one_however_it_is_written(client, paper):
    path = PublishedArticle.objects.get(edition__language="km").path
    assert client.get(quote(path)).status_code == client.get(path).status_code == 200
    assert client.get(quote(path)).content == client.get(path).content


def test_a_doubled_slash_leads_to_the_page_that_was_meant(client, paper):
    for doubled in ("/river//ferry/", "/river///ferry", "/river//"):
        answer = client.get(doubled)
        assert answer.status_code == 301
        assert answer["Location"] == ("/river/ferry/" if "ferry" in doubled else "/river/")
    assert client.get("/nothing//here/").status_code == 404
