"""What the paper says of itself, on pages that editors write, and what stands above a topic's stories."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body, language
from articles.models.edition import Edition
from articles.models.tag import Tag
from media.models import Picture


class PaperPage(models.Model):
    """A page of an edition about the paper itself, at `/<edition prefix><slug>/`."""

    class Kind(models.TextChoices):
        ABOUT = "about", _("About us")
        CONTACT = "contact", _("Contact")
        ETHICS = "ethics", _("Ethics policy")
        CORRECTIONS = "corrections", _("Corrections policy")
        OWNERSHIP = "ownership", _("Ownership and funding")
        PRIVACY = "privacy", _("Privacy")
        OTHER = "other", _("Another page")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pages", verbose_name=_("edition"))
    kind = models.CharField(
        _("what it is"),
        max_length=12,
        choices=Kind.choices,
        default=Kind.OTHER,
        help_text=_("By this, search engines and other newsrooms know which page is the paper’s ethics policy."),
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.CharField(
        _("address"),
        max_length=100,
        blank=True,
        validators=[language.validate_slug],
        help_text=_("Its place in the paper’s address space, beside the sections. Empty: made from the title."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("A sentence under the title, for readers and search engines.")
    )
    body = ProseEditorField(_("body"), blank=True, extensions=body.PAPER_EXTENSIONS, sanitize=body.clean)
    is_public = models.BooleanField(
        _("readers see it"), default=False, help_text=_("Until then it is a draft that nobody outside can open.")
    )
    in_footer = models.BooleanField(_("in the footer"), default=True, help_text=_("Linked at the foot of every page."))
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Its place in the footer; the smallest comes first.")
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("page of the paper")
        verbose_name_plural = _("pages of the paper")
        ordering = ["edition", "order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"],
                name="unique_paper_page_address",
                violation_error_message=_("Another page of this edition has this address."),
            ),
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=~models.Q(kind="other"),
                name="one_paper_page_a_kind",
                violation_error_message=_("This edition has a page of this kind already; change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition.name})"

    def save(self, *args, **kwargs) -> None:
        self.slug = self.slug or language.slug(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"/{self.edition.path_prefix}{self.slug}/"

    def clean(self) -> None:
        slug = self.slug or language.slug(self.title)
        if self.edition_id is None:
            return
        if not slug:
            raise ValidationError({"slug": _("Nothing of this title can stand in an address; type one.")})
        if slug in self.edition.taken() or self.edition.sections.filter(slug=slug).exists():
            raise ValidationError({"slug": _("“%s” is taken by another part of the paper; choose another.") % slug})


class TopicPage(models.Model):
    """What stands above a topic's stories in one edition. Without one, the tag's name stands there alone."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="pages", verbose_name=_("tag"))
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name=_("edition"))
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("In the edition’s language. Empty: the tag’s name.")
    )
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Two or three sentences: what it is about, and why it matters now.")
    )
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    class Meta:
        verbose_name = _("topic’s page")
        verbose_name_plural = _("topic’s pages")
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "edition"],
                name="one_topic_page_an_edition",
                violation_error_message=_("This edition has a page of this topic already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title or self.tag.name} ({self.edition.name})"
