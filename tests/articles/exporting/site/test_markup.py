"""How a page’s addresses are rewritten: everything else stays, to the letter."""

import pytest

from articles.exporting.site import markup


def shout(address, tag, rel):
    return address.upper() + rel


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class=x href="/a/" >', '<a class=x href="/A/" >'),
        ("<a href='/a?b=1&amp;c=2'>", '<a href="/A?B=1&amp;C=2">'),
        ("<a href=/a/>", '<a href="/A/">'),
        ('<A HREF="/a/">', '<A HREF="/A/">'),
        ('<a rel="next" href="/a/">', '<a rel="next" href="/A/next">'),
        ('<img alt="href=\'/a/\'" src="/a.jpg">', '<img alt="href=\'/a/\'" src="/A.JPG">'),
        ('<img srcset="/a.jpg 1x, /b.jpg 2x">', '<img srcset="/A.JPG 1x, /B.JPG 2x">'),
        ('<script type="module" src="/a.js"></script>', '<script defer src="/A.JS"></script>'),
        ('<meta http-equiv="refresh" content="0; url=/a/">', '<meta http-equiv="refresh" content="0; url=/A/">'),
        ('<p>Search: <form action="/s/"><input name="q"><a href="/a/">x</a></form>!', "<p>Search: !"),
        ('<use href="#a"/>', '<use href="#A"/>'),
    ],
)
def test_addresses_are_rewritten(before, after):
    assert markup.rewrite(before, shout) == after


@pytest.mark.parametrize(
    "kept",
    [
        "<!doctype html>\n<p>a &lt b &nbsp; &#x1F4F0; <br/>\r\n<INPUT disabled>",
        '<!-- <a href="/a/"> -->',
        "<script>const a = '<a href=\"/a/\">' // & </script>",
        '<style>a[href="/a/"] { color: red }</style>',
        '<script type="application/ld+json">{"url":"https://www.example.org/a/"}</script>',
        '<link rel="canonical" href="https://www.example.org/a/">',
        '<link rel="alternate" hreflang="km" href="https://www.example.org/km/">',
        '<meta property="og:image" content="https://www.example.org/a.jpg">',
        '<p title="a > b">ទឹក\u200bទូក</p>',
    ],
)
def test_everything_else_stays(kept):
    assert markup.rewrite(kept, shout) == kept


def test_a_style_sheets_addresses_are_rewritten():
    css = "a { background: url( '/a.svg' ) } b { background: url(/b.svg) } /* url */"
    assert markup.rewrite_css(css, shout) == "a { background: url( '/A.SVG' ) } b { background: url(/B.SVG) } /* url */"
