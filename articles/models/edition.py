"""The paper in one language, and its sections."""

from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import language
from media.models import Picture

#: First parts of an address that belong to the house: no section and no edition may take them.
RESERVED = frozenset(
    (
        "admin",
        "archive",
        "authors",
        "changes",
        "corrections",
        "feeds",
        "healthz",
        "masthead.svg",
        "media",
        "preview",
        "robots.txt",
        "search",
        "sitemap.xml",
        "static",
        "topics",
        "types",
    )
)

validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("A language is written as in “en”, “km” or “pt-BR” (BCP 47).")
)
validate_prefix = RegexValidator(
    r"^([a-z0-9]+(-[a-z0-9]+)*/)?\Z", _("A prefix is empty, or small letters and digits that end in a slash: “km/”.")
)


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone; write it as in “Asia/Phnom_Penh”."), params={"name": name})


class Edition(models.Model):
    """The paper in one language: its masthead, its corner of the address space, its publisher."""

    name = models.CharField(_("name"), max_length=120, help_text=_("The name on the masthead."))
    language = models.CharField(
        _("language"), max_length=20, validators=[validate_language], help_text=_("“en” for English, “km” for Khmer.")
    )
    path_prefix = models.CharField(
        _("address prefix"),
        max_length=40,
        blank=True,
        unique=True,
        validators=[validate_prefix],
        help_text=_("Stands before every address of this edition: “km/”. Empty for the main edition."),
    )
    is_default = models.BooleanField(
        _("main edition"), default=False, help_text=_("The edition that a reader gets who asks for none.")
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True, help_text=_("One line under the masthead."))
    logo = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands in the masthead. Without one, the name is set in type."),
    )
    logo_alt = models.CharField(
        _("logo’s alt text"),
        max_length=200,
        blank=True,
        help_text=_("What a reader hears who cannot see the logo. Empty: the name."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Asia/Phnom_Penh",
        validators=[validate_time_zone],
        help_text=_("The zone in which readers see dates and times."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, help_text=_("The company’s legal name."))
    address = models.TextField(_("postal address"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Where readers write to."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1600), MaxValueValidator(2200)],
        help_text=_("The year of the first issue."),
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-is_default", "path_prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_main_edition",
                violation_error_message=_("Another edition is the main edition already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.path_prefix}"

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def masthead_alt(self) -> str:
        return self.logo_alt or self.name

    def clean(self) -> None:
        first = self.path_prefix.rstrip("/")
        if first in RESERVED:
            raise ValidationError({"path_prefix": _("“%s” is an address of the house; choose another.") % first})
        if first and Section.objects.filter(edition__path_prefix="", slug=first).exists():
            raise ValidationError({"path_prefix": _("A section of the main edition has the address “%s”.") % first})
        if first and Edition.objects.filter(path_prefix="", pages__slug=first).exists():
            raise ValidationError({"path_prefix": _("A page of the main edition has the address “%s”.") % first})

    def taken(self) -> set[str]:
        """Return what no section and no page of this edition may have as its address: the house's, other editions'."""
        if self.path_prefix:
            return set(RESERVED)
        prefixes = Edition.objects.exclude(path_prefix="").values_list("path_prefix", flat=True)
        return {*RESERVED, *(prefix.rstrip("/") for prefix in prefixes)}


class Section(models.Model):
    """A part of an edition, with an address of its own."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sections", verbose_name=_("edition"))
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsections",
        verbose_name=_("part of"),
        help_text=_("The section that this one belongs to, if any."),
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(
        _("address"),
        max_length=100,
        blank=True,
        validators=[language.validate_slug],
        help_text=_("The first part of its stories’ addresses. Empty: made from the name."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("A sentence or two for readers and search engines.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Its place in the navigation; the smallest comes first.")
    )
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="sections",
        verbose_name=_("editors"),
        help_text=_("Who may publish in it. Empty: every editor."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["edition", "order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"],
                name="unique_section_address",
                violation_error_message=_("Another section of this edition has this address."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="section_is_not_its_own_parent",
                violation_error_message=_("A section cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition.name})"

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or language.slug(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/{self.edition.path_prefix}{self.slug}/"

    def clean(self) -> None:
        slug = self.slug or language.slug(self.name)
        if self.edition_id is None:
            return
        if slug in self.edition.taken() or self.edition.pages.filter(slug=slug).exists():
            raise ValidationError({"slug": _("“%s” is taken by another part of the paper; choose another.") % slug})
        if self.parent and self.parent.edition_id != self.edition_id:
            raise ValidationError({"parent": _("A section and its parent belong to the same edition.")})
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Sections go two levels deep; choose a section that is no part itself.")}
            )
