"""A newspaper that has one of everything a story can have, in English and Khmer, for what lets stories out."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from articles import press
from articles.models import Article, Author, Byline, Correction, FormerPath, StoryPicture, Tag, TopicPage
from tests.newspaper import (
    add_byline,
    add_picture,
    add_related,
    edit,
    make_article,
    make_edition,
    make_live,
    make_paper_page,
    make_picture,
    make_section,
)

FERRY = "Ferry to run until midnight"
FERRY_KM = "សាឡាង\u200bនឹង\u200bបើក\u200bដល់\u200bពាក់កណ្ដាល\u200bអធ្រាត្រ"
RAIN = "Rain stops the regatta"
DRAFT = "A draft that nobody has read"
SCHEDULED = "Scheduled for next year"
EMBARGOED = "Under embargo"
WITHDRAWN = "A story that was withdrawn"
SECRET = "What nobody may know yet"
NEXT_YEAR = timezone.now().replace(microsecond=0) + timedelta(days=365)


def make_rich_paper() -> dict[str, Article]:
    """Return its stories by their headlines."""
    english = make_edition(
        "The Landing",
        tagline="News from the river",
        logo=make_picture("navy", alt_text="An anchor", caption="", credit=""),
        logo_alt="Logo of The Landing",
        publisher="Landing Ltd",
        address="1 Quay Street\nPrek Tamak",
        email="desk@landing.example",
        phone="+855 23 000 000",
        founded=1992,
    )
    khmer = make_edition("កំពង់ផែ", "km", "km/", time_zone="Asia/Bangkok")
    river = make_section("River", english, order=2, description="All along the Mekong.")
    ferries = make_section("Ferries", english, parent=river, in_navigation=False)
    make_section("Sport", english, order=1)
    national = make_section("ជាតិ", khmer)
    make_paper_page("About us", english, summary="Who we are.")
    make_paper_page("Drafted ethics", english, kind="ethics", is_public=False, in_footer=False)
    Author.objects.create(
        name="Sok Dara",
        job_title="River correspondent",
        bio="Has crossed it 4,000 times.",
        portrait=make_picture("tan", alt_text="A man in a hat", caption="", credit="Keo Maly"),
        email="dara@landing.example",
        phone="012 000 111",
        website="https://dara.example/",
    )

    ferry = make_live(
        FERRY,
        section=ferries,
        kicker="Night boats",
        short_headline="Ferry till midnight",
        standfirst="The harbour office says so.",
        dateline="Prek Tamak",
        story_type="analysis",
        agency="AKP",
        seo_title="Ferry hours",
        seo_description="When the ferry runs.",
        kept_out_of_feeds=True,
        tags=("ferries", "Mekong", "ទន្លេ"),
        body="<p>The ferry will run until midnight &amp; later, “people say”.</p><h2>Why</h2>"
        '<p>It is <strong>late</strong> at <a href="https://port.example/?a=1&amp;b=2">the port</a>.</p>'
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
    )
    rain = make_live(RAIN, section=river, at=datetime(2025, 3, 2, 23, 30, tzinfo=UTC), kept_off_front=True)
    ferry_km = make_live(
        FERRY_KM, section=national, translation_of=ferry, body="<p>សាឡាង\u200bនឹង\u200bបើក។</p>", tags=("ទន្លេ",)
    )
    _illustrate(ferry)
    add_byline(ferry)
    add_byline(ferry, "Keo Maly", Byline.Role.PHOTOGRAPHER)
    second = Author.objects.create(name="Sok Dara", slug="sok-dara-2", job_title="Sport")
    Byline.objects.create(article=rain, author=second, order=1)
    add_related(ferry, target=rain)
    add_related(ferry, url="https://other.example/boats", headline="Boats elsewhere", teaser="In other towns ...")
    add_related(ferry, headline="A story still to come", teaser="It has not come in.", kind="sidebar")
    add_related(rain, target=ferry, headline="What the ferry does", teaser="Our own words on it.")
    body = (
        f'{ferry.body}<figure data-picture="2"></figure><p>More follows.</p><figure data-story="{rain.pk}"></figure>'
        '<figure data-embed="https://vimeo.com/76979871"></figure>'
        '<figure data-pull-quote=""><blockquote><p>At last.</p></blockquote><figcaption>Ros Vanna</figcaption></figure>'
        '<aside data-fact-box=""><h2>The boats</h2><ul><li><p>Two of them</p></li></ul></aside>'
    )
    edit(ferry, body=body)
    for article in (ferry, rain, ferry_km):
        press.publish(article, by=None, at=datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    press.correct(
        ferry,
        by=None,
        kind=Correction.Kind.CORRECTION,
        text="It is 500 riel, not 50.",
        at=datetime(2026, 3, 4, tzinfo=UTC),
    )
    FormerPath.objects.create(path="/2009/ferry.php?id=7", article=ferry)
    FormerPath.objects.create(path="/ចាស់/100%/ferry", article=ferry)
    edit(rain, headline=f"{RAIN} again", notes="Ring the harbour master.")

    make_article(DRAFT, section=river, desk_status="in_review", notes="Check the figures.", deadline=NEXT_YEAR)
    make_article("", section=river, paragraphs=["A paragraph without a headline."])
    scheduled = make_article(SCHEDULED, section=river)
    press.schedule(scheduled, by=None, at=NEXT_YEAR)
    make_article(EMBARGOED, section=river, body=f"<p>{SECRET}</p>", embargo_until=NEXT_YEAR)
    withdrawn = make_live(WITHDRAWN, section=river, at=datetime(2026, 2, 1, 1, 0, tzinfo=UTC))
    press.withdraw(
        withdrawn, by=None, reason="It was about another boat.", instead=rain, at=datetime(2026, 2, 2, tzinfo=UTC)
    )
    planned = make_live("Leaves next year", section=river)
    press.plan_withdrawal(planned, by=None, at=NEXT_YEAR, reason="The licence ends.", instead=ferry)
    TopicPage.objects.create(
        tag=Tag.objects.get(name="Mekong"),
        edition=english,
        title="The Mekong",
        introduction="A river of six countries.",
    )
    return {article.headline: article for article in Article.objects.all()}


def _illustrate(article: Article) -> None:
    """A lead, a picture in the body with words of its own, a gallery of two, and one that came in without its file."""
    add_picture(article)
    facts = {"usable_until": date(2090, 1, 1), "source": "Harbour office", "licence": "One year", "place": "Prek Tamak"}
    shore = make_picture("teal", focal_point="0.25x0.75", photographer="Chan Mony", **facts)
    add_picture(article, shore, StoryPicture.Placement.BODY, caption="The shore.", credit="C. Mony", alt_text="A shore")
    add_picture(article, make_picture("olive"), StoryPicture.Placement.GALLERY)
    add_picture(article, make_picture("maroon", credit="Keo Maly"), StoryPicture.Placement.GALLERY, caption="Dusk.")
    StoryPicture.objects.create(
        article=article, placement=StoryPicture.Placement.GALLERY, order=9, caption="Lost in 2009.", credit="Archive"
    )
