"""What an arranged front shows readers: what the desk placed, then the newest, no story twice, at a constant cost."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import press
from articles.models import Act, Arrangement, PublishedArticle, Slot
from articles.press import fronts
from articles.press.fronts import Front
from tests.newspaper import (
    MORNING,
    add_picture,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = 4
SOON = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


@pytest.fixture
def river(db):
    """A section with thirty stories, number 29 the newest."""
    section = make_section()
    for number in range(30):
        make_live(f"Story {number}", section=section, at=MORNING + timedelta(hours=number))
    return section


def story(number):
    return PublishedArticle.objects.get(headline=f"Story {number}").article


def slot(number, **own):
    return Slot(article=story(number), **own)


def put(front, *slots, at=None):
    return fronts.arrange(fronts.keep(front, slots, by=None), by=None, at=at)


def shown(client, path="/"):
    """The headlines of the page's cards, in their order."""
    return re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", client.get(path).content.decode())


def numbers(client, path="/"):
    return [int(headline.removeprefix("Story ")) for headline in shown(client, path)]


@pytest.fixture
def front(river):
    return Front(river.edition)


def test_a_front_that_nobody_arranged_shows_the_newest(client, river):
    assert numbers(client)[:5] == [29, 28, 27, 26, 25]


def test_placed_stories_come_first_and_the_newest_fill_the_rest(client, front):
    put(front, slot(3), slot(28))
    assert numbers(client)[:5] == [3, 28, 29, 27, 26]


def test_no_story_stands_twice_on_a_front(client, front, river):
    make_live("Elsewhere", section=make_section("Country"))
    put(front, *(slot(number) for number in (3, 29, 27, 12, 1, 26, 25)))
    for path in ("/", "/river/"):
        headlines = shown(client, path)
        assert len(headlines) == len(set(headlines))
    assert numbers(client, "/river/") == [*range(29, 9, -1)]


def test_every_newest_story_of_the_list_is_somewhere_on_the_front(client, front):
    put(front, *(slot(number) for number in (0, 29, 1, 27, 2, 26, 3, 25, 4)))
    assert set(numbers(client)) >= set(range(10, 30))
    assert "Story 9<" in client.get(re.search(r'href="([^"]+)" rel="next"', _page(client))[1]).content.decode()


def _page(client, path="/"):
    return client.get(path).content.decode()


def test_a_section_has_a_front_of_its_own(client, river):
    put(Front(river.edition, river), slot(5))
    assert numbers(client, "/river/")[:3] == [5, 29, 28]
    assert numbers(client)[0] == 29


def test_the_words_and_the_picture_of_a_slot_stand_before_the_storys_own(client, river):
    with_picture = make_article("Ferry stops", section=river)
    add_picture(with_picture, make_picture("navy", alt_text="The ferry"))
    press.publish(with_picture, by=None)
    own = make_picture("maroon", alt_text="The harbour at night")
    put(Front(river.edition), Slot(article=with_picture, headline="Nobody crosses", teaser="Short.", picture=own))
    page = _page(client)
    assert "Nobody crosses</a>" in page
    assert "Ferry stops</a>" not in page
    assert '<p class="teaser">Short.</p>' in page
    assert 'alt="The harbour at night"' in page
    assert "<h1>Ferry stops</h1>" in _page(client, with_picture.live.path)


def test_a_picture_of_a_slot_whose_licence_has_ended_gives_way_to_the_storys_own(client, river):
    article = make_article("Ferry stops", section=river)
    add_picture(article, make_picture("navy", alt_text="The ferry"))
    press.publish(article, by=None)
    lapsed = make_picture("maroon", alt_text="Lapsed", usable_until=timezone.localdate() - timedelta(days=2))
    put(Front(river.edition), Slot(article=article, picture=lapsed))
    page = _page(client)
    assert 'alt="The ferry"' in page
    assert "Lapsed" not in page


def test_a_pinned_story_leaves_its_place_by_itself(client, front):
    put(front, slot(3, pinned_until=timezone.now() + SOON), slot(4))
    assert numbers(client)[:2] == [3, 4]
    Slot.objects.filter(article=story(3)).update(pinned_until=timezone.now() - SOON)
    assert numbers(client)[:2] == [4, 29]


def test_the_place_of_a_withdrawn_story_is_taken_by_the_next(client, front):
    put(front, slot(3), slot(4))
    press.withdraw(story(3), by=None, reason="Not confirmed.")
    assert numbers(client)[:3] == [4, 29, 28]


def test_a_story_that_moved_to_another_section_leaves_the_front_of_its_old_one(client, river):
    put(Front(river.edition, river), slot(3))
    article = story(3)
    article.section = make_section("Country")
    article.save()
    press.publish(article, by=None)
    assert numbers(client, "/river/")[0] == 29


def test_a_story_of_another_edition_shows_nothing(client, front):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    foreign = make_live("សាឡាងដំណើរការ", section=khmer)
    put(front, Slot(article=foreign), slot(4))
    assert shown(client)[0] == "Story 4"


@pytest.mark.parametrize("path", ["/", "/river/"])
def test_an_arranged_front_costs_no_more_than_any_list(client, river, path, django_assert_max_num_queries):
    make_live("Elsewhere", section=make_section("Country"))
    with django_assert_max_num_queries(LIST_QUERIES):
        assert client.get(path).status_code == 200
    for front in (Front(river.edition), Front(river.edition, river)):
        put(front, *(slot(number, picture=make_picture()) for number in range(9)))
    cache.clear()
    with django_assert_max_num_queries(LIST_QUERIES):
        assert client.get(path).status_code == 200


def test_a_planned_arrangement_is_for_nobody_before_its_time(client, front):
    first = put(front, slot(3))
    at = timezone.now() + SOON
    planned = put(front, slot(4), at=at)
    assert press.run_due(at - timedelta(seconds=1)).arranged == []
    assert numbers(client)[0] == 3
    assert press.run_due(at).arranged == [planned]
    assert numbers(client)[0] == 4
    assert press.run_due(at).arranged == []
    first.refresh_from_db()
    planned.refresh_from_db()
    assert (first.standing, planned.standing, planned.went_live_at) == ("past", "live", at)


def test_a_front_and_its_lead_can_go_live_at_the_same_minute(client, front, river):
    at = timezone.now() + SOON
    article = make_article("Story 99", section=river)
    press.schedule(article, by=None, at=at)
    put(front, Slot(article=article), at=at)
    assert numbers(client)[0] == 29
    press.run_due(at)
    assert numbers(client)[0] == 99


def test_a_plan_that_was_taken_off_does_not_go_live(client, front):
    at = timezone.now() + SOON
    planned = put(front, slot(4), at=at)
    fronts.take_off(planned, by=None)
    assert press.run_due(at).arranged == []
    planned.refresh_from_db()
    assert planned.standing == Arrangement.Standing.DRAFT


def test_a_draft_is_for_nobody(client, front):
    fronts.keep(front, [slot(4)], by=None)
    assert numbers(client)[0] == 29


def test_what_readers_had_is_brought_back_as_a_new_arrangement(client, front):
    first = put(front, slot(3))
    put(front, slot(4))
    first.refresh_from_db()
    with pytest.raises(fronts.CannotArrange, match="bring it back as a new one"):
        fronts.arrange(first, by=None)
    put(front, *(Slot(article=old.article) for old in first.slots.all()))
    assert numbers(client)[0] == 3
    assert [row.standing for row in front.arrangements] == ["live", "past", "past"]


def test_a_plan_for_a_time_that_has_passed_is_refused_and_changes_nothing(front):
    with pytest.raises(fronts.CannotArrange, match="passed already"):
        put(front, slot(3), at=timezone.now() - SOON)
    assert not Act.objects.filter(verb=Act.Verb.ARRANGE).exists()


@pytest.mark.parametrize(("placed", "reason"), [([3, 3], "stands once"), (range(10), "9 places; these are 10 stories")])
def test_what_does_not_fit_on_a_front_is_refused_with_a_reason(front, placed, reason):
    with pytest.raises(fronts.CannotArrange, match=reason):
        fronts.keep(front, [slot(number) for number in placed], by=None)
    assert not front.arrangements.exists()


def test_who_arranged_meanwhile_is_not_overwritten(front):
    began = front.mark
    put(front, slot(3))
    with pytest.raises(fronts.ArrangedMeanwhile, match="while you were at it"):
        fronts.keep(front, [slot(4)], by=None, mark=began)
    assert front.live.slots.get().article == story(3)
    assert front.arrangements.count() == 1


def test_a_plan_of_somebody_else_is_told_too_but_a_draft_is_not(front):
    began = front.mark
    fronts.keep(front, [slot(3)], by=None)
    assert front.mark == began
    put(front, slot(3), at=timezone.now() + SOON)
    with pytest.raises(fronts.ArrangedMeanwhile, match="planned"):
        fronts.keep(front, [slot(4)], by=None, mark=began)


def test_arranging_is_in_the_audit_log(front):
    put(front, slot(3), slot(4))
    act = Act.objects.get(verb=Act.Verb.ARRANGE)
    assert act.detail == "The Landing, Front page: 2 stories"


def test_no_cached_front_outlives_an_arrangement(client, front, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60
    assert numbers(client)[0] == 29
    with django_capture_on_commit_callbacks(execute=True):
        put(front, slot(3))
    assert numbers(client)[0] == 3


def test_a_khmer_edition_is_arranged_apart_from_the_main_one(client, front):
    section = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    older = make_live("ទឹកទន្លេមេគង្គឡើងខ្ពស់", section=section)
    make_live("សាឡាងដំណើរការ", section=section, at=MORNING + SOON)
    put(Front(section.edition), Slot(article=older, headline="ទឹកឡើង"))
    assert shown(client, "/km/") == ["ទឹកឡើង", "សាឡាងដំណើរការ"]
    assert numbers(client)[0] == 29
