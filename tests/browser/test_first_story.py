"""A new editor's first story, with real keystrokes, from the login to the page on a phone."""

import pytest

from tests.newspaper import draw

pytestmark = pytest.mark.browser

HEADLINE = "Footbridge at Prek Chik opens a month early"
FIRST = "The footbridge at Prek Chik was opened to walkers on Sunday, a month before its date."
SECOND = "ស្ពានថ្មើរជើងត្រូវបានបើកឲ្យប្រើប្រាស់កាលពីថ្ងៃអាទិត្យ។"


def test_an_editor_writes_illustrates_and_publishes_a_story_and_readers_see_it(desk, paper, chromium):
    desk.goto(f"{paper.url}/admin/media/picture/add/")
    bridge = {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": draw("peru", (1200, 800))}
    desk.set_input_files("[type=file]", bridge)
    desk.fill("#id_caption", "Walkers cross the new footbridge.")
    desk.fill("#id_credit", "Chan Mony")
    desk.fill("#id_alt_text", "People on a narrow footbridge over brown water")
    desk.click("[name=_save]")

    desk.goto(f"{paper.url}/admin/articles/article/add/")
    desk.click("#id_headline")
    desk.keyboard.type(HEADLINE)
    desk.click("[contenteditable=true]")
    desk.keyboard.type(FIRST)
    desk.keyboard.press("Enter")
    desk.keyboard.type(SECOND)
    desk.select_option("#id_section", index=1)
    desk.click("text=Choose from the library")
    desk.keyboard.type("footbridge")
    desk.click(".desk-chooser-picture >> text=Walkers cross the new footbridge.")
    desk.click("[name=_publish]")

    address = paper.url + desk.get_attribute(".messagelist a", "href")
    desk.goto(address)
    assert desk.title() == f"The Snao River Gazette - {HEADLINE}"
    for width in (360, 1280):
        page = chromium.new_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
        page.goto(address)
        assert page.inner_text("h1") == HEADLINE
        assert FIRST in page.inner_text("article")
        assert SECOND in page.inner_text("article")
        figure = page.locator("article figure").first
        assert figure.locator("img").get_attribute("alt") == "People on a narrow footbridge over brown water"
        assert "Walkers cross the new footbridge." in figure.inner_text()
        assert "Chan Mony" in figure.inner_text()
        box = figure.locator("img").bounding_box()
        assert box["width"] <= width
        assert page.locator("html").evaluate("e => e.scrollWidth") <= width
        page.close()


def test_a_scheduled_story_appears_by_itself_within_a_minute(desk, paper, chromium):
    desk.goto(f"{paper.url}/admin/articles/article/add/")
    desk.fill("#id_headline", "Night bus to run at the festival")
    desk.click("[contenteditable=true]")
    desk.keyboard.type("The night bus will run during the festival.")
    desk.select_option("#id_section", index=1)
    soon = desk.evaluate(
        """() => new Intl.DateTimeFormat('sv', {timeZone: 'Asia/Phnom_Penh', dateStyle: 'short', timeStyle: 'medium'})
            .format(new Date(Date.now() + 5000)).replace(' ', 'T')"""
    )
    desk.locator("[name=go_live_at]").evaluate("(field, value) => { field.step = 1; field.value = value }", soon)
    desk.click("[name=_schedule]")
    assert "goes live" in desk.inner_text(".messagelist")
    reader = chromium.new_page()
    for _look in range(60):
        # Past the browser's own copy, which may be shown for a minute.
        if "Night bus to run at the festival" in reader.request.get(f"{paper.url}/").text():
            break
        reader.wait_for_timeout(1000)
    else:
        pytest.fail("The scheduled story did not appear within a minute.")
