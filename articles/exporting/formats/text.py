"""A story as a page of a newspaper's site reads when it is saved as plain text: a capture, as our importer takes it.

Masthead, headline, the lead picture's words, who and when, the body, and below it the related stories with teasers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.exporting.values import Exported, Paper
from articles.page import forms

NAME = "text"
SUFFIX = ".txt"
A_FILE_EACH = True


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    for one in stories:
        yield forms.as_text(one.story, paper.site).encode()
