"""What pages say to machines: nothing that the page does not show, and nothing that breaks out of its place."""

import json
import re
from datetime import timedelta

import pytest

from articles import press, seo
from articles.models import Edition, PaperPage
from tests.newspaper import MORNING, add_byline, add_picture, edit, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"
SITE = "http://testserver"


def graph(client, path) -> dict:
    """The page's JSON-LD by type."""
    html = client.get(path).content.decode()
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {str(thing["@type"]): thing for thing in json.loads(script)["@graph"]}


def test_a_story_tells_who_wrote_it_when_and_what_it_shows(client):
    article = make_article(tags=["ferries"])
    add_byline(article, "Sok Dara")
    add_byline(article, "Chan Mony", "photographer")
    add_picture(article)
    press.publish(article, by=None, at=MORNING)
    story = graph(client, FERRY)["NewsArticle"]
    assert story["headline"] == "Ferry to run until midnight"
    assert [person["name"] for person in story["author"]] == ["Sok Dara"]
    assert story["author"][0]["url"] == f"{SITE}/authors/sok-dara/"
    assert story["datePublished"] == story["dateModified"] == "2026-03-02T08:00:00+07:00"
    assert story["keywords"] == ["ferries"]
    assert len(story["image"]) == 3
    assert all(image["url"].startswith(f"{SITE}/media/") for image in story["image"])
    assert story["image"][0]["creditText"] == "Chan Mony"
    assert story["publisher"]["logo"]["url"] == f"{SITE}/masthead.svg"


def test_an_update_moves_the_second_date_only(client):
    article = make_live()
    edit(article, standfirst="A pilot.")
    press.publish(article, by=None, at=MORNING + timedelta(days=1))
    story = graph(client, FERRY)["NewsArticle"]
    assert story["datePublished"] < story["dateModified"]


def test_a_story_without_a_byline_is_the_agencys_or_the_papers(client):
    make_live()
    assert graph(client, FERRY)["NewsArticle"]["author"][0]["name"] == "The Landing"
    article = make_live("From elsewhere", agency="AFP")
    assert graph(client, article.live.path)["NewsArticle"]["author"] == [{"@type": "Organization", "name": "AFP"}]


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "NewsArticle"),
        ("sponsored", "['Article', 'AdvertiserContentArticle']"),
    ],
)
def test_the_kind_of_story_is_told(client, kind, schema):
    make_live(story_type=kind)
    assert schema in graph(client, FERRY)


def test_the_way_to_a_story_is_told(client):
    make_live(section=make_section("Courts", parent=make_section("Country")))
    steps = graph(client, "/courts/ferry-to-run-until-midnight/")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["The Landing", "Country", "Courts", "Ferry to run until midnight"]
    assert steps[1]["item"] == f"{SITE}/country/"


def test_a_story_has_one_absolute_address_and_may_be_shown_large(client):
    make_live()
    html = client.get(f"{FERRY}?utm_source=mail").content.decode()
    assert f'<link rel="canonical" href="{SITE}{FERRY}">' in html
    assert "max-image-preview:large" in html
    assert '<meta property="og:type" content="article">' in html


def test_the_fronts_of_two_editions_name_each_other(client):
    make_section()
    make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    html = client.get("/").content.decode()
    assert f'<link rel="alternate" hreflang="en" href="{SITE}/">' in html
    assert f'<link rel="alternate" hreflang="km" href="{SITE}/km/">' in html


def test_no_word_of_a_story_ends_the_script(client):
    article = make_live("Cut </script><script>alert(1)</script>", slug="cut")
    assert graph(client, article.live.path)["NewsArticle"]["headline"].startswith("Cut </script>")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/a b/", "https://x.org/a%20b/"),
        ("/ទឹក/", "https://x.org/%E1%9E%91%E1%9E%B9%E1%9E%80/"),
        ("https://cdn.org/p.jpg?v=1", "https://cdn.org/p.jpg?v=1"),
    ],
)
def test_an_address_is_made_absolute(path, address):
    assert seo.absolute("https://x.org", path) == address


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("km", "km_KH"), ("pt-br", "pt_BR"), ("eo", "")])
def test_a_language_is_told_as_open_graph_writes_it(language, locale):
    assert seo.locale(language) == locale


def test_a_translation_and_its_original_name_each_other(client):
    make_section()
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    article = make_live()
    sister = make_live("សាឡាងថ្មី", section=khmer, translation_of=article)
    original, translation = graph(client, FERRY)["NewsArticle"], graph(client, sister.live.path)["NewsArticle"]
    assert original["workTranslation"][0]["@id"] == translation["@id"]
    assert "translationOfWork" not in original
    assert translation["translationOfWork"]["headline"] == "Ferry to run until midnight"
    assert translation["isBasedOn"] == original["url"]
    for path in (FERRY, sister.live.path):
        html = client.get(path).content.decode()
        assert f'<link rel="alternate" hreflang="x-default" href="{SITE}{FERRY}">' in html
        assert html.count('<link rel="alternate" hreflang=') == 3


def test_the_paper_names_the_pages_on_which_it_tells_of_itself(client):
    make_live()
    edition = Edition.objects.get()
    PaperPage.objects.create(edition=edition, kind="ethics", title="Ethics", slug="ethics", is_public=True)
    PaperPage.objects.create(edition=edition, kind="ownership", title="Owners", slug="owners")
    for path in ("/", FERRY):
        things = graph(client, path)
        paper = things.get("NewsMediaOrganization") or things["NewsArticle"]["publisher"]
        assert paper["ethicsPolicy"] == paper["publishingPrinciples"] == f"{SITE}/ethics/"
        assert "ownershipFundingInfo" not in paper


def test_the_head_names_each_author_by_themselves(client):
    article = make_article()
    add_byline(article, "Sok Dara")
    add_byline(article, "Chan Mony")
    press.publish(article, by=None)
    html = client.get(FERRY).content.decode()
    assert re.findall(r'<meta name="author" content="(.*?)">', html) == ["Sok Dara", "Chan Mony"]
