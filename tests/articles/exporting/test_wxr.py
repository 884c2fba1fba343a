"""WordPress's export as its importer and its block editor want it, and any reader of RSS."""

import re
from datetime import UTC, datetime
from html import unescape

import feedparser
import pytest
from lxml import etree

from articles.importing.formats import wxr as reader
from articles.importing.wordpress import items
from articles.models import Article, StoryPicture
from tests.articles.exporting import papers
from tests.articles.exporting.leaving import export
from tests.articles.exporting.test_wire_formats import TANGLE
from tests.newspaper import add_byline, add_picture, make_article, make_edition, make_live, make_picture, make_section

BLOCK = re.compile(r"<!-- (/?)wp:([a-z][a-z0-9/-]*)( \{.*?\})? (/?)-->", re.DOTALL)


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://landing.example"


@pytest.fixture
def paper(db):
    return papers.make_rich_paper()


def channel(out) -> etree._Element:
    return etree.parse(out / "stories.xml").getroot()[0]


def posts(out) -> list[items.Post]:
    return [items.read(item) for item in channel(out).iterfind("item")]


def by_title(out) -> dict[str, items.Post]:
    return {unescape(post["title"]): post for post in posts(out) if post["post_type"] == "post"}


def said(element: etree._Element) -> dict[str, str]:
    return {etree.QName(child).localname: child.text or "" for child in element}


def listed(out, name: str) -> list[dict[str, str]]:
    return [said(element) for element in channel(out).iterfind(f"{{http://wordpress.org/export/1.2/}}{name}")]


def test_any_reader_of_rss_reads_the_stories(paper, tmp_path):
    found = feedparser.parse((export(tmp_path, "wxr") / "stories.xml").read_bytes())
    assert not found.bozo
    assert found.feed.title == "The Landing"
    ferry = next(entry for entry in found.entries if entry.title == papers.FERRY)
    assert ferry.link == "https://landing.example/ferries/ferry-to-run-until-midnight/"
    assert datetime(*ferry.published_parsed[:6], tzinfo=UTC) == datetime(2026, 3, 2, 1, tzinfo=UTC)
    assert {"Ferries", "Mekong", "ទន្លេ"} <= {tag.term for tag in ferry.tags}
    assert "The ferry will run until midnight" in ferry.content[0].value


def test_every_item_has_a_number_of_its_own_and_every_reference_leads_to_one(paper, tmp_path):
    found = posts(export(tmp_path, "wxr", status="all"))
    numbers = [post["post_id"] for post in found]
    assert len(set(numbers)) == len(numbers)
    pictures = {post["post_id"]: post for post in found if post["post_type"] == "attachment"}
    stories = {post["post_id"] for post in found if post["post_type"] == "post"}
    assert len(stories) == Article.objects.count()
    assert all(picture["post_parent"] in stories for picture in pictures.values())
    for post in found:
        used = [post.meta["_thumbnail_id"]] if "_thumbnail_id" in post.meta else []
        used += re.findall(r"wp-image-(\d+)", post["content"])
        assert set(used) <= pictures.keys()
    ferry = by_title(tmp_path / "out")[papers.FERRY]
    lead = pictures[ferry.meta["_thumbnail_id"]]
    assert lead["attachment_url"].startswith("https://landing.example/media/")
    assert lead["excerpt"] == "The ferry at dusk."
    assert lead.meta["_wp_attachment_image_alt"] == "A ferry at a landing"
    assert lead.meta["_media_credit"] == "Chan Mony"
    assert lead["status"] == "inherit"


def test_a_picture_with_the_same_words_is_one_attachment_however_many_use_it(db, tmp_path):
    shore = make_picture("teal")
    for number in range(3):
        add_picture(make_article(f"Ferry {number}"), shore)
    add_picture(make_article("Ferry 3"), shore, StoryPicture.Placement.GALLERY, caption="Words of its own.")
    found = [post for post in posts(export(tmp_path, "wxr", status="all")) if post["post_type"] == "attachment"]
    assert sorted(post["excerpt"] for post in found) == ["The ferry at dusk.", "Words of its own."]


def test_sections_tags_and_people_are_listed_before_they_are_used(paper, tmp_path):
    out = export(tmp_path, "wxr")
    sections = {row["category_nicename"]: row for row in listed(out, "category")}
    assert sections["ferries"]["category_parent"] == "river"
    assert sections["river"]["category_description"] == "All along the Mekong."
    assert list(sections).index("river") < list(sections).index("ferries")
    assert {row["tag_name"] for row in listed(out, "tag")} == {"ferries", "Mekong", "ទន្លេ"}
    people = {row["author_login"]: row["author_display_name"] for row in listed(out, "author")}
    assert people == {"sok-dara": "Sok Dara", "sok-dara-2": "Sok Dara", "keo-maly": "Keo Maly"}
    numbers = [row["term_id"] for row in (*listed(out, "category"), *listed(out, "tag"))]
    assert len(set(numbers)) == len(numbers)
    terms = [term for post in posts(out) for term in post.terms]
    assert {term.nicename for term in terms if term.domain == "category"} <= sections.keys()
    assert {term.name for term in terms if term.domain == "author"} <= people.keys()


def test_statuses_and_times_are_wordpresss(paper, tmp_path):
    found = by_title(export(tmp_path, "wxr", status="all"))
    status = {title: post["status"] for title, post in found.items()}
    assert status[papers.FERRY] == "publish"
    assert status[papers.SCHEDULED] == "future"
    assert status[papers.DRAFT] == "pending"
    assert status[papers.WITHDRAWN] == status[papers.EMBARGOED] == "draft"
    assert found[papers.FERRY]["post_date"] == "2026-03-02 08:00:00"
    assert found[papers.FERRY]["post_date_gmt"] == "2026-03-02 01:00:00"
    assert found[papers.FERRY]["post_modified_gmt"] == "2026-03-04 00:00:00"
    assert found[papers.DRAFT]["post_date_gmt"] == "0000-00-00 00:00:00"
    assert found[papers.SCHEDULED]["post_date_gmt"] == papers.NEXT_YEAR.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def test_a_story_has_its_words_its_names_and_its_former_addresses(paper, tmp_path):
    ferry = by_title(export(tmp_path, "wxr"))[papers.FERRY]
    assert ferry["excerpt"] == "The harbour office says so."
    assert ferry["post_name"] == "ferry-to-run-until-midnight"
    assert ferry.old_slugs == ["ferry.php", "ferry"]
    assert ferry["creator"] == "sok-dara"
    assert ferry.hands == [("byline_photographer", "Keo Maly")]
    assert {key: ferry.meta[key] for key in ("kicker", "dateline", "agency")} == {
        "kicker": "Night boats", "dateline": "Prek Tamak", "agency": "AKP",
    }  # fmt: skip
    assert ferry.meta["_yoast_wpseo_title"] == "Ferry hours"


def test_several_authors_are_co_authors_and_one_without_latin_letters_has_a_login_of_its_own(db, tmp_path):
    article = make_article()
    for name in ("Sok Dara", "សុខ ដារ៉ា", "A" * 80):
        add_byline(article, name)
    out = export(tmp_path, "wxr", status="all")
    [post] = posts(out)
    logins = [term.name for term in post.terms if term.domain == "author"]
    assert len(logins) == 3
    assert all(re.fullmatch(r"[a-z0-9-]{1,50}", login) for login in logins)
    assert [term.nicename for term in post.terms if term.domain == "author"] == [f"cap-{login}" for login in logins]
    names = {row["author_login"]: row["author_display_name"] for row in listed(out, "author")}
    assert [names[login] for login in logins] == ["Sok Dara", "សុខ ដារ៉ា", "A" * 80]


def test_two_editions_sections_of_one_address_are_two_categories(db, tmp_path):
    khmer = make_edition("កំពង់ផែ", "km", "km/")
    make_live(section=make_section("National"))
    make_live("ទូក", section=make_section("ជាតិ", khmer, slug="national"))
    out = export(tmp_path, "wxr")
    assert [row["category_nicename"] for row in listed(out, "category")] == ["national", "national-km"]
    filed = {post["title"]: next(t.nicename for t in post.terms if t.domain == "category") for post in posts(out)}
    assert filed["ទូក"] == "national-km"


def test_tags_that_wordpress_would_cut_to_the_same_address_stay_two(db, tmp_path):
    long = "ព្រះរាជាណាចក្រកម្ពុជាជាតិសាសនាព្រះមហាក្សត្រ"
    make_live(tags=(f"{long} ១", f"{long} ២"))
    [post] = posts(export(tmp_path, "wxr"))
    names = {term.nicename for term in post.terms if term.domain == "post_tag"}
    assert len(names) == 2
    assert all(name.startswith("tag-") for name in names)


# --- The text


def test_the_blocks_are_nested_as_the_editor_nests_them_and_hold_every_word(db, tmp_path):
    make_live("A tangle", body=TANGLE)
    [post] = posts(export(tmp_path, "wxr"))
    opened: list[str] = []
    for closing, name, attributes, alone in BLOCK.findall(post["content"]):
        assert not alone
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
        assert "--" not in attributes
    assert opened == []
    outside = re.split(r"<!-- /?wp:(?:(?!-->).)*-->", post["content"])
    assert not [html for html in outside if html.strip() and not html.strip().startswith("<")]
    [story] = [one for one in read(tmp_path / "out") if one.headline == "A tangle"]
    assert story.text_kept == 1.0
    kinds = {name for _closing, name, _attributes, _alone in BLOCK.findall(post["content"])}
    assert kinds == {
        "paragraph", "heading", "separator", "list", "list-item", "quote", "html", "pullquote", "group", "embed",
    }  # fmt: skip


def test_an_end_of_a_section_in_a_text_is_parted_as_wordpress_parts_it(db, tmp_path):
    make_live("Odd ]]> ends]]>", kicker="]]>]]>", body="<p>One ]]&gt; two</p>", standfirst="a ]] > b ]]>")
    content = (export(tmp_path, "wxr") / "stories.xml").read_text("utf-8")
    assert "<![CDATA[a ]] &gt; b ]]&gt;]]>" in content
    [post] = posts(tmp_path / "out")
    assert unescape(post["title"]) == "Odd ]]> ends]]>"
    assert unescape(post.meta["kicker"]) == "]]>]]>"


def test_attributes_of_blocks_cannot_end_the_comment_that_they_stand_in(db, tmp_path):
    make_live(body='<p>Hear it.</p><figure data-embed="https://soundcloud.com/a--b/c--d"></figure>')
    [post] = posts(export(tmp_path, "wxr"))
    assert r'"url":"https://soundcloud.com/a\u002d\u002db/c\u002d\u002dd"' in post["content"]
    assert "https://soundcloud.com/a--b/c--d\n" in post["content"]


def read(out):
    with (out / "stories.xml").open("rb") as stream:
        return [story for story in reader.read(stream, "stories.xml") if hasattr(story, "headline")]
