"""What the desk keeps beside the stories: unsaved text, who is writing, comments, notices, previews, the audit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.article import Article


class Autosave(models.Model):
    """The text of a form that its writer has not saved yet. Readers, and other editors, never see it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        related_name="autosaves",
        verbose_name=_("article"),
        help_text=_("Empty: a story that was never saved, or one that is gone."),
    )
    address = models.CharField(
        _("page"), max_length=1000, blank=True, help_text=_("Where the form stood; empty: a story’s own form.")
    )
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("What that page is called."))
    draft_key = models.CharField(
        _("form"), max_length=40, help_text=_("Tells apart the forms that one person has open, also of one story.")
    )
    fields = models.JSONField(
        _("fields"), help_text=_("Name and value of each field of the form, as the browser sends them.")
    )
    base_revision = models.PositiveIntegerField(
        _("begun from revision"), default=0, help_text=_("The newest revision when the form was opened; 0: none.")
    )
    saved_at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(fields=["user", "draft_key"], name="one_autosave_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.article_id or self.draft_key}"


class SentForm(models.Model):
    """A form of the desk that was acted on: sent again, it is answered as it was the first time."""

    digest = models.CharField(_("digest"), max_length=64, unique=True, help_text=_("Of the page and what was sent."))
    location = models.TextField(_("led to"), blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")

    def __str__(self) -> str:
        return self.location


class Writer(models.Model):
    """Who is writing on a story now: one at a time. Another may take over, and the first is told."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="writer", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"), help_text=_("When the open form last said that it is still open."))

    class Meta:
        verbose_name = _("writer")
        verbose_name_plural = _("writers")

    def __str__(self) -> str:
        return f"{self.user}: {self.article_id}"


class Comment(models.Model):
    """A word of one colleague to another about a story. Never for readers."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments", verbose_name=_("article"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    text = models.TextField(_("comment"), help_text=_("@name tells a colleague."))
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("mentioned")
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Notice(models.Model):
    """Something that one person at the desk should know: a mention, a returned story, a take-over."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("for")
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))
    text = models.CharField(_("notice"), max_length=500)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at", "-created_at"], name="notices_of_user")]

    def __str__(self) -> str:
        return self.text


class SavedFilter(models.Model):
    """A view of the list of articles that its owner comes back to."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("whose")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=1000, help_text=_("As they stand in the list's address."))

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="filter_name_once_a_user")]

    def __str__(self) -> str:
        return self.name


class PreviewLink(models.Model):
    """An address at which somebody outside may read a story before readers do, until it expires or is revoked."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="preview_links", verbose_name=_("article")
    )
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.note or str(self.pk)


class Act(AppendOnly):
    """One line of the audit: who did what to which story, when, from which revision. Never edited, never deleted."""

    class Verb(models.TextChoices):
        CREATE = "create", _("Created")
        SAVE = "save", _("Saved")
        SUBMIT = "submit", _("Submitted for review")
        RETURN = "return", _("Returned")
        READY = "ready", _("Marked ready")
        ASSIGN = "assign", _("Assigned")
        PUBLISH = "publish", _("Published")
        SCHEDULE = "schedule", _("Scheduled")
        UNSCHEDULE = "unschedule", _("Taken off the schedule")
        WITHDRAW = "withdraw", _("Withdrawn")
        RESTORE = "restore", _("Brought back an earlier revision")
        TRASH = "trash", _("Put into the trash")
        UNTRASH = "untrash", _("Taken out of the trash")
        DELETE = "delete", _("Deleted for good")
        TAKE_OVER = "take_over", _("Took over the writing")
        SHARE = "share", _("Made a preview link")
        REVOKE = "revoke", _("Revoked a preview link")
        ARRANGE = "arrange", _("Arranged a front")
        CORRECT = "correct", _("Corrected")
        WITHHOLD = "withhold", _("Withheld a version")
        SHOW = "show", _("Showed a version again")

    verb = models.CharField(_("act"), max_length=12, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: a command or the clock."),
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    # No foreign key: the line outlives the draft that was deleted.
    article_id = models.BigIntegerField(_("article"), null=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("audit log")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["article_id", "-id"], name="acts_on_article"),
            models.Index(fields=["-at", "-id"], name="acts_by_time"),
            models.Index(fields=["verb", "-at", "-id"], name="acts_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.headline}"
