"""The publish box: what pressing a button would do, in words, before it is pressed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import press
from articles.models import Act, Article, PublishedArticle, Revision
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, person, reporter, rows, said, send
from tests.newspaper import edit, make_article, make_live, make_picture, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def box(desk, article, **typed) -> str:
    """What the box says of the form with this typed into it, as the page's script asks."""
    page = desk.get(page_of(article) if article else ADD).content.decode()
    [form] = html.fromstring(page).xpath("//form[@id='article_form']")
    [place] = html.fromstring(page).xpath("//*[@id='desk-forecast']/@data-from")
    shown = {name: value.removeprefix("\n") for name, value in form.form_values()}
    answer = desk.post(place, {**shown, **typed})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_the_box_says_where_a_draft_goes_live(desk):
    assert "If you publish now: Goes live at once, at /river/night-ferry/" in box(
        desk, make_article(slug="night-ferry")
    )


def test_the_box_says_when_in_the_words_of_a_clock_and_a_calendar(desk):
    words = box(desk, make_article(), go_live_at="2036-11-24T06:00")
    assert "Goes live at 06:00 on Monday 24 November 2036, Phnom Penh time, at /river/ferry-to-run" in words
    assert "Changes made after that do not ride along." in words


def test_the_box_says_which_revision_takes_the_place_of_which(desk):
    article = make_live()
    assert "Readers have exactly this already, as revision 1" in box(desk, article)
    assert "Readers see revision 1; revision 2 replaces it at once." in box(desk, article, kicker="Transport")
    edit(article, kicker="Harbour")
    assert "Readers see revision 1; revision 2 replaces it at once." in box(desk, article)


def test_the_box_says_that_the_old_address_leads_to_the_new(desk):
    words = box(desk, make_live(), slug="night-ferry")
    old = "/river/ferry-to-run-until-midnight/"
    assert f"It moves to /river/night-ferry/; its old address {old} will lead there." in words


def test_every_reason_is_said_before_a_button_is_pressed(desk):
    article = make_article()
    words = box(desk, article, body="", section="", embargo_until="2036-01-01T06:00")
    for reason in ("The body is empty.", "Choose a section", "under embargo until 2036-01-01 06:00"):
        assert reason in words
    picture = rows("pictures", {"picture": make_picture(credit="").pk, "placement": "lead"})
    assert "The lead picture has no credit." in box(desk, article, **picture)
    past = box(desk, article, go_live_at="2020-01-01T06:00")
    assert "It cannot go live at the time below: That time has passed already" in past


def test_a_story_that_was_never_saved_is_told_of_as_well(desk):
    words = box(desk, None, headline="A new ferry", body="<p>It runs.</p>", section=make_section("City").pk)
    assert "Goes live at once, at /city/a-new-ferry/" in words
    assert not Article.objects.exists()


def test_a_half_typed_time_is_no_time_yet(desk):
    assert "If you schedule it" not in box(desk, make_article(), go_live_at="2036-11-")


def test_what_the_box_says_is_kept_by_nobody(desk):
    article = make_article()
    before = Article.objects.values().get()
    box(desk, article, headline="Something else", tags="a brand new tag")
    assert Article.objects.values().get() == before
    assert not Revision.objects.exists()


def test_the_box_is_for_who_may_write_the_story():
    article = make_article()
    assert at_desk(reporter()).post(page_of(article, "forecast")).status_code == 403


def test_a_reporter_reads_what_the_own_story_lacks_and_gets_no_button():
    user = reporter()
    article = make_article(created_by=user, body="")
    page = at_desk(user).get(page_of(article)).content.decode()
    assert "The body is empty." in page
    assert 'name="go_live_at"' not in page
    assert "_publish" not in page


def test_a_change_of_a_live_story_is_planned_and_goes_out_by_the_clock(desk, client):
    article = make_live()
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(hour=6, minute=0, second=0, microsecond=0)
    answer = send(
        desk, page_of(article), "_schedule", headline="Ferry all night", go_live_at=tomorrow.strftime("%Y-%m-%dT%H:%M")
    )
    assert "Revision 2 goes live by itself at 06:00" in answer.content.decode()
    send(desk, page_of(article), headline="Not checked yet")
    assert "Ferry to run until midnight" in client.get("/river/ferry-to-run-until-midnight/").content.decode()
    assert press.run_due(tomorrow).published == [article]
    live = PublishedArticle.objects.get()
    assert (live.headline, live.revision.number) == ("Ferry all night", 2)
    last = Act.objects.first()
    assert (last.verb, last.by, last.revision) == ("publish", None, 2)


def test_publishing_now_drops_what_was_planned_and_the_box_says_so(desk):
    article = make_live()
    edit(article, kicker="Planned")
    press.schedule(article, by=None, at=timezone.now() + timedelta(days=1))
    words = box(desk, article, kicker="At once")
    assert "Revision 2, planned for" in words
    assert "does not go live then." in words
    send(desk, page_of(article), "_publish", kicker="At once")
    assert Article.objects.get().publish_at is None


def test_what_is_due_but_held_up_says_why(desk):
    article = make_article()
    at = timezone.now() + timedelta(hours=1)
    press.schedule(article, by=None, at=at)
    Article.objects.update(publish_at=timezone.now() - timedelta(minutes=5), embargo_until=at)
    page = desk.get(page_of(article)).content.decode()
    assert "goes as soon as it can" in page
    assert "It is under embargo until" in page


def test_an_editor_of_other_sections_is_told_who_publishes_here():
    river = make_section()
    river.editors.add(person("sophal", "Editors"))
    article = make_article()
    desk = at_desk(editor())
    page = desk.get(page_of(article)).content.decode()
    assert "You do not publish in this section; others do: River (sophal)" in page
    assert 'name="_publish"' not in page
    answer = send(desk, page_of(article), "_publish", kicker="Transport")
    assert "It is saved, but readers do not get it:" in said(answer)
    assert Article.objects.get().kicker == "Transport"
    assert not PublishedArticle.objects.exists()
