"""Text that was saved in the wrong encoding once: told and kept, or put right where the migrator says so."""

import pytest

from articles.importing import decoding, repairs
from articles.importing.formats import wxr
from articles.importing.options import ImportOptions
from articles.importing.records import Block, LegacyPicture, LegacyStory
from tests.articles.importing import exports
from tests.articles.importing.exports import codes

MEANT = "Bora’s “crane” à Kampot – ទន្លេ"


def broken(text: str) -> str:
    """Text as it looks after its UTF-8 was read as windows-1252."""
    return "".join(map(decoding._CP1252.__getitem__, text.encode()))


def test_every_word_is_put_right_and_counted():
    story = LegacyStory(
        broken("id–1"),
        broken(MEANT),
        (Block("html", f"<p>{broken(MEANT)}</p>".replace("\xa0", "&nbsp;")),),
        lead_picture=LegacyPicture(caption=broken(MEANT), url=broken("/a–b.jpg")),
        tags=(broken("Été"),),
    )
    mended = repairs.repaired(story)
    assert (mended.headline, mended.blocks[0].text, mended.lead_picture.caption) == (MEANT, f"<p>{MEANT}</p>", MEANT)
    assert mended.tags == ("Été",)
    assert (mended.legacy_id, mended.lead_picture.url) == (story.legacy_id, story.lead_picture.url)
    assert codes(mended) == ["text-repaired"]


@pytest.mark.parametrize("text", [MEANT, "Ça va © 2015 «û»", "Crème brûlée – 5 €", "ទន្លេ\u200bសាប", "plain"])
def test_what_is_right_stays_as_it_is(text):
    story = LegacyStory("1", text)
    assert repairs.repaired(story) is story


def test_without_the_wish_it_is_told_and_kept():
    [story] = exports.read(wxr, exports.wxr(exports.item(1, title=broken("Bora’s “crane”"), content="One.")))
    assert (story.headline, codes(story)) == (broken("Bora’s “crane”"), ["mojibake"])
    assert ImportOptions().prepare(story).story.headline == story.headline
    fixed = ImportOptions(fix_text=True).prepare(story).story
    assert (fixed.headline, codes(fixed)) == ("Bora’s “crane”", ["text-repaired", "default-section"])
