"""A small file of rules for sites whose pages the general reading gets wrong. Pure.

TOML, a table a host (a host's rules hold for its subdomains too), CSS selectors as values:

    ["gazette.example"]
    headline = "h1.story-title"
    authors = ".signature a"
    date = "span.stamp@data-utc"     # `@`: an attribute instead of the words
    body = "div.story-text"
    remove = [".teaser", "p.promo"]
    zone = "Asia/Bangkok"
    date_order = "dmy"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from articles.importing.pages import tree, urls

_SELECTED = ("headline", "kicker", "standfirst", "authors", "date", "section", "tags", "body", "lead")
_KNOWN = (*_SELECTED, "remove", "zone", "date_order")


class BadRules(ValueError):
    """The rules cannot be read. The message names the site, the key and what is wrong."""


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules of one site: selectors by the name of the field."""

    selectors: dict[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    zone: str = ""
    date_order: str = ""

    def elements(self, name: str, page: tree.Page) -> list[etree._Element]:
        """The elements that a field's rule selects, in reading order."""
        selector = self.selectors.get(name, "").rpartition("@")
        css = selector[0] or selector[2]
        return CSSSelector(css, translator="html")(page.root) if css else []

    def texts(self, name: str, page: tree.Page) -> tuple[str, ...]:
        """The words, or the named attribute, of each of them that has any."""
        css, at, attribute = self.selectors.get(name, "").rpartition("@")
        elements = self.elements(name, page)
        values = [element.get(attribute) or "" if at and css else tree.words(element) for element in elements]
        return tuple(" ".join(value.split()) for value in values if value.strip())

    def clear(self, page: tree.Page) -> list[str]:
        """Take the elements out that the rules name; return their words."""
        gone = []
        for css in self.remove:
            for element in CSSSelector(css, translator="html")(page.root):
                if element.getparent() is not None:
                    gone.append(tree.words(element))
                    element.drop_tree()
        return [words for words in gone if words]


NONE = SiteRules()


def load(text: str) -> dict[str, SiteRules]:
    """Read the file's text. Raises BadRules."""
    try:
        sites = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRules(f"is not TOML: {error}") from error
    return {host.casefold(): _rules(host, rules) for host, rules in sites.items()}


def for_address(rules: dict[str, SiteRules], address: str) -> SiteRules:
    """The rules of the address's host, or of the nearest host above it; `*` is for every site."""
    host = (urls.split(address).hostname or "").casefold()
    while host:
        if host in rules:
            return rules[host]
        host = host.partition(".")[2]
    return rules.get("*", NONE)


def _rules(host: str, given: object) -> SiteRules:
    if not isinstance(given, dict):
        raise BadRules(f'[“{host}”] is {given!r}, not a table: write ["{host}"] and the rules below it')
    for key, value in given.items():
        if key not in _KNOWN:
            raise BadRules(f"“{host}”: “{key}” is no rule; known are: {', '.join(_KNOWN)}")
        wanted = list if key == "remove" else str
        if not isinstance(value, wanted) or (key == "remove" and not all(isinstance(one, str) for one in value)):
            raise BadRules(f"“{host}”, {key}: {value!r} is not {'a list of selectors' if key == 'remove' else 'text'}")
        for css in value if key == "remove" else [value] if key in _SELECTED else []:
            _checked(host, key, css.rpartition("@")[0] or css)
    zone, order = given.get("zone", ""), given.get("date_order", "")
    if order not in ("", "dmy", "mdy"):
        raise BadRules(f"“{host}”, date_order: “{order}” is neither dmy nor mdy")
    try:
        zone and ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadRules(f"“{host}”, zone: there is no time zone “{zone}”") from error
    selectors = {key: value for key, value in given.items() if key in _SELECTED}
    return SiteRules(selectors, tuple(given.get("remove", ())), zone, order)


def _checked(host: str, key: str, css: str) -> None:
    try:
        CSSSelector(css, translator="html")
    except (SelectorError, etree.XPathError) as error:
        raise BadRules(f"“{host}”, {key}: “{css}” is no CSS selector: {error}") from error
