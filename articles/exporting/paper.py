"""What a paper has beside its stories, as records: editions, sections, authors, tags, its pages. For `runner` alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.exporting import identities, telling
from articles.exporting.selection import Chosen, Wanted
from articles.exporting.values import Paper
from articles.importing.records import (
    LegacyAuthor,
    LegacyEdition,
    LegacyPage,
    LegacySection,
    LegacyTag,
    LegacyTopic,
)
from articles.models import Article, Author, Byline, Edition, Listing, PaperPage, Section, Tag, TaggedArticle, TopicPage
from media.models import Picture

_SAME_IN_EDITION = (
    "name", "language", "is_default", "tagline", "logo_alt", "time_zone", "publisher", "address", "email", "phone",
    "founded",
)  # fmt: skip


def around(chosen: Chosen) -> Paper:
    """Return what stands around the chosen stories: all that the editions have, or what a narrower selection uses."""
    editions = [edition.pk for edition in chosen.editions]
    with_pages = chosen.is_whole and chosen.status is not Wanted.DRAFT
    pages = PaperPage.objects.filter(edition__in=editions).select_related("edition").order_by("edition", "order", "pk")
    if chosen.status is Wanted.LIVE:
        pages = pages.filter(is_public=True)
    topics = TopicPage.objects.filter(edition__in=editions).select_related("edition", "tag", "picture")
    return Paper(
        site=settings.SITE_URL,
        source=identities.own_source(),
        at=timezone.now(),
        last_key=Article.objects.aggregate(last=Max("pk"))["last"] or 0,
        editions=tuple(map(_edition, chosen.editions)),
        sections=tuple(_sections(chosen)),
        pages=tuple(map(_page, pages)) if with_pages else (),
        authors=partial(_authors, _used(Author.objects.select_related("portrait"), chosen, "author")),
        tags=partial(_tags, _used(Tag.objects.all(), chosen, "tag")),
        topics=partial(_topics, topics.order_by("tag__slug", "edition__path_prefix") if with_pages else topics.none()),
    )


def pictures(chosen: Chosen) -> Iterator[Picture]:
    """Yield the pictures of what `around` tells of: logos, portraits, topics'."""
    yield from (edition.logo for edition in chosen.editions if edition.logo)
    authors = _used(Author.objects.exclude(portrait=None).select_related("portrait"), chosen, "author")
    yield from (author.portrait for author in authors.iterator(chunk_size=500))
    if chosen.is_whole and chosen.status is not Wanted.DRAFT:
        topics = TopicPage.objects.filter(edition__in=[edition.pk for edition in chosen.editions])
        yield from (topic.picture for topic in topics.exclude(picture=None).select_related("picture").iterator())


def _edition(edition: Edition) -> LegacyEdition:
    facts = {name: getattr(edition, name) for name in _SAME_IN_EDITION}
    return LegacyEdition(edition=edition.get_absolute_url(), logo=telling.portrait(edition.logo), **facts)


def _sections(chosen: Chosen) -> Iterator[LegacySection]:
    rows = list(
        Section.objects.filter(edition__in=[edition.pk for edition in chosen.editions])
        .select_related("edition", "parent")
        .order_by("edition", "order", "name", "pk")
    )
    if not chosen.is_whole:
        used = {
            key for pair in chosen.rows.order_by().values_list("section", "live__section").distinct() for key in pair
        }
        used |= {section.parent_id for section in rows if section.pk in used}
        rows = [section for section in rows if section.pk in used]
    # Python's sorting is stable: within a level they stay in their order.
    for section in sorted(rows, key=_depth):
        yield LegacySection(
            edition=section.edition.get_absolute_url(),
            slug=section.slug,
            name=section.name,
            parent=section.parent.slug if section.parent else "",
            description=section.description,
            order=section.order,
            in_navigation=section.in_navigation,
        )


def _depth(section: Section) -> int:
    depth = 0
    while section.parent and depth < 10:
        section, depth = section.parent, depth + 1
    return depth


def _used(rows: QuerySet, chosen: Chosen, noun: str) -> QuerySet:
    """Those of the rows that the selection may tell of: all, or those that its stories name."""
    rows = rows.order_by("slug")
    if chosen.is_whole and chosen.status is Wanted.ALL:
        return rows
    listed = Listing.objects.filter(subject=noun, subject_id=OuterRef("pk"))
    if chosen.is_whole and chosen.status is Wanted.LIVE:
        return rows.filter(Exists(listed.filter(edition__in=[edition.pk for edition in chosen.editions])))
    stories = chosen.rows.order_by().values("pk")
    at_desk = (
        Byline.objects.filter(author=OuterRef("pk"), article__in=stories)
        if noun == "author"
        else TaggedArticle.objects.filter(tag=OuterRef("pk"), content_object__in=stories)
    )
    used = Q(Exists(listed.filter(published__in=stories)))
    return rows.filter(used if chosen.status is Wanted.LIVE else used | Q(Exists(at_desk)))


def _authors(rows: QuerySet) -> Iterator[LegacyAuthor]:
    for author in rows.iterator(chunk_size=500):
        yield LegacyAuthor(
            slug=author.slug,
            name=author.name,
            job_title=author.job_title,
            bio=author.bio,
            portrait=telling.portrait(author.portrait),
            email=author.email,
            phone=author.phone,
            website=author.website,
        )


def _tags(rows: QuerySet) -> Iterator[LegacyTag]:
    for slug, name in rows.values_list("slug", "name").iterator(chunk_size=2000):
        yield LegacyTag(slug, name)


def _topics(rows: Iterable[TopicPage]) -> Iterator[LegacyTopic]:
    for topic in rows:
        yield LegacyTopic(
            edition=topic.edition.get_absolute_url(),
            tag=topic.tag.slug,
            title=topic.title,
            introduction=topic.introduction,
            picture=telling.portrait(topic.picture),
        )


def _page(page: PaperPage) -> LegacyPage:
    return LegacyPage(
        edition=page.edition.get_absolute_url(),
        slug=page.slug,
        title=page.title,
        kind=page.kind,
        summary=page.summary,
        body=page.body,
        is_public=page.is_public,
        in_footer=page.in_footer,
        order=page.order,
    )
