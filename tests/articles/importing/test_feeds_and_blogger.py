"""Feeds with full text and Blogger's exports: entry by entry, each with what it says and no more."""

from datetime import UTC, datetime

import pytest

from articles.importing.formats import blogger, detect, feed
from articles.importing.records import LegacyByline, LegacyPicture, NotAStory, Status
from tests.articles.importing import exports
from tests.articles.importing.exports import codes, html

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Tonle Gazette</title><link>https://gazette.example/</link><language>en-gb</language>{}</channel></rss>"""
RSS_ITEM = """<item><title>Tom &amp;amp; the ferry</title><link>https://gazette.example/2015/ferry.html</link>
<guid isPermaLink="false">https://gazette.example/?p=7</guid><dc:creator>Sok Dara</dc:creator>
<pubDate>Mon, 02 Mar 2015 08:30:00 +0700</pubDate><category>Rivers</category><description>A lamp.</description>
<content:encoded><![CDATA[<p>One <b>two</b>.</p><script>x()</script>]]></content:encoded>
<media:content url="https://gazette.example/a.jpg" medium="image"><media:description>The boat.</media:description>
<media:credit>Keo Maly</media:credit></media:content></item>"""


def items(*sources: str, **options) -> list:
    return exports.read(feed, RSS.format("".join(sources)), **options)


def test_an_item_of_rss_is_read_field_by_field():
    [story] = items(RSS_ITEM)
    assert (story.headline, story.standfirst, html(story)) == (
        "Tom & the ferry",
        "A lamp.",
        "<p>One <strong>two</strong>.</p>",
    )
    assert (story.source, story.site, story.language, story.slug) == ("gazette.example", "Tonle Gazette", "en", "ferry")
    assert (story.bylines, story.tags) == ((LegacyByline("Sok Dara"),), ("Rivers",))
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)
    assert story.addresses == ("https://gazette.example/2015/ferry.html", "https://gazette.example/?p=7")
    assert story.lead_picture == LegacyPicture(
        "", "The boat.", "Keo Maly", "a.jpg", url="https://gazette.example/a.jpg"
    )


@pytest.mark.parametrize(
    ("date", "expected", "told"),
    [
        ("<pubDate>02 March 2015 | 08:30 ICT</pubDate>", datetime(2015, 3, 2, 1, 30, tzinfo=UTC), []),
        ("<pubDate>03/04/2015</pubDate>", None, ["ambiguous-date"]),
        ("<pubDate>yesterday</pubDate>", None, ["unreadable-date"]),
        ("", None, ["no-date"]),
    ],
)
def test_a_date_is_what_the_feed_says_or_none(date, expected, told):
    [story] = items(f"<item><title>A</title><guid>1</guid>{date}<description>One.</description></item>")
    assert (story.published_at, codes(story)) == (expected, told)


def test_a_teaser_is_told_and_an_address_is_no_byline():
    [story] = items("<item><title>A</title><author>a@b.example</author><description>One […]</description></item>")
    assert codes(story) == ["teaser-only", "no-byline", "no-date"]
    [story] = items(
        "<item><title>A</title><author>a@b.example (Sok Dara)</author><description>One.</description></item>"
    )
    assert story.bylines == (LegacyByline("Sok Dara"),)


def test_atom_and_rdf_are_feeds_too():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="km"><title>ទន្លេ</title><link href="https://g.example/"/>'
        '<entry><id>tag:g.example,2015:1</id><title type="html">One &amp;lt;b&amp;gt;</title>'
        '<link href="https://g.example/1"/><published>2015-03-02T08:30:00+07:00</published>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <em>three</em></p></div></content>'
        "<author><name>Sok Dara</name></author></entry></feed>"
    )
    [story] = exports.read(feed, atom)
    assert (story.legacy_id, html(story)) == ("tag:g.example,2015:1", "<p>Two <em>three</em></p>")
    assert (story.language, story.addresses) == ("km", ("https://g.example/1",))
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>G</title></channel>'
        '<item rdf:about="https://g.example/1"><title>One</title><link>https://g.example/1</link>'
        "<description>Two.</description><dc:date>2015-03-02</dc:date></item></rdf:RDF>"
    )
    [story] = exports.read(feed, rdf)
    assert (story.headline, html(story), story.date_only) == ("One", "<p>Two.</p>", False)
    assert detect(atom.encode(), "x") is feed
    assert detect(rdf.encode(), "x") is feed


def test_thai_bytes_are_read_as_declared_or_given_and_else_refused():
    item = "<item><title>เรือข้ามฟาก</title><guid>1</guid><description>เรือ</description></item>"
    plain = RSS.format(item).replace(' encoding="utf-8"', "")
    declared = RSS.format(item).replace('encoding="utf-8"', 'encoding="TIS-620"')
    [refused] = exports.read(feed, plain.encode("tis-620"))
    assert isinstance(refused, NotAStory)
    assert "--encoding" in refused.reason
    for source, options in ((declared, {}), (plain, {"encoding": "tis-620"})):
        [story] = exports.read(feed, source.encode("tis-620"), **options)
        assert story.headline == "เรือข้ามฟาก"


# --- Blogger

BLOG = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://www.w3.org/2007/app'
 xmlns:blogger='http://schemas.google.com/blogger/2018' xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-5.archive</id><title>Gazette</title>
<link rel='alternate' href='https://gazette.blogspot.example/'/>{}</feed>"""


def entry(kind: str = "post", more: str = "", number: int = 1) -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-5.{kind}-{number}</id><published>2015-03-02T08:30:00.000+07:00</published>"
        "<updated>2015-03-03T08:30:00.000+07:00</updated>"
        "<category scheme='http://schemas.google.com/g/2005#kind'"
        f" term='http://schemas.google.com/blogger/2008/kind#{kind}'/>"
        "<category scheme='http://www.blogger.com/atom/ns#' term='Rivers'/>"
        "<title type='text'>The &lt;ferry&gt; &amp; I</title>"
        "<content type='html'>&lt;p&gt;One.&lt;/p&gt;</content><author><name>Sok Dara</name></author>"
        f"<link rel='alternate' href='https://gazette.blogspot.example/2015/03/ferry.html'/>{more}</entry>"
    )


def entries(*sources: str) -> list:
    return exports.read(blogger, BLOG.format("".join(sources)))


def test_a_post_of_blogger_is_read_and_comments_are_counted():
    story, comments, settings = entries(entry(), entry("comment"), entry("comment"), entry("settings"))
    assert (story.headline, html(story), story.slug, story.tags) == (
        "The <ferry> & I",
        "<p>One.</p>",
        "ferry",
        ("Rivers",),
    )
    assert story.addresses[0] == "https://gazette.blogspot.example/2015/03/ferry.html"
    assert (story.source, story.published_at) == ("gazette.blogspot.example", datetime(2015, 3, 2, 1, 30, tzinfo=UTC))
    assert ("2 entries" in comments.reason, comments.is_refused, settings.is_refused) == (True, False, False)


def test_a_draft_of_blogger_stays_one():
    [story] = entries(entry(more="<app:control><app:draft>yes</app:draft></app:control>"))
    assert (story.status, story.published_at) == (Status.DRAFT, None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("LIVE", Status.PUBLISHED), ("DRAFT", Status.DRAFT), ("SCHEDULED", Status.SCHEDULED), ("SOFT_TRASHED", None)],
)
def test_takeouts_say_their_status_in_words(status, expected):
    source = (
        "<entry><id>tag:blogger.com,1999:blog-5.post-1</id><blogger:type>POST</blogger:type>"
        f"<blogger:status>{status}</blogger:status><title>A</title><content type='html'>One.</content>"
        "<published>2015-03-02T01:30:00Z</published><blogger:filename>/2015/03/a.html</blogger:filename></entry>"
    )
    [record] = entries(source)
    if expected is None:
        assert (record.kind, record.is_refused) == ("trash", False)
    else:
        assert (record.status, record.addresses[0]) == (expected, "https://gazette.blogspot.example/2015/03/a.html")


def test_blogger_is_known_among_feeds():
    assert detect(BLOG.format(entry()).encode(), "blog.xml") is blogger
    assert detect(RSS.format(RSS_ITEM).encode(), "feed.xml") is feed
