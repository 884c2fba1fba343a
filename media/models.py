"""Picture: a photograph or drawing with its facts, kept once. Other rooms add one through `Picture.objects.add`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from imagefield.fields import ImageField, PPOIField

from media import archive, darkroom, metadata, renditions, uploads

LABEL_LENGTH = 80
_share = r"(?:0(?:\.[0-9]{1,3})?|1(?:\.0{1,3})?)"
focal_point_validator = RegexValidator(
    rf"\A{_share}x{_share}\Z",
    _("Two numbers from 0 to 1, across and down, with an x between them: 0.5x0.5 is the middle."),
)


class OriginalField(ImageField):
    """imagefield's field for a file that is measured once, at the door, and never replaced."""

    def update_dimension_fields(self, instance, force=False, *args, **kwargs):
        """Leave width and height alone: they are the upright size, and Django would read the file lying on its side."""


def today() -> date:
    """Return the paper's own day, by which a licence ends for all editions alike."""
    return _day_of(timezone.now())


def _day_of(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())


class PictureQuerySet(models.QuerySet):
    def lapsed(self) -> PictureQuerySet:
        """Those whose licence has ended: readers do not get them any more."""
        return self.filter(usable_until__lt=today())

    def lapsing(self, within: timedelta) -> PictureQuerySet:
        """Those whose licence ends within that time from today."""
        return self.filter(usable_until__range=(today(), today() + within))

    def delete(self):
        files = [picture.files() for picture in self.only("file", "sha256")]
        deleted = super().delete()
        for original, folder in files:
            transaction.on_commit(partial(archive.remove, original, folder))
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class PictureManager(models.Manager.from_queryset(PictureQuerySet)):
    def find(self, content: bytes) -> Picture | None:
        """Return the picture that is kept from exactly these bytes, if there is one."""
        return self.filter(sha256=uploads.digest(content)).first()

    def licence_end(self, folder: str) -> date | None:
        """Return the last day of the licence of the picture whose renditions stand in that folder, if it has one.

        Every rendition that is served asks, so it is one look at the index of the digests, in SQL: 20 µs, of which
        the ORM would make 250. A range, since SQLite's LIKE uses no index; “g” follows every hexadecimal digit.
        """
        digest = folder.rpartition("/")[2]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT usable_until FROM {self.model._meta.db_table} "  # noqa: S608 - a name of our own
                "WHERE sha256 >= %s AND sha256 < %s",
                [digest, f"{digest}g"],
            )
            row = cursor.fetchone()
        return row[0] if row else None

    def add(self, content: bytes, *, name: str, by=None, fill_up: bool = True, **facts) -> tuple[Picture, bool]:
        """Take in a picture file; return the picture and whether it is new.

        `name` is the file's name, `by` the user who brought it, `facts` are fields of Picture; where they say nothing,
        the file's own IPTC, XMP and EXIF do, unless `fill_up` is False. A picture that is there already is returned as
        it stands, its facts untouched. `picture.problems` holds sentences about what could not be kept.

        Raises PictureRefused for a file that is not taken in, and ValidationError for facts that do not fit.
        """
        if known := self.find(content):
            return known, False
        picture = self.model(**facts)
        try:
            picture.take_in(uploads.judge(content, name), by=by, fill_up=fill_up)
        except IntegrityError:
            # Someone brought the same picture at the same moment.
            if known := self.find(content):
                return known, False
            raise
        return picture, True


class Picture(models.Model):
    """One original file, its focal point, and what is true of it wherever it is printed."""

    file = OriginalField(
        _("original"),
        upload_to=archive.FOLDER,
        width_field="width",
        height_field="height",
        ppoi_field="focal_point",
        max_length=120,
        editable=False,
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    focal_point = PPOIField(
        _("focal point"),
        validators=[focal_point_validator],
        help_text=_(
            "What every crop must show. Click on the picture, or type how far across and down it is: "
            "0.5x0.5 is the middle."
        ),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What is to be seen, for a reader who can not see it. Do not repeat the caption."),
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("Who, what, where and when. A story may word it differently for itself.")
    )
    credit = models.CharField(
        _("credit"), max_length=250, blank=True, help_text=_("As printed beside the picture, such as “Heng Chivoan”.")
    )
    photographer = models.CharField(
        _("photographer"), max_length=250, blank=True, help_text=_("Who took it, where the credit names an agency.")
    )
    source = models.CharField(
        _("source"),
        max_length=250,
        blank=True,
        help_text=_("Where the paper has it from: an agency, an archive, a reader."),
    )
    licence = models.CharField(
        _("licence"), max_length=500, blank=True, help_text=_("The terms of use, in the words of whoever gave it.")
    )
    usable_until = models.DateField(
        _("usable until"), null=True, blank=True, help_text=_("The last day of the licence. Empty: without an end.")
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True, help_text=_("When the picture was taken."))
    place = models.CharField(_("place"), max_length=250, blank=True, help_text=_("Where the picture was taken."))

    tone = models.PositiveSmallIntegerField(
        _("tone"), null=True, editable=False, help_text=_("Its one colour, shown until it has come: `darkroom.tone`.")
    )
    file_name = models.CharField(_("file name"), max_length=uploads.FILE_NAME_LENGTH, editable=False)
    file_size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    objects = PictureManager()

    problems: tuple[str, ...] = ()
    """Sentences about what `take_in` could not keep; not stored."""

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="picture_newest_first"),
            models.Index(fields=["usable_until"], name="picture_usable_until"),
        ]

    def __str__(self):
        return Truncator(self.caption or self.alt_text or self.file_name).chars(LABEL_LENGTH)

    def take_in(self, upload: uploads.Upload, *, by=None, fill_up: bool = True) -> None:
        """Save this new picture with a judged file: facts filled up, original kept, every rendition drawn.

        Raises ValidationError for facts that do not fit and IntegrityError where the file is kept already.
        """
        self.file = archive.original_name(upload.sha256, upload.suffix)
        self.width, self.height = upload.negative.width, upload.negative.height
        self.sha256, self.file_name, self.file_size = upload.sha256, upload.file_name, len(upload.content)
        self.created_by, self.tone = by, darkroom.tone(upload.negative)
        filled_up = self._fill_up(metadata.read(upload.content)) if fill_up else ()
        self.problems = (*upload.problems, *filled_up)
        self.full_clean(exclude=["file", "created_by"], validate_unique=False)
        # Drawn before the transaction, so that no other writer waits for it.
        prints = list(darkroom.develop(upload.negative, renditions.every_rung(self), self.focal_point))
        with transaction.atomic():
            self.save(force_insert=True)
            archive.keep(self, upload.content, prints)

    def delete(self, *args, **kwargs):
        original, folder = self.files()
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(partial(archive.remove, original, folder))
        return deleted

    @property
    def is_usable(self) -> bool:
        """Whether readers may still get it: its licence has no end, or has not ended yet."""
        return self.usable_until is None or self.usable_until >= today()

    def is_usable_on(self, moment: datetime) -> bool:
        """Whether readers may get it at that moment (aware)."""
        return self.usable_until is None or self.usable_until >= _day_of(moment)

    def files(self) -> tuple[str, str]:
        """Return the storage names of the original and of the folder of renditions."""
        return self.file.name, renditions.folder_of(self)

    def _fill_up(self, facts: metadata.PictureFacts) -> tuple[str, ...]:
        """Take from the file what nobody has said; return sentences about what could not be read or did not fit."""
        taken_at = facts.taken_at
        if taken_at and timezone.is_naive(taken_at):
            taken_at = timezone.make_aware(taken_at)
        found = {
            "caption": facts.caption,
            "credit": facts.credit or facts.byline,
            "photographer": facts.byline,
            "alt_text": facts.alt,
            "source": facts.source,
            "licence": facts.licence,
            "place": facts.place,
            "taken_at": taken_at,
            "usable_until": facts.usable_until,
        }
        problems = list(facts.problems)
        for name, value in found.items():
            if getattr(self, name) or not value:
                continue
            setattr(self, name, value)
            field = self._meta.get_field(name)
            if isinstance(value, str) and field.max_length and len(value) > field.max_length:
                setattr(self, name, value[: field.max_length])
                said = gettext("The %(field)s in the file was cut at %(length)d characters; it went on: “%(rest)s”.")
                rest = value[field.max_length :]
                problems.append(said % {"field": field.verbose_name, "length": field.max_length, "rest": rest})
        return tuple(problems)
