"""Dates as papers, exports and feeds print them."""

import json
from pathlib import Path

import pytest

from articles.importing import dates
from articles.importing.records import ReadOptions

ODD_DATES = Path(__file__).resolve().parents[4] / "shared" / "legacy" / "broken" / "odd-dates.json"


def shown(text: str, **options) -> str | None:
    when = dates.read(text, ReadOptions(**options))
    if when.value is None:
        return None
    return when.value.date().isoformat() if when.date_only else when.value.isoformat()


def test_the_shared_odd_dates_are_read_or_refused():
    if not ODD_DATES.exists():
        pytest.skip("the shared samples are not here")
    for printed, expected in json.loads(ODD_DATES.read_text())["cases"]:
        assert shown(printed) == expected, printed
        assert expected or dates.read(printed).problems


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("March 2, 2015 at 3:05 p.m.", "2015-03-02T15:05:00+07:00"),
        ("12:05", None),
        ("2 March 2015 12:05 a.m. UTC", "2015-03-02T00:05:00+00:00"),
        ("2 March 2015 | 08:30 GMT+7", "2015-03-02T08:30:00+07:00"),
        ("2 March 2015 | 08:30 BST", "2015-03-02"),
        ("1er mars 2015", None),
        ("1 mars 2015", "2015-03-01"),
        ("26/08/2016", "2016-08-26"),
        ("08/26/2016", "2016-08-26"),
        ("04/04/2016", "2016-04-04"),
        ("31 April 2015", None),
        ("2 hours ago", None),
        ("2 March 2015 and other stories", None),
        ("២ កក្កដា ២០១៣", "2013-07-02"),
    ],
)
def test_a_date_is_read_only_where_it_can_be_read_in_one_way(printed, expected):
    assert shown(printed) == expected


def test_the_migrator_decides_what_figures_cannot():
    assert shown("03/04/2015", date_order="mdy") == "2015-03-04"
    assert shown("03/04/2015", date_order="dmy") == "2015-04-03"


def test_a_year_of_the_buddhist_era_depends_on_the_country_and_the_month():
    assert shown("2 March 2558") == "2015-03-02"
    assert shown("2 July 2558") == "2014-07-02"
    assert shown("2 May 2558") is None
    assert shown("2 July 2558", zone="Asia/Bangkok") == "2015-07-02"


@pytest.mark.parametrize(
    "line", ["Fri, 26 August 2016", "Publication date 3 May 2018 | 10:00 | ICT", "Fri, 10 March 2017 James Redd"]
)
def test_a_line_is_a_date(line):
    assert dates.is_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "On 2 March 2015 the ferry stopped.",
        "July 1992",
        "2 March 2015 was the day on which nobody came to work.",
        "1998",
    ],
)
def test_a_line_that_holds_a_date_is_none(line):
    assert not dates.is_date(line)


@pytest.mark.parametrize(
    ("zone", "read_as"),
    [("JST", "2019-05-07T10:00:00+09:00"), ("GMT", "2019-05-07T10:00:00+00:00"), ("IST", "2019-05-07T00:00:00+07:00")],
)
def test_a_zone_that_a_feed_names_is_not_taken_for_the_papers(zone, read_as):
    assert dates.read(f"Tue, 07 May 2019 10:00:00 {zone}").value.isoformat() == read_as
