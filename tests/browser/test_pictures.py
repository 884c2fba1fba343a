"""Pictures on the writing page, with real keys, a dropped file and a mouse."""

import base64

import pytest

from tests.media.drawings import exif, photo
from tests.newspaper import draw

pytestmark = pytest.mark.browser
DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  const sheet = document.querySelector(".ProseMirror")
  for (const type of ["dragenter", "dragover", "drop"])
    sheet.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
}"""


def begin(desk, paper, headline):
    desk.goto(f"{paper.url}/admin/articles/article/add/")
    desk.fill("#id_headline", headline)
    desk.click("[contenteditable=true]")
    desk.keyboard.type("The quay was opened on Sunday.")
    desk.select_option("#id_section", index=1)


def drop(desk, content, name):
    desk.evaluate(DROP, [base64.b64encode(content).decode(), name])


def titles(desk):
    return desk.locator(".desk-use:not(.empty-form) .desk-use-title").all_inner_texts()


def choose(desk, words):
    """Search in the open chooser, and take the first that is found."""
    desk.keyboard.type(words)
    # Before the answer is there: it goes to what will be found.
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".desk-chooser-picture:focus")
    desk.keyboard.press("Enter")


def test_a_dropped_file_is_worded_focused_and_published_without_leaving_the_page(desk, paper):
    begin(desk, paper, "Quay opened at Prek Chik")
    drop(desk, photo(1600, 900, exif=exif()), "quay.jpg")

    desk.wait_for_selector(".desk-words-page:not([hidden])")
    assert desk.input_value("#desk-words-caption") == "The market at dawn"
    assert desk.input_value("#desk-words-credit") == "Sok Dara"
    # What the file did not say is asked for first.
    desk.keyboard.type("Half of it red, half of it blue")
    desk.focus(".desk-focal-point")
    for _step in range(5):
        desk.keyboard.press("Shift+ArrowRight")
    assert desk.get_attribute(".desk-focal-point", "aria-valuetext") == "100 % across, 50 % down"
    square = desk.locator(".desk-crop.is-1x1").evaluate("crop => getComputedStyle(crop).objectPosition")
    assert square == "100% 50%"
    desk.click(".desk-words >> text=Done")
    desk.wait_for_selector(".desk-words", state="hidden")
    assert titles(desk) == ["The market at dawn"]
    desk.click("[name=_publish]")

    desk.goto(paper.url + desk.get_attribute(".messagelist a", "href"))
    figure = desk.locator("figure.lead")
    assert figure.locator("img").get_attribute("alt") == "Half of it red, half of it blue"
    assert "Sok Dara" in figure.inner_text()
    social = desk.get_attribute("meta[property='og:image']", "content")
    assert "/social-1000x500-" in social
    assert desk.request.get(social).ok


def test_pictures_are_chosen_and_put_in_order_with_the_keyboard_and_by_drag(desk, paper):
    begin(desk, paper, "Three pictures of a quay")
    for colour in ("peru", "plum"):
        drop(desk, draw(colour, (300, 200)), f"{colour}.jpg")
        desk.fill("#desk-words-caption", f"A {colour} quay")
        desk.click(".desk-words >> text=Done")
        desk.wait_for_selector(".desk-words", state="hidden")
    desk.click("text=Choose from the library")
    choose(desk, "ស្ទឹង")
    # The same file is the same picture.
    drop(desk, draw("peru", (300, 200)), "again.jpg")
    desk.wait_for_selector("text=again.jpg is in the library already")
    desk.keyboard.press("Escape")

    third = titles(desk)[2]
    assert titles(desk)[:2] == ["A peru quay", "A plum quay"]
    desk.locator(".desk-use:not(.empty-form) [data-act=up]").nth(2).press("Enter")
    assert titles(desk) == ["A peru quay", third, "A plum quay"]
    uses = desk.locator(".desk-use:not(.empty-form)")
    uses.nth(2).locator(".desk-use-shown").drag_to(uses.nth(0), target_position={"x": 40, "y": 4})
    assert titles(desk) == ["A plum quay", "A peru quay", third]
    uses.nth(0).locator("[name$=-placement]").select_option("lead")
    assert uses.nth(1).locator("[name$=-placement]").input_value() == "gallery"
    uses.nth(1).locator("[data-act=remove]").click()
    desk.click("[name=_continue]")

    desk.wait_for_selector(".messagelist")
    assert titles(desk) == ["A plum quay", third]
    assert [use.input_value() for use in uses.locator("[name$=-placement]").all()] == ["lead", "gallery"]


def test_a_picture_is_chosen_for_the_body_and_shown_in_it_before_it_is_saved(desk, paper):
    begin(desk, paper, "A picture in the text")
    desk.locator(".ProseMirror").press("Control+Alt+p")
    choose(desk, "ស្ទឹង")
    figure = desk.locator(".ProseMirror figure")
    figure.locator("img").wait_for()
    assert figure.get_attribute("data-picture") == "1"
    assert figure.inner_text() == titles(desk)[0]
    assert desk.locator("#id_pictures-0-placement").input_value() == "body"
    desk.locator(".desk-use:not(.empty-form) [data-act=place]").click()
    assert figure.count() == 2
    desk.click("[name=_continue]")

    desk.wait_for_selector(".messagelist")
    assert desk.locator(".ProseMirror figure img").count() == 2
    assert desk.locator("#id_pictures-0-number").input_value() == "1"
