"""Which addresses can stand in a body as a card, and by which one address each is kept."""

import pytest

from articles.body.embeds import LONGEST, Embed, recognise

CLIP = "https://www.youtube.com/watch?v=aB3_dE6-hI9"


@pytest.mark.parametrize(
    ("address", "service", "kept"),
    [
        ("https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3s", "YouTube", CLIP),
        ("https://m.youtube.com/watch?app=desktop&v=aB3_dE6-hI9", "YouTube", CLIP),
        ("https://www.youtube-nocookie.com/embed/aB3_dE6-hI9?rel=0", "YouTube", CLIP),
        ("https://youtube.com/shorts/aB3_dE6-hI9", "YouTube", CLIP),
        (" http://youtu.be/aB3_dE6-hI9?si=tracker ", "YouTube", CLIP),
        ("https://player.vimeo.com/video/76979871?h=1", "Vimeo", "https://vimeo.com/76979871"),
        ("https://twitter.com/harbour/status/123?s=20", "X", "https://x.com/harbour/status/123"),
        ("https://x.com/harbour/status/123/photo/1", "X", "https://x.com/harbour/status/123"),
        (
            "https://m.facebook.com/the.harbour/posts/pfbid02ab?ref=x",
            "Facebook",
            "https://www.facebook.com/the.harbour/posts/pfbid02ab",
        ),
        ("https://www.facebook.com/watch/?ref=x&v=123", "Facebook", "https://www.facebook.com/watch/?v=123"),
        ("https://www.facebook.com/share/v/1AbC/", "Facebook", "https://www.facebook.com/share/v/1AbC"),
        (
            "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
            "Facebook",
            "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
        ),
        ("https://fb.watch/aB-3/", "Facebook", "https://fb.watch/aB-3/"),
        ("https://instagram.com/harbour/reel/Cab_-1/?igsh=2", "Instagram", "https://www.instagram.com/reel/Cab_-1/"),
        (
            "https://www.tiktok.com/@the.harbour/video/123?lang=km",
            "TikTok",
            "https://www.tiktok.com/@the.harbour/video/123",
        ),
        ("https://vt.tiktok.com/ZM1/", "TikTok", "https://vt.tiktok.com/ZM1/"),
        ("https://soundcloud.com/harbour/sets/songs?utm=1", "SoundCloud", "https://soundcloud.com/harbour/sets/songs"),
        ("https://open.spotify.com/intl-fr/episode/4aB?si=1", "Spotify", "https://open.spotify.com/episode/4aB"),
    ],
)
def test_an_address_comes_down_to_the_one_that_a_card_keeps(address, service, kept):
    assert recognise(address) == Embed(service, kept)
    assert recognise(kept) == Embed(service, kept)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.youtube.com/",
        "https://x.com/harbour",
        "https://www.facebook.com/the.harbour",
        "https://harbour.example/https://youtu.be/aB3_dE6-hI9",
        "https://youtu.be.harbour.example/aB3_dE6-hI9",
        "https://youtu.be@harbour.example/aB3_dE6-hI9",
        "https://vimeo.com/៧៦៩៧៩៨៧១",
        "javascript:alert(1)//youtu.be/aB3_dE6-hI9",
        "ftp://youtu.be/aB3_dE6-hI9",
        "https://soundcloud.com/harbour/" + "x" * LONGEST,
    ],
)
def test_another_address_is_no_embed(address):
    assert recognise(address) is None
