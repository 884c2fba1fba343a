"""A story's gallery as its reader has it: by mouse, by keyboard, and without any script."""

import pytest
from django.contrib.staticfiles import finders

from articles import press
from articles.models import StoryPicture
from tests.newspaper import add_picture, draw, make_article, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

FERRY = "/river/ferry-to-run-until-midnight/"
ORIGIN = "http://paper.test"


@pytest.fixture
def read(chromium, client):
    """A function that opens a story with a gallery in a browser, with or without scripts."""
    contexts = []
    article = make_article()
    for colour in ("navy", "olive", "maroon"):
        picture = make_picture(colour, alt_text=f"A {colour} wall", caption=f"The {colour} one.")
        add_picture(article, picture, StoryPicture.Placement.GALLERY)
    press.publish(article, by=None)
    html = client.get(FERRY).content.decode()

    def serve(route, request):
        path = request.url.removeprefix(ORIGIN)
        if path == FERRY:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            route.fulfill(body=draw(), content_type="image/jpeg")

    def open_story(**options):
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.route("**/*", serve)
        page.goto(ORIGIN + FERRY)
        return page

    yield open_story
    for context in contexts:
        context.close()


def shown(page) -> str:
    return page.inner_text("dialog[open] figcaption .caption")


def test_a_gallery_is_walked_through_by_keyboard_and_gives_the_place_back(read):
    page = read()
    page.focus(".gallery a")
    page.keyboard.press("Enter")
    assert shown(page) == "The navy one."
    words = page.locator("dialog[open] figcaption").bounding_box()
    assert words["y"] + words["height"] <= page.viewport_size["height"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert shown(page) == "The maroon one."
    page.keyboard.press("ArrowRight")
    assert shown(page) == "The navy one."
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    assert page.query_selector("dialog[open]") is None
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Enlarge: A maroon wall"


def test_a_gallery_is_walked_through_by_its_buttons(read):
    page = read()
    page.click(".gallery li:nth-child(2) a")
    assert shown(page) == "The olive one."
    page.get_by_role("button", name="Next picture").click()
    assert shown(page) == "The maroon one."
    page.get_by_role("button", name="Previous picture").click()
    assert shown(page) == "The olive one."
    page.get_by_role("button", name="Close").click()
    assert page.url == ORIGIN + FERRY


def test_without_scripts_a_gallery_leads_to_its_pictures(read):
    page = read(java_script_enabled=False)
    page.click(".gallery li:nth-child(2) a")
    assert "/renditions/" in page.url
