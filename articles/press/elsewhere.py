"""What the press of another house did with a story before it came here, written into our log. For importers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article, FormerPath, Publication, PublishedArticle, Revision, bulk


@dataclass(frozen=True, slots=True)
class Past:
    """A story that its source had before readers, from `published_at` (None: nobody knows) until `at`, at that path."""

    revision: Revision
    path: str
    published_at: datetime | None
    at: datetime
    reason: str = ""
    instead_id: int | None = None


@transaction.atomic
def enter(withdrawn: Sequence[Past], *, by: AbstractBaseUser | None) -> None:
    """Write that these stories came out and were withdrawn, elsewhere and before they came here. Their addresses answer
    as those of stories that were withdrawn here.
    """
    acts = [
        Publication(article_id=one.revision.article_id, revision=one.revision, path=one.path, by=by, verb=verb, **more)
        for one in withdrawn
        for verb, more in (
            (Publication.Verb.PUBLISH, {"at": one.published_at or one.at}),
            (Publication.Verb.WITHDRAW, {"at": one.at, "reason": one.reason, "instead_id": one.instead_id}),
        )
    ]
    bulk.insert(acts)
    paths = [one.path for one in withdrawn]
    taken = set(PublishedArticle.objects.filter(path__in=paths).values_list("path", flat=True))
    bulk.insert(
        [FormerPath(path=one.path, article_id=one.revision.article_id) for one in withdrawn if one.path not in taken],
        ignore_known=True,
    )


def lead_to(article: Article, instead: int) -> None:
    """Name the story (by its key) that readers get instead of a withdrawn one, where its source named one that came in
    only now.
    """
    # The log refuses to change; this completes what was written of another house's act.
    log = QuerySet(Publication).filter(
        article=article, verb=Publication.Verb.WITHDRAW, instead=None, revision__origin="import"
    )
    log.update(instead=instead)
