"""WordPress's exports: what the source published is published, and nothing of a post is lost unsaid."""

from datetime import UTC, datetime

import pytest

from articles.importing.formats import detect, wxr
from articles.importing.records import LegacyByline, LegacyPicture, NotAStory, Status
from tests.articles.importing import exports
from tests.articles.importing.exports import attachment, codes, html, item, meta, term

UPLOADS = "https://gazette.example/wp-content/uploads/2015/03"


def posts(*items: str, **options) -> list:
    return exports.read(wxr, exports.wxr(*items, **options))


def post(content: str = "", more: str = "", *others: str, **fields: str):
    """The record of the one post, with other items behind it."""
    fields = {"content": content, **fields} if content else fields
    return posts(item(1, more, **fields), *others)[0]


def test_a_post_is_read_field_by_field():
    story = post(
        "",
        term("News") + term("Ferries", "post_tag") + meta("_yoast_wpseo_title", "Ferry | %%sitename%%")
        + meta("_yoast_wpseo_metadesc", "All of the ferry.") + meta("kicker", "River"),
        title="Tom &amp; the <em>ferry</em>",
        excerpt="It <b>crossed</b>.",
        post_modified_gmt="2015-03-03 01:00:00",
    )  # fmt: skip
    assert (story.legacy_id, story.headline, story.slug) == ("1", "Tom & the ferry", "ferry-1")
    assert (story.source, story.site, story.language) == ("gazette.example", "Tonle Gazette", "en")
    assert (story.section, story.tags, story.kicker, story.standfirst) == ("News", ("Ferries",), "River", "It crossed.")
    assert (story.seo_title, story.seo_description) == ("", "All of the ferry.")
    assert story.bylines == (LegacyByline("Sok Dara"),)
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)
    assert story.updated_at == datetime(2015, 3, 3, 1, 0, tzinfo=UTC)
    assert html(story) == "<p>The ferry <em>crossed</em>.</p><p>It came back.</p>"
    assert (story.status, story.text_kept, story.problems) == (Status.PUBLISHED, 1.0, ())
    assert b"<title><![CDATA[Tom &amp;amp; the" not in story.original
    assert b"Tom &amp; the" in story.original


@pytest.mark.parametrize(
    ("status", "kept", "code"),
    [
        ("publish", Status.PUBLISHED, None),
        ("future", Status.SCHEDULED, None),
        ("pending", Status.IN_REVIEW, None),
        ("draft", Status.DRAFT, None),
        ("private", Status.DRAFT, "private"),
        ("pitch", Status.DRAFT, "unknown-status"),
    ],
)
def test_only_what_was_published_is_published(status, kept, code):
    story = post(status=status)
    assert story.status == kept
    assert codes(story) == ([code] if code else [])
    assert (story.published_at is None) == (status in ("pending", "draft", "pitch"))


def test_a_protected_post_stays_at_the_desk():
    story = post(post_password="boat")
    assert (story.status, codes(story)) == (Status.DRAFT, ["protected"])


def test_a_recording_that_came_with_a_post_is_linked_below_it():
    story = post("One.", meta("enclosure", "https://gazette.example/a.mp3\n123\naudio/mpeg"))
    assert html(story) == '<p>One.</p><p><a href="https://gazette.example/a.mp3">https://gazette.example/a.mp3</a></p>'


def test_only_names_of_the_exports_own_are_read_whatever_their_prefix():
    plugin = '<x:post_id xmlns:x="http://elsewhere.example/">9</x:post_id>'
    taken = item(2).replace("<item>", '<item xmlns:wp="http://elsewhere.example/">')
    renamed = item(3).replace("wp:", "e:").replace("<item>", '<item xmlns:e="https://wordpress.org/export/1.2/">')
    first, hijacked, third = posts(item(1).replace("<title>", f"{plugin}<title>"), taken, renamed)
    assert (first.legacy_id, third.legacy_id) == ("1", "3")
    assert (hijacked.status, codes(hijacked)[0]) == (Status.DRAFT, "no-status")


def test_trash_menus_and_comments_are_told_and_not_taken():
    comment = "<wp:comment><wp:comment_content>First!</wp:comment_content></wp:comment>"
    story, trash, _gone, menu = posts(item(1, comment * 2), item(2, status="trash"), item(3, post_type="nav_menu_item"))
    assert codes(story) == ["comments"]
    assert "2 comments" in story.problems[0].text
    assert [record.is_refused for record in (trash, menu)] == [False, False]
    assert "1 item of the type “nav_menu_item”" in menu.reason


def test_a_page_stands_among_the_pages_with_its_own_address():
    story = post(post_type="page", link="https://gazette.example/about/")
    assert (story.section, story.default_section) == ("", "Pages")
    assert story.addresses == (
        "https://gazette.example/about/",
        "https://gazette.example/?p=1",
        "https://gazette.example/?page_id=1",
    )


class TestPeople:
    def test_coauthors_stand_in_their_order_each_once(self):
        guest = item(9, meta("cap-display_name", "Keo Maly") + meta("cap-user_login", "maly"), post_type="guest-author")
        more = "".join(
            term(name, "author", nicename)
            for name, nicename in (
                ("maly", "cap-maly"),
                ("dara", "cap-dara"),
                ("Sok Dara", "dara"),
                ("Chan Vuthy", "x"),
            )
        )
        story = post("", more, guest)
        assert [byline.name for byline in story.bylines] == ["Keo Maly", "Sok Dara", "Chan Vuthy"]

    def test_a_login_stands_for_a_name_only_where_there_is_none(self):
        story = post(creator="vuthy")
        assert ([byline.name for byline in story.bylines], codes(story)) == (["vuthy"], ["author-login"])

    def test_an_address_is_no_byline(self):
        story = post(creator="vuthy@gazette.example")
        assert (story.bylines, codes(story)) == ((), ["no-byline"])

    def test_old_exports_name_the_author_in_full(self):
        [story] = posts(item(creator="Chan Vuthy"), version="1.0")
        assert (story.bylines, story.problems) == ((LegacyByline("Chan Vuthy"),), ())


class TestPlaces:
    HEAD = "".join(
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{name.lower()}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>"
        for number, (name, parent) in enumerate([("News", ""), ("Local", "news"), ("Sport", "")], 1)
    )

    def test_the_section_furthest_down_is_its_own_and_the_others_are_tags(self):
        [story] = posts(item(1, term("News") + term("Local") + term("Sport")), head=self.HEAD)
        assert (story.section, story.parent_sections, story.tags) == ("Local", ("News",), ("Sport",))
        assert codes(story) == ["several-sections"]

    def test_the_section_that_the_desk_chose_comes_first(self):
        more = term("Local") + term("Sport") + meta("_yoast_wpseo_primary_category", "3")
        [story] = posts(item(1, more), head=self.HEAD)
        assert (story.section, story.tags) == ("Sport", ("Local",))

    def test_terms_of_other_kinds_are_tags_save_those_of_the_machine(self):
        story = post("", term("Floods", "series") + term("Video", "post_format") + term("Khmer", "language", "km"))
        assert (story.tags, story.language) == (("Floods",), "km")


class TestAddresses:
    def test_every_address_that_it_had_is_kept(self):
        more = meta("_wp_old_slug", "boat") + meta("_wp_old_slug", "ship")
        pictures = attachment(5, post_parent="1")
        story = post("", more, pictures)
        assert set(story.addresses) == {
            "https://gazette.example/2015/03/ferry-1/", "https://gazette.example/?p=1",
            "https://gazette.example/2015/03/boat/", "https://gazette.example/2015/03/ship/",
            "https://gazette.example/boat-5/", f"{UPLOADS}/boat-5.jpg", "https://gazette.example/?attachment_id=5",
        }  # fmt: skip

    def test_a_guid_that_is_no_address_is_none(self):
        story = post(guid="urn:uuid:1", link="")
        assert story.addresses == ("https://gazette.example/?p=1",)

    def test_an_address_in_khmer_is_kept_in_letters(self):
        story = post(post_name="%e1%9e%9f%e1%9e%b6%e1%9e%a1%e1%9e%b6%e1%9e%84", link="https://gazette.example/a/")
        assert story.slug == "សាឡាង"
        assert post(post_name="ferry.html").slug == "ferry"


class TestDates:
    @pytest.mark.parametrize(
        ("fields", "expected", "told"),
        [
            ({"post_date_gmt": "0000-00-00 00:00:00", "pubDate": "Mon, 02 Mar 2015 01:30:00 +0000"}, 1, []),
            (
                {"post_date_gmt": "0000-00-00 00:00:00", "pubDate": "Mon, 30 Nov -0001 00:00:00 +0000"},
                1,
                ["date-without-zone"],
            ),
            ({"post_date_gmt": "0000-00-00 00:00:00", "post_date": "0000-00-00 00:00:00"}, None, ["no-date"]),
            ({"post_date_gmt": "1970-01-01 00:00:00", "post_date": ""}, None, ["no-date"]),
            ({"post_date_gmt": "2015-02-30 00:00:00", "post_date": "", "pubDate": "yesterday"}, None, ["no-date"]),
        ],
    )
    def test_a_date_is_what_the_export_says_or_none(self, fields, expected, told):
        story = post(**fields)
        assert story.published_at == (datetime(2015, 3, 2, 1, 30, tzinfo=UTC) if expected else None)
        assert codes(story) == told


class TestPictures:
    def test_the_lead_may_stand_behind_its_post(self):
        more = (
            meta("_wp_attachment_image_alt", "A boat") + meta("_wp_attached_file", "2015/03/boat-5.jpg")
            + meta("_wp_attachment_metadata", 'a:1:{s:10:"image_meta";a:1:{s:6:"credit";s:9:"Chan Sré";}}')
        )  # fmt: skip
        story = post("", meta("_thumbnail_id", "5"), attachment(5, more, excerpt="The boat."))
        assert story.lead_picture == LegacyPicture(
            alt="A boat", caption="The boat.", credit="Chan Sré", file="2015/03/boat-5.jpg", url=f"{UPLOADS}/boat-5.jpg"
        )

    def test_a_lead_that_is_not_in_the_export_is_told(self):
        story = post("", meta("_thumbnail_id", "5"))
        assert (story.lead_picture, codes(story)) == (None, ["no-attachment"])

    def test_the_lead_leaves_the_text(self):
        content = f'<img class="wp-image-5" src="{UPLOADS}/boat-5-300x200.jpg">Text.'
        story = post(content, meta("_thumbnail_id", "5"), attachment(5))
        assert (story.inline_pictures, codes(story)) == ((), ["lead-repeated"])

    @pytest.mark.parametrize(
        "caption",
        [
            '[caption id="attachment_5" align="left" width="300"]{0} The <em>boat</em>. Photo: Sok Dara[/caption]',
            '[caption id="attachment_5" caption="The boat. Photo: Sok Dara"]{0}[/caption]',
            '<!-- wp:image {{"id":5}} --><figure>{0}<figcaption>The boat. Photo: Sok Dara</figcaption></figure>',
        ],
    )
    def test_a_picture_has_its_caption_alt_and_credit(self, caption):
        image = f'<img class="size-medium wp-image-5" src="{UPLOADS}/boat-5-300x200.jpg" />'
        image = f'<a href="{UPLOADS}/boat-5.jpg">{image}</a>'
        story = post(
            f"One.\n\n{caption.format(image)}\n\nTwo.", "", attachment(5, meta("_wp_attachment_image_alt", "Boat"))
        )
        [picture] = story.inline_pictures
        assert (picture.caption, picture.credit, picture.alt) == ("The boat.", "Sok Dara", "Boat")
        assert picture.url == f"{UPLOADS}/boat-5.jpg"
        assert html(story) == "<p>One.</p>{1}<p>Two.</p>"
        assert story.text_kept == 1.0

    def test_galleries_bring_their_pictures(self):
        others = (
            attachment(5, excerpt="Five"),
            attachment(6, post_parent="1"),
            attachment(7, post_parent="1", file="a.pdf"),
        )
        named = post('One [gallery ids="6,5,9"] two', "", *others)
        assert [(picture.caption, picture.placement) for picture in named.inline_pictures] == [
            ("", "gallery"),
            ("Five", "gallery"),
        ]
        assert codes(named) == ["no-attachment"]
        own = post("One [gallery] two", "", *others)
        assert [picture.url for picture in own.inline_pictures] == [f"{UPLOADS}/boat-6.jpg"]


SHORTCODES = {
    "[[gallery]] is written so": ("<p>[gallery] is written so</p>", []),
    "He said [sic] so [the mayor].": ("<p>He said [sic] so [the mayor].</p>", []),
    "[vc_row][vc_column width=\"1/2\"]One [b x=\"]\"]two[/b][/vc_column][/vc_row]": ("<p>One two</p>", ["shortcode"]),
    "[dropcap]O[/dropcap]ne": ("<p>One</p>", ["shortcode"]),
    "One [contact-form id='3' /] two": ("<p>One  two</p>", ["shortcode"]),
    "[embed]https://youtu.be/abcdefghijk[/embed]": (
        '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>', [],
    ),
    "One\n\nhttps://vimeo.com/76979871\n\ntwo": (
        '<p>One</p><figure data-embed="https://vimeo.com/76979871"></figure><p>two</p>', [],
    ),
    "[youtube id=\"abcdefghijk\"]": ('<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>', []),
    "[pullquote cite=\"Ann\"]One[/pullquote]": (
        '<figure data-pull-quote=""><blockquote><p>One</p></blockquote><figcaption>Ann</figcaption></figure>', [],
    ),
    "One <!--more--> two <!--nextpage-->three": ("<p>One two three</p>", []),
    '<a title="[x]" href="/a">One</a>': ('<p><a href="/a">One</a></p>', []),
    "One [unclosed two": ("<p>One [unclosed two</p>", []),
    "[a][b]One[/a] two[/b]": ("<p>[b]One two[/b]</p>", ["shortcode"]),
}  # fmt: skip


@pytest.mark.parametrize("content", SHORTCODES)
def test_shortcodes_are_read_and_their_words_kept(content):
    story = post(content)
    expected, told = SHORTCODES[content]
    assert html(story).replace("  ", " ") == expected.replace("  ", " ")
    assert codes(story) == told


class TestBlocks:
    def test_line_breaks_mean_nothing_inside_blocks_and_part_paragraphs_outside(self):
        story = post("<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\nThree\n\nfour")
        assert html(story) == "<p>One two</p><p>Three</p><p>four</p>"

    def test_a_shared_block_stands_where_it_is_used(self):
        shared = item(8, post_type="wp_block", content="<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->")
        story = post('<!-- wp:block {"ref":8} /-->', "", shared)
        assert html(story) == "<p>Shared.</p>"

    def test_what_the_site_filled_by_itself_is_told(self):
        story = post('<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph --><!-- wp:latest-posts {"n":3} /-->')
        assert codes(story) == ["dynamic-block"]


class TestBrokenFiles:
    def test_an_item_that_is_no_xml_is_refused_with_its_place_and_the_next_is_read(self):
        first, broken, third = posts(item(1), "<item><title>Half</titel></item>", item(3))
        assert [first.legacy_id, third.legacy_id] == ["1", "3"]
        assert "item 2 (byte " in broken.reason

    def test_lone_ampersands_and_entities_of_html_are_mended_and_counted(self):
        [story] = posts("<item><title>Fish & chips &eacute;</title><wp:post_id>1</wp:post_id></item>")
        assert (story.headline, codes(story)[0]) == ("Fish & chips é", "entities")

    @pytest.mark.parametrize(
        "declared",
        ['xmlns:u="http://ëxample/ü"', 'xmlns:1a="u:a"', 'xmlns:xmlns="u:a"', 'xmlns:temp=""', 'xmlns:a="a b!@$"'],
    )
    def test_namespaces_that_are_none_cost_no_story(self, declared):
        [story] = posts(item(1, "<temp:x>1</temp:x>").replace("<item>", f"<item {declared}>"))
        assert (story.legacy_id, story.status) == ("1", Status.PUBLISHED)

    def test_a_file_that_ends_early_gives_what_it_had_and_says_where_it_ends(self):
        whole = exports.wxr(item(1), item(2)).encode()
        for end in range(len(exports.wxr(item(1))), len(whole) - 40, 37):
            *stories, told = exports.read(wxr, whole[:end])
            assert [story.legacy_id for story in stories] == ["1"]
            assert "ends inside item 2" in told.reason or "before its last tag" in told.reason

    def test_entities_of_the_files_own_are_refused(self):
        for subset in ('<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">'):
            source = exports.wxr(item(1)).replace("<rss", f"<!DOCTYPE rss [{subset}]><rss", 1)
            [refused] = exports.read(wxr, source)
            assert isinstance(refused, NotAStory)
            assert "document type declaration" in refused.reason

    def test_a_head_that_is_no_xml_refuses_the_file(self):
        [refused] = exports.read(wxr, exports.wxr(item(1)).replace("<title>Tonle", "<titel>Tonle"))
        assert "before the first item" in refused.reason

    @pytest.mark.parametrize("name", ["hex", "utf-7", "x-ferry"])
    def test_an_encoding_that_is_none_refuses_the_file(self, name):
        [refused] = exports.read(wxr, exports.wxr(item(1)).replace("UTF-8", name, 1))
        assert "not known" in refused.reason

    def test_addresses_that_are_none_cost_no_story(self):
        source = exports.wxr(item(1, link="http://[g")).replace("https://gazette.example</wp", "http://[g</wp")
        assert exports.read(wxr, source)[0].legacy_id == "1"

    def test_an_item_longer_than_any_story_is_told_and_the_next_is_read(self, monkeypatch):
        monkeypatch.setattr("articles.importing.xml_items.MOST_BYTES", 600_000)
        first, long, third = posts(item(1), item(2, content="word " * 300_000), item(3))
        assert [first.legacy_id, third.legacy_id] == ["1", "3"]
        assert "is longer than" in long.reason

    def test_tags_in_text_cut_no_item(self):
        [story] = posts(item(1, content="An <item> of </item> news <!-- <item> -->"))
        assert html(story) == "<p>An  of  news</p>"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-874"])
    def test_other_encodings_are_read_as_declared(self, encoding):
        title = "เรือ" if encoding == "windows-874" else "Café"
        source = exports.wxr(item(1, title=title)).replace("UTF-8", encoding.removesuffix("-sig"), 1)
        [story] = exports.read(wxr, source.encode(encoding.replace("windows-", "cp")))
        assert (story.headline, story.problems) == (title, ())

    def test_bytes_that_nothing_explains_are_refused_unless_their_encoding_is_given(self):
        source = exports.wxr(item(1, title="เรือข้ามฟาก")).encode("cp874")
        [refused] = exports.read(wxr, source)
        assert "--encoding" in refused.reason
        [story] = exports.read(wxr, source, encoding="cp874")
        assert story.headline == "เรือข้ามฟาก"


def test_an_export_is_known_by_its_content():
    assert detect(exports.wxr(item(1)).encode(), "export.xml") is wxr
    assert detect(exports.wxr(item(1)).encode("utf-16"), "export.txt") is wxr
