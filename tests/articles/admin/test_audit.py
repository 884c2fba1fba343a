"""The audit log: who did what to which story, when, from which revision; written by the act itself."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import press, snapshot
from articles.desk import audit
from articles.models import Act, WrittenOnce
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, person, reporter, send
from tests.newspaper import edit, make_article, make_live, make_section

pytestmark = pytest.mark.django_db
LOG = "/admin/articles/act/"


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def verbs() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("verb", flat=True))


def test_a_story_is_followed_from_its_first_word_to_its_withdrawal(desk):
    send(desk, ADD, headline="Ferry to run until midnight", body="<p>It runs.</p>")
    act = Act.objects.get()
    assert (act.verb, act.by.username, act.headline, act.revision) == (
        "create",
        "bopha",
        "Ferry to run until midnight",
        1,
    )
    article = make_article("Market opens earlier")
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    send(desk, page_of(article), "_schedule", go_live_at=tomorrow)
    send(desk, page_of(article), "_unschedule")
    send(desk, page_of(article), "_publish", kicker="Markets")
    desk.post(page_of(article, "withdraw"), {"reason": "It named the wrong market."})
    own = Act.objects.filter(article_id=article.pk).order_by("pk")
    assert [(act.verb, act.revision) for act in own] == [
        ("save", 1), ("schedule", 1), ("save", 1), ("unschedule", 1), ("save", 2), ("publish", 2), ("withdraw", 2),
    ]  # fmt: skip
    assert {act.by.username for act in own} == {"bopha"}
    assert own.get(verb="publish").detail == "/river/market-opens-earlier/"
    assert own.get(verb="withdraw").detail == "It named the wrong market."
    assert own.get(verb="schedule").detail.endswith("Asia/Phnom_Penh")


def test_the_clock_acts_in_nobodys_name():
    article = make_article()
    at = timezone.now() + timedelta(hours=1)
    press.schedule(article, by=editor(), at=at)
    press.run_due(at)
    assert [(act.verb, act.by and act.by.username) for act in Act.objects.all()] == [
        ("publish", None),
        ("schedule", "bopha"),
    ]


def test_what_the_press_refuses_leaves_no_line(desk):
    article = make_article(body="")
    send(desk, page_of(article), "_publish")
    assert verbs() == ["save"]


def test_a_line_is_never_changed_and_never_deleted():
    act = audit.record(Act.Verb.SAVE, make_article(), by=None)
    for attempt in (act.save, act.delete, Act.objects.all().delete, lambda: Act.objects.update(detail="x")):
        with pytest.raises(WrittenOnce):
            attempt()


def test_a_line_takes_a_revision_or_its_number():
    article = make_article()
    revision = snapshot.take(article, by=None)
    assert audit.record(Act.Verb.SAVE, article, by=None, revision=revision).revision == 1
    assert audit.record(Act.Verb.RESTORE, article, by=None, revision=7).revision == 7


def test_the_log_is_read_by_person_act_day_and_headline_and_changed_by_nobody(desk):
    article, other = make_live(), make_live("Market opens earlier")
    send(desk, page_of(article), kicker="Transport")
    bopha = User.objects.get(username="bopha")
    tomorrow = str(timezone.localtime() + timedelta(days=1))
    for name, value, articles in (
        ("q", "market", {other.pk}),
        ("who", bopha.pk, {article.pk}),
        ("who", "none", {article.pk, other.pk}),
        ("verb__exact", "save", {article.pk}),
        ("at__gte", tomorrow, set()),
        ("at__lt", tomorrow, {article.pk, other.pk}),
    ):
        rows = desk.get(LOG, {name: value}).context["cl"].result_list
        assert {row.article_id for row in rows} == articles, name
    act = Act.objects.first()
    assert desk.get(f"{LOG}add/").status_code == 403
    assert desk.post(f"{LOG}{act.pk}/change/", {"detail": "x"}).status_code == 403
    assert desk.post(f"{LOG}{act.pk}/delete/", {"post": "yes"}).status_code == 403
    assert at_desk(reporter()).get(LOG).status_code == 403


def test_the_log_is_never_counted_to_its_end(desk, django_assert_max_num_queries):
    for number in range(30):
        audit.record(Act.Verb.SAVE, make_article(f"Story {number}"), by=person(f"editor{number}"))
    with django_assert_max_num_queries(8) as queries:
        desk.get(LOG)
    assert not any("COUNT(*)" in query["sql"] and "LIMIT" not in query["sql"] for query in queries.captured_queries)


def test_a_storys_history_says_who_did_what(desk):
    article = make_live()
    edit(article, kicker="Transport")
    send(desk, page_of(article), "_publish")
    page = desk.get(page_of(article, "history")).content.decode()
    assert "Who did what" in page
    assert "the clock or a command" in page
    assert "bopha" in page


def test_what_was_deleted_is_still_told_of(desk):
    article = make_article("A draft that goes")
    for _step in range(2):
        desk.post(page_of(article, "delete"))
    page = desk.get(LOG).content.decode()
    assert "A draft that goes" in page
    assert "Deleted for good" in page


def test_whoever_has_acted_is_deactivated_not_deleted():
    chief, gone, unused = person("super", is_superuser=True), editor(), person("unused")
    audit.record(Act.Verb.SAVE, make_article(), by=gone)
    desk = at_desk(chief)
    answer = desk.post(f"/admin/auth/user/{gone.pk}/delete/", {"post": "yes"}, follow=True)
    assert "Deactivate the login instead" in " ".join(str(message) for message in answer.context["messages"])
    desk.post(f"/admin/auth/user/{unused.pk}/delete/", {"post": "yes"})
    assert set(User.objects.values_list("username", flat=True)) == {"super", "bopha"}
    chosen = {"action": "deactivate_selected", "_selected_action": [gone.pk, chief.pk]}
    desk.post("/admin/auth/user/", chosen)
    assert list(User.objects.filter(is_active=True)) == [chief]
