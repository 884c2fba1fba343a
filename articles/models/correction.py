"""What the paper says about its own mistakes, and which of a story's public versions it keeps to itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.published import Publication


class Correction(AppendOnly):
    """A note to readers about a story that is live. It stands as it was written; what amends it is another one."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    class Place(models.TextChoices):
        TOP = "top", _("Above the story")
        BOTTOM = "bottom", _("Below the story")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("article")
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(
        _("text"),
        max_length=2000,
        help_text=_(
            "What was wrong and what is right: “An earlier version said that the bridge opened in 1998. It was 1996.”"
        ),
    )
    place = models.CharField(_("place on the page"), max_length=6, choices=Place.choices, default=Place.BOTTOM)
    headline = models.CharField(_("headline"), max_length=300, help_text=_("As readers had it then."))
    path = models.CharField(_("address"), max_length=300, help_text=_("Where readers had the story then."))
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["edition", "-at", "-id"], name="corrections_of_edition")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.headline}"

    def as_shown(self) -> dict:
        """Return it as it stands on the story's row of the page side: plain JSON values."""
        return {"kind": self.kind, "text": self.text, "place": self.place, "at": self.at.isoformat()}


class WithheldVersion(models.Model):
    """A version that readers once had and are not shown again: it harms somebody, or a court forbids it."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="withheld", verbose_name=_("version")
    )
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("Readers see it in place of the version: “It named a minor.”")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("withheld version")
        verbose_name_plural = _("withheld versions")

    def __str__(self) -> str:
        return f"{self.publication}: {self.reason}"
