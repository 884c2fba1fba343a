"""Old addresses: where a reader gets who comes by one."""

from urllib.parse import quote

import pytest

from articles import addresses, press
from articles.models import FormerPath, Publication
from tests.newspaper import MORNING, add_byline, edit, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"


def where(client, path):
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


def test_a_moved_story_is_found_at_once_however_often_it_moved(client):
    article = make_live()
    for slug in ("second", "third"):
        edit(article, slug=slug)
        press.publish(article, by=None)
    assert where(client, FERRY) == (301, "/river/third/")
    assert where(client, "/river/second/") == (301, "/river/third/")
    assert where(client, "/river/third/")[0] == 200


def test_a_story_that_moves_back_does_not_run_in_a_circle(client):
    article = make_live()
    for slug in ("second", "ferry-to-run-until-midnight"):
        edit(article, slug=slug)
        press.publish(article, by=None)
    assert where(client, FERRY)[0] == 200
    assert where(client, "/river/second/") == (301, FERRY)


def test_no_browser_keeps_the_way_to_a_moved_story(client):
    article = make_live()
    FormerPath.objects.create(path="/old/", article=article)
    assert "max-age=0" in client.get("/old/")["Cache-Control"]


def test_a_withdrawn_story_is_gone_with_the_reason(client):
    article = make_live()
    press.withdraw(article, by=None, reason="It named the wrong <ferry>.")
    response = client.get(FERRY)
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert "It named the wrong &lt;ferry&gt;." in response.content.decode()
    assert "Ferry to run" not in response.content.decode()


def test_an_old_address_of_a_withdrawn_story_is_gone_as_well(client):
    article = make_live()
    edit(article, slug="second")
    press.publish(article, by=None)
    press.withdraw(article, by=None)
    assert where(client, FERRY)[0] == 410


def test_a_story_that_comes_back_is_found_again(client):
    article = make_live()
    press.withdraw(article, by=None)
    edit(article, slug="back-again")
    press.publish(article, by=None)
    assert where(client, FERRY) == (301, "/river/back-again/")


def test_a_story_that_moved_to_another_section_is_found_there(client):
    article = make_live()
    edit(article, section=make_section("City"))
    press.publish(article, by=None)
    assert where(client, FERRY) == (301, "/city/ferry-to-run-until-midnight/")
    assert where(client, "/city/ferry-to-run-until-midnight/")[0] == 200


def test_readers_of_a_withdrawn_story_are_led_to_the_one_instead(client):
    old, new = make_live(), make_live("Market opens earlier")
    edit(old, slug="second")
    press.publish(old, by=None)
    press.withdraw(old, by=None, instead=new)
    for path in (FERRY, "/river/second/"):
        assert where(client, path) == (301, "/river/market-opens-earlier/")
    edit(new, slug="market")
    press.publish(new, by=None)
    assert where(client, FERRY) == (301, "/river/market/")


def test_they_are_led_on_at_once_where_that_one_has_gone_too(client):
    first, second, third = make_live(), make_live("Market opens earlier"), make_live("School opens")
    press.withdraw(first, by=None, reason="Old.", instead=second)
    press.withdraw(second, by=None, instead=third)
    assert where(client, FERRY) == (301, "/river/school-opens/")
    press.withdraw(third, by=None, reason="Wrong.")
    response = client.get(FERRY)
    assert response.status_code == 410
    assert "Old." in response.content.decode()


def test_no_two_stories_lead_to_each_other(client):
    first, second = make_live(), make_live("Market opens earlier")
    press.withdraw(first, by=None, reason="Old.", instead=second)
    with pytest.raises(press.NotReady, match="is not live"):
        press.withdraw(second, by=None, instead=first)
    press.withdraw(second, by=None, reason="Wrong.")
    # What two processes did at the same moment, the press could not see.
    Publication.objects.create(
        article=second, revision=second.revisions.first(), verb="withdraw", path="/river/market-opens-earlier/",
        at=MORNING, instead=first,
    )  # fmt: skip
    assert where(client, FERRY)[0] == 410


def test_a_story_that_comes_back_has_its_own_readers_again(client):
    first, second = make_live(), make_live("Market opens earlier")
    press.withdraw(first, by=None, instead=second)
    press.publish(first, by=None)
    assert where(client, FERRY)[0] == 200


def test_letters_that_a_client_did_not_encode_are_found_in_a_query_string(client):
    FormerPath.objects.create(path="/story?name=ទឹក", article=make_article("Not yet"))
    assert where(client, "/story?name=ទឹក")[0] == 410
    assert where(client, f"/story?name={quote('ទឹក')}")[0] == 410


def test_the_old_address_of_a_story_never_published_tells_nothing(client):
    FormerPath.objects.create(path="/old/secret/", article=make_article("Secret"), was_public=False)
    response = client.get("/old/secret/")
    assert response.status_code == 404
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("/?p=123", "/?p=123"),
        ("/index.php?option=story&id=9", "/index.php?option=story&id=9"),
        ("/national/old-story", "/national/old-story"),
        ("/national/old-story", "/national/old-story/"),
        ("/national/old-story/", "/national/old-story"),
        ("/national/old-story", "/national/old-story?utm_source=mail"),
        ("/Politics/Old_Story.html", "/Politics/Old_Story.html"),
        ("/ព័ត៌មាន/ទឹក", "/" + quote("ព័ត៌មាន/ទឹក")),
    ],
)
def test_a_legacy_address_leads_straight_to_the_story(client, kept, asked):
    FormerPath.objects.create(path=kept, article=make_live())
    assert where(client, asked) == (301, FERRY)


@pytest.mark.parametrize(
    "asked",
    [
        "/2019/05/old-story/amp/",
        "/2019/05/old-story/amp",
        "/amp/2019/05/old-story/",
        "/2019/05/old-story/?amp=1",
        "/2019/05/old-story/print/",
        "/print/2019/05/old-story",
        "/2019/05/old-story?print=1",
        "/2019/05/old-story/feed/",
        "/2019/05/old-story/comment-page-2/",
        "/2019/05/old-story/dusk-at-the-landing/",
        "/2019/05/old-story/attachment/dusk/",
        "/?p=123&print=1",
        "/index.php?p=123&amp",
    ],
)
def test_other_forms_of_an_old_address_lead_to_its_story(client, asked):
    article = make_live()
    FormerPath.objects.create(path="/2019/05/old-story/", article=article)
    FormerPath.objects.create(path="/?p=123", article=article)
    assert where(client, asked) == (301, FERRY)


@pytest.mark.parametrize("asked", [f"{FERRY}amp/", f"{FERRY}print", f"/amp{FERRY}"])
def test_the_printed_form_of_an_address_that_a_story_kept_leads_to_it(client, asked):
    make_live()
    assert where(client, asked) == (301, FERRY)


@pytest.mark.parametrize("asked", ["/river/none/amp/", f"{FERRY}nothing/", "/print/", "/category/none/", "/2018/05/"])
def test_what_never_was_leads_nowhere(client, asked):
    make_live()
    assert where(client, asked)[0] == 404


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/category/news/river/", "/river/"),
        ("/category/River/page/3/", "/river/"),
        ("/?category_name=river", "/river/"),
        ("/tag/ferry-lines/", "/topics/ferry-lines/"),
        ("/search/label/Ferry%20Lines", "/topics/ferry-lines/"),
        ("/tag/" + quote("ទឹកឡើង") + "/feed/", "/topics/" + quote("ទឹកឡើង") + "/"),
        ("/author/sok-dara/", "/authors/sok-dara/"),
        ("/writers/Sok_Dara.html", "/authors/sok-dara/"),
        ("/2026/03/", "/archive/2026/03/"),
        ("/2026/3/2/", "/archive/2026/03/02/"),
    ],
)
def test_the_lists_of_an_old_site_lead_to_ours(client, asked, page):
    article = make_article(tags=["Ferry lines", "ទឹកឡើង"])
    add_byline(article)
    press.publish(article, by=None, at=MORNING)
    assert where(client, asked) == (301, page)
    assert client.get(page).status_code == 200


def test_the_front_page_is_not_mistaken_for_a_legacy_address(client):
    make_live()
    assert where(client, "/?p=999")[0] == 200
    assert where(client, "/?utm_source=mail")[0] == 200


def test_a_khmer_address_is_percent_encoded_on_the_way(client):
    section = make_section("ទន្លេ", make_edition("សាឡាង", "km", ""))
    article = make_live("ទឹកឡើង", section=section)
    FormerPath.objects.create(path="/old", article=article)
    assert where(client, "/old") == (301, quote(article.live.path))


@pytest.mark.parametrize("path", ["/%00", "/%2F%5B/", "/%ff%fe/", "/?p=%00", "/a/b/c/d/e/", "/%2e%2e/%2e%2e/"])
def test_an_address_that_makes_no_sense_is_only_a_missing_page(client, path):
    make_section()
    assert where(client, path)[0] in (200, 404)


@pytest.mark.parametrize("path", ["/admin/none/", "/static/none.css", "/media/none.jpg"])
def test_the_desk_and_files_are_not_looked_up(client, path):
    FormerPath.objects.create(path=path, article=make_live())
    assert client.get(path).headers.get("Location") != FERRY


def test_only_readers_are_led_on(client):
    FormerPath.objects.create(path="/old/", article=make_live())
    assert client.post("/old/").status_code in (404, 405)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/news/t%C3%A9l%C3%A9?p=1#top", "/news/télé?p=1"),
        ("/news/te\u0301le\u0301", "/news/télé"),
        ("https://example.org", "/"),
    ],
)
def test_an_address_is_kept_in_letters(address, kept):
    assert addresses.kept(address) == kept
