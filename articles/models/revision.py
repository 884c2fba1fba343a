"""Immutable snapshots of the working copy."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.article import Article


class Revision(AppendOnly):
    """All that a reader could see of an article at one moment, as JSON (`articles.snapshot` writes and reads it)."""

    class Origin(models.TextChoices):
        DESK = "desk", _("Written at the desk")
        IMPORT = "import", _("Imported")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.DESK)
    schema = models.PositiveSmallIntegerField(_("schema"))
    content = models.JSONField(_("content"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"
