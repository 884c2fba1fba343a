"""ninjs, NewsML-G2 and NITF as their standards want them."""

import io
import json
import re
from datetime import UTC, datetime

import pytest

from articles.importing.formats import newsml_g2, ninjs, nitf
from articles.importing.records import LegacyCorrection
from articles.models import Article
from tests.articles.exporting import papers, standards
from tests.articles.exporting.leaving import documents, export, objects
from tests.newspaper import make_live, make_section

FERRY = "ferries/ferry-to-run-until-midnight"
NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
G2 = "{http://iptc.org/std/nar/2006-10-01/}"
#: Every kind of block and mark in every place that it can have.
TANGLE = (
    '<p>Plain, <strong>bold <em>and slanted</em></strong>, <a href="/river/?a=1&amp;b=2">a&nbsp;link</a>,<br>a line</p>'
    "<h2>Why <em>not</em></h2><h3>Below</h3><hr>"
    '<ol start="3"><li><p>Three</p><p>and more</p><ul><li><p>inner</p></li></ul></li><li><p>Four</p></li></ol>'
    "<blockquote><p>One</p><p>two</p><ul><li><p>listed</p></li></ul></blockquote>"
    '<table><tbody><tr><th colspan="2"><p>Head</p></th></tr>'
    "<tr><td><p>cell</p><p>second</p></td><td><ul><li><p>in a cell</p></li></ul></td></tr><tr><td></td><td></td></tr>"
    "</tbody></table>"
    '<figure data-pull-quote=""><blockquote><p>At <strong>last</strong>.</p></blockquote>'
    '<figcaption>R. V.</figcaption></figure><aside data-fact-box=""><h2>Boats</h2><p>Two.</p><ol><li><p>a</p></li></ol>'
    '<blockquote><p>q</p></blockquote></aside><figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>'
    '<figure data-embed="https://www.facebook.com/watch/?v=123"></figure>'
)


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://landing.example"


@pytest.fixture
def paper(db):
    return papers.make_rich_paper()


def text_of(root, path: str, namespace: str) -> list[str]:
    steps = "/".join(f"{namespace}{step}" if step != "." else step for step in path.split("/"))
    return ["".join(found.itertext()) for found in root.iterfind(steps)]


def attributes(root, path: str, name: str, namespace: str) -> list[str]:
    steps = "/".join(f"{namespace}{step}" for step in path.split("/"))
    return [found.get(name) for found in root.iterfind(steps)]


# --- All of them


@pytest.mark.parametrize(
    ("form", "models", "namespace"), [("nitf", standards.NITF, NITF), ("newsml-g2", standards.G2, G2)]
)
def test_every_element_stands_where_its_standard_allows_it(paper, tmp_path, form, models, namespace):
    make_live("A tangle", section=make_section("Knots", paper[papers.FERRY].edition), body=TANGLE)
    found = documents(export(tmp_path, form, status="all"))
    assert len(found) == Article.objects.count()
    for name, root in found.items():
        assert standards.faults(root, models, namespace.strip("{}")) == [], name


@pytest.mark.parametrize("form", ["nitf", "newsml-g2", "ninjs"])
def test_characters_that_xml_cannot_hold_are_left_out_and_nothing_else(db, tmp_path, form):
    odd = "A\x0bB\x1f \ufffe& <b> ]]> “quoted” ក\u200bខ \U0001f6a2"
    make_live(
        odd, kicker="K\x01k", standfirst="S\x02s", body="<p>One\x0c two]]&gt; &lt;three&gt;</p>", tags=("t\x03t",)
    )
    out = export(tmp_path, form)
    [path] = [path for path in out.rglob("*") if path.suffix in (".xml", ".json")]
    content = path.read_text("utf-8")
    module = {"nitf": nitf, "newsml-g2": newsml_g2, "ninjs": ninjs}[form]
    [story] = module.read(io.BytesIO(path.read_bytes()), "story")
    if form != "ninjs":
        assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", content)
        assert story.headline == "AB & <b> ]]> “quoted” ក\u200bខ \U0001f6a2"
    assert "".join(block.text for block in story.blocks) == "<p>One two]]&gt; &lt;three&gt;</p>"


@pytest.mark.parametrize("form", ["nitf", "newsml-g2", "ninjs"])
def test_a_paper_that_does_not_say_its_address_has_marks_all_the_same(paper, tmp_path, form, settings):
    settings.SITE_URL = ""
    out = export(tmp_path, form)
    module = {"nitf": nitf, "newsml-g2": newsml_g2, "ninjs": ninjs}[form]
    path = next(path for path in (out / "ferries").iterdir())
    [story] = module.read(io.BytesIO(path.read_bytes()), "story")
    assert story.source == "The Landing"
    assert story.lead_picture.file in {str(each.relative_to(out / "pictures")) for each in out.rglob("*.jpg")}


@pytest.mark.parametrize("form", ["newsml-g2", "ninjs"])
def test_a_translation_names_its_original_and_not_the_other_way_round(paper, tmp_path, form):
    out = export(tmp_path, form)
    module = {"newsml-g2": newsml_g2, "ninjs": ninjs}[form]
    found = {}
    for path in (path for path in out.rglob("*") if path.suffix in (".xml", ".json")):
        [story] = module.read(io.BytesIO(path.read_bytes()), "story")
        found[story.headline] = story
    mark = f"https://landing.example/#story-{paper[papers.FERRY].pk}"
    assert found[papers.FERRY_KM].translation_of == mark
    assert found[papers.FERRY].translation_of == ""


@pytest.mark.parametrize("form", ["newsml-g2", "nitf"])
def test_corrections_come_back_with_their_days(paper, tmp_path, form):
    export(tmp_path, form)
    module = {"newsml-g2": newsml_g2, "nitf": nitf}[form]
    [story] = module.read(io.BytesIO((tmp_path / "out" / f"{FERRY}.xml").read_bytes()), "story")
    assert story.corrections == (
        LegacyCorrection("correction", "It is 500 riel, not 50.", datetime(2026, 3, 4, tzinfo=UTC)),
    )


@pytest.mark.parametrize("form", ["ninjs", "newsml-g2", "nitf", "wxr"])
def test_a_paper_without_a_story_lets_none_out(db, tmp_path, form):
    export(tmp_path, form, code=4)


# --- NITF


def test_nitf_says_who_may_use_a_story_and_from_when(paper, tmp_path):
    found = documents(export(tmp_path, "nitf", status="all"))
    status = {
        root.findtext(f".//{NITF}hl1"): root.find(f".//{NITF}docdata").get("management-status")
        for root in found.values()
    }
    assert status[papers.FERRY] == "usable"
    assert status[papers.WITHDRAWN] == "canceled"
    assert status[papers.SCHEDULED] == "embargoed"
    assert status[papers.DRAFT] == status[papers.EMBARGOED] == "withheld"
    embargoed = next(root for root in found.values() if root.findtext(f".//{NITF}hl1") == papers.EMBARGOED)
    release = embargoed.find(f".//{NITF}date.release").get("norm")
    assert datetime.strptime(release, "%Y%m%dT%H%M%S%z") == papers.NEXT_YEAR
    withdrawn = next(root for root in found.values() if root.findtext(f".//{NITF}hl1") == papers.WITHDRAWN)
    assert attributes(withdrawn, "head/docdata/ed-msg", "info", NITF) == ["It was about another boat."]


def test_nitf_has_the_heading_the_sources_and_the_addresses_of_a_story(paper, tmp_path):
    root = documents(export(tmp_path, "nitf"))[f"{FERRY}.xml"]
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.get("version") == "-//IPTC//DTD NITF 3.6//EN"
    assert text_of(root, "body/body.head/byline/person", NITF) == ["Sok Dara", "Keo Maly"]
    assert attributes(root, "body/body.head/byline", "class", NITF) == ["author", "photographer"]
    assert text_of(root, "body/body.head/distributor/org", NITF) == ["AKP"]
    assert text_of(root, "body/body.head/dateline/location", NITF) == ["Prek Tamak"]
    assert text_of(root, "body/body.head/abstract/p", NITF) == ["The harbour office says so."]
    assert text_of(root, "body/body.head/note/body.content/p", NITF) == ["It is 500 riel, not 50."]
    assert attributes(root, "head/docdata/date.issue", "norm", NITF) == ["20260302T080000+0700"]
    assert attributes(root, "head/docdata/key-list/keyword", "key", NITF) == ["ferries", "Mekong", "ទន្លេ"]
    assert attributes(root, "head/docdata/correction", "info", NITF) == ["It is 500 riel, not 50."]
    assert attributes(root, "head/pubdata", "position.section", NITF)[0] == "Ferries"
    assert attributes(root, "head/pubdata", "ex-ref", NITF)[:2] == [
        "https://landing.example/ferries/ferry-to-run-until-midnight/",
        "https://landing.example/2009/ferry.php?id=7",
    ]
    [beside, on_web] = root.find(f".//{NITF}media[@class='lead']").findall(f"{NITF}media-reference")
    assert beside.get("source").startswith("../pictures/")
    assert on_web.get("source").startswith("https://landing.example/")
    assert (beside.get("width"), beside.get("height")) == ("640", "480")
    assert beside.get("alternate-text") == "A ferry at a landing"


def test_nitf_speaks_the_storys_language_where_it_names_a_role(db, tmp_path):
    papers.make_rich_paper()
    found = documents(export(tmp_path, "nitf"))
    assert "Photographs" in text_of(found[f"{FERRY}.xml"], "body/body.head/byline/byttl", NITF)


# --- NewsML-G2


def test_a_g2_message_holds_the_text_and_each_of_its_pictures(paper, tmp_path):
    root = documents(export(tmp_path, "newsml-g2"))[f"{FERRY}.xml"]
    assert attributes(root, "itemSet/newsItem/itemMeta/itemClass", "qcode", G2) == [
        "ninat:text",
        *["ninat:picture"] * 5,
    ]
    links = attributes(root, "itemSet/newsItem/itemMeta/link", "residref", G2)
    assert set(attributes(root, "itemSet/newsItem", "guid", G2)[1:]) <= set(links)
    assert {item.get("standardversion") for item in root.iter(f"{G2}newsItem")} == {"2.34"}
    aliases = {scheme.get("alias") for scheme in root.iter(f"{G2}scheme")}
    own = {
        code.partition(":")[0]
        for code in re.findall(r'"(\w+:[\w-]+)"', json.dumps([dict(e.attrib) for e in root.iter(f"{G2}*")]))
    }
    assert aliases == {"newsroom", "section"}
    assert own - {"https", "http"} <= aliases | {"ninat", "stat", "drol", "rnd", "irel", "cpnat"}
    remotes = list(root.iter(f"{G2}remoteContent"))
    assert {remote.get("contenttype") for remote in remotes} == {"image/jpeg"}
    assert all(remote.get("width") == "640" and remote.get("height") == "480" for remote in remotes)


def test_g2_tells_times_with_their_zone_and_statuses(paper, tmp_path):
    found = documents(export(tmp_path, "newsml-g2", status="all"))
    status, meta = {}, {}
    for root in found.values():
        headline = root.findtext(f".//{G2}headline") or ""
        status[headline] = root.find(f".//{G2}pubStatus").get("qcode")
        meta[headline] = root.find(f".//{G2}itemMeta")
    assert status[papers.FERRY] == status[papers.SCHEDULED] == "stat:usable"
    assert status[papers.WITHDRAWN] == "stat:canceled"
    assert status[papers.DRAFT] == "stat:withheld"
    assert meta[papers.FERRY].findtext(f"{G2}firstCreated") == "2026-03-02T08:00:00+07:00"
    assert meta[papers.FERRY].findtext(f"{G2}versionCreated") == "2026-03-04T07:00:00+07:00"
    assert datetime.fromisoformat(meta[papers.SCHEDULED].findtext(f"{G2}embargoed")) == papers.NEXT_YEAR
    assert datetime.fromisoformat(meta["Leaves next year"].findtext(f"{G2}expires")) == papers.NEXT_YEAR


# --- ninjs

#: The properties of ninjs 3.0 that we write, by what they are.
PROPERTIES = {
    "uri": str, "type": str, "representationType": str, "profile": str, "version": str, "firstCreated": str,
    "versionCreated": str, "embargoed": str, "pubStatus": str, "copyrightHolder": str, "usageTerms": str, "edNote": str,
    "language": str, "descriptions": list, "bodies": list, "headlines": list, "people": list, "organisations": list,
    "subjects": list, "infoSources": list, "title": str, "by": str, "slugline": str, "located": str, "renditions": list,
    "associations": list, "altIds": list, "trustIndicators": list, "standard": dict, "genres": list, "expires": str,
}  # fmt: skip
RENDITION = {"name", "href", "contentType", "width", "height", "originalFilename"}


def assert_is_ninjs(found: dict, more: frozenset = frozenset()) -> None:
    assert set(found) <= PROPERTIES.keys() | more
    assert all(isinstance(value, PROPERTIES.get(name, str)) for name, value in found.items())
    assert re.match(r"[a-z][a-z0-9+.-]*:", found["uri"])
    assert found["type"] in ("text", "picture")
    assert found.get("pubStatus", "usable") in ("usable", "withheld", "canceled")
    for name in ("firstCreated", "versionCreated", "embargoed", "expires"):
        assert datetime.fromisoformat(found.get(name, "2026-01-01T00:00:00Z")).tzinfo
    for name in ("headlines", "descriptions", "bodies"):
        assert all(one["value"] for one in found.get(name, ()))
    for rendition in found.get("renditions", ()):
        assert set(rendition) <= RENDITION
        assert re.match(r"[a-z][a-z0-9+.-]*:", rendition.get("href", "x:"))
    for one in found.get("associations", ()):
        assert {"name", "uri"} <= set(one)
        assert_is_ninjs(one, frozenset({"name"}))


def test_ninjs_has_only_what_its_schema_knows(paper, tmp_path):
    found = objects(export(tmp_path, "ninjs", status="all"))
    assert len(found) == Article.objects.count()
    for each in found.values():
        assert_is_ninjs(each)


def test_ninjs_is_what_the_storys_address_answers_with_more(paper, tmp_path, client, settings):
    settings.SITE_URL = "http://testserver"
    found = objects(export(tmp_path, "ninjs"))[f"{FERRY}.json"]
    public = client.get(f"/{FERRY}.json").json()
    for name in (
        "uri",
        "headlines",
        "by",
        "people",
        "subjects",
        "firstCreated",
        "versionCreated",
        "located",
        "descriptions",
    ):
        assert found[name] == public[name]
    names = [one["name"] for one in found["associations"]]
    assert names[:5] == ["lead-1", "body-2", "gallery-3", "gallery-4", "gallery-5"]
    assert {"role": "former", "value": "http://testserver/2009/ferry.php?id=7"} in found["altIds"]
    assert found["associations"][0]["renditions"][-1]["originalFilename"].startswith("../pictures/")


def test_what_readers_do_not_have_is_nowhere_on_the_web_in_ninjs(paper, tmp_path):
    found = {each.get("title"): each for each in objects(export(tmp_path, "ninjs", status="all")).values()}
    assert "renditions" not in found[papers.DRAFT]
    assert "altIds" not in found[papers.DRAFT]
    assert found[papers.DRAFT]["pubStatus"] == "withheld"
