"""Turns records into desk and press rows; knows no format. Called by `runner` alone, one batch at a time.

A batch takes a constant number of queries, whatever its size: names are looked up together, rows written in bulk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from articles import body, press, standing
from articles.importing import (
    addresses,
    agencies,
    journal,
    links,
    media_queue,
    names,
    past,
    recognising,
    references,
    saving,
)
from articles.importing.entries import Entry
from articles.importing.nouns import Nouns
from articles.importing.options import ImportOptions, Prepared
from articles.importing.outcomes import Outcome, Result
from articles.importing.paper import Paper
from articles.importing.pictures import PictureDesk
from articles.importing.records import PaperFact
from articles.models import Article, ImportRun, Revision, Standing, Tag, bulk


class Store:
    """Writes a run's batches. Holds what is looked up once a run: editions, sections, names, pictures."""

    def __init__(self, run: ImportRun, options: ImportOptions):
        self.run = run
        self.options = options
        #: Rows of other nouns that the batch made.
        self.made: list[Model] = []
        self.pictures = PictureDesk(options.media, self.made, dry_run=options.dry_run)
        self.paper = Paper(options.edition, self.made)
        self.authors = names.Authors(self.made)
        self.tags = names.Directory(Tag, self.made)
        self.nouns = Nouns(self.paper, self.pictures, self.made)

    def recognise(self, stories: Sequence[Prepared], facts: Sequence[PaperFact] = ()) -> list[Entry]:
        """Return an entry for each story, in order, that says whether it comes in; take in the pictures of those, and
        of the facts.

        Called outside a transaction: drawing pictures takes its time.
        """
        self.nouns.take_in_pictures(facts)
        entries = [
            Entry(one.story, one.source, one.digest, one.packed, list(one.story.problems), size=one.size)
            for one in stories
        ]
        for entry in entries:
            agencies.judge(entry)
        agencies.keep_newest(entries)
        for entry in entries:
            if entry.outcome is None:
                self._check(entry)
        recognising.recognise([entry for entry in entries if entry.outcome is None], self.run)
        for entry in entries:
            if entry.comes_in and not entry.takes_back:
                entry.problems += self.pictures.take_in(entry.story)
        return entries

    def write(self, entries: Sequence[Entry], facts: Sequence[PaperFact] = (), *, at: datetime) -> list[Result]:
        """Write one batch, inside the caller's transaction. Returns a result for each entry, in order, and one for each
        fact of the paper that could not be taken in.
        """
        refused = self.nouns.write(facts)
        coming = [entry for entry in entries if entry.comes_in and not entry.takes_back]
        if coming:
            journal.keep_replaced(self.run, [entry.known for entry in coming if entry.outcome is Outcome.UPDATED])
            self._save(coming, at)
        journal.keep_brought(self.run, self.made)
        self.made.clear()
        if any(entry.story.wire or entry.takes_back for entry in entries):
            agencies.take_back(self.run, entries, at=at)
        journal.keep_found(self.run, [entry for entry in entries if entry.outcome is Outcome.UNCHANGED])
        journal.keep_conflicts([entry for entry in entries if entry.outcome is Outcome.CONFLICT and entry.known])
        return [*(entry.result() for entry in entries), *refused]

    # --- Whether ---------------------------------------------------------------------------------------------------

    def _check(self, entry: Entry) -> None:
        """Refuse what cannot be a row here."""
        entry.story, told = names.fitted(entry.story)
        entry.problems += told
        if reason := names.unfit(entry.story):
            entry.outcome = Outcome.REFUSED
            entry.report("refused", reason)
        elif not self.options.allow_restricted and (reason := agencies.why_restricted(entry)):
            entry.outcome = Outcome.REFUSED
            entry.report("restricted", reason)
        elif self.options.strict and entry.problems:
            entry.outcome = Outcome.REFUSED
            entry.report("strict", "Refused because of the problems above (--strict).")

    # --- What ------------------------------------------------------------------------------------------------------

    def _save(self, entries: Sequence[Entry], at: datetime) -> None:
        """Write the stories, each with its further texts after it, and what they mean to others."""
        self._save_texts(entries, at)
        texts, nested = [*entries], [entry.next_text() for entry in entries if entry.story.unpublished]
        while nested:
            self._save_texts(nested, at)
            texts += nested
            nested = [entry.next_text() for entry in nested if entry.story.unpublished]
        last = {entry.article.pk: entry for entry in texts}
        references.wait(texts)
        links.resolve_pending(list(last.values()))
        saving.keep_records(entries, self.run, {article: entry.revision.number for article, entry in last.items()})
        # By their records the stories that waited are known.
        references.arrive(entry for entry in entries if entry.outcome is Outcome.CREATED)

    def _save_texts(self, entries: Sequence[Entry], at: datetime) -> None:
        self._fill(entries)
        saving.save_articles(entries, at)
        saving.add_relations(entries, self.authors, self.tags, self.pictures)
        if self.options.fetch_media:
            media_queue.put_in(self.run, entries)
        links.add_related(entries)
        saving.add_revisions(entries)
        addresses.keep_former(entries)
        past.keep_corrections(entries)
        live = [entry for entry in entries if entry.goes_live]
        releases = [entry.release for entry in live]
        if releases:
            for entry, published in zip(live, press.bring_out(releases, by=self.run.by, at=at), strict=True):
                entry.path = published.path
        past.keep_withdrawals(entries, by=self.run.by, at=at)
        saving.schedule([entry for entry in entries if entry.waits])
        standing.settle([entry.article.pk for entry in entries if not entry.goes_live and not entry.is_plain_draft])

    @staticmethod
    def _give_keys(entries: Sequence[Entry]) -> None:
        """Say which keys new articles and the revisions will have, so that all of the batch can name them."""
        new = [entry for entry in entries if entry.outcome is Outcome.CREATED]
        keys, revision_keys = bulk.reserve((Article, len(new)), (Revision, len(entries)))
        for entry in new:
            entry.article.pk = next(keys)
        for entry in entries:
            entry.revision_key = next(revision_keys)

    def _fill(self, entries: Sequence[Entry]) -> None:
        """Give each entry its edition, section, article and address, all unsaved or found."""
        for entry in entries:
            entry.edition, entry.section = self.paper.place(entry.story, entry.report)
            entry.tell_why_draft()
        slugs = addresses.free_slugs(entries)
        self.pictures.recall(entry.story for entry in entries)
        for entry in entries:
            # As it will stand: what is right from the start is not written twice.
            stands = Standing.LIVE if entry.goes_live else Standing.DRAFT
            entry.article = entry.article or Article(desk_status=saving.work(entry), standing=stands)
        self._give_keys(entries)
        references.look_up(entries)
        for entry in entries:
            saving.write_article(entry, slugs[entry.key])
            if repeats := self.pictures.repeats(entry.story):
                entry.article.body = body.without_pictures(entry.article.body, repeats)
                entry.report("lead-repeated", "The lead picture stood in the body as well, and stands there no more.")
