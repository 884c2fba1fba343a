"""The mirror’s pages and files: what is there, what is not, and where the links lead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.models import PublishedArticle
from tests.articles.exporting.site.mirrors import SITE
from tests.articles.page.test_public_reads import PAGE_SIDE
from tests.newspaper import make_article, make_live

pytestmark = pytest.mark.django_db

FERRY = "river/ferry-runs/index.html"


def test_every_link_of_the_mirror_leads_to_a_file_of_it(paper, mirror):
    assert mirror.export() == 0
    files = mirror.files()
    pages = [name for name in files if name.endswith(".html")]
    broken = [(name, to) for name in pages for to in mirror.links_of(name) if to not in files]
    assert (len(pages) > 50, broken) == (True, [])


def test_every_live_story_is_there_in_all_its_forms_a_few_clicks_away(paper, mirror):
    mirror.export()
    files, clicks = mirror.files(), mirror.clicks()
    for path in PublishedArticle.objects.filter(kept_out_of_search=False).values_list("path", flat=True):
        bare = path.strip("/")
        assert [f"{bare}{end}" in files for end in ("/index.html", ".json", ".txt", ".md")] == [True] * 4
        assert clicks[f"{bare}/index.html"] <= 5


def test_everything_that_a_reader_can_open_is_there(paper, mirror, client):
    mirror.export()
    files = mirror.files()
    ferry = PublishedArticle.objects.get(slug="ferry-runs").pk
    for page in (
        *("", "km/", "river/", "country/", "about-us/", "authors/sok-dara/", "topics/ferries/", "types/analysis/"),
        *("archive/2026/03/02/", "corrections/", "km/archive/", "km/topics/សាឡាង/", f"changes/{ferry}/"),
    ):
        assert f"{page}index.html" in files, page
    for file in (
        *("feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json", "km/feeds/rss.xml", "feeds/authors/sok-dara/rss.xml"),
        *("feeds/topics/ferries/atom.xml", "feeds/river/rss.xml", "feeds/corrections/rss.xml", "sitemap.xml"),
        *("sitemap/sections.xml", "robots.txt", "llms.txt", "masthead.svg", "km/masthead.svg"),
        *("static/newsroom/paper.css", "static/newsroom/gallery.js"),
    ):
        assert file in files, file
    assert files["feeds/river/rss.xml"] == client.get(
        "/feeds/river/rss.xml", headers={"host": "testserver"}
    ).content.replace(b"http://testserver", SITE.encode())


def test_a_page_is_the_sites_own_but_for_its_addresses(paper, mirror, client):
    mirror.export()
    there = client.get("/river/ferry-runs/").content.decode().replace("http://testserver", SITE)
    here = mirror.read(FERRY)
    # What follows the share links has no address; what stands before the masthead's form neither.
    assert here.partition("</h1>")[0].count("\n") <= there.partition("</h1>")[0].count("\n")
    assert mirror.page(FERRY).find(".//main").text_content() == etree.HTML(there).find(".//main").xpath("string()")
    assert f'<link rel="canonical" href="{SITE}/river/ferry-runs/">' in here
    assert f'"url":"{SITE}/river/ferry-runs/"' in here
    assert f'<meta property="og:image" content="{SITE}/media/renditions/' in here


def test_every_rendition_that_a_page_names_is_there(paper, mirror):
    mirror.export()
    files = mirror.files()
    for attribute in ("property='og:image'",):
        [address] = mirror.page(FERRY).xpath(f"//meta[@{attribute}]/@content")
        assert address.removeprefix(f"{SITE}/") in files
    assert [name for name in mirror.links_of(FERRY) if name.endswith(".avif")]


def test_what_no_reader_may_see_is_in_no_file(paper, mirror):
    mirror.export()
    for secret in ("A draft of ours", "Under embargo", "Secret plans", "Words that could not be confirmed"):
        assert [name for name, content in mirror.files().items() if secret.encode() in content] == []
    assert not any("never-published" in name for name in mirror.files())


def test_only_the_page_side_is_read(paper, mirror):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        mirror.export()
    tables = {
        table for query in queries for table in connection.introspection.table_names() if f'"{table}"' in query["sql"]
    }
    assert tables - PAGE_SIDE == set()


def test_a_story_kept_out_of_search_engines_asks_them_to_stay_out(paper, mirror):
    mirror.export()
    quiet = mirror.page("river/kept-quiet/index.html")
    assert quiet.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    # A plain file cannot say so of itself.
    assert not any(name.startswith("river/kept-quiet.") for name in mirror.files())
    assert quiet.xpath("//link[@type='text/plain']/@href") == [f"{SITE}/river/kept-quiet.txt"]
    assert not any("kept-quiet" in mirror.read(name) for name in mirror.files() if name.startswith("sitemap"))


def test_lists_are_turned_both_ways(paper, mirror):
    mirror.export()
    [older] = mirror.page("topics/ferries/index.html").xpath("//nav[@class='turn']/a[@rel='next']/@href")
    second = mirror.page(f"topics/ferries/{older}")
    assert older.startswith("older-")
    assert second.xpath("//nav[@class='turn']/a[@rel='prev']/@href") == ["index.html"]
    assert len(second.xpath("//ul[@class='stories']/li")) == 4


def test_no_form_is_left_that_nothing_answers(paper, mirror):
    river = make_live("Asks", body='<p>Look <a href="/search/?q=ferry">for it</a>, or <a href="/admin/">work</a>.</p>')
    mirror.export()
    assert not any(b"<form" in content for content in mirror.files().values())
    assert "cannot be searched" in mirror.read("search/index.html")
    asks = mirror.page(f"{river.live.path.strip('/')}/index.html")
    assert asks.xpath("//div[@class='article-body']//a/@href") == ["../../search/index.html", f"{SITE}/admin/"]


def test_scripts_load_without_a_server(paper, mirror):
    mirror.export()
    [script] = mirror.page(FERRY).xpath("//script[@src]")
    assert (script.get("type"), "defer" in script.attrib) == (None, True)


def test_former_addresses_lead_on(paper, mirror):
    mirror.export()
    for name in ("2019/old-ferry.html", "news/old ferry/index.html", "river/ferry/index.html"):
        page = mirror.page(name)
        [refresh] = page.xpath("//meta[@http-equiv='refresh']/@content")
        [link] = page.xpath("//main//a/@href")
        assert refresh == f"0; url={link}"
        assert FERRY in mirror.links_of(name)


def test_articles_of_the_desk_alone_make_no_page(mirror):
    make_article("Nothing is out yet")
    assert mirror.export() == 0
    assert not any(b"Nothing is out yet" in content for content in mirror.files().values())
