"""Every link and guid that an old site gave a story answers: with the story in one step, or that it is gone."""

from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from articles.models import Article, FormerPath, ImportRun
from tests.articles.importing.exports import attachment, item, meta, term, wxr

pytestmark = pytest.mark.django_db

NEWS = term("News")
LINK = "https://gazette.example/2015/03/ferry-{}/"
ARCHIVE = wxr(
    item(1, NEWS + meta("_wp_old_slug", "boat-1") + meta("_thumbnail_id", "20")),
    item(2, NEWS, post_password="boat"),
    item(3, status="publish", post_type="page", link="https://gazette.example/about/us/", guid="https://gazette.example/?page_id=3"),
    item(4, NEWS, status="draft", link="https://gazette.example/?p=4"),
    item(5, NEWS, status="future", post_date_gmt="2999-03-02 01:30:00"),
    item(6, NEWS, status="private"),
    item(7, NEWS, title="", content=""),
    attachment(10, post_parent="1"),
    attachment(20, post_parent="0"),
    attachment(30, post_parent="0"),
    item(40, status="publish", post_type="nav_menu_item", link="https://gazette.example/2015/03/menu/"),
)  # fmt: skip


@pytest.fixture
def answer(tmp_path, client):
    """Imports the archive; returns what a reader gets at an address, a redirect followed once."""
    source = tmp_path / "export.xml"
    source.write_text(ARCHIVE)
    with pytest.raises(SystemExit):
        call_command("import_stories", str(source))

    def answer(address: str) -> list[int]:
        parts = urlsplit(address)
        asked = parts.path + (f"?{parts.query}" if parts.query else "")
        first = client.get(asked)
        if first.status_code != 301:
            return [first.status_code]
        return [301, client.get(first.headers["Location"]).status_code]

    return answer


def test_every_address_of_a_published_story_leads_to_it_in_one_step(answer):
    post = LINK.format(1)
    for address in (
        post, post.rstrip("/"), "/?p=1", "/2015/03/boat-1/", f"{post}amp/", f"{post}print/", f"{post}?print=1",
        f"{post}feed/", f"{post}trackback/", f"{post}embed/", f"{post}comment-page-2/", f"{post}?amp=1",
        "/?p=1&preview=true", "/about/us/", "/?page_id=3", "/?p=3",
    ):  # fmt: skip
        assert answer(address) == [301, 200], address


def test_the_pages_of_its_pictures_lead_to_the_story_that_shows_them(answer):
    for number in (10, 20):
        assert answer(f"https://gazette.example/boat-{number}/") == [301, 200]
        assert answer(f"/?attachment_id={number}") == [301, 200]


def test_what_readers_found_at_its_source_and_not_here_is_gone(answer):
    assert answer(LINK.format(2)) == answer("/?p=2") == [410]


def test_what_came_with_the_stories_and_is_none_is_gone(answer):
    for address in ("/boat-30/", "/2015/03/menu/", "/2015/03/menu", "/?p=40"):
        assert answer(address) == [410], address


def test_what_is_gone_is_so_no_more_once_a_story_has_its_address(answer, tmp_path):
    whole = ARCHIVE.replace("</channel>", item(50, NEWS, link="https://gazette.example/boat-30/") + "</channel>")
    (tmp_path / "export.xml").write_text(whole)
    with pytest.raises(SystemExit):
        call_command("import_stories", str(tmp_path / "export.xml"))
    assert answer("/boat-30/") == [301, 200]
    assert answer("/2015/03/menu/") == [410]


def test_an_import_that_is_taken_back_takes_what_is_gone_back_too(answer):
    with pytest.raises(SystemExit):
        call_command("import_undo", str(ImportRun.objects.get().pk))
    assert answer("/2015/03/menu/") == [404]


def test_what_was_never_public_has_nothing_at_its_address(answer):
    for number in (5, 6):
        assert answer(LINK.format(number)) == [404]
    assert not FormerPath.objects.get(path="/?p=4").was_public


def test_a_draft_that_goes_live_here_is_found_at_its_old_address(answer):
    from articles import press

    press.publish(Article.objects.get(former_paths__path="/?p=4"), by=None)
    assert answer("/?p=4") == [301, 200]
