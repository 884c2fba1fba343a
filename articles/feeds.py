"""Feeds with the full text: the newest stories of an edition, a section, an author, a topic; in each of three forms."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import caching, ninjs, syndication
from articles.models import Author, Byline, Correction, Edition, PublishedArticle, Tag
from articles.page import catalogue, furniture
from articles.page.answers import edition_of, public, site_of
from articles.page.catalogue import Subject
from articles.page.furniture import Furniture
from articles.seo import absolute
from articles.story import Credit, PictureUse, Story, author_url, compose_all, topic_url
from articles.syndication import Channel, Entry, Image, Person
from media import renditions

#: The width of pictures in feeds, in pixels.
WIDTH = 1280


class FormConverter:
    """`rss.xml`, `atom.xml` or `feed.json`: the last part of a feed's address."""

    regex = "|".join(name.replace(".", r"\.") for name in syndication.FORMS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


@public
def edition(request: HttpRequest, form: str, prefix: str = "") -> HttpResponse:
    around = furniture.around(edition_of(request, prefix))
    home = around.edition.get_absolute_url()
    return _feed(request, form, around, Subject.EDITION, around.edition.pk, home=home)


@public
def section(request: HttpRequest, section: str, form: str, prefix: str = "") -> HttpResponse:
    around = furniture.around(edition_of(request, prefix))
    found = around.section(section)
    if found is None:
        raise Http404(f"{around.edition.name} has no section “{section}”.")
    title = " - ".join(crumb.name for crumb in around.trail(found)[1:])
    home = found.get_absolute_url()
    return _feed(request, form, around, Subject.SECTION, found.pk, home=home, title=title, about=found.description)


@public
def author(request: HttpRequest, slug: str, form: str, prefix: str = "") -> HttpResponse:
    around = furniture.around(edition_of(request, prefix))
    found = get_object_or_404(Author, slug=slug)
    home = author_url(around.edition, slug)
    return _feed(request, form, around, Subject.AUTHOR, found.pk, home=home, title=found.name, about=found.bio)


@public
def topic(request: HttpRequest, slug: str, form: str, prefix: str = "") -> HttpResponse:
    around = furniture.around(edition_of(request, prefix))
    found = get_object_or_404(Tag, slug=slug)
    return _feed(request, form, around, Subject.TAG, found.pk, home=topic_url(around.edition, slug), title=found.name)


@public
def corrections(request: HttpRequest, form: str, prefix: str = "") -> HttpResponse:
    """What the paper corrected, each as an entry of its own."""
    around, site = furniture.around(edition_of(request, prefix)), site_of(request)
    edition, home = around.edition, absolute(site, around.corrections_url)
    found = Correction.objects.filter(edition=edition)[: catalogue.PER_PAGE]
    with translation.override(edition.language):
        channel = Channel(
            title=f"{edition.name} - {_('Corrections')}",
            description=_("What we got wrong, and what is right."),
            language=edition.language,
            home=home,
            address=absolute(site, request.path),
            publisher=edition.name,
            entries=tuple(_correction(row, edition, home, site) for row in found),
            icon=_icon(edition, site),
            hub=settings.WEBSUB_HUB,
        )
    return answer(channel, form, [caching.mark("corrections", edition.pk)])


def _correction(correction: Correction, edition: Edition, home: str, site: str) -> Entry:
    at = correction.at.astimezone(edition.zone)
    return Entry(
        mark=f"{home}#correction-{correction.pk}",
        url=absolute(site, correction.path),
        title=f"{correction.get_kind_display()}: {correction.headline}",
        summary=correction.text,
        html=format_html("<p>{}</p>", correction.text),
        changed=at,
        published=at,
        authors=(Person(edition.name),),
    )


def _feed(
    request: HttpRequest,
    form: str,
    around: Furniture,
    subject: Subject,
    key: int,
    *,
    home: str,
    title: str = "",
    about: str = "",
) -> HttpResponse:
    edition, site = around.edition, site_of(request)
    listed = catalogue.walk(subject, key, edition, fit_for=catalogue.FEEDS).stories
    if not listed and subject in (Subject.AUTHOR, Subject.TAG) and not _is_listed(subject, key, edition):
        # As their pages: nothing tells of an author, or of a topic, before a story does.
        raise Http404(f"No story for this feed is live in {edition.name}.")
    with translation.override(edition.language):
        channel = Channel(
            title=f"{edition.name} - {title}" if title else edition.name,
            description=about or edition.tagline or edition.name,
            language=edition.language,
            home=absolute(site, home),
            address=absolute(site, request.path),
            publisher=edition.name,
            entries=entries(listed, site),
            icon=_icon(edition, site),
            hub=settings.WEBSUB_HUB,
        )
    return answer(channel, form, [caching.mark(subject, key)])


def _is_listed(subject: Subject, key: int, edition: Edition) -> bool:
    return bool(catalogue.walk(subject, key, edition, number=1).stories)


def answer(channel: Channel, form: str, tags: Iterable[str]) -> HttpResponse:
    """Return a channel in one of the FORMS, its hub named in its head, under the tags that it is purged by."""
    chosen = syndication.FORMS[form]
    response = HttpResponse(chosen.write(channel), content_type=chosen.content_type)
    links = [f'<{channel.address}>; rel="self"']
    if channel.hub:
        links.append(f'<{channel.hub}>; rel="hub"')
    response["Link"] = ", ".join(links)
    # For readers that are web pages themselves.
    response["Access-Control-Allow-Origin"] = "*"
    return caching.tag(response, tags)


def entries(listed: Iterable[PublishedArticle], site: str) -> tuple[Entry, ...]:
    """Return live stories, whole, in their order. Three queries, however many there are."""
    listed = list(listed)
    rows = PublishedArticle.objects.for_story_page().in_bulk([row.pk for row in listed])
    stories = compose_all([rows[row.pk] for row in listed])
    return tuple(_entry(story, rows[story.article_id], site) for story in stories)


def _entry(story: Story, row: PublishedArticle, site: str) -> Entry:
    authors = [credit for credit in story.bylines if credit.role == Byline.Role.AUTHOR]
    others = [credit for credit in story.bylines if credit.role != Byline.Role.AUTHOR]
    unsigned = Person(story.agency or story.edition.name)
    subjects = [story.type_label, *(tag.name for tag in story.tags)]
    uses = [story.lead, *story.body_pictures.values(), *story.gallery]
    return Entry(
        # The story's own mark, which stays when its address changes.
        mark=ninjs.mark(site, story.article_id),
        url=absolute(site, story.path),
        title=story.headline,
        summary=story.description,
        html=render_to_string(
            "_feed_story.html", {"story": story, "edition": story.edition, "site": site}, using="paper"
        ),
        changed=story.updated_at or story.published_at or row.listed_at,
        published=story.published_at,
        updated=story.updated_at,
        authors=tuple(_person(credit, site) for credit in authors) or (unsigned,),
        contributors=tuple(_person(credit, site) for credit in others),
        subjects=tuple(subject for subject in subjects if subject),
        images=tuple(_image(use, site) for use in uses if use and use.picture),
    )


def _person(credit: Credit, site: str) -> Person:
    portrait = credit.author.portrait
    face = absolute(site, renditions.url(portrait, "1x1", 320)) if portrait and portrait.is_usable else ""
    return Person(credit.author.name, absolute(site, credit.url), face)


def _image(use: PictureUse, site: str) -> Image:
    step = renditions.rung(use.picture, "full", WIDTH)
    mime_type = renditions.CONTENT_TYPES[step.suffix]
    return Image(absolute(site, step.url), mime_type, step.width, step.height, use.caption, use.credit)


def _icon(edition: Edition, site: str) -> Image | None:
    if edition.logo is None or not edition.logo.is_usable:
        return None
    step = renditions.rung(edition.logo, "full", 320)
    return Image(absolute(site, step.url), renditions.CONTENT_TYPES[step.suffix], step.width, step.height)
