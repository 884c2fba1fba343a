"""The body's HTML vocabulary: what an editor or an old site may write, and what a reader gets."""

import re
from dataclasses import dataclass
from random import Random

import pytest

from articles import body
from articles.body.tidy import KNOWN

PLAIN = (
    "<p>The ferry <strong>stops</strong> on <em>Sunday</em>.</p><h2>A new bridge</h2>"
    '<figure data-picture="3"></figure><p>See <a href="https://example.org/map">the map</a>.<br>'
    "ទឹក\u200bជំនន់ &amp; rain</p><hr>"
)


@dataclass(frozen=True)
class Block:
    kind: str
    text: str


# --- cleaning


def test_what_the_editor_writes_stays_as_it_is():
    everything = (
        f'{PLAIN}<ul><li><p>rice</p><ol start="3"><li><p>salt</p></li></ol></li></ul>'
        "<blockquote><p>“No.”</p></blockquote>"
        '<table><tbody><tr><th colspan="2"><p>Catch</p></th></tr><tr><td><p>12</p></td><td></td></tr></tbody></table>'
        '<p><a href="/national/bridge/" rel="nofollow" title="Bridge"><strong>ours</strong></a> '
        '<a href="mailto:desk@example.org">mail</a> <a href="tel:+85523000000">call</a></p>'
    )
    assert body.clean(PLAIN) == PLAIN
    assert body.clean(everything) == everything


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Loose words", "<p>Loose words</p>"),
        ("<div>One</div><section>Two</section>", "<p>One</p><p>Two</p>"),
        ("One<br><br>Two<br>three<br>", "<p>One</p><p>Two<br>three</p>"),
        ("<h1>Top</h1><h4>Low</h4>", "<h2>Top</h2><h3>Low</h3>"),
        ("<p><b>bold</b> and <i>slanted</i></p>", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("<b>Head<p>Text</p></b>", "<p><strong>Head</strong></p><p><strong>Text</strong></p>"),
        ("<p>m<sup>2</sup> <span>kept</span></p>", "<p>m2 kept</p>"),
        ("<p>&nbsp;</p><p> <br></p><p>\u200b</p><p><strong> </strong></p>", ""),
        ("<p> a<em></em> <strong> </strong>b </p>\n<p>c</p>", "<p>a  b</p><p>c</p>"),
        ("<ul>one<li>two<li><p></ul>", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("<li>astray</li>", "<p>astray</p>"),
        ("<a href='/x'><h3>Head</h3><p>Text</p></a>", '<h3><a href="/x">Head</a></h3><p><a href="/x">Text</a></p>'),
        (
            "<table><caption>Catch</caption><thead><tr><th>Year</th></tr></thead><tr><td colspan=9999>12</table>",
            "<p>Catch</p><table><tbody><tr><th><p>Year</p></th></tr><tr><td><p>12</p></td></tr></tbody></table>",
        ),
        ("<table><tr><td> </td></tr></table>", ""),
        ("<dl><dt>Rice</dt><dd>a grain</dd></dl>", "<p>Rice</p><p>a grain</p>"),
        ("<noscript><p>for all</p></noscript><template>this too</template>", "<p>for all</p><p>this too</p>"),
        ("<svg><text>drawn</text></svg>", "<p>drawn</p>"),
    ],
)
def test_foreign_html_becomes_a_body(written, printed):
    assert body.clean(written) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("<script>alert(1)</script><style>p{}</style>ok", "<p>ok</p>"),
        ("<p onclick=x style=color:red class=y lang=km title=t>ok</p>", "<p>ok</p>"),
        ('<p><a href="javascript:alert(1)">click</a></p>', "<p>click</p>"),
        ('<p><a href="data:text/html,x">click</a></p>', "<p>click</p>"),
        (
            '<p><a href="https://example.org/" target="_blank">out</a></p>',
            '<p><a href="https://example.org/">out</a></p>',
        ),
        ('<p>a<img src=x onerror="alert(1)">b</p>', "<p>ab</p>"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>", ""),
        ("<p>bell\x07 and \ud800 surrogate\x00</p>", "<p>bell  and   surrogate</p>"),
    ],
)
def test_nothing_dangerous_reaches_a_reader(written, printed):
    assert body.clean(written) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('<p>a<figure data-picture="12"></figure>b</p>', '<p>a</p><figure data-picture="12"></figure><p>b</p>'),
        (
            '<figure data-picture="3"><img src=x><figcaption>kept</figcaption></figure>',
            '<figure data-picture="3"></figure><p>kept</p>',
        ),
        ('<figure data-picture="x1">kept</figure>', "<p>kept</p>"),
        ('<figure data-picture="0"></figure><figure></figure>', ""),
        ('<figure data-picture="៣">kept</figure>', "<p>kept</p>"),
    ],
)
def test_only_a_number_places_a_picture(written, printed):
    assert body.clean(written) == printed


def test_a_hostile_file_is_flattened_and_does_not_break_the_stack():
    for tag in ("div", "b", "em", "blockquote", "ul><li", "table><tr><td"):
        cleaned = body.clean(f"<{tag}>" * 3_000 + "still here")
        assert body.to_text(cleaned).endswith("still here")
        assert body.clean(cleaned) == cleaned
        assert cleaned.count("<") < 150


TAGS = [*sorted(KNOWN), "svg", "template", "noscript", "textarea", "math", "select", "iframe"]
ATTRIBUTES = ("", ' href="/a?b=1&amp;c=2"', " href=javascript:x", ' data-picture="3"', " colspan=3", ' title="a>b"')
LOOSE = (" ", "\n", "&nbsp;", "\u200b", "&amp;", "&lt;b&gt;", "< ", "<!-- c -->", "“", "ក្រុង")


def tag_soup(random: Random) -> str:
    soup = []
    for number in range(random.randint(1, 30)):
        match random.randint(0, 9):
            case 0 | 1 | 2:
                soup.append(f"word{number}.")
            case 3:
                soup.append(random.choice(LOOSE))
            case 4 | 5 | 6:
                soup.append(f"<{random.choice(TAGS)}{random.choice(ATTRIBUTES)}>")
            case _:
                soup.append(f"</{random.choice(TAGS)}>")
    return "".join(soup)


@pytest.mark.parametrize("seed", range(20))
def test_cleaning_tag_soup_loses_no_word_and_leaves_nothing_to_clean(seed):
    random = Random(seed)  # noqa: S311 - the same soup in every run
    for _bowl in range(100):
        soup = tag_soup(random)
        cleaned = body.clean(soup)
        assert body.clean(cleaned) == cleaned, soup
        text = body.to_text(cleaned)
        assert all(word in text for word in re.findall(r"word\d+\.", soup)), soup


# --- writing


def test_a_story_comes_in_as_paragraphs_crossheads_and_markup():
    blocks = [
        Block("p", "Rain & <wind>\xa0rose"),
        Block("h2", "Later"),
        Block("h3", "Still later"),
        Block("html", "<ul><li>rice</ul>"),
        Block("p", " \u200b "),
    ]
    assert body.from_blocks(blocks) == (
        "<p>Rain &amp; &lt;wind&gt;&nbsp;rose</p><h2>Later</h2><h3>Still later</h3><ul><li><p>rice</p></li></ul>"
    )


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc", "“ទឹក\u200bជំនន់”", 'say "&amp;"', "\x01x\ud800", "&nbsp;", "\xa0x", "<", "&"]
)
def test_what_an_importer_writes_is_clean_already(text):
    html = body.from_blocks([Block("p", text), Block("h2", text)])
    assert body.clean(html) == html


def test_pictures_stand_after_the_paragraphs_that_the_source_had_before_them():
    blocks = [Block("p", "One"), Block("h2", "Head"), Block("p", "Two"), Block("html", "<p>Three</p>")]
    assert body.from_blocks(blocks, [(9, 5), (1, 2), (0, 1), (1, 3), (3, 4)]) == (
        '<figure data-picture="1"></figure><p>One</p>'
        '<figure data-picture="2"></figure><figure data-picture="3"></figure><h2>Head</h2><p>Two</p><p>Three</p>'
        '<figure data-picture="4"></figure><figure data-picture="5"></figure>'
    )


def test_an_unknown_kind_of_block_is_named():
    with pytest.raises(ValueError, match="not “h1”: Top"):
        body.from_blocks([Block("h1", "Top")])


# --- reading


def test_a_body_reads_as_plain_text():
    html = (
        f"{PLAIN}<ul><li><p>rice</p></li><li><p>salt</p><p>from Kampot</p></li></ul>"
        '<ol start="4"><li><p>four</p></li><li><p>five</p></li></ol><blockquote><p>“No.”</p></blockquote>'
        "<table><tbody><tr><th><p>Year</p></th><th><p>Tonnes</p></th></tr><tr><td><p>2022</p><p>est.</p></td><td></td></tr>"
        "</tbody></table>"
    )
    assert body.to_text(html) == (
        "The ferry stops on Sunday.\n\nA new bridge\n\nSee the map.\nទឹក\u200bជំនន់ & rain\n\n"
        "• rice\n• salt\n\nfrom Kampot\n\n4. four\n5. five\n\n“No.”\n\nYear\tTonnes\n2022 est.\t"
    )


def test_an_export_gets_the_blocks_with_their_kind():
    html = (
        '<p>One\n two</p><h3>Head</h3><figure data-picture="7"></figure><blockquote><p>said</p></blockquote>'
        "<ul><li><p>rice</p></li></ul><table><tbody><tr><td><p>1</p></td></tr></tbody></table>"
    )
    assert body.blocks(html) == [
        ("p", "One two"),
        ("h3", "Head"),
        ("picture", "7"),
        ("quote", "said"),
        ("item", "• rice"),
        ("row", "1"),
    ]


def test_a_reader_sees_each_picture_where_it_was_placed():
    html = '<figure data-picture="2"></figure><p>One</p><figure data-picture="10"></figure>'
    assert body.picture_keys(html) == [2, 10]
    assert body.expand(html, lambda place: f"<img alt='\\{place.key}'>") == "<img alt='\\2'><p>One</p><img alt='\\10'>"


def test_a_body_of_a_picture_is_not_empty_and_one_of_a_rule_is():
    assert body.is_empty("")
    assert body.is_empty("<hr>")
    assert not body.is_empty('<figure data-picture="2"></figure>')
    assert not body.is_empty("<p>x</p>")
