"""What a program finds that reads a story page for its words alone: everything of the story, and nothing else."""

import pytest
import trafilatura

from articles import press
from tests.newspaper import MORNING, add_byline, add_picture, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

ENGLISH = (
    (
        "The ferry at Prek Tamak will run until midnight from Monday, the harbour office said yesterday, after a year "
        "in which people who work late have had to sleep at the landing or pay for a car across the new bridge."
    ),
    (
        "“People who work late have had to sleep at the landing,” harbour master Ros Vanna said. “We counted them: on "
        "most nights there were forty, and in the week of the festival more than two hundred.”"
    ),
    "The last boat leaves the east bank at eleven and the west bank at midnight, and the fare is that of the day.",
)
KHMER = (
    (
        "សាឡាងនៅព្រែកតាមាក់នឹងដំណើរការរហូតដល់ពាក់កណ្តាលអធ្រាត្រចាប់ពីថ្ងៃចន្ទ នេះបើតាមការិយាល័យកំពង់ផែបានឲ្យដឹងកាលពីម្សិលមិញ "
        "បន្ទាប់ពីអ្នកដែលធ្វើការយប់ត្រូវគេងនៅកំពង់ចម្លងអស់រយៈពេលមួយឆ្នាំ។"
    ),
    "“អ្នកដែលធ្វើការយប់ត្រូវគេងនៅកំពង់ចម្លង” នេះជាសម្តីរបស់លោក រស់ វណ្ណា ប្រធានកំពង់ផែ ដែលបានរាប់ឃើញមនុស្សសែសិបនាក់ស្ទើររាល់យប់។",
    "សាឡាងចុងក្រោយចេញពីច្រាំងខាងកើតនៅម៉ោងដប់មួយ ហើយថ្លៃធ្វើដំណើរនៅដដែល។",
)
TABLE = (
    "<table><tbody><tr><th><p>Landing</p></th><th><p>Boats</p></th></tr>"
    "<tr><td><p>East bank</p></td><td><p>four</p></td></tr></tbody></table>"
)


def read(client, article):
    page = client.get(article.live.path).content.decode()
    return trafilatura.bare_extraction(page, url=f"http://testserver{article.live.path}", with_metadata=True)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("spoken", "paragraphs"), [("en", ENGLISH), ("km", KHMER)])
def test_headline_authors_date_and_every_paragraph_are_found(client, spoken, paragraphs):
    edition = make_edition("សាឡាង" if spoken == "km" else "The Landing", spoken, is_default=True)
    section = make_section(edition=edition)
    for number in range(6):
        make_live(f"Another story number {number}", section=section)
    article = make_article("សាឡាងថ្មី" if spoken == "km" else "Ferry to run", section=section, paragraphs=paragraphs)
    for name in ("Sok Dara", "Chan Mony", "Ros Vanna"):
        add_byline(article, name)
    add_picture(article)
    press.publish(article, by=None, at=MORNING)
    found = read(client, article)
    assert found.title == article.headline
    assert found.author == "Sok Dara; Chan Mony; Ros Vanna"
    assert found.date == "2026-03-02"
    assert [words(line) for line in found.text.split("\n")] == [words(paragraph) for paragraph in paragraphs]


def test_no_two_blocks_of_a_body_run_into_each_other(client):
    body = f"<p>{ENGLISH[0]}</p><h2>Fares</h2><ul><li><p>500 riel</p></li><li><p>700 riel</p></li></ul>{TABLE}"
    article = make_live(body=f"{body}<p>{ENGLISH[1]}</p>")
    text = read(client, article).text
    for line in ("Fares", "500 riel", "700 riel", "East bank"):
        assert line in text
    page = client.get(article.live.path).content.decode()
    for end in ("</p><", "</h2><", "</li><", "</td><", "</th><"):
        assert end not in page[page.index("article-body") : page.index("</article>")]


def test_a_story_of_two_sentences_is_found_beside_longer_ones(client):
    make_section(edition=make_edition(tagline="News of the landing since 1993"))
    for number in range(7):
        make_live(f"Another story number {number}", paragraphs=ENGLISH)
    brief = (
        "A dog rang the bell of the Prek Tamak ferry at four in the morning on Friday and woke the village.",
        "The harbour office has moved the rope.",
    )
    article = make_article("A dog and a bell", paragraphs=brief, kicker="Harbour life")
    press.publish(article, by=None, at=MORNING)
    page = client.get(article.live.path).content.decode()
    assert words(read(client, article).text) == " ".join(brief)
    # Browsers' reading modes weigh paragraphs: those of the lists beside would be more than the story's.
    assert "<p" not in page[page.index("</main>") : page.index('<footer class="imprint"')]
