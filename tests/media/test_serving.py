"""What the newspaper itself hands out under /media/: renditions, for good, and nothing else."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from media import renditions
from media.models import Picture, today
from tests.media.drawings import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return Picture.objects.add(photo(), name="market.jpg")[0]


@pytest.mark.parametrize(
    ("suffix", "content_type"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_a_rendition_is_served_to_be_kept_for_good(market, client, media_root, suffix, content_type):
    step = renditions.rung(market, "full", 640, suffix)

    response = client.get(step.url)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == (media_root / step.name).read_bytes()
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == default_storage.size(step.name)
    assert not response.cookies


def test_every_rendition_of_a_picture_has_an_address_that_answers(market, client):
    for step in renditions.every_rung(market):
        response = client.get(step.url)
        assert response.status_code == 200, step.url
        response.getvalue()


def test_a_reader_who_has_the_picture_already_is_told_so(market, client):
    address = renditions.url(market, "1x1", 320)
    first = client.get(address)
    first.getvalue()

    second = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["Cache-Control"] == first["Cache-Control"]
    other = client.get(renditions.url(market, "1x1", 160), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    other.getvalue()


def test_head_says_all_but_the_picture(market, client):
    step = renditions.rung(market, "full", 320)

    response = client.head(step.url)

    assert (response.status_code, response.content) == (200, b"")
    assert int(response["Content-Length"]) == default_storage.size(step.name)
    assert response["Content-Type"] == "image/jpeg"


def test_a_picture_is_only_to_be_looked_at(market, client):
    assert client.post(renditions.url(market, "full", 320)).status_code == 405


@pytest.mark.parametrize("made_up", ["full-641.jpg", "full-640.png", "full-0640.jpg", "1x1-1x1-160.jpg", "2x1-640.jpg",
                                     "full-99999999.jpg", "full-640.jpg.jpg", "full-640.jpg/", "full-640.jpg%0a",
                                     "full-640.jpg%00"])  # fmt: skip
def test_a_made_up_size_is_a_404(market, client, made_up):
    folder = renditions.rung(market, "full", 640).url.rpartition("/")[0]

    response = client.get(f"{folder}/{made_up}")

    assert (response.status_code, response.content) == (404, b"There is no such picture.\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/media/", "/media/models.py", "/media/renditions/", "/media/originals/", "/media/uploads/",
        "/media/../manage.py", "/media/%2e%2e/manage.py", "/media/renditions/../../manage.py",
        "/media/renditions/ab/%2e%2e%2f%2e%2e%2foriginals/full-320.jpg", "/media//etc/passwd",
        "/media/renditions/..%5c..%5cmanage.py", "/media/%252e%252e/manage.py",
    ],
)  # fmt: skip
def test_nothing_else_is_served_and_the_storage_is_not_even_asked(market, client, address, monkeypatch):
    monkeypatch.setattr(type(default_storage._wrapped), "open", lambda *args: pytest.fail("the storage was asked"))

    assert client.get(address).status_code == 404


def test_a_made_up_address_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/media/renditions/ab/abababababababababab/full-640.jpg")
        client.get("/media/anything/else")


def test_an_original_is_not_public(market, client):
    assert client.get(f"/media/{market.file.name}").status_code == 404


@pytest.fixture
def licensed(market):
    """Says until when, in days from today, the picture may be used."""

    def until(days):
        market.usable_until = today() + timedelta(days=days)
        market.save()
        return renditions.url(market, "full", 320)

    return until


def test_a_picture_whose_licence_has_ended_is_gone_and_no_cache_keeps_the_answer(licensed, client):
    response = client.get(licensed(-1))

    assert (response.status_code, response.content) == (410, b"The licence of this picture has ended.\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("days", [0, 3])
def test_a_licensed_picture_is_kept_by_caches_until_the_end_of_its_last_day(licensed, client, days):
    response = client.get(licensed(days))
    response.getvalue()

    assert response.status_code == 200
    assert "immutable" not in response["Cache-Control"]
    assert days * 86400 < int(response["Cache-Control"].removeprefix("public, max-age=")) <= (days + 1) * 86400


def test_the_desk_still_sees_a_picture_whose_licence_has_ended(licensed, admin_client):
    response = admin_client.get(licensed(-1))
    response.getvalue()

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_serving_a_rendition_asks_the_database_once(market, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(renditions.url(market, "full", 320)).getvalue()
