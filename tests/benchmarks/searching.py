"""The readers' search in a large archive: how long its pages take, for words that are everywhere and nowhere. For
`inside`.
"""

from __future__ import annotations

import statistics
import time

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

ROUNDS = 20
QUESTIONS = {
    "a word that is in every story": {"q": "the"},
    "the same, newest first": {"q": "the", "order": "newest"},
    "four such words": {"q": "the of and a"},
    "two words": {"q": "Kampot ferry"},
    "a phrase": {"q": "“the provincial court” Dara"},
    "a phrase that no story has": {"q": "“council million”"},
    "a question of six words": {"q": "harbour office Vanna dolphin count Pailin"},
    "narrowed": {"q": "ferry", "section": "sport", "topic": "ferry", "from": "2024-01-01", "to": "2026-01-31"},
    "a typo": {"q": "harbuor ferri libary"},
    "nothing": {"q": "helicopter"},
}


def searches() -> dict:
    """Return, by what is asked, the milliseconds that 95 of 100 answers take no longer than, and the queries."""
    client = Client()
    client.get("/search/")  # Django asks a new connection whether it knows JSON, once
    return {what: _asked(client, "/search/?" + urlencode(answers)) for what, answers in QUESTIONS.items()}


def _asked(client: Client, path: str) -> dict:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        if client.get(path).status_code != 200:
            raise ValueError(f"{path} was not answered with 200.")
        queries = len(captured)
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - began) * 1000)
    return {"p95_ms": statistics.quantiles(took, n=20)[-1], "queries": queries}
