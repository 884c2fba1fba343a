"""Pictures that are fetched from where they were on the web: stories come in at once, each picture when it does."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.importing import downloading
from articles.models import Article, AwaitedPicture, ImportRecord, ImportRun, PublishedArticle
from media.models import Picture
from tests.newspaper import draw, edit

pytestmark = pytest.mark.django_db

GREEN, RED = draw("seagreen"), draw("firebrick")


class OldServer(BaseHTTPRequestHandler):
    files: dict[str, tuple[int, bytes]] = {}

    def do_GET(self):
        status, content = self.files.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if status == 302:
            self.send_header("Location", content.decode())
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def old_site(monkeypatch):
    """A server of this machine, which alone is allowed for the test; gives its address."""
    monkeypatch.setattr(OldServer, "files", {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldServer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port, is_public = server.server_port, downloading.is_public
    monkeypatch.setattr(downloading, "is_public", lambda one: one == ip_address("127.0.0.1") or is_public(one))
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bring(tmp_path):
    def bring(**fields) -> ImportRun:
        record = {"legacy_id": "1", "headline": "Ferry", "section": "River", "site": "The Landing", "blocks": ["One."]}
        source = tmp_path / "archive.ndjson"
        source.write_text(json.dumps(record | fields), encoding="utf-8")
        with pytest.raises(SystemExit):
            call_command("import_stories", str(source), "--fetch-media")
        return ImportRun.objects.first()

    return bring


def resume(*arguments) -> int:
    with pytest.raises(SystemExit) as ending:
        call_command("import_media", "--resume", *arguments)
    return ending.value.code


def test_a_fetched_picture_stands_in_its_story_at_the_desk_and_before_readers(old_site, bring):
    OldServer.files["/f%C3%A9rry.jpg"] = (200, GREEN)
    OldServer.files["/moved.jpg"] = (302, b"/f%C3%A9rry.jpg")
    bring(
        lead_picture={"url": f"{old_site}/moved.jpg", "caption": "At dusk.", "credit": "Chan Mony"},
        published_at="2019-05-01T06:00:00+07:00",
    )
    published, picture = PublishedArticle.objects.get(), Picture.objects.get()
    assert published.lead_picture == picture
    assert (picture.credit, published.published_at.year, published.updated_at) == ("Chan Mony", 2019, None)
    assert Article.objects.get().pictures.get().picture == picture
    assert resume() == 0


def test_a_story_that_an_editor_touched_stays_as_it_is(old_site, bring):
    OldServer.files["/ferry.jpg"] = (503, b"")
    bring(lead_picture={"url": f"{old_site}/ferry.jpg"})
    edit(Article.objects.get(), standfirst="A pilot until June.")
    OldServer.files["/ferry.jpg"] = (200, GREEN)
    AwaitedPicture.objects.update(try_at=timezone.now())
    assert resume() == 0
    assert Picture.objects.count() == 1
    assert Article.objects.get().pictures.get().picture is None


def test_a_picture_that_does_not_come_is_asked_for_later_and_later_until_it_is_given_up(old_site, bring, capsys):
    OldServer.files["/ferry.jpg"] = (503, b"")
    bring(lead_picture={"url": f"{old_site}/ferry.jpg"})
    awaited = AwaitedPicture.objects.get()
    assert PublishedArticle.objects.get().lead_picture is None
    assert awaited.try_at > timezone.now() + timedelta(seconds=20)
    assert resume() == 4
    for _try in range(4):
        AwaitedPicture.objects.update(try_at=timezone.now())
        resume()
    awaited.refresh_from_db()
    assert (awaited.state, awaited.tries) == ("given_up", 5)
    OldServer.files["/ferry.jpg"] = (200, GREEN)
    assert resume("--again") == 0
    assert PublishedArticle.objects.get().lead_picture


def test_what_is_not_there_or_no_picture_is_given_up_at_once_with_the_reason(old_site, bring, capsys):
    OldServer.files["/page.jpg"] = (200, b"<html>Not found</html>")
    bring(inline_pictures=[{"url": f"{old_site}/none.jpg"}, {"url": f"{old_site}/page.jpg"}])
    capsys.readouterr()
    assert resume("--list") == 4
    told = capsys.readouterr().out
    assert "none.jpg\tIts server answered 404 Not Found." in told
    assert "2 pictures: 2 given up" in told


def test_a_picture_equal_to_the_lead_leaves_the_body_and_bytes_are_kept_once(old_site, bring):
    OldServer.files |= {"/lead.jpg": (200, GREEN), "/again.jpg": (200, GREEN), "/other.jpg": (200, RED)}
    bring(
        lead_picture={"url": f"{old_site}/lead.jpg"},
        inline_pictures=[{"url": f"{old_site}/again.jpg"}, {"url": f"{old_site}/other.jpg"}],
        blocks=[{"kind": "p", "text": "One."}, {"kind": "picture", "text": "1"}, {"kind": "picture", "text": "2"}],
    )
    article = Article.objects.get()
    assert Picture.objects.count() == 2
    assert article.pictures.count() == 2
    assert article.body == '<p>One.</p><figure data-picture="3"></figure>'
    assert PublishedArticle.objects.get().revision.content["body"] == article.body


def test_a_story_that_changes_in_its_source_keeps_the_picture_that_came_in(old_site, bring):
    OldServer.files["/ferry.jpg"] = (200, GREEN)
    bring(lead_picture={"url": f"{old_site}/ferry.jpg"})
    OldServer.files.clear()
    run = bring(lead_picture={"url": f"{old_site}/ferry.jpg"}, blocks=["Two."])
    assert run.counts == {"updated": 1}
    assert PublishedArticle.objects.get().lead_picture == Picture.objects.get()
    assert ImportRecord.objects.get().outcome == "updated"


def test_an_undone_import_takes_its_fetched_pictures_along(old_site, bring):
    OldServer.files["/ferry.jpg"] = (200, GREEN)
    run = bring(lead_picture={"url": f"{old_site}/ferry.jpg"})
    with pytest.raises(SystemExit) as ending:
        call_command("import_undo", str(run.pk))
    assert ending.value.code == 0
    assert not Picture.objects.exists()
    bring(lead_picture={"url": f"{old_site}/ferry.jpg"})
    assert PublishedArticle.objects.get().lead_picture == Picture.objects.get()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "100.64.0.1"],
)  # fmt: skip
def test_no_address_inside_a_network_is_fetched_from(address):
    assert not downloading.is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(downloading.NotFetched, match="inside a network") as refused:
        downloading.fetch(f"http://{host}/ferry.jpg")
    assert refused.value.for_good


def test_a_redirect_into_a_network_is_not_followed(old_site):
    OldServer.files["/ferry.jpg"] = (302, b"http://169.254.169.254/latest/")
    with pytest.raises(downloading.NotFetched, match="inside a network"):
        downloading.fetch(f"{old_site}/ferry.jpg")


def test_a_file_beyond_measure_is_not_read_to_its_end(old_site, monkeypatch):
    monkeypatch.setattr(downloading, "MOST_BYTES", 1000)
    OldServer.files["/ferry.jpg"] = (200, bytes(5000))
    with pytest.raises(downloading.NotFetched, match="larger than"):
        downloading.fetch(f"{old_site}/ferry.jpg")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://old.example/a.jpg", "http://", "http://[broken/a.jpg"])
def test_what_is_no_web_address_is_not_fetched(url):
    with pytest.raises(downloading.NotFetched, match="is no"):
        downloading.fetch(url)
