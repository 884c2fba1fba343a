"""What holds of every reader's page, whatever it shows: its landmarks, headings, pictures, weight and contrast."""

import re
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from lxml import html

from articles import press
from articles.models import Edition, StoryPicture, Tag, TopicPage
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    add_related,
    make_article,
    make_edition,
    make_live,
    make_paper_page,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

STYLE = Path(finders.find("newsroom/paper.css"))
FERRY = "/river/ferry-to-run-until-midnight/"
PAGES = (
    "/", "/river/", FERRY, "/authors/sok-dara/", "/topics/ferries/", "/types/analysis/", "/archive/", "/archive/2026/",
    "/archive/2026/03/", "/archive/2026/03/02/", "/about-us/", "/search/?q=ferry", "/nothing/", "/km/",
)  # fmt: skip
#: WCAG 2.2, 1.4.3: text against what is behind it.
AA = 4.5
ROUND_TRIP = 14 * 1024


@pytest.fixture
def paper():
    """A paper in two languages, with a story that has everything a story can have."""
    logo = {"logo": make_picture("black"), "logo_alt": "Logo"}
    edition = make_edition(**logo, tagline="News of the landing", publisher="Landing Press", founded=1993)
    river = make_section(edition=edition)
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/", **logo))
    make_paper_page(edition=edition)
    make_paper_page("អំពីយើង", khmer.edition)
    quote = "<figure data-pull-quote=''><blockquote><p>“So be it.”</p></blockquote></figure>".replace("'", '"')
    box = '<aside data-fact-box=""><h2>In short</h2><p>One river.</p></aside>'
    table = "<table><tbody><tr><th><p>Boat</p></th></tr></tbody></table>"
    article = make_article(
        section=river, kicker="Ferries", standfirst="A pilot until June.", story_type="analysis", tags=["ferries"],
        body=f'<p>One.</p><h2>Two</h2><figure data-picture="2"></figure>{quote}{box}{table}<h3>Three</h3><p>Four.</p>',
    )  # fmt: skip
    add_byline(article, "Sok Dara")
    for colour, place in (("navy", "lead"), ("olive", "body"), ("maroon", "gallery"), ("teal", "gallery")):
        add_picture(article, make_picture(colour), StoryPicture.Placement(place))
    for number in range(8):
        add_related(article, target=make_live(f"Another story {number}", section=river))
    press.publish(article, by=None, at=MORNING)
    make_live("សាឡាងដំណើរការដល់អធ្រាត្រ", section=khmer, translation_of=article)
    TopicPage.objects.create(tag=Tag.objects.get(), edition=edition, introduction="The river.", picture=make_picture())


def page(client, path):
    return html.fromstring(client.get(path).content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_landmarks_and_its_headings_in_order(client, paper, path):
    tree = page(client, path)
    assert [len(tree.xpath(f"//{tag}")) for tag in ("h1", "main")] == [1, 1]
    assert len(tree.xpath("//body/header")) == len(tree.xpath("//body/footer")) == 1
    assert tree.xpath("//body/*[1]/@href") == ["#main"]
    assert tree.get("lang") == ("km" if path == "/km/" else "en")
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), levels


@pytest.mark.parametrize("path", PAGES)
def test_on_every_page_names_point_to_what_is_there_once(client, paper, path):
    tree = page(client, path)
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    assert set(tree.xpath("//@aria-labelledby")) | set(tree.xpath("//label/@for")) <= set(names)
    navigations = [nav.get("aria-label") for nav in tree.iter("nav")]
    assert None not in navigations
    assert len(navigations) == len(set(navigations))


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_keeps_its_place_and_only_the_first_hurries(client, paper, path):
    pictures = page(client, path).xpath("//img")
    assert [image for image in pictures if not {"alt", "width", "height"} <= set(image.keys())] == []
    at_once = [image for image in pictures if image.get("loading") != "lazy"]
    hurried = [image for image in pictures if image.get("fetchpriority")]
    assert len(hurried) <= 1
    # The masthead's own picture waits for nothing, and goes before nothing.
    assert [image.get("alt") for image in at_once if image not in hurried] == ["Logo"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_anything_from_elsewhere_or_any_script_to_be_read(client, paper, path):
    tree = page(client, path)
    loaded = tree.xpath("//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
    assert [address for address in loaded if not address.startswith(("/", "data:"))] == []
    assert tree.xpath("//@style | //style | //@onclick") == []
    assert {script.get("type") for script in tree.iter("script")} <= {"application/ld+json", "module"}


def test_a_story_and_its_style_come_in_one_round_trip(client, paper):
    style = brotli.compress(STYLE.read_bytes(), quality=9)
    story = client.get(FERRY, headers={"accept-encoding": "br"}).content
    assert len(story) + len(style) <= ROUND_TRIP


def test_a_page_of_the_paper_leads_to_the_same_page_of_the_other_edition(client, paper):
    tree = page(client, "/about-us/")
    assert tree.xpath("//header//ul[@class='editions']//@href") == ["/km/អំពីយើង/"]
    assert [link.get("hreflang") for link in tree.xpath("//link[@rel='alternate'][@hreflang]")] == [
        "en", "km", "x-default",
    ]  # fmt: skip


def test_the_masthead_of_a_story_leads_to_the_same_story_in_the_other_language(client, paper):
    sister = Edition.objects.get(path_prefix="km/").sections.get().get_absolute_url() + "សាឡាងដំណើរការដល់អធ្រាត្រ/"
    assert page(client, FERRY).xpath("//header//ul[@class='editions']//@href") == [sister]
    assert page(client, "/river/").xpath("//header//ul[@class='editions']//@href") == ["/km/"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_ink_can_be_read_on_every_paper(mode):
    inks = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", _root(mode)))
    for ink in ("ink", "soft", "accent"):
        for paper in ("paper", "shade"):
            assert _contrast(inks[ink], inks[paper]) >= AA, (ink, paper)


def _root(mode: str) -> str:
    light, dark = re.findall(r":root \{(?:[^{}]*)--paper[^}]*\}", STYLE.read_text("utf-8"))[:2]
    return light if mode == "light" else dark


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
