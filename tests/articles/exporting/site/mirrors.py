"""A newspaper with everything that a reader can come to, and its mirror, read from outside: as files."""

import io
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone
from lxml import html

from articles import press
from articles.models import Author, FormerPath
from media.models import Picture
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    draw,
    make_article,
    make_edition,
    make_live,
    make_paper_page,
    make_section,
)

SITE = "https://www.gazette.example"
ADDRESSES = ("href", "src", "poster")
SETS = ("srcset", "imagesrcset")


KHMER_HEADLINE = "សាឡាងនឹងដំណើរការរហូតដល់ពាក់កណ្ដាលអធ្រាត្រចាប់ពីថ្ងៃច័ន្ទ"


class Mirror:
    """A folder with a mirror; what the last command on it said."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.out = self.err = ""

    def export(self, *arguments: str) -> int:
        """Run the command; return its exit code."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit) as ending:
            call_command("export_site", str(self.folder), "--site-url", SITE, *arguments, stdout=out, stderr=err)
        self.out, self.err = out.getvalue(), err.getvalue()
        return ending.value.code

    def verify(self, *arguments: str) -> int:
        return self.export("--verify", *arguments)

    def files(self) -> dict[str, bytes]:
        """Every file by its name, with its bytes."""
        found = (Path(folder) / file for folder, _folders, files in os.walk(self.folder) for file in files)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def page(self, name: str):
        return html.fromstring(self.read(name))

    def links_of(self, name: str) -> list[str]:
        """The names of the files that a page names, there or not, without what leads out of the mirror."""
        found = []
        for element in self.page(name).iter():
            said = [element.get(attribute) or "" for attribute in ADDRESSES]
            for attribute in SETS:
                said += [part.split()[0] for part in (element.get(attribute) or "").split(",") if part.strip()]
            for address in said:
                parts = urlsplit(address)
                if parts.path and not parts.scheme:
                    assert not parts.path.startswith("/"), f"{name}: {address} leads to the root of the disk"
                    found.append(os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path))))
        return found

    def clicks(self) -> dict[str, int]:
        """How many clicks away from the front page each page is that can be reached."""
        away, edge = {"index.html": 0}, ["index.html"]
        while edge:
            here = edge.pop(0)
            for name in self.links_of(here):
                if name.endswith(".html") and name not in away:
                    away[name] = away[here] + 1
                    edge.append(name)
        return away


def make_paper() -> None:
    """Two editions; 24 live stories and a sister in Khmer; one rewritten, corrected and moved; one withdrawn, one kept
    out of search engines; a draft, a story with an embargo, and a page of the paper that is a draft."""
    river = make_section(parent=make_section("Country"))
    khmer = make_section("ព័ត៌មាន", make_edition("សាឡាង", "km", "km/", is_default=False))
    for number in range(23):
        make_live(f"Story {number}", section=river, tags=["ferries"], at=MORNING - timedelta(hours=number))
    make_paper_page(edition=river.edition)
    make_paper_page("Secret plans", river.edition, kind="other", is_public=False)
    ferry = make_article(section=river, story_type="analysis", tags=["ferries"], slug="ferry")
    add_byline(ferry)
    Author.objects.update(portrait=_picture("black"))
    add_picture(ferry, _picture("navy"))
    for colour in ("teal", "olive"):
        add_picture(ferry, _picture(colour), "gallery")
    press.publish(ferry, by=None, at=MORNING)
    ferry.slug, ferry.body = "ferry-runs", "<p>It runs <a href='/river/ferry/?from=mail#top'>as we said</a>.</p>"
    ferry.save()
    press.publish(ferry, by=None)
    press.correct(ferry, by=None, kind="correction", text="It runs until one.")
    sister = make_article(KHMER_HEADLINE, section=khmer, translation_of=ferry, tags=["សាឡាង"])
    press.publish(sister, by=None, at=MORNING)
    FormerPath.objects.create(path="/2019/Old-Ferry.html", article=ferry)
    FormerPath.objects.create(path="/news/old ferry", article=ferry)
    FormerPath.objects.create(path="/story.php?id=7", article=ferry)
    _not_for_all(river)


def _picture(colour: str) -> Picture:
    """A small one, whose renditions are drawn at once."""
    facts = {"alt_text": "A ferry", "credit": "Chan Mony"}
    picture, _created = Picture.objects.add(draw(colour, (120, 80)), name=f"{colour}.jpg", **facts)
    return picture


def _not_for_all(river) -> None:
    gone = make_live("Unconfirmed", section=river, paragraphs=["Words that could not be confirmed."])
    press.withdraw(gone, by=None, reason="It could not be confirmed.")
    make_live("Kept quiet", section=river, kept_out_of_search=True)
    draft = make_article("A draft of ours", section=river)
    FormerPath.objects.create(path="/never-published/", article=draft, was_public=True)
    later = make_article("Under embargo", section=river, embargo_until=timezone.now() + timedelta(days=1))
    press.schedule(later, by=None, at=timezone.now() + timedelta(days=2))
