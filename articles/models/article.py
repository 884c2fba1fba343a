"""The desk: the working copy of a story. Nothing here is ever read for a reader."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager

from articles import body, language
from articles.models.author import Author
from articles.models.edition import Edition, Section
from articles.models.standing import Standing, StandingField
from media.models import Picture


class StoryType(models.TextChoices):
    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    OBITUARY = "obituary", _("Obituary")
    SPONSORED = "sponsored", _("Sponsored")

    def beside(self, kicker: str) -> str:
        """Return the type as readers are told it beside a kicker: nothing for plain news, nothing said twice."""
        if self is StoryType.NEWS:
            return ""
        label = str(self.label)
        return "" if label.casefold() == kicker.casefold() else label


class DeskStatus(models.TextChoices):
    """How far the work is - apart from whether and what readers see."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")


#: What the desk's list is narrowed by. It stands in the list's indexes, so that a choice which few stories meet is
#: looked for in the index alone, and not among the rows with their texts.
NARROWED_BY = ("trashed_at", "standing", "desk_status", "section", "story_type", "edition", "assignee", "publish_at")


def _newest(name: str, *of: str) -> models.Index:
    """An index that the desk's list is read from, newest first: all of it, or what has one value in common."""
    return models.Index(
        fields=[*of, "-updated_at", "-id", *(each for each in NARROWED_BY if each not in of)], name=name
    )


class Article(models.Model):
    """The working copy. `press.publish` puts a revision of it before readers; saving it changes nothing for them."""

    # The desk's own indexes begin with the edition and the section, too.
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, db_index=False, related_name="articles", verbose_name=_("edition")
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="articles",
        verbose_name=_("section"),
        help_text=_("Where it stands in the paper. Needed to publish, not to save."),
    )
    kicker = models.CharField(
        _("kicker"), max_length=80, blank=True, help_text=_("A word or two above the headline: the topic or the place.")
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    short_headline = models.CharField(
        _("short headline"), max_length=120, blank=True, help_text=_("For lists and phones. Empty: the headline.")
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("A sentence or two under the headline that lead into the story.")
    )
    slug = models.CharField(
        _("address"),
        max_length=140,
        blank=True,
        db_index=True,
        validators=[language.validate_slug],
        help_text=_("The last part of the story’s address. Empty: made from the headline."),
    )
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("Where it was reported from: “Siem Reap”.")
    )
    body = ProseEditorField(_("body"), blank=True, extensions=body.EXTENSIONS, sanitize=body.clean)
    story_type = models.CharField(_("story type"), max_length=20, choices=StoryType.choices, default=StoryType.NEWS)
    agency = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("The agency or paper it comes from: “AFP”.")
    )
    tags = TaggableManager(
        _("tags"), through="articles.TaggedArticle", blank=True, help_text=_("What it is about, parted by commas.")
    )
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
        help_text=_("The same story in the edition that had it first."),
    )
    seo_title = models.CharField(
        _("title for search engines"), max_length=120, blank=True, help_text=_("Empty: the headline.")
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the standfirst or the opening."),
    )
    kept_off_front = models.BooleanField(
        _("keep off the front page"), default=False, help_text=_("It still stands in its section and in the archive.")
    )
    kept_out_of_feeds = models.BooleanField(
        _("keep out of feeds"), default=False, help_text=_("No RSS, Atom or JSON feed brings it.")
    )
    kept_out_of_search = models.BooleanField(
        _("keep out of search engines"),
        default=False,
        help_text=_("Search engines are asked not to list it; our own search still finds it."),
    )
    published_at = models.DateTimeField(
        _("first published"),
        null=True,
        blank=True,
        help_text=_("When readers first had it. Set when it is published; for an older story, what its source says."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Nobody publishes it before this time.")
    )
    publish_at = models.DateTimeField(_("goes live at"), null=True, blank=True, editable=False, db_index=True)
    scheduled_revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scheduled revision"),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("Leaves the paper by itself at this time."),
    )
    withdraw_reason = models.TextField(
        _("reason"), blank=True, editable=False, help_text=_("Of the planned withdrawal, as readers will see it.")
    )
    withdraw_instead = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("instead"),
        help_text=_("The story that readers will get in its place."),
    )
    desk_status = models.CharField(
        _("desk status"),
        max_length=20,
        choices=DeskStatus.choices,
        default=DeskStatus.DRAFT,
        help_text=_("How far the work is. It does not change what readers see."),
    )
    standing = StandingField(
        _("what readers see"),
        max_length=10,
        choices=Standing.choices,
        default=Standing.DRAFT,
        editable=False,
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
        help_text=_("Who works on it now."),
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True, db_index=True)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)
    notes = models.TextField(_("notes"), blank=True, help_text=_("For the desk; readers never see them."))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    authors = models.ManyToManyField(Author, through="articles.Byline", related_name="articles")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at", "-pk"]
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw articles")),
            ("publish_everywhere", _("Can publish in every section, take over and override")),
        ]
        indexes = [
            models.Index(fields=["edition", "headline"], name="article_by_headline"),
            _newest("desk_newest"),
            _newest("desk_by_section", "section"),
            _newest("desk_by_edition", "edition"),
            _newest("desk_by_status", "desk_status"),
            _newest("desk_by_standing", "standing"),
            models.Index(
                fields=["desk_status", "deadline"],
                condition=models.Q(deadline__isnull=False),
                name="desk_by_deadline",
            ),
            # Only of what is in it: by an index of all rows, SQLite would look for everything that is not.
            models.Index(fields=["-trashed_at", "-id"], condition=models.Q(trashed_at__isnull=False), name="the_trash"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(translation_of__isnull=True) | ~models.Q(translation_of=models.F("pk")),
                name="article_does_not_translate_itself",
                violation_error_message=_("A story cannot be the translation of itself."),
            )
        ]

    def __str__(self) -> str:
        return self.headline or str(_("Untitled"))

    def save(self, *args, **kwargs) -> None:
        if self.section_id:
            self.edition_id = self.section.edition_id
        if self.headline and not self.slug:
            self.slug = language.slug(self.headline, max_length=120)
        super().save(*args, **kwargs)


class Ordered(models.Model):
    """Rows of an article that stand in an order of their own: 1, 2, 3, ..."""

    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        abstract = True
        ordering = ["order"]

    def clean_fields(self, exclude=None) -> None:
        """Check all but what the row points to by an object at hand: that came from the database a moment ago."""
        at_hand = {field.name for field in self._meta.fields if field.is_relation and field.is_cached(self)}
        super().clean_fields(at_hand.union(exclude or ()))


class Byline(Ordered):
    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        PHOTOGRAPHER = "photographer", _("Photographs")
        TRANSLATOR = "translator", _("Translation")
        CONTRIBUTOR = "contributor", _("Additional reporting")
        EDITOR = "editor", _("Editing")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines", verbose_name=_("article"))
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.AUTHOR)

    class Meta(Ordered.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="author_once_a_role",
                violation_error_message=_("This author has this role in this story already."),
            ),
            models.UniqueConstraint(fields=["article", "order"], name="byline_order"),
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"


class StoryPicture(Ordered):
    """A picture's use in a story. What is written here stands before what the picture says of itself."""

    class Placement(models.TextChoices):
        LEAD = "lead", _("Lead")
        BODY = "body", _("In the body")
        GALLERY = "gallery", _("Gallery")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("article"))
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("picture"),
        help_text=_("Empty only where a legacy story came in without its picture: caption and credit are kept."),
    )
    key = models.PositiveSmallIntegerField(
        _("number"), editable=False, help_text=_("By which the body names this picture; it never changes.")
    )
    placement = models.CharField(_("place"), max_length=10, choices=Placement.choices, default=Placement.LEAD)
    caption = models.TextField(_("caption"), blank=True, help_text=_("Empty: the picture’s own."))
    credit = models.CharField(_("credit"), max_length=250, blank=True, help_text=_("Empty: the picture’s own."))
    alt_text = models.CharField(
        _("alt text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it. Empty: the picture’s own."),
    )

    class Meta(Ordered.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="story_picture_key"),
            models.UniqueConstraint(fields=["article", "order"], name="story_picture_order"),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(placement="lead"),
                name="one_lead_picture",
                violation_error_message=_("A story has one lead picture."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.picture) if self.picture_id else (self.caption or f"{self.get_placement_display()} {self.key}")

    def save(self, *args, **kwargs) -> None:
        if self.key is None:
            last = StoryPicture.objects.filter(article=self.article_id).aggregate(models.Max("key"))["key__max"]
            self.key = (last or 0) + 1
        super().save(*args, **kwargs)


class RelatedLink(Ordered):
    """A related story: one of ours, an outside address, or pending - a legacy story that has not come in yet."""

    class Kind(models.TextChoices):
        PICKED = "picked", _("Picked by the desk")
        SIDEBAR = "sidebar", _("Beside the story in its source")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related", verbose_name=_("article"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PICKED)
    target = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="related_from",
        verbose_name=_("story"),
        help_text=_("One of our own stories."),
    )
    url = models.URLField(_("outside address"), max_length=500, blank=True, help_text=_("Or a page of another site."))
    headline = models.CharField(
        _("headline"),
        max_length=300,
        blank=True,
        help_text=_("Needed for an outside address; for our own, its headline."),
    )
    teaser = models.TextField(_("teaser"), blank=True, help_text=_("Empty: the opening words of the story."))
    pending_slug = models.CharField(max_length=140, blank=True, editable=False, db_index=True)
    pending_key = models.CharField(
        max_length=530,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("Source and legacy id of the story that it waits for, where its source told."),
    )

    class Meta(Ordered.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        indexes = [models.Index(fields=["headline"], name="related_by_headline")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(target__isnull=False, url="")
                    | (models.Q(target__isnull=True) & ~models.Q(url="") & ~models.Q(headline=""))
                    | (models.Q(target__isnull=True, url="") & ~models.Q(headline="", pending_key=""))
                ),
                name="related_link_has_one_target",
                violation_error_message=_("Choose a story, or give an outside address with its headline."),
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True) | ~models.Q(target=models.F("article")),
                name="related_link_leaves_the_story",
                violation_error_message=_("A story is not related to itself."),
            ),
            models.UniqueConstraint(fields=["article", "order"], name="related_link_order"),
            models.UniqueConstraint(
                fields=["article", "target"],
                condition=models.Q(target__isnull=False),
                name="related_story_once",
                violation_error_message=_("This story is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline or (str(self.target) if self.target_id else self.pending_key)

    def save(self, *args, **kwargs) -> None:
        waits = self.is_pending and self.headline
        self.pending_slug = language.slug(self.headline, max_length=120) if waits else ""
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        return self.target_id is None and not self.url
