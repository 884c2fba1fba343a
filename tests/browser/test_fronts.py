"""A front arranged by the keyboard alone, from the list of the fronts to what readers get."""

import pytest

pytestmark = pytest.mark.browser


def placed(desk) -> list[str]:
    return desk.locator(".front-slot").evaluate_all("slots => slots.map((slot) => slot.dataset.headline)")


def place(desk, words: str) -> str:
    """Search, go on to the first story that is found, and place it."""
    desk.focus("#front-q")
    desk.keyboard.press("Control+A")
    desk.keyboard.type(words)
    desk.keyboard.press("Enter")
    desk.wait_for_function("words => document.querySelector('.front-found li')?.innerText.includes(words)", arg=words)
    before = len(placed(desk))
    desk.keyboard.press("Tab")
    # The list scrolls, and so the browser stops at it first.
    if desk.evaluate("document.activeElement.name") != "_add":
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_function("n => document.querySelectorAll('.front-slot').length === n + 1", arg=before)
    return placed(desk)[-1]


def test_an_editor_arranges_the_front_page_by_keyboard_and_readers_get_it(desk, paper, chromium):
    desk.goto(f"{paper.url}/admin/articles/arrangement/")
    desk.focus("text=Front page >> nth=0")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/edition/*/")
    first, second, third = place(desk, "clinic"), place(desk, "tamarind"), place(desk, "brick")

    desk.locator(".front-handle").last.focus()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowUp")
    assert placed(desk) == [third, first, second]
    assert desk.inner_text("#front-said") == f"“{third}” is now number 1 of 3."
    desk.keyboard.press("End")
    assert placed(desk) == [first, second, third]
    desk.focus(".front-slot:last-child [name=_up]")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    assert placed(desk) == [third, first, second]
    desk.focus(".front-slot:last-child [name=_remove]")
    desk.keyboard.press("Enter")
    assert placed(desk) == [third, first]
    desk.focus("#front-said button")
    desk.keyboard.press("Enter")
    assert placed(desk) == [third, first, second]

    desk.focus(".front-slot:first-child summary")
    desk.keyboard.press("Enter")
    desk.focus(".front-slot:first-child [name$=-headline]")
    desk.keyboard.type("Brick works must pay")
    desk.focus("#tab-stories")
    desk.keyboard.press("ArrowRight")
    lead = desk.frame_locator("#front-preview iframe").locator(".leader h3")
    lead.get_by_text("Brick works must pay").wait_for()

    desk.focus("[name=_live]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=Readers have it now")
    assert placed(desk) == [third, first, second]
    reader = chromium.new_page()
    reader.goto(f"{paper.url}/")
    assert reader.inner_text(".leader h3") == "Brick works must pay"
    assert reader.locator(".seconds h3").all_inner_texts()[:2] == [first, second]
    reader.close()


def test_a_front_that_was_left_in_the_middle_of_it_comes_back(desk, paper):
    desk.goto(f"{paper.url}/admin/articles/arrangement/")
    desk.click("text=Front page >> nth=0")
    before = placed(desk)
    story = place(desk, "Solar")
    desk.click(".front-slot:last-child summary")
    desk.focus(".front-slot:last-child [name$=-teaser]")
    desk.keyboard.type("Mothers queue from four")
    desk.wait_for_function("() => document.getElementById('desk-kept').innerText.startsWith('Kept at')")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.goto(f"{paper.url}/admin/articles/arrangement/")
    desk.click("text=Front page >> nth=0")
    assert placed(desk) == before
    desk.click(".desk-unsaved >> text=Bring it back")
    assert placed(desk) == [*before, story]
    assert desk.input_value(".front-slot:last-child [name$=-teaser]") == "Mothers queue from four"
    # Putting it in order makes it unsaved again, and leaving it then is warned of.
    desk.focus(".front-slot:last-child [name$=-teaser]")
    desk.keyboard.type(".")
    warned = []
    desk.once("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    desk.goto(f"{paper.url}/admin/")
    assert warned == ["beforeunload"]
