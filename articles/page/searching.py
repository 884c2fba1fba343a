"""The search's answer to one reader: what was found, in the reader's words, and what helps where nothing was.

Reads the page side alone. For `pages`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from articles import language, search, snapshot
from articles.body import reading
from articles.models import Author, PublishedArticle, Section, Tag
from articles.page import catalogue, inquiry
from articles.page.catalogue import Subject
from articles.page.furniture import Furniture
from articles.page.inquiry import Inquiry
from articles.search import Question, Scope, marking
from articles.search.marking import Piece

NEWEST = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found: headline and snippet in pieces, what answers the question marked."""

    story: PublishedArticle
    section: Section | None
    headline: list[Piece]
    snippet: list[Piece]


@dataclass(slots=True)
class Answer:
    """Everything that the page of a search shows. `suggestion` is the question without its typos."""

    inquiry: Inquiry
    question: Question
    problems: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    hits: list[Hit] = field(default_factory=list)
    older: Inquiry | None = None
    rest: Inquiry | None = None
    suggestion: Inquiry | None = None
    each: list[Inquiry] = field(default_factory=list)
    newest: tuple[PublishedArticle, ...] = ()


def answer(asked: Inquiry, around: Furniture) -> Answer:
    """Return the answer to an inquiry in an edition. Five queries at most. Raises BadCursor."""
    question = search.read(asked.q)
    told = Answer(asked, question)
    if question.is_cut:
        told.problems.append(_("This was too long to be searched for whole; only its beginning was."))
    scope = _scope(told, around)
    if not question:
        if asked.q.strip():
            told.problems.append(_("There is no word in this that can be searched for."))
        return told
    found = search.find(question, scope, best=asked.best_first, before=asked.before)
    told.hits = _hits(found.keys, question, around)
    told.older = asked.but(before=found.older) if found.older else None
    told.rest = asked.but(order=inquiry.NEWEST, before=found.rest) if found.rest else None
    if not told.hits and not asked.before:
        _help(told, around)
    return told


def _help(told: Answer, around: Furniture) -> None:
    """What can be done where nothing was found: the word that was meant, each word alone, the newest stories."""
    edition = around.edition
    if suggestion := search.suggest(told.question, edition.pk):
        told.suggestion = told.inquiry.but(q=suggestion)
    else:
        told.newest = catalogue.walk(Subject.EDITION, edition.pk, edition, number=NEWEST).stories
    if len(told.question.parts) > 1:
        told.each = [told.inquiry.but(q=part.typed) for part in told.question.parts]


def _scope(told: Answer, around: Furniture) -> Scope:
    """What the filters name; for one that names nothing, a sentence is added to the problems and it is passed over."""
    asked, problems, edition = told.inquiry, told.problems, around.edition
    section = around.section(language.slug(asked.section)) if asked.section else None
    if asked.section and section is None:
        problems.append(_("There is no section “%s”.") % asked.section[:40])
    author, tag = _person_and_topic(asked, problems)
    since, until = inquiry.day(asked.since, problems), inquiry.day(asked.until, problems)
    if since and until and since > until:
        since, until = until, since
    told.since, told.until = since, until
    return Scope(
        edition=edition.pk,
        section=section.pk if section else None,
        author=author,
        tag=tag,
        story_type=inquiry.story_type(asked.type, problems),
        since=datetime.combine(since, time.min, edition.zone) if since else None,
        # The last day is included; the calendar's own last one has no next.
        until=_next_day(datetime.combine(until, time.min, edition.zone)) if until else None,
    )


def _next_day(midnight: datetime) -> datetime:
    return midnight + timedelta(days=1) if midnight.year < 9999 else midnight


def _person_and_topic(asked: Inquiry, problems: list[str]) -> tuple[int | None, int | None]:
    """Return the keys of the author and of the topic that were typed, by name or address. One query, or none."""
    wanted = {"author": (Author, asked.author), "topic": (Tag, asked.topic)}
    queries = [
        model.objects.order_by()
        .filter(slug=language.slug(typed))
        .values_list(Value(kind, output_field=CharField()), "pk")
        for kind, (model, typed) in wanted.items()
        if typed
    ]
    found = dict(queries[0].union(*queries[1:])) if queries else {}
    if asked.author and "author" not in found:
        problems.append(_("There is no author “%s”.") % asked.author[:40])
    if asked.topic and "topic" not in found:
        problems.append(_("There is no topic “%s”.") % asked.topic[:40])
    return found.get("author"), found.get("topic")


def _hits(keys: tuple[int, ...], question: Question, around: Furniture) -> list[Hit]:
    rows = PublishedArticle.objects.select_related("revision", "lead_picture").in_bulk(keys)
    sections = {section.pk: section for section in around.sections}
    return [_hit(rows[key], question, sections) for key in keys if key in rows]


def _hit(row: PublishedArticle, question: Question, sections: dict[int, Section]) -> Hit:
    content = snapshot.read(row.revision)
    shown = (
        marking.snippet(reading.to_text(content["body"]), question)
        or marking.snippet(row.teaser, question)
        or marking.snippet(content["standfirst"], question)
        or marking.snippet(" ".join(search.captions(content, {row.lead_picture_id: row.lead_picture})), question)
        or [Piece(row.teaser)]
    )
    return Hit(row, sections.get(row.section_id), marking.mark(row.headline, question), shown)
