"""Rewrites the addresses of a page or a style sheet, and leaves every other character as it is. Pure.

Nothing is parsed into a tree and written again: libxml2 and most serialisers know an older HTML than browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

#: Takes an address, the tag that it stands in and the tag's `rel`, and returns what to write instead.
Link = Callable[[str, str, str], str]

_ATTRIBUTE = re.compile(r"""(?<=[\s"'/])([a-zA-Z-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""")
_CANDIDATE = re.compile(r"(^\s*|,\s+)(\S+)")
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url=)(.+)", re.IGNORECASE)
_IN_CSS = re.compile(r"""(url\(\s*["']?)([^"')]+)(["']?\s*\))""")
_WITH_ADDRESS, _WITH_ADDRESSES = {"href", "src", "poster"}, {"srcset", "imagesrcset"}
_OF_INTEREST = {*_WITH_ADDRESS, *_WITH_ADDRESSES, "http-equiv"}


def rewrite(html: str, link: Link) -> str:
    """Return the page with its addresses rewritten, without its forms, and with its scripts as files can have them.

    What is said to machines elsewhere keeps its whole address: the canonical address, the pages in other languages,
    Open Graph, JSON-LD. So do a story's other forms (`.txt`) where search engines shall not have it: a plain file
    cannot say so of itself, and the mirror is without it.
    """
    found = _Changes(html, link)
    found.feed(html)
    found.close()
    pieces, end = [], 0
    for start, stop, text in found.changes:
        pieces += [html[end:start], text]
        end = stop
    return "".join([*pieces, html[end:]])


def rewrite_css(css: str, link: Link) -> str:
    """Return the style sheet with the addresses in `url(...)` rewritten."""
    return _IN_CSS.sub(lambda found: found[1] + link(found[2].strip(), "", "") + found[3], css)


class _Changes(HTMLParser):
    """Collects what to put in place of which part of the page: (start, stop, text), in their order."""

    def __init__(self, html: str, link: Link):
        super().__init__(convert_charrefs=False)
        self.changes: list[tuple[int, int, str]] = []
        self._html, self._link = html, link
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._form: int | None = None
        self._is_kept_out = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._form is not None:
            return
        if tag == "form":
            self._form = self._here()
            return
        facts = {name: value or "" for name, value in attrs}
        if tag == "meta" and facts.get("name") == "robots":
            self._is_kept_out = "noindex" in facts.get("content", "")
        if _OF_INTEREST.isdisjoint(facts) or self._is_for_elsewhere(tag, facts):
            return
        before = self.get_starttag_text() or ""
        after = self._rewritten(tag, facts, before)
        if after != before:
            self.changes.append((self._here(), self._here() + len(before), after))

    def handle_endtag(self, tag: str) -> None:
        # Nothing answers a form in a folder.
        if tag == "form" and self._form is not None:
            self.changes.append((self._form, self._html.index(">", self._here()) + 1, ""))
            self._form = None

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _is_for_elsewhere(self, tag: str, facts: dict[str, str]) -> bool:
        if tag != "link":
            return False
        if facts.get("rel") == "alternate":
            # Feeds are written as paths, and are not the page's own.
            return "hreflang" in facts or (self._is_kept_out and not facts.get("href", "").startswith("/"))
        return facts.get("rel") == "canonical"

    def _rewritten(self, tag: str, facts: dict[str, str], text: str) -> str:
        def link(address: str) -> str:
            return self._link(address.strip(), tag, facts.get("rel", ""))

        def attribute(found: re.Match[str]) -> str:
            name, value = found[1].lower(), unescape(found[3].strip("\"'"))
            if name in _WITH_ADDRESS:
                value = link(value)
            elif name in _WITH_ADDRESSES:
                value = _CANDIDATE.sub(lambda one: one[1] + link(one[2]), value)
            elif name == "content" and facts.get("http-equiv", "").lower() == "refresh":
                value = _REFRESH.sub(lambda one: one[1] + link(one[2]), value)
            elif name == "type" and value == "module" and "src" in facts:
                # Browsers load no module from a file. None of ours imports another, so a script does.
                return "defer"
            else:
                return found[0]
            return f'{found[1]}{found[2]}"{escape(value)}"'

        return _ATTRIBUTE.sub(attribute, text)
