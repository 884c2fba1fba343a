"""The body's own nodes under real keystrokes: boxes written in place, cards placed by a dialog, the menu."""

import pytest

from articles import body

WHOLE = (
    '<p>One.</p><figure data-pull-quote=""><blockquote><p>“No.”</p></blockquote><figcaption>Sok Dara</figcaption>'
    '</figure><aside data-fact-box=""><h2>Known</h2><p>Long.</p><ul><li><p>Wide.</p></li></ul></aside>'
    '<figure data-embed="https://vimeo.com/76979871"></figure><figure data-story="12"></figure><h2>Head</h2>'
    "<h3>Small</h3><blockquote><p>Said.</p></blockquote><hr>"
    '<table><tbody><tr><th><p>Year</p></th><td colspan="2"><p>2026</p></td></tr></tbody></table>'
    '<figure data-pull-quote=""><blockquote><p>“Nobody says it.”</p></blockquote></figure>'
)
STORIES = (
    {"id": 12, "headline": "Ticket prices to stay", "section": "River", "live": True},
    {"id": 15, "headline": "A night bus", "section": "City", "live": False},
)

pytestmark = pytest.mark.browser


def test_every_node_survives_the_editor(write):
    writing = write(WHOLE, stories=STORIES)
    writing.go_to("One.")
    writing.type(" Two.")
    assert writing.saved == WHOLE.replace("One.", "One. Two.")
    assert body.dropped(writing.sent) == []


def test_a_pull_quote_is_written_in_place_with_its_speaker(write):
    writing = write("<p>One.</p>")
    writing.go_to("One.")
    writing.press("Enter", "Control+Alt+q")
    writing.type("“We were told nothing.”")
    writing.press("Enter", "Enter")
    writing.type("Sok Dara")
    writing.press("Enter")
    writing.type("Two.")
    assert writing.saved == (
        '<p>One.</p><figure data-pull-quote=""><blockquote><p>“We were told nothing.”</p></blockquote>'
        "<figcaption>Sok Dara</figcaption></figure><p>Two.</p>"
    )


def test_words_become_a_pull_quote_and_words_again(write):
    writing = write("<p>One.</p><blockquote><p>“No.”</p></blockquote><h2>Head</h2>")
    writing.go_to("“No.”")
    writing.tool("pullQuote")
    assert writing.saved == (
        '<p>One.</p><figure data-pull-quote=""><blockquote><p>“No.”</p></blockquote></figure><h2>Head</h2>'
    )
    writing.press("Control+z")
    assert writing.saved == "<p>One.</p><blockquote><p>“No.”</p></blockquote><h2>Head</h2>"
    writing.go_to("“No.”")
    writing.press("Control+Alt+q", "Enter", "Enter")
    writing.type("Sok Dara")
    writing.tool("pullQuote")
    assert writing.saved == "<p>One.</p><p>“No.”</p><p>Sok Dara</p><h2>Head</h2>"


def test_a_fact_box_is_written_in_place_with_its_title(write):
    writing = write("<p>One.</p>")
    writing.go_to("One.")
    writing.press("Enter", "Control+Alt+b")
    writing.type("What is known")
    writing.press("Enter")
    writing.type("It is long.")
    writing.press("Enter")
    writing.tool("bulletList")
    writing.type("300 metres")
    writing.press("Enter", "Enter", "Enter")
    writing.type("Two.")
    assert writing.saved == (
        '<p>One.</p><aside data-fact-box=""><h2>What is known</h2><p>It is long.</p><ul><li><p>300 metres</p></li></ul>'
        "</aside><p>Two.</p>"
    )


def test_selected_blocks_become_a_fact_box_with_their_crosshead_as_its_title(write):
    writing = write("<h2>Known</h2><p>Long.</p><ul><li><p>Wide.</p></li></ul>")
    writing.page.click("[contenteditable=true] > h2")
    writing.press("Control+a")
    writing.tool("factBox")
    box = '<aside data-fact-box=""><h2>Known</h2><p>Long.</p><ul><li><p>Wide.</p></li></ul></aside>'
    assert writing.saved == box
    writing.press("Home", "Backspace")
    assert writing.saved == "<h3>Known</h3><p>Long.</p><ul><li><p>Wide.</p></li></ul>"


def test_a_table_or_a_card_is_not_lost_in_a_box(write):
    writing = write('<p>One.</p><figure data-story="12"></figure><p>Two.</p>', stories=STORIES)
    writing.page.click("[contenteditable=true] > p")
    writing.press("Control+a")
    assert writing.page.get_attribute("button[data-name=factBox]", "aria-disabled") == "true"
    writing.press("Control+Alt+b")
    assert writing.saved == '<p>One.</p><figure data-story="12"></figure><p>Two.</p>'


def test_an_embed_is_placed_by_its_address_or_its_code_and_no_other_address_is_taken(write):
    writing = write("<p>One.</p>")
    writing.go_to("One.")
    writing.press("Control+Alt+e")
    writing.type("https://harbour.example/film")
    writing.press("Enter")
    assert "leads to nothing that can be embedded" in writing.page.inner_text("dialog")
    writing.page.fill("dialog input", '<iframe src="https://www.youtube.com/embed/aB3_dE6-hI9?rel=0"></iframe>')
    writing.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")
    assert writing.saved == '<p>One.</p><figure data-embed="https://www.youtube.com/watch?v=aB3_dE6-hI9"></figure>'
    assert writing.page.inner_text(".desk-card") == "YouTube\nyoutube.com/watch?v=aB3_dE6-hI9"


def test_a_card_of_a_story_is_found_and_placed_by_the_keyboard(write):
    writing = write("<p>One.</p>", stories=STORIES)
    writing.go_to("One.")
    writing.press("Control+Alt+s")
    writing.page.wait_for_selector("[role=option]")
    writing.press("ArrowDown")
    chosen = writing.page.get_attribute("[role=combobox]", "aria-activedescendant")
    assert writing.page.inner_text(f"#{chosen} strong") == "A night bus"
    writing.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")
    assert writing.saved == '<p>One.</p><figure data-story="15"></figure>'
    assert "not live" in writing.page.inner_text(".desk-card")


def test_a_card_says_which_story_it_leads_to(write):
    writing = write('<figure data-story="12"></figure>', stories=STORIES)
    writing.page.wait_for_selector(".desk-card >> text=Ticket prices to stay")


def test_the_menu_is_one_stop_of_the_tab_key_and_every_button_has_a_name(write):
    writing = write("<p>One.</p>")
    buttons = writing.page.locator("[role=toolbar] button[data-name]")
    stops = [button.get_attribute("tabindex") for button in buttons.all()]
    assert stops.count("0") == 1
    names = [button.get_attribute("aria-label") for button in buttons.all()]
    assert len(set(names)) == len(names)
    assert {"Crosshead", "Pull quote", "Fact box", "Embed by address", "Find and replace"} <= set(names)
    buttons.first.focus()
    writing.press("ArrowRight")
    assert writing.page.evaluate("document.activeElement.dataset.name") == "heading3"
    writing.press("Enter")
    assert writing.saved == "<h3>One.</h3>"
    assert writing.page.get_attribute("button[data-name=heading3]", "aria-pressed") == "true"


def test_the_desk_that_does_not_answer_about_stories_is_said(write):
    writing = write("<p>One.</p>", stories=STORIES)
    writing.page.route("**/stories/**", lambda route: route.abort())
    writing.go_to("One.")
    writing.press("Control+Alt+s")
    writing.page.wait_for_selector("dialog >> text=could not be asked for")
    writing.press("Escape")
    writing.type(" Two.")
    assert writing.saved == "<p>One. Two.</p>"
    writing.forgive("Failed to load resource")
