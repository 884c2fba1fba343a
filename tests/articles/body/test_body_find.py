"""Find and replace in the body, by the keyboard, in any script."""

import pytest

pytestmark = pytest.mark.browser


def count(writing) -> str:
    return writing.page.inner_text(".desk-find-count")


def test_words_are_found_counted_and_walked_through(write):
    writing = write("<p>The ferry and <strong>the</strong> bridge.</p><ul><li><p>the end</p></li></ul>")
    writing.go_to("The ferry")
    writing.press("Control+Home", "Control+f")
    writing.type("the")
    assert count(writing) == "1 / 3"
    writing.press("Enter", "Enter")
    assert count(writing) == "3 / 3"
    writing.press("Enter")
    assert count(writing) == "1 / 3"
    writing.press("Shift+Enter")
    assert writing.page.inner_text(".desk-found-now") == "the"
    assert count(writing) == "3 / 3"
    writing.page.check(".desk-find [type=checkbox]")
    assert count(writing).endswith("/ 2")
    writing.press("Escape")
    assert writing.page.locator(".desk-found").count() == 0
    writing.type("THE")
    assert writing.saved.count("THE") == 1


def test_one_match_after_the_other_is_replaced_and_its_mark_stays(write):
    writing = write("<p>A cat, a <strong>cat</strong>, a cat.</p>")
    writing.page.click("[contenteditable=true] > p")
    writing.press("Control+Home", "Control+f")
    writing.type("cat")
    writing.press("Control+h")
    writing.type("dog cat")
    writing.press("Enter", "Enter")
    assert writing.saved == "<p>A dog cat, a <strong>dog cat</strong>, a cat.</p>"
    assert count(writing) == "3 / 3"


def test_all_are_replaced_at_once_and_taken_back_at_once(write):
    before = '<p>Sok Dara said.</p><figure data-pull-quote=""><blockquote><p>No, Dara.</p></blockquote></figure>'
    writing = write(before)
    writing.go_to("Sok Dara")
    writing.type(" Dara.")
    writing.press("Control+f")
    writing.type("dara")
    writing.press("Control+h")
    writing.type("Mony")
    writing.page.click("text=Replace all")
    assert count(writing) == "Replaced: 3"
    assert writing.saved == before.replace("Dara", "Mony").replace("said.", "said. Mony.")
    writing.press("Escape", "Control+z")
    assert writing.saved == before.replace("said.", "said. Dara.")


def test_khmer_is_found_whatever_stands_unseen_between_its_words(write):
    writing = write("<p>ទឹក\u200bជំនន់ និង ទឹកជំនន់</p><p>don’t say “no”</p>")
    writing.page.click("[contenteditable=true] > p")
    writing.press("Control+Home", "Control+f")
    writing.page.fill(".desk-find input >> nth=0", "ទឹកជំនន់")
    assert count(writing) == "1 / 2"
    writing.page.fill(".desk-find input >> nth=0", 'don\'t say "no"')
    assert count(writing) == "1 / 1"
    writing.page.fill(".desk-find input >> nth=0", "(no.*")
    assert count(writing) == "Not found"


def test_finding_begins_with_what_is_selected_and_sends_no_form(write):
    writing = write("<p>ferry</p><p>ferry</p>")
    writing.go_to("ferry")
    writing.press("Shift+Home", "Control+f", "Enter")
    assert writing.page.input_value(".desk-find input >> nth=0") == "ferry"
    assert count(writing) == "2 / 2"
    assert writing.page.url == "http://newsroom.test/"


def test_the_count_follows_what_is_typed(write):
    writing = write("<p>ferry</p>")
    writing.go_to("ferry")
    writing.tool("findReplace")
    writing.type("ferry")
    writing.go_to("ferry")
    writing.type(" ferry")
    assert count(writing).endswith("/ 2")
