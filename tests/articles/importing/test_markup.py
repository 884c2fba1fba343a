"""A source's HTML in the body's vocabulary: every word kept, pictures and cards at their places."""

import pytest

from articles import body
from articles.importing.markup import convert, to_plain
from articles.importing.records import LegacyPicture


def html(source: str, **options) -> str:
    """The body's HTML; `{n}` stands for picture n."""
    blocks = convert(source, **options).blocks
    return "".join(block.text if block.kind == "html" else f"{{{block.text}}}" for block in blocks)


SOURCES = {
    "plain paragraphs": ("<p>One.</p>\n\n<p>Two.</p>", "<p>One.</p><p>Two.</p>"),
    "attributes": ('<p class="x" style="color:red">One <span lang="km">two</span>.</p>', "<p>One two.</p>"),
    "marks": ("<p><b>One</b> <i>two</i> <u>three</u></p>", "<p><strong>One</strong> <em>two</em> three</p>"),
    "spaces in marks": ("<p>One<b> two </b>three</p>", "<p>One <strong>two</strong> three</p>"),
    "marks across blocks": ("<b>One<div>two</div></b>", "<p><strong>One</strong></p><p><strong>two</strong></p>"),
    "empty marks": ("<p><b></b>One<i> </i>two</p>", "<p>One two</p>"),
    "loose text": ("One <div>two</div> three", "<p>One</p><p>two</p><p>three</p>"),
    "two breaks": ("<p>One<br><br>two<br>three</p>", "<p>One</p><p>two<br>three</p>"),
    "headings": ("<h1>One</h1><h4>Two</h4>", "<h2>One</h2><h3>Two</h3>"),
    "rules": ("<p>One</p><hr><p>Two</p>", "<p>One</p><hr><p>Two</p>"),
    "links": ('<p><a href="/a?b=1&c=2">One</a></p>', '<p><a href="/a?b=1&amp;c=2">One</a></p>'),
    "links to programs": ('<p><a href="javascript:alert(1)">One</a></p>', "<p>One</p>"),
    "entities": ("<p>Tom &amp; Ann&nbsp;&lt;3 &eacute;</p>", "<p>Tom &amp; Ann&nbsp;&lt;3 é</p>"),
    "lists": (
        '<ol start="3"><li>One</li><li><p>Two</p></li></ol>',
        '<ol start="3"><li><p>One</p></li><li><p>Two</p></li></ol>',
    ),
    "lists in lists": (
        "<ul><li>One<ul><li>Two</li></ul></li></ul>",
        "<ul><li><p>One</p><ul><li><p>Two</p></li></ul></li></ul>",
    ),
    "quotations": ("<blockquote>One<cite>Ann</cite></blockquote>", "<blockquote><p>OneAnn</p></blockquote>"),
    "tables": (
        "<table><caption>Votes</caption><tr><th>A</th><td colspan=2>1</td></tr></table>",
        '<p>Votes</p><table><tbody><tr><th><p>A</p></th><td colspan="2"><p>1</p></td></tr></tbody></table>',
    ),
    "tables of one cell": ("<table><tr><td>One<p>Two</p></td></tr></table>", "<p>One</p><p>Two</p>"),
    "pull quotes": (
        '<figure class="wp-block-pullquote"><blockquote><p>One</p><cite>Ann</cite></blockquote></figure>',
        '<figure data-pull-quote=""><blockquote><p>One</p></blockquote><figcaption>Ann</figcaption></figure>',
    ),
    "definitions": ("<dl><dt>One</dt><dd>Two</dd></dl>", "<p>One</p><p>Two</p>"),
    "preformatted": ("<pre>One\nTwo</pre>", "<p>One<br>Two</p>"),
    "scripts": ("<p>One</p><script>two()</script><style>p{}</style>", "<p>One</p>"),
    "videos": (
        '<p>One</p><iframe src="//www.youtube.com/embed/abcdefghijk?x=1"></iframe>',
        '<p>One</p><figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>',
    ),
    "frames of others": (
        '<iframe src="https://maps.example/?a=1&b=2"></iframe>',
        '<p><a href="https://maps.example/?a=1&amp;b=2">https://maps.example/?a=1&amp;b=2</a></p>',
    ),
    "an address on a line": (
        "<p>https://youtu.be/abcdefghijk</p>",
        '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>',
    ),
    "pictures": ('<p>One <img src="a.jpg"> two</p>', "<p>One</p>{1}<p>two</p>"),
    "pictures in lists": (
        '<ul><li><img src="a.jpg">One</li></ul><p>Two</p>',
        "<ul><li><p>One</p></li></ul>{1}<p>Two</p>",
    ),
    "smileys": ('<p>One <img class="wp-smiley" alt=":-)" src="s.gif"></p>', "<p>One :-)</p>"),
    "counting pixels": ('<p>One<img src="https://stats.example/p.gif" width="1" height="1"></p>', "<p>One</p>"),
    "forms": (
        "<form><label>Name</label><input value=x><select><option>One</option></select></form>",
        "<p>Name</p><p>One</p>",
    ),
    "khmer": ("<p>សាឡាង\u200bឈប់</p>", "<p>សាឡាង\u200bឈប់</p>"),
    "unclosed": ("<p>One <b>two<p>three", "<p>One <strong>two</strong></p><p>three</p>"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_html_becomes_the_bodys(name):
    source, expected = SOURCES[name]
    written = html(source)
    assert written == expected
    assert all(body.clean(block.text) == block.text for block in convert(source).blocks if block.kind == "html")


@pytest.mark.parametrize("name", SOURCES)
def test_every_word_is_counted_as_kept(name):
    converted = convert(SOURCES[name][0])
    assert converted.kept == 1.0, converted.problems


def test_line_breaks_of_old_wordpress_part_lines_and_paragraphs():
    source = "One\ntwo <b>three</b>\n\n<blockquote>four\n\nfive</blockquote>\n\nsix<br />\nseven"
    assert html(source, breaks=True) == (
        "<p>One<br>two <strong>three</strong></p><blockquote><p>four</p><p>five</p></blockquote><p>six<br>seven</p>"
    )
    assert html("<p>One\ntwo</p>") == "<p>One two</p>"


def test_a_pictures_caption_alt_and_credit_come_with_it():
    picture = '<img src="/up/ferry-300x200.jpg" alt="A ferry">'
    source = f"<figure>{picture}<figcaption>The ferry. Photo: Sok Dara</figcaption></figure>"
    converted = convert(source, base="https://gazette.example/2015/ferry/")
    assert converted.pictures == (
        LegacyPicture(
            alt="A ferry", caption="The ferry.", credit="Sok Dara",
            file="up/ferry-300x200.jpg", url="https://gazette.example/up/ferry-300x200.jpg",
        ),
    )  # fmt: skip
    assert converted.kept == 1.0


def test_a_lazy_picture_is_found_once_at_its_largest():
    picture = "https://g.example/a-300x200.jpg"
    source = f'<img src="data:image/gif;base64,R0" data-src="{picture}"><noscript><img src="{picture}"></noscript>'
    assert [picture.url for picture in convert(source).pictures] == ["https://g.example/a-300x200.jpg"]
    source = '<img srcset="https://g.example/a.jpg 300w, https://g.example/b.jpg 900w">'
    assert [picture.url for picture in convert(source).pictures] == ["https://g.example/b.jpg"]


def test_the_lead_picture_leaves_the_text_and_that_is_told():
    lead = LegacyPicture(url="https://g.example/a.jpg")
    converted = convert('<p>One</p><img src="https://g.example/a-1024x768.jpg">', lead=lead)
    assert converted.pictures == ()
    assert [problem.code for problem in converted.problems] == ["lead-repeated"]


def test_a_frame_that_is_never_closed_swallows_no_words():
    source = "<p>One</p><video src='/a.mp4'><p>Two</p><video><p>Three</p><object>four"
    converted = convert(source)
    assert converted.kept == 1.0
    assert [word in html(source) for word in ("One", "Two", "Three", "four")] == [True] * 4


def test_what_goes_missing_is_named():
    converted = convert("<p>One two.</p>", counted="<p>One two. Three four.</p>")
    assert converted.kept == pytest.approx(7 / 17, abs=0.001)
    assert [problem.code for problem in converted.problems] == ["words-missing"]
    assert "Three four." in converted.problems[0].text


def test_nesting_deeper_than_any_page_keeps_its_words():
    for depth in (80, 400, 5000):
        converted = convert("<div>" * depth + "deep words" + "</div>" * depth + "<p>and after</p>")
        assert "deep words" in html("<div>" * depth + "deep words" + "</div>" * depth)
        assert converted.kept == 1.0, depth
    assert "deep" in html("<ul><li>" * 300 + "deep" + "</li></ul>" * 300)


def test_a_line_is_plain_text():
    assert to_plain("Fish &amp; <em>chips</em>\n again") == "Fish & chips again"
