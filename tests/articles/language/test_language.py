"""Words, teasers, addresses and file names in the scripts that a Cambodian paper prints."""

import re
from urllib.parse import quote, unquote

import pytest
from django.core.exceptions import ValidationError

from articles import language

OPENING = (
    "Fishermen along the Tonle Sap say the flood came late again this year, and that the catch of the first week – "
    "some 12,500 tonnes – was the country’s smallest since counting began in 1995. Officials in the river-facing "
    "provinces promised “every possible help” to the villages that live from the lake and nothing else at all."
)
RIVER = "ទន្លេមេគង្គហូរកាត់ប្រទេសកម្ពុជា ហើយប្រជានេសាទរស់នៅតាមដងទន្លេ។"


# --- words


def test_a_word_of_an_english_story_is_what_stands_between_spaces():
    text = "“Rice-producing” provinces – they said – don’t get $410,000 from the U.S. and/or others."
    assert language.words(text, "en") == [
        "Rice-producing",
        "provinces",
        "they",
        "said",
        "don’t",
        "get",
        "410,000",
        "from",
        "the",
        "U.S",
        "and/or",
        "others",
    ]


def test_an_emoji_does_not_change_how_a_story_is_counted():
    assert language.words("Rice-producing 🌾 towns", "en") == ["Rice-producing", "towns"]


def test_a_long_dash_without_spaces_parts_words():
    assert language.words("the river—once wide—dried", "en") == ["the", "river", "once", "wide", "dried"]


def test_khmer_words_are_found_without_spaces_between_them():
    found = language.words(RIVER, "km")
    assert found[:4] == ["ទន្លេមេគង្គ", "ហូរកាត់", "ប្រទេស", "កម្ពុជា"]
    assert "".join(found) == RIVER.replace(" ", "").replace("។", "")


def test_zero_width_space_parts_khmer_words_and_belongs_to_none():
    assert language.words("ផ្សារ\u200bថ្មី", "km") == ["ផ្សារ", "ថ្មី"]
    assert language.words("Phsar\u200bThmei", "en") == ["Phsar", "Thmei"]


def test_khmer_and_latin_mix_in_one_sentence():
    assert language.words("អង្គការ UNESCO បានប្រកាសនៅថ្ងៃទី១៧", "km") == [
        "អង្គការ",
        "UNESCO",
        "បាន",
        "ប្រកាស",
        "នៅ",
        "ថ្ងៃទី១៧",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ภาษาไทยไม่เว้นวรรค", "th"),
        ("ພາສາລາວບໍ່ມີຍະຫວ່າງ", "lo"),
        ("မြန်မာဘာသာစကား", "my"),
    ],
)
def test_thai_lao_and_burmese_have_words_too(text, code):
    found = language.words(text, code)
    assert len(found) > 1
    assert "".join(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "—",
        OPENING,
        RIVER,
        OPENING + RIVER,
        "a—b –\u200bc_ _d__",
        "café cafe\u0301 été",
        "हिन्दी समाचार",
        "٣ أخبار",
        "\ud800x",
    ],
)
def test_the_word_count_is_the_number_of_words(text):
    assert language.word_count(text, "en") == len(language.words(text, "en"))


def test_marks_at_the_end_of_a_word_stay_with_it():
    assert language.words("cafe\u0301, हिन्दी", "hi") == ["cafe\u0301", "हिन्दी"]
    assert language.words("cafe\u0301, x", "fr") == ["cafe\u0301", "x"]


def test_even_a_caption_takes_a_minute_to_read():
    assert language.reading_minutes(0, "en") == 1
    assert language.reading_minutes(714, "en-GB") == 3
    assert language.reading_minutes(714, "km") == 4


# --- teasers

#: In the manner of the source page: 45 runs of letters, where figures and lone dashes are free and ’ parts a word.
PRINTED_TEASERS = [
    (
        "Divers have raised 14 bronze bowls from the wreck off Koh Rong, the ministry said on March 3, and more than "
        "200 pieces of glazed ware are still to come. The ship, which sank some 600 years ago, carried goods from "
        "three kingdoms to a port that no map"
    ),
    (
        "The province’s only night ferry – a wooden boat built in 1968 – will make its last crossing on Sunday, its "
        "owner said. Fuel-hungry and slow, it has lost its riders to the new bridge. “We’ve carried brides, coffins, "
        "pigs and once an elephant,” he said"
    ),
]


@pytest.mark.parametrize("teaser", PRINTED_TEASERS)
def test_a_teaser_ends_where_the_source_page_ends_it(teaser):
    assert language.teaser(f"{teaser} more words follow here.", "en") == teaser


def test_a_teaser_keeps_the_words_as_printed_and_ends_with_one():
    teaser = language.teaser(OPENING, "en", limit=25)
    assert OPENING.startswith(teaser)
    assert teaser.endswith("tonnes – was the")
    assert language.teaser("He called it “unfounded”, she “fair”.", "en", limit=4) == "He called it “unfounded"


def test_a_short_story_is_its_own_teaser_with_its_full_stop():
    assert language.teaser("The bridge is open.", "en") == "The bridge is open."
    assert language.teaser("The bridge is open.”", "en", limit=4) == "The bridge is open.”"


def test_a_teaser_folds_white_space():
    assert language.teaser("  The\n bridge\xa0is   open. ", "en") == "The bridge is open."


def test_a_teaser_never_cuts_a_word_in_half():
    assert language.teaser("we don’t mind rice-producing towns", "en", limit=2) == "we don’t"
    assert language.teaser("a rice-producing town", "en", limit=2) == "a rice-producing"


def test_a_khmer_teaser_keeps_its_zero_width_spaces_and_ends_with_a_word():
    printed = "ទន្លេ\u200bហូរ\u200bកាត់\u200bប្រទេស ហើយ\u200bប្រជា\u200bនេសាទ\u200bរស់នៅ។"
    assert language.teaser(printed, "km", limit=4) == "ទន្លេ\u200bហូរ\u200bកាត់\u200bប្រទេស"
    assert language.teaser(printed, "km") == printed


def test_a_khmer_teaser_of_a_story_without_spaces_is_forty_five_words():
    teaser = language.teaser(RIVER.replace(" ", "") * 30, "km")
    assert language.word_count(teaser, "km") == 45


def test_a_teaser_of_an_endless_word_stops_all_the_same():
    assert 0 < len(language.teaser("x" * 1_000_000, "en")) < 2_000
    assert len(language.teaser("word " + "x" * 1_000_000, "en")) < 2_000
    assert language.teaser("", "en") == ""


# --- addresses


@pytest.mark.parametrize(
    ("headline", "address"),
    [
        ("Cambodia refutes US’ human rights report", "cambodia-refutes-us-human-rights-report"),
        ("Tina rebuffs ‘false claims’ – again", "tina-rebuffs-false-claims-again"),
        ("Don’t look back", "dont-look-back"),
        ("Élysée & Straße in İzmir", "elysee-strasse-in-izmir"),
        ("Hà Nội, Đà Nẵng", "ha-noi-da-nang"),
        ("2022", "2022"),
        ("ទឹកជំនន់", "ទឹកជំនន់"),
        ("ក្រុងភ្នំពេញ៖ ផ្លូវ ២៧១", "ក្រុងភ្នំពេញ-ផ្លូវ-២៧១"),
        ("ផ្សារ\u200bថ្មី", "ផ្សារថ្មី"),
        ("น้ำท่วม", "น้ำท่วม"),
        ("Москва и ёлка", "москва-и-ёлка"),
        ("\u202eFire\u202c ❤️ 1️⃣ spreads", "fire-1-spreads"),
        ("_snake_ -- case_", "snake-case"),
    ],
)
def test_a_headline_makes_its_address(headline, address):
    assert language.slug(headline) == address


def test_water_and_boat_have_addresses_of_their_own():
    assert language.slug("ទឹក") != language.slug("ទូក")


def test_the_address_does_not_depend_on_how_letters_were_composed():
    assert language.slug("cafe\u0301") == language.slug("café") == "cafe"


def test_a_headline_without_words_gets_a_short_address_that_stays():
    assert re.fullmatch("story-[0-9a-f]{8}", language.slug("🎉🎉"))
    assert language.slug("🎉🎉") == language.slug("🎉🎉") != language.slug("🎈")


def test_a_long_headline_is_cut_between_words():
    address = language.slug("a rather long headline " * 20, max_length=30)
    assert address == "a-rather-long-headline-a"


def test_a_long_khmer_headline_is_cut_between_words_and_never_inside_a_cluster():
    words = language.words(RIVER, "km") * 10
    address = language.slug("".join(words))
    assert 80 < len(address) <= 100
    assert language.words(address, "km") == words[: language.word_count(address, "km")]


def test_a_word_longer_than_an_address_is_cut_between_clusters():
    assert language.slug("x" * 300) == "x" * 100
    assert language.slug("ខ្ញុំ", max_length=4).startswith("story-")


NASTY = [*"aé_-’ \u200b\u0301\u17d2កឹ–🎉İßﬁＡ\u0e33\u1100\u1161\ud800.%/", "क्षि", "한", "Σ", "ǆ"]


@pytest.mark.parametrize("first", NASTY)
def test_every_address_is_accepted_by_the_converter_and_survives_percent_encoding(first):
    converter = language.SlugConverter()
    for second in NASTY:
        for third in NASTY:
            address = language.slug(first + second + third)
            assert re.fullmatch(converter.regex, address)
            assert language.is_slug(address)
            assert converter.to_python(unquote(quote(converter.to_url(address)))) == address


def test_capitals_in_an_address_find_the_story_and_punctuation_does_not():
    converter = language.SlugConverter()
    assert converter.to_python("Bridge-Opens") == "bridge-opens"
    for wrong in ("bridge opens", "bridge--opens", "-bridge", "é", "a_b", "\u17d2"):
        with pytest.raises(ValueError, match="no slug"):
            converter.to_python(wrong)


def test_an_editor_who_types_a_wrong_address_is_told_one_that_would_do():
    language.validate_slug("bridge-opens")
    language.validate_slug("ទឹកជំនន់")
    with pytest.raises(ValidationError, match="“bridge-opens” would do"):
        language.validate_slug("Bridge opens!")


def test_a_tag_whose_address_is_taken_is_numbered():
    assert language.tag_slug("ទឹកជំនន់") == "ទឹកជំនន់"
    assert language.tag_slug("ទឹកជំនន់", 2) == "ទឹកជំនន់-2"
    assert len(language.tag_slug("x" * 200, 12)) == 100
    assert language.free_of({"flood", "flood-2"}, "flood") == "flood-3"


# --- files


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ទូកនេសាទ ថ្មី.JPG", "ទូកនេសាទ-ថ្មី.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Photos\\Koh Ker.Jpeg", "koh-ker.jpeg"),
        (".htaccess", "htaccess"),
        ("shell.php.png", "shell-php.png"),
        ("line\nbreak\x00.gif", "line-break.gif"),
    ],
)
def test_an_uploaded_file_keeps_its_name_and_nothing_dangerous(name, kept):
    assert language.file_name(name) == kept


@pytest.mark.parametrize("name", ["", "...", "🎉.png", "ទូក" * 200 + ".jpeg", "x" * 5000, "\ud800.png", "។.png"])
def test_a_file_name_is_never_empty_and_never_too_long(name):
    kept = language.file_name(name)
    assert 0 < len(kept.encode()) <= 120
    assert not kept.startswith(".")


# --- comparing


def test_only_scripts_of_one_language_name_it():
    assert language.detect(RIVER + " UNESCO") == "km"
    assert language.detect("น้ำท่วมกรุงเทพ") == "th"
    assert language.detect("ພາສາລາວ") == "lo"
    assert language.detect("မြန်မာ") == "my"
    assert language.detect(OPENING) == ""
    assert language.detect("Москва") == ""
    assert language.detect("") == ""
    assert language.detect(OPENING + " ទឹក") == ""


def test_the_same_headline_is_found_however_it_was_spaced():
    assert language.fold(" ផ្សារ\u200bថ្មី\n បើក ") == "ផ្សារថ្មី បើក"
    assert language.fold("Cafe\u0301 opens") == "Café opens"
    assert language.fold("US’ report") != language.fold("us' report")
