"""The list of stories: what stands in a row, what narrows it, the filters that somebody saved."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import press, snapshot
from articles.admin import saved_filters
from articles.admin.article_list import ArticleListAdmin
from articles.admin.base import BoundedPaginator, EditorialAdmin
from articles.models import Article, SavedFilter
from tests.articles.admin.desk import LIST, at_desk, editor, person, reporter, said
from tests.newspaper import add_byline, edit, make_article, make_live, make_section

pytestmark = pytest.mark.django_db

SAVE = f"{LIST}filters/"


@pytest.fixture
def boss():
    return editor()


@pytest.fixture
def desk(boss):
    return at_desk(boss)


def listed(client, **filters) -> list[str]:
    page = client.get(LIST, filters)
    assert page.status_code == 200
    return [article.headline for article in page.context["cl"].result_list]


def cells(client, name) -> list[str]:
    page = html.fromstring(client.get(LIST).content.decode())
    return [cell.text_content().strip() for cell in page.xpath(f"//td[@class='field-{name}']")]


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def test_a_row_tells_the_words_of_the_newest_revision(desk):
    snapshot.take(make_article(paragraphs=["Five words are in here."]), by=None)
    make_article("Never saved by an editor")
    assert cells(desk, "words") == ["-", "5"]


def test_a_row_tells_what_readers_see_and_when_that_changes_by_the_clock(desk):
    at = timezone.localtime(in_hours(48)).replace(minute=30)
    for article in (make_live("Live"), make_article("New")):
        edit(article, standfirst="From Monday.")
        press.schedule(article, by=None, at=at)
    make_live("As it is")
    unchanged, new, live = (" ".join(cell.split()) for cell in cells(desk, "what_readers_see"))
    assert unchanged == "Live"
    assert new.startswith("Scheduled ")
    assert live.startswith("Live, with unpublished changes, Scheduled ")
    assert new.endswith(f"{at:%H:%M}")
    assert live.endswith(f"{at:%H:%M}")


def test_a_late_deadline_is_marked_until_the_work_is_done(desk):
    make_article(deadline=in_hours(-1))
    assert cells(desk, "due")[0].endswith("late")
    Article.objects.update(desk_status="ready")
    assert not cells(desk, "due")[0].endswith("late")


def test_the_section_of_the_main_edition_stands_without_its_name(desk):
    make_article(section=make_section("River"))
    assert cells(desk, "place") == ["River"]


def test_more_stories_take_no_more_queries(desk, django_assert_max_num_queries):
    user = reporter()
    for number in range(12):
        article = make_live(f"Story {number}", assignee=user, deadline=in_hours(number))
        add_byline(article, f"Author {number}")
    desk.get(LIST)
    with django_assert_max_num_queries(12):
        desk.get(LIST)


# --- Filters


def test_work_is_found_by_its_deadline(desk):
    now = timezone.localtime()
    make_article("Late", deadline=in_hours(-1))
    make_article("Late but ready", deadline=in_hours(-1), desk_status="ready")
    make_article("Next days", deadline=in_hours(60))
    make_article("Today", deadline=now.replace(hour=23, minute=59, second=59))
    make_article("Whenever")
    assert listed(desk, due="late") == ["Late"]
    assert listed(desk, due="today") == ["Today"]
    assert set(listed(desk, due="week")) == {"Today", "Next days"}
    assert len(listed(desk, due="nonsense")) == 5


def test_work_is_found_by_whose_it_is(desk, boss):
    writer = reporter()
    make_article("Mine", assignee=boss)
    make_article("Dara’s", assignee=writer)
    make_article("Nobody’s")
    make_live("Done long ago")
    assert listed(desk, assignee="me") == ["Mine"]
    assert listed(desk, assignee=writer.pk) == ["Dara’s"]
    assert listed(desk, assignee="nobody") == ["Nobody’s"]
    assert listed(desk, whose="mine") == ["Mine"]


def test_an_editor_finds_what_waits_in_the_own_sections(boss, desk):
    river, sport = make_section("River"), make_section("Sport")
    sport.editors.add(person("vanna", "Editors"))
    make_article("On the river", section=river, desk_status="in_review")
    make_article("On the pitch", section=sport, desk_status="in_review")
    assert listed(desk, whose="to_publish", desk_status__exact="in_review") == ["On the river"]


def test_a_planned_story_is_found_as_scheduled(desk):
    article = make_article()
    press.schedule(article, by=None, at=in_hours(5))
    make_article("Another story")
    assert listed(desk, state="scheduled") == ["Ferry to run until midnight"]


# --- Order and pages


@pytest.fixture
def few(monkeypatch):
    """A list that goes no further than three stories."""
    monkeypatch.setattr(BoundedPaginator, "FARTHEST", 3)


def by(column, down=False) -> dict:
    """What the head of that column puts into the list's address."""
    return {"o": f"{'-' if down else ''}{1 + ArticleListAdmin.list_display.index(column)}"}


def test_a_click_on_a_column_sorts_the_list_and_another_turns_it_round(desk):
    river, sport = make_section("River"), make_section("Sport")
    for headline, section, status in (("B", sport, "ready"), ("C", river, "in_review"), ("A", river, "draft")):
        make_article(headline, section=section, desk_status=status)
    assert listed(desk) == ["A", "C", "B"]
    assert listed(desk, **by("titled")) == ["A", "B", "C"]
    assert listed(desk, **by("titled", down=True)) == ["C", "B", "A"]
    assert listed(desk, **by("work")) == ["A", "C", "B"]
    assert listed(desk, **by("saved")) == ["B", "C", "A"]
    assert listed(desk, **by("place"))[-1] == "B"
    assert listed(desk, section=river.pk, **by("titled")) == ["A", "C"]


def test_by_deadline_stand_the_stories_that_have_one(desk, few):
    make_article("Tomorrow", deadline=in_hours(24))
    make_article("Yesterday", deadline=in_hours(-24))
    for number in range(4):
        make_article(f"Whenever {number}")
    assert listed(desk, **by("due")) == ["Yesterday", "Tomorrow"]
    assert listed(desk, **by("due", down=True)) == ["Tomorrow", "Yesterday"]


def test_a_long_list_ends_with_a_word_about_what_is_older(desk, few):
    for headline in ("C", "A", "D"):
        make_article(headline)
    assert listed(desk) == ["D", "A", "C"]
    assert "These are the newest" not in desk.get(LIST).content.decode()
    make_article("B")
    assert listed(desk) == ["B", "D", "A"]
    assert listed(desk, **by("titled")) == ["A", "B", "D"]
    assert "These are the newest 3." in desk.get(LIST).content.decode()


def test_every_story_stands_on_one_page_of_the_list(desk, monkeypatch):
    monkeypatch.setattr(EditorialAdmin, "list_per_page", 2)
    for number in range(5):
        make_article(f"Story {number}")
    pages = [listed(desk, p=number) for number in (1, 2, 3)]
    assert pages == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]
    assert desk.get(LIST, {"p": 4}).status_code == 302
    assert len(listed(desk, all="")) == 5


# --- Saved filters


def test_the_filters_of_the_list_are_saved_under_a_name_and_used_again(desk, boss):
    make_article("Late", deadline=in_hours(-1))
    make_article("Whenever")
    assert 'name="name"' in desk.get(LIST, {"due": "late"}).content.decode()
    answer = desk.post(SAVE, {"name": "What is late", "query": "due=late&p=3"}, follow=True)
    assert "“What is late” is saved" in said(answer)
    assert SavedFilter.objects.get().query == "due=late"
    page = html.fromstring(desk.get(LIST).content.decode())
    [link] = page.xpath("//nav[@class='desk-filters']//a")
    assert (link.text_content(), link.get("href")) == ("What is late", "?due=late")
    assert 'aria-current="page"' in desk.get(LIST, {"due": "late"}).content.decode()


def test_a_name_that_is_there_means_the_new_filters(desk):
    for query in ("due=late", "due=today"):
        desk.post(SAVE, {"name": "Work", "query": query})
    assert SavedFilter.objects.get().query == "due=today"


@pytest.mark.parametrize(
    "typed", [{"name": "", "query": "due=late"}, {"name": "x" * 61, "query": "due=late"}, {"name": "All"}]
)
def test_a_filter_without_name_or_filters_is_refused_in_words(desk, typed):
    answer = desk.post(SAVE, typed, follow=True)
    assert "name" in said(answer).lower() or "filters" in said(answer).lower()
    assert not SavedFilter.objects.exists()


def test_nobody_sees_or_deletes_anothers_filters(desk, boss):
    saved = SavedFilter.objects.create(user=boss, name="What is late", query="due=late")
    other = at_desk(reporter())
    assert "What is late" not in other.get(LIST).content.decode()
    assert other.post(f"{SAVE}{saved.pk}/delete/").status_code == 404
    assert desk.post(f"{SAVE}{saved.pk}/delete/", {"query": "due=late"}).url == f"{LIST}?due=late"
    assert not SavedFilter.objects.exists()


def test_thirty_filters_are_enough(desk, boss):
    SavedFilter.objects.bulk_create(SavedFilter(user=boss, name=f"No. {n}", query="due=late") for n in range(30))
    assert "delete one first" in said(desk.post(SAVE, {"name": "More", "query": "due=today"}, follow=True))
    assert SavedFilter.objects.count() == saved_filters.MOST


def test_a_saved_filter_leads_nowhere_else(desk, boss):
    desk.post(SAVE, {"name": "x", "query": "//evil.example/?due=late&_popup=1"})
    link = html.fromstring(desk.get(LIST).content.decode()).xpath("//nav[@class='desk-filters']//a/@href")
    assert all(address.startswith("?") for address in link)
    assert "_popup" not in "".join(link)


def test_a_story_without_a_headline_is_listed_as_untitled(desk):
    make_article("")
    [link] = html.fromstring(desk.get(LIST).content.decode()).xpath("//table[@id='result_list']//th/a")
    assert link.text == "Untitled"


@pytest.mark.parametrize("asked", ["section=99999999999999999999", "assignee=99999999999999999999", "state=x", "p=-1"])
def test_an_address_that_no_list_ever_made_is_answered_all_the_same(asked):
    make_article("Ferry")
    assert at_desk(editor()).get(f"{LIST}?{asked}", follow=True).status_code == 200


def test_what_can_be_the_key_of_no_story_is_nothing_that_was_chosen():
    article = make_article("Ferry")
    chosen = {"action": "trash_selected", "_selected_action": ["x", "9" * 30, str(article.pk)]}
    assert at_desk(editor()).post(LIST, chosen, follow=True).status_code == 200
    article.refresh_from_db()
    assert article.trashed_at
