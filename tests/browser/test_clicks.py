"""How much work a story is: clicks and keystrokes besides the text, from the login to the page that readers get."""

import base64

import pytest

from tests.newspaper import draw

pytestmark = pytest.mark.browser

AT_MOST = 15
HEADLINE = "Night market on the Snao embankment opens in December"
TEXT = "The night market on the embankment will open on the first of December, the council said on Monday."
PASTE = """(place, bytes) => {
    const clipboard = new DataTransfer()
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
    clipboard.items.add(new File([content], "market.jpg", { type: "image/jpeg" }))
    place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }))
}"""


class Counting:
    """An editor's hands: words are free, every other key and every click counts."""

    def __init__(self, page):
        self.page = page
        self.acts = []

    def write(self, words):
        self.page.keyboard.type(words)

    def press(self, key):
        self.acts.append(key)
        self.page.keyboard.press(key)

    def click(self, place):
        self.acts.append(f"click {place}")
        self.page.click(place)

    def choose(self, place, number):
        """The mouse opens the list and clicks in it."""
        self.acts += [f"click {place}", f"click its line {number}"]
        self.page.select_option(place, index=number)

    def paste_picture(self, place):
        """Playwright cannot put a file on the clipboard, so its event is made by hand; it counts as the key it is."""
        self.acts.append("Control+V")
        content = base64.b64encode(draw("darkorange", (1200, 800))).decode()
        self.page.locator(place).evaluate(PASTE, content)


@pytest.fixture
def hands(chromium, paper):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield Counting(page)
    page.close()


def test_a_story_with_picture_byline_and_related_stories_takes_few_clicks(hands, paper, capsys):
    page = hands.page
    page.goto(f"{paper.url}/admin/")
    hands.write("editor")
    hands.press("Tab")
    hands.write(paper.passwords["editor"])
    hands.press("Enter")
    hands.click("text=Write a story")
    page.wait_for_selector(".sheet .tiptap")
    hands.write(HEADLINE)
    hands.click(".sheet .tiptap")
    hands.write(TEXT)
    hands.paste_picture(".sheet .tiptap")
    page.wait_for_selector("#desk-words-caption")
    hands.write("Stalls are put up below the Old Market.")
    hands.press("Tab")
    hands.write("Chan Mony")
    hands.press("Tab")
    hands.write("Workers raising wooden stalls beside a brown river")
    hands.click(".desk-words [type=submit]")
    page.wait_for_selector(".desk-words", state="hidden")
    hands.choose("#id_section", 1)
    hands.click("#find-related")
    for words in ("river wall", "boat"):
        hands.write(words)
        page.wait_for_selector("#found-related [aria-selected=true]")
        hands.press("Enter")
    hands.click("[name=_publish]")
    page.wait_for_load_state()

    page.goto(paper.url + page.get_attribute(".messagelist .success a", "href"))
    assert page.inner_text("h1") == HEADLINE
    assert TEXT in page.inner_text(".article-body")
    figure = page.inner_text("figure")
    assert "Stalls are put up below the Old Market." in figure
    assert "Chan Mony" in figure
    assert page.inner_text(".byline").startswith("By ")
    related = page.inner_text(".related").lower()
    assert "river wall" in related
    assert "boat" in related
    with capsys.disabled():
        print(f"\n{len(hands.acts)} clicks and keystrokes besides the text: {', '.join(hands.acts)}")  # noqa: T201
    assert len(hands.acts) <= AT_MOST
