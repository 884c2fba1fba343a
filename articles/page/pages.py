"""The reader's pages as HTML, each in its edition's language. Called by views and by the desk's preview.

No page is rendered with a request, so that none can depend on who asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import caching, seo
from articles.models import (
    Author,
    Correction,
    Edition,
    PaperPage,
    PublishedArticle,
    Section,
    Slot,
    StoryType,
    Tag,
    TopicPage,
)
from articles.page import archive, catalogue, forms, furniture, placing, searching, sharing, versions
from articles.page.archive import Period
from articles.page.catalogue import Subject
from articles.page.furniture import Crumb, Furniture
from articles.page.inquiry import Inquiry
from articles.page.placing import TOP, Placed
from articles.story import Story, author_url, changes_url, topic_url
from articles.turning import ListPage, Order, turn

STRIPS = 8
CORRECTIONS = 30


def story(story: Story, site: str) -> str:
    """Return a story's page; `site` is scheme and host. One query: the furniture."""
    around = furniture.around(story.edition)
    editions = {edition.pk: edition for edition in around.editions}
    newest = seo.Form("application/rss+xml", around.feed_url, story.edition.name)
    # A story that is not live has no address yet, and no other forms.
    others = forms.links(story.path, site) if story.path else ()
    head = seo.of_story(story, around, site, forms=(newest, *others))
    return _render(
        "story.html",
        around,
        head=head,
        story=story,
        trail=around.trail(story.section),
        current=_top_of(story.section),
        translations=[(editions[sister.edition_id], sister) for sister in story.translations],
        twins={sister.edition_id: sister.path for sister in story.translations},
        shares=sharing.links(story.headline, head.canonical),
    )


def front(edition: Edition, site: str, before: str, slots: Sequence[Slot] | None = None) -> str:
    """Return an edition's front page, or with a cursor the older stories of the edition. Raises BadCursor.

    `slots` stand in for those of the live arrangement: so the desk sees what it is about to do.
    """
    around = furniture.around(edition)
    path = edition.get_absolute_url()
    if before:
        with translation.override(edition.language):
            title = _("Latest")
        listed = catalogue.walk(Subject.EDITION, edition.pk, edition, before=before, fit_for=catalogue.FRONT)
        return _list(around, site, path, title, listed, before)
    page = placing.front_page(edition, around.navigation[:STRIPS], slots)
    lead, *secondary = page.top or (None,)
    return _render(
        "front.html",
        around,
        head=seo.of_list(
            around,
            site,
            path=path,
            about=seo.website(around, site),
            alternates=seo.fronts(around.editions, site),
            feeds=around.feeds_path,
        ),
        lead=lead,
        secondary=secondary,
        also=page.also,
        strips=page.strips,
        river=page.river,
        older_url=_at(path, page.older) if page.older else "",
    )


def section(around: Furniture, section: Section, site: str, before: str, slots: Sequence[Slot] | None = None) -> str:
    """Return a section's page, its subsections' stories among its own; `slots` as for `front`. Raises BadCursor."""
    top: tuple[Placed | PublishedArticle, ...] = ()
    if before:
        listed = catalogue.walk(Subject.SECTION, section.pk, around.edition, before=before)
    else:
        front = placing.section_page(section, slots)
        top, listed = front.stories[:TOP], ListPage(front.stories[TOP:], front.older)
    return _list(
        around,
        site,
        section.get_absolute_url(),
        section.name,
        listed,
        before,
        description=section.description,
        trail=around.trail(section),
        feeds=f"{around.feeds_path}{section.slug}/",
        parts=around.parts_of(section),
        current=_top_of(section),
        lead=top[0] if top else None,
        secondary=top[1:],
    )


def author(edition: Edition, author: Author, site: str, before: str) -> str | None:
    """Return an author's page; None where no story of theirs is live in this edition. Raises BadCursor."""
    path = author_url(edition, author.slug)
    listed = catalogue.walk(Subject.AUTHOR, author.pk, edition, before=before)
    if not listed.stories:
        return None
    around = furniture.around(edition)
    return _list(
        around,
        site,
        path,
        author.name,
        listed,
        before,
        template="author.html",
        description=author.bio or author.job_title,
        about=seo.person(author, path, site),
        feeds=f"{around.feeds_path}authors/{author.slug}/",
        author=author,
    )


def topic(edition: Edition, tag: Tag, own: TopicPage | None, site: str, before: str) -> str | None:
    """Return a topic's page, with what the desk wrote above its stories, if it did.

    None where no story about it is live in this edition. Raises BadCursor.
    """
    listed = catalogue.walk(Subject.TAG, tag.pk, edition, before=before)
    if not listed.stories:
        return None
    around = furniture.around(edition)
    return _list(
        around,
        site,
        topic_url(edition, tag.slug),
        (own and own.title) or capfirst(tag.name),
        listed,
        before,
        feeds=f"{around.feeds_path}topics/{tag.slug}/",
        description=own.introduction if own else "",
        banner=own.picture if own and not before else None,
    )


def story_type(edition: Edition, kind: StoryType, site: str, before: str) -> str | None:
    """Return the page of a story type; None where no story of it is live in this edition. Raises BadCursor."""
    listed = archive.walk_type(edition, kind, before=before)
    if not listed.stories:
        return None
    with translation.override(edition.language):
        title = str(kind.label)
    return _list(furniture.around(edition), site, archive.type_url(edition, kind), title, listed, before)


def paper_page(around: Furniture, page: PaperPage, site: str) -> str:
    """Return a page about the paper itself."""
    path = page.get_absolute_url()
    twins = {} if page.kind == PaperPage.Kind.OTHER else _pages_of(page.kind, around)
    head = seo.of_list(
        around,
        site,
        path=path,
        title=page.title,
        description=page.summary,
        trail=(*around.trail(None), Crumb(page.title, path)),
        alternates=seo.pairs([(around.edition, path), *twins.items()], site) if twins else (),
    )
    urls = {sister.pk: url for sister, url in twins.items()}
    return _render("paper_page.html", around, head=head, page=page, twins=urls)


def _pages_of(kind: str, around: Furniture) -> dict[Edition, str]:
    """Return where the other editions have their page of this kind."""
    sisters = (edition for edition in furniture.editions() if edition.pk != around.edition.pk)
    found = ((sister, furniture.around(sister).page_of(kind)) for sister in sisters)
    return {sister: page.url for sister, page in found if page}


def all_years(edition: Edition, site: str) -> str:
    """Return the archive's first page: every month that has stories."""
    around = furniture.around(edition)
    whole = archive.whole(edition)
    undated_url = archive.undated_url(edition) if whole.has_undated else ""
    return _archived(around, site, _archive_trail(around), years=whole.years, undated_url=undated_url)


def period(period: Period, site: str, before: str) -> str | None:
    """Return a year's, a month's or a day's page; None where it has no story (left). Raises BadCursor."""
    listed = archive.walk(period, before=before)
    if not listed.stories:
        return None
    around = furniture.around(period.edition)
    steps, step = [], period
    while step:
        steps.insert(0, Crumb(step.name, step.path))
        step = step.whole
    return _archived(
        around,
        site,
        (*_archive_trail(around), *steps),
        listed=listed,
        before=before,
        parts=archive.parts(period),
        form="clock" if period.day else "day",
    )


def undated(edition: Edition, site: str, before: str) -> str | None:
    """Return the page of the stories whose date nobody knows; None where there are none. Raises BadCursor."""
    listed = archive.walk_undated(edition, before=before)
    if not listed.stories:
        return None
    around = furniture.around(edition)
    with translation.override(edition.language):
        here = Crumb(_("Without a date"), archive.undated_url(edition))
    return _archived(around, site, (*_archive_trail(around), here), listed=listed, before=before)


def search(edition: Edition, asked: Inquiry, site: str) -> str:
    """Return the page of a search: the form, and what was found. Raises BadCursor."""
    around = furniture.around(edition)
    with translation.override(edition.language):
        told = searching.answer(asked, around)
        title = _("Search: %s") % told.question.text if told.question.text else _("Search")
    head = seo.of_list(around, site, path=asked.address(around.search_url), title=title)
    return _render(
        "search.html",
        around,
        # Search engines have no use for another one's results.
        head=replace(head, robots="noindex, follow") if asked.q else head,
        title=title,
        told=told,
        types=StoryType.choices,
    )


def corrections(edition: Edition, site: str, before: str) -> str:
    """Return the page of what the paper corrected, newest first. Raises BadCursor."""
    around = furniture.around(edition)
    rows = Correction.objects.filter(edition=edition)
    listed = turn(rows, before, CORRECTIONS, Order("at", "id"))
    path = around.corrections_url
    with translation.override(edition.language):
        title, description = _("Corrections"), _("What we got wrong, and what is right.")
    head = seo.of_list(
        around,
        site,
        path=_at(path, listed.here),
        title=title,
        description=description,
        feeds=f"{around.feeds_path}corrections/",
    )
    return _render(
        "corrections.html",
        around,
        head=head,
        title=title,
        description=description,
        policy=around.page_of(PaperPage.Kind.CORRECTIONS),
        corrections=listed.stories,
        **_turns(path, listed, before),
    )


def changes(published: PublishedArticle, site: str) -> str | None:
    """Return the page of what a live story said before; None where its words are those of its first day."""
    edition = published.edition
    with translation.override(edition.language):
        found = versions.public(published, spoken=edition.language)
    if len(found) < 2:
        return None
    around = furniture.around(edition)
    path = changes_url(edition, published.article_id)
    head = replace(seo.of_list(around, site, path=path, title=published.headline), robots="noindex, follow")
    return _render("changes.html", around, head=head, story=published, changes=found)


def not_found(path: str) -> str:
    """Return the page for an address where nothing is, with the newest stories of the edition that it lies in."""
    return _apology("404.html", path)


def gone(path: str, reason: str) -> str:
    """Return the page for the address of a withdrawn story, with the reason that was given to readers."""
    return _apology("410.html", path, reason=reason)


def _apology(template: str, path: str, **context) -> str:
    edition = furniture.edition_at(path) or furniture.main_edition()
    if edition is None:
        return render_to_string("_missing.html", using="paper")
    newest = catalogue.walk(Subject.EDITION, edition.pk, edition, number=6).stories
    return _render(template, furniture.around(edition), newest=newest, words=_words_of(path), **context)


def _top_of(section: Section | None) -> int | None:
    """Return the key of the section of the navigation that this one is, or is a part of."""
    return section and (section.parent_id or section.pk)


def _words_of(path: str) -> str:
    """Return what the last part of an address says, to search for; nothing where it holds no word."""
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0][:120]
    return " ".join(word for word in re.split(r"[-_+\s]+", last) if not word.isdigit())


def _archive_trail(around: Furniture) -> tuple[Crumb, ...]:
    with translation.override(around.edition.language):
        return (*around.trail(None), Crumb(_("Archive"), around.archive_url))


def _archived(
    around: Furniture,
    site: str,
    trail: tuple[Crumb, ...],
    *,
    listed: ListPage | None = None,
    before: str = "",
    **context,
) -> str:
    title, path = trail[-1].name, trail[-1].url
    return _render(
        "archive.html",
        around,
        head=seo.of_list(around, site, path=_at(path, listed.here if listed else ""), title=title, trail=trail),
        title=title,
        trail=trail[:-1],
        stories=listed.stories if listed else (),
        **(_turns(path, listed, before) if listed else {}),
        **context,
    )


def _list(
    around: Furniture,
    site: str,
    path: str,
    title: str,
    listed: ListPage,
    before: str,
    *,
    template: str = "list.html",
    description: str = "",
    trail: tuple[Crumb, ...] = (),
    about: dict | None = None,
    feeds: str = "",
    **context,
) -> str:
    here = _at(path, listed.here)
    head = seo.of_list(
        around, site, path=here, title=title, description=description, trail=trail, about=about, feeds=feeds
    )
    return _render(
        template,
        around,
        head=head,
        title=title,
        description=description,
        trail=trail[:-1],
        stories=listed.stories,
        **_turns(path, listed, before),
        **context,
    )


def _turns(path: str, listed: ListPage, before: str) -> dict[str, str]:
    """Return the addresses of a list's first page, and of those beside this one; empty where there are none."""
    return {
        "newest_url": path if before else "",
        "newer_url": _at(path, listed.newer) if listed.newer else "",
        "older_url": _at(path, listed.older) if listed.older else "",
    }


def _at(path: str, before: str) -> str:
    return f"{path}?{urlencode({caching.CURSOR: before})}" if before else path


def _render(template: str, around: Furniture, **context) -> str:
    with translation.override(around.edition.language):
        return render_to_string(template, {"furniture": around, "edition": around.edition, **context}, using="paper")
