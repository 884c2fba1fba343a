"""A story that came in, mended by what came in after it: at the desk and, with the dates that they have, for readers.

For what an import itself left open: a picture, another story. What an editor has written since stays.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from articles import press, snapshot
from articles.models import Article, ImportRecord, PublishedArticle, Revision

Mend = Callable[[dict], dict]


def mend(article: Article, mended: Mend) -> None:
    """Write the body and the original of `mended(content)` wherever the story has that content: at the desk, before
    readers, and in what is to go there.
    """
    newest = snapshot.newest(article)
    live = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    if live and (shown := _mended(live.revision, mended)):
        press.bring_out([press.Release(shown, live.published_at, live.updated_at)], by=None, at=timezone.now())
    if article.scheduled_revision and (planned := _mended(article.scheduled_revision, mended)):
        Article.objects.filter(pk=article.pk).update(scheduled_revision=planned)
    words = mended({"body": article.body, "translation_of": article.translation_of_id})
    Article.objects.filter(pk=article.pk).update(body=words["body"], translation_of=words["translation_of"])
    article.refresh_from_db(fields=["body", "translation_of"])
    taken = snapshot.take(article, by=None)
    if newest and taken.number > newest.number:
        records = ImportRecord.objects.filter(article=article, revision_number=newest.number)
        records.update(revision_number=taken.number)


def _mended(revision: Revision, mended: Mend) -> Revision | None:
    """Return a revision of the same words, mended; None where there is nothing to mend."""
    before = snapshot.read(revision)
    after = mended(before)
    if after == before:
        return None
    last = snapshot.newest(revision.article)
    return Revision.objects.create(
        article_id=revision.article_id,
        number=last.number + 1,
        origin=revision.origin,
        schema=snapshot.SCHEMA,
        content=after,
    )
