"""Saved pages from before style sheets, and of papers in Chinese, Japanese, Korean, Khmer and other scripts."""

from textwrap import fill

import pytest

from articles.importing.pages import datewords, people
from articles.importing.pages.reading import read_page
from articles.importing.records import NotAStory, ReadOptions
from tests.articles.importing.test_saved_pages import BODY, HEADLINE, STORY, page, read

CHINESE = [
    "港口办公室昨日表示，从周一起，前往石岛的渡轮将在日落时停运。票价不变，六岁以下儿童仍可免费乘坐每一班渡轮。",
    "“我们只剩一盏灯，没有人卖灯泡，”港务长周日在码头上说。市议会下周将讨论购买灯具的事，届时邻镇的船厂会送来报价。",
]
KOREAN = [
    "항만사무소는 월요일부터 돌섬으로 가는 여객선이 해가 지면 운항을 멈춘다고 어제 밝혔다. 어린이는 무료다.",
    "“등이 하나 남았는데 전구를 파는 곳이 없다”고 항만장은 말했다. 시의회는 다음 주에 등 구입을 논의한다.",
]


def whole(inside: str, title: str = HEADLINE, *, lang: str = "") -> dict:
    content = f'<html lang="{lang}"><head><meta charset=utf-8><title>{title}</title></head><body>{inside}</body></html>'
    return read(content.encode())


# --- before style sheets


@pytest.mark.parametrize(
    "inside",
    [
        f"<h2>{HEADLINE}</h2><pre>By Jane Doe\nGazette Staff Writer\nMarch 4, 1998\n\n"
        + "\n\n".join(fill(paragraph, 60) for paragraph in STORY)
        + "</pre>",
        f"<h2>{HEADLINE}</h2><pre>By Jane Doe\nMarch 4, 1998\n   "
        + "\n   ".join(fill(paragraph, 60) for paragraph in STORY)
        + "</pre>",
        f"<h2>{HEADLINE}</h2><b>JANE DOE</b><br>Gazette Staff Writer<br>Published March 4, 1998<br><br>"
        + "<br><br>".join(STORY),
        f"<div><h1>{HEADLINE}</h1>By Jane Doe<br>Harbour correspondent<br>March 4, 1998<br><br>"
        + "<br> <br>".join(STORY)
        + "</div>",
        (
            "<table><tr><td width=120><font size=1><a href=a.htm>Home</a><br><a href=b.htm>Letters</a></font></td><td>"
            f"<font size=5><b>{HEADLINE} tonight</b></font><br><font size=2><i>By Jane Doe</i></font><br>"
            f"<font size=1>March 4, 1998</font><p><font size=3>{'<p>'.join(STORY)}</font></td></tr></table>"
        ),
    ],
    ids=["typescript", "indented typescript", "line breaks", "lines above", "table"],
)
def test_a_page_from_before_style_sheets_gives_headline_author_day_and_paragraphs(inside):
    found = whole(inside, "Tonle Gazette Online - Vol. 7" if "<table" in inside else f"Tonle Gazette: {HEADLINE}")
    assert found["headline"].removesuffix(" tonight") == HEADLINE
    assert (found["authors"], found["published_at"][:10]) == (["Jane Doe"], "1998-03-04")
    assert found["paragraphs"][-len(STORY) :] == STORY
    assert len(found["paragraphs"]) <= len(STORY) + 1


def test_a_program_in_a_page_keeps_its_lines():
    code = "def fares(age):\n    return 0 if (age < 6) else {'adult': 2000}[who]\n\n" * 12
    found = whole(f"<h1>{HEADLINE}</h1>{BODY}<pre>{code}</pre>")
    assert "age):<br>return 0" in "".join(block.text for block in found["record"].blocks)


def test_a_paper_that_puts_its_name_into_the_first_heading_has_no_story_of_that_name():
    found = whole(
        f'<div id="header"><h1><a href="/">Quay Diary</a></h1></div><div><h3>{HEADLINE}</h3>{BODY}</div>',
        f"Quay Diary: {HEADLINE}",
    )
    assert (found["headline"], found["site"]) == (HEADLINE, "Quay Diary")


@pytest.mark.parametrize(
    "heading",
    [
        f"<h2><strong>No lamps</strong>{HEADLINE}</h2>",
        (
            "<h1 class='article-heading'><span class='article-heading__kicker'>No lamps</span>"
            f"<span class='article-heading__title'>{HEADLINE}</span></h1>"
        ),
    ],
)
def test_a_kicker_without_a_space_behind_it_is_told_apart(heading):
    found = whole(heading + BODY, f"{HEADLINE} - Harbour - Gazette.example")
    assert (found["headline"], found["record"].kicker) == (HEADLINE, "No lamps")


def test_teasers_below_headings_that_lead_elsewhere_are_a_list():
    teasers = "".join(
        f"<div><h3><a href=/n/{n}>Ferry number {n} waits</a></h3><p>{STORY[n]}</p></div>" for n in range(4)
    )
    found = read_page(page(teasers, h1="National"), "national.html")
    assert isinstance(found, NotAStory)


def test_a_line_with_the_day_alone_above_the_story_is_not_of_it():
    found = read(page(f"<div class='LastUpdated'>2018年3月5日20時05分</div>{BODY}"))
    assert found["paragraphs"] == STORY


# --- who signed


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("记者 王小明", ["王小明"]),
        ("记者王小明报道", ["王小明"]),
        ("（本报记者 王小明 李四）", ["王小明", "李四"]),
        ("2016年03月05日 07:45 来源：港口日报 记者 王小明", ["王小明"]),
        ("2016-03-05 07:45 聯港報 記者王小明╱台北報導", ["王小明"]),
        ("作者：王小明、李四", ["王小明", "李四"]),
        ("作者：王小明 李四 我有话说", ["王小明", "李四"]),
        ("文／李四", ["李四"]),
        ("撰文：陳大文", ["陳大文"]),
        ("来源：港口日报", []),
        ("（記者・田中一郎）", ["田中一郎"]),
        ("執筆：田中 一郎", ["田中 一郎"]),
        ("김철수 기자 kim@hangu.example", ["김철수"]),
        ("김철수·이영희 기자", ["김철수", "이영희"]),
        ("ដោយ ចាន់ តារា", ["ចាន់ តារា"]),
        ("ចាន់ តារា | ថ្ងៃចន្ទ ទី៥ ខែមីនា ឆ្នាំ២០១៨", ["ចាន់ តារា"]),
        ("By Jane Doe and", ["Jane Doe"]),
        ("By Jane Doe and Bob Roe May 23, 2018", ["Jane Doe", "Bob Roe"]),
        ("All India", []),
    ],
)
def test_names_are_read_as_papers_of_many_scripts_sign(printed, names):
    assert list(people.signed(printed, site="Tonle Gazette").people) == names


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        (f"<p>JANE DOE AND BOB ROE | MARCH 4, 2013</p>{BODY}", ["Jane Doe", "Bob Roe"]),
        (f"<p>STONE BAY | MARCH 4, 2013</p>{BODY}", []),
        (f"<div class='byline'>By Jane Doe <span class='location'>| STONE BAY</span></div>{BODY}", ["Jane Doe"]),
        (f"{BODY}<p style='text-align: right'><b>Nguyễn Văn An</b></p>", ["Nguyễn Văn An"]),
        (f"{BODY}<p>អត្ថបទ៖ ចាន់ តារា</p>", ["ចាន់ តារា"]),
        (f"{BODY}<p style='text-align: right'>The quay.</p>", []),
    ],
)
def test_a_story_is_signed_above_or_below_it(inside, names):
    assert read(page(inside))["authors"] == names


def test_a_chinese_page_gives_author_hour_and_text():
    found = whole(
        f"<h1>渡轮日落停运</h1><p>文／李四</p><p>2016/03/05 07:45</p><p>{'</p><p>'.join(CHINESE)}</p>",
        "渡轮日落停运 | 港聞",
        lang="zh-TW",
    )
    assert (found["headline"], found["authors"]) == ("渡轮日落停运", ["李四"])
    assert found["published_at"] == "2016-03-05T07:45:00+07:00"
    assert found["paragraphs"] == CHINESE


def test_a_korean_page_gives_the_names_in_its_first_line_and_its_hour():
    found = whole(
        "<h1>여객선 해 지면 멈춘다</h1><div class='byline'>[항구일보] 입력 2019.03.04 10:11 수정 2019.03.05</div>"
        f"<p>(돌섬=항구통신) 김철수 기자 = {KOREAN[0]}</p><p>{KOREAN[1]}</p>",
        "여객선 해 지면 멈춘다 - 항구일보",
        lang="ko",
    )
    assert (found["authors"], found["published_at"]) == (["김철수"], "2019-03-04T10:11:00+07:00")


# --- when it came out


@pytest.mark.parametrize(
    ("printed", "language", "published_at"),
    [
        ("입력 : 2019.03.04 10:11", "ko", "2019-03-04T10:11:00+07:00"),
        ("2019년 3월 4일 오후 2:15", "ko", "2019-03-04T14:15:00+07:00"),
        ("2019.03.04 (월) 오전 10:11", "ko", "2019-03-04T10:11:00+07:00"),
        ("發佈時間: 2019年3月4日 下午2:15", "zh", "2019-03-04T14:15:00+07:00"),
        ("2018年3月5日 午後8時5分", "ja", "2018-03-05T20:05:00+07:00"),
        ("5. 3. 2019 14:25", "cs", None),
        ("05 मार्च 2019, 10:15 AM", "hi", "2019-03-05T10:15:00+07:00"),
        ("4/5/2016 1:00 AM PDT", "en", "2016-04-05T01:00:00-07:00"),
        ("4/5/2016 1:00 AM", "en", None),
    ],
)
def test_a_day_is_read_as_papers_of_many_scripts_print_it(printed, language, published_at):
    value = datewords.read_text(printed, ReadOptions(), language).value
    assert (value.isoformat() if value else None) == published_at


@pytest.mark.parametrize(
    ("inside", "lang", "published_at"),
    [
        ("<div class='author__date'>5. 3. 2019 14:25</div>", "cs", "2019-03-05T14:25:00+07:00"),
        ("<time>5/3/2014-آخر تحديث: 6/3/2014</time>", "ar", "2014-03-05"),
        ("<div class='lastupdate'>發佈時間: 2019年3月5日</div>", "zh", "2019-03-05"),
        ("<div class='meta'>Jane Doe | Updated: <span>March 5, 2019</span></div>", "en", None),
    ],
)
def test_a_page_dates_its_story_as_its_papers_do(inside, lang, published_at):
    found = read(page(inside + BODY, lang=lang))["published_at"]
    assert found == published_at


def test_a_page_in_russian_that_names_no_language_puts_the_day_first():
    told = "<p>05.03.2004, 14:21</p><p>Паром на Каменный остров перестанет ходить после заката с понедельника.</p>"
    assert read(page(told + BODY, lang=""))["published_at"][:10] == "2004-03-05"
