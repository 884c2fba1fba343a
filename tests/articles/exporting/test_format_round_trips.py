"""What leaves in a wire format or for WordPress comes back in by our own importer as it was."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from articles import body, caching
from articles.body.reading import to_text
from articles.models import Article, FormerPath, PublishedArticle
from tests.articles.exporting import papers
from tests.newspaper import make_edition

FORMATS = ("ninjs", "newsml-g2", "nitf", "wxr")


@dataclass
class Facts:
    """What must come back of a story."""

    headline: str
    kicker: str
    standfirst: str
    dateline: str
    agency: str
    story_type: str
    section: tuple[str, str]
    tags: list[str]
    bylines: list[tuple[str, str]]
    published_at: datetime | None
    updated_at: datetime | None
    words: list[str]
    crossheads: list[str]
    pictures: list[tuple]
    #: Headlines and outside addresses; what has not come in yet has no place in these formats.
    related: list[tuple[str, str]]
    translation_of: str
    corrections: list[tuple]
    language: str


def facts(article: Article, cards: dict[int, str]) -> Facts:
    """Read them off the desk. `cards`: headlines by stories' keys, the words that a card becomes elsewhere."""
    live = PublishedArticle.objects.filter(pk=article.pk).first()
    pictures = [
        (
            use.placement,
            use.caption or (use.picture.caption if use.picture else ""),
            use.credit or (use.picture.credit if use.picture else ""),
            use.alt_text or (use.picture.alt_text if use.picture else ""),
            use.picture.sha256 if use.picture else "",
        )
        for use in article.pictures.select_related("picture").order_by("key")
    ]

    def place(block: body.TextBlock) -> str:
        return cards.get(int(block.text), "") if block.kind == "story" else block.text if block.kind == "embed" else ""

    section = article.section
    return Facts(
        headline=article.headline,
        kicker=article.kicker,
        standfirst=article.standfirst,
        dateline=article.dateline,
        agency=article.agency,
        story_type=article.story_type,
        section=(section.name if section else "", section.parent.name if section and section.parent else ""),
        tags=sorted(article.tags.names()),
        bylines=[(one.author.name, one.role) for one in article.bylines.select_related("author")],
        published_at=live.published_at if live else None,
        updated_at=live.updated_at if live else None,
        words=to_text(article.body, place).split(),
        crossheads=[part.split("<")[0] for part in article.body.split("<h2>")[1:]],
        pictures=pictures,
        related=[
            (cards.get(link.target_id, link.headline), link.url)
            for link in article.related.all()
            if link.target_id or link.url
        ],
        translation_of=cards.get(article.translation_of_id, ""),
        corrections=[(note["kind"], note["text"], note["at"], note["place"]) for note in live.corrections]
        if live
        else [],
        language=article.edition.language,
    )


def everything() -> dict[str, Facts]:
    stories = list(Article.objects.select_related("edition", "section__parent"))
    cards = dict(PublishedArticle.objects.values_list("pk", "headline"))
    return {story.headline: facts(story, cards) for story in stories}


def export(folder: Path, form: str, **options) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("export_stories", str(folder), format=form, **options)
    assert ended.value.code == 0


def empty_the_paper() -> None:
    """Leave nothing of the paper but the names of its editions, as if this were another machine."""
    for model in reversed([*apps.get_app_config("media").get_models(), *apps.get_app_config("articles").get_models()]):
        if model._meta.managed:
            model._default_manager.all()._raw_delete("default")
    caching.purge()
    make_edition("The Landing")
    make_edition("កំពង់ផែ", "km", "km/", time_zone="Asia/Bangkok")


def import_all(folder: Path, *arguments: str) -> None:
    stories = sorted(str(path) for path in folder.rglob("*") if path.suffix in (".json", ".xml"))
    with pytest.raises(SystemExit) as ended:
        call_command("import_stories", *stories, "--media", str(folder / "pictures"), "--report", "-", *arguments)
    assert ended.value.code == 0


def there_and_back(tmp_path: Path, form: str, *arguments: str) -> tuple[dict[str, Facts], dict[str, Facts]]:
    before = everything()
    export(tmp_path / "out", form)
    empty_the_paper()
    import_all(tmp_path / "out", *arguments)
    return before, everything()


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://landing.example"


#: What a format has no place for and puts into the text: words that follow it.
INTO_THE_TEXT = {"wxr": "Lost in 2009. Archive Correction It is 500 riel, not 50."}


@pytest.mark.parametrize("form", FORMATS)
def test_a_rich_story_comes_back_as_it_left(db, tmp_path, form, capsys):
    papers.make_rich_paper()
    before, after = there_and_back(tmp_path, form)
    if form in INTO_THE_TEXT:
        before[papers.FERRY].words += INTO_THE_TEXT[form].split()
        before[papers.FERRY].pictures = [known for known in before[papers.FERRY].pictures if known[-1]]
    if form in ("nitf", "wxr"):
        # They have no place for which story translates which, and ninjs none for a correction’s day.
        before[papers.FERRY_KM].translation_of = ""
    if form in ("ninjs", "wxr"):
        before[papers.FERRY].corrections = []
    for headline in (papers.FERRY, papers.FERRY_KM):
        assert after[headline] == before[headline]
    # Its former addresses lead to it; WordPress knows them by their last parts.
    known = set(FormerPath.objects.filter(article__headline=papers.FERRY).values_list("path", flat=True))
    assert ("/ferries/ferry.php/" if form == "wxr" else "/2009/ferry.php?id=7") in known
    capsys.readouterr()
    import_all(tmp_path / "out")
    assert "4 unchanged" in capsys.readouterr().err
