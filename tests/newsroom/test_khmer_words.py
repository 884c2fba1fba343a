"""Every word that we say is there in Khmer: the reader's, the desk's, and those of the desk's scripts."""

import io
import re
from collections import defaultdict
from pathlib import Path

import django_prose_editor
import pytest
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import newsroom

ROOT = Path(newsroom.__file__).parents[1]
ROOMS = ("articles", "media", "newsroom")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).glob("*/km/LC_MESSAGES/*.po"))
SAYING = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
SCRIPT_SAYS = re.compile(r'\bgettext\(\s*"((?:[^"\\]|\\.)+)"')
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sdr]|\{\w*\}")
#: Names, the same in every language.
NAMES = {"Ctrl", "SHA-256"}


def singular(message) -> str:
    return message if isinstance(message, str) else message[0]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def python_words() -> set[str]:
    texts = [path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    texts += [templatize(path.read_text("utf-8"), origin=str(path)) for path in (ROOT / "templates").rglob("*.html")]
    return {singular(found[1]) for text in texts for found in extract("python", io.BytesIO(text.encode()), SAYING)}


def script_words() -> set[str]:
    ours = {
        word
        for room in ROOMS
        for path in (ROOT / room).rglob("*.js")
        for word in SCRIPT_SAYS.findall(path.read_text("utf-8"))
    }
    # The body's editor brings its words in German, and with them the list of all that it says.
    editor = Path(django_prose_editor.__file__).parent / "locale/de/LC_MESSAGES/djangojs.po"
    return ours | {singular(message.id) for message in messages(editor)}


def messages(path: Path) -> list:
    with path.open("rb") as source:
        return [message for message in read_po(source) if message.id]


def translations(found: list) -> dict:
    return {(context(message), singular(message.id)): singular(message.string) for message in found}


def context(message) -> str | None:
    """Babel gives the contexts of a compiled catalogue as bytes."""
    return message.context.decode() if isinstance(message.context, bytes) else message.context


def in_khmer(domain: str) -> dict[str, str]:
    found = {}
    for path in SOURCES:
        if path.stem == domain:
            found |= {singular(message.id): singular(message.string) for message in messages(path)}
    return found


@pytest.mark.parametrize(("domain", "words"), [("django", python_words), ("djangojs", script_words)])
def test_every_word_of_ours_is_there_in_khmer(domain, words):
    said, khmer = words(), in_khmer(domain)
    assert len(said) > 50
    assert sorted(word for word in said - NAMES if khmer.get(word, word) in ("", word)) == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_translation_fills_in_what_the_english_fills_in(path):
    wrong = []
    for message in messages(path):
        # The last form is that for many: “1 story” may say its one without a place for it.
        english = message.id if isinstance(message.id, str) else message.id[-1]
        if sorted(PLACE.findall(english)) != sorted(PLACE.findall(singular(message.string))):
            wrong.append(english)
    assert wrong == []


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_the_compiled_words_are_those_of_the_source(path):
    assert not any(message.fuzzy for message in messages(path))
    with path.with_suffix(".mo").open("rb") as file:
        compiled = [message for message in read_mo(file) if message.id]
    assert translations(compiled) == translations(messages(path))


def test_one_word_has_one_translation():
    told = defaultdict(set)
    for path in SOURCES:
        for message in messages(path):
            told[message.context, singular(message.id)].add(singular(message.string))
    assert {word: khmer for word, khmer in told.items() if len(khmer) > 1} == {}
