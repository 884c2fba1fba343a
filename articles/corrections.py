"""How the paper owns up: its corrections on a story, whether a story's words changed, and who at the desk is told."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser

from articles import body
from articles.desk import notices
from articles.models import Article, Byline, Correction, Revision

#: What readers take for the story itself: a change of anything else is no new version of it.
SUBSTANCE = ("headline", "standfirst")


def of(stories: Collection[int]) -> dict[int, list[dict]]:
    """Return the corrections of these stories, oldest first, as `PublishedArticle` keeps them. One query."""
    found: dict[int, list[dict]] = {}
    for correction in Correction.objects.filter(article__in=stories).order_by("at", "pk"):
        found.setdefault(correction.article_id, []).append(correction.as_shown())
    return found


def is_rewritten(old: dict, new: dict) -> bool:
    """Whether the words of a story (of two revisions' contents) differ, whatever became of its pictures or links."""
    if any(old[name].split() != new[name].split() for name in SUBSTANCE):
        return True
    return body.to_text(old["body"]).split() != body.to_text(new["body"]).split()


def tell_desk(article: Article, text: str, *, by: AbstractBaseUser | None) -> None:
    """Leave a notice for everybody who wrote the story: its authors, whoever saved it, and who has it to do."""
    users = {article.assignee, article.created_by}
    users |= {byline.author.user for byline in Byline.objects.filter(article=article).select_related("author__user")}
    users |= {row.created_by for row in Revision.objects.filter(article=article).select_related("created_by")[:20]}
    for user in users - {None, by}:
        if user.is_active and user.is_staff:
            notices.tell(user, article, text)
