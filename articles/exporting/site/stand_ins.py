"""Pages of the mirror that stand where the site answers by other means than a page: a redirect, a search, an error."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.page import furniture
from articles.seo import absolute


def moved(path: str, to: str, site: str) -> str:
    """Return the page at a former address: it takes the reader to where the page is now."""
    edition = _edition_at(path)
    with translation.override(edition.language):
        facts = {"edition": edition, "site": site, "to": to, "canonical": absolute(site, to)}
        return render_to_string("mirror/moved.html", facts, using="paper")


def gone(path: str, reason: str) -> str:
    """Return the page at the address of a withdrawn story, with the reason that was given to readers."""
    with translation.override(_edition_at(path).language):
        return _notice(path, _("This story has been withdrawn"), reason)


def nothing(path: str) -> str:
    """Return the page for an address that a page names and where nothing is, on the site neither."""
    with translation.override(_edition_at(path).language):
        return _notice(path, _("There is nothing at this address"), _("The page was moved, or was never there."))


def search(path: str) -> str:
    with translation.override(_edition_at(path).language):
        return _notice(path, _("Search"), _("This copy of the paper cannot be searched. Its archive has every story."))


def _notice(path: str, title: str, sentence: str) -> str:
    edition = _edition_at(path)
    facts = {"furniture": furniture.around(edition), "edition": edition, "title": title, "sentence": sentence}
    return render_to_string("mirror/notice.html", facts, using="paper")


def _edition_at(path: str) -> Edition:
    """A mirror is of a paper, and a paper has an edition: `run` sees to it."""
    return furniture.edition_at(path) or furniture.main_edition()
