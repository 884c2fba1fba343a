"""Who may do what with which story. Every door of the desk asks here: pages, actions, choosers, JSON endpoints.

Reporters write their own stories. Editors write every story and publish in their sections: those that name them, and
those that name nobody. Who may publish everywhere (a chief editor) may do all of it. What lies in the trash is closed
to everybody until it is taken out.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Byline, Edition, PublishedArticle, Section

Person = AbstractBaseUser | AnonymousUser
EDITORS = Section.editors.through


def may_read(user: Person) -> bool:
    """Whether this user may read stories at the desk, also unpublished ones."""
    return user.has_perm("articles.view_article") or user.has_perm("articles.change_article")


def may_write(user: Person, article: Article | None = None) -> bool:
    """Whether this user may change the story; without one, whether they may begin one."""
    if article is None or article.pk is None:
        return user.has_perm("articles.add_article")
    return article.trashed_at is None and _writes(user, article)


def may_take_out(user: Person, article: Article) -> bool:
    """Whether this user may put the story into the trash and take it out again: who writes it, may."""
    return _writes(user, article)


def may_delete(user: Person, article: Article) -> bool:
    """Whether this user may delete a story in the trash for good."""
    return user.has_perm("articles.delete_article") and _writes(user, article) and may_publish(user, article)


def may_publish_everywhere(user: Person) -> bool:
    """Whether this user may publish in every section, whoever its editors are."""
    return user.has_perm("articles.publish_everywhere")


def may_publish_somewhere(user: Person) -> bool:
    """Whether this user publishes at all; in which sections, `may_publish` says."""
    return user.has_perm("articles.publish_article") or may_publish_everywhere(user)


def may_publish(user: Person, where: Article | Section | None) -> bool:
    """Whether this user may publish, schedule and withdraw this story, or the stories of this section.

    A story asks for the right in the section that it stands in at the desk and in the one where readers have it.
    """
    if may_publish_everywhere(user):
        return True
    return user.has_perm("articles.publish_article") and not closed_to(user, where)


def may_withhold(user: Person, article: Article) -> bool:
    """Whether this user may keep a version of the story from readers that they once had."""
    return user.has_perm("articles.add_withheldversion") and may_publish(user, article)


def may_arrange(user: Person, edition: Edition, section: Section | None = None) -> bool:
    """Whether this user may arrange the front of a section, or without one the front page of the edition.

    The front page shows every section, so it is for those who may publish in each.
    """
    if section is not None:
        return may_publish(user, section)
    if may_publish_everywhere(user):
        return True
    sections = set(edition.sections.values_list("pk", flat=True))
    return user.has_perm("articles.publish_article") and not closed_sections(user, sections)


def closed_to(user: Person, where: Article | Section | None) -> set[int]:
    """Return those sections of the story in which others than this user publish."""
    if may_publish_everywhere(user) or not _closed(user):
        return set()
    return closed_sections(user, _sections(where))


def closed_sections(user: Person, sections: Collection[int]) -> set[int]:
    """Return those of these sections that name editors, but not this one."""
    return _closed(user) & set(sections)


def editable(user: Person, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles that `may_write` would let this user change."""
    return takable(user, articles.filter(trashed_at=None))


def takable(user: Person, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles that `may_take_out` would let this user take out of the trash."""
    if not user.has_perm("articles.change_article"):
        return articles.none()
    return articles if may_publish_somewhere(user) else articles.filter(written_by(user))


def deletable(user: Person, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles in the trash that `may_delete` would let this user delete for good."""
    if not user.has_perm("articles.delete_article"):
        return articles.none()
    return _in_own_sections(user, takable(user, articles))


def publishable(user: Person, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of the articles that `may_publish` would let this user publish."""
    return _in_own_sections(user, articles.filter(trashed_at=None))


def _in_own_sections(user: Person, articles: QuerySet[Article]) -> QuerySet[Article]:
    if may_publish_everywhere(user):
        return articles
    if not user.has_perm("articles.publish_article"):
        return articles.none()
    closed = _closed(user)
    return articles.exclude(section__in=closed).exclude(live__section__in=closed)


def written_by(user: Person) -> Q:
    """Articles that this user started, or that carry the byline of the user's author."""
    return Q(created_by=user) | Q(Exists(Byline.objects.filter(article=OuterRef("pk"), author__user=user)))


def is_own(article: Article, user: Person) -> bool:
    """Whether `written_by` would find this article."""
    return article.created_by_id == user.pk or article.bylines.filter(author__user=user).exists()


def _closed(user: Person) -> frozenset[int]:
    """All sections that name editors, but not this one: looked up once a request, as Django does with permissions."""
    if not hasattr(user, "_closed_sections"):
        rows = EDITORS.objects.values_list("section_id", "user_id")
        own = {section for section, editor in rows if editor == user.pk}
        user._closed_sections = frozenset(section for section, _editor in rows) - own
    return user._closed_sections


def _writes(user: Person, article: Article) -> bool:
    return user.has_perm("articles.change_article") and (may_publish_somewhere(user) or is_own(article, user))


def _sections(where: Article | Section | None) -> set[int]:
    if where is None:
        return set()
    if isinstance(where, Section):
        return {where.pk}
    live = PublishedArticle.objects.filter(article=where.pk).values_list("section_id", flat=True)
    return {section for section in (where.section_id, *live) if section}
