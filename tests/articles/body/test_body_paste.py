"""What is pasted into the body from Word, Google Docs and a web page: the vocabulary stays, the rest goes."""

from pathlib import Path

import pytest

from articles import body

CLIPBOARDS = Path(__file__).parent / "clipboards"

pytestmark = pytest.mark.browser


def clipboard(name: str) -> str:
    return (CLIPBOARDS / name).read_text("utf-8")


@pytest.fixture
def empty(write):
    writing = write()
    writing.page.click("[contenteditable=true]")
    return writing


def test_a_text_from_word_keeps_its_crossheads_lists_marks_links_and_table(empty):
    empty.paste(clipboard("word.html"), text="Ferries after dark")
    assert empty.saved == (
        "<h2>Ferries after dark</h2>"
        "<p>The ferry will run until <strong>midnight</strong> from <em>Monday</em>, the harbour office said.</p>"
        "<p>សាឡាងនឹងដំណើរការ</p>"
        "<ul><li><p>Two boats</p><ul><li><p>one with a roof</p></li></ul></li><li><p>One landing</p></li></ul>"
        "<h3>In what order</h3>"
        '<ol data-type="decimal" start="3"><li><p>Tickets</p></li><li><p>Boarding</p></li></ol>'
        "<blockquote><p>“I have slept at the landing,” he said.</p></blockquote>"
        '<table><tbody><tr><td><p>Hour</p></td><td colspan="2"><p>Fare</p></td></tr></tbody></table>'
        '<p>See <a href="https://harbour.example/plan">the plan</a>.</p>'
    )
    assert body.dropped(empty.sent) == []


def test_a_text_from_google_docs_keeps_its_crossheads_lists_marks_links_and_table(empty):
    empty.paste(clipboard("docs.html"), text="Ferries after dark")
    assert empty.saved == (
        "<h2>Ferries after dark</h2>"
        "<p>The ferry will run until <strong>midnight</strong> from <em>Monday</em>, they said. See "
        '<a href="https://harbour.example/plan?a=1">the plan</a></p>'
        "<p>សាឡាងនឹងដំណើរការ</p>"
        "<ul><li><p>Two boats</p><ul><li><p>one with a roof</p></li></ul></li>"
        "<li><p><strong>One landing</strong></p></li></ul>"
        "<table><tbody><tr><td><p>Hour</p></td><td><p>Fare</p></td></tr></tbody></table>"
        "<hr><h3>Small print</h3><p>The end.</p>"
    )
    assert "<p></p>" not in empty.sent
    assert body.dropped(empty.sent) == []


def test_a_web_page_leaves_its_words_and_its_embeds(empty):
    empty.paste(clipboard("page.html"), text="The ferry")
    assert empty.saved == (
        "<p>The ferry will run until <strong>midnight</strong>&nbsp;from <em>Monday</em>.</p>"
        "<p>The harbour office<br>said so.</p>"
        '<h2>Fares</h2><p>Walkers pay nothing. More <a href="https://harbour.example/fares?ref=1">fares</a> top</p>'
        "<p>The boat at dusk</p>"
        '<figure data-embed="https://www.youtube.com/watch?v=aB3_dE6-hI9"></figure>'
        '<figure data-embed="https://x.com/harbour/status/1234567890"></figure>'
        "<p>Left column</p><p>Right column</p><p>The end.</p>"
    )


def test_nothing_of_a_pasted_page_is_asked_for(empty):
    asked = []
    empty.page.on("request", lambda request: asked.append(request.url))
    empty.paste(clipboard("page.html"))
    empty.paste(clipboard("word.html"))
    empty.page.wait_for_function("document.querySelector('[contenteditable=true]').textContent.includes('The end.')")
    assert asked == []


def test_the_editors_own_clipboard_is_pasted_as_it_was_copied(write):
    box = '<aside data-fact-box=""><h2>Known</h2><p>It is long.</p></aside>'
    writing = write(f"<p>One</p>{box}")
    writing.page.click("[contenteditable=true] > p")
    writing.press("Control+a")
    copied = writing.page.evaluate(
        """() => {
            const clipboardData = new DataTransfer()
            const copy = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true })
            document.querySelector("[contenteditable=true]").dispatchEvent(copy)
            return clipboardData.getData("text/html")
        }"""
    )
    assert "data-pm-slice" in copied
    writing.press("Backspace")
    assert writing.saved == ""
    writing.paste(copied)
    assert writing.saved == f"<p>One</p>{box}"


def test_words_are_not_run_together(empty):
    empty.paste(
        "<div><p>One</p>two<br>three<div>four</div>five<br><p>six</p><br>seven<span><br></span>eight<br> <br>nine</div>"
        "<ul>ten<li>eleven<ul><li>twelve</li></ul>thirteen</li></ul><table><tr><td>fourteen</td><td>fifteen</td></tr></table>"
    )
    words = " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    assert words.split() == body.to_text(empty.saved).replace("•", " ").lower().split()


def test_words_that_look_like_markup_are_left_alone(empty):
    empty.paste("<p>Write &lt;p style='x'&gt; and style=\"y\" in full</p>")
    assert empty.saved == "<p>Write &lt;p style='x'&gt; and style=\"y\" in full</p>"


def test_an_address_alone_on_a_line_becomes_a_card_and_within_a_line_stays_words(write):
    writing = write("<p>Watch it here:</p>")
    writing.go_to("Watch")
    writing.paste(text="https://vimeo.com/76979871")
    writing.press("Enter")
    writing.paste(text="https://vimeo.com/76979871?share=copy")
    assert writing.saved.startswith("<p>Watch it here:")
    assert writing.saved.count('<figure data-embed="https://vimeo.com/76979871"></figure>') == 1
