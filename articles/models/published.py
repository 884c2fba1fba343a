"""The page side: what readers see, and what they ever saw. Written by `articles.press` alone."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import language
from articles.models import rows
from articles.models.append_only import AppendOnly
from articles.models.article import Article, StoryType
from articles.models.edition import Edition, Section
from articles.models.revision import Revision
from media.models import Picture


class PublishedArticleQuerySet(models.QuerySet):
    def for_story_page(self) -> PublishedArticleQuerySet:
        """With all that `story.compose` reads of the row itself, in one query."""
        return self.select_related("revision", "section", "edition__logo")

    def live_at(self, path: str) -> PublishedArticle | None:
        """Return what is live at an address, with what a story's page needs of it and its revision's content; in SQL,
        which takes the ORM long to write.
        """
        row, text = _story_page()
        statement = f"""
            SELECT {row.columns("live")}, {text.columns("revision")} FROM {PublishedArticle._meta.db_table} AS live
            JOIN {Revision._meta.db_table} AS revision ON revision.id = live.revision_id WHERE live.path = %s"""  # noqa: S608
        found = rows.read(statement, [path], row, text)
        if not found:
            return None
        [(published, revision)] = found
        published.revision = revision
        return published


@cache
def _story_page() -> tuple[rows.Shape, rows.Shape]:
    """What a story's page shows that its revision does not hold, and the revision."""
    row = rows.Shape(
        PublishedArticle,
        *("revision_id", "edition_id", "section_id", "path", "original_id", "published_at", "updated_at"),
        *("corrections", "rewritten", "headline"),
    )
    return row, rows.Shape(Revision, "schema", "content")


class SitemapFile(models.Model):
    """One file of the sitemap: live stories of one month. A story stays in the file that it came into."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    number = models.PositiveSmallIntegerField(_("number"), default=1, help_text=_("1, 2, 3, ... within the month."))
    given = models.PositiveIntegerField(_("stories"), default=0, help_text=_("So many ever came into it."))
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("sitemap file")
        verbose_name_plural = _("sitemap files")
        constraints = [models.UniqueConstraint(fields=["month", "number"], name="sitemap_file_of_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.number}"


class PublishedArticle(models.Model):
    """Which revision is live at which address since when, with just what a list shows. One a story, by its key."""

    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, primary_key=True, related_name="live", verbose_name=_("article")
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision"))
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+", verbose_name=_("section"))
    path = models.CharField(_("address"), max_length=300, unique=True)
    slug = models.CharField(max_length=140)
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=300)
    short_headline = models.CharField(_("short headline"), max_length=120, blank=True)
    teaser = models.TextField(_("teaser"), blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    story_type = models.CharField(_("story type"), max_length=20, choices=StoryType.choices)
    lead_picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("lead picture")
    )
    lead_alt = models.CharField(max_length=500, blank=True)
    kept_out_of_search = models.BooleanField(_("kept out of search engines"), default=False)
    sitemap = models.ForeignKey(
        SitemapFile, on_delete=models.PROTECT, null=True, related_name="stories", verbose_name=_("sitemap file")
    )
    original_id = models.BigIntegerField(
        db_index=True, help_text=_("The story that this one and its sisters translate.")
    )
    published_at = models.DateTimeField(
        _("published"), null=True, help_text=_("Empty where nobody knows: then readers see no date.")
    )
    updated_at = models.DateTimeField(_("updated"), null=True)
    listed_at = models.DateTimeField(_("listed"), help_text=_("Its place in lists: published, or else imported."))

    corrections = models.JSONField(
        _("corrections"),
        default=list,
        help_text=_("What the paper said about it, oldest first: `Correction.as_shown`."),
    )
    rewritten = models.PositiveSmallIntegerField(
        _("rewritten"), default=0, help_text=_("How often its words changed since readers first had it.")
    )

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("published article")
        verbose_name_plural = _("published articles")
        indexes = [
            models.Index(fields=["edition", "headline"], name="live_by_headline"),
            models.Index(fields=["edition", "slug"], name="live_by_slug"),
            models.Index(fields=["edition", "-published_at", "-article"], name="live_by_date"),
            models.Index(fields=["edition", "story_type", "-listed_at", "-article"], name="live_by_type"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def list_headline(self) -> str:
        return self.short_headline or self.headline

    @property
    def opening(self) -> str:
        """The teaser as a card shows it: one that breaks off within a sentence says so."""
        return f"{self.teaser}…" if language.breaks_off(self.teaser) else self.teaser

    @property
    def type_label(self) -> str:
        """What kind of story it is, in words; empty for plain news."""
        return StoryType(self.story_type).beside(self.kicker)


class Publication(AppendOnly):
    """One act of the press. The log is never edited: what was public when can always be told."""

    class Verb(models.TextChoices):
        PUBLISH = "publish", _("Published")
        UPDATE = "update", _("Updated")
        WITHDRAW = "withdraw", _("Withdrawn")
        CORRECT = "correct", _("Corrected")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="publications", verbose_name=_("article")
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", verbose_name=_("revision"))
    verb = models.CharField(_("act"), max_length=10, choices=Verb.choices)
    path = models.CharField(_("address"), max_length=300)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: a command or the clock."),
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("Of a withdrawal, as readers see it."))
    instead = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("instead"),
        help_text=_("The story that readers get in place of a withdrawn one."),
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="publications_of_article")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.path}"


class Listing(models.Model):
    """The catalogue: one row per subject and story. Every list page is one walk along its index."""

    class Subject(models.TextChoices):
        EDITION = "edition", _("Edition")
        SECTION = "section", _("Section")
        AUTHOR = "author", _("Author")
        TAG = "tag", _("Tag")
        PICTURE = "picture", _("Picture")

    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_index=False)
    published = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="listings", db_index=False)
    listed_at = models.DateTimeField()
    kept_off_front = models.BooleanField(default=False)
    kept_out_of_feeds = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(fields=["published", "subject", "subject_id"], name="story_once_a_subject")
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id", "edition", "-listed_at", "-published"], name="catalogue")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.published_id}"


class FormerPath(models.Model):
    """An old address. It leads to the story wherever it is now, so there are no chains and no loops."""

    path = models.CharField(_("old address"), max_length=700, unique=True)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="former_paths", verbose_name=_("article")
    )
    #: Whether readers found the story there. The address of an imported draft leads nowhere before it is published.
    was_public = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.path


class GonePath(models.Model):
    """An old address of what readers found at the source and what is no story: a menu's entry, a file that no story
    shows. It answers 410 as long as no story has it.
    """

    path = models.CharField(_("old address"), max_length=700, unique=True)
    run = models.ForeignKey(
        "articles.ImportRun", on_delete=models.CASCADE, related_name="gone_paths", verbose_name=_("import")
    )

    class Meta:
        verbose_name = _("address that is gone")
        verbose_name_plural = _("addresses that are gone")

    def __str__(self) -> str:
        return self.path


def address(section: Section, slug: str) -> str:
    """Return a story's address, `/<edition prefix><section>/<slug>/`, in letters (not percent-encoded)."""
    return f"{section.get_absolute_url()}{slug}/"
