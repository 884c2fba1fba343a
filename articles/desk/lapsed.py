"""Live stories that lost a picture because its licence has ended. The desk lists them; readers' pages need no one."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.models import Listing, PublishedArticle
from media.models import Picture


def live() -> QuerySet[PublishedArticle]:
    """Return the live stories in which a picture is not shown any more, in no order.

    From the pictures (by the index of their licence's end) to the catalogue of live stories.
    """
    lapsed = Listing.objects.filter(
        subject=Listing.Subject.PICTURE, subject_id__in=Picture.objects.lapsed().order_by().values("pk")
    )
    return PublishedArticle.objects.filter(pk__in=lapsed.values("published")).order_by()


def stories(limit: int = 20) -> list[PublishedArticle]:
    """Return the newest of them, no more than `limit`, in one query."""
    return list(live().select_related("edition", "section").order_by("-listed_at", "-pk")[:limit])
