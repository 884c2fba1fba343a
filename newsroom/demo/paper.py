"""Makes the demo newspaper: what it is from paper.json, its stories through the importer and the press."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from articles import press
from articles.importing.options import ImportOptions
from articles.importing.outcomes import RunReport
from articles.importing.runner import run_import
from articles.models import Article, Author, Correction, Edition, ImportRun, PaperPage, Section, Tag, TopicPage
from media.models import Picture
from newsroom.demo import drawing

FOLDER = Path(__file__).resolve().parent
SOURCE = "demo"
#: The English stories come first: Khmer ones are translations of some.
STORIES = ("english.ndjson", "khmer.ndjson")


def is_made() -> bool:
    """Return whether the demo newspaper stands whole in this database."""
    return ImportRun.objects.filter(command=_command(STORIES[-1]), finished_at__isnull=False).exists()


def holds_another() -> bool:
    """Return whether this database holds a newspaper that is not the demo's."""
    return Article.objects.exclude(imports__source=SOURCE).exists() and not is_made()


def make() -> list[RunReport]:
    """Make the newspaper, or what is lacking of it after a broken run; return a report for each file of stories."""
    with tempfile.TemporaryDirectory() as name:
        pictures = Path(name)
        drawing.draw_all(pictures)
        facts = json.loads((FOLDER / "paper.json").read_text(encoding="utf-8"))
        _found(facts, pictures)
        reports = []
        for edition, file_name in zip(facts["editions"], STORIES, strict=True):
            options = ImportOptions(edition=edition["name"], source=SOURCE, media=pictures)
            reports.append(run_import([str(FOLDER / file_name)], options, command=_command(file_name)))
        _introduce(facts["topics"], pictures)
        _correct(facts["corrections"])
        return reports


def _command(file_name: str) -> str:
    return f"demo {file_name}"


def _found(facts: dict, pictures: Path) -> None:
    """Make editions, sections and authors; what is there already stays as it is."""
    for facts_of_edition in facts["editions"]:
        logo = _picture(pictures, facts_of_edition.pop("logo_file", ""), "")
        sections, pages = facts_of_edition.pop("sections"), facts_of_edition.pop("pages")
        with transaction.atomic():
            edition, _created = Edition.objects.get_or_create(
                path_prefix=facts_of_edition["path_prefix"],
                defaults=facts_of_edition | {"logo": logo, "is_default": not facts_of_edition["path_prefix"]},
            )
            for section in sections:
                Section.objects.get_or_create(edition=edition, slug=section["slug"], defaults=section)
            for page in pages:
                PaperPage.objects.get_or_create(edition=edition, kind=page["kind"], defaults=page | {"is_public": True})
    for author in facts["authors"]:
        portrait = _picture(pictures, author.pop("portrait_file", ""), author["name"])
        Author.objects.get_or_create(slug=author["slug"], defaults=author | {"portrait": portrait})


def _introduce(topics: list[dict], pictures: Path) -> None:
    """Write what stands above the stories of some topics, once there are stories about them."""
    for topic in topics:
        tag = Tag.objects.get(name=topic["tag"])
        facts = {"title": topic["title"], "introduction": topic["introduction"]}
        facts["picture"] = _picture(pictures, topic["picture_file"], "")
        edition = Edition.objects.get(path_prefix=topic["path_prefix"])
        TopicPage.objects.get_or_create(tag=tag, edition=edition, defaults=facts)


def _correct(corrections: list[dict]) -> None:
    """Let the paper own up to a mistake, on the evening of the day on which it was printed."""
    for facts in corrections:
        article = Article.objects.get(imports__source=SOURCE, imports__legacy_id=facts["story"])
        if not article.corrections.exists():
            at = article.published_at + timedelta(hours=5)
            press.correct(article, by=None, kind=Correction.Kind(facts["kind"]), text=facts["text"], at=at)


def _picture(pictures: Path, file_name: str, alt_text: str) -> Picture | None:
    if not file_name:
        return None
    content = (pictures / file_name).read_bytes()
    picture, _created = Picture.objects.add(content, name=file_name, alt_text=alt_text)
    return picture
