"""What a reader asks of the search: an untrusted query string as typed values, and back again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from articles import caching
from articles.models import StoryType

NEWEST = "newest"
#: Of any one answer no more than this is read.
MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The answers of the search form, each as it was typed; `before` is the place in the list."""

    q: str = ""
    section: str = ""
    author: str = ""
    topic: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    order: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any((self.section, self.author, self.topic, self.type, self.since, self.until))

    @property
    def best_first(self) -> bool:
        return self.order != NEWEST

    def address(self, path: str) -> str:
        """Return the address of this inquiry's page; `path` is that of the search."""
        asked = {_name(field.name): getattr(self, field.name) for field in fields(self)}
        query = urlencode({name: answer for name, answer in asked.items() if answer})
        return f"{path}?{query}" if query else path

    def but(self, **answers: str) -> Inquiry:
        """Return the inquiry with these answers instead, from the beginning of its list."""
        return replace(self, **{"before": "", **answers})

    @property
    def anywhere(self) -> Inquiry:
        """The same question in the whole edition."""
        return Inquiry(q=self.q, order=self.order)


def read(query: Mapping[str, str]) -> Inquiry:
    """Return the inquiry of a query string, whatever it holds."""
    answers = {field.name: query.get(_name(field.name), "")[:MOST_CHARACTERS] for field in fields(Inquiry)}
    # Neither database nor page has a use for these.
    clean = {name: answer.replace("\0", "").encode("utf-8", "replace").decode() for name, answer in answers.items()}
    return Inquiry(**{name: answer if name == "q" else answer.strip() for name, answer in clean.items()})


def day(text: str, problems: list[str]) -> date | None:
    """Return the day that was typed, None for none; for what is no day, a sentence is added to the problems."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(_("“%s” is no date that can be searched by; write it as in 2026-03-02.") % text[:40])
        return None


def story_type(text: str, problems: list[str]) -> str:
    """Return the story type that was chosen; for one that we do not have, a sentence is added to the problems."""
    if text and text not in StoryType:
        problems.append(_("There is no kind of story “%s”.") % text[:40])
        return ""
    return text


def _name(field: str) -> str:
    """The name of an answer in the address: as a form writes it."""
    return {"since": "from", "until": "to", "before": caching.CURSOR}.get(field, field)
