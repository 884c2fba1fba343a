"""What stands around every page of an edition: masthead, navigation, the way to its sisters. For pages and feeds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Aggregate, F, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from articles import caching
from articles.models import Edition, PaperPage, PublishedArticle, Section
from articles.page import wordmark
from articles.page.wordmark import Wordmark


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step on the way from the front page to where the reader is."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A page of the paper that readers may open; `kind` is one of PaperPage.Kind."""

    key: int
    kind: str
    title: str
    slug: str
    url: str
    in_footer: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """An edition with all its sections and public pages in their order, and all editions that have any section."""

    edition: Edition
    editions: tuple[Edition, ...]
    sections: tuple[Section, ...]
    pages: tuple[PaperLink, ...]

    @property
    def navigation(self) -> list[Section]:
        return [section for section in self.sections if section.in_navigation and section.parent_id is None]

    @property
    def sisters(self) -> list[Edition]:
        return [edition for edition in self.editions if edition.pk != self.edition.pk]

    @property
    def mark(self) -> Wordmark:
        """The name set in type, for an edition without a logo."""
        return wordmark.draw(self.edition.name)

    @property
    def masthead_url(self) -> str:
        return f"/{self.edition.path_prefix}masthead.svg"

    @property
    def feeds_path(self) -> str:
        """What the addresses of the edition's feeds begin with."""
        return f"/{self.edition.path_prefix}feeds/"

    @property
    def feed_url(self) -> str:
        return f"{self.feeds_path}rss.xml"

    @property
    def archive_url(self) -> str:
        return f"/{self.edition.path_prefix}archive/"

    @property
    def corrections_url(self) -> str:
        return f"/{self.edition.path_prefix}corrections/"

    @property
    def footer(self) -> list[PaperLink]:
        return [page for page in self.pages if page.in_footer]

    def page_of(self, kind: str) -> PaperLink | None:
        """Return the page of a kind: the ethics policy, say."""
        return next((page for page in self.pages if page.kind == kind), None)

    def page(self, slug: str) -> PaperLink | None:
        return next((page for page in self.pages if page.slug == slug), None)

    @property
    def search_url(self) -> str:
        return f"/{self.edition.path_prefix}search/"

    def section(self, slug: str) -> Section | None:
        return next((section for section in self.sections if section.slug == slug), None)

    def parts_of(self, section: Section) -> list[Section]:
        return [part for part in self.sections if part.parent_id == section.pk]

    def trail(self, section: Section | None) -> tuple[Crumb, ...]:
        """Return the way from the front page to the section."""
        steps = [Crumb(self.edition.name, self.edition.get_absolute_url())]
        here = self._section(section.pk) if section else None
        if here and (whole := self._section(here.parent_id)):
            steps.append(_crumb(whole))
        if here:
            steps.append(_crumb(here))
        return tuple(steps)

    def _section(self, key: int | None) -> Section | None:
        return next((section for section in self.sections if section.pk == key), None) if key else None


class _Gathered(Aggregate):
    """The values of many rows as one JSON array."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def _pages(edition: str) -> Subquery:
    """All that `PaperLink` says of the public pages of the edition in this field, so that they cost no query."""
    told = JSONObject(key="pk", kind="kind", title="title", slug="slug", order="order", foot="in_footer")
    rows = PaperPage.objects.filter(edition=OuterRef(edition), is_public=True).order_by()
    return Subquery(rows.values("edition").values(told=_Gathered(told)))


def around(edition: Edition) -> Furniture:
    """Return the furniture of an edition's pages: one query in a generation, whatever the number of editions."""
    kept = caching.for_generation(("furniture", edition.pk), lambda: _around(edition))
    return kept if kept.edition is edition else replace(kept, edition=edition)


def _around(edition: Edition) -> Furniture:
    paper = _paper()
    edition = next((row for row in paper.editions if row.pk == edition.pk), edition)
    told = getattr(edition, "pages_told", None) or []
    in_print = {section.edition_id for section in paper.sections.values()}
    return Furniture(
        edition=edition,
        editions=tuple(row for row in paper.editions if row.pk in in_print),
        sections=tuple(section for section in paper.sections.values() if section.edition_id == edition.pk),
        pages=tuple(_link(edition, page) for page in sorted(told, key=lambda page: (page["order"], page["title"]))),
    )


def place(published: PublishedArticle) -> PublishedArticle:
    """Give a live story its section and edition, from the furniture; return it."""
    if section := _paper().sections.get(published.section_id):
        published.section, published.edition = section, section.edition
    return published


def edition_at(path: str) -> Edition | None:
    """Return the edition whose corner of the address space a path is in; None where there is none."""
    prefix = path.lstrip("/").partition("/")[0]
    by_prefix = {edition.path_prefix: edition for edition in editions()}
    return by_prefix.get(f"{prefix}/") or by_prefix.get("")


def main_edition() -> Edition | None:
    """Return the edition for a reader who asked for none."""
    return next(iter(editions()), None)


def editions() -> tuple[Edition, ...]:
    """Return all editions, the main one first, each with its logo and its public pages."""
    return _paper().editions


@dataclass(frozen=True, slots=True)
class _Paper:
    """All editions in their order, and all their sections in theirs, by their keys."""

    editions: tuple[Edition, ...]
    sections: dict[int, Section]

    def __bool__(self) -> bool:
        """Whether it is set up; while it is not, it is not kept."""
        return bool(self.sections)


_SECTION = tuple(field.attname for field in Section._meta.concrete_fields)


def _paper() -> _Paper:
    return caching.for_generation("paper", _read)


def _read() -> _Paper:
    """One query: a row for each section, and one for an edition that has none."""
    of_section = {f"section_{name}": F(f"sections__{name}") for name in _SECTION}
    rows = Edition.objects.select_related("logo").annotate(pages_told=_pages("pk"), **of_section)
    editions: dict[int, Edition] = {}
    sections: dict[int, Section] = {}
    for row in rows.order_by("-is_default", "path_prefix", "sections__order", "sections__name"):
        edition = editions.setdefault(row.pk, row)
        if row.section_id is not None:
            section = Section.from_db(row._state.db, _SECTION, [getattr(row, f"section_{name}") for name in _SECTION])
            section.edition = edition
            sections[section.pk] = section
    return _Paper(tuple(editions.values()), sections)


def _link(edition: Edition, page: dict) -> PaperLink:
    return PaperLink(
        key=page["key"],
        kind=page["kind"],
        title=page["title"],
        slug=page["slug"],
        url=f"/{edition.path_prefix}{page['slug']}/",
        in_footer=bool(page["foot"]),
    )


def _crumb(section: Section) -> Crumb:
    return Crumb(section.name, section.get_absolute_url())
