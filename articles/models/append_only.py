"""Rows that are written once: for logs and snapshots that must be trusted later. For models of this room only."""

from django.db import models


class WrittenOnce(Exception):
    """Somebody tried to change or delete a row that is there for good."""


class AppendOnlyQuerySet(models.QuerySet):
    def _refuse(self, *args, **kwargs):
        raise WrittenOnce(f"A {self.model._meta.verbose_name} is never changed or deleted.")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnly(models.Model):
    """Base for rows that are only ever added. Raises WrittenOnce at any other attempt, in the ORM and in bulk."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnce(f"A {self._meta.verbose_name} is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnce(f"A {self._meta.verbose_name} is never deleted.")
