"""What every answer says to a reader's browser, whichever page it is."""

import pytest

from tests.newspaper import make_live

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight"
PAGES = (
    *("/", f"{FERRY}/", f"{FERRY}.json", f"{FERRY}.txt", f"{FERRY}.md", "/river/", "/feeds/rss.xml", "/sitemap.xml"),
    *("/robots.txt", "/llms.txt", "/no-such-page/", "/masthead.svg", "/search/?q=ferry"),
)


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_gets_a_strict_policy_and_no_cookie(client, path):
    make_live()
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_pictures_may_be_shown_by_feed_readers_everywhere(client, settings):
    response = client.get(f"{settings.MEDIA_URL}none.jpg")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_feeds_and_stories_for_machines_may_be_read_by_pages_of_other_sites_and_nothing_else(client):
    make_live()
    for path in ("/feeds/feed.json", f"{FERRY}.json"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    for path in ("/", f"{FERRY}/", "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(path)
