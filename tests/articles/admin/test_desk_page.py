"""The first page of the desk: what waits for whoever has just logged in."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import press
from articles.desk import notices
from articles.models import Article, Notice
from media.models import Picture
from tests.articles.admin.desk import at_desk, editor, person, reporter
from tests.newspaper import add_byline, add_picture, edit, make_article, make_live, make_section

pytestmark = pytest.mark.django_db

DESK = "/admin/"
NOTICES = "/admin/articles/article/notices/"


@pytest.fixture
def boss():
    return editor()


@pytest.fixture
def writer():
    return reporter()


def lists(user) -> dict[str, list[str]]:
    page = at_desk(user).get(DESK)
    assert page.status_code == 200
    return {row.name: [entry.article.headline for entry in row.entries] for row in page.context["worklists"]}


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def test_each_story_stands_where_it_is_waited_for(boss):
    make_article("Waiting", desk_status="in_review")
    make_article("Late", deadline=in_hours(-1))
    make_article("Today", deadline=timezone.localtime().replace(hour=23, minute=59, second=59))
    press.schedule(make_article("Tomorrow morning"), by=None, at=in_hours(12))
    make_live("Just out")
    make_article("Mine", created_by=boss)
    assert lists(boss) == {
        "mine": ["Mine"],
        "review": ["Waiting"],
        "late": ["Late"],
        "today": ["Today"],
        "scheduled": ["Tomorrow morning"],
        "published": ["Just out"],
        "lapsed": [],
    }


def test_my_stories_are_those_begun_assigned_and_signed(writer):
    make_article("Begun", created_by=writer)
    make_article("Assigned", assignee=writer)
    author = add_byline(make_article("Signed")).author
    author.user = writer
    author.save()
    make_article("Another’s")
    assert set(lists(writer)["mine"]) == {"Begun", "Assigned", "Signed"}


def test_a_reporter_is_not_asked_to_review(writer):
    make_article(desk_status="in_review")
    assert "review" not in lists(writer)


def test_who_arranges_fronts_is_led_to_them_and_a_reporter_is_not(boss, writer):
    fronts = 'class="desk-start"[^$]*href="/admin/articles/arrangement/">Front pages<'
    assert re.search(fronts, at_desk(boss).get(DESK).text)
    assert not re.search(fronts, at_desk(writer).get(DESK).text)


def test_what_waits_in_anothers_section_waits_for_another(boss):
    section = make_section()
    section.editors.add(person("vanna", "Editors"))
    make_article(desk_status="in_review", section=section)
    assert lists(boss)["review"] == []


def test_what_was_withdrawn_is_not_just_published(boss):
    article = make_live()
    make_live("Another story")
    press.withdraw(article, by=None, reason="It was wrong.")
    assert lists(boss)["published"] == ["Another story"]


def test_a_story_that_was_published_again_stands_there_once(boss):
    article = make_live()
    edit(article, headline="Ferry to run all night")
    press.publish(article, by=None)
    assert lists(boss)["published"] == ["Ferry to run all night"]


def test_a_story_that_lost_its_picture_is_listed(boss):
    article = make_article()
    picture = add_picture(article).picture
    press.publish(article, by=None)
    Picture.objects.filter(pk=picture.pk).update(usable_until=date(2020, 1, 1))
    make_live("With no picture")
    assert lists(boss)["lapsed"] == ["Ferry to run until midnight"]
    listed = at_desk(boss).get("/admin/articles/article/?pictures=lapsed").context["cl"].result_list
    assert [story.headline for story in listed] == ["Ferry to run until midnight"]


def test_what_lies_in_the_trash_waits_for_nobody(boss):
    make_article(desk_status="in_review", deadline=in_hours(-1), created_by=boss, trashed_at=timezone.now())
    assert not any(lists(boss).values())


def test_each_list_is_short_and_leads_to_all_of_it(boss):
    section = make_section()
    for number in range(10):
        make_article(f"Story {number}", section=section, desk_status="in_review", deadline=in_hours(-1))
    page = at_desk(boss).get(DESK)
    for row in page.context["worklists"]:
        assert len(row.entries) <= 8
        answer = at_desk(boss).get(f"/admin/articles/article/?{row.more}")
        assert answer.status_code == 200
        assert len(answer.context["cl"].result_list) == (10 if row.name in ("review", "late") else 0)


def test_the_page_takes_a_fixed_number_of_queries(boss, django_assert_max_num_queries):
    section = make_section()
    for number in range(9):
        article = make_article(f"Story {number}", section=section, desk_status="in_review", created_by=boss)
        Article.objects.filter(pk=article.pk).update(deadline=in_hours(-1), assignee=boss)
        notices.tell(boss, article, "x")
    for number in range(9):
        make_live(f"Live {number}", section=section)
    client = at_desk(boss)
    client.get(DESK)
    with django_assert_max_num_queries(24):
        client.get(DESK)


def test_who_reads_no_stories_gets_no_lists():
    page = at_desk(person("clerk")).get(DESK)
    assert page.status_code == 200
    assert "worklists" not in page.context


def test_nobody_gets_it_without_a_login(client):
    assert client.get(DESK).status_code == 302


# --- Notices


def test_a_notice_is_marked_as_read_and_stays_on_the_page_of_all(boss):
    notices.tell(boss, make_article(), "Something to know")
    client = at_desk(boss)
    assert "Something to know" in client.get(DESK).content.decode()
    answer = client.post(f"{NOTICES}read/", {"notice": Notice.objects.get().pk, "next": DESK})
    assert answer.url == DESK
    assert "Something to know" not in client.get(DESK).content.decode()
    assert "Something to know" in client.get(NOTICES).content.decode()


def test_all_are_marked_at_once_and_only_ones_own(boss, writer):
    article = make_article()
    for who in (boss, boss, writer):
        notices.tell(who, article, "x")
    at_desk(boss).post(f"{NOTICES}read/")
    assert [notice.user for notice in Notice.objects.filter(read_at=None)] == [writer]


def test_anothers_notice_is_not_mine_to_mark(boss, writer):
    notice = notices.tell(writer, make_article(), "x")
    at_desk(boss).post(f"{NOTICES}read/", {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_leads_to_no_other_site(boss):
    assert at_desk(boss).post(f"{NOTICES}read/", {"next": "https://evil.example/"}).url == DESK


def test_old_notices_are_a_page_further(boss):
    article = make_article()
    Notice.objects.bulk_create(Notice(user=boss, article=article, text=f"No. {n}.") for n in range(60))
    client = at_desk(boss)
    first = client.get(NOTICES)
    assert "No. 59." in first.content.decode()
    older = client.get(NOTICES, {"before": first.context["older"]}).content.decode()
    assert "No. 0." in older
    assert "No. 59." not in older
