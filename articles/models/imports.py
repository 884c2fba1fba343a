"""What came in from where: for migrators, who must be able to trust the result. Written by `articles.importing`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from media.models import Picture


class ImportRun(models.Model):
    """One call of the importer."""

    command = models.TextField(_("command"), help_text=_("As it was called."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, help_text=_("Empty: running, or stopped midway."))
    input_digest = models.CharField(
        _("input’s digest"), max_length=64, blank=True, db_index=True, help_text=_("SHA-256 of all files that it read.")
    )
    manner = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of how it read them: what was asked for, and the code.")
    )
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=dict, help_text=_("How often each code was told."))
    checkpoint = models.JSONField(_("checkpoint"), default=dict, help_text=_("How far it came: the last whole batch."))

    undone_at = models.DateTimeField(_("taken back"), null=True, help_text=_("When it was last undone."))

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.command}"


class ImportRecord(models.Model):
    """One story as its source gave it, and what became of it."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        CONFLICT = "conflict", _("Conflict: edited here since")

    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, related_name="records", verbose_name=_("last import that changed it")
    )
    source = models.CharField(_("source"), max_length=120)
    legacy_id = models.CharField(_("legacy id"), max_length=400)
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, related_name="imports", verbose_name=_("article")
    )
    revision_number = models.PositiveIntegerField(
        _("imported revision"), help_text=_("The article’s newest revision is another one if the desk edited it since.")
    )
    read_in = models.ForeignKey(
        ImportRun,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last import that read it"),
        help_text=_("And found it as it is here, or changed it."),
    )
    origin = models.CharField(_("read from"), max_length=1000)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    digest = models.CharField(_("digest"), max_length=64, help_text=_("Of the story as read."))
    version = models.PositiveBigIntegerField(
        _("version"), default=0, help_text=_("Of a news agency’s story: the highest that has come in. 0: not numbered.")
    )
    original = models.BinaryField(_("original"), help_text=_("The source’s own bytes, compressed by zlib."))
    problems = models.JSONField(_("problems"), default=list)
    offered = models.BinaryField(
        _("offered"), default=b"", help_text=_("In a conflict: the story as its source has it now, compressed NDJSON.")
    )
    offered_digest = models.CharField(_("digest of the offered"), max_length=64, blank=True)
    updated_at = models.DateTimeField(_("last import"), auto_now=True)

    class Meta:
        verbose_name = _("imported story")
        verbose_name_plural = _("imported stories")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "legacy_id"], name="legacy_story_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.legacy_id}"


class ReplacedImport(models.Model):
    """What an imported story was before a run updated it: what `import_undo` goes back to."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="replaced")
    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="replaced")
    former_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    revision_number = models.PositiveIntegerField()
    origin = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    version = models.PositiveBigIntegerField(default=0)
    original = models.BinaryField()
    problems = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    embargo_until = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    withdraw_at = models.DateTimeField(null=True)
    was_live = models.BooleanField(default=False)
    shown_published_at = models.DateTimeField(null=True)
    shown_updated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.record_id}/{self.revision_number}"


class Brought(models.Model):
    """What a run made beside stories: a row of another noun, by its key."""

    class Noun(models.TextChoices):
        PICTURE = "picture"
        AUTHOR = "author"
        TAG = "tag"
        SECTION = "section"
        EDITION = "edition"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="brought", db_index=False)
    noun = models.CharField(max_length=7, choices=Noun.choices)
    key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "noun", "key"], name="brought_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.noun} {self.key}"


class ImportProblem(models.Model):
    """One thing that a run told of one input, as it told it then: what the run's report is made of."""

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="told", db_index=False, verbose_name=_("import")
    )
    code = models.CharField(_("code"), max_length=60)
    text = models.TextField(_("problem"))
    outcome = models.CharField(_("outcome"), max_length=10)
    source = models.CharField(_("source"), max_length=120, blank=True)
    legacy_id = models.CharField(_("legacy id"), max_length=400, blank=True)
    origin = models.CharField(_("read from"), max_length=1000)
    # No foreign key: what was told outlives the story.
    article_id = models.BigIntegerField(_("article"), null=True)

    class Meta:
        verbose_name = _("problem of an import")
        verbose_name_plural = _("problems of imports")
        ordering = ["-run", "pk"]
        indexes = [
            models.Index(fields=["run", "id"], name="problems_of_run"),
            models.Index(fields=["run", "code", "id"], name="problems_of_run_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.origin}"


class AwaitedStory(models.Model):
    """What a story needs of another that has not come in yet."""

    class Role(models.TextChoices):
        #: Which it translates.
        ORIGINAL = "original"
        #: That a card in its body leads to.
        CARD = "card"
        #: That readers get when it is withdrawn.
        INSTEAD = "instead"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="awaits")
    awaited = models.CharField(max_length=530, db_index=True, help_text=_("Its source and legacy id: “old-site:77”."))
    role = models.CharField(max_length=8, choices=Role.choices)
    number = models.PositiveSmallIntegerField(default=0, help_text=_("Of the card."))

    def __str__(self) -> str:
        return f"{self.article_id}: {self.awaited}"


class AwaitedPicture(models.Model):
    """A picture that stories wait for, by where it was on the web."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        FETCHED = "fetched", _("Fetched")
        GIVEN_UP = "given_up", _("Given up")

    url = models.CharField(_("address"), max_length=1000, unique=True)
    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="awaited", verbose_name=_("import that named it first")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    try_at = models.DateTimeField(_("next try"))
    problem = models.TextField(_("problem"), blank=True)
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("picture")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=250, blank=True)
    alt_text = models.CharField(_("alt text"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("awaited picture")
        verbose_name_plural = _("awaited pictures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "try_at", "id"], name="pictures_to_fetch")]

    def __str__(self) -> str:
        return self.url


class PictureWait(models.Model):
    """A place in a story that a picture is awaited for."""

    awaited = models.ForeignKey(AwaitedPicture, on_delete=models.CASCADE, related_name="waits")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    key = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_picture_a_place")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.key}"
