"""What can only be measured inside Django: queries, the desk, the darkroom. `Paper.ask` calls it in a process
of its own with the paper's environment; each public function returns plain JSON values.
"""

from __future__ import annotations

import io
import json
import statistics
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from PIL import Image  # noqa: E402

from articles import story, turning  # noqa: E402
from articles.models import Edition, ImportRun, Listing, PublishedArticle  # noqa: E402
from media import darkroom, renditions  # noqa: E402
from media.models import Picture  # noqa: E402
from tests.benchmarks import copying, desk  # noqa: E402
from tests.benchmarks.clock import timed  # noqa: E402
from tests.benchmarks.searching import searches  # noqa: E402

SAMPLE = 60
DEEP = 0.95
THREE_WIDTHS = (640, 1280, 1920)


def emptiness() -> dict:
    """Whether the database holds nothing yet that the benchmarks could spoil."""
    return {"tables": len(connection.introspection.table_names())}


def last_run() -> dict:
    """Stories and seconds of the newest import, by its own clock: without the start of Python and Django."""
    run = ImportRun.objects.first()
    return {"counts": run.counts, "seconds": (run.finished_at - run.started_at).total_seconds()}


def addresses() -> dict:
    """Addresses of each kind of page; the stories stand evenly over the whole archive."""
    edition = Edition.objects.get()
    subject = Listing.Subject
    sections = Listing.objects.filter(subject=subject.SECTION)
    sizes = {section.pk: sections.filter(subject_id=section.pk).count() for section in edition.sections.all()}
    section = edition.sections.get(pk=max(sizes, key=sizes.get))
    far = int(sizes[section.pk] * DEEP)
    walk = sections.filter(subject_id=section.pk, edition=edition).order_by("-listed_at", "-published")
    deep = walk[far]
    credit, topic = (_first(kind, edition) for kind in (subject.AUTHOR, subject.TAG))
    return {
        "stories": _stories(),
        "pictured": list(PublishedArticle.objects.exclude(lead_picture=None).values_list("path", flat=True)[:SAMPLE]),
        "front": edition.get_absolute_url(),
        "section": section.get_absolute_url(),
        "deep": f"{section.get_absolute_url()}?before={turning.write_cursor(deep.listed_at, deep.published_id)}",
        "depth": far,
        "author": credit,
        "topic": topic,
        "live": PublishedArticle.objects.count(),
    }


def _stories() -> list[str]:
    keys = list(PublishedArticle.objects.order_by("pk").values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // SAMPLE)][:SAMPLE]
    return list(PublishedArticle.objects.filter(pk__in=chosen).order_by("pk").values_list("path", flat=True))


def _first(kind: str, edition: Edition) -> str:
    """The address of an author or a topic: the first of the newest story in the database that has one."""
    row = PublishedArticle.objects.filter(listings__subject=kind).order_by("pk").select_related("revision").last()
    content = row.revision.content
    if kind == Listing.Subject.TAG:
        return story.topic_url(edition, content["tags"][0]["slug"])
    [live] = story.compose_all([row])
    return live.bylines[0].url


def queries() -> dict:
    """The most queries that any page of a kind takes, with every cache cold."""
    found = addresses()
    kinds = {name: [found[name]] for name in ("front", "section", "deep", "author", "topic")}
    kinds["story"] = found["stories"] + found["pictured"]
    client = Client()
    client.get(found["front"])  # Django asks a new connection whether it knows JSON, once
    return {name: max(_queries(client, path) for path in paths) for name, paths in kinds.items()}


def _queries(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path} answered {response.status_code} instead of 200.")
    return len(captured)


def pictures() -> dict:
    """Milliseconds from the bytes of a 6000x4000 JPEG to three widths of it as JPEG, and to the whole ladder."""
    content = _photograph()
    picture = Picture(width=6000, height=4000, sha256="0" * 64, focal_point="0.5x0.5")
    three = [renditions.rung(picture, "full", width) for width in THREE_WIDTHS]

    def draw(rungs):
        return list(darkroom.develop(darkroom.decode(content), rungs, picture.focal_point))

    draw(three)
    return {
        "three_ms": statistics.median(timed(lambda: draw(three))[1] for _ in range(5)),
        "ladder_ms": timed(lambda: draw(renditions.every_rung(picture)))[1],
        "ladder": len(renditions.every_rung(picture)),
        "megabytes": len(content) / 1e6,
    }


def _photograph() -> bytes:
    """A picture with the grain of a photograph, since a flat one would be decoded far too easily."""
    grain = Image.effect_noise((1500, 1000), 60).resize((6000, 4000), Image.Resampling.BICUBIC)
    sky = Image.linear_gradient("L").resize((6000, 4000))
    out = io.BytesIO()
    Image.merge("RGB", (grain, Image.blend(grain, sky, 0.5), sky)).save(out, "JPEG", quality=92)
    return out.getvalue()


QUESTIONS = {
    work.__name__: work
    for work in (emptiness, last_run, copying.copy, addresses, queries, searches, desk.saves, pictures)
} | {"desk_work": desk.work, "desk_pages": desk.pages}

if __name__ == "__main__":
    if settings.DEBUG:
        sys.exit("The benchmarks measure what readers get: DEBUG must be off.")
    json.dump(QUESTIONS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
