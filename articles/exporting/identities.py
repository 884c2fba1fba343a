"""How stories are known outside: by the id that their source gave them, or by one of ours that no other paper gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Article, Edition, ImportRecord


@dataclass(frozen=True, slots=True)
class Known:
    """A story as others refer to it. `path` and what is `live_...` are empty where readers do not have it."""

    key: int
    source: str
    legacy_id: str
    headline: str
    path: str
    live_headline: str
    live_teaser: str
    #: Of an agency's story: the highest version that came in.
    version: int = 0

    @property
    def is_live(self) -> bool:
        return bool(self.path)


def own_source() -> str:
    """Return the name of this system: the host of its site, or what its main edition is called."""
    host = urlsplit(settings.SITE_URL).hostname
    main = Edition.objects.order_by("-is_default", "pk").first()
    return host or (main.name if main else "newsroom")


def own_id(key: int, created_at: datetime) -> str:
    """Return the id of a story that was written here. With its time, no other paper gives the same one: keys begin at 1
    wherever an export is taken in.
    """
    return f"newsroom-{created_at.astimezone(UTC):%Y%m%dT%H%M%S}-{key}"


def of(keys: Collection[int], source: str) -> dict[int, Known]:
    """Return these articles (by their keys) as others refer to them, in two queries. `source` is `own_source`."""
    records = ImportRecord.objects.filter(article__in=keys).order_by("-pk")
    # Of several, the first one that came in.
    imported = {
        article: (given, legacy_id, version)
        for article, given, legacy_id, version in records.values_list("article", "source", "legacy_id", "version")
    }
    rows = Article.objects.filter(pk__in=keys).values_list(
        "pk", "created_at", "headline", "live__path", "live__headline", "live__short_headline", "live__teaser"
    )
    known = {}
    for key, created_at, headline, path, live_headline, short_headline, teaser in rows:
        given, legacy_id, version = imported.get(key) or (source, own_id(key, created_at), 0)
        known[key] = Known(
            key, given, legacy_id, headline, path or "", short_headline or live_headline or "", teaser or "", version
        )
    return known
