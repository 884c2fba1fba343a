"""The story that the house was built for: from its capture, by the command, to a page that reads like the source."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import html

from articles.models import PublishedArticle

LEGACY = Path(__file__).resolve().parents[4] / "shared" / "legacy"
CAPTURE = LEGACY / "phnompenhpost-human-rights-report.txt"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CAPTURE.is_file(), reason="The folder of legacy inputs is not beside the project."),
]


def lines_of(page: str) -> list[str]:
    """The page read top to bottom as text: alt texts and blocks of text, each on a line of its own."""
    tree = html.fromstring(page)
    read = []
    for element in tree.find("body").iter("img", "a", "h1", "h2", "h3", "p", "span", "figcaption", "time"):
        words = element.get("alt") if element.tag == "img" else "".join(element.itertext())
        if words and words.strip():
            read.append(words.strip())
    return read


def test_the_page_of_the_source_story_gives_the_source_document_back(client):
    with pytest.raises(SystemExit):
        call_command("import_stories", str(CAPTURE), section="National")
    expected = json.loads((LEGACY / "expected" / CAPTURE.with_suffix(".json").name).read_text(encoding="utf-8"))
    page = client.get(PublishedArticle.objects.get().path).content.decode()
    related = [words for entry in expected["related"] for words in (entry["headline"], entry["teaser"])]
    wanted = [
        "Logo of Phnom Penh Post newspaper",
        expected["headline"],
        expected["caption"],
        expected["credit"],
        *expected["paragraphs"],
        *related,
    ]
    read = iter(lines_of(page))
    assert [words for words in wanted if not any(words == line for line in read)] == []
    assert len(html.fromstring(page).xpath("//h1")) == 1
    assert "<title>Phnom Penh Post - Cambodia refutes US’ human rights report</title>" in page
    assert "<time" not in page
