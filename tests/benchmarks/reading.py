"""What a reader gets: how many pages a second, and how heavy a page is. Every rate is also told as a ratio to the bare
view's, measured in turn with it so that a busy machine is busy for both.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from tests.benchmarks import load
from tests.benchmarks.paper import Paper, fetch
from tests.benchmarks.table import Figure

LEAST_RATIO = 0.10
MOST_BYTES = 14 * 1024
#: Of page 1's rate; what is below, is no noise any more.
AS_FAST = 0.8

_STYLE_SHEET = re.compile(r'<link[^>]+rel="?stylesheet"?[^>]*href="([^"]+)"')
_LOADED = re.compile(r"<(?:img|script|iframe|source|video|audio|embed)[^>]+(?:src|srcset)=.(?:https?:)?//", re.I)
_LINKED = re.compile(r"<link(?=[^>]+rel=.(?:stylesheet|icon|preload|preconnect))[^>]+href=.(?:https?:)?//", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """Pages of one kind, the server that they are asked from, and what the reader's browser accepts."""

    what: str
    port: int
    paths: Sequence[str]
    encoding: str = ""


def rates(paper: Paper, found: dict, *, rounds: int, seconds: float) -> list[Figure]:
    """Return the rates of the bare view and of every kind of page: medians of the rounds."""
    with ExitStack() as stack:
        bare, cold, warm = (
            stack.enter_context(server) for server in (paper.serve_bare(), paper.serve(), paper.serve(cached=True))
        )
        yardstick = Page("bare Django view (the yardstick)", bare, ["/"])
        story = Page("story page, cold", cold, found["stories"])
        section = Page("section page 1, cold", cold, [found["section"]])
        deep = Page(f"section page at story {found['depth']:,}, cold", cold, [found["deep"]])
        pages = [
            yardstick,
            Page("robots.txt: the middleware alone", cold, ["/robots.txt"]),
            story,
            Page("story page, cold, compressed (br)", cold, found["stories"], "br"),
            Page("story page with a picture, cold", cold, found["pictured"]),
            Page("story page, warm", warm, found["stories"], "br"),
            Page("front page, cold", cold, [found["front"]]),
            section,
            deep,
            Page("author page, cold", cold, [found["author"]]),
            Page("topic page, cold", cold, [found["topic"]]),
        ]
        heard = dict(zip((page.what for page in pages), _in_turn(pages, rounds, seconds), strict=True))
    budgets = {
        story.what: (f">= {LEAST_RATIO:.2f} of bare", LEAST_RATIO * heard[yardstick.what]),
        deep.what: ("as page 1", AS_FAST * heard[section.what]),
    }
    return [_figure(what, rate, heard[yardstick.what], *budgets.get(what, ("", None))) for what, rate in heard.items()]


def _in_turn(pages: Sequence[Page], rounds: int, seconds: float) -> list[float]:
    """Return the median rate of each page. Raises ValueError for a page that was not always answered with 200."""
    heard: list[list[load.Rate]] = [[] for _ in pages]
    for page in pages:
        load.measure(page.port, page.paths, seconds=min(1.0, seconds), encoding=page.encoding)
    for _ in range(rounds):
        for page, of_page in zip(pages, heard, strict=True):
            of_page.append(load.measure(page.port, page.paths, seconds=seconds, encoding=page.encoding))
    for page, of_page in zip(pages, heard, strict=True):
        if failures := sum(one.failures for one in of_page):
            raise ValueError(f"{page.what}: {failures} answers were not 200.")
    return [statistics.median(one.a_second for one in of_page) for of_page in heard]


def _figure(what: str, rate: float, yardstick: float, budget: str, least: float | None) -> Figure:
    return Figure(what, rate, "pages/s", rate / yardstick, budget, None if least is None else rate >= least)


def weights(paper: Paper, found: dict) -> list[Figure]:
    """Return what a story page weighs, HTML and style sheets as they go over the wire; the heaviest of the sample."""
    with paper.serve() as port:
        pages = [_page(port, path) for path in [*found["stories"][:10], *found["pictured"][:10]]]
        sheets = {sheet for page, _size in pages for sheet in _STYLE_SHEET.findall(page)}
        style = sum(len(fetch(port, sheet, "br")[1]) for sheet in sheets)
    html = max(size for _page, size in pages)
    strangers = sum(len(_LOADED.findall(page) + _LINKED.findall(page)) for page, _size in pages)
    whole = html + style
    return [
        Figure("story page: HTML, compressed", html / 1024, "KB"),
        Figure("story page: HTML + CSS, compressed", whole / 1024, "KB", None, "<= 14 KB", whole <= MOST_BYTES),
        Figure("story page: third-party requests", strangers, "", None, "none", strangers == 0),
    ]


def _page(port: int, path: str) -> tuple[str, int]:
    _headers, plain = fetch(port, path)
    _headers, packed = fetch(port, path, "br")
    return plain.decode(), len(packed)
