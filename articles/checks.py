"""Whether the settings for what the house tells other servers can work. `manage.py check` and every start ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

from articles.caching.purging import BACK_ENDS

#: As IndexNow's rules have it.
_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")


def settings_for_others(app_configs, **kwargs) -> list[CheckMessage]:
    return [Error(sentence, id=f"articles.E{number:03}") for number, sentence in _problems()]


def _problems() -> Iterator[tuple[int, str]]:
    back_end, urls = settings.PURGE["back_end"], settings.PURGE["urls"]
    if back_end not in BACK_ENDS:
        yield 1, f"PURGE_BACK_END is {back_end!r}; it can be: {', '.join(BACK_ENDS)}."
    elif back_end != "none" and not urls:
        yield 2, f"PURGE_BACK_END is {back_end!r}, so PURGE_URLS must say where its cache is told of old pages."
    pings = settings.WEBSUB_HUB or settings.INDEXNOW_KEY
    if pings and not _is_site(settings.SITE_URL):
        yield (
            3,
            (
                f"WEBSUB_HUB and INDEXNOW_KEY need the paper's own address: SITE_URL, {settings.SITE_URL!r}, must be "
                "like https://www.example.org, without a slash at the end."
            ),
        )
    if settings.INDEXNOW_KEY and not _KEY.fullmatch(settings.INDEXNOW_KEY):
        yield 4, "INDEXNOW_KEY must be 8 to 128 letters, figures or hyphens."
    addresses = {"PURGE_URLS": urls, "WEBSUB_HUB": [settings.WEBSUB_HUB], "INDEXNOW_URL": [settings.INDEXNOW_URL]}
    for name, values in addresses.items():
        for value in filter(None, values):
            if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
                yield 5, f"{name} holds {value!r}, which is no http or https address."


def _is_site(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not (parts.path or parts.query)
