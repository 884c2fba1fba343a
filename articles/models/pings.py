"""What other servers are to be told, and has not arrived there yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ping(models.Model):
    """News for one other server about one address of ours. It goes once the server has taken it."""

    class Kind(models.TextChoices):
        WEBSUB = "websub", _("Hub of the feeds (WebSub)")
        INDEXNOW = "indexnow", _("Search engines (IndexNow)")

    kind = models.CharField(_("to"), max_length=10, choices=Kind.choices)
    url = models.CharField(_("address"), max_length=1500)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("ping")
        verbose_name_plural = _("pings")
        constraints = [models.UniqueConstraint(fields=["kind", "url"], name="ping_once_an_address")]
        indexes = [models.Index(fields=["due_at"], name="ping_by_time")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.url}"
