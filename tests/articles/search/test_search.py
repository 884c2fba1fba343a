"""What the readers' search finds, on either database, and what it can never show."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import press, search
from articles.models import Edition, PublishedArticle, SearchEntry, Tag
from articles.search import Scope, indexing
from articles.turning import BadCursor
from media.models import Picture
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    edit,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def find(text, *, best=False, **scope):
    """Headlines of what is found, in their order."""
    scope.setdefault("edition", Edition.objects.get(is_default=True).pk)
    found = search.find(search.read(text), Scope(**scope), best=best)
    rows = PublishedArticle.objects.in_bulk(found.keys)
    return [rows[key].headline for key in found.keys]


def test_a_word_is_found_in_every_part_of_a_story():
    story = make_article("Ferry to run until midnight", standfirst="Sleepers rejoice", kicker="Harbour", tags=["Boats"])
    add_byline(story, "Sok Dara")
    press.publish(story, by=None)
    for word in ("ferry", "sleepers", "harbour", "boats", "Dara", "landing"):
        assert find(word) == ["Ferry to run until midnight"], word
    assert find("helicopter") == []


def test_forms_of_an_english_word_find_each_other_and_case_and_accents_do_not_matter():
    make_live("Ferries run late", paragraphs=["The café on the ferry’s deck was re-opened."])
    for words in ("ferry", "FERRIES", "running", "cafe", "Café", "reopened re-open", "ferry's"):
        assert bool(find(words)) is (words != "reopened re-open"), words


def test_every_word_must_be_in_the_story():
    make_live("Ferry stops")
    make_live("Bus stops", paragraphs=["No ferry here."])
    assert find("bus ferry") == ["Bus stops"]
    assert find("bus stops helicopter") == []


def test_words_in_quotes_stand_side_by_side():
    make_live("Night ferry", paragraphs=["The ferry runs at night."])
    make_live("Ferry night", paragraphs=["The night is long."])
    assert find('"ferry night"') == ["Ferry night"]
    assert find("“night ferry”") == ["Night ferry"]
    assert len(find("ferry night")) == 2
    assert find('"the ferry runs"') == ["Night ferry"]


def test_a_phrase_does_not_reach_from_the_headline_into_what_follows():
    make_live("Night ferry", paragraphs=["Runs late."], standfirst="Delta mourns")
    assert find('"ferry runs"') == []
    assert find('"ferry delta"') == []


def test_a_word_typed_with_a_hyphen_or_a_comma_is_a_phrase():
    make_live("Rice", paragraphs=["The rice-producing provinces sold 410,000 tonnes."])
    make_live("Producing rice", paragraphs=["It took 000 and 410."])
    assert find("rice-producing") == ["Rice"]
    assert find("410,000") == ["Rice"]


def test_the_newest_or_the_best_come_first():
    make_live("On boats", paragraphs=["A ferry passed by. " + "Nothing else happened. " * 40], at=MORNING + DAY)
    make_live("Ferry, ferry, ferry", paragraphs=["The ferry."], at=MORNING)
    assert find("ferry") == ["On boats", "Ferry, ferry, ferry"]
    assert find("ferry", best=True) == ["Ferry, ferry, ferry", "On boats"]


def test_stories_are_found_in_the_order_of_their_dates_whenever_they_came_in():
    for days in (2, 0, 3, 1):
        make_live(f"Ferry {days}", at=MORNING + days * DAY, slug=f"ferry-{days}")
    assert find("ferry") == ["Ferry 3", "Ferry 2", "Ferry 1", "Ferry 0"]


def test_the_captions_that_readers_get_are_found_after_what_the_stories_say_themselves():
    story = make_article("Boats", paragraphs=["They wait."], slug="boats")
    add_picture(story, make_picture(caption="A helicopter over Kep pier."))
    add_picture(story, make_picture("navy", caption="Not shown."), placement="gallery", caption="Porters at dawn.")
    zebras = make_picture("black", caption="Zebras.")
    add_picture(story, zebras, placement="gallery")
    press.publish(story, by=None, at=MORNING + DAY)
    assert find("zebras") == ["Boats"]
    Picture.objects.filter(pk=zebras.pk).update(usable_until=date(2020, 1, 1))
    indexing.index_anew()
    make_live("A helicopter lands", at=MORNING)
    assert find("kep pier") == find('"porters at dawn"') == ["Boats"]
    assert find("zebras") == find("shown") == find('"wait a helicopter"') == find('"pier porters"') == []
    assert find("helicopter", best=True) == ["A helicopter lands", "Boats"]


def test_a_phrase_of_common_words_is_looked_for_in_one_part_of_the_archive_after_the_other(monkeypatch):
    for backend in (search.sqlite, search.postgresql):
        monkeypatch.setattr(backend, "LOOKED_THROUGH", 3)
    for number in range(8):
        words = "A night ferry." if number in (0, 4, 5) else "The ferry at night."
        make_live(f"Story {number}", at=MORNING + number * DAY, paragraphs=[words], slug=f"story-{number}")
    scope = Scope(edition=Edition.objects.get().pk)
    pages, before = [], ""
    for _page in range(4):
        found = search.find(search.read('"night ferry"'), scope, before=before)
        pages.append([PublishedArticle.objects.get(pk=key).headline for key in found.keys])
        before = found.older
        if not before:
            break
    assert pages == [["Story 5"], ["Story 4"], ["Story 0"]]
    best = search.find(search.read('"night ferry"'), scope, best=True)
    assert len(best.keys) == 1
    assert search.find(search.read('"night ferry"'), scope, before=best.rest).keys
    assert search.find(search.read('"ferry night"'), scope, best=True).rest
    assert len(find("night ferry")) == 8


def test_what_the_index_needs_for_itself_is_no_match():
    """One story in 256 carries a mark by which SQLite knows how far it has looked."""
    section = make_section()
    article = make_article("Ferry at night", section=section, pk=512)
    press.publish(article, by=None, at=MORNING)
    assert find("milestone") == find('"night ferry"') == []
    assert find('"ferry at night"') == ["Ferry at night"]


# --- Khmer --------------------------------------------------------------------------------------------------------


def khmer_paper():
    make_edition()
    return make_section("ព័ត៌មាន", make_edition("សាឡាង", "km", "km/", is_default=False))


def find_in_khmer(text, **scope):
    return find(text, edition=Edition.objects.get(language="km").pk, **scope)


def test_a_khmer_word_is_found_in_mid_sentence():
    section = khmer_paper()
    make_live("ទឹកជំនន់", section=section, paragraphs=["អ្នកភូមិបាននិយាយថាទូកដឹកសិស្សទៅសាលារៀននៅពេលព្រឹក។"])
    for word in ("ទូក", "សិស្ស", "សាលារៀន", "ព្រឹក", "អ្នកភូមិ", "ទឹកជំនន់"):
        assert find_in_khmer(word) == ["ទឹកជំនន់"], word
    assert find_in_khmer("ទីក្រុង") == []


def test_a_khmer_name_is_found_whatever_stands_around_it():
    section = khmer_paper()
    make_live("ក", section=section, paragraphs=["ក្រុងភ្នំពេញអនុម័តថវិកា"], slug="k")
    make_live("ខ", section=section, paragraphs=["របាំងនេះប៊ុននឹងមាន"], slug="kh")
    assert find_in_khmer("ភ្នំពេញ") == ["ក"]
    assert find_in_khmer("ប៊ុន") == ["ខ"]


def test_khmer_words_that_differ_in_a_sign_are_different_words():
    section = khmer_paper()
    make_live("ទឹក", section=section, paragraphs=["ទឹកឡើងខ្ពស់។"], slug="water")
    make_live("ទូក", section=section, paragraphs=["ទូកមកដល់។"], slug="boat")
    assert find_in_khmer("ទឹក") == ["ទឹក"]
    assert find_in_khmer("ទូក") == ["ទូក"]


def test_khmer_is_found_with_and_without_zero_width_spaces_and_in_any_order_of_marks():
    section = khmer_paper()
    make_live("ក", section=section, paragraphs=["អ្នក\u200bភូមិ\u200bបាន\u200bនិយាយ"], slug="spaced")
    assert find_in_khmer("អ្នកភូមិ") == find_in_khmer("អ្នក\u200bភូមិ") == find_in_khmer("“អ្នកភូមិបាន”") == ["ក"]


def test_words_of_both_scripts_are_found_by_one_question():
    section = khmer_paper()
    make_live("ក", section=section, paragraphs=["ក្រុមហ៊ុន Mekong Ferry បានទិញទូក ២៦ គ្រឿងនៅឆ្នាំ២០២៦។"], slug="both")
    for words in ("ferry ទូក", "Mekong", "ទូក 26", "ទូក ២៦", "2026", "ក្រុមហ៊ុនMekong"):
        assert find_in_khmer(words) == ["ក"], words
    assert find_in_khmer("ferry ដំរី") == []


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("รถไฟฟ้าสายใหม่เปิดให้บริการวันนี้", "บริการ"), ("ປະຊາຊົນລາວໄປຕະຫຼາດ", "ຕະຫຼາດ"), ("မြန်မာနိုင်ငံသည်ကြီးသည်", "နိုင်ငံ")],
)
def test_thai_lao_and_burmese_words_are_found_in_mid_sentence(sentence, word):
    make_live("Abroad", paragraphs=[sentence])
    assert find(word) == ["Abroad"]


# --- Filters ------------------------------------------------------------------------------------------------------


def test_what_is_found_can_be_narrowed():
    river, sport = make_section("River"), make_section("Sport")
    ports = make_section("Ports", parent=river)
    one = make_article("Ferry one", section=ports, tags=["Boats"], story_type="opinion")
    byline = add_byline(one, "Sok Dara")
    press.publish(one, by=None, at=MORNING)
    make_live("Ferry two", section=sport, at=MORNING + DAY)
    boats = Tag.objects.get(name="Boats")
    assert find("ferry", section=sport.pk) == ["Ferry two"]
    assert find("ferry", section=river.pk) == find("ferry", section=ports.pk) == ["Ferry one"]
    assert find("ferry", author=byline.author_id) == find("ferry", tag=boats.pk) == ["Ferry one"]
    assert find("ferry", story_type="opinion") == ["Ferry one"]
    assert find("ferry", story_type="news", best=True) == ["Ferry two"]
    assert find("ferry", since=MORNING + DAY) == ["Ferry two"]
    assert find("ferry", until=MORNING + DAY) == ["Ferry one"]
    assert find("ferry", since=MORNING, until=MORNING + DAY, section=sport.pk) == []


def test_no_date_finds_a_story_whose_date_nobody_knows():
    story = make_live("Ferry")
    PublishedArticle.objects.update(published_at=None)
    row = PublishedArticle.objects.get()
    search.index([(row, row.revision.content, [("edition", row.edition_id)])], known={row.pk})
    assert find("ferry") == [story.headline]
    assert find("ferry", since=MORNING - DAY) == []


def test_an_edition_finds_its_own_stories():
    khmer = khmer_paper()
    make_live("Ferry", section=make_section())
    make_live("Ferry in Khmer", section=khmer)
    assert find("ferry") == ["Ferry"]
    assert find_in_khmer("ferry") == ["Ferry in Khmer"]


# --- Only what is live --------------------------------------------------------------------------------------------


def test_a_draft_a_change_at_the_desk_and_a_scheduled_story_are_not_found():
    make_article("Draft ferry")
    live = make_live("Ferry")
    edit(live, headline="Helicopter")
    planned = make_article("Planned ferry")
    press.schedule(planned, by=None, at=timezone.now() + DAY)
    assert find("ferry") == ["Ferry"]
    assert find("helicopter") == []
    press.run_due(timezone.now() + 2 * DAY)
    assert sorted(find("ferry")) == ["Ferry", "Planned ferry"]


def test_an_update_is_found_by_its_new_words_alone():
    live = make_live("Ferry", paragraphs=["Old words."])
    edit(live, headline="Helicopter", body="<p>New words.</p>")
    press.publish(live, by=None)
    assert find("ferry") == find("old") == []
    assert find("helicopter") == find("new") == ["Helicopter"]


def test_a_withdrawn_story_is_not_found_until_it_is_published_again():
    live = make_live("Ferry")
    press.withdraw(live, by=None, reason="Not so.")
    assert find("ferry") == []
    press.publish(live, by=None)
    assert find("ferry") == ["Ferry"]


def test_markup_is_not_searched_and_a_word_goes_on_across_it():
    make_live(
        "Ferry",
        body='<p>The har<strong>bour</strong> <a href="https://example.org/secret">office</a></p><p>R&amp;D</p>',
    )
    assert find("harbour office") == ["Ferry"]
    assert find("R&D") == ["Ferry"]
    assert find("strong") == find("secret") == find("amp") == []


# --- Page by page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("best", [False, True])
def test_pages_of_results_go_on_to_the_last_story_without_repeating_one(monkeypatch, best):
    monkeypatch.setattr(search, "PER_PAGE", 4)
    for number in range(10):
        # Three at a time at the same moment, and in pairs equally good.
        make_live(f"Ferry {number}", at=MORNING + number // 3 * DAY, paragraphs=["The ferry. " * (1 + number // 2)])
    scope, question = Scope(Edition.objects.get().pk), search.read("ferry")
    keys, before = [], ""
    for _page in range(3):
        found = search.find(question, scope, best=best, before=before)
        keys += found.keys
        before = found.older
    assert before == ""
    assert len(keys) == len(set(keys)) == 10


def test_beyond_the_best_of_the_newest_the_newest_go_on(monkeypatch):
    monkeypatch.setattr(search, "WINDOW", 3)
    for number in range(5):
        make_live(f"Ferry {number}", at=MORNING + number * DAY)
    scope, question = Scope(Edition.objects.get().pk), search.read("ferry")
    found = search.find(question, scope, best=True)
    assert len(found.keys) == 3
    rest = search.find(question, scope, before=found.rest)
    assert not set(rest.keys) & set(found.keys)
    assert len(rest.keys) == 2


@pytest.mark.parametrize("cursor", ["zz", "1e", "-1~", "nan~1", "1.5~ffffffffffffffff", "--~1", "1.1.1~a"])
def test_a_made_up_place_in_the_list_is_refused(cursor):
    scope = Scope(make_edition().pk)
    with pytest.raises(BadCursor):
        search.find(search.read("ferry"), scope, best=True, before=cursor)


# --- Typos --------------------------------------------------------------------------------------------------------


def suggest(text):
    return search.suggest(search.read(text), Edition.objects.get(is_default=True).pk)


@pytest.mark.parametrize("typo", ["midnigth", "midnght", "midnightt", "mydnight", "Midnihgt"])
def test_a_typo_is_put_right(typo):
    make_live("Ferry to run until midnight")
    assert suggest(f"ferry {typo}") == "ferry midnight"


@pytest.mark.parametrize(("typo", "meant"), [("ទឺកជំនន់", "ទឹកជំនន់"), ("ភ្នំពេង", "ភ្នំពេញ"), ("សុខ ដារា", "សុខ ដារ៉ា")])
def test_a_khmer_typo_is_put_right(typo, meant):
    section = khmer_paper()
    story = make_article("ទឹកជំនន់នៅភ្នំពេញ", section=section, paragraphs=["ក"])
    add_byline(story, "សុខ ដារ៉ា")
    press.publish(story, by=None)
    assert search.suggest(search.read(typo), section.edition_id) == meant


def test_nothing_is_suggested_for_a_right_word_or_one_that_is_like_no_other():
    make_live("Ferry to run until midnight")
    assert suggest("ferry") == suggest("helicopter") == suggest("12345") == suggest("") == ""


def test_no_word_is_suggested_that_is_in_no_live_story_of_the_edition():
    khmer = khmer_paper()
    make_live("Midnight ferry", section=khmer)
    live = make_live("Helicopter", section=make_section())
    press.withdraw(live, by=None)
    assert suggest("midnigth") == suggest("helicoptre") == ""
    press.publish(live, by=None)
    assert suggest("helicoptre") == "helicopter"


# --- Anew ---------------------------------------------------------------------------------------------------------


def test_the_index_can_be_written_anew(monkeypatch, capsys):
    monkeypatch.setattr(indexing, "BATCH", 2)
    section = make_section()
    for number in range(5):
        make_live(f"Ferry {number}", section=section, at=MORNING + number * DAY, tags=["Boats"])
    SearchEntry.objects.all().delete()
    assert find("ferry") == []
    call_command("index_stories")
    assert capsys.readouterr().out == "5 stories indexed\n"
    assert find("ferry", tag=Tag.objects.get().pk, section=section.pk) == [
        f"Ferry {number}" for number in (4, 3, 2, 1, 0)
    ]
    assert suggest("frery") == "ferry"


def test_the_index_is_sound_after_every_kind_of_change():
    live = [make_live(f"Ferry {number}", slug=f"ferry-{number}") for number in range(3)]
    edit(live[0], headline="ទូក")
    press.publish(live[0], by=None)
    press.withdraw(live[1], by=None)
    call_command("index_stories", verbosity=0)
    assert set(SearchEntry.objects.values_list("published", flat=True)) == {live[0].pk, live[2].pk}
    assert find("landing") == ["Ferry 2", "ទូក"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Raises where the index holds anything but what its entries say.
            cursor.execute(
                "INSERT INTO articles_searchindex (articles_searchindex, rank) VALUES ('integrity-check', 1)"
            )
