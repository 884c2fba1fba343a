"""The page cache's one rule: a page is good until the press, or an editor of the paper's facts, changes anything.

Every cached page carries the paper's generation in its key. `purge` starts a new one, after the commit, so that no
reader gets a page of before; and it tells the caches in front of the house by the tags that `tag` put on the pages.
Knows no models; press, admin and views call it.
"""

from __future__ import annotations

import gzip
import hashlib
import time
import uuid
from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from articles.caching import purging

GENERATION = "paper:generation"

#: For a moved page. No browser keeps it, or a story that moves back would send its readers in a circle.
MOVED = "public, max-age=0, s-maxage=60"

#: For an answer to what one reader asked: the reader's own browser may keep it while the reader reads on.
ASKED = "private, max-age=60"

#: The query parameter by which a list goes on; every other one shows the same page.
CURSOR = "before"

#: Best first. The quality is where a page is done within a millisecond.
ENCODERS = {"br": partial(brotli.compress, quality=5), "gzip": partial(gzip.compress, compresslevel=6, mtime=0)}
WORTH_ENCODING = 500

#: What a page says of itself beside its words, and keeps saying from the cache.
KEPT_HEADERS = ("Cache-Tag", "Surrogate-Key", "Link", "X-Robots-Tag", "Access-Control-Allow-Origin")
#: How long it is known since when a page reads as it does.
SINCE_SECONDS = 30 * 24 * 3600

#: How long a process may go on with what it keeps for a generation, in seconds: a store that is not shared does not
#: tell it that another process has published.
KEPT_SECONDS = 20

#: No process keeps more for a generation; a paper with so many hosts or sections makes some of it anew.
MOST_KEPT = 2_000

Value = TypeVar("Value")
_kept: dict[Hashable, tuple[str, float, object]] = {}
_of_the_page: ContextVar[str] = ContextVar("the generation of the page that is being made", default="")


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished page: its bytes as they go out, how they are encoded ("" for plainly), the mark of these bytes, the
    second since when it reads so, and what else it says of itself.
    """

    content: bytes
    encoding: str
    content_type: str
    etag: str
    since: int
    headers: dict[str, str]


def public() -> str:
    """Return `Cache-Control` for readers' pages.

    Fresh for a minute in a browser, and as long as the settings say in the caches between; then shown once more while
    it is asked for anew, and for a day where the house does not answer.
    """
    between = settings.SHARED_CACHE_SECONDS
    return f"public, max-age=60, s-maxage={between}, stale-while-revalidate=60, stale-if-error=86400"


# --- Tags ---------------------------------------------------------------------------------------------------------

#: On every page: the furniture shows facts of the paper.
PAPER = "paper"
SITEMAP = "sitemap"


def mark(subject: str, key: int) -> str:
    """Return the tag of pages about this subject (story, section, author, tag, picture, edition): `section-3`."""
    return f"{subject}-{key}"


def tag(response: HttpResponse, tags: Iterable[str]) -> HttpResponse:
    """Put tags on a page, in the words of both kinds of caches that know them, and return it."""
    tags = list(dict.fromkeys([PAPER, *tags]))
    response["Cache-Tag"] = ",".join(tags)
    response["Surrogate-Key"] = " ".join(tags)
    return response


def purge(tags: Iterable[str] = (PAPER,)) -> None:
    """Let cached pages go as soon as the running transaction is committed: our own, and elsewhere those with a tag."""
    transaction.on_commit(partial(_purge, frozenset(tags)))


def _purge(tags: frozenset[str]) -> None:
    cache.set(GENERATION, uuid.uuid4().hex, timeout=None)
    purging.purge(tags)


# --- Pages --------------------------------------------------------------------------------------------------------


def generation() -> str:
    """Return the paper's present generation; while a page is made, the one that it began in."""
    return _of_the_page.get() or cache.get_or_set(GENERATION, lambda: uuid.uuid4().hex, timeout=None)


def for_generation(name: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make` made in this process in the paper's present generation, KEPT_SECONDS ago at the most.

    For small values that nearly every page needs; who gets one must not change it. What is empty is not kept: a paper
    that is being set up shows each step at once.
    """
    present = generation()
    made_in, until, value = _kept.get(name, ("", 0.0, None))
    if made_in != present or until < time.monotonic():
        value = make()
        if value:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[name] = (present, time.monotonic() + KEPT_SECONDS, value)
    return value


def page(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the public page at the request's address, from the cache or from `make`, with a public page's headers.

    Only whole answers (200) to GET and HEAD are kept, for PAGE_CACHE_SECONDS at the most; a store that is not shared
    between server processes is that much behind when another process publishes. A reader who has the page already gets
    a 304. Public pages hold no secret and echo no input, so compressing them gives nothing away.
    """
    encoding = _encoding(request)
    address = _address(request)
    present, seconds = generation(), settings.PAGE_CACHE_SECONDS
    key = f"page:{present}:{encoding}:{address}"
    kept = cache.get(key) if seconds else None
    if kept is None:
        response = _made_in(present, make)
        if response.status_code != 200:
            return response
        kept = _keep(response, encoding, address)
        if seconds:
            cache.set(key, kept, timeout=seconds)
    return _answer(request, kept)


def _made_in(present: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Make a page that is of one generation as a whole, and asks for it no more."""
    before = _of_the_page.set(present)
    try:
        return make()
    finally:
        _of_the_page.reset(before)


def asked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer to what one reader asked, encoded; no cache of ours or of anybody between keeps it.

    It echoes what was asked, but holds no secret that its length could give away.
    """
    if response.status_code != 200:
        return response
    if (encoding := _encoding(request)) and len(response.content) >= WORTH_ENCODING:
        response.content = ENCODERS[encoding](response.content)
        response["Content-Encoding"] = encoding
    response["Cache-Control"] = ASKED
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _encoding(request: HttpRequest) -> str:
    """The best that the reader's browser takes; nothing that it names only to refuse it (`br;q=0`)."""
    accepted = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _semicolon, quality = part.partition(";")
        accepted[name.strip()] = quality.replace(" ", "").rstrip("0.") != "q="
    return next((name for name in ENCODERS if accepted.get(name)), "")


def _address(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.path}?{request.GET.get(CURSOR, '')}"
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()


def _keep(response: HttpResponse, encoding: str, address: str) -> Kept:
    content = response.content
    words = hashlib.sha256(content).hexdigest()[:20]
    if len(content) < WORTH_ENCODING:
        encoding = ""
    if encoding:
        content = ENCODERS[encoding](content)
    # Strong: other bytes, another mark.
    etag = f'"{words}-{encoding}"' if encoding else f'"{words}"'
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return Kept(content, encoding, response["Content-Type"], etag, _since(address, words), headers)


def _since(address: str, words: str) -> int:
    """The second since when the page at this address has these words, as far as is known: never too early."""
    key = f"since:{address}"
    before, second = cache.get(key, ("", 0))
    if before != words:
        # Two changes within a second are two seconds to who asks by the date alone.
        second = max(int(time.time()), second + 1)
        cache.set(key, (words, second), timeout=SINCE_SECONDS)
    return second


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    response = HttpResponse(kept.content, content_type=kept.content_type, headers=kept.headers)
    if kept.encoding:
        response["Content-Encoding"] = kept.encoding
    response["Cache-Control"] = public()
    response["ETag"] = kept.etag
    response["Last-Modified"] = http_date(kept.since)
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=kept.etag, last_modified=kept.since, response=response)
