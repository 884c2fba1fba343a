"""Names as papers in Chinese, Japanese, Korean and Khmer sign with them: by a label or a title, often without a space
and in the middle of a line. Pure; for `people` and `bylines`.
"""

from __future__ import annotations

import re

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
#: Behind a label stand two to four letters each; what a name is not is a word that goes on to a colon.
_NAMES = rf"(?P<names>{_HAN}{{2,4}}(?:(?:[、，,／/·\s]|和)+{_HAN}{{2,3}})*)"
_AFTER = r"(?=\s*(?:报道|報導|報道|综合|綜合|摄|攝|专电|專電|[)）】\]╱／/|│｜,，。]|\s\S|$))"
_CHINESE = re.compile(
    r"(?:^|[\s(（【\[│|｜本报報社])(?:"
    r"(?:特约|特約|特派|见习|見習|实习|實習)?(?:记者|記者|通讯员|撰文|撰稿)\s*[:：／/╱|・]?|作者\s*[:：／/╱|]|文(?:字)?\s*[:：／/╱|・＝=]"
    rf")\s*{_NAMES}{_AFTER}"
)
_NO_NAMES = frozenset((
    "来源", "來源", "编辑", "編輯", "摄影", "攝影", "报道", "報導", "報道", "综合", "綜合", "时间", "時間", "发布",
    "發佈", "更新", "评论", "評論", "分享", "图片", "圖片",
))  # fmt: skip
#: `（記者・田中一郎）`, `執筆：田中 一郎`: Japanese papers put a space into one name.
_KANA = "[\u3400-\u9fff々ヶぁ-ヿ]{1,5}"
_JAPANESE = re.compile(
    rf"(?:執筆|取材|文責|取材・文|文・写真)\s*[:：・／/=＝]\s*(?P<name>{_KANA}(?:[ \u3000]{_KANA})?)[)）]?$"
    rf"|^[（(](?:論説委員|編集委員|記者)[・\s](?P<reporter>{_HAN}{{2,5}})[)）]$"
)
_KOREAN = re.compile(
    r"(?:^|[\])）=>|·,/\s])(?P<names>[가-힣]{2,4}(?:[·ㆍ,\s]+[가-힣]{2,4}){0,3}?)\s*"
    r"(?:(?:선임|전문|인턴|수습|객원)\s?)?(?:기자|특파원|논설위원|통신원)(?=\s|$|[=,·/(<\[\]\)|])"
)
_NO_KOREAN = frozenset(
    ("취재", "사진", "글", "편집", "담당", "본지", "전문", "선임", "인턴", "온라인", "디지털", "뉴스")
)
#: `ចាន់ តារា | ថ្ងៃចន្ទ ទី៥ ខែមីនា`: a name of two parts before the day.
_KHMER = re.compile("^(?P<name>[\u1780-\u17d3]{2,14} [\u1780-\u17d3]{2,14})\\s*[|•·,/–-]\\s*(?:ថ្ងៃ|[0-9០-៩])")


def names(line: str) -> tuple[str, ...]:
    """The names that a line with a label or a title of these papers gives; none in any other line."""
    if line.isascii():
        return ()
    if found := _JAPANESE.search(line):
        return (found["name"] or found["reporter"],)
    if found := _CHINESE.search(line):
        parted = re.split(r"[、，,／/·\s]+|和", found["names"])
        return tuple(name for name in parted if name and name not in _NO_NAMES)
    if found := _KOREAN.search(line):
        several = [name for one in _KOREAN.finditer(line) for name in re.split(r"[·ㆍ,\s]+", one["names"])]
        return tuple(name for name in several if name and name not in _NO_KOREAN)
    found = _KHMER.match(line)
    return (found["name"],) if found else ()


#: `(서울=연합) 김철수 기자 = …`: who signs opens the first paragraph.
_OPENING = re.compile(r"^[(\[（【][^)\]）】]{2,30}[)\]）】]\s*(?:[가-힣·ㆍ, ]{2,20}?)\s*(?:기자|특파원)\s*=")


def opening(paragraph: str) -> tuple[str, ...]:
    """The names that open a first paragraph; none where it opens with something else."""
    found = _OPENING.match(paragraph)
    return names(found.group().rstrip("= ")) if found else ()
