"""The mirror’s pages and files: what is there, what is not, and where the links lead."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import press
from articles.models import Article, PublishedArticle
from media import renditions
from tests.articles.exporting.site.mirrors import SITE, Mirror, make_paper
from tests.articles.page.test_public_reads import PAGE_SIDE
from tests.newspaper import add_picture, make_article, make_edition, make_live, make_section

FERRY = "river/ferry-runs/index.html"


#: What stands in old stories, or is put there by a wag.
ODD = (
    *("/river/%00/", "/river/?before=/../../../x", "/river/?before=zz", "/RIVER//Story-1", "/river/story-1?print=1"),
    *("/river/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fx", "/con/aux.txt", "/checksums.txt", "/.unfinished/names"),
    *("/archive/9999/12/", "/changes/99999999999999999999/", "/static/no.css", "/static/%2e%2e/settings.py", "story-2"),
    *("/media/renditions/none.jpg", "https://www.gazette.example/river/story-1/#top", f"/{'x' * 3000}/", "?", "//"),
)


class MirrorOfAPaper(TestCase):
    """One mirror for all of these tests: none changes it."""

    @classmethod
    def setUpTestData(cls):
        # Before any test's own fixtures: nothing is read that another paper left.
        cache.clear()
        make_paper()
        asking = '<p>Look <a href="/search/?q=ferry">for it</a>, or <a href="/admin/">work</a>.</p>'
        make_live("Asks", section=Article.objects.get(slug="story-1").section, body=asking, at=timezone.now())
        links = "".join(f'<li><p><a href="{address}">{number}</a></p></li>' for number, address in enumerate(ODD))
        make_live("Odd", section=Article.objects.get(slug="story-1").section, body=f"<ul>{links}</ul>")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.mirror = Mirror(Path(folder.name) / "mirror")
        with CaptureQueriesContext(connection) as queries:
            cls.exit_code = cls.mirror.export()
        cls.queries = [query["sql"] for query in queries]
        cls.files = cls.mirror.files()

    def test_every_link_leads_to_a_file(self):
        pages = [name for name in self.files if name.endswith(".html")]
        broken = [(name, to) for name in pages for to in self.mirror.links_of(name) if to not in self.files]
        assert (self.exit_code, len(pages) > 50, broken) == (0, True, [])

    def test_every_live_story_is_there_in_all_its_forms_a_few_clicks_away(self):
        clicks = self.mirror.clicks()
        for path in PublishedArticle.objects.filter(kept_out_of_search=False).values_list("path", flat=True):
            bare = path.strip("/")
            for end in ("/index.html", ".json", ".txt", ".md"):
                assert f"{bare}{end}" in self.files
            assert clicks[f"{bare}/index.html"] <= 5

    def test_everything_that_a_reader_can_open_is_there(self):
        ferry = PublishedArticle.objects.get(slug="ferry-runs").pk
        pages = (
            *("", "km/", "river/", "country/", "about-us/", "authors/sok-dara/", "topics/ferries/", "types/analysis/"),
            *("archive/2026/03/02/", "corrections/", "km/archive/", "km/topics/សាឡាង/", f"changes/{ferry}/"),
        )
        files = (
            *("feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json", "km/feeds/rss.xml"),
            *("feeds/authors/sok-dara/rss.xml", "feeds/topics/ferries/atom.xml", "feeds/river/rss.xml"),
            *("feeds/corrections/rss.xml", "sitemap.xml", "sitemap/sections.xml", "sitemap/news.xml", "robots.txt"),
            *("sitemap/stories-2026-03.xml", "llms.txt", "masthead.svg", "km/masthead.svg"),
            *("static/newsroom/paper.css", "static/newsroom/gallery.js"),
        )
        assert {*(f"{page}index.html" for page in pages), *files} - self.files.keys() == set()

    def test_a_file_for_machines_is_the_sites_own(self):
        for address in (
            "feeds/river/rss.xml",
            "river/ferry-runs.json",
            "river/ferry-runs.md",
            "sitemap.xml",
            "llms.txt",
        ):
            there = self.client.get(f"/{address}").content.replace(b"http://testserver", SITE.encode())
            assert self.files[address] == there

    def test_a_page_is_the_sites_own_but_for_its_links_and_forms(self):
        def bare(page):
            page = re.sub(r"<form.*?</form>", "", page, flags=re.DOTALL)
            page = re.sub(r""" (href|src|srcset|imagesrcset)=("[^"]*"|'[^']*')""", "", page)
            return page.replace(' type="module"', " defer")

        for name in (FERRY, "index.html", "km/index.html", "archive/2026/03/02/index.html"):
            there = self.client.get(f"/{name.removesuffix('index.html')}").content.decode()
            assert bare(self.mirror.read(name)) == bare(there.replace("http://testserver", SITE))

    def test_what_is_said_to_machines_elsewhere_keeps_the_papers_address(self):
        page = self.mirror.page(FERRY)
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/river/ferry-runs/"]
        assert page.xpath("//link[@hreflang='en']/@href") == [f"{SITE}/river/ferry-runs/"]
        assert f'"url":"{SITE}/river/ferry-runs/"' in self.mirror.read(FERRY)

    def test_every_rendition_that_a_page_names_is_there(self):
        page, text = self.mirror.page(FERRY), self.mirror.read(FERRY)
        [shared] = page.xpath("//meta[@property='og:image']/@content")
        assert shared.removeprefix(f"{SITE}/") in self.files
        named = set(re.findall(r"media/renditions/[^\s\",]+", text))
        assert len(named) > 10
        assert named - self.files.keys() == set()

    def test_what_no_reader_may_see_is_in_no_file(self):
        for secret in ("A draft of ours", "Under embargo", "Secret plans", "Words that could not be confirmed"):
            assert [name for name, content in self.files.items() if secret.encode() in content] == []
        assert not [name for name in self.files if "never-published" in name]

    def test_only_the_page_side_is_read(self):
        tables = connection.introspection.table_names()
        read = {table for table in tables if any(f'"{table}"' in query for query in self.queries)}
        assert read - PAGE_SIDE == set()

    def test_a_story_kept_out_of_search_engines_asks_them_to_stay_out(self):
        quiet = self.mirror.page("river/kept-quiet/index.html")
        assert quiet.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
        # A plain file cannot say so of itself.
        assert not [name for name in self.files if name.startswith("river/kept-quiet.")]
        assert quiet.xpath("//link[@type='text/plain']/@href") == [f"{SITE}/river/kept-quiet.txt"]
        sitemaps = [self.mirror.read(name) for name in self.files if name.startswith("sitemap")]
        assert not [text for text in sitemaps if "kept-quiet" in text]

    def test_lists_are_turned_both_ways(self):
        [older] = self.mirror.page("topics/ferries/index.html").xpath("//nav[@class='turn']/a[@rel='next']/@href")
        second = self.mirror.page(f"topics/ferries/{older}")
        assert older.startswith("older-")
        assert second.xpath("//nav[@class='turn']/a[@rel='prev']/@href") == ["index.html"]
        assert len(second.xpath("//ul[@class='stories']/li")) == 4

    def test_no_form_is_left_that_nothing_answers(self):
        assert not [name for name, content in self.files.items() if b"<form" in content]
        assert "cannot be searched" in self.mirror.read("search/index.html")

    def test_a_link_to_the_desk_leads_to_the_site(self):
        links = self.mirror.page("river/asks/index.html").xpath("//div[@class='article-body']//a/@href")
        assert links == ["../../search/index.html", f"{SITE}/admin/"]

    def test_odd_links_lead_to_a_page_that_says_what_the_site_says(self):
        links = dict(enumerate(self.mirror.page("river/odd/index.html").xpath("//div[@class='article-body']//a/@href")))
        assert len(links) == len(ODD)
        assert links[ODD.index("/RIVER//Story-1")] == "../story-1/index.html"
        assert links[ODD.index("https://www.gazette.example/river/story-1/#top")] == "../story-1/index.html#top"
        assert links[ODD.index("/static/no.css")] == f"{SITE}/static/no.css"
        printed = os.path.normpath(f"river/odd/{links[ODD.index('/river/story-1?print=1')]}")
        assert "river/story-1/index.html" in self.mirror.links_of(printed)
        nowhere = os.path.normpath(f"river/odd/{links[ODD.index('/river/%00/')]}")
        assert "There is nothing at this address" in self.mirror.read(nowhere)

    def test_scripts_are_loaded_as_files_can_be(self):
        [script] = self.mirror.page(FERRY).xpath("//script[@src]")
        assert (script.get("type"), "defer" in script.attrib) == (None, True)

    def test_former_addresses_lead_on(self):
        for name in ("2019/old-ferry.html", "news/old ferry/index.html", "river/ferry/index.html"):
            page = self.mirror.page(name)
            [refresh] = page.xpath("//meta[@http-equiv='refresh']/@content")
            [link] = page.xpath("//main//a/@href")
            assert refresh == f"0; url={link}"
            assert FERRY in self.mirror.links_of(name)

    def test_the_address_of_a_withdrawn_story_says_why_it_is_gone(self):
        assert "It could not be confirmed." in self.mirror.read("river/unconfirmed/index.html")


@pytest.mark.django_db
def test_articles_of_the_desk_alone_make_no_page(mirror):
    make_article("Nothing is out yet")
    assert mirror.export() == 0
    assert not any(b"Nothing is out yet" in content for content in mirror.files().values())


@pytest.mark.django_db
def test_a_paper_whose_editions_all_have_a_prefix_opens_at_its_main_one(mirror):
    make_live(section=make_section("News", make_edition("សាឡាង", "km", "km/", is_default=True)))
    assert mirror.export() == 0
    assert mirror.page("index.html").xpath("//main//a/@href") == ["km/index.html"]


@pytest.mark.django_db
def test_pictures_of_another_host_are_brought_along(mirror, settings):
    renditions._public_prefix.cache_clear()
    settings.MEDIA_URL = "https://pictures.example/paper/"
    story = make_article()
    add_picture(story)
    press.publish(story, by=None)
    assert mirror.export() == 0
    renditions._public_prefix.cache_clear()
    [picture] = mirror.page("river/ferry-to-run-until-midnight/index.html").xpath("//figure//img/@src")
    assert picture.startswith("../../media/renditions/")
    assert picture.removeprefix("../../") in mirror.files()
