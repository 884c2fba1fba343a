"""Tells the caches in front of the house which pages are old now, by their tags. Called by `caching`, after a commit.

Which cache there is, the settings say (PURGE). What it does not take is logged and left: it shows the old page for
SHARED_CACHE_SECONDS at the most, and no editor's publishing fails for it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterator, Sequence

from django.conf import settings

from articles import outside

logger = logging.getLogger(__name__)

EVERYTHING = "paper"
#: A call to a CDN takes so many tags (Cloudflare's limit).
AT_ONCE = 30
#: Beyond so many, one call for everything says it sooner.
MOST = 300


def purge(tags: Collection[str]) -> None:
    """Let every page with one of these tags go from the caches that the settings name; never raises for their sake."""
    back_end = BACK_ENDS[settings.PURGE["back_end"]]
    if back_end is None:
        return
    chosen = [EVERYTHING] if len(tags) > MOST or EVERYTHING in tags else sorted(tags)
    for url in settings.PURGE["urls"]:
        try:
            for method, headers, body in back_end(chosen):
                outside.send(
                    method,
                    url,
                    headers=headers | settings.PURGE["headers"],
                    body=body,
                    timeout=settings.PURGE["timeout"],
                )
        except outside.NotDelivered as error:
            logger.error("Old pages stay in the cache at %s for now (%s): %s", url, " ".join(chosen), error)


Call = tuple[str, dict[str, str], bytes | None]


def varnish(tags: Sequence[str]) -> Iterator[Call]:
    """One BAN; the VCL bans by this expression over the pages' Cache-Tag (README, “Caches in front”).

    There is no white space in it, at which Varnish would cut it.
    """
    yield "BAN", {"X-Ban-Tags": f"(^|,)({'|'.join(tags)})(,|$)"}, None


def cdn(tags: Sequence[str]) -> Iterator[Call]:
    """A POST for some tags at a time: as JSON, as Cloudflare takes them, and in Surrogate-Key, as Fastly does."""
    for start in range(0, len(tags), AT_ONCE):
        some = tags[start : start + AT_ONCE]
        headers = {"Content-Type": "application/json", "Surrogate-Key": " ".join(some)}
        yield "POST", headers, json.dumps({"tags": some}).encode()


#: What PURGE_BACK_END may say.
BACK_ENDS = {"none": None, "varnish": varnish, "cdn": cdn}
