"""Saved pages in every other layout that we know of, B to J. The stories and the papers are invented."""

import pytest

from tests.articles.importing.pages import FARES, FERRY, LOGO, QUOTE, capture, read, standard

# --- B: the headline stands once, in the logo line


def test_a_headline_that_is_not_repeated_comes_from_the_logo_line():
    page = (
        LOGO
        + "THIRTY YEARS ON:THE FERRY SAILS!\n\n\nContent image - Tonle Gazette\nThe owner Tep Rany\n\n\n"
        + f"{FERRY}\n\n{QUOTE}"
    )
    story = read(page)
    assert story["headline"] == "THIRTY YEARS ON:THE FERRY SAILS!"
    assert story["lead_image"] == {"alt": "", "caption": "The owner Tep Rany", "credit": None}
    assert story["paragraphs"] == [FERRY, QUOTE]


# --- C: alt text and caption are the same words


def test_a_caption_printed_twice_is_one_picture():
    caption = "The ferry leaves the quay. Photo supplied"
    story = read(standard(FERRY, QUOTE, picture=f"{caption}\n{caption}", headline="‘Captain’ sails away"))
    assert story["headline"] == "‘Captain’ sails away"
    assert story["lead_image"] == {"alt": "", "caption": "The ferry leaves the quay.", "credit": "Photo supplied"}
    assert story["inline_images"] == []


def test_a_second_caption_line_may_add_the_credit():
    story = read(
        standard(FERRY, QUOTE, picture="Tep Rany in the year 1961.\nTep Rany in the year 1961. Photo supplied")
    )
    assert story["lead_image"] == {"alt": "", "caption": "Tep Rany in the year 1961.", "credit": "Photo supplied"}


def test_alt_text_that_says_less_than_the_caption_is_kept():
    alt = "Glass lies on the floor of a shop"
    story = read(standard(FERRY, QUOTE, picture=f"{alt}\n{alt} after Saturday’s storm. PHOTO SUPPLIED"))
    assert story["lead_image"] == {"alt": alt, "caption": f"{alt} after Saturday’s storm.", "credit": "PHOTO SUPPLIED"}


def test_a_caption_twice_inside_the_story_is_a_picture_there():
    story = read(standard(FERRY, "The historian Keo Dara.\nThe historian Keo Dara.", QUOTE))
    assert story["inline_images"] == [
        {"after_paragraph": 1, "alt": "", "caption": "The historian Keo Dara.", "credit": None}
    ]
    assert story["paragraphs"] == [FERRY, QUOTE]


def test_one_caption_between_the_headlines_is_the_lead_pictures():
    story = read(standard(FERRY, QUOTE, picture="The ferry at the quay on a quiet Sunday"))
    assert story["caption"] == "The ferry at the quay on a quiet Sunday"


# --- D: headline twice and no picture; hard-wrapped lines; lists


def test_hard_wrapped_lines_with_blank_lines_between_become_paragraphs():
    lines = [
        "When the first boat came to the island there was nobody on",
        "Stone Street but a dog, and nobody has asked the dog since what",
        "it made of us.",
        "We stayed.",
        "“You will go when the rice is in,” said the woman who rented us",
        "Mrs. Sok’s old room, and she was right about that as",
        "about most things.",
    ]
    story = read(standard(*lines))
    assert story["paragraphs"] == [
        f"{lines[0]} {lines[1]} {lines[2]}",
        "We stayed.",
        f"{lines[4]} {lines[5]} {lines[6]}",
    ]


def test_hard_wrapped_lines_without_blank_lines_become_paragraphs():
    page = (
        "When the first boat came to the island there was\nnobody on the quay but a dog. Nobody has asked it\n"
        "what it made of us.\n\n"
        "We stayed. The rent was low and the rain came in,\nand when it came in we moved the bed to the other\n"
        "side of the room."
    )
    story = read(standard(page))
    assert story["paragraph_count"] == 2
    assert story["paragraphs"][0].endswith("what it made of us.")


def test_a_list_with_hyphens_is_part_of_the_story_and_follows_a_standfirst():
    page = standard("The island's rowers came home on Sunday with the best haul in the history of the regatta").decode()
    page += (
        "\n\n\n-Gold – Sok Dara – single sculls\n-Silver – Keo Maly, Tep Rany – pairs\n-Bronze – Lim Sothea – eights\n"
    )
    story = read(page)
    assert story["standfirst"].startswith("The island's rowers")
    assert story["paragraphs"] == [
        "-Gold – Sok Dara – single sculls",
        "-Silver – Keo Maly, Tep Rany – pairs",
        "-Bronze – Lim Sothea – eights",
    ]
    assert story["related"] == []


def test_the_menu_above_the_logo_line_is_left_out_and_reported():
    story = read(b"Subscribe Search\n\nSearch form\n\n" + standard(FERRY, QUOTE))
    assert story["site"] == "Tonle Gazette"
    assert story["paragraphs"] == [FERRY, QUOTE]
    assert "Subscribe Search / Search form" in " ".join(story["messages"])


def test_a_navigation_line_with_a_torn_tag_is_left_out_and_reported():
    page = capture(LOGO + "The year", "The year", 'Jan | Feb | Mar | Apr JANUARY " />', "The year", FERRY, QUOTE)
    story = read(page)
    assert story["paragraphs"] == [FERRY, QUOTE]
    assert "Jan | Feb" in " ".join(story["messages"])
    assert read(capture(LOGO + "1999", "1999", '. " />', "1999", FERRY, QUOTE))["paragraphs"] == [FERRY, QUOTE]


def test_a_files_name_above_a_caption_is_left_out_and_reported():
    page = standard("090731_01f\nTep Rany is pictured this week with the last lamp.", FERRY, QUOTE)
    story = read(page)
    assert story["lead_image"] == {
        "alt": "",
        "caption": "Tep Rany is pictured this week with the last lamp.",
        "credit": None,
    }
    assert "090731_01f" in " ".join(story["messages"])


# --- E: a labelled credit, a standfirst, questions and answers


def test_an_interview_keeps_its_standfirst_apart_from_questions_and_answers():
    page = standard().decode() + (
        "\n\n\nTep Rany on his last day. Photograph: Keo Dara\n\nThe harbour master looks back on forty years.\n\n"
        "Q: Why the lamp?\n\nA:  It was there when I came.\n\nQ: And the boat?\n\nA: That came later."
    )
    story = read(page)
    assert story["lead_image"] == {"alt": "", "caption": "Tep Rany on his last day.", "credit": "Keo Dara"}
    assert story["standfirst"] == "The harbour master looks back on forty years."
    assert story["paragraphs"] == [
        "Q: Why the lamp?",
        "A: It was there when I came.",
        "Q: And the boat?",
        "A: That came later.",
    ]


# --- F: no logo line, crossheads right above their paragraphs


def test_items_with_crossheads_keep_the_name_of_the_paper_they_quote():
    first = (
        "A man lost his hat on Tuesday. Police found it on another man, who said that he had bought it. Island Ledger"
    )
    second = "A goat was seen on the ferry without a ticket. It was let off with a warning by the crew. Lake Voice"
    title = "Police notes: 2 May"
    page = f"{title}\n\n{title}\n\nHold on to your hat\n{first}\n\nGoat rides for nothing\n{second}\n"
    story = read(page)
    assert (story["headline"], story["site"]) == ("Police notes: 2 May", None)
    assert story["crossheads"] == ["Hold on to your hat", "Goat rides for nothing"]
    assert story["paragraphs"] == [first, second]
    assert story["credit"] is None


def test_a_paragraph_broken_in_the_middle_of_a_sentence_is_one_paragraph():
    page = capture("Quay notes", "Quay notes", FERRY, "Half of it goes to a society that", "buries the poor.", QUOTE)
    assert read(page)["paragraphs"] == [FERRY, "Half of it goes to a society that buries the poor.", QUOTE]


# --- G: the sheet with section, date and reporter


def sheet(
    *body: str, date: str = "30 July 1993 | 07:00 ICT", reporter: str = "Reporter : Ung Bora", section: str = "National"
):
    head = [
        f"Bandits caught | Tonle Gazette\n\nBandits caught\n\n{section}\n",
        f"Publication date\n{date}",
        reporter,
        "More Topic",
    ]
    return capture(*filter(None, head), *body)


def test_section_date_and_reporter_are_read():
    story = read(sheet(FERRY + " " + FARES, QUOTE))
    assert (story["section"], story["published_at"], story["authors"]) == (
        "National",
        "1993-07-30T07:00:00+07:00",
        ["Ung Bora"],
    )
    assert story["lead_image"] is None
    assert story["paragraphs"] == [FERRY + " " + FARES, QUOTE]


@pytest.mark.parametrize(
    ("reporter", "authors"),
    [
        ("Reporter : Ung Vibol and Sok Maly", ["Ung Vibol", "Sok Maly"]),
        ("Reporter : Ung Vibol, Sok Maly & Keo Dara", ["Ung Vibol", "Sok Maly", "Keo Dara"]),
        ("Reporter : Gazette Staff", ["Gazette Staff"]),
        ("Reporter : ,", []),
        ("By Ung Vibol", ["Ung Vibol"]),
        ("", []),
    ],
)
def test_a_byline_names_everyone_or_nobody(reporter, authors):
    story = read(sheet(FERRY + " " + FARES, QUOTE, reporter=reporter))
    assert story["authors"] == authors
    assert ("no-author" in story["problems"]) is not bool(authors)
    assert story["paragraphs"] == [FERRY + " " + FARES, QUOTE]


def test_bare_captions_of_a_sheet_are_pictures():
    story = read(sheet("Counting at the harbour office.", FERRY, "A sailor and two cooks in 1992. Lake UN", QUOTE))
    assert story["lead_image"] == {"alt": "", "caption": "Counting at the harbour office.", "credit": None}
    assert story["inline_images"] == [
        {"after_paragraph": 1, "alt": "", "caption": "A sailor and two cooks in 1992.", "credit": "Lake UN"}
    ]
    assert story["paragraphs"] == [FERRY, QUOTE]


def test_a_sheet_may_have_a_caption_and_a_standfirst():
    standfirst = "A former captain looks back on the unlikely beginnings of the only ferry that never sank"
    story = read(sheet("Tep Rany (left) with a friend. Photo supplied", standfirst, FERRY, QUOTE))
    assert story["credit"] == "Photo supplied"
    assert story["standfirst"] == standfirst
    assert story["paragraphs"] == [FERRY, QUOTE]


def test_a_hard_wrapped_sheet_has_no_caption():
    lines = [
        "The bandits who had stopped lorries on the embankment since",
        "May were caught on Sunday by the",
        "drivers themselves.",
        "Nobody was hurt, and the",
        "lorries went on.",
    ]
    story = read(sheet(*lines))
    assert story["lead_image"] is None
    assert story["paragraphs"] == [" ".join(lines[:3]), " ".join(lines[3:])]


def test_quotations_with_names_under_them_are_no_bylines():
    story = read(
        sheet(
            "What you told us about the lamp:", "“I read by it.”\n- Keo Dara", "“I never saw it.”\n- Lim Sothea", FERRY
        )
    )
    assert story["authors"] == ["Ung Bora"]
    assert "- Keo Dara" in story["paragraphs"]
    assert story["paragraph_count"] == 6


@pytest.mark.parametrize(
    ("printed", "published_at", "problem"),
    [
        ("17 November 2017 | 12:12 | ICT", "2017-11-17T12:12:00+07:00", None),
        ("Fri, 26 August 2016", "2016-08-26", "date-without-time"),
        ("3 May 2016 | 08:00", "2016-05-03T08:00:00+07:00", "date-without-zone"),
        ("២ កក្កដា ២០១៣ | ០៧:០០ ICT", "2013-07-02T07:00:00+07:00", None),
        ("03/04/2017", None, "ambiguous-date"),
        ("31 April 2017", None, "impossible-date"),
    ],
)
def test_a_date_is_read_or_reported_and_never_guessed(printed, published_at, problem):
    story = read(sheet(FERRY + " " + FARES, QUOTE, date=printed))
    assert story["published_at"] == published_at
    assert problem is None or problem in story["problems"]
    assert story["paragraphs"] == [FERRY + " " + FARES, QUOTE]


def test_the_migrator_says_which_zone_and_which_order_the_paper_used():
    assert (
        read(sheet(FERRY, QUOTE, date="3 May 2016 | 08:00"), zone="Asia/Tokyo")["published_at"]
        == "2016-05-03T08:00:00+09:00"
    )
    assert read(sheet(FERRY, QUOTE, date="03/04/2017"), date_order="dmy")["published_at"] == "2017-04-03"


def test_date_and_byline_may_share_a_line():
    story = read(capture(LOGO + "Boats", "Boats", "Fri, 10 March 2017 James Redd", "Boats", FERRY, QUOTE))
    assert (story["published_at"], story["authors"]) == ("2017-03-10", ["James Redd"])


# --- H: the story alone


def test_a_story_without_a_headline_is_read_and_reported():
    page = capture(FERRY, QUOTE, "The lamp and the town", FARES, "The owner agrees.").decode().replace("\n\n", " \n\n")
    story = read(page)
    assert (story["headline"], story["site"]) == (None, None)
    assert "no-headline" in story["problems"]
    assert story["crossheads"] == ["The lamp and the town"]
    assert story["paragraphs"] == [FERRY, QUOTE, FARES, "The owner agrees."]


def test_one_newline_between_paragraphs_is_enough():
    assert read(f"{FERRY}\n{FARES}\n{QUOTE}\n{FERRY}")["paragraphs"] == [FERRY, FARES, QUOTE, FERRY]


def test_a_headline_may_stand_alone_above_the_story():
    assert read(capture("Ferry stops at sunset", FERRY, QUOTE))["headline"] == "Ferry stops at sunset"
    pictured = read(capture("The ferry at noon. Photo supplied", "Ferry stops at sunset", FERRY, QUOTE))
    assert (pictured["headline"], pictured["credit"]) == ("Ferry stops at sunset", "Photo supplied")
    assert pictured["paragraphs"] == [FERRY, QUOTE]


# --- J: a kiosk's copy


def test_a_kiosks_copy_has_a_bare_name_and_a_byline_with_a_hyphen():
    story = read(
        capture("The Tonle Gazette", "Lamp ‘out of date’", "- Keo Dara", FERRY.replace("The ferry", "FERRIES"), QUOTE)
    )
    assert (story["site"], story["headline"], story["authors"]) == (
        "The Tonle Gazette",
        "Lamp ‘out of date’",
        ["Keo Dara"],
    )
    assert story["paragraphs"][0].startswith("FERRIES to Stone Island")


def test_a_kiosks_copy_may_lack_the_byline():
    story = read(
        capture(
            "Tonle Gazette",
            "Lamp out of date",
            "ESTABLISHED in 1931, the lamp on the quay is the oldest on the lake.",
            QUOTE,
        )
    )
    assert (story["site"], story["headline"], story["authors"]) == ("Tonle Gazette", "Lamp out of date", [])
