"""The picture desk: the same door as every other way in, and a sentence for every mistake."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from media import renditions
from media.admin import PictureAdmin
from media.models import Picture
from tests.media.drawings import exif, legacy_image, photo

pytestmark = pytest.mark.django_db
ADD = "/admin/media/picture/add/"


@pytest.fixture
def desk(admin_client):
    return admin_client


@pytest.fixture
def market():
    return Picture.objects.add(photo(), name="market.jpg", caption="Kampot market", alt_text="Stalls")[0]


@pytest.fixture(autouse=True)
def _admin_address():
    assert reverse("admin:media_picture_add") == ADD


def bring(desk, content, name="market.jpg", **words):
    return desk.post(ADD, {"upload": SimpleUploadedFile(name, content, "image/png"), **words}, follow=True)


def words_of(picture, **changed):
    names = ("focal_point", "alt_text", "caption", "credit", "photographer", "source", "licence", "place")
    return {**{name: getattr(picture, name) for name in names}, "usable_until": "", "taken_at_0": "", "taken_at_1": "",
            **changed}  # fmt: skip


def errors(response, field="upload"):
    assert response.status_code == 200
    return response.context["adminform"].form.errors.get(field, [])


def test_a_picture_brought_by_an_editor_is_kept_drawn_and_signed(desk, admin_user, media_root):
    response = bring(desk, photo(exif=exif()), caption="Typed at the desk")
    picture = Picture.objects.get()

    assert response.redirect_chain
    assert (picture.caption, picture.credit) == ("Typed at the desk", "Sok Dara")
    assert (picture.created_by, picture.file_name) == (admin_user, "market.jpg")
    assert all((media_root / step.name).exists() for step in renditions.every_rung(picture))


def test_a_picture_that_is_here_already_is_named_and_linked(desk, market):
    response = bring(desk, photo(), "copy.jpg", caption="Another wording")

    link = f'<a href="/admin/media/picture/{market.pk}/change/">Kampot market</a>'
    assert f"This picture is here already: {link}" in response.content.decode()
    assert 'name="caption"' in response.content.decode()
    assert "Another wording" in response.content.decode()
    assert Picture.objects.count() == 1


def test_a_picture_s_caption_can_not_break_out_of_that_sentence(desk):
    Picture.objects.add(photo(), name="market.jpg", caption="<script>alert(1)</script>")

    assert b"<script>alert(1)</script>" not in bring(desk, photo()).content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear editor", "“market.jpg” is not a picture that can be used: JPEG, PNG, WebP, GIF and AVIF are."),
        (b"<svg xmlns=''/>", "“market.jpg” is a page or a drawing in code (SVG, HTML, XML). Export it as PNG or JPEG."),
        (photo()[:3000], ("“market.jpg” is damaged or was cut short on its way: it can not be opened. "
                          "Bring the original again.")),
    ],
)  # fmt: skip
def test_a_file_that_is_refused_is_a_sentence_in_the_form(desk, content, sentence):
    assert errors(bring(desk, content)) == [sentence]
    assert not Picture.objects.exists()


def test_a_bomb_is_a_sentence_in_the_form(desk):
    assert "claims far more pixels" in errors(bring(desk, legacy_image("decompression-bomb.gif"), "bomb.gif"))[0]


def test_a_heavy_file_is_a_sentence_in_the_form(desk, settings):
    settings.PICTURE_MAX_BYTES = 2000

    assert "the most is 2.0\xa0KB" in errors(bring(desk, photo()))[0]


def test_no_file_is_a_sentence_in_the_form(desk):
    assert errors(desk.post(ADD, {"caption": "Nothing"})) == ["This field is required."]


def test_metadata_that_is_dropped_is_told_after_the_save(desk):
    response = bring(desk, legacy_image("bad-exif.jpg"))

    assert any("The EXIF block does not parse" in str(message) for message in response.context["messages"])
    assert Picture.objects.count() == 1


def test_a_picture_brought_twice_at_one_moment_leads_to_the_one_that_is_kept(desk, market, monkeypatch):
    def too_late(*args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: media_picture.sha256")

    monkeypatch.setattr(PictureAdmin, "save_model", too_late)
    find, looks = Picture.objects.find, iter([True, False])
    monkeypatch.setattr(
        type(Picture.objects), "find", lambda self, content: None if next(looks, False) else find(content)
    )

    response = bring(desk, photo())

    assert response.redirect_chain == [(f"/admin/media/picture/{market.pk}/change/", 302)]


def test_a_new_focal_point_draws_the_crops_before_it_is_saved(desk, market, media_root):
    response = desk.post(f"/admin/media/picture/{market.pk}/change/", words_of(market, focal_point="0.250x0.75"))
    market.refresh_from_db()

    assert response.status_code == 302
    assert market.focal_point == "0.250x0.75"
    assert all((media_root / step.name).exists() for step in renditions.every_rung(market))


@pytest.mark.parametrize("point", ["", "left", "2x2", "0.5x0.5x0.5"])
def test_a_focal_point_that_is_none_is_a_sentence_in_the_form(desk, market, point):
    response = desk.post(f"/admin/media/picture/{market.pk}/change/", words_of(market, focal_point=point))

    assert len(errors(response, "focal_point")) == 1


def test_a_focal_point_that_can_not_be_drawn_stays_where_it_was(desk, market, media_root):
    (media_root / market.file.name).unlink()

    response = desk.post(f"/admin/media/picture/{market.pk}/change/", words_of(market, focal_point="0x0"))
    market.refresh_from_db()

    assert "can not be read" in errors(response, "focal_point")[0]
    assert market.focal_point == "0.5x0.5"


def test_words_can_be_changed_while_the_original_is_away(desk, market, media_root):
    (media_root / market.file.name).unlink()

    response = desk.post(f"/admin/media/picture/{market.pk}/change/", words_of(market, caption="Kampot at noon"))
    market.refresh_from_db()

    assert response.status_code == 302
    assert market.caption == "Kampot at noon"


def test_the_focal_point_is_set_on_a_public_rendition_by_imagefield_s_widget(desk, market):
    html = desk.get(f"/admin/media/picture/{market.pk}/change/").content.decode()

    assert 'data-ppoi-id="id_focal_point"' in html
    assert f'class="imagefield-preview-image" src="{renditions.url(market, "full", 800)}"' in html
    assert '<input type="text" name="focal_point" value="0.5x0.5"' in html
    assert "imagefield/ppoi.js" in html
    assert market.file.name not in html


def test_the_list_shows_thumbnails_and_finds_by_words_and_file_name(desk, market):
    other = Picture.objects.add(photo(900, 600), name="salt.png", credit="Sok Dara")[0]

    html = desk.get("/admin/media/picture/").content.decode()
    assert html.index(renditions.url(other, "1x1", 160, "webp")) < html.index(
        renditions.url(market, "1x1", 160, "webp")
    )
    for words, found in {
        "kampot": market,
        "stalls": market,
        "market.jpg": market,
        "dara": other,
        "salt.png": other,
    }.items():
        assert list(desk.get("/admin/media/picture/", {"q": words}).context["cl"].result_list) == [found]


@pytest.mark.parametrize("rights", ["lapsed", "lapsing", "no_credit"])
def test_the_list_can_be_held_to_pictures_whose_rights_need_a_look(desk, market, rights):
    response = desk.get("/admin/media/picture/", {"rights": rights})

    assert [picture.pk for picture in response.context["cl"].result_list] == (
        [market.pk] if rights == "no_credit" else []
    )


def test_the_list_costs_the_same_queries_however_many_pictures_there_are(desk, market, django_assert_max_num_queries):
    for width in range(100, 106):
        Picture.objects.add(photo(width, 100), name=f"{width}.jpg")

    with django_assert_max_num_queries(5):
        desk.get("/admin/media/picture/")


def test_deleting_at_the_desk_removes_the_files(desk, market, media_root, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/media/picture/{market.pk}/delete/", {"post": "yes"})

    assert not Picture.objects.exists()
    assert not [path for path in media_root.rglob("*") if path.is_file()]


def original_of(picture):
    return f"/admin/media/picture/{picture.pk}/original/"


def test_an_original_is_for_the_desk_alone(client, django_user_model, market):
    assert client.get(original_of(market)).status_code == 302

    reader = django_user_model.objects.create_user("reader")
    client.force_login(reader)
    assert client.get(original_of(market)).status_code == 302

    staff = django_user_model.objects.create_user("reporter", is_staff=True)
    client.force_login(staff)
    assert client.get(original_of(market)).status_code == 403

    staff.user_permissions.add(Permission.objects.get(codename="view_picture"))
    response = client.get(original_of(market))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == photo()
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_whoever_may_only_look_can_look_and_not_change(client, django_user_model, market):
    staff = django_user_model.objects.create_user("reporter", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(staff)
    address = f"/admin/media/picture/{market.pk}/change/"

    assert client.get(address).status_code == 200
    assert client.post(address, words_of(market, focal_point="0x0")).status_code == 403
    assert client.get(ADD).status_code == 403


def test_an_original_that_is_not_there_is_a_404(desk, market, media_root):
    (media_root / market.file.name).unlink()

    assert desk.get(original_of(market)).status_code == 404
    assert desk.get("/admin/media/picture/999/original/").status_code == 404
