"""Revisions of every age are read, and any of them can be the draft again."""

import pytest

from articles import snapshot
from articles.models import Article, Author, Byline, PublishedArticle, RelatedLink, Revision, Tag
from media.models import Picture
from tests.newspaper import (
    add_byline,
    add_picture,
    add_related,
    edit,
    make_article,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A story with one of everything, its first revision taken."""
    article = make_article(tags=["ferry", "harbour"], kicker="Transport")
    add_byline(article, "Sok Dara")
    add_byline(article, "Chan Mony", Byline.Role.PHOTOGRAPHER)
    add_picture(article, caption="At the landing.")
    add_picture(article, make_picture("navy"), placement="gallery")
    add_related(article, target=make_article("Another story"))
    add_related(article, headline="A story that has not come in", pending_key="old-site:77")
    snapshot.take(article, by=None)
    return article


def first(article) -> Revision:
    return article.revisions.get(number=1)


def test_a_revision_brought_back_has_all_that_it_had(article):
    was = first(article).content
    edit(article, headline="Another headline", body="<p>Other words.</p>", section=make_section("Sport"))
    for rows in (article.bylines, article.pictures, article.related):
        rows.all().delete()
    article.tags.set(["rain"])
    snapshot.take(article, by=None)
    restored = snapshot.restore(first(article), by=None)
    article.refresh_from_db()
    assert restored.missing == []
    assert restored.revision.content == was == snapshot.of(article)
    assert restored.revision.note == "Brought back revision 1"
    assert article.section.name == "River"
    assert article.related.get(target=None).pending_key == "old-site:77"


def test_readers_see_nothing_of_what_is_brought_back():
    article = make_live()
    edit(article, headline="Ferry stops")
    snapshot.restore(first(article), by=None)
    edit(article, headline="Ferry stops for good")
    snapshot.restore(article.revisions.get(number=2), by=None)
    assert PublishedArticle.objects.get().headline == "Ferry to run until midnight"
    article.refresh_from_db()
    assert article.headline == "Ferry stops"


def test_the_draft_as_it_stood_is_kept_before_another_takes_its_place(article):
    edit(article, headline="Second")
    Article.objects.filter(pk=article.pk).update(headline="Changed by no editor’s save")
    snapshot.restore(first(article), by=None)
    kept = list(article.revisions.order_by("number").values_list("content__headline", flat=True))
    assert kept == [
        "Ferry to run until midnight",
        "Second",
        "Changed by no editor’s save",
        "Ferry to run until midnight",
    ]


def test_what_is_gone_since_is_told_and_left_out(article):
    edit(article, headline="Second")
    for rows in (article.bylines, article.pictures, article.related):
        rows.all().delete()
    Author.objects.get(name="Sok Dara").delete()
    Picture.objects.get(pk=first(article).content["pictures"][0]["picture"]).delete()
    Article.objects.get(headline="Another story").delete()
    Tag.objects.get(name="ferry").delete()
    restored = snapshot.restore(first(article), by=None)
    told = " ".join(restored.missing)
    for name in ("Sok Dara", "At the landing.", "ferry", "related story"):
        assert name in told
    assert len(restored.missing) == 4
    assert [byline.author.name for byline in article.bylines.all()] == ["Chan Mony"]
    assert article.pictures.count() == 1
    assert [tag.name for tag in article.tags.all()] == ["harbour"]


def test_a_tag_that_was_made_anew_is_found_by_its_name(article):
    article.tags.clear()
    Tag.objects.get(name="ferry").delete()
    Tag.objects.create(name="ferry")
    assert snapshot.restore(first(article), by=None).missing == []
    assert {tag.name for tag in article.tags.all()} == {"ferry", "harbour"}


def test_a_section_that_is_gone_leaves_the_story_where_it_is(article):
    old = article.section
    edit(article, section=make_section("Sport"))
    Article.objects.filter(section=old).update(section=article.section)
    old.delete()
    restored = snapshot.restore(first(article), by=None)
    article.refresh_from_db()
    assert article.section.name == "Sport"
    assert "Sport" in restored.missing[0]


# --- Old schemas


def test_a_revision_of_the_first_schema_is_read_as_one_of_today(article):
    content = {**first(article).content}
    content["related"] = [
        {name: value for name, value in link.items() if name != "pending_key"} for link in content["related"]
    ]
    old = Revision.objects.create(article=article, number=2, schema=1, content=content)
    assert [link["pending_key"] for link in snapshot.read(old)["related"]] == ["", ""]
    assert "pending_key" not in old.content["related"][0]
    RelatedLink.objects.filter(article=article).update(pending_key="")
    assert snapshot.restore(old, by=None).missing == []


def test_an_old_schema_alone_is_no_change():
    article = make_article()
    snapshot.take(article, by=None)
    last = Revision.objects.create(article=article, number=2, schema=1, content=snapshot.of(article))
    assert snapshot.take(article, by=None) == last


def test_a_schema_of_a_later_version_is_refused_in_words(article):
    later = Revision.objects.create(article=article, number=2, schema=snapshot.SCHEMA + 1, content={})
    with pytest.raises(ValueError, match="this version reads 1 to"):
        snapshot.read(later)
