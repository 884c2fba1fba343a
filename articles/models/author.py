"""Who writes, photographs and translates. An author is not a login: many never had one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import language
from media.models import Picture


class Author(models.Model):
    name = models.CharField(_("name"), max_length=120, help_text=_("As it stands in the byline."))
    slug = models.CharField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        validators=[language.validate_slug],
        help_text=_("The last part of the author’s page’s address. Empty: made from the name."),
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    bio = models.TextField(_("biography"), blank=True, help_text=_("Two or three sentences for the author’s page."))
    portrait = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Shown to readers."))
    phone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("Shown to readers."))
    website = models.URLField(_("website"), blank=True, help_text=_("Shown to readers."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("login"),
        help_text=_("The account that this author writes with, if any."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="author_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or free_slug(Author.objects.exclude(pk=self.pk), language.slug(self.name))
        super().save(*args, **kwargs)


def free_slug(rows: models.QuerySet, wanted: str) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3`, ... - the first that no row has as its slug."""
    taken = set(rows.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return language.free_of(taken, wanted)
