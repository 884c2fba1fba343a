"""The desk in a real browser: real keys, the prose editor's script, and a policy that nothing on these pages breaks."""

import os

import pytest
from django.db import connection

from articles.models import Article
from tests.articles.admin.desk import person
from tests.newspaper import make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def page(live_server, monkeypatch, complaints, chromium):
    """A page of the desk, logged in; what the browser complains about is collected."""
    # Playwright's loop runs in this thread, so Django takes every query of the test for one from a coroutine.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    person("chief", is_superuser=True)
    page = chromium.new_page(base_url=live_server.url)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/admin/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "rice and fish")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    yield page
    page.close()
    # Inside Playwright's loop a test has a connection of its own; the database is torn down without it.
    connection.close()


def test_a_story_is_typed_and_published_and_the_browser_has_no_complaint(page, complaints):
    section = make_section()
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").press_sequentially("Ferry to run until midnight")
    page.locator(".field-body .tiptap").click()
    page.keyboard.type("The ferry will run ")
    page.keyboard.press("Control+b")
    page.keyboard.type("until midnight")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("សាឡាងរត់")
    page.select_option("#id_section", str(section.pk))
    page.click("button[name=_publish]")
    page.wait_for_url("**/change/")

    assert "Live at" in page.inner_text(".desk-state")
    assert Article.objects.get().body == "<p>The ferry will run <strong>until midnight</strong>.</p><p>សាឡាងរត់</p>"
    assert complaints == []


def test_the_enter_key_saves_and_never_publishes(page):
    make_section()
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "Ferry to run until midnight")
    page.press("#id_kicker", "Enter")
    page.wait_for_url("**/change/")
    assert page.inner_text(".desk-state") == "Not published. Readers have never seen it."


def test_no_page_of_the_desk_breaks_its_own_policy(page, complaints):
    make_section()
    links = page.eval_on_selector_all(".module a[href^='/admin/']", "links => links.map(link => link.pathname)")
    assert len(links) > 10
    for link in sorted(set(links)):
        page.goto(link)
    assert complaints == []
