"""What stands where on the front page of an edition or a section. `articles.press.fronts` puts it before readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition, Section
from media.models import Picture


class Arrangement(models.Model):
    """The slots of one front, as a whole: live, planned for a time, or still being made."""

    class Standing(models.TextChoices):
        DRAFT = "draft", _("In the making")
        PLANNED = "planned", _("Planned")
        LIVE = "live", _("Live")
        PAST = "past", _("Past")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name=_("edition"))
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Empty: the front page of the edition."),
    )
    standing = models.CharField(_("standing"), max_length=8, choices=Standing.choices, default=Standing.DRAFT)
    goes_live_at = models.DateTimeField(_("goes live at"), null=True, blank=True, db_index=True)
    went_live_at = models.DateTimeField(_("went live at"), null=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(standing="live", section__isnull=True),
                name="one_live_front_an_edition",
            ),
            models.UniqueConstraint(
                fields=["section"],
                condition=models.Q(standing="live", section__isnull=False),
                name="one_live_front_a_section",
            ),
        ]

    def __str__(self) -> str:
        return str(self.section or self.edition)


class Slot(models.Model):
    """One place of a front. What it leaves empty, the story says itself."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="slots")
    order = models.PositiveSmallIntegerField(_("order"))
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("story"))
    headline = models.CharField(_("headline here"), max_length=300, blank=True, help_text=_("Empty: the story’s own."))
    teaser = models.TextField(_("teaser here"), blank=True, help_text=_("Empty: the story’s own."))
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture here"),
        help_text=_("Empty: the story’s own."),
    )
    pinned_until = models.DateTimeField(
        _("pinned until"), null=True, blank=True, help_text=_("Leaves its place by itself then. Empty: it stays.")
    )

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "order"], name="slot_order"),
            models.UniqueConstraint(fields=["arrangement", "article"], name="story_once_a_front"),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.article_id}"
