"""A newspaper with everything that a reader can come to, and things that no reader may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import press
from articles.models import Author, FormerPath
from media.models import Picture
from tests.articles.exporting.site.mirrors import Mirror
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

KHMER_HEADLINE = "សាឡាងនឹងដំណើរការរហូតដល់ពាក់កណ្ដាលអធ្រាត្រចាប់ពីថ្ងៃច័ន្ទ"


@pytest.fixture(autouse=True)
def _key(settings, tmp_path):
    settings.MIRROR_KEY = tmp_path / "key.pem"


@pytest.fixture
def mirror(tmp_path, capsys):
    return Mirror(tmp_path / "mirror", capsys)


@pytest.fixture
def paper(db):
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
    FormerPath.objects.create(path="/never-published/", article=draft)
    later = make_article("Under embargo", section=river, embargo_until=timezone.now() + timedelta(days=1))
    press.schedule(later, by=None, at=timezone.now() + timedelta(days=2))
