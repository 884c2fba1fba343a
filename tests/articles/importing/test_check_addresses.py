"""The check of old addresses agrees with what readers get, one by one and however they are written."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import press
from articles.models import FormerPath, ImportProblem, ImportRun
from tests.newspaper import MORNING, add_byline, make_article, make_live

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"
BRIDGE = "/river/bridge-closes/"


@pytest.fixture
def paper():
    ferry = make_article(tags=["Ferries"])
    add_byline(ferry)
    press.publish(ferry, by=None, at=MORNING)
    bridge = make_live("Bridge closes")
    FormerPath.objects.create(path="/2018/draft/", article=make_article("Not yet"), was_public=False)
    FormerPath.objects.create(path="/2018/elsewhere/", article=make_article("Out at its source alone"))
    gone = make_live("Landing sold")
    press.withdraw(gone, by=None, reason="It could not be confirmed.")
    for path, article in {
        "/?p=1": ferry,
        "/ព័ត៌មាន/ទឹក": ferry,
        "/2019/bridge.html": bridge,
        BRIDGE: ferry,
        "/sold": gone,
    }.items():
        FormerPath.objects.create(path=path, article=article)


def check(tmp_path, capsys, *lines, arguments=("--format", "ndjson")) -> tuple[int, list[dict]]:
    source = tmp_path / "addresses.txt"
    source.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SystemExit) as ending:
        call_command("check_addresses", str(source), *arguments)
    return ending.value.code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


ADDRESSES = {
    f"https://old.example{FERRY}": ("live", FERRY),
    FERRY.rstrip("/"): ("redirect", FERRY),
    "/?p=1": ("redirect", FERRY),
    "?p=1&print=1": ("redirect", FERRY),
    "https://old.example/%E1%9E%96%E1%9F%90%E1%9E%8F%E1%9F%8C%E1%9E%98%E1%9E%B6%E1%9E%93/ទឹក/amp/": ("redirect", FERRY),
    "/2019/bridge.html?utm_source=mail": ("redirect", BRIDGE),
    "/river/landing-sold/": ("gone", ""),
    "/sold/": ("gone", ""),
    BRIDGE: ("conflict", BRIDGE),
    "/tag/ferries/": ("redirect", "/topics/ferries/"),
    "/authors/sok-dara/": ("live", "/authors/sok-dara/"),
    "/river/": ("live", "/river/"),
    "/": ("live", "/"),
    "/archive/": ("live", "/archive/"),
    "/never/was.html": ("unknown", ""),
    "/tag/none/": ("unknown", ""),
    "http://[broken": ("unknown", ""),
    "/2018/draft/": ("unknown", ""),
    "/2018/elsewhere/": ("gone", ""),
}  # fmt: skip


def test_each_address_is_told_as_readers_get_it(paper, tmp_path, capsys, client):
    code, told = check(tmp_path, capsys, *ADDRESSES)
    assert {one["address"]: (one["standing"], one["to"]) for one in told} == ADDRESSES
    assert code == 3
    status = {"live": 200, "conflict": 200, "redirect": 301, "gone": 410, "unknown": 404}
    for address, (standing, _to) in ADDRESSES.items():
        path = address.removeprefix("https://old.example").removeprefix("http:/")
        answer = client.get(path if path.startswith("/") else f"/{path}")
        assert answer.status_code == status[standing], address
        if standing == "redirect":
            assert client.get(answer.headers["Location"]).status_code == 200


def test_the_front_page_is_no_answer_for_a_story_that_readers_do_not_have(paper, tmp_path, capsys):
    FormerPath.objects.create(path="/?p=9", article=make_article("Not yet"), was_public=False)
    FormerPath.objects.create(path="/?p=8", article=make_article("Out at its source alone"))
    _code, [draft, elsewhere, stranger] = check(tmp_path, capsys, "/?p=9", "/?p=8", "/?p=10")
    assert (draft["standing"], draft["note"]) == ("unknown", "The front page stands there.")
    assert (elsewhere["standing"], elsewhere["note"]) == ("gone", "Its story is not before readers here.")
    assert (stranger["standing"], stranger["note"]) == ("unknown", "The front page stands there.")


def test_a_log_is_read_for_what_readers_asked_and_how_often(paper, tmp_path, capsys):
    line = '192.0.2.7 - - [12/May/2019:06:25:24 +0700] "{}" 200 5316'
    code, told = check(
        tmp_path,
        capsys,
        line.format("GET /?p=1 HTTP/1.1"),
        line.format("GET /?p=1 HTTP/1.0") + ' "https://search.example/?q=%22x" "Mozilla/5.0 (\\"x\\")"',
        line.format("POST /wp-login.php HTTP/1.1"),
        line.format("-"),
    )
    assert (code, told) == (0, [{"address": "/?p=1", "hits": 2, "standing": "redirect", "to": FERRY, "note": ""}])


def test_an_address_that_two_imported_stories_name_is_a_conflict(paper, tmp_path, capsys):
    run = ImportRun.objects.create(command="import_stories")
    told = "The old address /?p=1 leads to another story already."
    ImportProblem.objects.create(run=run, code="address-taken", text=told, outcome="created", origin="b.xml line 9")
    code, [answer] = check(tmp_path, capsys, "/?p=1")
    assert (code, answer["standing"], answer["note"]) == (
        4,
        "conflict",
        "Another story claimed it as well: b.xml line 9.",
    )


def test_hundreds_of_addresses_take_as_many_queries_as_one(paper, tmp_path, capsys, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        check(tmp_path, capsys, *(f"/?p={number}" for number in range(300)), *(f"/tag/t{n}/" for n in range(100)))


def test_a_list_that_is_not_there_is_a_wrong_call():
    with pytest.raises(CommandError, match="cannot be read: No such file") as refused:
        call_command("check_addresses", "none.txt")
    assert refused.value.returncode == 2
