"""The body's editor in a browser, without a server."""

import json
from html import escape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django_prose_editor.config import expand_extensions, js_from_extensions

from articles import body

ORIGIN = "http://newsroom.test"
STYLES = ("django_prose_editor/editor.css", "django_prose_editor/overrides.css", "articles/desk/body.css")
IMPORTS = {"django-prose-editor/editor": "/static/django_prose_editor/editor.js"}


class Writing:
    """The editor on a body: its page, and what the form would send."""

    def __init__(self, page, html):
        self.page = page
        self.html = html
        self.forgiven = []

    def page_of_editor(self) -> str:
        config = {
            "extensions": expand_extensions(body.EXTENSIONS),
            "js_modules": js_from_extensions(body.EXTENSIONS),
        }
        attribute = escape(json.dumps(config, cls=DjangoJSONEncoder))
        styles = "".join(f'<link rel="stylesheet" href="/static/{path}">' for path in STYLES)
        return (
            f'<!doctype html>{styles}<script type="importmap">{json.dumps({"imports": IMPORTS})}</script>'
            f'<form><textarea data-stories="/stories/" data-django-prose-editor-configurable="{attribute}">'
            f"{escape(self.html)}</textarea></form>"
            '<script type="module" src="/static/django_prose_editor/configurable.js"></script>'
        )

    @property
    def sent(self) -> str:
        """The field's value as the browser would send it."""
        return self.page.input_value("textarea")

    @property
    def saved(self) -> str:
        """The body as it would be saved."""
        return body.clean(self.sent)

    def forgive(self, words: str) -> None:
        """What the console may say with these words in it does not fail the test."""
        self.forgiven.append(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tool(self, name: str) -> None:
        """Press a button of the menu."""
        self.page.click(f"button[data-name='{name}']")

    def go_to(self, text: str) -> None:
        """Put the cursor at the end of a text block that begins with these words."""
        block = self.page.locator("[contenteditable=true] :is(p, h2, h3, figcaption)", has_text=text).first
        block.click()
        self.press("End")
        # The editor hears of the cursor by an event of its own time: let it come before the next key.
        self.page.evaluate(
            "() => new Promise(heard => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(heard))))"
        )

    def paste(self, html: str = "", text: str = "") -> None:
        self.page.evaluate(
            """([html, text]) => {
                const clipboardData = new DataTransfer()
                if (html) clipboardData.setData("text/html", html)
                clipboardData.setData("text/plain", text)
                const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
                document.querySelector("[contenteditable=true]").dispatchEvent(event)
            }""",
            [html, text],
        )


@pytest.fixture
def write(chromium):
    """A function that opens the editor on a body and returns a `Writing`; the desk's answer about stories beside it."""
    page = chromium.new_page(viewport={"width": 1000, "height": 900})
    opened, complaints = {}, []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def serve(route, request):
        path = request.url.removeprefix(ORIGIN).partition("?")[0]
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if path == "/":
            route.fulfill(body=opened["writing"].page_of_editor(), content_type="text/html; charset=utf-8")
        elif path == "/stories/":
            route.fulfill(json={"stories": opened["stories"]})
        elif found:
            route.fulfill(path=Path(found))
        else:
            route.fulfill(status=404)

    def open_body(html="", stories=()):
        opened.update(writing=Writing(page, html), stories=list(stories))
        page.goto(f"{ORIGIN}/")
        page.wait_for_selector("[contenteditable=true]")
        page.wait_for_selector("[role=toolbar]", timeout=5000)
        return opened["writing"]

    page.route("**/*", serve)
    yield open_body
    page.close()
    forgiven = opened["writing"].forgiven
    assert [text for text in complaints if not any(words in text for words in forgiven)] == []
