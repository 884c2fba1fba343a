"""Gathers what leaves, a batch of stories at a time: each as its record and as readers get it.

A batch takes a constant number of queries, whatever its size. What readers do not have is read from the desk, where the
selection lets it leave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, Q

from articles import body, language, snapshot
from articles.exporting import identities, telling
from articles.exporting.identities import Known
from articles.exporting.selection import Chosen, Wanted
from articles.exporting.telling import Around, Facts
from articles.exporting.values import Exported
from articles.importing.records import LegacyStory, Status
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    DeskStatus,
    FormerPath,
    Publication,
    PublishedArticle,
    RelatedLink,
    Revision,
    Section,
    Standing,
    StoryPicture,
    Tag,
    TaggedArticle,
)
from articles.related import Live, Neighbours, Related
from articles.story import Copy, compose_each
from media.models import Picture


@dataclass(slots=True)
class Entry:
    """One story of the batch on its way out. Its texts: what readers have, what they are to get, what the desk has."""

    article: Article
    live: PublishedArticle | None
    withdrawn: Publication | None = None
    texts: list[tuple[Status, dict]] = field(default_factory=list)


class Gatherer:
    """Turns batches of a selection's articles into what is exported. Looks the sections up once."""

    def __init__(self, chosen: Chosen, source: str):
        """`source` is `identities.own_source`."""
        self._live_only = chosen.status is Wanted.LIVE
        self._source = source
        self._sections = Section.objects.select_related("edition").in_bulk()

    def gather(self, articles: Sequence[Article]) -> list[Exported]:
        """Return the stories, in their order. The articles come with their editions."""
        live = PublishedArticle.objects.select_related("revision").in_bulk([article.pk for article in articles])
        entries = [Entry(article, live.get(article.pk)) for article in articles]
        for entry in entries:
            if entry.live:
                entry.texts.append((Status.PUBLISHED, snapshot.read(entry.live.revision)))
        if not self._live_only:
            _add_withdrawals(entries)
            _add_planned(entries)
            _add_desk(entries)
        around = self._around(entries)
        facts = _facts(entries)
        sisters = _sisters(entries)
        stories = compose_each([self._copy(entry, around, sisters) for entry in entries])
        return [
            Exported(
                _record(entry, facts[entry.article.pk], around), story, entry.article.pk, _originals(entry, around)
            )
            for entry, story in zip(entries, stories, strict=True)
        ]

    def _around(self, entries: Sequence[Entry]) -> Around:
        contents = [content for entry in entries for _status, content in entry.texts]
        arrived = self._arrived(entries)
        named = {entry.article.pk for entry in entries} | set(arrived.values())
        named |= {entry.article.withdraw_instead_id for entry in entries}
        named |= {entry.withdrawn.instead_id for entry in entries if entry.withdrawn}
        named |= {content["translation_of"] for content in contents}
        named |= {link["target"] for content in contents for link in content["related"]}
        named |= {key for content in contents for key in body.story_keys(content["body"])}
        return Around(
            stories=identities.of(named - {None}, self._source),
            sections=self._sections,
            authors=_rows(Author, {row["author"] for content in contents for row in content["bylines"]}),
            tags=_rows(Tag, {tag["id"] for content in contents for tag in content["tags"]}),
            pictures={
                key: picture
                for key, picture in _rows(
                    Picture, {use["picture"] for content in contents for use in content["pictures"]}
                ).items()
                if picture.is_usable or not self._live_only
            },
            arrived=arrived,
            live_only=self._live_only,
        )

    def _edition(self, article: Article, content: dict) -> int:
        section = self._sections.get(content["section"])
        return section.edition_id if section else article.edition_id

    def _arrived(self, entries: Sequence[Entry]) -> dict[tuple[int, str], int]:
        """What pending links that name a headline alone have become, as an import finds it: by headline, by slug."""
        pending = {
            (self._edition(entry.article, content), link["headline"])
            for entry in entries
            for _status, content in entry.texts
            for link in content["related"]
            if not (link["target"] or link["url"] or link["pending_key"])
        }
        if not pending:
            return {}
        slugs = {headline: language.slug(headline, max_length=120) for _edition, headline in pending}
        rows = Article.objects.filter(edition__in={edition for edition, _headline in pending}).filter(
            Q(headline__in=slugs) | Q(slug__in=slugs.values())
        )
        by_headline, by_slug = {}, {}
        for key, edition, headline, slug in rows.order_by("pk").values_list("pk", "edition", "headline", "slug"):
            by_headline.setdefault((edition, headline), key)
            by_slug.setdefault((edition, slug), key)
        found = {place: by_headline.get(place) or by_slug.get((place[0], slugs[place[1]])) for place in pending}
        return {place: key for place, key in found.items() if key}

    def _copy(self, entry: Entry, around: Around, sisters: Mapping[int, Sequence[Live]]) -> Copy:
        content = entry.texts[0][1]
        section = self._sections.get(content["section"])
        edition = section.edition if section else entry.article.edition
        picks = [pick for link in content["related"] if (pick := _pick(link, edition.pk, around))]
        cards = {key: _ours(around.stories[key]) for key in body.story_keys(content["body"]) if around.may_tell(key)}
        original = content["translation_of"] or entry.article.pk
        others = tuple(sister for sister in sisters.get(original, ()) if sister.article_id != entry.article.pk)
        return Copy(
            content,
            entry.article.pk,
            edition,
            section,
            entry.live,
            entry.live.published_at if entry.live else entry.article.published_at,
            Neighbours(tuple(picks), others, cards),
        )


def _rows(model: type[Model], keys: set[int | None]) -> dict[int, Model]:
    return model.objects.in_bulk(keys - {None})


def _record(entry: Entry, facts: Facts, around: Around) -> LegacyStory:
    texts = [telling.words(content, facts, around, status) for status, content in entry.texts]
    return telling.whole(texts, facts, around)


def _originals(entry: Entry, around: Around) -> tuple[Picture, ...]:
    keys = dict.fromkeys(use["picture"] for _status, content in entry.texts for use in content["pictures"])
    return tuple(around.pictures[key] for key in keys if key in around.pictures)


# --- As readers get it ----------------------------------------------------------------------------------------------


def _pick(link: dict, edition: int, around: Around) -> Related | None:
    """What the desk picked; nothing for a story that whoever gets the export is not to know of."""
    if link["url"]:
        return Related(link["headline"], link["teaser"], link["url"], outside=True)
    target = link["target"]
    if target is None:
        target = around.arrived.get((edition, link["headline"]))
        if not around.may_tell(target):
            return Related(link["headline"], link["teaser"], "") if link["headline"] else None
    return _ours(around.stories[target], link["headline"], link["teaser"]) if around.may_tell(target) else None


def _ours(known: Known, headline: str = "", teaser: str = "") -> Related:
    shown = headline or known.live_headline or known.headline
    return Related(shown, teaser or known.live_teaser, known.path, key=known.key)


def _sisters(entries: Sequence[Entry]) -> dict[int, list[Live]]:
    """The live stories that translate the same one, by that one's key."""
    originals = {content["translation_of"] or entry.article.pk for entry in entries for _status, content in entry.texts}
    found = defaultdict(list)
    rows = PublishedArticle.objects.filter(original_id__in=originals).order_by("pk").values_list(*Live._fields)
    for sister in map(Live._make, rows):
        found[sister.original_id].append(sister)
    return found


# --- What the desk has ----------------------------------------------------------------------------------------------


def _add_withdrawals(entries: Sequence[Entry]) -> None:
    taken = {entry.article.pk: entry for entry in entries if entry.article.standing == Standing.WITHDRAWN}
    if taken:
        acts = Publication.objects.filter(article__in=taken, verb=Publication.Verb.WITHDRAW).order_by("pk")
        for act in acts:
            taken[act.article_id].withdrawn = act


def _add_planned(entries: Sequence[Entry]) -> None:
    """What is to go live by itself."""
    planned = [entry for entry in entries if entry.article.publish_at and entry.article.scheduled_revision_id]
    if planned:
        revisions = Revision.objects.in_bulk([entry.article.scheduled_revision_id for entry in planned])
        for entry in planned:
            entry.texts.append((Status.SCHEDULED, snapshot.read(revisions[entry.article.scheduled_revision_id])))


def _add_desk(entries: Sequence[Entry]) -> None:
    """The working copy, where it may say another thing than readers have."""
    wanted = [entry for entry in entries if entry.article.standing != Standing.LIVE or entry.article.publish_at]
    if not wanted:
        return
    keys = [entry.article.pk for entry in wanted]
    bylines = _by_article(Byline.objects.filter(article__in=keys).select_related("author").order_by("order"))
    pictures = _by_article(StoryPicture.objects.filter(article__in=keys).order_by("order"))
    related = _by_article(RelatedLink.objects.filter(article__in=keys).order_by("order"))
    tags = defaultdict(list)
    for tagged in TaggedArticle.objects.filter(content_object__in=keys).select_related("tag").order_by("pk"):
        tags[tagged.content_object_id].append(tagged.tag)
    for entry in wanted:
        key = entry.article.pk
        content = snapshot.content(
            entry.article,
            spoken=entry.article.edition.language,
            bylines=bylines[key],
            pictures=pictures[key],
            related=related[key],
            tags=tags[key],
        )
        entry.texts.append((_standing(entry), content))


def _standing(entry: Entry) -> Status:
    """How the working copy stands: nobody is to publish what its desk took back."""
    if entry.withdrawn and not entry.texts:
        return Status.WITHDRAWN
    return Status.IN_REVIEW if entry.article.desk_status == DeskStatus.IN_REVIEW else Status.DRAFT


def _by_article(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.article_id].append(row)
    return found


def _facts(entries: Sequence[Entry]) -> dict[int, Facts]:
    keys = [entry.article.pk for entry in entries]
    paths = defaultdict(list)
    for key, path in FormerPath.objects.filter(article__in=keys).values_list("article", "path"):
        paths[key].append(path)
    said = _by_article(Correction.objects.filter(article__in=keys).order_by("at", "pk"))
    return {
        entry.article.pk: Facts(
            entry.article, entry.live, paths[entry.article.pk], said[entry.article.pk], entry.withdrawn
        )
        for entry in entries
    }
