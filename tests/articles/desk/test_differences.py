"""Two revisions beside each other: every part of a story, word by word."""

import pytest

from articles import snapshot
from articles.desk import differences
from articles.models import Byline
from tests.newspaper import add_byline, add_picture, add_related, make_article, make_picture, make_section

pytestmark = pytest.mark.django_db


def taken(article):
    return snapshot.take(article, by=None)


def parts(old, new, spoken="en"):
    return {part.title: part for part in differences.between(old, new, spoken=spoken)}


def said(cell) -> str:
    return "".join(piece.text for line in cell.lines for piece in line.pieces) if cell else ""


def marked(cell, kind) -> list[str]:
    return [piece.text.strip() for line in cell.lines for piece in line.pieces if piece.kind == kind]


def changed(old, new) -> list[str]:
    return [title for title, part in parts(old, new).items() if part.changed]


@pytest.fixture
def article():
    return make_article(tags=["ferry"], kicker="Transport")


def test_the_words_that_changed_are_marked_on_their_own_side(article):
    old = taken(article)
    article.headline = "Ferry to run all night"
    article.save()
    [row] = parts(old, taken(article))["Headline"].rows
    assert (said(row.old), said(row.new)) == ("Ferry to run until midnight", "Ferry to run all night")
    assert marked(row.old, "gone") == ["until midnight"]
    assert marked(row.new, "new") == ["all night"]


def test_khmer_is_compared_by_words():
    article = make_article("ការប្រកួតទូកនៅភ្នំពេញ")
    old = taken(article)
    article.headline = "ការប្រកួតទូកនៅសៀមរាប"
    article.save()
    [row] = parts(old, taken(article), "km")["Headline"].rows
    assert marked(row.old, "gone") == ["ភ្នំពេញ"]
    assert said(row.new).startswith("ការប្រកួតទូក")


def test_paragraphs_that_are_forms_of_one_stand_beside_each_other(article):
    paragraphs = ["The ferry runs until midnight from Monday on.", "The harbour office said so yesterday."]
    article.body = "".join(f"<p>{text}</p>" for text in paragraphs)
    article.save()
    old = taken(article)
    later = ["Rain fell on the whole of the coast.", "The ferry runs until eleven from Monday on.", paragraphs[1]]
    article.body = "".join(f"<p>{text}</p>" for text in later)
    article.save()
    rows = parts(old, taken(article))["Body"].rows
    assert [(said(row.old), said(row.new)) for row in rows] == [
        ("", later[0]),
        (paragraphs[0], later[1]),
        (later[2], later[2]),
    ]
    assert marked(rows[1].new, "new") == ["eleven"]


def test_a_body_that_only_looks_different_says_so(article):
    article.body = '<p>The <a href="https://example.com/a">ferry</a> runs.</p>'
    article.save()
    old = taken(article)
    article.body = '<p>The <a href="https://example.com/b">ferry</a> <strong>runs</strong>.</p>'
    article.save()
    found = parts(old, taken(article))
    assert "formatting" in found["Body"].note
    [row] = found["Links in the body"].rows
    assert (said(row.old), said(row.new)) == ("https://example.com/a", "https://example.com/b")


def test_pictures_are_compared_by_place_words_and_picture(article):
    use = add_picture(article, caption="The ferry at dusk.")
    gone = add_picture(article, make_picture("navy"), placement="gallery", caption="The river.")
    old = taken(article)
    use.caption, use.picture = "The ferry at dawn.", make_picture("maroon")
    use.save()
    gone.delete()
    rows = parts(old, taken(article))["Pictures"].rows
    assert marked(rows[0].old, "gone") == ["dusk"]
    assert rows[0].new.label == "1. Lead – another picture"
    assert rows[0].new.picture == use.picture
    assert rows[1].new is None
    assert rows[1].old.label == "2. Gallery"


def test_bylines_tags_section_and_related_stories_are_compared(article):
    add_byline(article, "Sok Dara")
    old = taken(article)
    add_byline(article, "Chan Mony", Byline.Role.PHOTOGRAPHER)
    add_related(article, target=make_article("Another story"))
    article.tags.add("harbour")
    article.section = make_section("Sport")
    article.save()
    new = taken(article)
    assert changed(old, new) == ["Section", "Bylines", "Tags", "Related stories"]
    found = parts(old, new)
    assert [said(row.new) for row in found["Bylines"].rows] == ["Sok Dara", "Chan Mony (Photographs)"]
    assert said(found["Related stories"].rows[0].new) == "Another story"
    assert "River" in said(found["Section"].rows[0].old)


def test_the_order_of_bylines_is_a_change(article):
    first, second = add_byline(article, "Sok Dara"), add_byline(article, "Chan Mony")
    old = taken(article)
    for order, byline in ((3, first), (1, second), (2, first)):
        byline.order = order
        byline.save()
    assert changed(old, taken(article)) == ["Bylines"]


def test_what_is_gone_since_stands_for_itself(article):
    use = add_picture(article)
    add_related(article, target=make_article("Another story"))
    old = taken(article)
    article.related.all().delete()
    type(article).objects.get(headline="Another story").delete()
    picture = use.picture
    use.delete()
    picture.delete()
    found = parts(old, taken(article))
    assert "gone" in found["Pictures"].rows[0].old.label
    assert "gone" in said(found["Related stories"].rows[0].old)


def test_two_long_revisions_take_a_fixed_number_of_queries(article, django_assert_num_queries):
    add_picture(article)
    for number in range(5):
        add_byline(article, f"Author {number}")
        add_related(article, target=make_article(f"Story {number}"))
    old = taken(article)
    article.body = "".join(f"<p>Paragraph {number} of the story.</p>" for number in range(200))
    article.save()
    new = taken(article)
    with django_assert_num_queries(3):
        differences.between(old, new, spoken="en")
