"""Makers of a small newspaper for tests: plain functions, the same result every time."""

import io
from datetime import UTC, datetime

from PIL import Image

from articles import press, snapshot
from articles.models import Article, Author, Byline, Edition, PaperPage, RelatedLink, Section, StoryPicture
from media.models import Picture

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PARAGRAPHS = (
    "The ferry at Prek Tamak will run until midnight from Monday, the harbour office said yesterday.",
    "“People who work late have had to sleep at the landing,” harbour master Ros Vanna said.",
)


def make_edition(name="The Landing", language="en", path_prefix="", **facts) -> Edition:
    is_default = facts.pop("is_default", not path_prefix)
    return Edition.objects.create(name=name, language=language, path_prefix=path_prefix, is_default=is_default, **facts)


def make_section(name="River", edition=None, **facts) -> Section:
    edition = edition or Edition.objects.filter(is_default=True).first() or make_edition()
    return Section.objects.create(name=name, edition=edition, **facts)


def make_paper_page(title="About us", edition=None, **facts) -> PaperPage:
    """A page of the paper that readers may open."""
    edition = edition or make_section().edition
    facts = {"kind": PaperPage.Kind.ABOUT, "body": "<p>We print what we can prove.</p>", "is_public": True} | facts
    return PaperPage.objects.create(title=title, edition=edition, **facts)


def make_article(
    headline="Ferry to run until midnight", section=None, paragraphs=PARAGRAPHS, tags=(), **fields
) -> Article:
    section = section or Section.objects.first() or make_section()
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = Article.objects.create(headline=headline, section=section, body=fields.pop("body", body), **fields)
    article.tags.add(*tags)
    return article


def make_live(headline="Ferry to run until midnight", *, at=MORNING, **fields) -> Article:
    """A published article; `at` is when."""
    article = make_article(headline, **fields)
    press.publish(article, by=None, at=at)
    return Article.objects.get(pk=article.pk)


def add_byline(article, name="Sok Dara", role=Byline.Role.AUTHOR) -> Byline:
    author, _created = Author.objects.get_or_create(name=name)
    return Byline.objects.create(article=article, author=author, role=role, order=article.bylines.count() + 1)


def add_related(article, **link) -> RelatedLink:
    return RelatedLink.objects.create(article=article, order=article.related.count() + 1, **link)


def draw(colour="seagreen", size=(640, 480), file_format="JPEG") -> bytes:
    """A picture's bytes: one flat colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, file_format)
    return out.getvalue()


def make_picture(colour="seagreen", **facts) -> Picture:
    facts = {"alt_text": "A ferry at a landing", "caption": "The ferry at dusk.", "credit": "Chan Mony"} | facts
    picture, _created = Picture.objects.add(draw(colour), name=f"{colour}.jpg", **facts)
    return picture


def add_picture(article, picture=None, placement=StoryPicture.Placement.LEAD, **words) -> StoryPicture:
    picture = picture or make_picture()
    return StoryPicture.objects.create(
        article=article, picture=picture, placement=placement, order=article.pictures.count() + 1, **words
    )


def edit(article, **fields) -> None:
    """Save a change at the desk, as the admin does: the row, then a revision of it."""
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    snapshot.take(article, by=None)
