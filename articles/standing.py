"""How stories stand with readers: decided here alone, from what the press wrote and the newest revision.

Whoever takes a revision or changes what readers see calls `settle` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connections, router

from articles.models import Article, Publication, PublishedArticle, Revision, Standing

#: By hand, since it runs at every save: Django takes longer to write this statement than a database to carry it out.
_STANDS = f"""
    COALESCE(
        (SELECT CASE WHEN live.revision_id = (
                    SELECT newest.id FROM {Revision._meta.db_table} newest
                    WHERE newest.article_id = story.id ORDER BY newest.number DESC LIMIT 1
                ) THEN '{Standing.LIVE}' ELSE '{Standing.CHANGED}' END
         FROM {PublishedArticle._meta.db_table} live WHERE live.article_id = story.id),
        CASE WHEN EXISTS (SELECT 1 FROM {Publication._meta.db_table} act WHERE act.article_id = story.id)
             THEN '{Standing.WITHDRAWN}' ELSE '{Standing.DRAFT}' END
    )
"""  # noqa: S608 - names of our own tables and our own words


def settle(articles: Collection[int]) -> None:
    """Write how these articles (by their keys) stand now, in one query. Rows that say so already are not touched."""
    if not articles:
        return
    places = ", ".join(["%s"] * len(articles))
    with connections[router.db_for_write(Article)].cursor() as cursor:
        cursor.execute(
            f"UPDATE {Article._meta.db_table} AS story SET standing = {_STANDS} "  # noqa: S608
            f"WHERE story.id IN ({places}) AND story.standing <> {_STANDS}",
            [*articles],
        )
