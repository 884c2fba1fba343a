"""A hard embargo: before its time nobody sees the story, by no route; and nothing at its address tells of it.

Pictures are served by their names alone, also by a bucket or a front server that can ask nobody. What keeps the
pictures of an embargoed story is the name: 80 bits of the digest of the original file, which no page gives away
before, and which only who has the file can work out - for whom there is nothing left to see.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import press, previews, snapshot
from articles.models import Article, FormerPath, PreviewLink, PublishedArticle
from media import renditions
from tests.articles.admin.desk import LIST, at_desk, editor, page_of, person, said, send
from tests.newspaper import add_byline, add_picture, add_related, edit, make_article, make_live, make_picture

pytestmark = pytest.mark.django_db

SECRET = "Minister resigns"
SEARCHED_FOR = re.compile(r'(?<=name="q")[^>]*')
ADDRESS, LIVE = "/river/minister-resigns/", "/river/ferry-to-run-until-midnight/"
OF_FEEDS = ("", "river/", "topics/cabinet/", "topics/resignations/", "corrections/")


@pytest.fixture
def article():
    """A whole story under embargo, tied to a live one by author, tag, section, related link and translation."""
    live = make_live(tags=["cabinet"])
    article = make_article(SECRET, tags=["cabinet", "resignations"], embargo_until=timezone.now() + timedelta(hours=1))
    add_byline(article, "Sok Dara")
    add_byline(article, "Keo Sophal")
    add_picture(article, make_picture("crimson", caption="The minister leaves."))
    add_related(live, target=article)
    add_related(article, target=live)
    Article.objects.filter(pk=live.pk).update(translation_of=article)
    press.publish(live, by=None)
    snapshot.take(article, by=None)
    return article


def every_public_page(article) -> list[str]:
    author, now = article.bylines.last().author, timezone.localtime()
    return [
        "/",
        "/river/",
        "/river/ferry-to-run-until-midnight/",
        ADDRESS,
        f"/authors/{author.slug}/",
        "/topics/cabinet/",
        "/topics/resignations/",
        "/feeds/rss.xml",
        "/feeds/river/rss.xml",
        "/sitemap.xml",
        f"/sitemap/stories-{timezone.now():%Y-%m}.xml",
        "/sitemap/news.xml",
        "/sitemap/sections.xml",
        "/llms.txt",
        "/robots.txt",
        "/corrections/",
        "/types/news/",
        *(f"/feeds/{of}{form}" for of in OF_FEEDS for form in ("rss.xml", "atom.xml", "feed.json")),
        f"/feeds/authors/{author.slug}/feed.json",
        *(f"{story}{form}" for story in (ADDRESS[:-1], LIVE[:-1]) for form in (".json", ".txt", ".md")),
        *(f"/archive/{day}" for day in ("", f"{now:%Y}/", f"{now:%Y}/{now:%m}/", f"{now:%Y/%m/%d}/", "undated/")),
        *(f"/changes/{key}/" for key in range(1, 6)),
        "/search/?q=minister",
        "/search/?q=resigns+cabinet",
        "/search/?q=leaves",
        f"/preview/{article.pk}/",
        f"/?p={article.pk}",
    ]


def test_no_button_no_plan_and_no_bulk_action_publishes_it(article):
    desk = at_desk(editor())
    assert "under embargo" in said(send(desk, page_of(article), "_publish"))
    soon = (timezone.localtime() + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
    assert "under embargo" in said(send(desk, page_of(article), "_schedule", go_live_at=soon))
    answer = desk.post(LIST, {"action": "publish_selected", "_selected_action": [article.pk]}, follow=True)
    assert "under embargo" in said(answer)
    with pytest.raises(press.NotReady, match="under embargo"):
        press.publish(article, by=None, at=timezone.now() + timedelta(days=1))
    assert not PublishedArticle.objects.filter(pk=article.pk).exists()


def test_the_clock_waits_for_its_end():
    article = make_article(SECRET)
    at = timezone.now() + timedelta(hours=1)
    press.schedule(article, by=None, at=at)
    Article.objects.update(embargo_until=at, publish_at=timezone.now() - timedelta(minutes=1))
    assert press.run_due().published == []
    Article.objects.update(embargo_until=timezone.now())
    assert press.run_due().published == [article]


def test_no_public_page_knows_of_it(article, client):
    folder = renditions.folder_of(article.pictures.get().picture)
    for path in every_public_page(article):
        text = client.get(path).content.decode()
        for word in (SECRET, "minister-resigns", "The minister leaves.", folder):
            assert word not in text, path


def test_its_address_answers_as_one_where_nothing_ever_was(article, client):
    chief = at_desk(person("chief", "Chief editors"))
    chief.post("/admin/articles/formerpath/add/", {"path": "/old/minister/", "article": article.pk})
    assert FormerPath.objects.filter(article=article).exists()
    for secret, nothing in ((ADDRESS, "/river/nothing-at-all/"), ("/old/minister/", "/old/nothing/")):
        there, nowhere = client.get(secret), client.get(nothing)
        assert there.status_code == nowhere.status_code == 404
        # The search that is offered is for the words of the address that was asked for, whatever is there.
        assert SEARCHED_FOR.sub("", there.content.decode()) == SEARCHED_FOR.sub("", nowhere.content.decode())


def test_a_preview_link_made_before_shows_nothing_until_then(article):
    link = PreviewLink.objects.create(
        article=article, created_by=editor(), expires_at=timezone.now() + timedelta(days=1)
    )
    refused = Client().get(previews.path(link))
    assert refused.status_code == 403
    assert SECRET not in refused.content.decode()


def test_its_pictures_have_no_address_that_could_be_guessed(article, client):
    picture = article.pictures.get().picture
    for guess in (
        f"/media/{picture.file.name}",
        f"/media/{picture.pk}/",
        f"/media/renditions/{picture.pk}/full-640.jpg",
        f"/media/renditions/{picture.sha256[:2]}/",
        "/media/renditions/",
        "/media/originals/",
        "/media/",
    ):
        assert client.get(guess).status_code == 404, guess
    for step in renditions.every_rung(picture):
        assert picture.sha256[:20] in step.url
        assert str(picture.file_name) not in step.url


def test_on_a_live_story_it_holds_back_changes_and_takes_nothing_away(client):
    article = make_live()
    edit(article, headline=SECRET, embargo_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(press.NotReady, match="under embargo"):
        press.publish(article, by=None)
    page = client.get("/river/ferry-to-run-until-midnight/")
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    desk = at_desk(editor()).get(page_of(article)).content.decode()
    assert "no change is published before. Readers have the story already" in desk
