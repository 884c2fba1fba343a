"""The trash: drafts go there and come back; only from there is anything deleted for good."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from articles import press, snapshot
from articles.desk import readiness
from articles.models import Act, Article, Revision
from tests.articles.admin.desk import LIST, at_desk, editor, page_of, person, reporter, said
from tests.newspaper import add_related, make_article, make_live, make_section

pytestmark = pytest.mark.django_db
TRASH = "/admin/articles/article/trash/"


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def throw_away(desk, article):
    return desk.post(page_of(article, "delete"), follow=True)


def test_a_draft_is_asked_about_and_goes_into_the_trash(desk):
    article = make_article()
    assert "It stays in the trash" in desk.get(page_of(article, "delete")).content.decode()
    answer = throw_away(desk, article)
    assert "In the trash: Ferry to run until midnight" in said(answer)
    assert Article.objects.get().trashed_at
    page = desk.get(TRASH).content.decode()
    assert "Ferry to run until midnight" in page
    assert "bopha" in page


def test_what_is_in_the_trash_is_in_no_list_and_no_chooser_and_on_no_page(desk):
    article, other = make_article(), make_article("Another story")
    snapshot.take(article, by=None)
    throw_away(desk, article)
    assert [row.pk for row in desk.get(LIST).context["cl"].result_list] == [other.pk]
    chooser = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "Ferry"}
    assert desk.get("/admin/autocomplete/", chooser).json()["results"] == []
    for act in ("preview", "history"):
        assert "Ferry" not in desk.get(page_of(article, act)).content.decode()
    answer = desk.get(page_of(article), follow=True)
    assert answer.redirect_chain[-1][0] == TRASH
    assert "is in the trash" in said(answer)


def test_nothing_is_written_or_published_in_the_trash(desk):
    article = make_article()
    throw_away(desk, article)
    desk.post(page_of(article), {"headline": "Changed", "_publish": "1"})
    article.refresh_from_db()
    assert article.headline == "Ferry to run until midnight"
    with pytest.raises(press.NotReady, match="in the trash"):
        press.publish(article, by=None)
    assert "It is in the trash" in readiness.reasons(article, snapshot.of(article), timezone.now())[0]


def test_it_comes_back_whole(desk):
    article = make_article(tags=["ferries"])
    throw_away(desk, article)
    answer = desk.post(page_of(article, "take_out"), follow=True)
    assert "back at the desk" in said(answer)
    assert [row.pk for row in desk.get(LIST).context["cl"].result_list] == [article.pk]
    assert list(Act.objects.values_list("verb", flat=True)) == ["untrash", "trash"]


def test_it_is_deleted_for_good_only_from_the_trash_and_the_log_remembers(desk):
    article = make_article()
    snapshot.take(article, by=None)
    throw_away(desk, article)
    assert "deleted for good" in desk.get(page_of(article, "delete")).content.decode()
    assert "deleted for good" in said(throw_away(desk, article))
    assert not Article.objects.exists()
    assert not Revision.objects.exists()
    last = Act.objects.first()
    assert (last.verb, last.headline, last.article_id) == ("delete", "Ferry to run until midnight", article.pk)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_before_readers_never_goes_there(desk, withdrawn):
    article = make_live()
    if withdrawn:
        press.withdraw(article, by=None, reason="Wrong.")
    for answer in (desk.get(page_of(article, "delete"), follow=True), throw_away(desk, article)):
        assert "withdraw it instead" in said(answer)
    assert Article.objects.get().trashed_at is None


def test_what_is_scheduled_is_taken_off_the_schedule_first(desk):
    article = make_article()
    press.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))
    assert "take it off the schedule first" in said(throw_away(desk, article))
    assert Article.objects.get().trashed_at is None


def test_many_drafts_at_once_and_what_was_public_stays(desk):
    live, *drafts = make_live(), make_article("One"), make_article("Two")
    chosen = {"action": "trash_selected", ACTION_CHECKBOX_NAME: [live.pk, *(draft.pk for draft in drafts)]}
    answer = desk.post(LIST, chosen, follow=True)
    assert "In the trash: 2 stories" in said(answer)
    assert "withdraw it instead" in said(answer)
    assert Article.objects.filter(trashed_at=None).get() == live


def test_a_reporter_throws_away_the_own_draft_and_takes_it_back_but_deletes_nothing():
    user = reporter()
    own, other = make_article("Mine", created_by=user), make_article("Another's")
    desk = at_desk(user)
    assert desk.post(page_of(other, "delete")).status_code == 403
    chosen = {"action": "trash_selected", ACTION_CHECKBOX_NAME: [other.pk]}
    assert "not yours" in said(desk.post(LIST, chosen, follow=True))
    throw_away(desk, own)
    assert Article.objects.filter(trashed_at__isnull=False).get() == own
    assert desk.post(page_of(own, "delete")).status_code == 403
    desk.post(page_of(own, "take_out"))
    assert not Article.objects.filter(trashed_at__isnull=False).exists()


def test_an_editor_of_other_sections_does_not_delete_for_good():
    river = make_section()
    river.editors.add(person("sophal", "Editors"))
    article = make_article(trashed_at=timezone.now())
    assert at_desk(editor()).post(page_of(article, "delete")).status_code == 403
    assert Article.objects.exists()


def test_a_story_in_the_trash_is_not_shown_beside_another(desk, client):
    gone, live = make_article("Thrown away"), make_article("Kept")
    add_related(live, target=gone)
    press.publish(live, by=None)
    throw_away(desk, gone)
    assert "Thrown away" not in client.get("/river/kept/").content.decode()


def test_taking_out_is_a_deed_not_a_look(desk):
    article = make_article()
    throw_away(desk, article)
    assert desk.get(page_of(article, "take_out")).status_code == 405
    assert desk.post("/admin/articles/article/999/take-out/").status_code == 404


def test_the_trash_takes_the_same_number_of_queries_for_any_number_of_stories(desk, django_assert_max_num_queries):
    for number in range(12):
        make_article(f"Story {number}", section=make_section(f"Section {number}"), trashed_at=timezone.now())
    with django_assert_max_num_queries(20):
        assert desk.get(TRASH).status_code == 200
