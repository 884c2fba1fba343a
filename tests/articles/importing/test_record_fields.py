"""What a record says of status, sections, pictures and addresses, as it stands at the desk and before readers."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import press
from articles.importing.options import ImportOptions
from articles.importing.outcomes import Outcome
from articles.importing.runner import run_import
from articles.models import Article, DeskStatus, FormerPath, PublishedArticle, Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring_in(tmp_path):
    """Import records, given as dictionaries; return the results."""

    def bring_in(*records: dict) -> list:
        source = tmp_path / "records.ndjson"
        whole = [{"source": "g", "site": "Gazette", "section": "News", "blocks": ["Text."], **each} for each in records]
        source.write_text("\n".join(map(json.dumps, whole)))
        results = []
        run_import([str(source)], ImportOptions(), watch=results.append)
        return results

    return bring_in


def test_a_scheduled_story_goes_live_at_its_time_and_not_before(bring_in):
    due = timezone.now() + timedelta(days=2)
    bring_in({"legacy_id": "1", "headline": "Ferry", "status": "scheduled", "published_at": due.isoformat()})
    article = Article.objects.get()
    assert not PublishedArticle.objects.exists()
    assert (article.publish_at, article.desk_status) == (due, DeskStatus.READY)
    press.run_due(due)
    assert PublishedArticle.objects.get().headline == "Ferry"


def test_a_story_whose_time_had_passed_unpublished_stays_a_draft(bring_in):
    past = "2015-03-02T08:30:00+07:00"
    [result] = bring_in({"legacy_id": "1", "headline": "Ferry", "status": "scheduled", "published_at": past})
    assert Article.objects.get().publish_at is None
    assert "schedule-passed" in [problem.code for problem in result.problems]
    assert not PublishedArticle.objects.exists()


def test_a_story_that_waits_for_review_waits_here(bring_in):
    bring_in({"legacy_id": "1", "headline": "Ferry", "status": "in_review"})
    assert Article.objects.get().desk_status == DeskStatus.IN_REVIEW


def test_a_story_without_a_headline_comes_in_as_a_draft(bring_in):
    [result] = bring_in({"legacy_id": "1", "headline": "", "slug": "ferry"})
    assert result.outcome is Outcome.CREATED
    assert Article.objects.get().slug == "ferry"
    assert not PublishedArticle.objects.exists()
    assert "no-headline" in [problem.code for problem in result.problems]


def test_a_subsection_is_made_below_its_section(bring_in):
    bring_in(
        {"legacy_id": "1", "headline": "A", "section": "Local", "parent_sections": ["Sport"]},
        {"legacy_id": "2", "headline": "B", "section": "Local", "parent_sections": ["News"]},
        {"legacy_id": "3", "headline": "C", "section": "Local", "parent_sections": ["News"]},
    )
    made = Section.objects.order_by("pk").values_list("parent__name", "name", "slug")
    assert list(made) == [
        (None, "Sport", "sport"), ("Sport", "Local", "local"), (None, "News", "news"), ("News", "Local", "local-2"),
    ]  # fmt: skip


def test_pictures_stand_where_their_blocks_say(bring_in):
    bring_in(
        {
            "legacy_id": "1",
            "headline": "A",
            "lead_picture": {"caption": "Lead"},
            "inline_pictures": [{"caption": "One"}, {"caption": "Two"}, {"caption": "Three", "placement": "gallery"}],
            "blocks": [{"html": "<p>a</p>"}, {"kind": "picture", "text": "2"}, "b", {"kind": "picture", "text": "1"}],
        }
    )
    article = Article.objects.get()
    assert article.body == '<p>a</p><figure data-picture="3"></figure><p>b</p><figure data-picture="2"></figure>'
    assert list(article.pictures.values_list("key", "placement", "caption")) == [
        (1, "lead", "Lead"), (2, "body", "One"), (3, "body", "Two"), (4, "gallery", "Three"),
    ]  # fmt: skip


def test_the_first_of_two_stories_has_an_address_that_both_name(bring_in):
    first, second = bring_in(
        {"legacy_id": "1", "headline": "A", "addresses": ["https://g.example/?p=1"]},
        {"legacy_id": "2", "headline": "B", "addresses": ["https://g.example/?p=1", "https://g.example/b"]},
    )
    assert FormerPath.objects.get(path="/?p=1").article_id == first.article_id
    assert FormerPath.objects.get(path="/b").article_id == second.article_id
    assert "address-taken" in [problem.code for problem in second.problems]


def test_an_address_that_is_none_is_told(bring_in):
    [result] = bring_in({"legacy_id": "1", "headline": "A", "addresses": ["http://[g", "/" + "a" * 3000, "/good"]})
    assert list(FormerPath.objects.values_list("path", flat=True)) == ["/good"]
    assert [problem.code for problem in result.problems].count("bad-address") == 2


def test_what_is_too_long_beside_the_words_of_a_story_does_not_keep_it_out(bring_in):
    [result] = bring_in(
        {
            "legacy_id": "1",
            "headline": "A",
            "tags": ["Rivers", "t" * 101],
            "seo_title": "s" * 500,
            "lead_picture": {"alt": "word " * 200, "caption": "Boat.", "credit": "c" * 300},
        }
    )
    article = Article.objects.get()
    lead = article.pictures.get()
    assert ([tag.name for tag in article.tags.all()], article.seo_title) == (["Rivers"], "")
    assert (lead.alt_text.endswith("word…"), lead.caption, lead.credit) == (True, f"Boat. {'c' * 300}", "")
    assert [problem.code for problem in result.problems].count("too-long") == 4
