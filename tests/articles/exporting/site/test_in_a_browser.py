"""The mirror in a browser, opened as a file: no server, no network."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def page(chromium, complaints):
    """A page whose failed requests, requests to anywhere but files, and errors are complaints."""

    def failed(request):
        # What was still on its way when the reader went on is no failure.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.failure}: {request.url}")

    def asked(request):
        if not request.url.startswith(("file:", "data:")):
            complaints.append(request.url)

    def said(message):
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.on("requestfailed", failed)
    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    # Inside Playwright's loop a test has a connection of its own; the database is torn down without it.
    connection.close()


def test_the_paper_opens_from_a_stick(paper, mirror, page, complaints):
    mirror.export()
    page.goto((mirror.folder / "index.html").as_uri())
    # By clicks alone: the front, its older stories and back, a story, its author, the archive by day, Khmer.
    page.click("nav.turn a[rel=next]")
    page.click("nav.turn a[rel=prev]")
    page.click("h3 a[href*='ferry-runs']")
    assert page.evaluate("document.styleSheets.length") == 1
    assert page.evaluate("[...document.images].every(image => !image.complete || image.naturalWidth > 0)")
    page.click(".gallery figure > a")
    assert page.evaluate("document.querySelector('dialog.lightbox').open")
    page.keyboard.press("Escape")
    page.click(".byline a")
    assert page.inner_text("h1") == "Sok Dara"
    page.go_back()
    page.click(".sisters a")
    assert page.evaluate("document.documentElement.lang") == "km"
    page.goto((mirror.folder / "archive/index.html").as_uri())
    page.click(".periods a")
    page.click("nav:has(.periods) a")
    assert page.locator("ul.lines li").count() > 0
    assert complaints == []


def test_a_former_address_leads_the_reader_on(paper, mirror, page, complaints):
    mirror.export()
    page.goto((mirror.folder / "2019/old-ferry.html").as_uri())
    page.wait_for_url("**/river/ferry-runs/index.html")
    assert complaints == []
