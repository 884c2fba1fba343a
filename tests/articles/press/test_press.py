"""The press: what goes before readers, when, and what stays of it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import press, snapshot
from articles.models import Article, FormerPath, Listing, Publication, PublishedArticle, Revision, WrittenOnce
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    edit,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_a_published_story_has_an_address_and_the_words_of_a_list():
    article = make_article(tags=["ferries"])
    add_byline(article, "Sok Dara")
    published = press.publish(article, by=None, at=MORNING)
    assert published.path == "/river/ferry-to-run-until-midnight/"
    assert published.byline == "Sok Dara"
    assert published.teaser.startswith("The ferry at Prek Tamak")
    assert published.published_at == MORNING


def test_a_story_is_listed_under_its_edition_section_authors_and_tags():
    parent = make_section("Country")
    article = make_article(section=make_section("River", parent=parent), tags=["ferries", "transport"])
    add_byline(article, "Sok Dara")
    add_byline(article, "Chan Mony", "photographer")
    press.publish(article, by=None)
    assert sorted(Listing.objects.values_list("subject", flat=True)) == [
        "author", "author", "edition", "section", "section", "tag", "tag",
    ]  # fmt: skip


def test_an_edit_of_a_live_story_changes_nothing_for_readers_until_it_is_published_again():
    article = make_live("Ferry to run until midnight")
    edit(article, headline="Ferry to run all night")
    assert PublishedArticle.objects.get().headline == "Ferry to run until midnight"
    press.publish(article, by=None)
    assert PublishedArticle.objects.get().headline == "Ferry to run all night"


def test_an_update_keeps_the_first_date_and_the_place_in_lists():
    article = make_live(at=MORNING)
    edit(article, standfirst="A pilot until June.")
    published = press.publish(article, by=None, at=MORNING + timedelta(days=1))
    assert published.published_at == MORNING
    assert published.updated_at == MORNING + timedelta(days=1)
    assert set(Listing.objects.values_list("listed_at", flat=True)) == {MORNING}


def test_a_changed_address_leaves_the_old_one_behind():
    article = make_live()
    edit(article, slug="night-ferry")
    press.publish(article, by=None)
    assert PublishedArticle.objects.get().path == "/river/night-ferry/"
    assert FormerPath.objects.get().path == "/river/ferry-to-run-until-midnight/"


def test_a_story_that_returns_to_an_old_address_of_its_own_has_it_back():
    article = make_live(slug="first")
    for slug in ("second", "first"):
        edit(article, slug=slug)
        press.publish(article, by=None)
    assert list(FormerPath.objects.values_list("path", flat=True)) == ["/river/second/"]


def test_every_reason_against_publishing_is_told_at_once():
    article = make_article("  ", body="", embargo_until=timezone.now() + timedelta(hours=1))
    Article.objects.filter(pk=article.pk).update(section=None)
    with pytest.raises(press.NotReady) as refusal:
        press.publish(Article.objects.get(), by=None)
    assert len(refusal.value.reasons) == 4
    assert not PublishedArticle.objects.exists()


def test_a_lead_picture_needs_credit_and_alt_text_to_go_before_readers():
    article = make_article()
    add_picture(article, make_picture(credit="", alt_text=""))
    with pytest.raises(press.NotReady, match=r"no credit.*no alt text"):
        press.publish(article, by=None)


def test_two_stories_never_share_an_address():
    make_live()
    with pytest.raises(press.NotReady, match=r"taken by “Ferry to run until midnight”"):
        press.publish(make_article(), by=None)


def test_an_old_address_is_not_given_to_another_story():
    article = make_live()
    edit(article, slug="night-ferry")
    press.publish(article, by=None)
    with pytest.raises(press.NotReady, match="an old address of"):
        press.publish(make_article(), by=None)


def test_a_withdrawn_story_leaves_every_list_and_keeps_its_log():
    article = make_live(tags=["ferries"])
    press.withdraw(article, by=None, reason="The timetable was a draft.")
    assert not PublishedArticle.objects.exists()
    assert not Listing.objects.exists()
    assert FormerPath.objects.get().path == "/river/ferry-to-run-until-midnight/"
    assert [p.verb for p in Publication.objects.all()] == ["withdraw", "publish"]


def test_a_withdrawn_story_can_come_back_to_its_address_with_its_first_date():
    article = make_live(at=MORNING)
    press.withdraw(article, by=None)
    published = press.publish(article, by=None)
    assert published.path == "/river/ferry-to-run-until-midnight/"
    assert published.published_at == MORNING
    assert not FormerPath.objects.exists()


def test_what_is_not_live_cannot_be_withdrawn():
    with pytest.raises(press.NotReady, match="not live"):
        press.withdraw(make_article(), by=None)


def test_the_log_of_the_press_is_never_changed_or_deleted():
    make_live()
    act = Publication.objects.get()
    for attempt in (
        act.save,
        act.delete,
        Publication.objects.all().delete,
        lambda: Publication.objects.update(reason="x"),
    ):
        with pytest.raises(WrittenOnce):
            attempt()


def test_a_revision_is_never_changed():
    article = make_live()
    revision = article.revisions.get()
    revision.content = {}
    with pytest.raises(WrittenOnce):
        revision.save()


def test_saving_the_same_words_twice_takes_one_revision():
    article = make_article()
    first = snapshot.take(article, by=None)
    assert snapshot.take(article, by=None) == first
    edit(article, kicker="Harbour")
    assert [revision.number for revision in Revision.objects.all()] == [2, 1]


def test_a_scheduled_story_goes_live_by_the_clock_in_the_words_that_were_scheduled():
    article = make_article()
    at = timezone.now() + timedelta(hours=1)
    press.schedule(article, by=None, at=at)
    edit(article, headline="Not checked yet")
    assert press.run_due(at - timedelta(seconds=1)).published == []
    assert press.run_due(at).published == [article]
    assert PublishedArticle.objects.get().headline == "Ferry to run until midnight"
    assert press.run_due(at).published == []


def test_a_missed_run_is_caught_up_by_the_command(capsys):
    article = make_article()
    press.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))
    Article.objects.update(publish_at=timezone.now() - timedelta(days=2))
    call_command("publish_due")
    assert "1 published, 0 withdrawn, 0 not ready" in capsys.readouterr().out
    assert PublishedArticle.objects.exists()


def test_a_story_that_is_due_but_not_ready_waits_and_lets_others_go():
    at = timezone.now() + timedelta(hours=1)
    late, ready = make_article("Bridge closed"), make_article("School opens")
    press.schedule(late, by=None, at=at)
    press.schedule(ready, by=None, at=at)
    Article.objects.filter(pk=late.pk).update(embargo_until=at + timedelta(days=1))
    report = press.run_due(at)
    assert report.published == [ready]
    assert [article for article, _refusal in report.failed] == [late]
    assert Article.objects.get(pk=late.pk).publish_at == at


def test_a_story_leaves_the_paper_at_the_time_it_was_given():
    article = make_live()
    Article.objects.update(withdraw_at=timezone.now() - timedelta(minutes=1))
    assert press.run_due().withdrawn == [article]
    assert not PublishedArticle.objects.exists()


def test_a_past_hour_and_an_hour_under_embargo_cannot_be_scheduled():
    article = make_article(embargo_until=timezone.now() + timedelta(days=1))
    with pytest.raises(press.NotReady, match="passed"):
        press.schedule(article, by=None, at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(press.NotReady, match="embargo"):
        press.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))


def test_an_edition_with_a_prefix_keeps_its_stories_under_it():
    khmer = make_edition("កំពង់", "km", "km/")
    article = make_live("ទឹកទន្លេឡើង", section=make_section("ទន្លេ", edition=khmer))
    assert article.live.path == "/km/ទន្លេ/ទឹកទន្លេឡើង/"


def test_publishing_many_takes_as_many_queries_as_publishing_one():
    def cost(*headlines):
        revisions = [snapshot.take(make_article(headline, tags=["ferries"]), by=None) for headline in headlines]
        with CaptureQueriesContext(connection) as queries:
            press.bring_out([press.Release(revision, MORNING) for revision in revisions], by=None, at=MORNING)
        return len(queries)

    cost("The first story of its month", "With words that nobody has used")
    assert cost("Story one", "Story two") == cost(*(f"Story {number}" for number in range(20)))
    assert PublishedArticle.objects.count() == 24
