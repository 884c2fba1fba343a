"""From the desk to readers and back: the buttons of a story's page, and many stories at once."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from articles.models import Article, Publication, PublishedArticle
from tests.articles.admin.desk import ADD, LIST, at_desk, editor, errors, page_of, rows, said, send
from tests.newspaper import MORNING, add_byline, edit, make_article, make_live, make_picture, make_section

pytestmark = pytest.mark.django_db
ADDRESS = "/river/ferry-to-run-until-midnight/"


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def act(desk, name, *articles, **typed):
    chosen = [article.pk for article in articles]
    return desk.post(LIST, {"action": name, ACTION_CHECKBOX_NAME: chosen, **typed}, follow=True)


def test_a_story_goes_from_an_empty_form_to_readers_with_one_button(desk, client):
    answer = send(
        desk,
        ADD,
        "_publish",
        headline="Ferry to run until midnight",
        body="<p>The ferry runs until midnight.</p>",
        section=make_section("City").pk,
        **rows("bylines", {"author": add_byline(make_article("Another story")).author_id, "role": "author"}),
    )
    page = client.get("/city/ferry-to-run-until-midnight/")
    assert "Live now:" in said(answer)
    assert "Live at" in answer.content.decode()
    assert page.status_code == 200
    assert "Sok Dara" in page.content.decode()
    assert Publication.objects.get().by.username == "bopha"


def test_what_is_missing_is_said_all_at_once_and_the_text_is_kept(desk):
    answer = send(
        desk,
        ADD,
        "_publish",
        headline="Ferry to run until midnight",
        standfirst="A pilot until June.",
        **rows("pictures", {"picture": make_picture(credit="", alt_text="").pk, "placement": "lead"}),
    )
    words = said(answer)
    assert "It is saved, but readers do not get it yet:" in words
    for reason in ("Choose a section", "The body is empty.", "no credit", "no alt text"):
        assert reason in words
    assert Article.objects.get().standfirst == "A pilot until June."
    assert not PublishedArticle.objects.exists()


def test_changes_reach_readers_when_they_are_published(desk, client):
    article = make_live()
    send(desk, page_of(article), "_publish", headline="Ferry to run all night")
    assert "Ferry to run all night" in client.get(ADDRESS).content.decode()


def test_a_story_is_planned_in_the_time_of_its_edition_and_taken_back(desk):
    article = make_article()
    tomorrow = timezone.localtime() + timedelta(days=1)
    answer = send(desk, page_of(article), "_schedule", go_live_at=tomorrow.strftime("%Y-%m-%dT06:30"))
    article.refresh_from_db()
    assert timezone.localtime(article.publish_at).strftime("%H:%M") == "06:30"
    assert "06:30 on" in said(answer)
    assert "Phnom Penh time" in said(answer)
    assert "later changes do not ride along" in answer.content.decode()

    send(desk, page_of(article), "_unschedule")
    article.refresh_from_db()
    assert (article.publish_at, article.scheduled_revision) == (None, None)


def test_a_plan_needs_a_time_that_is_still_to_come(desk):
    article = make_article()
    assert "Say on which day" in errors(send(desk, page_of(article), "_schedule", go_live_at=""))
    answer = send(desk, page_of(article), "_schedule", go_live_at="2020-01-01T06:30", kicker="Transport")
    assert "has passed already" in said(answer)
    article.refresh_from_db()
    assert (article.publish_at, article.kicker) == (None, "Transport")


def test_a_withdrawal_asks_for_the_reason_and_readers_are_told(desk, client, django_capture_on_commit_callbacks):
    article = make_live()
    question = send(desk, page_of(article), "_withdraw")
    assert question.redirect_chain[-1][0] == page_of(article, "withdraw")
    assert client.get(ADDRESS).status_code == 200

    assert "Write what readers are told" in desk.post(page_of(article, "withdraw"), {"reason": " "}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(page_of(article, "withdraw"), {"reason": "It could not be confirmed."}, follow=True)
    assert "Withdrawn at" in answer.content.decode()
    page = client.get(ADDRESS)
    assert page.status_code == 410
    assert "It could not be confirmed." in page.content.decode()


def test_a_story_that_is_not_live_has_nothing_to_withdraw(desk):
    answer = desk.get(page_of(make_article(), "withdraw"), follow=True)
    assert "nothing to withdraw" in said(answer)


def test_a_preview_shows_what_is_saved_and_is_kept_by_nobody(desk):
    article = make_live()
    edit(article, headline="Ferry to run all night")
    preview = desk.get(page_of(article, "preview"))
    assert "Ferry to run all night" in preview.content.decode()
    assert "no-store" in preview["Cache-Control"]
    assert "noindex" in preview["X-Robots-Tag"]
    first = desk.get(f"{page_of(article, 'preview')}1/")
    assert "Ferry to run all night" not in first.content.decode()
    assert desk.get(f"{page_of(article, 'preview')}9/").status_code == 404


def test_a_draft_without_a_section_can_be_looked_at(desk):
    send(desk, ADD, headline="Ferry to run until midnight")
    preview = desk.get(page_of(Article.objects.get(), "preview"))
    assert preview.status_code == 200
    assert "Ferry to run until midnight" in preview.content.decode()


def test_many_stories_are_published_at_once_and_one_that_is_not_ready_stops_no_other(desk):
    ready, empty = make_article(), make_article("An empty story", body="")
    answer = act(desk, "publish_selected", ready, empty)
    assert list(PublishedArticle.objects.values_list("article", flat=True)) == [ready.pk]
    assert "“An empty story” is not published:" in said(answer)


def test_many_stories_are_withdrawn_at_once_for_one_reason(desk):
    stories = [make_live(), make_live("Market opens earlier")]
    question = act(desk, "withdraw_selected", *stories)
    assert PublishedArticle.objects.count() == 2
    assert "Market opens earlier" in question.content.decode()
    act(desk, "withdraw_selected", *stories, reason="The source took them back.", _do="1")
    assert not PublishedArticle.objects.exists()


def test_a_whole_archive_is_not_published_by_a_slip(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.publishing.AT_ONCE", 1)
    answer = act(desk, "publish_selected", make_article(), make_article("Another story"), select_across="1")
    assert "Choose at most 1" in said(answer)
    assert not PublishedArticle.objects.exists()


def test_the_list_says_what_readers_see_and_finds_by_it(desk):
    live, draft, changed, gone, planned = (
        make_live("Live one"), make_article("Draft one"), make_live("Changed one"), make_live("Gone one"),
        make_article("Planned one"),
    )  # fmt: skip
    edit(changed, kicker="New")
    desk.post(page_of(gone, "withdraw"), {"reason": "Wrong."})
    Article.objects.filter(pk=planned.pk).update(publish_at=MORNING)
    for state, article in (
        ("live", live), ("draft", draft), ("changed", changed), ("withdrawn", gone), ("scheduled", planned),
    ):  # fmt: skip
        page = desk.get(LIST, {"state": state})
        assert [row.pk for row in page.context["cl"].result_list] == [article.pk]


def test_the_list_is_narrowed_to_a_section_or_to_stories_that_have_none(desk):
    there = make_article(section=make_section("City"))
    send(desk, ADD, headline="Nowhere yet")
    assert [row.pk for row in desk.get(LIST, {"section": there.section_id}).context["cl"].result_list] == [there.pk]
    assert [row.headline for row in desk.get(LIST, {"section": "none"}).context["cl"].result_list] == ["Nowhere yet"]


def test_an_address_that_is_no_storys_leads_to_the_desk_with_a_word(desk):
    for key in ("ferry", "99999999999999999999", "12"):
        assert "doesn’t exist" in said(desk.get(f"{LIST}{key}/change/", follow=True))


def test_the_list_takes_the_same_number_of_queries_for_any_number_of_stories(desk, django_assert_max_num_queries):
    for number in range(12):
        add_byline(make_live(f"Story {number}", section=make_section(f"Section {number}")), f"Author {number}")
    with django_assert_max_num_queries(12) as queries:
        desk.get(LIST)
    assert not any("COUNT(*)" in query["sql"] and "LIMIT" not in query["sql"] for query in queries.captured_queries)


def test_the_history_tells_what_was_saved_and_what_the_press_did(desk):
    article = make_live()
    send(desk, page_of(article), kicker="Transport")
    page = desk.get(page_of(article, "history")).content.decode()
    assert "Published" in page
    assert "bopha" in page
    assert f"{page_of(article, 'preview')}2/" in page
