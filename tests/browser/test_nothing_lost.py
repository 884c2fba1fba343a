"""Whatever happens to the page, the session, the network or a second window: the words are still there."""

import pytest

pytestmark = pytest.mark.browser

TYPED = "The ferry stopped at ten, and nobody had said"


@pytest.fixture
def newsroom(chromium, paper):
    """A browser in which the editor is logged in. What its console says is not judged: much of it is meant to fail."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    log_in(page, paper)
    yield context
    context.close()


@pytest.fixture
def story(newsroom, paper):
    """The address of a saved draft."""
    page = newsroom.new_page()
    page.goto(f"{paper.url}/admin/articles/article/add/")
    page.fill("#id_headline", "Ferry stops at ten")
    save(page)
    address = page.url
    page.close()
    return address


def log_in(page, paper):
    page.goto(f"{paper.url}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", paper.passwords["editor"])
    page.click("[type=submit]")


def opened(newsroom, address):
    page = newsroom.new_page()
    page.goto(address)
    page.wait_for_selector(".tiptap")
    return page


def type_on(page, words=TYPED):
    page.click(".tiptap")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page):
    page.click("[name=_continue]")
    page.locator(".messagelist", has_text="Saved as revision").wait_for()


def kept(page):
    page.locator("#desk-kept", has_text="Kept at").wait_for()


def copied(page):
    """Wait until the browser has its copy; if the desk's server was quicker, until that has it."""
    page.wait_for_function(
        "words => document.querySelector('#desk-kept').textContent.includes('Kept at')"
        " || Object.values(localStorage).some(copy => copy.includes(words))",
        arg=TYPED,
    )


def text(page):
    page.wait_for_selector(".tiptap")
    return page.inner_text(".tiptap")


def test_a_page_that_is_killed_mid_sentence_gives_its_words_back(newsroom, story):
    page = opened(newsroom, story)
    type_on(page)
    copied(page)
    page.close(run_before_unload=False)

    page = newsroom.new_page()
    page.goto(story)
    page.click("text=Bring it back")
    assert TYPED in text(page)
    save(page)
    assert TYPED in text(page)
    assert not page.locator(".desk-unsaved").count()


def test_a_comment_in_a_tab_that_was_closed_is_there_again_until_it_is_sent(newsroom, story):
    page = opened(newsroom, story)
    page.click("#group-comments summary")
    page.click("#desk-comment")
    page.keyboard.type("Who told us about the")
    page.close()

    page = opened(newsroom, story)
    said = page.locator("[data-said]")
    said.filter(has_text="This comment of yours is not sent yet.").wait_for()
    assert page.input_value("#desk-comment") == "Who told us about the"
    page.click("#desk-comment")
    page.keyboard.press("End")
    page.keyboard.type(" ferry?")
    page.click("[data-send]")
    said.filter(has_text="The comment is sent.").wait_for()
    page.close()

    page = opened(newsroom, story)
    page.locator("[data-thread]", has_text="Who told us about the ferry?").wait_for()
    assert page.input_value("#desk-comment") == ""


def test_another_browser_after_a_crash_has_what_the_desk_kept(newsroom, story, chromium, paper):
    page = opened(newsroom, story)
    type_on(page)
    kept(page)
    page.close(run_before_unload=False)
    elsewhere = chromium.new_context()
    page = elsewhere.new_page()
    log_in(page, paper)
    assert "Ferry stops at ten" in page.inner_text(".desk-unsaved")
    page.click("text=Bring it back")
    assert TYPED in text(page)
    elsewhere.close()


def test_a_story_that_was_never_saved_survives_too(newsroom, paper):
    page = opened(newsroom, f"{paper.url}/admin/articles/article/add/")
    page.fill("#id_headline", "Night bus for the festival")
    type_on(page)
    copied(page)
    page.close(run_before_unload=False)
    page = newsroom.new_page()
    page.goto(f"{paper.url}/admin/articles/article/add/")
    page.locator(".desk-unsaved", has_text="Night bus for the festival").get_by_text("Bring it back").click()
    assert TYPED in text(page)


def test_saving_with_an_expired_session_keeps_the_words_on_the_page_and_saves_after_a_new_login(newsroom, story, paper):
    page = opened(newsroom, story)
    type_on(page)
    newsroom.clear_cookies(name="sessionid")
    page.click("[name=_continue]")
    page.locator("#desk-kept", has_text="Not saved. You are logged out.").wait_for()
    assert page.url == story
    assert TYPED in text(page)

    with newsroom.expect_page() as other:
        page.click("#desk-kept a")
    log_in(other.value, paper)
    other.value.close()
    save(page)
    assert TYPED in text(page)


def test_words_typed_after_the_session_expired_are_offered_by_whatever_page_comes_after_the_login(
    newsroom, story, paper
):
    page = opened(newsroom, story)
    newsroom.clear_cookies(name="sessionid")
    type_on(page)
    page.locator("#desk-kept", has_text="You are logged out.").wait_for()
    page.close(run_before_unload=False)
    page = newsroom.new_page()
    log_in(page, paper)
    page.goto(story)
    page.click("text=Bring it back")
    assert TYPED in text(page)


def test_a_form_sent_without_scripts_after_the_session_expired_is_back_after_the_login(chromium, story, paper):
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    log_in(page, paper)
    page.goto(story)
    page.fill("#id_headline", TYPED)
    plain.clear_cookies(name="sessionid")
    page.click("[name=_publish]")
    page.locator(".messagelist", has_text="your text is back in the form").wait_for()
    page.fill("#id_username", "editor")
    page.fill("#id_password", paper.passwords["editor"])
    page.click("[type=submit]")
    page.locator(".messagelist", has_text="It is not saved yet").wait_for()
    assert page.input_value("#id_headline") == TYPED
    plain.close()


def test_a_double_click_on_save_makes_one_story(newsroom, paper):
    page = opened(newsroom, f"{paper.url}/admin/articles/article/add/")
    page.fill("#id_headline", "One story of a double click")
    page.dblclick("[name=_continue]")
    page.locator(".messagelist", has_text="Saved as revision").wait_for()
    page.goto(f"{paper.url}/admin/articles/article/?q=double+click")
    assert page.locator("#result_list tbody tr").count() == 1


def test_words_typed_at_once_go_into_the_headline_whatever_script_comes_last(newsroom, paper):
    page = newsroom.new_page()
    late = []

    # Playwright marks the function that it is given, and a list's own cannot be marked.
    def hold(script):
        late.append(script)

    page.route("**/change_form*.js", hold)
    page.goto(f"{paper.url}/admin/articles/article/add/", wait_until="domcontentloaded")
    page.wait_for_selector(".tiptap")
    for script in late:
        script.continue_()
    page.keyboard.type("A new story that begins at once")
    assert page.input_value("#id_headline") == "A new story that begins at once"


def test_of_two_windows_the_second_to_save_chooses_between_both_texts(newsroom, story):
    first, second = opened(newsroom, story), opened(newsroom, story)
    type_on(first, "The words of the first window.")
    type_on(second, "The words of the second window.")
    save(first)
    second.click("[name=_publish]")
    second.wait_for_selector(".desk-conflict")
    shown = second.inner_text(".desk-conflict")
    assert "first" in shown
    assert "second" in shown
    second.click("[name=_go_on]")
    assert text(second) == "The words of the second window."
    save(second)
    assert text(opened(newsroom, story)) == "The words of the second window."


def test_saving_without_a_network_loses_nothing_and_works_when_it_is_back(newsroom, story):
    page = opened(newsroom, story)
    type_on(page)
    newsroom.set_offline(True)
    page.click("[name=_continue]")
    page.locator("#desk-kept", has_text="Not saved. No connection.").wait_for()
    assert TYPED in text(page)
    newsroom.set_offline(False)
    kept(page)
    save(page)
    assert TYPED in text(page)


def test_leaving_with_unsaved_words_is_warned_of_and_saving_is_not(newsroom, story):
    page = opened(newsroom, story)
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    type_on(page)
    save(page)
    assert warnings == []
    type_on(page, " More.")
    page.reload()
    assert warnings == ["beforeunload"]
