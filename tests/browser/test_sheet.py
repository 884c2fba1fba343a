"""The writing page under an editor's hands: what is counted, found, moved, and shown of it at once."""

import pytest

from articles import language

pytestmark = pytest.mark.browser

ENGLISH = "The well-kept ferry — 40 years old — doesn’t run on 1,000 days… “It’s late,” he said."
KHMER = "ស្ពានថ្មើរជើងត្រូវបានបើកឲ្យប្រើប្រាស់កាលពីថ្ងៃអាទិត្យ។"


@pytest.fixture
def story(desk, paper):
    desk.goto(f"{paper.url}/admin/articles/article/add/")
    desk.wait_for_selector(".sheet .tiptap")
    return desk


def in_preview(page, words):
    page.frame_locator("#desk-preview iframe").get_by_text(words).first.wait_for()


def write(page, text):
    page.click(".sheet .tiptap")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_words_in_spaced_scripts_are_counted_as_the_server_counts_them(story):
    for text in (ENGLISH, "Паром ходит до полуночи — каждый день.", "1,000"):
        write(story, text)
        words = f"{language.word_count(text, 'en')} words, 1 min"
        story.locator(".desk-length", has_text=words).wait_for()


def test_words_in_khmer_are_counted_by_the_browsers_own_dictionary(story):
    khmer = story.locator("#id_section option").evaluate_all(
        "options => options.findIndex(option => /[\\u1780-\\u17b3]/.test(option.textContent))"
    )
    story.select_option("#id_section", index=khmer)
    assert story.get_attribute(".sheet", "lang") == "km"
    write(story, KHMER)
    told = story.locator(".desk-length", has_text="about")
    told.wait_for()
    assert 0.5 <= int(told.inner_text().split()[1]) / language.word_count(KHMER, "km") <= 2


def test_a_headline_says_what_google_and_a_phone_cut(story):
    story.fill("#id_headline", "Short enough")
    story.click("#group-search > summary")
    told = story.locator("[data-counts=seo_title]")
    told.filter(has_text="Shown whole").wait_for()
    story.fill("#id_headline", "Ferry to run until midnight " * 5)
    told.filter(has_text="Google cuts it after").wait_for()
    assert story.inner_text("[data-shows=title] .kept").endswith("…")
    assert "Long for lists and phones" in story.text_content("[data-counts=headline]")


def test_enter_goes_from_the_headline_to_the_text(story):
    story.keyboard.type("Ferry to run until midnight")
    story.keyboard.press("Enter")
    story.keyboard.type("A pilot until June.")
    story.keyboard.press("Enter")
    story.keyboard.type("It runs late.")
    assert story.input_value("#id_headline") == "Ferry to run until midnight"
    assert story.input_value("#id_standfirst") == "A pilot until June."
    assert "It runs late." in story.inner_text(".sheet .tiptap")


def test_the_preview_follows_the_typing_within_a_second_and_stays_where_it_is(story):
    story.click(".desk-preview-toggle")
    story.fill("#id_headline", "Ferry to run until midnight")
    in_preview(story, "Ferry to run until midnight")
    story.click(".sheet .tiptap")
    story.keyboard.insert_text("A long story. " * 400)
    in_preview(story, "A long story.")
    frame = story.frames[-1]
    frame.evaluate("scrollTo(0, 900)")
    story.fill("#id_headline", "Ferry to run all night")
    in_preview(story, "Ferry to run all night")
    # The browser keeps the line under the eye in its place: by the height that the headline lost.
    assert abs(frame.evaluate("scrollY") - 900) < 100

    story.click("[data-width='1180']")
    assert frame.evaluate("innerWidth") == 1180
    story.reload()
    assert story.is_visible("#desk-preview")
    story.click(".desk-preview-close")
    story.reload()
    assert not story.is_visible("#desk-preview")


def test_related_stories_are_found_added_moved_and_taken_out_by_keyboard(story):
    story.focus("#find-related")
    rows = story.locator("#related-group .desk-row:not(.empty-form)")
    for number, words in enumerate(("river", "market")):
        story.keyboard.type(words)
        story.keyboard.press("Enter")
        rows.nth(number).wait_for()
    second = rows.nth(1).locator("select[name$=-target]").input_value()
    rows.nth(1).locator(".desk-move-up").focus()
    story.keyboard.press("Enter")
    assert rows.nth(0).locator("select[name$=-target]").input_value() == second
    orders = [rows.nth(n).locator("[name$=-order]").input_value() for n in (0, 1)]
    assert orders == ["1", "2"]
    rows.nth(0).locator(".inline-deletelink").focus()
    story.keyboard.press("Enter")
    assert rows.count() == 1


def test_on_a_tablet_the_side_column_is_a_drawer(story):
    story.set_viewport_size({"width": 820, "height": 1180})
    assert not story.is_visible("#id_section")
    story.click(".desk-side-toggle")
    assert story.is_visible("#id_section")
    story.keyboard.press("Escape")
    assert not story.is_visible("#id_section")
    assert story.evaluate("document.activeElement.className").endswith("desk-side-toggle")
    assert story.locator("html").evaluate("page => page.scrollWidth") <= 820


def test_a_group_stays_as_it_was_left(story):
    story.click("#group-place > summary")
    story.reload()
    assert not story.is_visible("#id_section")
    story.click("#group-place > summary")
    assert story.is_visible("#id_section")


def test_a_long_headline_is_seen_whole_on_a_tablet(story):
    story.set_viewport_size({"width": 820, "height": 1180})
    story.fill("#id_headline", "Ferry to run until midnight between both banks " * 3)
    assert story.locator("#id_headline").evaluate("field => field.scrollHeight - field.clientHeight") == 0


def test_a_story_without_a_section_is_set_as_its_script_asks(story):
    story.select_option("#id_section", "")
    assert story.get_attribute(".sheet", "lang") == "en"
    story.fill("#id_headline", KHMER)
    story.locator(".sheet:lang(km)").wait_for()
    story.fill("#id_headline", ENGLISH)
    story.locator(".sheet:lang(en)").wait_for()
