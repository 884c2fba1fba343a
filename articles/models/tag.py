"""What stories are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles import language
from articles.models.edition import Edition


class TagQuerySet(models.QuerySet):
    def with_page_in(self, edition: Edition) -> TagQuerySet:
        """With what the desk wrote of the topic for this edition as `page`, in the same query."""
        own = models.FilteredRelation("pages", condition=models.Q(pages__edition=edition))
        return self.annotate(page=own).select_related("page__picture")


class Tag(TagBase):
    """What a story is about. Its address keeps every script’s letters, which the library’s own would not."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.CharField(_("address"), max_length=100, unique=True, blank=True, validators=[language.validate_slug])

    #: What the desk wrote of it for one edition; only `with_page_in` looks for it.
    page = None

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = language.slug(tag)
        return slug if i is None else f"{slug}-{i}"


class TaggedArticle(ItemBase):
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("tagged article")
        verbose_name_plural = _("tagged articles")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")]
