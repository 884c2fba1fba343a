"""A WordPress export in several files: what a post uses is found in whichever of them it stands."""

import io
import zipfile
from functools import partial

import pytest

from articles.importing import ahead, formats
from articles.importing.records import DEFAULTS, LegacyStory
from tests.articles.importing.exports import attachment, codes, item, meta, term, wxr

PARTS = {
    "posts.xml": wxr(item(1, meta("_thumbnail_id", "5") + term("River", nicename="river"), creator="lina")),
    "pictures.xml": wxr(
        attachment(5, excerpt="The boat."),
        head="<wp:author><wp:author_login>lina</wp:author_login>"
        "<wp:author_display_name>Chan Lina</wp:author_display_name></wp:author>"
        "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>river</wp:category_nicename>"
        "<wp:category_parent>news</wp:category_parent><wp:cat_name>River</wp:cat_name></wp:category>"
        "<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>news</wp:category_nicename>"
        "<wp:cat_name>News</wp:cat_name></wp:category>",
    ),
}


def stories(folder, names) -> list[LegacyStory]:
    paths = [folder / name for name in names]
    records = [record for batch in ahead.read(paths, "", DEFAULTS, lambda record: record) for record in batch]
    return [record for record in records if isinstance(record, LegacyStory)]


@pytest.fixture
def folder(tmp_path):
    for name, content in PARTS.items():
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.mark.parametrize("names", [("posts.xml", "pictures.xml"), ("pictures.xml", "posts.xml")])
def test_a_post_finds_its_picture_author_and_section_in_another_file_of_its_export(folder, names):
    (story,) = stories(folder, names)
    assert (story.lead_picture.caption, story.bylines[0].name) == ("The boat.", "Chan Lina")
    assert (story.parent_sections, story.section) == (("News",), "River")
    assert codes(story) == []


def test_the_files_of_a_zip_are_one_export(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(f"wordpress/{name}", content)
    (tmp_path / "export.zip").write_bytes(packed.getvalue())
    (story,) = stories(tmp_path, ["export.zip"])
    assert story.lead_picture.caption == "The boat."


def test_the_pictures_of_another_site_are_not_of_this_one(folder):
    other = PARTS["pictures.xml"].replace("gazette.example", "herald.example")
    (folder / "pictures.xml").write_text(other)
    (story,) = stories(folder, PARTS)
    assert (story.lead_picture, codes(story)) == (None, ["no-attachment", "author-login"])


def test_a_part_that_is_cut_off_or_refused_gives_what_it_can(folder):
    (folder / "pictures.xml").write_text(PARTS["pictures.xml"].partition("</channel>")[0] + "<item><title>cut")
    (folder / "bomb.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]>' + PARTS["pictures.xml"])
    (story,) = stories(folder, ("bomb.xml", *PARTS))
    assert story.lead_picture.caption == "The boat."


def test_each_file_is_read_twice_however_many_there_are(folder):
    for number in range(2, 6):
        (folder / f"more-{number}.xml").write_text(wxr(item(number)))
    opened = []

    def opener(path):
        opened.append(path.name)
        return path.open("rb")

    paths = sorted(folder.iterdir())
    options = formats.with_parts([(path.name, partial(opener, path)) for path in paths], DEFAULTS)
    found = [record for path in paths for record in formats.open_source(path, options)]
    assert sum(isinstance(record, LegacyStory) for record in found) == 5
    assert sorted(opened) == [path.name for path in paths]
