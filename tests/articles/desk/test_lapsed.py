"""A picture whose licence has ended leaves what readers get, by itself; and the desk is told where."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from articles import press, snapshot
from articles.desk import lapsed, readiness
from articles.models import Arrangement, Slot, StoryPicture
from media import uses
from media.models import Picture, today
from tests.articles.admin.desk import at_desk, editor
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    edit,
    make_article,
    make_edition,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db
Placement = StoryPicture.Placement
BODY = '<p>The ferry runs.</p><figure data-picture="2"></figure>'
READERS = ("/", "/river/", "/river/ferry/", "/feeds/rss.xml", "/authors/sok-dara/")


@pytest.fixture
def story():
    """A live story with a picture in each place, and the portrait of its author."""
    article = make_article("Ferry", body=BODY, slug="ferry")
    byline = add_byline(article)
    byline.author.portrait = make_picture("gold", caption="Sok Dara")
    byline.author.save()
    for colour, placement in (("navy", Placement.LEAD), ("olive", Placement.BODY), ("teal", Placement.GALLERY)):
        add_picture(article, make_picture(colour, caption=f"A {colour} ferry"), placement)
    press.publish(article, by=None, at=MORNING)
    return article


def lapse(**wanted):
    Picture.objects.filter(**wanted).update(usable_until=today() - timedelta(days=1))


def folder(picture):
    return picture.sha256[:20]


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_lapsed_picture_leaves_every_page_of_the_reader(client, story):
    pictures = list(Picture.objects.all())
    before = {path: page(client, path) for path in READERS}
    assert all(any(folder(picture) in html for html in before.values()) for picture in pictures)

    lapse()
    cache.clear()

    for path in READERS:
        html = page(client, path)
        assert not [picture for picture in pictures if folder(picture) in html], path
        assert "A navy ferry" not in html
        assert "A teal ferry" not in html


def test_a_picture_is_used_to_the_end_of_its_last_day(client, story):
    Picture.objects.update(usable_until=today())
    assert "A navy ferry" in page(client, "/river/ferry/")


def test_a_lapsed_logo_gives_way_to_the_name_in_type(client):
    logo = make_picture("navy")
    make_section(edition=make_edition(logo=logo))
    assert folder(logo) in page(client, "/")

    lapse()
    cache.clear()

    html = page(client, "/")
    assert folder(logo) not in html
    assert "/masthead.svg" in html


def test_the_desk_is_told_which_live_stories_lost_a_picture(story, django_assert_num_queries):
    other = make_article("Bridge", slug="bridge")
    press.publish(other, by=None, at=MORNING)
    draft = make_article("Draft")
    add_picture(draft, Picture.objects.get(caption="A olive ferry"), Placement.BODY)
    assert lapsed.stories() == []

    lapse(caption__in=["A olive ferry", "A teal ferry"])

    with django_assert_num_queries(1):
        assert [row.headline for row in lapsed.stories()] == ["Ferry"]
    story.pictures.filter(placement=Placement.GALLERY).delete()
    assert len(lapsed.stories()) == 1
    story.pictures.exclude(placement=Placement.LEAD).delete()
    edit(story)
    press.publish(story, by=None, at=MORNING)
    assert lapsed.stories() == []


# --- Uses


def said(picture):
    return [(use.what, use.live) for use in uses.of(picture)]


def test_a_picture_knows_the_stories_that_use_it_live_or_not(story):
    picture = Picture.objects.get(caption="A navy ferry")
    add_picture(make_article("Draft"), picture)

    assert said(picture) == [("Story “Ferry”, live", True), ("Story “Draft”, not before readers", False)]
    assert uses.of(picture)[0].url == f"/admin/articles/article/{story.pk}/change/"
    assert uses.is_live(picture)


def test_a_picture_that_only_readers_still_have_is_used(story):
    picture = Picture.objects.get(caption="A teal ferry")
    story.pictures.filter(picture=picture).delete()
    edit(story)

    assert said(picture) == [("Story “Ferry”, live", True)]


def test_a_withdrawn_story_uses_its_pictures_at_the_desk_alone(story):
    press.withdraw(story, by=None, reason="A mistake")
    assert said(Picture.objects.get(caption="A navy ferry")) == [("Story “Ferry”, not before readers", False)]


def test_logos_portraits_and_fronts_are_uses(story):
    picture = make_picture("plum")
    story.edition.logo = picture
    story.edition.save()
    front = Arrangement.objects.create(edition=story.edition)
    Slot.objects.create(arrangement=front, article=story, picture=picture, order=1)

    assert said(picture) == [
        ("Front “The Landing”, In the making", False),
        ("Logo of the edition “The Landing”", True),
    ]
    assert said(Picture.objects.get(caption="Sok Dara")) == [("Portrait of Sok Dara", True)]


def test_a_used_picture_is_not_deleted_at_the_desk(story):
    picture = Picture.objects.get(caption="A teal ferry")
    answer = at_desk(editor()).post(f"/admin/media/picture/{picture.pk}/delete/", {"post": "yes"}, follow=True)

    assert "Story “Ferry”, live" in str(next(iter(answer.context["messages"])))
    assert Picture.objects.filter(pk=picture.pk).exists()


# --- What publishing asks of pictures


def reasons(article, at=MORNING):
    return readiness.reasons(article, snapshot.of(article), at)


@pytest.mark.parametrize("placement", Placement.values)
def test_every_picture_needs_credit_and_alt_text_wherever_it_stands(placement):
    article = make_article()
    add_picture(article, make_picture(credit="", alt_text=""), placement)

    named = {"lead": "The lead picture", "body": "Picture 1 in the body", "gallery": "Gallery picture 1"}[placement]
    assert reasons(article) == [
        f"{named} has no credit.",
        f"{named} has no alt text: say what it shows, for readers who cannot see it.",
    ]


def test_the_words_of_the_use_are_the_ones_that_count():
    article = make_article()
    add_picture(article, make_picture(credit="", alt_text="IMG_1.jpg"), credit="AFP", alt_text="A ferry at dusk")
    assert reasons(article) == []


def test_a_story_is_not_published_with_a_picture_that_lapses_before():
    article = make_article()
    picture = make_picture(usable_until=MORNING.date() - timedelta(days=1))
    add_picture(article, picture)
    assert reasons(article) == ["The lead picture may be used until 2026-03-01 only: take it out, or choose another."]
    assert reasons(article, MORNING - timedelta(days=1)) == []
