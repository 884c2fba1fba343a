"""What each old address of a list, or of a server's log, answers here. For `manage.py check_addresses`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import unquote, urlsplit

from articles import addresses
from articles.importing.addresses import TAKEN, taken
from articles.models import FormerPath, ImportProblem, ImportRun, PublishedArticle
from articles.page import whereabouts

BATCH = 500
#: A line that is longer is no address.
LONGEST = 8_000
#: The common log format and the combined one, which adds to its end: `host ident user [time] "request" status size`.
_LOGGED = re.compile(r'\S+ \S+ .*?\[[^\]]*\] "(?P<request>(?:[^"\\]|\\.)*)" \d{3} ')
_REQUEST = re.compile(r"(?P<method>[A-Z]+) (?P<address>\S+)(?: HTTP/[\d.]+)?")


class Standing(StrEnum):
    LIVE = "live"
    REDIRECT = "redirect"
    GONE = "gone"
    #: Two stories claim it; readers get one of them.
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers: where it leads (`to`, a path), how often it was asked for, and what is to be known."""

    address: str
    hits: int
    standing: Standing
    to: str = ""
    note: str = ""


def addresses_of(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield the addresses of a file, as they stand there: one a line, or those that readers asked for in a log.

    Empty lines, comments (`# `), and what a log has of other methods than GET and HEAD are passed over.
    """
    for line in lines:
        text = line[:LONGEST].decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if not text or text.startswith("# "):
            continue
        if logged := _LOGGED.match(text):
            request = _REQUEST.fullmatch(logged["request"])
            if request and request["method"] in ("GET", "HEAD"):
                yield request["address"]
        else:
            yield text


def check(lines: Iterable[bytes]) -> Iterator[Answer]:
    """Yield an answer for each different address of the file, in the order in which they first stand there."""
    counted = Counter(addresses_of(lines))
    several = iter(counted.items())
    while batch := list(islice(several, BATCH)):
        yield from _check(batch)


def _check(counted: Sequence[tuple[str, int]]) -> Iterator[Answer]:
    asked = [_parts(address) for address, _hits in counted]
    pages = whereabouts.pages({path for path, _query in asked})
    leads = whereabouts.lead(asked)
    kept = {one: _kept(*one) for one in asked}
    former = dict(FormerPath.objects.filter(path__in=set().union(*kept.values())).values_list("path", "article"))
    claimed = _claimed_twice(kept, former, pages)
    for (address, hits), (path, query), lead in zip(counted, asked, leads, strict=True):
        page = pages.get(path)
        is_fronts = path == "/" and addresses.names_at_front(query)
        if not addresses.is_readers(path):
            yield Answer(address, hits, Standing.UNKNOWN, note="It is the desk’s or a file, no reader’s page.")
        elif note := claimed.get((path, query)):
            yield Answer(
                address, hits, Standing.CONFLICT, lead.path if lead and (is_fronts or not page) else page or "", note
            )
        elif page == path and not is_fronts:
            yield Answer(address, hits, Standing.LIVE, page)
        elif lead and not lead.path:
            note = lead.withdrawal.reason if lead.withdrawal else "Its story is not before readers here."
            yield Answer(address, hits, Standing.GONE, note=note)
        elif lead or (page and page != path):
            yield Answer(address, hits, Standing.REDIRECT, lead.path if lead else page)
        else:
            yield Answer(address, hits, Standing.UNKNOWN, page or "", "The front page stands there." if page else "")


def _kept(path: str, query: str) -> list[str]:
    """The address as an old one is kept: with its query string, and without."""
    found = [addresses.in_letters(path, query), addresses.in_letters(path, "")]
    return [one for one in found if "\0" not in one and one != "/"]


def _parts(address: str) -> tuple[str, str]:
    """Path (decoded) and query string of an address, absolute or not; what is no address is looked for as it stands."""
    try:
        parts = urlsplit(address if "://" in address else "//host/" + address.lstrip("/"))
    except ValueError:
        return address, ""
    return unquote(parts.path) or "/", parts.query


def _claimed_twice(
    kept: dict[tuple[str, str], list[str]], former: dict[str, int], pages: dict[str, str]
) -> dict[tuple[str, str], str]:
    """Return a sentence for each address that one story has and another is known to have had."""
    live = dict(PublishedArticle.objects.filter(path__in=pages.values()).values_list("path", "article"))
    # By the runs, so that the index by run and code is used.
    every = {taken(path) for paths in kept.values() for path in paths}
    told = ImportProblem.objects.filter(run__in=ImportRun.objects.values("pk"), code=TAKEN, text__in=every)
    twice = dict(told.values_list("text", "origin"))
    found = {}
    for one, paths in kept.items():
        here = live.get(pages.get(one[0], ""))
        shadowed = next((former[path] for path in paths if here and former.get(path, here) != here), None)
        origin = next((twice[taken(path)] for path in paths if taken(path) in twice), "")
        if shadowed:
            found[one] = f"Article {here} is live at it; it is the old address of article {shadowed} as well."
        elif origin:
            found[one] = f"Another story claimed it as well: {origin}."
    return found
