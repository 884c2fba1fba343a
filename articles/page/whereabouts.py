"""Where an old address leads: to a story, to what stands instead of it, to nothing any more, or to a list of stories.

Asked for one address by the middleware and for hundreds by `check_addresses`: a constant number of queries for either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef
from django.urls import Resolver404, resolve

from articles import addresses, language
from articles.addresses import Form, OldArchive
from articles.models import Author, Edition, FormerPath, GonePath, Listing, Publication, PublishedArticle, Section, Tag
from articles.page import furniture
from articles.page.archive import Period

#: So many stories may stand instead of each other, one after the other; the press lets no two do so in a circle.
MOST_INSTEAD = 10


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an old address leads: `path` of a page that is there, or the withdrawal of its story.

    Neither: readers found a story there once, at its source, and never here.
    """

    path: str = ""
    withdrawal: Publication | None = None


def lead(asked: Sequence[tuple[str, str]]) -> list[Lead | None]:
    """Say of each path (decoded) with its query string, at which there is no page, where it leads; None: nowhere."""
    forms = [addresses.forms(path, query) for path, query in asked]
    wanted = {form.path for several in forms for form in several}
    former = FormerPath.objects.filter(path__in=wanted).values_list("path", "article", "was_public")
    stories = {path: article for path, article, _was_public in former}
    private = {path for path, _article, was_public in former if not was_public}
    printed = {form.path for several in forms for form in several if form.is_printed} - set(stories)
    live = PublishedArticle.objects.filter(path__in=printed).values_list("path", "article") if printed else ()
    stories |= dict(live)
    found = [next((form for form in several if form.path in stories), None) for several in forms]
    places = _places({stories[form.path] for form in found if form})
    leads = [_at(places[stories[form.path]], form, private) if form else None for form in found]
    return _with_gone(forms, _with_archives(asked, leads))


def _with_gone(forms: Sequence[Sequence[Form]], leads: list[Lead | None]) -> list[Lead | None]:
    """The leads, with one to nothing for each address of what came with a source and is no story."""
    wanted = {form.path for several, lead in zip(forms, leads, strict=True) if lead is None for form in several}
    gone = set(GonePath.objects.filter(path__in=wanted).values_list("path", flat=True)) if wanted else set()
    return [
        Lead() if lead is None and any(form.path in gone for form in several) else lead
        for several, lead in zip(forms, leads, strict=True)
    ]


def _at(place: Lead | None, form: Form, private: Collection[str]) -> Lead | None:
    if place == Lead() and form.path in private:
        return None
    if place and place.path and form.ending:
        return Lead(place.path.removesuffix("/") + form.ending)
    return place


def _places(stories: Collection[int]) -> dict[int, Lead | None]:
    """Return where readers of each story find it, or what stands instead of it; else its withdrawal; else None."""
    places: dict[int, Lead | None] = dict.fromkeys(stories)
    # Where each story's readers have been led by now, and the first withdrawal on the way.
    here, first = {story: story for story in stories}, {}
    for _step in range(MOST_INSTEAD):
        live = dict(PublishedArticle.objects.filter(pk__in=here.values()).values_list("pk", "path")) if here else {}
        places |= {story: Lead(live[at]) for story, at in here.items() if at in live}
        here = {story: at for story, at in here.items() if at not in live}
        last = _last_acts(here.values())
        for story, at in list(here.items()):
            act = last.get(at)
            if act is None or act.verb != Publication.Verb.WITHDRAW:
                # An old address of what was never out here is kept because it was out at its source.
                places[story] = Lead() if act is None and at == story else None
                del here[story]
                continue
            first.setdefault(story, act)
            if act.instead_id is None:
                del here[story]
            else:
                here[story] = act.instead_id
        if not here:
            break
    return places | {story: Lead(withdrawal=act) for story, act in first.items() if places[story] is None}


def _last_acts(stories: Collection[int]) -> dict[int, Publication]:
    acts = Publication.objects.filter(article__in=stories).order_by("pk") if stories else ()
    return {act.article_id: act for act in acts}


# --- Pages -----------------------------------------------------------------------------------------------------------

#: The house's own rooms beside stories, sections and lists by topic and author.
_ROOMS = ("archive", "types", "feeds", "search", "sitemap", "sitemap.xml", "masthead.svg", "robots.txt")


def pages(paths: Collection[str]) -> dict[str, str]:
    """Return the address of the page here that each of these paths (decoded) names, however it is written; none where
    there is no page.
    """
    written = {path: _as_written_here(path) for path in paths}
    stories = {addresses.without_ending(path)[0] for path in written.values()} | set(written.values())
    there = set(PublishedArticle.objects.filter(path__in=stories).values_list("path", flat=True))
    there |= _furnished()
    lists = {path: archive for path in written.values() if (archive := _own_list(path))}
    listed = archive_paths(set(lists.values()))
    found = {}
    for asked, path in written.items():
        page, ending = addresses.without_ending(path)
        if path in there or (ending and page in there) or _is_room(path) or listed.get(lists.get(path)) == path:
            found[asked] = path
    return found


def _as_written_here(path: str) -> str:
    path = addresses.in_letters(path, "").lower()
    has_ending = "." in path.rpartition("/")[2]
    return path if path.endswith("/") or has_ending else f"{path}/"


def _furnished() -> set[str]:
    """The fronts, sections and pages about the paper."""
    found = {"/"} if furniture.editions() else set()
    for edition in furniture.editions():
        around = furniture.around(edition)
        found.add(edition.get_absolute_url())
        found |= {section.get_absolute_url() for section in around.sections}
        found |= {page.url for page in around.pages}
    return found


def _own_list(path: str) -> OldArchive | None:
    own = any(f"/{room}/" in path for room in ("topics", "authors"))
    return addresses.old_archive(path, "") if own else None


def _is_room(path: str) -> bool:
    parts = path.strip("/").split("/")
    if not any(part in _ROOMS for part in parts[:2]):
        return False
    try:
        return "second" not in resolve(path).kwargs
    except Resolver404:
        return False


# --- Lists of stories ------------------------------------------------------------------------------------------------


def _with_archives(asked: Sequence[tuple[str, str]], leads: list[Lead | None]) -> list[Lead | None]:
    """Lead what named a list of stories on the old site to the list here that has stories."""
    named = [None if found else addresses.old_archive(*one) for one, found in zip(asked, leads, strict=True)]
    if not any(named):
        return leads
    paths = archive_paths({archive for archive in named if archive})
    return [
        found or (Lead(paths[archive]) if archive in paths and paths[archive] != path else None)
        for (path, _query), found, archive in zip(asked, leads, named, strict=True)
    ]


def archive_paths(archives: Collection[OldArchive]) -> dict[OldArchive, str]:
    """Return the path of each list that there is here."""
    editions = furniture.editions()
    by_noun = {
        "section": _sections(editions, _slugs(archives, "section")),
        "tag": _lists(Tag, Listing.Subject.TAG, "topics", editions, _slugs(archives, "tag")),
        "author": _lists(Author, Listing.Subject.AUTHOR, "authors", editions, _slugs(archives, "author")),
    }
    paths = {}
    for archive in archives:
        if archive.noun == "period":
            places = _periods(editions, archive.name)
        else:
            known = by_noun[archive.noun]
            places = next((known[slug] for slug in _spellings(archive.name) if slug in known), {})
        if places:
            paths[archive] = places.get(f"{archive.prefix}/") or next(iter(places.values()))
    return paths


def _slugs(archives: Iterable[OldArchive], noun: str) -> set[str]:
    return {slug for archive in archives if archive.noun == noun for slug in _spellings(archive.name)}


def _spellings(name: str) -> list[str]:
    """An old list's name as it stands, and as an address is made of it here."""
    words = name.replace("-", " ").replace("+", " ").replace("_", " ")
    return list(dict.fromkeys((name.lower(), language.slug(words))))


def _sections(editions: Sequence[Edition], slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """By slug, then by the edition's prefix: the path. The main edition comes first."""
    if not slugs:
        return {}
    found: dict[str, dict[str, str]] = {}
    order = {edition.pk: place for place, edition in enumerate(editions)}
    rows = Section.objects.filter(slug__in=slugs).select_related("edition")
    for section in sorted(rows, key=lambda row: order.get(row.edition_id, len(order))):
        found.setdefault(section.slug, {})[section.edition.path_prefix] = section.get_absolute_url()
    return found


def _lists(
    model: type[Model], subject: Listing.Subject, room: str, editions: Sequence[Edition], slugs: Collection[str]
) -> dict[str, dict[str, str]]:
    """The same for lists that an edition has only where a story of it is live."""
    if not slugs or not editions:
        return {}
    listed = Listing.objects.filter(subject=subject, subject_id=OuterRef("pk"))
    inside = {f"in_{edition.pk}": Exists(listed.filter(edition=edition)) for edition in editions}
    return {
        row.slug: {
            edition.path_prefix: f"/{edition.path_prefix}{room}/{row.slug}/"
            for edition in editions
            if getattr(row, f"in_{edition.pk}")
        }
        for row in model.objects.filter(slug__in=slugs).only("slug").annotate(**inside)
    }


def _periods(editions: Sequence[Edition], name: str) -> dict[str, str]:
    """The same for a year, a month or a day (“2019/5”)."""
    found = {}
    for edition in editions:
        try:
            period = Period(edition, *map(int, name.split("/")))
        except ValueError:
            return {}
        first, after = period.bounds()
        if PublishedArticle.objects.filter(edition=edition, published_at__gte=first, published_at__lt=after).exists():
            found[edition.path_prefix] = period.path
    return found
