"""The queue of pictures that are fetched from where they were on the web; stories never wait for it.

`store` puts in what its stories use, `import_media` works it off: four at a time are downloaded, one at a time is
judged, drawn and given its place in the stories that wait for it, at the desk and before readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import body, press, snapshot
from articles.importing import downloading, journal
from articles.importing.downloading import NotFetched
from articles.importing.pictures import numbered
from articles.models import (
    Article,
    AwaitedPicture,
    ImportRecord,
    ImportRun,
    PictureWait,
    PublishedArticle,
    Revision,
    StoryPicture,
    bulk,
)
from media.models import Picture

if TYPE_CHECKING:
    from articles.importing.entries import Entry
    from articles.importing.records import LegacyPicture

State = AwaitedPicture.State
WORKERS = 4
#: A picture that does not come is asked for so often, each time after four times as long as before.
MOST_TRIES = 5
FIRST_PAUSE = timedelta(seconds=30)


# --- In --------------------------------------------------------------------------------------------------------------


def put_in(run: ImportRun, entries: Sequence[Entry]) -> None:
    """Let the places of these stories that have no picture yet wait for what their source named."""
    PictureWait.objects.filter(article__in=[entry.article.pk for entry in entries if entry.known]).delete()
    places = list(_places(entries))
    if not places:
        return
    now = timezone.now()
    wanted: dict[str, LegacyPicture] = {}
    for _article, _key, legacy in places:
        wanted.setdefault(legacy.url, legacy)
    bulk.insert(
        [
            AwaitedPicture(
                url=url,
                run=run,
                try_at=now,
                caption=legacy.caption,
                credit=legacy.credit,
                alt_text=legacy.alt,
            )
            for url, legacy in wanted.items()
        ],
        ignore_known=True,
    )
    # Those that were fetched and have been deleted here since, since nothing used them.
    lost = AwaitedPicture.objects.filter(url__in=wanted, state=State.FETCHED, picture=None)
    lost.update(state=State.WAITING, tries=0, try_at=now)
    known = dict(AwaitedPicture.objects.filter(url__in=wanted).values_list("url", "pk"))
    bulk.insert(
        [PictureWait(awaited_id=known[legacy.url], article_id=article, key=key) for article, key, legacy in places],
        ignore_known=True,
    )


def _places(entries: Sequence[Entry]) -> Iterator[tuple[int, int, LegacyPicture]]:
    for entry in entries:
        empty = {use.key for use in entry.pictures if use.picture_id is None}
        for key, legacy in numbered(entry.story):
            is_address = legacy.url.startswith(("http://", "https://")) and len(legacy.url) <= downloading.LONGEST
            if key in empty and is_address and "\0" not in legacy.url:
                yield entry.article.pk, key, legacy


# --- Out -------------------------------------------------------------------------------------------------------------


def try_again() -> int:
    """Let what was given up be asked for once more from the beginning; return how many."""
    return AwaitedPicture.objects.filter(state=State.GIVEN_UP).update(
        state=State.WAITING, tries=0, try_at=timezone.now(), problem=""
    )


def work(watch: Callable[[AwaitedPicture], None] | None = None) -> None:
    """Fetch all that is due, and give each picture its places; `watch` gets each awaited one when it is done with."""
    with ThreadPoolExecutor(WORKERS) as workers:
        while due := _due():
            # The network is waited for in threads, the database is this one's alone.
            for awaited, content in zip(due, workers.map(_attempt, [one.url for one in due]), strict=True):
                _arrived(awaited, content)
                if watch:
                    watch(awaited)


def _due() -> list[AwaitedPicture]:
    """The next few: those to be fetched, and those that are here and have places that still wait."""
    here = AwaitedPicture.objects.filter(state=State.FETCHED, picture__isnull=False, waits__isnull=False)
    for awaited in here.order_by("pk").distinct()[: WORKERS * 25]:
        place(awaited)
    rows = AwaitedPicture.objects.filter(state=State.WAITING, try_at__lte=timezone.now())
    return list(rows.order_by("try_at", "pk")[: WORKERS * 2])


def _attempt(url: str) -> bytes | NotFetched:
    try:
        return downloading.fetch(url)
    except NotFetched as refusal:
        return refusal


def _arrived(awaited: AwaitedPicture, content: bytes | NotFetched) -> None:
    awaited.tries += 1
    if isinstance(content, NotFetched):
        _put_off(awaited, str(content), for_good=content.for_good)
        return
    try:
        picture, is_new = Picture.objects.add(
            content,
            name=_file_name(awaited.url),
            caption=awaited.caption,
            credit=awaited.credit,
            alt_text=awaited.alt_text,
        )
    except ValidationError as refusal:
        _put_off(awaited, " ".join(refusal.messages), for_good=True)
        return
    if is_new:
        journal.keep_brought(awaited.run, [picture])
    awaited.picture, awaited.state = picture, State.FETCHED
    awaited.problem = " ".join(picture.problems)
    awaited.save()
    place(awaited)


def _put_off(awaited: AwaitedPicture, why: str, *, for_good: bool) -> None:
    awaited.problem = why
    if for_good or awaited.tries >= MOST_TRIES:
        awaited.state = State.GIVEN_UP
    else:
        awaited.try_at = timezone.now() + FIRST_PAUSE * 4 ** (awaited.tries - 1)
    awaited.save()


def _file_name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name or "picture"


def place(awaited: AwaitedPicture) -> None:
    """Give a picture that is here its places, a story a transaction. A story that was edited since stays as it is."""
    for wait in awaited.waits.order_by("pk"):
        with transaction.atomic():
            _fill(wait, awaited.picture_id)
            wait.delete()


def _fill(wait: PictureWait, picture: int) -> None:
    article = Article.objects.select_for_update(of=("self",)).select_related("edition").get(pk=wait.article_id)
    record = ImportRecord.objects.filter(article=article).order_by("-revision_number").first()
    newest = snapshot.newest(article)
    if record is None or newest is None or newest.number > record.revision_number or article.trashed_at:
        return
    StoryPicture.objects.filter(article=article, key=wait.key, picture=None).update(picture=picture)
    _leave_out_repeats(article)
    taken = snapshot.take(article, by=None, note="A picture of its source came in")
    _bring_out(article, newest, taken)
    ImportRecord.objects.filter(article=article).update(revision_number=taken.number)


def _leave_out_repeats(article: Article) -> None:
    """A picture that is the lead as well stands in the body no more."""
    uses = list(article.pictures.all())
    lead = next((use.picture_id for use in uses if use.placement == StoryPicture.Placement.LEAD), None)
    repeats = [use for use in uses if lead and use.picture_id == lead and use.placement == StoryPicture.Placement.BODY]
    if not repeats:
        return
    article.body = body.without_pictures(article.body, {use.key for use in repeats})
    article.save(update_fields=["body"])
    StoryPicture.objects.filter(pk__in=[use.pk for use in repeats]).delete()


def _bring_out(article: Article, before: Revision, taken: Revision) -> None:
    """Let readers have it where they had the story as it was, with the dates that they have; a plan takes it along."""
    live = PublishedArticle.objects.filter(article=article, revision=before).first()
    if live:
        release = press.Release(taken, live.published_at, live.updated_at)
        press.bring_out([release], by=None, at=timezone.now())
    Article.objects.filter(pk=article.pk, scheduled_revision=before).update(scheduled_revision=taken)
