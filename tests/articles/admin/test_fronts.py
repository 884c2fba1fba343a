"""The page on which a front is arranged, as it works without a script: buttons, numbers, plans, rights."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import press
from articles.models import Act, Arrangement, Autosave, Section, Slot
from articles.press import fronts
from articles.press.fronts import Front
from media import partial_words
from tests.articles.admin.desk import at_desk, editor, person, reporter
from tests.newspaper import MORNING, edit, make_article, make_edition, make_live, make_picture, make_section

pytestmark = pytest.mark.django_db

FRONTS = "/admin/articles/arrangement/"
SOON = timedelta(hours=1)


@pytest.fixture
def river(db):
    section = make_section()
    for number in range(25):
        make_live(f"Story {number}", section=section, at=MORNING + timedelta(hours=number))
    return section


@pytest.fixture
def desk(river):
    return at_desk(editor())


def page_of(front: Front, name="arrange") -> str:
    kind, pk = ("section", front.section.pk) if front.section else ("edition", front.edition.pk)
    return reverse(f"admin:articles_arrangement_{name}", args=[kind, pk])


def form_of(response) -> dict:
    [form] = html.fromstring(response.content.decode()).xpath("//form[@id='front-form']")
    # The HTML standard: a line break right after <textarea> is not part of its text.
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name}


def headlines(response) -> list[str]:
    return html.fromstring(response.content.decode()).xpath("//li[@data-headline]/@data-headline")


def offered(response) -> list[str]:
    page = html.fromstring(response.content.decode())
    return page.xpath("//ul[@class='front-found']//p[@class='front-headline']/text()")


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def press_button(desk, front, shown, button, value="1", **typed):
    """Send the form as it is shown, with what is typed, by a button."""
    return desk.post(page_of(front), {**form_of(shown), **typed, button: value}, follow=True)


def place(desk, front, *numbers):
    """Open the page and place stories by their numbers."""
    shown = desk.get(page_of(front))
    for number in numbers:
        key = front.edition.articles.get(headline=f"Story {number}").pk
        shown = press_button(desk, front, shown, "_add", str(key))
    return shown


def placed(arrangement: Arrangement) -> list[str]:
    return list(arrangement.slots.values_list("article__headline", flat=True))


@pytest.fixture
def front(river):
    return Front(river.edition)


# --- Arranging


def test_the_fronts_are_those_of_the_editions_and_of_their_sections(desk, front):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    page = desk.get(FRONTS).content.decode()
    for address in (
        page_of(front),
        page_of(Front(front.edition, Section.objects.first())),
        page_of(Front(khmer.edition, khmer)),
    ):
        assert f'href="{address}"' in page
    assert "The newest stories, as they come" in page


def test_an_editor_places_two_stories_and_readers_have_them(desk, front, client):
    shown = place(desk, front, 3, 7)
    assert headlines(shown) == ["Story 3", "Story 7"]
    assert not front.arrangements.exists()
    after = press_button(desk, front, shown, "_live", **{"slots-1-headline": "Seven"})
    assert "Readers have it now" in said(after)
    assert placed(front.live) == ["Story 3", "Story 7"]
    assert front.live.created_by.get_username() == "bopha"
    assert ">Seven</a></h3>" in client.get("/").content.decode()
    assert Act.objects.filter(verb=Act.Verb.ARRANGE, by=front.live.created_by).count() == 1


def test_buttons_move_a_story_and_take_it_away(desk, front):
    shown = place(desk, front, 1, 2, 3)
    shown = press_button(desk, front, shown, "_up", "2")
    assert headlines(shown) == ["Story 1", "Story 3", "Story 2"]
    shown = press_button(desk, front, shown, "_down", "0")
    assert headlines(shown) == ["Story 3", "Story 1", "Story 2"]
    shown = press_button(desk, front, shown, "_remove", "1")
    assert headlines(shown) == ["Story 3", "Story 2"]


def test_numbers_put_stories_in_order(desk, front):
    shown = place(desk, front, 1, 2, 3)
    press_button(desk, front, shown, "_live", **{"slots-0-order": "9", "slots-2-order": "1"})
    assert placed(front.live) == ["Story 3", "Story 2", "Story 1"]


def test_what_is_typed_stays_while_stories_are_placed(desk, front):
    shown = press_button(desk, front, place(desk, front, 1), "_refresh", **{"slots-0-teaser": "Typed."})
    shown = press_button(desk, front, shown, "_up", "0")
    assert form_of(shown)["slots-0-teaser"] == "Typed."


def test_a_story_is_placed_once(desk, front):
    assert headlines(place(desk, front, 1, 1)) == ["Story 1"]


def test_an_arranged_front_opens_as_readers_have_it_without_what_left_its_place(desk, front):
    picture = make_picture()
    until = timezone.now() + SOON
    slots = [Slot(article=front.edition.articles.get(headline=f"Story {n}"), picture=picture) for n in (4, 5, 6)]
    slots[1].pinned_until = until
    kept = fronts.arrange(fronts.keep(front, slots, by=None), by=None)
    kept.slots.filter(order=3).update(pinned_until=timezone.now() - SOON)
    shown = desk.get(page_of(front))
    assert headlines(shown) == ["Story 4", "Story 5"]
    form = form_of(shown)
    assert form["slots-0-picture"] == str(picture.pk)
    assert form["slots-1-pinned_until"] == until.astimezone(front.edition.zone).strftime("%Y-%m-%dT%H:%M")


def test_a_pin_is_a_time_to_come(desk, front):
    shown = press_button(desk, front, place(desk, front, 1), "_live", **{"slots-0-pinned_until": "2001-01-01T06:00"})
    assert "This time has passed" in shown.content.decode()
    assert form_of(shown)["slots-0-pinned_until"] == "2001-01-01T06:00"
    assert not front.arrangements.exists()


def test_too_many_stories_are_told_and_none_is_lost(desk, front):
    shown = press_button(desk, front, place(desk, front, *range(10)), "_live")
    assert "A front has 9 places; these are 10 stories." in said(shown)
    assert len(headlines(shown)) == 10


def test_khmer_words_of_a_slot_are_mended_and_that_is_said(desk, front):
    shown = press_button(desk, front, place(desk, front, 1), "_live", **{"slots-0-headline": "ក\u200bា"})
    assert "Khmer mended" in said(shown)
    assert front.live.slots.get().headline == "កា"


# --- Finding stories


def test_stories_are_found_by_the_words_of_their_headlines(desk, front):
    make_live("Ferry fares rise again")
    assert offered(desk.get(page_of(front, "stories"), {"q": "rise FERRY"})) == ["Ferry fares rise again"]
    assert "No live story" in desk.get(page_of(front, "stories"), {"q": "nothing of it"}).content.decode()


def test_khmer_stories_are_found_whether_their_words_are_parted_or_not(desk):
    section = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    make_live("ទឹក\u200bទន្លេ\u200bមេគង្គ\u200bឡើងខ្ពស់", section=section)
    make_live("សាឡាងដំណើរការ", section=section)
    for words in ("ទឹកទន្លេ", "ឡើង មេគង្គ", "ទឹក\u200bទន្លេ"):
        assert len(offered(desk.get(page_of(Front(section.edition), "stories"), {"q": words}))) == 1


def test_the_list_of_stories_goes_on_to_its_end(desk, front):
    first = desk.get(page_of(front, "stories"))
    [older] = html.fromstring(first.content.decode()).xpath("//button[@name='_older']/@value")
    second = desk.get(page_of(front, "stories"), {"_older": older})
    assert offered(first) + offered(second) == [f"Story {number}" for number in reversed(range(25))]
    assert desk.get(page_of(front, "stories"), {"_older": "nonsense"}).status_code == 404


def test_a_section_offers_its_own_stories_and_a_scheduled_one_can_be_placed_before_its_time(desk, front, river):
    make_live("Elsewhere", section=make_section("Country"))
    soon = make_article("Tomorrow", section=river)
    press.schedule(soon, by=None, at=timezone.now() + SOON)
    found = offered(desk.get(page_of(Front(river.edition, river))))
    assert found[0] == "Tomorrow"
    assert "Elsewhere" not in found
    shown = press_button(desk, front, desk.get(page_of(front)), "_add", str(soon.pk))
    assert "Not live yet" in shown.content.decode()


# --- Preview


def test_the_preview_is_the_page_that_readers_would_get(desk, front, client):
    form = form_of(place(desk, front, 3)) | {"slots-0-headline": "Only here", "slots-0-pinned_until": "nonsense"}
    page = desk.post(page_of(front, "preview"), form)
    assert ">Only here</a></h3>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert "Only here" not in client.get("/").content.decode()
    assert not front.arrangements.exists()


def test_a_section_is_previewed_too(desk, river):
    front = Front(river.edition, river)
    page = desk.post(page_of(front, "preview"), form_of(place(desk, front, 3))).content.decode()
    assert page.index("Story 3<") < page.index("Story 24<")


# --- Later, and before


def test_a_change_is_planned_changed_and_taken_off(desk, front):
    at = timezone.localtime(timezone.now() + timedelta(days=1), front.edition.zone).strftime("%Y-%m-%dT%H:%M")
    after = press_button(desk, front, place(desk, front, 1), "_plan", goes_live_at=at)
    assert "It goes live by itself" in said(after)
    first = front.arrangements.get()
    assert first.standing == "planned"
    assert front.live is None

    shown = desk.get(page_of(front), {"from": first.pk})
    assert form_of(shown)["goes_live_at"] == at
    shown = press_button(desk, front, shown, "_add", str(front.edition.articles.get(headline="Story 9").pk))
    press_button(desk, front, shown, "_plan")
    second = front.arrangements.get()
    assert (second.standing, placed(second)) == ("planned", ["Story 1", "Story 9"])

    after = desk.post(reverse("admin:articles_arrangement_take_off", args=[second.pk]), follow=True)
    assert "it is a draft now" in said(after)
    desk.post(reverse("admin:articles_arrangement_discard", args=[second.pk]))
    assert not front.arrangements.exists()


@pytest.mark.parametrize(("at", "reason"), [("", "Say on which day"), ("2001-01-01T06:00", "passed already")])
def test_a_plan_needs_a_time_to_come(desk, front, at, reason):
    shown = press_button(desk, front, place(desk, front, 1), "_plan", goes_live_at=at)
    assert reason in shown.content.decode()
    assert headlines(shown) == ["Story 1"]
    assert not front.arrangements.exists()


def test_a_draft_is_kept_and_gone_on_with(desk, front):
    press_button(desk, front, place(desk, front, 1), "_keep")
    draft = front.arrangements.get()
    assert headlines(desk.get(page_of(front))) == []
    press_button(desk, front, desk.get(page_of(front), {"from": draft.pk}), "_live")
    assert placed(front.live) == ["Story 1"]
    assert front.arrangements.count() == 1


def test_what_readers_had_before_is_seen_and_brought_back(desk, front):
    press_button(desk, front, place(desk, front, 1), "_live")
    first = front.live
    press_button(desk, front, place(desk, front, 2), "_live")
    page = desk.get(page_of(front)).content.decode()
    assert f"?from={first.pk}" in page
    assert headlines(desk.get(f"{FRONTS}{first.pk}/change/", follow=True)) == ["Story 1"]
    press_button(desk, front, desk.get(page_of(front), {"from": first.pk}), "_live")
    assert placed(front.live) == ["Story 1"]
    assert front.live != first


def test_the_second_of_two_editors_is_told_and_overwrites_only_when_they_insist(desk, front):
    mine = place(desk, front, 1)
    other = at_desk(person("sophea", "Editors"))
    press_button(other, front, place(other, front, 2), "_live")
    told = press_button(desk, front, mine, "_live")
    assert "arranged “Front page” while you were at it" in said(told)
    assert headlines(told) == ["Story 1"]
    assert placed(front.live) == ["Story 2"]
    press_button(desk, front, told, "_live")
    assert placed(front.live) == ["Story 1"]


def test_a_form_without_its_mark_overwrites_nothing(desk, front):
    form = form_of(place(desk, front, 1))
    del form["mark"]
    desk.post(page_of(front), form | {"_live": "1"})
    assert not front.arrangements.exists()


# --- Who may


def doors(front: Front) -> list[tuple[str, str]]:
    kept = fronts.keep(front, [], by=None)
    return [
        ("get", page_of(front)),
        ("post", page_of(front)),
        ("post", page_of(front, "preview")),
        ("get", page_of(front, "stories")),
        ("get", reverse("admin:articles_arrangement_change", args=[kept.pk])),
        ("post", reverse("admin:articles_arrangement_take_off", args=[kept.pk])),
        ("post", reverse("admin:articles_arrangement_discard", args=[kept.pk])),
    ]


def answers(desk, front: Front) -> set[int]:
    return {getattr(desk, method)(address).status_code for method, address in doors(front)}


def test_a_reporter_arranges_no_front(river, front):
    desk = at_desk(reporter())
    assert answers(desk, front) == answers(desk, Front(river.edition, river)) == {403}
    assert desk.get(FRONTS).status_code == 403
    assert FRONTS not in desk.get("/admin/").content.decode()


def test_an_editor_arranges_the_sections_that_are_theirs(desk, river, front):
    country = make_section("Country")
    country.editors.add(person("sophea", "Editors"))
    assert answers(desk, Front(country.edition, country)) == {403}
    assert 403 not in answers(desk, Front(river.edition, river))
    # The front page shows every section, so it is for who may publish in each.
    assert answers(desk, front) == {403}
    page = desk.get(FRONTS).content.decode()
    assert page_of(front) not in page
    assert page_of(Front(river.edition, river)) in page


def test_a_chief_editor_arranges_every_front(river, front):
    river.editors.add(person("sophea", "Editors"))
    chief = at_desk(person("chanda", is_superuser=True))
    assert 403 not in answers(chief, front) | answers(chief, Front(river.edition, river))


def test_no_front_is_where_there_is_none(desk, front):
    for address in ("edition/999/", "section/999/", "author/1/", f"edition/{front.edition.pk}/?from=999"):
        assert desk.get(FRONTS + address).status_code == 404


# --- Nothing is lost


def autosave(desk, front, shown, **typed):
    return desk.post(page_of(front, "autosave"), form_of(shown) | typed)


def test_an_arrangement_that_was_never_kept_is_offered_and_comes_back_with_its_slots_and_words(desk, front, client):
    shown = place(desk, front, 3, 7)
    answer = autosave(desk, front, shown, **{"slots-1-headline": "Seven", "goes_live_at": "2030-01-01T06:00"})
    assert answer.json()["said"].startswith("Kept at ")
    assert not front.arrangements.exists()
    page = desk.get(page_of(front))
    assert "You have unsaved text from" in page.content.decode()
    assert headlines(page) == []
    [address] = html.fromstring(page.content.decode()).xpath("//*[@class='desk-unsaved-acts']/a/@href")
    back = desk.get(address)
    assert headlines(back) == ["Story 3", "Story 7"]
    assert (form_of(back)["slots-1-headline"], form_of(back)["goes_live_at"]) == ("Seven", "2030-01-01T06:00")
    press_button(desk, front, back, "_live")
    assert placed(front.live) == ["Story 3", "Story 7"]
    assert not Autosave.objects.exists()


def test_the_unsaved_arrangement_of_one_front_is_not_offered_on_another_nor_to_anybody_else(desk, front):
    autosave(desk, front, place(desk, front, 3))
    river = Front(front.edition, Section.objects.first())
    assert "unsaved text" not in desk.get(page_of(river)).content.decode()
    other = at_desk(person("sophal", "Chief editors"))
    assert "unsaved text" not in other.get(page_of(front)).content.decode()
    assert headlines(other.get(f"{page_of(front)}?restore={Autosave.objects.get().draft_key}")) == []


def test_an_arrangement_that_is_sent_when_the_session_is_over_waits_for_its_editor(desk, front):
    form = form_of(place(desk, front, 3, 7)) | {"slots-0-teaser": "Typed.", "_live": "1"}
    desk.cookies.pop("sessionid")
    answer = desk.post(page_of(front), form)
    assert answer["Location"].startswith("/admin/login/")
    assert front.live is None
    back = desk.post(answer["Location"], {"username": "bopha", "password": "rice and fish"}, follow=True)
    assert headlines(back) == ["Story 3", "Story 7"]
    assert form_of(back)["slots-0-teaser"] == "Typed."


def test_a_draft_that_is_discarded_beside_it_takes_no_unsaved_arrangement_along(desk, front):
    fronts.keep(front, [], by=None)
    shown = place(desk, front, 3)
    autosave(desk, front, shown)
    [form] = html.fromstring(shown.content.decode()).xpath("//form[contains(@action, 'discard')]")
    desk.post(form.action, dict(form.form_values()))
    assert Autosave.objects.exists()


def test_unsaved_slots_that_come_back_too_late_overwrite_nothing(desk, front):
    autosave(desk, front, place(desk, front, 3))
    fronts.arrange(fronts.keep(front, [Slot(article=front.edition.articles.get(headline="Story 9"))], by=None), by=None)
    back = desk.get(f"{page_of(front)}?restore={Autosave.objects.get().draft_key}")
    after = press_button(desk, front, back, "_live")
    assert "Nothing was overwritten" in said(after)
    assert placed(front.live) == ["Story 9"]


# --- A large archive


@pytest.mark.parametrize("limits", [{}, {"FEW": 0}], ids=["rare word", "common word"])
def test_a_story_is_found_by_its_words_however_many_have_them(desk, front, limits, monkeypatch):
    for name, value in limits.items():
        monkeypatch.setattr(partial_words, name, value)
    stories = page_of(front, "stories")
    make_live("ស្រុក\u200bទទួល\u200bទឹក", section=Section.objects.first())
    assert offered(desk.get(stories, {"q": "tory 17"})) == ["Story 17"]
    assert offered(desk.get(stories, {"q": "story 1 7"})) == ["Story 17"]
    assert offered(desk.get(stories, {"q": "ទទួលទឹក"})) == ["ស្រុក\u200bទទួល\u200bទឹក"]
    assert offered(desk.get(stories, {"q": "nowhere"})) == []


def test_a_live_story_is_found_by_the_headline_that_readers_have_and_by_the_one_at_the_desk(desk, front):
    story = front.edition.articles.get(headline="Story 9")
    edit(story, headline="Ferry to run all night")
    stories = page_of(front, "stories")
    assert offered(desk.get(stories, {"q": '"story 9"'})) == ["Story 9"]
    assert offered(desk.get(stories, {"q": "all night"})) == ["Story 9"]
