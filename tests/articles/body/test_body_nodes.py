"""The body's own nodes: pull quotes, fact boxes, embeds, cards, tables."""

import re
from random import Random

import pytest

from articles import body

QUOTE = (
    '<figure data-pull-quote=""><blockquote><p>“We were told nothing.”</p><p>“Nothing.”</p></blockquote>'
    "<figcaption>Sok Dara, <em>pilot</em></figcaption></figure>"
)
BOX = '<aside data-fact-box=""><h2>What is known</h2><p>It is long.</p><ul><li><p>300 metres</p></li></ul></aside>'
EMBED = '<figure data-embed="https://www.youtube.com/watch?v=aB3_dE6-hI9"></figure>'
CARD = '<figure data-story="12"></figure>'
TABLE = "<table><tbody><tr><th><p>Year</p></th></tr><tr><td><p>2026</p></td></tr></tbody></table>"


def test_what_the_editor_writes_stays_as_it_is():
    whole = f"<p>One</p>{QUOTE}<p>Two</p>{BOX}{EMBED}{CARD}{TABLE}<p>Three</p>"
    assert body.clean(whole) == whole
    assert body.dropped(whole) == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "<figure data-pull-quote><blockquote>“No.”</blockquote></figure>",
            '<figure data-pull-quote=""><blockquote><p>“No.”</p></blockquote></figure>',
        ),
        (
            (
                "<figure data-pull-quote><blockquote><h2>No</h2><ul><li>never</ul></blockquote>"
                "<figcaption><p>Sok</p><p>Dara</p></figcaption></figure>"
            ),
            (
                '<figure data-pull-quote=""><blockquote><p><strong>No</strong></p><p>never</p></blockquote>'
                "<figcaption>Sok<br>Dara</figcaption></figure>"
            ),
        ),
        ("<figure data-pull-quote><figcaption>Sok Dara</figcaption></figure>", "<p>Sok Dara</p>"),
        ("<figure data-pull-quote><blockquote> </blockquote></figure>", ""),
        (
            f"<figure data-pull-quote><blockquote>No{CARD}</blockquote></figure>",
            f'<figure data-pull-quote=""><blockquote><p>No</p></blockquote></figure>{CARD}',
        ),
        ("<figure><blockquote>No</blockquote></figure>", "<blockquote><p>No</p></blockquote>"),
    ],
)
def test_a_pull_quote_is_paragraphs_and_a_speaker(written, printed):
    assert body.clean(written) == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "<aside data-fact-box><h3>Title</h3>Text<h3>More</h3></aside>",
            '<aside data-fact-box=""><h2>Title</h2><p>Text</p><p><strong>More</strong></p></aside>',
        ),
        (
            "<aside data-fact-box><h2>One<br><br>two<ul><li>three</ul></h2></aside>",
            '<aside data-fact-box=""><h2>One<br>two<br>three</h2></aside>',
        ),
        (
            f"<aside data-fact-box><p>Text</p><hr>{TABLE}{EMBED}<blockquote>said</blockquote></aside>",
            f'<aside data-fact-box=""><p>Text</p><p>said</p></aside>{TABLE}{EMBED}',
        ),
        (
            f"<aside data-fact-box><p>Text</p>{BOX}</aside>",
            f'<aside data-fact-box=""><p>Text</p></aside>{BOX}',
        ),
        ("<aside data-fact-box> <p></p></aside>", ""),
        ("<aside><h2>Beside</h2></aside>", "<h2>Beside</h2>"),
    ],
)
def test_a_fact_box_is_a_title_paragraphs_and_lists(written, printed):
    assert body.clean(written) == printed


def test_a_box_stands_between_blocks_and_never_in_one():
    inside = body.clean(f"<ul><li>{BOX}</li></ul><blockquote>{QUOTE}</blockquote>")
    assert "data-" not in inside
    assert all(word in inside for word in ("What is known", "300 metres", "told nothing", "Sok Dara"))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('<figure data-embed="http://youtu.be/aB3_dE6-hI9?si=x"></figure>', EMBED),
        ('<figure data-embed="https://harbour.example/film">kept</figure>', "<p>kept</p>"),
        ('<figure data-embed="javascript:alert(1)"></figure>', ""),
        (
            '<figure data-embed="https://www.facebook.com/permalink.php?story_fbid=1&id=2"></figure>',
            '<figure data-embed="https://www.facebook.com/permalink.php?story_fbid=1&amp;id=2"></figure>',
        ),
        ('<figure data-story="x"></figure><figure data-story="0"></figure><figure data-story="១២"></figure>', ""),
        ('<figure data-story="12" data-picture="3"></figure>', CARD),
        ('<iframe src="https://www.youtube.com/embed/aB3_dE6-hI9"></iframe>', ""),
    ],
)
def test_only_an_address_of_a_service_and_a_number_of_a_story_place_something(written, printed):
    assert body.clean(written) == printed


def test_a_table_within_a_table_leaves_its_words_in_the_cell():
    assert body.clean(f"<table><tr><td>One{TABLE}</td></tr></table>") == (
        "<table><tbody><tr><td><p>One</p><p>Year</p><p>2026</p></td></tr></tbody></table>"
    )


def test_a_body_with_boxes_reads_as_plain_text():
    assert body.to_text(f"<p>One</p>{QUOTE}{CARD}{EMBED}{BOX}") == (
        "One\n\n“We were told nothing.”\n\n“Nothing.”\nSok Dara, pilot\n\nWhat is known\n\nIt is long.\n\n• 300 metres"
    )


def test_an_export_gets_the_nodes_with_their_kind():
    assert body.blocks(f"{QUOTE}{CARD}{EMBED}{BOX}") == [
        ("quote", "“We were told nothing.”"),
        ("quote", "“Nothing.”"),
        ("speaker", "Sok Dara, pilot"),
        ("story", "12"),
        ("embed", "https://www.youtube.com/watch?v=aB3_dE6-hI9"),
        ("h2", "What is known"),
        ("p", "It is long."),
        ("item", "• 300 metres"),
    ]


def test_a_body_of_a_card_alone_is_not_empty():
    assert not body.is_empty(CARD)
    assert not body.is_empty(EMBED)
    assert body.is_empty("<hr>")


def test_each_node_is_shown_by_what_it_holds():
    shown = []
    html = f'<p>One</p>{QUOTE}{BOX}{EMBED}{CARD}<figure data-picture="3"></figure>{TABLE}<p>Two</p>'
    assert (
        body.expand(html, lambda node: shown.append(node) or f"[{len(shown)}]")
        == "<p>One</p>[1][2][3][4][5][6]<p>Two</p>"
    )
    quote = body.PullQuote("<p>“We were told nothing.”</p><p>“Nothing.”</p>", "Sok Dara, <em>pilot</em>")
    assert shown == [
        quote,
        body.FactBox("What is known", "<p>It is long.</p><ul><li><p>300 metres</p></li></ul>"),
        body.Embed("YouTube", "https://www.youtube.com/watch?v=aB3_dE6-hI9"),
        body.StoryCard(12),
        body.PicturePlace(3),
        body.Table(TABLE.removeprefix("<table>").removesuffix("</table>")),
    ]


def test_a_picture_in_a_table_is_shown_there():
    html = '<table><tbody><tr><td><figure data-picture="3"></figure></td></tr></tbody></table>'
    shown = body.expand(html, lambda node: "[picture]" if isinstance(node, body.PicturePlace) else node.rows)
    assert shown == "<tbody><tr><td>[picture]</td></tr></tbody>"


def soup(random: Random) -> str:
    """Boxes, figures and blocks, opened and closed anyhow."""
    tags = (
        "p", "h2", "h3", "ul", "li", "blockquote", "figcaption", "table", "tr", "td", "strong", "aside data-fact-box",
        "figure data-pull-quote", 'figure data-story="7"', 'figure data-embed="https://vimeo.com/76979871"', "br", "hr",
    )  # fmt: skip
    pieces = []
    for number in range(random.randint(1, 40)):
        tag = random.choice(tags)
        pieces.append(random.choice([f"word{number}.", f"<{tag}>", f"<{tag}>", f"</{tag.split()[0]}>"]))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_cleaning_boxes_in_disorder_loses_no_word_and_leaves_nothing_to_clean(seed):
    random = Random(seed)  # noqa: S311 - the same soup in every run
    for _bowl in range(100):
        written = soup(random)
        cleaned = body.clean(written)
        assert body.clean(cleaned) == cleaned, written
        text = body.to_text(cleaned)
        assert all(word in text for word in re.findall(r"word\d+\.", written)), written
        shown = body.expand(cleaned, lambda node: " ".join(str(value) for value in node))
        assert all(word in shown for word in re.findall(r"word\d+\.", written)), written
        assert "data-" not in shown, written


# --- What is dropped is said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<p>a<u>b</u><font>c</font><u>d</u></p>", "their words kept: 2 × u, 1 × font"),
        (
            "<p style='x' class=y>a</p><p style='z'>b</p>",
            "Attributes that a story does not have were taken off: 2 × st",
        ),
        ("<p>a<img src=x><img src=y></p>", "2 pictures were taken out: pictures come from the library."),
        ("<script>x()</script><style>p{}</style>", "2 scripts or styles were taken out."),
        (
            '<iframe src="https://ads.example/1"></iframe>',
            "1 frame from elsewhere was taken out: https://ads.example/1",
        ),
        ('<figure data-embed="https://a.example/film"></figure>', "can be embedded: https://a.example/film"),
        ('<p><a href="javascript:x">a</a></p>', "1 link lost its address, which leads to no page: javascript:x"),
        ('<p><a href="https://[a">a</a></p>', "1 link lost its address"),
        ("<iframe></iframe>" * 5, "5 frames from elsewhere were taken out: no address, no address, no address…"),
    ],
)
def test_what_is_dropped_is_said(written, said):
    [sentence] = body.dropped(written)
    assert said in sentence


@pytest.mark.parametrize(
    "written",
    [
        "<div><h1>One</h1><b>two</b> <i>three</i></div><section>four</section>",
        '<p><a href="/river/">a</a> <a href="mailto:desk@example.org" title="t" rel="nofollow">b</a></p>',
        '<html><head><meta charset="utf-8"></head><body><p>One</p></body></html>',
        "",
    ],
)
def test_nothing_is_said_where_nothing_is_lost(written):
    assert body.dropped(written) == []
