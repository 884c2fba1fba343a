"""How a story stands with readers: what its row says is always what the press and the newest revision say."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import press, snapshot
from articles.desk import reviewing, trash
from articles.models import Article, Publication, PublishedArticle, Revision
from tests.articles.admin.desk import LIST, at_desk, editor, page_of, send
from tests.newspaper import edit, make_article, make_live, make_section

pytestmark = pytest.mark.django_db


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def facts(article: Article) -> str:
    """How it stands, worked out from the rows of the press."""
    live = PublishedArticle.objects.filter(article=article).first()
    if live is None:
        return "withdrawn" if Publication.objects.filter(article=article).exists() else "draft"
    return "live" if live.revision.number == max(article.revisions.values_list("number", flat=True)) else "changed"


def standings() -> dict[str, str]:
    """What the rows say, by headline; each is held against the facts."""
    for article in Article.objects.all():
        assert article.standing == facts(article), article.headline
    return dict(Article.objects.values_list("headline", "standing"))


def test_the_row_says_how_the_story_stands_after_every_act():
    other = make_live("Another story")
    article, by = make_article("Ferry"), editor()

    def save(words):
        edit(article, standfirst=words)

    acts = [
        (lambda: snapshot.take(article, by=by), "draft"),
        (lambda: trash.put(article, by=by), "draft"),
        (lambda: trash.take_out(article, by=by), "draft"),
        (lambda: press.schedule(article, by=by, at=in_hours(1)), "draft"),
        (lambda: press.run_due(in_hours(2)), "live"),
        (lambda: save("A pilot."), "changed"),
        (lambda: reviewing.mark_ready(article, by=by), "changed"),
        (lambda: press.schedule(article, by=by, at=in_hours(3)), "changed"),
        (lambda: save("A pilot until June."), "changed"),
        (lambda: press.run_due(in_hours(4)), "changed"),
        (lambda: press.publish(article, by=by), "live"),
        (lambda: snapshot.take(article, by=by), "live"),
        (lambda: snapshot.restore(article.revisions.get(number=1), by=by), "changed"),
        (lambda: press.publish(article, by=by, revision=snapshot.newest(article)), "live"),
        (lambda: press.publish(article, by=by, revision=article.revisions.get(number=2)), "changed"),
        (lambda: press.unschedule(article, by=by), "changed"),
        (lambda: press.plan_withdrawal(article, by=by, at=in_hours(5), reason="Wrong."), "changed"),
        (lambda: press.run_due(in_hours(6)), "withdrawn"),
        (lambda: save("A correction."), "withdrawn"),
        (lambda: press.publish(article, by=by), "live"),
        (lambda: press.withdraw(article, by=by, instead=other), "withdrawn"),
    ]
    for number, (act, standing) in enumerate(acts):
        act()
        assert standings() == {"Another story": "live", "Ferry": standing}, f"after act {number}"


def test_saving_and_publishing_in_the_admin_says_so():
    article, desk = make_live("Ferry"), at_desk(editor())
    send(desk, page_of(article), standfirst="A pilot.")
    assert standings() == {"Ferry": "changed"}
    send(desk, page_of(article), "_publish")
    assert standings() == {"Ferry": "live"}


def test_a_copy_that_was_read_before_the_press_ran_does_not_turn_it_back():
    old = make_article("Ferry")
    press.publish(old, by=None)
    old.notes = "Call the harbour office."
    old.save()
    assert standings() == {"Ferry": "live"}


def test_imported_stories_stand_as_their_source_and_the_desk_have_them(tmp_path):
    def bring_in(**changes):
        stories = [
            {"legacy_id": "1", "headline": "Live", "section": "River"},
            {"legacy_id": "2", "headline": "Draft", "section": "River", "status": "draft"},
            {"legacy_id": "3", "headline": "No section"},
            {"legacy_id": "4", "headline": "Withdrawn here", "section": "River"},
            {"legacy_id": "5", "headline": "Under embargo here", "section": "River"},
        ]
        file = tmp_path / "stories.ndjson"
        lines = (
            json.dumps({"language": "en", "site": "The Landing", "blocks": ["Words."]} | s | changes) for s in stories
        )
        file.write_text("\n".join(lines))
        with pytest.raises(SystemExit):
            call_command("import_stories", str(file), "--source", "old-site")

    bring_in()
    expected = {"Live": "live", "Draft": "draft", "No section": "draft"}
    assert standings() == expected | {"Withdrawn here": "live", "Under embargo here": "live"}
    press.withdraw(Article.objects.get(headline="Withdrawn here"), by=None, reason="Wrong.")
    Article.objects.filter(headline="Under embargo here").update(embargo_until=in_hours(5))
    bring_in(standfirst="Their source changed.")
    assert Revision.objects.filter(number=2).count() == 5
    assert standings() == expected | {"Withdrawn here": "withdrawn", "Under embargo here": "changed"}


def test_stories_of_an_older_version_are_given_their_standing():
    make_article("Draft")
    make_live("Live")
    edit(make_live("Changed"), standfirst="A pilot.")
    press.withdraw(make_live("Withdrawn"), by=None, reason="Wrong.")
    expected = standings()
    assert sorted(expected.values()) == ["changed", "draft", "live", "withdrawn"]
    Article.objects.update(standing="draft")
    import_module("articles.migrations.0011_standing_of_old_stories").settle_all(apps, connection.schema_editor())
    assert standings() == expected


def test_the_desk_narrows_its_list_by_what_readers_see():
    section = make_section()
    make_article("Draft", section=section)
    make_live("Live", section=section)
    edit(make_live("Changed", section=section), standfirst="A pilot.")
    press.withdraw(make_live("Withdrawn", section=section), by=None, reason="Wrong.")
    press.schedule(make_article("Planned", section=section), by=None, at=in_hours(5))
    change = make_live("Live, to change by the clock", section=section)
    edit(change, standfirst="From Monday.")
    press.schedule(change, by=None, at=in_hours(6))
    desk = at_desk(editor())

    def listed(state):
        return {article.headline for article in desk.get(LIST, {"state": state}).context["cl"].result_list}

    assert listed("draft") == {"Draft"}
    assert listed("live") == {"Live"}
    assert listed("changed") == {"Changed", "Live, to change by the clock"}
    assert listed("withdrawn") == {"Withdrawn"}
    assert listed("scheduled") == {"Planned", "Live, to change by the clock"}
    assert len(listed("nonsense")) == 6
