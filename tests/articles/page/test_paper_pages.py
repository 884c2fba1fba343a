"""Pages about the paper itself, and what stands above a topic's stories: written at the desk, read by readers."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Edition, PaperPage, Section, Tag, TopicPage
from tests.articles.admin.desk import at_desk, person
from tests.newspaper import make_edition, make_live, make_paper_page, make_picture, make_section

pytestmark = pytest.mark.django_db

FOOT = '<a href="/about-us/">About us</a>'


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def html_at(client, path) -> str:
    return client.get(path).content.decode()


def test_a_page_of_the_paper_stands_at_its_address_and_in_the_footer_of_every_page(client):
    make_paper_page(summary="Who we are.", body="<p>We print what we can prove.</p><h2>Owners</h2>")
    page = html_at(client, "/about-us/")
    for words in ("<h1>About us</h1>", "Who we are.", "<p>We print what we can prove.</p><h2>Owners</h2>"):
        assert words in page
    assert "<title>The Landing - About us</title>" in page
    make_live()
    for path in ("/", "/river/", "/river/ferry-to-run-until-midnight/", "/about-us/", "/nothing/"):
        assert FOOT in html_at(client, path), path


def test_a_page_of_the_paper_that_is_no_longer_or_not_yet_public_is_nowhere(client):
    make_paper_page(is_public=False)
    assert client.get("/about-us/").status_code == 404
    assert FOOT not in html_at(client, "/")


def test_a_page_can_be_kept_out_of_the_footer(client):
    make_paper_page(in_footer=False)
    assert client.get("/about-us/").status_code == 200
    assert FOOT not in html_at(client, "/")


def test_each_edition_has_its_own_pages_in_the_order_that_the_desk_gave_them(client):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")).edition
    make_paper_page("អំពីយើង", khmer)
    edition = make_section().edition
    make_paper_page("Ethics", edition, kind="ethics", order=2)
    make_paper_page("Contact", edition, kind="contact", order=1)
    english, front = html_at(client, "/"), html_at(client, "/km/")
    assert english.index("Contact</a>") < english.index("Ethics</a>")
    assert "អំពីយើង" not in english
    assert '<a href="/km/អំពីយើង/">អំពីយើង</a>' in front
    assert "<h1>អំពីយើង</h1>" in html_at(client, "/km/អំពីយើង/")
    assert client.get("/km/contact/").status_code == 404


def test_an_edition_has_its_pages_before_it_has_a_section(client):
    english, khmer = make_edition(), make_edition("សាឡាង", "km", "km/")
    make_paper_page("About us", english)
    make_paper_page("អំពីយើង", khmer)
    for path, title in (("/about-us/", "About us"), ("/km/អំពីយើង/", "អំពីយើង")):
        page = html_at(client, path)
        assert f"<h1>{title}</h1>" in page
        assert f">{title}</a></li>" in page.partition('class="imprint"')[2]
        assert page.count('hreflang="x-default"') == 1
    assert ">About us</a>" in html_at(client, "/")
    for path in ("/sitemap/sections.xml", "/llms.txt"):
        assert "/about-us/" in html_at(client, path)


def test_what_is_written_into_a_page_is_cleaned_like_a_story():
    page = make_paper_page(body='<p onclick="x()">One.</p><script>alert(1)</script>')
    page.full_clean()
    assert page.body == "<p>One.</p>"


@pytest.mark.parametrize("title", ["River", "Archive", "Authors", "km"])
def test_a_page_takes_no_address_of_another_part_of_the_paper(title):
    make_edition("សាឡាង", "km", "km/")
    page = PaperPage(title=title, edition=make_section().edition)
    with pytest.raises(ValidationError, match="is taken by another part of the paper"):
        page.full_clean()


def test_no_section_and_no_edition_takes_the_address_of_a_page():
    page = make_paper_page()
    with pytest.raises(ValidationError, match="is taken by another part of the paper"):
        Section(name="About us", edition=page.edition).full_clean()
    page.slug = "km"
    page.save()
    with pytest.raises(ValidationError, match="has the address “km”"):
        Edition(name="សាឡាង", language="km", path_prefix="km/").full_clean()


def test_an_edition_has_one_ethics_policy_and_as_many_other_pages_as_it_likes():
    page = make_paper_page(kind="ethics")
    make_paper_page("Jobs", page.edition, kind="other")
    make_paper_page("Advertising", page.edition, kind="other")
    with pytest.raises(ValidationError, match="has a page of this kind already"):
        PaperPage(title="Our ethics", edition=page.edition, kind="ethics").full_clean()


def test_a_chief_editor_writes_a_page_and_readers_have_it(client):
    edition = make_section().edition
    chief = at_desk(person("chief", "Chief editors"))
    assert "data-django-prose-editor" in html_at(chief, "/admin/articles/paperpage/add/")
    sent = {
        "edition": edition.pk,
        "kind": "contact",
        "title": "Contact",
        "body": "<p>Ring us.</p>",
        "is_public": "on",
        "in_footer": "on",
        "order": "1",
    }
    assert chief.post("/admin/articles/paperpage/add/", sent).status_code == 302
    assert "<p>Ring us.</p>" in html_at(client, "/contact/")


# --- Topics


def test_a_topic_has_the_introduction_and_picture_that_its_edition_gave_it(client):
    make_live(tags=["floods"])
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    make_live("ទឹកជំនន់", section=khmer, tags=["floods"])
    tag = Tag.objects.get(name="floods")
    TopicPage.objects.create(
        tag=tag, edition=Edition.objects.get(path_prefix=""), title="The floods of 2026",
        introduction="The river leaves its bed.", picture=make_picture(alt_text="A flooded road"),
    )  # fmt: skip
    page = html_at(client, "/topics/floods/")
    assert "<h1>The floods of 2026</h1>" in page
    assert '<meta name="description" content="The river leaves its bed.">' in page
    assert 'alt="A flooded road"' in page
    assert "The river leaves its bed." not in html_at(client, "/km/topics/floods/")


def test_a_topic_that_nobody_introduced_has_its_name_alone_at_the_cost_of_a_list(client, django_assert_max_num_queries):
    make_live(tags=["floods"])
    with django_assert_max_num_queries(4):
        assert "<h1>Floods</h1>" in html_at(client, "/topics/floods/")


def test_an_editor_introduces_a_topic_under_its_tag(client):
    article = make_live(tags=["floods"])
    tag = Tag.objects.get()
    sent = {
        "name": "floods", "slug": "floods", "pages-TOTAL_FORMS": "1", "pages-INITIAL_FORMS": "0",
        "pages-0-edition": article.edition_id, "pages-0-introduction": "The river leaves its bed.",
    }  # fmt: skip
    editor = at_desk(person("editor", "Editors"))
    assert editor.post(f"/admin/articles/tag/{tag.pk}/change/", sent).status_code == 302
    assert "The river leaves its bed." in html_at(client, "/topics/floods/")


def test_search_engines_are_told_of_the_pages_of_the_paper(client):
    make_paper_page()
    make_paper_page("Drafted", Edition.objects.get(), kind="ethics", is_public=False)
    sitemap = html_at(client, "/sitemap/sections.xml")
    assert "<loc>http://testserver/about-us/</loc>" in sitemap
    assert "drafted" not in sitemap
