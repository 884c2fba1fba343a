"""What stands around a story's text: where its kicker leads, its gallery, what to read next, what goes to paper."""

import pytest

from articles import press
from articles.models import Article, PublishedArticle, StoryPicture
from media.models import Picture
from tests.newspaper import (
    MORNING,
    add_picture,
    add_related,
    draw,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"
GALLERY = StoryPicture.Placement.GALLERY


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def page(client, **fields) -> str:
    press.publish(make_article(**fields), by=None, at=MORNING)
    return client.get(FERRY).content.decode()


def test_a_kicker_leads_to_the_topic_that_it_names(client):
    assert '<a href="/topics/ferries/">Ferries</a></div>' in page(client, kicker="Ferries", tags=["ferries"])


def test_a_kicker_that_names_no_topic_leads_to_the_section(client):
    assert '<div class="kicker"><a href="/river/">Transport</a></div>' in page(
        client, kicker="Transport", tags=["ferries"]
    )


def test_the_type_of_a_story_leads_to_all_stories_of_that_type(client):
    html = page(client, story_type="opinion")
    assert '<a class="type" href="/types/opinion/">Opinion</a>' in html
    assert client.get("/types/opinion/").status_code == 200


def test_a_kicker_that_says_the_type_says_it_once(client):
    html = page(client, story_type="analysis", kicker="Analysis")
    assert html.count(">Analysis<") == 1
    assert 'class="type"' not in html


def test_what_is_paid_for_says_so_in_every_list_too(client):
    make_live("A bank that cares", story_type="sponsored")
    for path in ("/", "/river/"):
        assert '<span class="type">Sponsored</span>' in client.get(path).content.decode()


def test_after_six_related_stories_one_more_is_next_to_read(client):
    for number in range(9):
        make_live(f"Story number {number}")
    html = page(client)
    following = next_to_read(html)
    related = html.partition('id="related"')[2].partition("</aside>")[0]
    assert related.count("<h3>") == 6
    assert ">Story number 2</a>" in following
    assert "Story number 2" not in related


def next_to_read(html) -> str:
    return html.partition('id="next"')[2].partition("</aside>")[0]


def test_where_a_section_is_small_the_newest_other_story_of_the_edition_is_next_to_read(client):
    river, market = make_section("River"), make_section("Market")
    make_live("Of the same section", section=river)
    for number in range(3):
        make_live(f"Rice price {number}", section=market)
    make_live("សាឡាង", section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")))
    html = page(client, section=river)
    assert ">Rice price 2</a>" in next_to_read(html)
    assert "Rice price" not in html.partition('id="related"')[2].partition("</aside>")[0]


def test_a_story_is_not_next_to_read_where_it_is_related_already(client):
    make_live("Another story")
    assert 'id="next"' not in page(client)
    market = make_section("Market")
    article = make_article("A second one", section=market)
    for headline in ("Ferry to run until midnight", "Another story"):
        add_related(article, target=Article.objects.get(headline=headline))
    press.publish(article, by=None)
    assert 'id="next"' not in client.get("/market/a-second-one/").content.decode()


def test_a_teaser_that_breaks_off_within_a_sentence_says_so(client):
    make_live("A long story", paragraphs=["word " * 60])
    make_live("A short story", paragraphs=["It ends."])
    html = page(client)
    assert '<span class="opening open">word word' in html
    assert '<span class="opening">It ends.</span>' in html
    front = client.get("/types/news/").content.decode()
    assert "word word…</p>" in front
    assert "It ends.</p>" in front
    assert "…" not in PublishedArticle.objects.get(headline="A long story").teaser


def test_a_gallery_is_a_list_of_pictures_that_each_lead_to_the_whole_one(client):
    article = make_article()
    for colour in ("navy", "olive"):
        add_picture(article, make_picture(colour, alt_text=f"A {colour} wall"), GALLERY)
    press.publish(article, by=None)
    html = client.get(FERRY).content.decode()
    links = html.partition('class="gallery"')[2].partition("</section>")[0].split("<li>")[1:]
    assert len(links) == 2
    assert 'aria-label="Enlarge: A navy wall"' in links[0]
    address = links[0].partition('<a href="')[2].partition('"')[0]
    assert client.get(address).getvalue()
    assert html.count("/newsroom/gallery.js") == 1


def test_a_story_without_a_gallery_loads_no_script(client):
    assert "<script type" not in page(client).replace('<script type="application/ld+json">', "")


def test_on_paper_a_story_says_where_it_came_from(client):
    assert f'<div class="paper-only">The Landing, http://testserver{FERRY}</div>' in page(client)


def test_a_caption_in_another_language_says_so(client):
    article = make_article(section=make_section(edition=make_edition()))
    add_picture(article, make_picture(caption="សាឡាងនៅពេលល្ងាច។"))
    press.publish(article, by=None)
    assert '<span class="caption" lang="km">សាឡាងនៅពេលល្ងាច។</span>' in client.get(FERRY).content.decode()


def test_the_navigation_shows_in_which_section_the_reader_is(client):
    country = make_section("Country")
    make_section("River", parent=country)
    make_section("Sport")
    press.publish(make_article(section=country.subsections.get()), by=None)
    for path in (FERRY, "/river/", "/country/"):
        html = client.get(path).content.decode()
        assert '<a href="/country/" aria-current="true">Country</a>' in html
        assert html.count("aria-current") == 1
    assert "aria-current" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("size", "kind", "sizes"),
    [
        ((1600, 900), "lead wide", "(min-width: 66rem) 60rem, 94vw"),
        ((900, 600), "lead column", "(min-width: 42rem) 38rem, 94vw"),
        ((1200, 1600), "lead column", "(min-width: 42rem) 38rem, 94vw"),
        ((300, 200), "lead small", "(min-width: 332px) 300px, 94vw"),
    ],
)
def test_no_lead_picture_is_blown_up_and_no_upright_one_fills_the_screen(client, size, kind, sizes):
    article = make_article()
    picture, _created = Picture.objects.add(draw("navy", size), name="lead.jpg", alt_text="A ferry", credit="Sok Dara")
    add_picture(article, picture)
    press.publish(article, by=None)
    html = client.get(FERRY).content.decode()
    assert f'<figure class="{kind}">' in html
    assert f'sizes="{sizes}"' in html.partition(f'<figure class="{kind}">')[2].partition("</figure>")[0]
