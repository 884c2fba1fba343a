"""Exports of Medium, Substack and Chorus, in folders and in archives."""

import io
import json
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from articles.importing import formats
from articles.importing.formats import chorus, detect, medium, substack
from articles.importing.records import LegacyByline, LegacyRelated, LegacyStory, NotAStory, Status
from articles.importing.runner import find
from tests.articles.importing import exports
from tests.articles.importing.exports import codes, html

FOOTER = (
    '<footer><p class="p-tags"><a class="p-tag">Rivers</a></p><p>By <a class="p-author h-card">Sok Dara</a> on'
    ' <time class="dt-published" datetime="2015-03-02T01:30:00.000Z">March 2</time></p>'
    '<p><a href="https://medium.com/@dara/the-ferry-0a1b2c3d4e5f" class="p-canonical">Canonical link</a></p></footer>'
)


def page(footer: str = FOOTER) -> str:
    return (
        '<!DOCTYPE html><html><head><title>The ferry</title></head><body><article class="h-entry"><header>'
        '<h1 class="p-name">The ferry</h1></header><section data-field="subtitle" class="p-summary">A lamp.</section>'
        '<section data-field="body" class="e-content"><section class="section">'
        '<div class="section-divider"><hr class="section-divider"></div>'
        '<h3 class="graf graf--h3 graf--title">The ferry</h3><h4 class="graf graf--subtitle">A lamp.</h4>'
        '<figure><img data-image-id="1*a.jpeg" src="https://cdn.example/max/800/1*a.jpeg"><figcaption>Boat</figcaption></figure>'
        '<p class="graf">One <strong>two</strong>.</p><blockquote class="graf graf--pullquote">Three.</blockquote>'
        f"</section></section>{footer}</article></body></html>"
    )


def test_a_story_of_medium_is_read_once_its_headline_too():
    [story] = exports.read(medium, page(), "posts/2015-03-02_The-ferry-0a1b2c3d4e5f.html")
    assert (story.legacy_id, story.headline, story.standfirst, story.slug) == (
        "0a1b2c3d4e5f",
        "The ferry",
        "A lamp.",
        "the-ferry",
    )
    assert html(story) == (
        '{1}<p>One <strong>two</strong>.</p><figure data-pull-quote=""><blockquote><p>Three.</p></blockquote></figure>'
    )
    assert (story.bylines, story.tags) == ((LegacyByline("Sok Dara"),), ("Rivers",))
    assert story.published_at == datetime(2015, 3, 2, 1, 30, tzinfo=UTC)
    assert (story.inline_pictures[0].caption, story.inline_pictures[0].file) == ("Boat", "1*a.jpeg")
    assert (story.status, story.text_kept, story.problems) == (Status.PUBLISHED, 1.0, ())


def test_a_draft_of_medium_stays_one():
    for source, name in ((page(""), "posts/a.html"), (page(), "posts/draft_The-ferry-1.html")):
        [story] = exports.read(medium, source, name)
        assert (story.status, story.published_at) == (Status.DRAFT, None)
    assert detect(page().encode(), "a.html") is medium


# --- Substack

LIST = (
    "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
    "1.ferry,2015-03-02T01:30:00.000Z,true,,newsletter,everyone,The ferry,A lamp.,\n"
    "2.draft,2015-03-02T01:30:00.000Z,FALSE,,newsletter,everyone,Draft,,\n"
    '3.paid,2015-03-02T01:30:00.000Z,TRUE,,podcast,only_paid,"Paid, for",,https://g.example/a.mp3\n'
    "4.about,2015-03-02T01:30:00.000Z,TRUE,,page,everyone,About,,\n"
)
TEXT = (
    '<p>One.</p><div class="captioned-image-container"><figure><a class="image-link"><img src="https://cdn.example/w_1456/a.jpg"'
    ' data-attrs=\'{"src":"https://bucket.example/public/images/a_800x600.jpeg"}\'></a><figcaption>Boat</figcaption></figure></div>'
)


def beside(name: str, most: int) -> bytes | None:
    return TEXT.encode() if name == "posts/1.ferry.html" else b"<p>Two.</p>" if name == "posts/3.paid.html" else None


def test_posts_of_substack_have_their_texts_from_beside_the_list():
    ferry, draft, paid, about = substack.read(io.BytesIO(LIST.encode()), "posts.csv", beside=beside)
    assert (ferry.headline, ferry.standfirst, ferry.addresses) == ("The ferry", "A lamp.", ("/p/ferry",))
    assert (html(ferry), ferry.inline_pictures[0].file) == ("<p>One.</p>{1}", "a_800x600.jpeg")
    assert (ferry.status, ferry.published_at) == (Status.PUBLISHED, datetime(2015, 3, 2, 1, 30, tzinfo=UTC))
    assert (draft.status, codes(draft)) == (Status.DRAFT, ["no-text"])
    assert (paid.status, paid.headline, codes(paid)[0]) == (Status.DRAFT, "Paid, for", "members")
    assert "https://g.example/a.mp3" in html(paid)
    assert about.default_section == "Pages"


def test_a_folder_of_substack_is_one_source(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts.csv").write_text(LIST)
    (tmp_path / "posts" / "1.ferry.html").write_text(TEXT)
    assert find([str(tmp_path)]) == [tmp_path / "posts.csv"]
    assert html(next(formats.open_source(tmp_path / "posts.csv"))) == "<p>One.</p>{1}"


# --- Chorus

ENTRY = {
    "uid": "Entry:1",
    "title": "The ferry",
    "dek": {"html": "A <em>lamp</em>."},
    "url": "https://gazette.example/2015/3/2/1/the-ferry",
    "createdAt": "2015-03-02T01:30:00.000Z",
    "authorProfile": {"name": "Sok Dara"},
    "contributors": [{"fullOrUserName": "Keo Maly"}],
    "communityGroups": [{"name": "News"}, {"name": "Rivers"}],
    "body": {
        "components": [
            {"__typename": "EntryBodyParagraph", "contents": {"html": "One <b>two</b>."}},
            {"__typename": "EntryBodyHeading", "contents": {"html": "Three"}, "level": 3},
            {"__typename": "EntryBodyList", "ordered": True, "items": [{"line": {"html": "Four"}}]},
            {"__typename": "EntryBodyImage", "image": {"url": "https://g.example/a.jpg", "caption": {"html": "Boat"}}},
            {"__typename": "EntryBodyTable", "table": {"title": "Five", "columns": ["A", "B"], "rows": [["1", "<2"]]}},
            {"__typename": "EntryBodyRelatedList", "items": [{"title": "Six", "url": "https://gazette.example/6"}]},
            {"__typename": "EntryBodyNovelty", "thing": {"contents": {"html": "Seven"}}},
        ]
    },
}  # fmt: skip


def test_an_entry_of_chorus_is_read_part_by_part():
    [story] = exports.read(chorus, json.dumps(ENTRY))
    assert html(story) == (
        "<p>One <strong>two</strong>.</p><h3>Three</h3><ol><li><p>Four</p></li></ol>{1}<h3>Five</h3><table><tbody>"
        "<tr><th><p>A</p></th><th><p>B</p></th></tr><tr><td><p>1</p></td><td><p>&lt;2</p></td></tr></tbody></table>"
        "<p>Seven</p>"
    )
    assert [byline.name for byline in story.bylines] == ["Sok Dara", "Keo Maly"]
    assert (story.section, story.tags, story.standfirst) == ("News", ("Rivers",), "A lamp.")
    assert story.related == (LegacyRelated("Six", url="https://gazette.example/6"),)
    assert codes(story) == ["unknown-component", "created-date"]
    assert story.inline_pictures[0].caption == "Boat"
    assert detect(json.dumps(ENTRY).encode(), "entry.json") is chorus


@pytest.mark.parametrize(
    "source", ["{", "[" * 100_000, "3", b"\xff", '{"body": 3}', '{"body": {"components": [3, {}]}}']
)
def test_a_bad_entry_ends_in_a_sentence_or_an_empty_story(source):
    [record] = exports.read(chorus, source)
    assert isinstance(record, NotAStory) or "no-text" in codes(record)


# --- Archives


def archive(tmp_path, members: dict[str, bytes | str], links: tuple[str, ...] = ()):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = ((stat.S_IFLNK if name in links else stat.S_IFREG) | 0o644) << 16
            written.writestr(member, content)
    return path


def test_an_archive_is_read_member_by_member(tmp_path):
    path = archive(
        tmp_path,
        {
            "posts/a.html": page(),
            "posts.csv": LIST,
            "posts/1.ferry.html": TEXT,
            "wp.xml": exports.wxr(exports.item(1)),
            "a.jpg": b"\xff\xd8\xff",
            "__MACOSX/._a": b"\0",
            "../out.html": page(),
            "link.html": "/etc/passwd",
        },
        links=("link.html",),
    )
    records = list(formats.open_source(path))
    taken = [record.legacy_id for record in records if isinstance(record, LegacyStory)]
    assert taken == ["1.ferry", "2.draft", "3.paid", "4.about", "1"]
    told = [record.reason for record in records if isinstance(record, NotAStory)]
    assert ["leads out of" in told[0], "is a link" in told[1], "1 pictures and other" in told[2]] == [True] * 3


def test_what_expands_beyond_measure_is_refused_where_it_comes_out(tmp_path):
    path = archive(tmp_path, {"a.html": page().encode() + b"<p>" + b" " * 40_000_000, "b.html": page()})
    refused, story = formats.open_source(path)
    assert "expands to over the limit" in refused.reason
    assert story.headline == "The ferry"


def test_an_archive_that_is_none_ends_in_a_sentence(tmp_path):
    whole = archive(tmp_path, {"a.html": page()}).read_bytes()
    for content in (whole[:100], whole[:30] + b"\xff" * 40 + whole[70:]):
        (tmp_path / "bad.zip").write_bytes(content)
        [refused] = formats.open_source(tmp_path / "bad.zip")
        assert isinstance(refused, NotAStory)
