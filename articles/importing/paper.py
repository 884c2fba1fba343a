"""Where in the paper a record belongs: its edition, and its section, made where it is new. For `store` alone."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Model

from articles import language
from articles.importing.records import LegacyStory
from articles.models import RESERVED, Edition, Section

Report = Callable[[str, str], None]


class UnknownEdition(Exception):
    """`--edition` names none of the paper's editions; the message lists them."""


class Paper:
    """The editions and sections of this paper, looked up once a run; makes the section that a story names."""

    def __init__(self, wanted: str, made: list[Model]):
        """`wanted` names the edition (empty: as the source says); what is made here is added to `made`."""
        self._made = made
        self._editions = list(Edition.objects.all())
        self._sections: dict[tuple[int, int | None, str], Section] = {}
        self._taken: dict[int, set[str]] = {}
        #: The first section of a name, wherever it belongs: for stories that do not say of what theirs is a part.
        self._by_name: dict[tuple[int, str], Section] = {}
        self._by_slug: dict[tuple[int, str], Section] = {}
        for section in Section.objects.select_related("edition").order_by("pk"):
            self.add_section(section)
        self._wanted = self._named(wanted) if wanted else None

    def _named(self, wanted: str) -> Edition:
        if not self._editions:
            return self._found(wanted, "", "")
        for edition in self._editions:
            if wanted.casefold() in (edition.name.casefold(), edition.language, edition.path_prefix.rstrip("/")):
                return edition
        there = ", ".join(f"“{edition.name}” ({edition.language})" for edition in self._editions)
        raise UnknownEdition(f"There is no edition “{wanted}”. The paper has: {there}.")

    def _found(self, name: str, spoken: str, logo_alt: str) -> Edition:
        """Found the paper: its first edition."""
        edition = Edition.objects.create(name=name, language=spoken or "en", is_default=True, logo_alt=logo_alt)
        self._editions.append(edition)
        self._made.append(edition)
        return edition

    def place(self, story: LegacyStory, report: Report) -> tuple[Edition, Section | None]:
        """Return where the story belongs; no section if nobody says."""
        edition = self._wanted or self._edition_of(story, report)
        if story.language and story.language[:2] != edition.language[:2]:
            report(
                "other-language", f"It is in “{story.language}”, the edition “{edition.name}” in “{edition.language}”."
            )
        return edition, self._section_of(edition, story) if story.section else None

    def _edition_of(self, story: LegacyStory, report: Report) -> Edition:
        if not self._editions:
            if not story.site:
                report(
                    "no-site", "It does not name its paper; the new edition is called “Newspaper” until you name it."
                )
            return self._found(story.site or "Newspaper", story.language, story.logo_alt)
        there = [edition for edition in self._editions if _is_at(edition, story)]
        named = [edition for edition in self._editions if edition.name == story.site]
        speaking = [edition for edition in self._editions if edition.language == story.language]
        main = [edition for edition in self._editions if edition.is_default]
        # One system may hold stories in several languages under the name of its main edition.
        for matches in (there, [edition for edition in named if edition in speaking], speaking, named, main):
            if len(matches) == 1:
                return matches[0]
        return self._editions[0]

    def _section_of(self, edition: Edition, story: LegacyStory) -> Section:
        if story.section_slug and (found := self.section_at(edition, story.section_slug)):
            return found
        parent = None
        for name in story.parent_sections:
            parent = self._section(edition, name, parent)
        return self._section(edition, story.section, parent)

    def _section(self, edition: Edition, name: str, parent: Section | None) -> Section:
        """Return the section of this name below `parent`, made where there is none; without a parent any will do."""
        if parent is None:
            found = self._by_name.get((edition.pk, name.casefold()))
        else:
            found = self._sections.get((edition.pk, parent.pk, name.casefold()))
        if found is None:
            taken = self._addresses(edition)
            found = Section.objects.create(
                edition=edition, parent=parent, name=name, slug=section_slug(name, taken), order=len(taken) + 1
            )
            self.add_section(found)
            self._made.append(found)
        return found

    def _addresses(self, edition: Edition) -> set[str]:
        """The addresses in this edition that no new section can have."""
        if edition.pk not in self._taken:
            sections = {
                section.slug for (place, _parent, _name), section in self._sections.items() if place == edition.pk
            }
            pages = edition.pages.values_list("slug", flat=True)
            self._taken[edition.pk] = sections | edition.taken() | set(pages)
        return self._taken[edition.pk]

    # --- For what the source tells of the paper itself

    def takes(self, at: str) -> bool:
        """Whether the edition at this address (`/km/`) may be made: the run is not told to fill another one."""
        return self._wanted is None or self._wanted.get_absolute_url() == at

    def at(self, at: str) -> Edition | None:
        """Return the edition at this address, if it is here and the run is to fill it."""
        return next((each for each in self._editions if each.get_absolute_url() == at and self.takes(at)), None)

    def section_at(self, edition: Edition, slug: str) -> Section | None:
        return self._by_slug.get((edition.pk, slug))

    def add_edition(self, edition: Edition) -> None:
        self._editions.append(edition)

    def add_section(self, section: Section) -> None:
        self._by_slug.setdefault((section.edition_id, section.slug), section)
        if section.edition_id in self._taken:
            self._taken[section.edition_id].add(section.slug)
        name = section.name.casefold()
        self._sections.setdefault((section.edition_id, section.parent_id, name), section)
        self._by_name.setdefault((section.edition_id, name), section)


def _is_at(edition: Edition, story: LegacyStory) -> bool:
    """Whether it is the edition at the address that the story's source names, and in its language."""
    return edition.get_absolute_url() == story.edition and edition.language[:2] == story.language[:2]


def section_slug(name: str, taken: Collection[str]) -> str:
    """Return a free address for a section of this name: not another's, not the house's own."""
    return language.free_of({*taken, *RESERVED}, language.slug(name))
