"""A story in other forms than a page: plain text as its source lays it out, Markdown, and ninjs for other newsrooms."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from lxml import html

from articles import press
from articles.models import Correction, PaperPage, PublishedArticle
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    add_related,
    edit,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
FERRY = "/river/ferry-to-run-until-midnight"
SEED = Path(__file__).resolve().parents[4] / "shared/legacy/phnompenhpost-human-rights-report.txt"
BODY = (
    '<p>The ferry <strong>runs</strong> until <a href="/river/">midnight</a>.</p><h2>Fares</h2>'
    "<ul><li><p>500 riel by day</p></li><li><p>700 riel by night</p></li></ul>"
    '<figure data-picture="2"></figure><p>It began on Monday_night.</p>'
)


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


@pytest.fixture
def article(db):
    edition = make_edition(logo_alt="Logo of The Landing newspaper", publisher="Landing Press")
    article = make_article(
        section=make_section(edition=edition),
        body=BODY,
        tags=["ferries"],
        kicker="Prek Tamak",
        standfirst="A pilot of three months.",
        dateline="Prek Tamak",
    )
    add_byline(article, "Sok Dara")
    add_byline(article, "Ros Vanna", "translator")
    add_picture(article, caption="The ferry at dusk.", credit="Chan Mony")
    add_picture(article, make_picture("navy"), placement="body", caption="At the landing.", credit="Keo Dara/AFP")
    add_related(article, target=make_live("Bridge to open", section=article.section), teaser="It opens in May.")
    add_related(article, headline="A story that has not come in yet", teaser="Its opening words.")
    press.publish(article, by=None, at=MORNING)
    return article


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_plain_text_is_laid_out_like_the_source_document(client, article):
    assert (
        text(client, f"{FERRY}.txt")
        == """\
Logo of The Landing newspaper The Landing - Ferry to run until midnight

Ferry to run until midnight

A ferry at a landing
The ferry at dusk. Chan Mony

Ferry to run until midnight

A pilot of three months.

By Sok Dara
Translation Ros Vanna

Prek Tamak
Published 2 March 2026, 08:00

The ferry runs until midnight.

Fares

• 500 riel by day
• 700 riel by night

A ferry at a landing
At the landing. Keo Dara/AFP

It began on Monday_night.


  • Bridge to open

    It opens in May.

  • A story that has not come in yet

    Its opening words.
"""
    )


def test_the_source_document_comes_out_as_it_went_in(client):
    if not SEED.is_file():
        pytest.skip("The source document is not on this machine.")
    with pytest.raises(SystemExit, match="0"):
        call_command("import_stories", str(SEED), section="National", verbosity=0)
    PublishedArticle.objects.update(published_at=None)
    [path] = PublishedArticle.objects.values_list("path", flat=True)
    # The source leaves the last line open, and has white space where words were cut off.
    assert _lines(text(client, f"{path.rstrip('/')}.txt")) == _lines(SEED.read_text("utf-8"))


def _lines(document: str) -> list[str]:
    return [line.rstrip() for line in document.rstrip().split("\n")]


def test_markdown_has_the_whole_story_with_whole_addresses(client, article):
    written = text(client, f"{FERRY}.md")
    assert written.startswith("# Ferry to run until midnight\n")
    for line in (
        "_A pilot of three months._",
        f"By [Sok Dara]({SITE}/authors/sok-dara/)",
        f"The ferry __runs__ until [midnight]({SITE}/river/).",
        "## Fares",
        "- 500 riel by day",
        r"It began on Monday\_night.",
        f"- [Bridge to open]({SITE}/river/bridge-to-open/)",
        f"[The Landing]({SITE}{FERRY}/)",
    ):
        assert f"\n{line}\n" in written
    assert len(re.findall(r"!\[A ferry at a landing\]\(http://testserver/media/", written)) == 2


def test_ninjs_tells_every_fact_that_it_has_a_place_for(client, article):
    response = client.get(f"{FERRY}.json")
    assert response["Content-Type"] == "application/json"
    item = response.json()
    assert item["uri"] == f"{SITE}/#story-{article.pk}"
    assert item["standard"]["version"] == "3.0"
    assert item["headlines"][0] == {"role": "main", "contentType": "text/plain", "value": "Ferry to run until midnight"}
    assert (item["language"], item["located"], item["by"]) == ("en", "Prek Tamak", "Sok Dara")
    assert item["firstCreated"] == item["versionCreated"] == "2026-03-02T08:00:00+07:00"
    assert [(person["name"], person["rel"]) for person in item["people"]] == [
        ("Sok Dara", "author"),
        ("Ros Vanna", "translator"),
    ]
    assert item["copyrightHolder"] == "Landing Press"
    plain, marked = item["bodies"]
    assert plain["value"].startswith("The ferry runs until midnight.")
    assert plain["charCount"] == len(plain["value"])
    assert f'href="{SITE}/river/"' in marked["value"]
    assert {subject["name"] for subject in item["subjects"]} == {"River", "ferries"}
    lead, inside, related = item["associations"]
    assert (lead["by"], inside["by"]) == ("Chan Mony", "Keo Dara/AFP")
    assert {"role": "caption", "contentType": "text/plain", "value": "The ferry at dusk."} in lead["descriptions"]
    assert all(step["width"] and step["href"].startswith(f"{SITE}/media/") for step in lead["renditions"])
    assert related["headlines"][0]["value"] == "Bridge to open"


#: What ninjs 3.0 allows, of what we say; it refuses any other name.
NINJS = {
    *("uri", "standard", "type", "representationType", "profile", "firstCreated", "versionCreated", "pubStatus"),
    *("language", "title", "slugline", "headlines", "by", "located", "copyrightHolder", "descriptions", "bodies"),
    *("people", "organisations", "infoSources", "subjects", "genres", "associations", "altIds", "renditions"),
    "trustIndicators",
}
PARTS = {
    "headlines": {"role", "contentType", "value"},
    "descriptions": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "people": {"name", "rel", "uri", "literal", "contactInfo"},
    "organisations": {"name", "rel", "uri", "literal", "symbols", "contactInfo"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "subjects": {"name", "rel", "uri", "literal"},
    "genres": {"name", "uri", "literal"},
    "altIds": {"role", "value"},
    "renditions": {"name", "href", "contentType", "width", "height"},
    "trustIndicators": {"role", "title", "href"},
}


def held_to_the_schema(item: dict, names: set[str]) -> None:
    assert item.keys() <= names
    assert re.fullmatch(r"https?://[!-~]+", item["uri"])
    for part, allowed in PARTS.items():
        for row in item.get(part, []):
            assert row.keys() <= allowed, part
            assert all(re.fullmatch(r"https?://[!-~]+", row[name]) for name in ("uri", "href") if name in row)
    for other in item.get("associations", []):
        held_to_the_schema(other, names | {"name"})


@pytest.mark.parametrize("fields", [{}, {"story_type": "opinion", "agency": "AFP"}])
def test_ninjs_says_nothing_that_its_schema_does_not_know(client, article, fields):
    PaperPage.objects.create(edition=article.edition, kind="ethics", title="Ethics", slug="ethics", is_public=True)
    edit(article, **fields)
    press.publish(article, by=None)
    item = client.get(f"{FERRY}.json").json()
    held_to_the_schema(item, NINJS)
    assert len(item["associations"]) == 3
    assert item["trustIndicators"][0]["href"] == f"{SITE}/ethics/"


def test_nothing_is_made_up_for_a_bare_story(client):
    make_live()
    PublishedArticle.objects.update(published_at=None)
    item = client.get(f"{FERRY}.json").json()
    assert not {"by", "people", "located", "firstCreated", "versionCreated", "associations"} & item.keys()
    assert "Published" not in text(client, f"{FERRY}.txt")


def test_the_page_leads_to_its_other_forms_and_they_back_to_it(client, article):
    links = html.fromstring(client.get(f"{FERRY}/").content).xpath("//link[@rel='alternate'][@type]")
    found = {link.get("type"): link.get("href") for link in links}
    assert found.keys() == {"application/rss+xml", "application/json", "text/plain", "text/markdown"}
    for kind in ("application/json", "text/plain", "text/markdown"):
        response = client.get(found[kind].removeprefix(SITE))
        assert response["Content-Type"].startswith(kind)
        assert response["Link"] == f'<{SITE}{FERRY}/>; rel="canonical"'
        assert f"story-{article.pk}" in response["Surrogate-Key"].split()
        assert client.get(found[kind], headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_khmer_story_has_them_at_its_own_address_in_its_own_words(client):
    make_section()
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    article = make_live("សាឡាងថ្មី", section=khmer, paragraphs=["សាឡាងថ្មីដំណើរការពេលយប់។"])
    address = quote(article.live.path.rstrip("/"))
    assert "សាឡាង - សាឡាងថ្មី\n" in text(client, f"{address}.txt")
    assert "ខែមីនា" in text(client, f"{address}.txt")
    assert text(client, f"{address}.md").startswith("# សាឡាងថ្មី\n")
    assert client.get(f"{address}.json").json()["language"] == "km"


def test_other_forms_follow_the_story_and_leave_with_it(client, article):
    edit(article, slug="moved")
    press.publish(article, by=None)
    for ending in ("json", "txt", "md"):
        response = client.get(f"{FERRY}.{ending}")
        assert (response.status_code, response["Location"]) == (301, f"/river/moved.{ending}")
    press.withdraw(article, by=None, reason="It could not be confirmed.")
    for ending in ("json", "txt", "md"):
        assert client.get(f"/river/moved.{ending}").status_code == 410
    make_article("A draft", section=article.section)
    assert client.get("/river/a-draft.json").status_code == 404


def test_a_correction_is_in_every_form_and_in_the_feeds(client, article):
    for place, words in (("top", "It runs daily."), ("bottom", "The fare is 500 riel.")):
        press.correct(article, by=None, kind=Correction.Kind.CORRECTION, text=words, place=place, at=MORNING)
    written = text(client, f"{FERRY}.txt")
    above, below = "Correction, 2 March 2026: It runs daily.", "Correction, 2 March 2026: The fare is 500 riel."
    assert written.index(above) < written.index("The ferry runs until") < written.index(below) < written.index("  •")
    for path in (f"{FERRY}.md", "/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json"):
        said = text(client, path)
        assert "It runs daily." in said
        assert "The fare is 500 riel." in said
    said = [row["value"] for row in client.get(f"{FERRY}.json").json()["descriptions"] if row["role"] == "correction"]
    assert said == ["It runs daily.", "The fare is 500 riel."]


def test_what_is_kept_out_of_search_engines_is_so_in_every_form(client):
    make_live(kept_out_of_search=True)
    for ending in ("json", "txt", "md"):
        assert client.get(f"{FERRY}.{ending}")["X-Robots-Tag"] == "noindex"
