"""A picture's place in the body survives the editor: loading, typing, placing, moving on."""

import pytest

pytestmark = pytest.mark.browser


def place(writing, number: str) -> None:
    writing.tool("storyPicture")
    writing.page.fill("dialog input[type=number]", number)
    writing.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")


def test_a_placed_picture_survives_typing(write):
    writing = write('<p>The bridge</p><figure data-picture="3"></figure><p>ទឹក\u200bជំនន់</p>')
    assert writing.page.inner_text("[contenteditable=true] figure") == "Picture 3"
    writing.go_to("The bridge")
    writing.type(" opens")
    assert writing.saved == '<p>The bridge opens</p><figure data-picture="3"></figure><p>ទឹក\u200bជំនន់</p>'


def test_an_editor_places_a_picture_by_its_number_and_changes_it(write):
    writing = write("<p>The bridge</p>")
    writing.go_to("The bridge")
    place(writing, "5")
    assert writing.saved == '<p>The bridge</p><figure data-picture="5"></figure>'
    writing.page.click("[contenteditable=true] figure")
    place(writing, "6")
    assert writing.saved == '<p>The bridge</p><figure data-picture="6"></figure>'


def test_a_story_that_is_only_a_picture_keeps_it(write):
    writing = write('<figure data-picture="7"></figure>')
    writing.page.click("[contenteditable=true] > p")
    writing.type("x")
    writing.press("Backspace")
    assert writing.saved == '<figure data-picture="7"></figure>'
