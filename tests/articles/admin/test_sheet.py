"""The writing page: what stands where, what is remembered, and that saving never asks for what publishing needs."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from lxml import html

from articles.models import Article, PublishedArticle
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, said, send
from tests.newspaper import add_byline, add_related, make_article, make_edition, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def tree(desk, address):
    return html.fromstring(desk.get(address).content.decode())


def test_the_sheet_holds_what_readers_get_and_the_rest_stands_beside_it(desk):
    page = tree(desk, ADD)
    assert page.xpath("//div[@class='sheet']//@name") == ["kicker", "headline", "standfirst", "body"]
    beside = page.xpath("//div[@id='desk-side']//@name")
    for name in ("section", "tags", "slug", "seo_title", "notes", "bylines-0-author", "related-TOTAL_FORMS"):
        assert name in beside


def test_every_field_has_a_name_for_who_cannot_see_the_page(desk):
    article = make_article()
    add_byline(article)
    add_related(article, target=make_article("Another story"))
    for address in (ADD, page_of(article)):
        page = tree(desk, address)
        labels = set(page.xpath("//label/@for"))
        fields = page.xpath("//form[@id='article_form']//*[self::input or self::select or self::textarea]")
        nameless = [
            field.get("id")
            for field in fields
            if field.get("type") not in ("hidden", "submit")
            and field.get("id") not in labels
            and not field.get("aria-label")
            and not field.xpath("ancestor::label")
            and not field.xpath("ancestor::template")
            and field.get("name")
        ]
        assert nameless == []


def test_the_rows_keep_what_the_admins_own_script_works_by(desk):
    for prefix in ("bylines", "related"):
        [group] = tree(desk, ADD).xpath(f"//*[@id='{prefix}-group']")
        assert "js-inline-admin-formset" in group.get("class")
        assert group.get("data-inline-type") == "stacked"
        [empty] = group.xpath(f".//*[@id='{prefix}-empty']")
        assert {"inline-related", "empty-form"} <= set(empty.get("class").split())


def test_the_sheet_is_in_the_language_of_the_edition(desk):
    khmer = make_section("ទន្លេ", edition=make_edition("កំពង់ផែ", language="km", path_prefix="km/"))
    [sheet] = tree(desk, page_of(make_article(section=khmer))).xpath("//div[@class='sheet']")
    assert sheet.get("lang") == "km"


def test_a_new_story_begins_in_the_section_of_its_writers_last_one(desk):
    city = make_section("City")
    send(desk, ADD, headline="Market opens earlier", section=city.pk)
    assert tree(desk, ADD).xpath("//select[@name='section']/option[@selected]/@value") == [str(city.pk)]


def test_a_story_without_a_headline_is_saved_but_not_published(desk):
    answer = send(desk, ADD, "_publish", headline="", standfirst="A pilot until June.", body="<p>It runs.</p>")
    article = Article.objects.get()
    assert article.standfirst == "A pilot until June."
    assert str(article) == "Untitled"
    assert article.slug == ""
    assert "The headline is empty." in said(answer)
    assert not PublishedArticle.objects.exists()


def test_the_address_is_made_when_the_headline_comes(desk):
    send(desk, ADD, headline="")
    send(desk, page_of(Article.objects.get()), headline="Ferry to run until midnight")
    assert Article.objects.get().slug == "ferry-to-run-until-midnight"


def test_a_field_that_is_refused_opens_its_group(desk):
    answer = send(desk, page_of(make_article()), slug="Not An Address")
    [group] = html.fromstring(answer.content.decode()).xpath("//*[@id='group-address']")
    assert group.get("open") is not None
    assert group.xpath(".//ul[contains(@class, 'errorlist')]")


def test_the_sheet_is_set_in_the_faces_of_the_readers_page():
    paper = Path(finders.find("newsroom/paper.css")).read_text()
    sheet = Path(finders.find("articles/desk/sheet.css")).read_text()
    for readers, desks in (("text", "paper-text"), ("head", "paper-head"), ("plain", "paper-plain")):
        [face] = re.findall(rf"--{readers}: ([^;]+);", paper)
        assert f"--{desks}: {face};" in sheet
    measures = re.findall(r"(:lang\(km\)|:lang\(en\)) (\{ --[^}]+})", paper)
    assert {language for language, _measure in measures} == {":lang(en)", ":lang(km)"}
    assert [measure for _language, measure in measures if measure not in sheet] == []
