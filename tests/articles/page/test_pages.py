"""The reader's pages: what stands on them, what they cost, and what never gets there."""

import gzip
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from articles import press
from articles.models import Author, Section
from articles.page.catalogue import PER_PAGE
from newsroom import views
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    add_related,
    edit,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"
STORY_QUERIES = 5
LIST_QUERIES = 4


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def get(client, path, **headers):
    return client.get(path, headers=headers)


def text_of(response) -> str:
    """A page as a reader reads it: alt texts in their places, no tags, spaces folded."""
    html = response.content.decode().partition("<body>")[2]
    html = re.sub(r'<img[^>]* alt="([^"]*)"[^>]*>', r" \1 ", html)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())


# --- A story


def test_a_story_page_reads_in_the_order_of_a_printed_one(client):
    make_section(edition=make_edition(logo_alt="Logo of The Landing newspaper"))
    article = make_article(kicker="Transport", standfirst="A pilot until June.", dateline="Kandal")
    add_byline(article, "Sok Dara")
    add_picture(article, make_picture(caption="The ferry at dusk.", credit="Chan Mony"))
    add_related(article, headline="Ticket prices to stay", teaser="No change until spring")
    press.publish(article, by=None, at=MORNING)
    text = text_of(get(client, FERRY))
    parts = (
        "Logo of The Landing newspaper", "Transport", "Ferry to run until midnight", "A pilot until June.", "Sok Dara",
        "Kandal", "2 March 2026, 08:00", "A ferry at a landing", "The ferry at dusk. Chan Mony",
        "The ferry at Prek Tamak will run until midnight from Monday, the harbour office said yesterday. “People who",
        "Ticket prices to stay", "No change until spring",
    )  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_title_names_the_paper_and_the_headline(client):
    make_live()
    html = get(client, FERRY).content.decode()
    assert "<title>The Landing - Ferry to run until midnight</title>" in html
    assert html.count("<h1") == 1


def test_what_nobody_knows_is_not_on_the_page(client):
    article = make_live()
    article.live.published_at = None
    article.live.save()
    html = get(client, FERRY).content.decode()
    assert "<time" not in html
    assert 'class="byline"' not in html
    assert "datePublished" not in html


def test_a_legacy_picture_that_did_not_come_in_leaves_its_caption_and_credit(client):
    article = make_article()
    use = add_picture(article, caption="Spokesman An Sokkhoeurn.", credit="MFAIC")
    use.picture = None
    use.save()
    press.publish(article, by=None)
    html = get(client, FERRY).content.decode()
    assert '<span class="caption">Spokesman An Sokkhoeurn.</span> <span class="credit">MFAIC</span>' in html
    assert "<picture>" not in html


def test_pictures_stand_where_the_body_places_them_and_the_others_after_it(client):
    article = make_article(body='<p>Before.</p><figure data-picture="1"></figure><p>After.</p>')
    add_picture(article, make_picture("navy", caption="Placed."), "body")
    add_picture(article, make_picture("maroon", caption="Unplaced."), "body")
    add_picture(article, make_picture("olive", caption="In the gallery."), "gallery")
    press.publish(article, by=None)
    text = text_of(get(client, FERRY))
    places = [text.index(word) for word in ("Before.", "Placed.", "After.", "Unplaced.", "In the gallery.")]
    assert places == sorted(places)


def test_a_headline_with_markup_is_shown_as_written(client):
    article = make_live("Why <b>bold</b> & “quotes” </script> matter", slug="why")
    html = get(client, article.live.path).content.decode()
    assert "<h1>Why &lt;b&gt;bold&lt;/b&gt; &amp; “quotes” &lt;/script&gt; matter</h1>" in html
    assert html.count("</script>") == 1


def test_a_pending_related_story_becomes_a_link_when_it_comes_in(client):
    article = make_article()
    add_related(article, headline="Ticket prices to stay", teaser="No change")
    press.publish(article, by=None)
    link = '<a href="/river/ticket-prices-to-stay/">Ticket prices to stay</a>'
    before = get(client, FERRY).content.decode()
    assert "<h3>Ticket prices to stay</h3>" in before
    make_live("Ticket prices to stay")
    assert link in get(client, FERRY).content.decode()


def test_the_same_story_in_two_languages_leads_from_one_to_the_other(client):
    article = make_live()
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    sister = make_live("សាឡាងដំណើរការដល់អធ្រាត្រ", section=khmer, translation_of=article)
    path = quote(sister.live.path)
    here = get(client, FERRY).content.decode()
    assert f'<link rel="alternate" hreflang="km" href="http://testserver{path}">' in here
    assert f'<a href="{sister.live.path}" hreflang="km" lang="km" rel="alternate">ភាសាខ្មែរ</a>' in here
    assert 'hreflang="en" lang="en" rel="alternate">English</a>' in get(client, path).content.decode()


def test_a_khmer_story_is_found_by_its_letters_and_by_their_encoding(client):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", ""))
    article = make_live("ទឹកទន្លេមេគង្គឡើងខ្ពស់", section=khmer)
    path = article.live.path
    assert "ទឹក" in path
    for address in (path, quote(path)):
        response = get(client, address)
        assert response.status_code == 200
        assert "ថ្ងៃទី២ ខែមីនា ឆ្នាំ២០២៦ ម៉ោង០៨:០០" in response.content.decode()


def test_capitals_in_an_address_lead_to_the_one_address_of_the_story(client):
    make_live()
    response = get(client, FERRY.title())
    assert (response.status_code, response["Location"]) == (301, FERRY)


def test_a_story_page_costs_the_same_whatever_is_on_it(client, django_assert_max_num_queries):
    make_edition("សាឡាង", "km", "km/", is_default=False)
    parent = make_section("Country")
    article = make_article(section=make_section("River", parent=parent), tags=[f"topic {n}" for n in range(8)])
    for name in ("Sok Dara", "Chan Mony", "Ros Vanna", "Keo Lina"):
        add_byline(article, name)
    Author.objects.update(portrait=make_picture("black"))
    for colour, place in (("navy", "lead"), ("olive", "body"), ("maroon", "body"), ("teal", "gallery")):
        add_picture(article, make_picture(colour), place)
    for number in range(9):
        add_related(article, target=make_live(f"Another story {number}", tags=["topic 1"]))
    press.publish(article, by=None)
    with django_assert_max_num_queries(STORY_QUERIES):
        assert get(client, FERRY).status_code == 200


# --- Lists


@pytest.fixture
def archive(db):
    """Forty-five stories, an hour apart, in one section, by one author, about one topic."""
    add_byline(make_article("Not published"), "Sok Dara")
    for number in range(45):
        article = make_article(f"Story number {number}", tags=["ferries"])
        add_byline(article, "Sok Dara")
        add_picture(article, make_picture())
        press.publish(article, by=None, at=MORNING + timedelta(hours=number))


@pytest.mark.parametrize("path", ["/", "/river/", "/authors/sok-dara/", "/topics/ferries/"])
def test_every_list_shows_the_newest_first_at_a_constant_cost(client, archive, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(LIST_QUERIES):
        response = get(client, path)
    text = text_of(response)
    assert text.index("Story number 44") < text.index("Story number 43")
    assert "Not published" not in text


def test_a_list_is_walked_to_its_end_without_a_gap_or_a_repeat(client, archive, django_assert_max_num_queries):
    found, path = [], "/river/"
    while path:
        with django_assert_max_num_queries(LIST_QUERIES):
            html = get(client, path).content.decode()
        found.append(re.findall(r"<h3><a [^>]*>Story number (\d+)</a>", html))
        older = re.search(r'href="([^"]+)" rel="next"', html)
        path = older and older[1].replace("&amp;", "&")
    assert [len(page) for page in found] == [PER_PAGE, PER_PAGE, 5]
    assert [number for page in found for number in page] == [str(number) for number in reversed(range(45))]
    assert '<a href="/river/">Newest stories</a>' in html


def test_a_reader_who_came_in_deep_turns_back_to_newer_stories_on_the_same_pages(client, archive):
    """The page that one turns back to has the canonical address of the one that one came from."""
    canonical, addresses = re.compile('<link rel="canonical" href="http://testserver([^"]+)">'), []
    path = "/river/"
    for _page in range(3):
        html = get(client, path).content.decode()
        addresses.append(canonical.search(html)[1])
        older = re.search(r'href="([^"]+)" rel="next"', html)
        path = older and older[1]
    assert path is None
    back, found = re.search(r'href="([^"]+)" rel="prev"', html)[1], []
    while back:
        html = get(client, back).content.decode()
        assert canonical.search(html)[1] == addresses.pop(-2)
        found.append([int(number) for number in re.findall(r"<h3><a [^>]*>Story number (\d+)</a>", html)])
        newer = re.search(r'href="([^"]+)" rel="prev"', html)
        back = newer and newer[1]
    assert found == [list(range(24, 4, -1)), list(range(44, 24, -1))]


@pytest.mark.parametrize("cursor", ["nonsense", "1.2.3", "~", "1.1~~", "-ffffffffffffff.1", "fffffffffffffff.1", "១.១"])
def test_a_made_up_cursor_is_no_page(client, archive, cursor):
    assert client.get("/river/", {"before": cursor}).status_code == 404


def test_a_section_shows_the_stories_of_its_parts(client):
    parent = make_section("Country")
    make_live(section=make_section("River", parent=parent))
    html = get(client, "/country/").content.decode()
    assert "Ferry to run until midnight" in html
    assert '<a href="/river/">River</a>' in html


def test_each_edition_has_its_own_front_page_in_its_language(client):
    make_live()
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    make_live("សាឡាងដំណើរការ", section=khmer)
    front = get(client, "/km/")
    assert '<html lang="km">' in front.content.decode()
    assert "Ferry to run until midnight" not in front.content.decode()
    assert "រំលងទៅកាន់មាតិកា" in front.content.decode()
    assert get(client, khmer.get_absolute_url()).status_code == 200


def test_a_paper_without_a_main_edition_at_the_root_leads_to_its_main_edition(client):
    make_section(edition=make_edition(path_prefix="en/", is_default=True))
    assert get(client, "/")["Location"] == "/en/"


def test_an_empty_paper_answers_politely(client):
    assert get(client, "/").status_code == 404
    make_section()
    assert "no stories here yet" in get(client, "/").content.decode()


# --- Drafts


def test_a_draft_is_on_no_public_page(client):
    live = make_live(tags=["ferries"])
    edit(live, headline="Changed at the desk")
    draft = make_article("Secret draft", tags=["secret-topic", "ferries"], slug="secret-draft")
    add_byline(draft, "Hidden Author")
    pages = [
        "/", "/river/", "/topics/ferries/", "/feeds/rss.xml", "/feeds/river/rss.xml", "/sitemap.xml",
        "/sitemap/sections.xml", "/sitemap/stories-2026-03.xml", FERRY, "/no-such-page/",
    ]  # fmt: skip
    for path in pages:
        html = get(client, path).content.decode()
        assert "ecret" not in html, path
        assert "Changed at the desk" not in html, path
    for path in ("/river/secret-draft/", "/authors/hidden-author/", "/topics/secret-topic/"):
        response = get(client, path)
        assert response.status_code == 404
        assert "Hidden Author" not in response.content.decode()


# --- Headers


@pytest.mark.parametrize("path", ["/", FERRY, "/river/", "/feeds/rss.xml", "/sitemap.xml", "/masthead.svg"])
def test_a_public_page_is_for_everyone_and_for_caches(client, path):
    make_live()
    response = get(client, path)
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response["Vary"].lower()
    assert response["Cache-Control"].startswith("public, max-age=")
    again = get(client, path, if_none_match=response["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_goes_out_compressed_and_unchanged(client):
    make_live()
    plain = get(client, FERRY)
    packed = get(client, FERRY, accept_encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    # Strong marks: other bytes, another one.
    assert packed["ETag"] != plain["ETag"]
    assert not packed["ETag"].startswith("W/")


def test_a_cached_page_is_gone_with_the_next_act_of_the_press(
    client, settings, django_capture_on_commit_callbacks, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 60
    article = make_live()
    first = get(client, FERRY).content
    with django_assert_num_queries(0):
        assert get(client, FERRY).content == first
    with django_capture_on_commit_callbacks(execute=True):
        edit(article, headline="Ferry to run all night")
        press.publish(article, by=None)
    assert "Ferry to run all night" in get(client, FERRY).content.decode()


def test_nothing_can_be_sent_to_a_public_page():
    make_live()
    # No token is asked for first, as Django's own test client would hide.
    answer = Client(enforce_csrf_checks=True).post(FERRY)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


# --- The masthead and the house's own pages


def test_the_name_is_set_in_type_where_there_is_no_logo(client):
    make_section(edition=make_edition("Tom & “Jerry” <News>"))
    response = get(client, "/masthead.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "Tom &amp; “Jerry” &lt;News&gt;" in response.content.decode()
    assert 'src="/masthead.svg"' in get(client, "/").content.decode()


def test_the_logo_stands_beside_the_name(client):
    make_section(edition=make_edition(logo=make_picture(), logo_alt="Logo of The Landing"))
    html = get(client, "/").content.decode()
    assert 'alt="Logo of The Landing"' in html
    assert '<span class="name">The Landing</span>' in html


def test_a_missing_page_shows_the_newest_stories_and_is_never_kept(client):
    make_live()
    response = get(client, "/nothing/here/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "Ferry to run until midnight" in response.content.decode()


@pytest.mark.parametrize("path", ["/media/renditions/none.jpg", "/static/none.css"])
def test_a_missing_file_costs_nothing(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert get(client, path).status_code == 404


def test_the_house_says_that_it_is_well_and_where_its_sitemap_is(client):
    assert get(client, "/healthz").content == b"ok\n"
    assert "Sitemap: http://testserver/sitemap.xml" in get(client, "/robots.txt").content.decode()


def test_the_page_for_a_fault_of_ours_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answers = [
            views.server_error(rf.get("/")),
            views.bad_request(rf.get("/"), Exception()),
            views.forbidden(rf.get("/"), Exception()),
        ]
    assert [answer.status_code for answer in answers] == [500, 400, 403]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_no_section_takes_an_address_of_the_house(client):
    make_section()
    assert Section.objects.get().get_absolute_url() == "/river/"
    assert reverse("admin:index") == "/admin/"


def test_a_missing_page_offers_to_search_for_the_words_of_its_address(client):
    make_live()
    html = get(client, "/2019/05/ferry-fare_to-rise.html").content.decode()
    assert 'action="/search/"' in html
    assert 'name="q" value="ferry fare to rise"' in html


def test_the_page_of_a_withdrawn_story_says_why_and_offers_what_is_there(client):
    gone = make_live()
    make_live("Ticket prices to stay")
    press.withdraw(gone, by=None, reason="It rested on a forged letter.")
    response = get(client, FERRY)
    text = text_of(response)
    assert response.status_code == 410
    assert "It rested on a forged letter." in text
    assert "Ticket prices to stay" in text
    assert 'name="q" value="ferry to run until midnight"' in response.content.decode()


def test_the_pages_for_what_went_wrong_are_set_like_the_paper(rf):
    for answer in (views.server_error(rf.get("/")), views.bad_request(rf.get("/"), Exception())):
        assert f'href="{static("newsroom/paper.css")}"' in answer.content.decode()


def test_the_lead_picture_is_fetched_before_the_page_is_read(client):
    article = make_article("Bridge turns thirty")
    add_picture(article, make_picture("navy"), "lead")
    text = client.get(press.publish(article, by=None).path).content.decode()
    [preloaded] = re.findall(r'<link rel="preload" as="image" type="image/avif" imagesrcset="([^"]+)"', text)
    assert f'<source type="image/avif" srcset="{preloaded}"' in text
