"""Tells other servers that something was published: the hub of our feeds (WebSub) and search engines (IndexNow).

The press notes what there is to tell, in its own transaction; `run_due` sends it later, so that no editor waits for
another server. Off unless the settings name a hub, or a key for IndexNow. Whom we tell, the settings say alone.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from articles import outside
from articles.models import Author, Edition, Listing, Ping, PublishedArticle, Section, Tag
from articles.seo import absolute
from articles.syndication import FORMS

logger = logging.getLogger(__name__)

TIMEOUT = 5.0
#: One run tells no longer than this, in seconds: stories that are due must not wait for a slow server.
LONGEST_RUN = 20.0
#: IndexNow takes up to 10,000 addresses at once.
AT_ONCE = 1000
#: A minute after the first failure, then twice as long each time, but no longer than this. After the last one it is
#: given up: about two days.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_ATTEMPTS = 16
#: While a ping is on its way, no other process sends it.
ON_ITS_WAY = timedelta(minutes=5)


def note(published: PublishedArticle, *, paths: Iterable[str], at: datetime) -> None:
    """Note that these paths of a story changed for readers, and with it the feeds that it is, or was, listed in.

    Called within the press's transaction, while the story is listed.
    """
    pings = []
    if settings.INDEXNOW_KEY and not published.kept_out_of_search:
        pings += [(Ping.Kind.INDEXNOW, path) for path in paths]
    if settings.WEBSUB_HUB:
        pings += [(Ping.Kind.WEBSUB, feed + form) for feed in _feeds(published) for form in FORMS]
    rows = [Ping(kind=kind, url=absolute(settings.SITE_URL, path), due_at=at) for kind, path in dict.fromkeys(pings)]
    if rows:
        # One that waits already is due again, whatever became of it so far.
        Ping.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "url"],
            update_fields=["due_at", "attempts", "last_error"],
        )


def _feeds(published: PublishedArticle) -> Iterator[str]:
    """The paths that the addresses of the story's feeds begin with."""
    edition = Edition.objects.get(pk=published.edition_id)
    home = f"/{edition.path_prefix}feeds/"
    listed: dict[str, list[int]] = {}
    for subject, key in published.listings.values_list("subject", "subject_id"):
        listed.setdefault(subject, []).append(key)
    yield home
    for subject, model, folder in (
        (Listing.Subject.SECTION, Section, ""),
        (Listing.Subject.AUTHOR, Author, "authors/"),
        (Listing.Subject.TAG, Tag, "topics/"),
    ):
        for slug in model.objects.filter(pk__in=listed.get(subject, ())).order_by("pk").values_list("slug", flat=True):
            yield f"{home}{folder}{slug}/"


# --- Sending ------------------------------------------------------------------------------------------------------


def send_due(now: datetime) -> int:
    """Tell what is due, and return how many addresses were taken. What is not taken is tried again later."""
    if not (settings.INDEXNOW_KEY or settings.WEBSUB_HUB):
        return 0
    until, taken = time.monotonic() + LONGEST_RUN, 0
    while time.monotonic() < until and (batch := _claim(now)):
        try:
            _send(batch)
        except outside.NotDelivered as error:
            _put_off(batch, now, str(error))
        else:
            # One that was noted anew meanwhile is due again, and stays.
            taken += sum(Ping.objects.filter(pk=ping.pk, due_at=ping.due_at).delete()[0] for ping in batch)
    return taken


def _claim(now: datetime) -> list[Ping]:
    """Take pings of one kind that are due, in such a way that no other process takes them too."""
    first = Ping.objects.filter(due_at__lte=now).order_by("due_at", "pk").first()
    if first is None:
        return []
    number = AT_ONCE if first.kind == Ping.Kind.INDEXNOW else 1
    batch = []
    for ping in Ping.objects.filter(kind=first.kind, due_at__lte=now).order_by("due_at", "pk")[:number]:
        mine = Ping.objects.filter(pk=ping.pk, due_at=ping.due_at).update(due_at=now + ON_ITS_WAY)
        if mine:
            ping.due_at = now + ON_ITS_WAY
            batch.append(ping)
    return batch


def _send(batch: Sequence[Ping]) -> None:
    if batch[0].kind == Ping.Kind.WEBSUB:
        # As hubs understand it: PubSubHubbub 0.4, section 7; WebSub leaves the publisher's words to them.
        [ping] = batch
        form = urlencode({"hub.mode": "publish", "hub.url": ping.url, "hub.topic": ping.url})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        outside.send("POST", settings.WEBSUB_HUB, headers=headers, body=form.encode(), timeout=TIMEOUT)
        return
    message = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": f"{settings.SITE_URL}/indexnow.txt",
        "urlList": [ping.url for ping in batch],
    }
    headers = {"Content-Type": "application/json; charset=utf-8"}
    outside.send("POST", settings.INDEXNOW_URL, headers=headers, body=json.dumps(message).encode(), timeout=TIMEOUT)


def _put_off(batch: Sequence[Ping], now: datetime, error: str) -> None:
    logger.error("%d pings were not taken: %s", len(batch), error)
    for ping in batch:
        claimed = Ping.objects.filter(pk=ping.pk, due_at=ping.due_at)
        if ping.attempts + 1 >= MOST_ATTEMPTS:
            logger.error("Given up after %d attempts: %s", MOST_ATTEMPTS, ping)
            claimed.delete()
        else:
            wait = min(FIRST_WAIT * 2**ping.attempts, LONGEST_WAIT)
            claimed.update(due_at=now + wait, attempts=ping.attempts + 1, last_error=error[:1000])
