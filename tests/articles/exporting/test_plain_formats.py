"""Stories as Markdown below YAML, and as the text captures that our own importer takes in."""

from pathlib import Path

import pytest
import yaml

from articles.importing.formats import text
from articles.importing.options import ImportOptions
from articles.importing.runner import run_import
from tests.articles.exporting import papers
from tests.articles.exporting.test_export_stories import export

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "legacy" / "phnompenhpost-human-rights-report.txt"
CAPTURE = """Logo of Tonle Gazette newspaper Tonle Gazette - Ferry stops for the night

Ferry stops for the night

Content image - Tonle Gazette
The ferry at its landing on Tuesday. Heng Chivoan

Ferry stops for the night

The ferry at Prek Tamak stopped at ten on Tuesday, and nobody had been told of it.

“We slept on the bench,” said Ros Vanna, who sells fish – and did not sell any.


  • Rain stops the regatta

    Rain fell on the river from noon until night, and the boats stayed where they were tied

  • A bridge is to come

    The bridge will be built in two years, the ministry said.
"""


def said(content: bytes) -> dict:
    """What the importer reads in a capture."""
    story = text.read_capture(content, "page.txt")
    lead = story.lead_picture
    return {
        "headline": story.headline,
        "site": story.site,
        "logo": story.logo_alt,
        "lead": (lead.alt, lead.caption, lead.credit),
        "paragraphs": [block.text for block in story.blocks],
        "related": [(related.headline, related.teaser) for related in story.related],
    }


def there_and_back(capture: Path, folder: Path) -> tuple[dict, dict]:
    run_import([str(capture)], ImportOptions(section="National"))
    export(folder, format="text")
    [leaving] = folder.rglob("*.txt")
    return said(capture.read_bytes()), said(leaving.read_bytes())


def test_a_capture_leaves_as_it_came(tmp_path):
    capture = tmp_path / "ferry.txt"
    capture.write_text(CAPTURE, encoding="utf-8")
    came, left = there_and_back(capture, tmp_path / "out")
    assert len(came["paragraphs"]) == len(came["related"]) == 2
    assert left["lead"][1:] == came["lead"][1:]
    assert left | {"lead": came["lead"]} == came


def test_the_story_that_the_paper_began_with_leaves_as_it_came(tmp_path):
    if not SAMPLE.exists():
        pytest.skip("the shared samples are not here")
    came, left = there_and_back(SAMPLE, tmp_path / "out")
    assert len(came["paragraphs"]) == 13
    assert left["lead"][1:] == came["lead"][1:]
    assert left | {"lead": came["lead"]} == came


def read(path: Path) -> tuple[dict, str]:
    _before, facts, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(facts), body


def test_a_storys_facts_stand_above_its_markdown(tmp_path):
    paper = papers.make_rich_paper()
    assert export(tmp_path, format="markdown") == 0
    facts, body = read(tmp_path / "ferries" / "ferry-to-run-until-midnight.md")
    assert (facts["title"], facts["type"], facts["kicker"]) == (papers.FERRY, "analysis", "Night boats")
    assert facts["date"] == paper[papers.FERRY].published_at
    assert facts["categories"] == ["River", "Ferries"]
    assert facts["contributors"] == [{"name": "Keo Maly", "role": "photographer"}]
    assert "/2009/ferry.php?id=7" in facts["aliases"]
    assert "draft" not in facts
    picture = tmp_path / "ferries" / facts["image"]["file"]
    assert picture.resolve().is_file()
    assert "It is __late__ at [the port](https://port.example/?a=1&b=2)." in body
    assert "![A shore](../pictures/" in body
    assert "500 riel, not 50" in body
    assert papers.SECRET not in "".join(path.read_text() for path in tmp_path.rglob("*.md"))


def test_khmer_stands_as_it_is_written(tmp_path):
    papers.make_rich_paper()
    export(tmp_path, format="markdown", edition=["km"])
    [path] = tmp_path.rglob("*.md")
    facts, body = read(path)
    assert facts["title"] == papers.FERRY_KM
    assert facts["title"] in path.read_text(encoding="utf-8")
    assert "សាឡាង\u200bនឹង\u200bបើក។" in body


def test_what_readers_do_not_have_stands_apart_and_says_so(tmp_path):
    paper = papers.make_rich_paper()
    export(tmp_path, format="markdown", status="draft")
    facts, body = read(tmp_path / "unpublished" / f"{paper[papers.EMBARGOED].pk}.md")
    assert facts["draft"]
    assert facts["embargo_until"] == papers.NEXT_YEAR
    assert papers.SECRET in body
