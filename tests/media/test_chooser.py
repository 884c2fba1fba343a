"""The picture desk's doors for pages that use pictures: look, bring, word. Each asks for the right itself."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from media import renditions, uses
from media.models import Picture, today
from media.uses import Use
from tests.media.drawings import exif, photo

pytestmark = pytest.mark.django_db
CHOOSE, TAKE_IN = "/admin/media/picture/choose/", "/admin/media/picture/take-in/"
KHMER = "សាឡាង\u200bឆ្លងទន្លេ"


@pytest.fixture
def person(client, django_user_model):
    """Logs somebody in who has these rights over pictures and no others."""

    def log_in(*rights):
        user = django_user_model.objects.create_user("dara", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=[f"{right}_picture" for right in rights]))
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def market():
    return Picture.objects.add(photo(), name="market.jpg", caption="Kampot market", alt_text="Stalls")[0]


def found(client, **asked):
    response = client.get(CHOOSE, asked)
    assert "no-store" in response["Cache-Control"]
    return [card["title"] for card in response.json()["pictures"]]


def bring(client, content, name="quay.jpg"):
    return client.post(TAKE_IN, {"upload": SimpleUploadedFile(name, content, "image/jpeg")})


def words_of(picture, **changed):
    names = ("focal_point", "caption", "credit", "alt_text")
    return {name: getattr(picture, name) for name in names} | changed


def word(client, picture, **changed):
    return client.post(f"/admin/media/picture/{picture.pk}/words/", words_of(picture, **changed))


def add_many(number):
    for n in range(number):
        Picture.objects.add(photo(60 + n, 40), name=f"{n}.jpg", caption=f"Picture {n:02}")


# --- Looking


def test_the_library_is_shown_newest_first_and_goes_on_from_where_it_stopped(person, client):
    person("view")
    add_many(30)

    first = client.get(CHOOSE).json()
    rest = client.get(CHOOSE, {"before": first["older"]}).json()

    titles = [card["title"] for card in first["pictures"] + rest["pictures"]]
    assert titles == [f"Picture {n:02}" for n in reversed(range(30))]
    assert rest["older"] == ""


def test_a_page_of_the_library_costs_the_same_however_many_pictures_there_are(
    person, client, django_assert_max_num_queries
):
    person("view", "add")
    add_many(26)

    with django_assert_max_num_queries(5):
        client.get(CHOOSE)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("KAMPOT", ["Kampot market"]),
        ("market stalls", ["Kampot market"]),
        ("market.jpg", ["Kampot market"]),
        ("Sok Dara", ["The market at dawn"]),
        ("សាឡាងឆ្លង", [KHMER]),
        ("សាឡាង\u200bឆ្លងទន្លេ", [KHMER]),
        ("ទន្លេ", [KHMER]),
        ("100%", []),
        ("kampot ferry", []),
    ],
)
def test_pictures_are_found_by_all_their_words_in_any_script(person, client, market, words, titles):
    person("view")
    Picture.objects.add(photo(exif=exif()), name="dawn.jpg")
    Picture.objects.add(photo(90, 60), name="river.jpg", caption=KHMER)

    assert found(client, q=words) == titles


def test_a_picture_whose_licence_has_ended_is_shown_as_such(person, client, market):
    person("view")
    Picture.objects.update(usable_until=today() - timedelta(days=1))

    [card] = client.get(CHOOSE).json()["pictures"]

    assert card["lapsed"]
    assert card["usable_until"] == (today() - timedelta(days=1)).isoformat()


def test_a_made_up_cursor_begins_at_the_newest(person, client, market):
    person("view")
    assert found(client, before="１２; DROP") == ["Kampot market"]


# --- Bringing


def test_a_file_is_taken_in_with_what_it_says_of_itself(person, client):
    user = person("add", "view")

    response = bring(client, photo(exif=exif()))

    card = response.json()["picture"]
    assert (response.status_code, response.json()["known"]) == (201, False)
    assert (card["caption"], card["credit"], card["may_change"]) == ("The market at dawn", "Sok Dara", True)
    assert Picture.objects.get(pk=card["id"]).created_by == user


def test_a_picture_that_is_in_the_library_is_recognised_and_used_again(person, client, market):
    person("add", "view")

    response = bring(client, photo(), "another-name.jpg")

    assert (response.status_code, response.json()["known"]) == (200, True)
    assert response.json()["picture"]["id"] == market.pk
    assert not response.json()["picture"]["may_change"]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear editor", "“quay.jpg” is not a picture that can be used: JPEG, PNG, WebP, GIF and AVIF are."),
        (b"", "“quay.jpg” is empty."),
    ],
)
def test_a_file_that_is_refused_is_answered_with_its_sentence(person, client, content, sentence):
    person("add")

    response = bring(client, content)

    assert (response.status_code, response.json()) == (400, {"refused": sentence})


def test_no_file_is_a_sentence(person, client):
    person("add")
    assert "Choose it again" in client.post(TAKE_IN).json()["refused"]


# --- Wording


def test_words_and_focal_point_are_written_and_the_crops_drawn(person, client, market, media_root):
    person("view", "change")

    response = word(client, market, caption="Kampot at noon", focal_point="0.1x0.9")

    market.refresh_from_db()
    assert response.json()["picture"]["caption"] == market.caption == "Kampot at noon"
    assert market.focal_point == "0.1x0.9"
    assert all((media_root / step.name).exists() for step in renditions.every_rung(market))
    assert response.json()["picture"]["thumbnail"] == renditions.url(market, "1x1", 320, "webp")


def test_a_focal_point_outside_of_the_picture_is_a_sentence(person, client, market):
    person("view", "change")

    response = word(client, market, focal_point="2x2")

    assert response.status_code == 400
    assert "0.5x0.5 is the middle" in response.json()["errors"]["focal_point"][0]


def test_a_reporter_words_a_picture_of_their_own_until_readers_get_it(person, client, monkeypatch):
    person("add", "view")
    picture = Picture.objects.get(pk=bring(client, photo()).json()["picture"]["id"])

    assert word(client, picture, caption="The quay").status_code == 200
    monkeypatch.setattr(uses, "_providers", [lambda picture: [Use("Story “Ferry”", live=True)]])
    assert word(client, picture, caption="Another quay").status_code == 403
    picture.refresh_from_db()
    assert picture.caption == "The quay"


def test_a_reporter_does_not_word_the_picture_of_another(person, client, market):
    person("add", "view")
    assert word(client, market, caption="Mine now").status_code == 403


# --- Rights


@pytest.mark.parametrize(
    ("rights", "door", "status"),
    [
        ((), "choose", 403),
        (("add", "change"), "choose", 200),
        (("view",), "choose", 200),
        (("view", "change"), "take-in", 403),
        (("view", "add"), "words", 403),
        (("view",), "words", 403),
    ],
)
def test_each_door_asks_for_its_right(person, client, market, rights, door, status):
    person(*rights)
    answers = {
        "choose": lambda: client.get(CHOOSE),
        "take-in": lambda: bring(client, photo(50, 50)),
        "words": lambda: word(client, market, caption="Changed"),
    }
    assert answers[door]().status_code == status
    assert Picture.objects.get().caption == "Kampot market"


def test_nobody_passes_who_is_not_of_the_desk(client, django_user_model, market):
    client.force_login(django_user_model.objects.create_user("reader"))
    for answer in (client.get(CHOOSE), bring(client, photo(50, 50)), word(client, market)):
        assert answer.status_code == 302
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(("door", "method"), [("take-in/", "get"), ("1/words/", "get"), ("choose/", "post")])
def test_a_door_is_opened_one_way(admin_client, door, method):
    assert getattr(admin_client, method)(f"/admin/media/picture/{door}").status_code == 405


# --- Used pictures


@pytest.fixture
def in_a_story(monkeypatch):
    used = [Use("Story “Ferry”, live", "/admin/articles/article/7/change/", live=True), Use("A calendar")]
    monkeypatch.setattr(uses, "_providers", [lambda picture: used if picture.caption == "Kampot market" else []])


def test_a_picture_s_page_shows_where_it_is_used(admin_client, market, in_a_story):
    html = admin_client.get(f"/admin/media/picture/{market.pk}/change/").content.decode()

    assert '<a href="/admin/articles/article/7/change/">Story “Ferry”, live</a><br>A calendar' in html


def test_a_used_picture_is_not_deleted_and_the_reason_is_a_sentence(admin_client, market, in_a_story):
    response = admin_client.post(f"/admin/media/picture/{market.pk}/delete/", {"post": "yes"}, follow=True)

    [said] = map(str, response.context["messages"])
    assert said.startswith("“Kampot market” is used, so it can not be deleted.")
    assert "/admin/articles/article/7/change/" in said
    assert Picture.objects.count() == 1


def test_of_many_chosen_pictures_none_is_deleted_where_one_is_used(admin_client, market, in_a_story):
    other = Picture.objects.add(photo(60, 40), name="other.jpg")[0]
    chosen = {"action": "delete_selected", "_selected_action": [market.pk, other.pk], "post": "yes"}

    response = admin_client.post("/admin/media/picture/", chosen, follow=True)

    assert "“Kampot market” is used" in str(next(iter(response.context["messages"])))
    assert Picture.objects.count() == 2
    admin_client.post("/admin/media/picture/", chosen | {"_selected_action": [other.pk]})
    assert list(Picture.objects.all()) == [market]
