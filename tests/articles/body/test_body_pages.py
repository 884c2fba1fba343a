"""The body's own nodes before readers: on the story's page and in the feed."""

import feedparser
import pytest

from articles import press
from tests.newspaper import MORNING, add_related, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"
EMBED = '<figure data-embed="https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2"></figure>'
QUOTE = (
    '<figure data-pull-quote=""><blockquote><p>“Nothing.”</p></blockquote><figcaption>Sok Dara</figcaption></figure>'
)
BOX = '<aside data-fact-box=""><h2>What is known</h2><p>It is long.</p></aside>'
TABLE = "<table><tbody><tr><th><p>Year</p></th></tr></tbody></table>"


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def card(article) -> str:
    return f'<figure data-story="{article.pk}"></figure>'


def page(client, body: str, path: str = FERRY) -> str:
    press.publish(make_article(body=f"<p>One.</p>{body}"), by=None, at=MORNING)
    # Without the breaks between blocks, which are for programs that take the text between tags.
    return client.get(path).content.decode().replace(">\n<", "><")


def test_a_pull_quote_names_its_speaker_outside_of_the_quotation(client):
    html = page(client, QUOTE)
    quote = '<figure class="pull"><blockquote><p>“Nothing.”</p></blockquote><figcaption>Sok Dara</figcaption></figure>'
    assert quote in html


def test_a_fact_box_stands_beside_the_text(client):
    assert '<aside class="facts"><h2>What is known</h2><p>It is long.</p></aside>' in page(client, BOX)


def test_an_embed_is_a_link_that_loads_nothing(client):
    make_section()
    html = page(client, EMBED)
    address = "https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2"
    assert f'<a href="{address}" rel="external noopener">See it on Facebook' in html
    assert "<span>facebook.com/permalink.php?story_fbid=1&amp;id=2</span>" in html
    assert "<iframe" not in html
    assert html.count("facebook.com/permalink") == 2


def test_a_table_scrolls_by_itself_and_by_the_keyboard(client):
    assert '<section class="table" aria-label="Table" tabindex="0"><table>' in page(client, TABLE)


def test_a_card_leads_to_a_live_story_wherever_it_has_moved(client):
    other = make_live("Ticket prices to stay", short_headline="Tickets", slug="tickets")
    html = page(client, card(other))
    assert '<p class="headline"><a href="/river/tickets/">Tickets</a></p>' in html


def test_a_card_of_a_story_that_is_not_live_shows_nothing(client):
    draft, gone = make_article("A secret plan"), make_live("Taken back")
    press.withdraw(gone, by=None)
    html = page(client, f'{card(draft)}{card(gone)}<figure data-story="999999"></figure>')
    assert "Read also" not in html
    assert "secret" not in html


def test_a_story_has_no_card_of_itself(client):
    article = make_article()
    article.body = f"<p>One.</p>{card(article)}"
    article.save()
    press.publish(article, by=None, at=MORNING)
    assert "Read also" not in client.get(FERRY).content.decode()


def test_a_story_on_a_card_does_not_fill_the_related_stories_again(client):
    others = [make_live(f"Story number {number}") for number in range(8)]
    html = page(client, card(others[7]))
    assert html.count("Story number 7") == 1
    assert html.partition('id="related"')[2].count("<h3>") == 6


def test_a_card_of_a_story_in_another_language_says_so(client):
    make_section()
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    other = make_live("សាឡាងដំណើរការដល់អធ្រាត្រ", section=khmer)
    assert f'<a href="{other.live.path}" lang="km">' in page(client, card(other))


def test_cards_cost_no_query(client, django_assert_max_num_queries):
    others = [make_live(f"Story number {number}") for number in range(9)]
    article = make_article(body="<p>One.</p>" + "".join(card(other) for other in others[:6]) + QUOTE + BOX + EMBED)
    add_related(article, target=others[8])
    press.publish(article, by=None, at=MORNING)
    with django_assert_max_num_queries(5):
        html = client.get(FERRY).content.decode()
    assert html.count("Read also") == 6


def test_the_feed_holds_boxes_and_embeds_as_plain_html(client):
    other = make_live("Ticket prices to stay")
    page(client, QUOTE + BOX + EMBED + TABLE + card(other))
    feed = feedparser.parse(client.get("/feeds/rss.xml").content)
    assert not feed.bozo
    html = next(entry for entry in feed.entries if entry.link.endswith(FERRY)).content[0].value.replace("\n", "")
    for words in ("“Nothing.”", "Sok Dara", "What is known", "See it on Facebook", "<th><p>Year</p></th>"):
        assert words in html
    assert "data-" not in html
    assert "tabindex" not in html


def test_the_words_of_boxes_count(client):
    article = make_article(body=f"<p>One.</p>{QUOTE}{BOX}{EMBED}")
    press.publish(article, by=None, at=MORNING)
    # One, nothing, Sok Dara, what is known, it is long.
    assert '"wordCount":10' in client.get(FERRY).content.decode().replace('"wordCount": ', '"wordCount":')
