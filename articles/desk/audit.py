"""The audit log: who did what to which story, when, from which revision.

Whoever acts records it, in the same transaction.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from articles.models import Act, Article, Revision


def record(
    verb: Act.Verb,
    article: Article | None,
    *,
    by: AbstractBaseUser | None,
    revision: Revision | int | None = None,
    detail: str = "",
) -> Act:
    """Add one line to the log and return it. `by` is None for the clock and for commands.

    `revision` is the one acted on, or its number; `detail` says in words what the verb leaves open: until when, why,
    to whom. Imports are not recorded story by story: the ImportRun and its records are their log.
    """
    return Act.objects.create(
        verb=verb,
        by=by,
        article_id=article.pk if article else None,
        headline=article.headline if article else "",
        revision=revision.number if isinstance(revision, Revision) else revision,
        detail=detail,
    )
