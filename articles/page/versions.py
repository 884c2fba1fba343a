"""What a story's words were before: its published versions, each held against the one before it. For `pages`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles import body, corrections, snapshot
from articles.language import comparing
from articles.language.comparing import Kind, Piece
from articles.models import Publication, PublishedArticle

#: Of the newest versions so many are compared: the comparison of a story that was rewritten all day is for nobody.
MOST = 20


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """Headline, standfirst or text: the paragraphs that changed, each as its pieces in reading order."""

    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One version, and what it changed of the one before. `withheld` is the reason why it is not shown, else empty."""

    number: int
    publication: Publication
    is_first: bool
    withheld: str
    parts: tuple[ChangedPart, ...]

    @property
    def at(self) -> datetime:
        return self.publication.at


def public(published: PublishedArticle, *, spoken: str) -> list[Change]:
    """Return the versions of a live story whose words differ, newest first. One query.

    What is withheld is compared with nothing, and nothing with it: its words must not come out by what replaced them.
    """
    acts = (
        Publication.objects.filter(article=published.article_id, verb__in=("publish", "update"))
        .select_related("revision", "withheld")
        .order_by("-pk")[: MOST + 1]
    )
    changes: list[Change] = []
    before: dict | None = None
    shown_before = True
    for act in reversed(acts):
        content = snapshot.read(act.revision)
        if before is not None and not corrections.is_rewritten(before, content):
            continue
        withheld = act.withheld.reason if hasattr(act, "withheld") else ""
        compared = before is not None and shown_before and not withheld
        parts = _parts(before, content, spoken) if compared else ()
        changes.append(Change(len(changes) + 1, act, before is None, withheld, parts))
        before, shown_before = content, not withheld
    return changes[::-1]


def _parts(old: dict, new: dict, spoken: str) -> tuple[ChangedPart, ...]:
    texts = (
        (_("Headline"), old["headline"], new["headline"]),
        (_("Standfirst"), old["standfirst"], new["standfirst"]),
        (_("Text"), body.to_text(old["body"]), body.to_text(new["body"])),
    )
    return tuple(
        ChangedPart(title, _changed_paragraphs(comparing.words(before, after, spoken)))
        for title, before, after in texts
        if before.split() != after.split()
    )


def _changed_paragraphs(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Cut the pieces into paragraphs and leave out those in which nothing changed."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        paragraphs[-1].append(Piece(piece.kind, first))
        paragraphs += [[Piece(piece.kind, text)] for text in rest]
    return tuple(
        tuple(piece for piece in paragraph if piece.text)
        for paragraph in paragraphs
        if any(piece.text.strip() and piece.kind is not Kind.SAME for piece in paragraph)
    )
