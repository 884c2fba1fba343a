"""Words, teasers, addresses and file names in any script. Pure: no models, callable from every room.

ICU's dictionaries find the words of Khmer, Thai, Lao and Burmese, which are printed without spaces between them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from itertools import chain, count, islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from icu4py.breakers import CharacterBreaker, WordBreaker

#: Zero-width space: parts words where Khmer or Thai is typed by hand.
ZWSP = "\u200b"

#: Adults reading silently: English non-fiction by Brysbaert (2019, a review of 190 studies); any other language by the
#: mean of the 17 measured by Trauzettel-Klosinski and Dietz (IReST, 2012). Nobody has published a figure for Khmer.
WORDS_A_MINUTE = {"en": 238}
WORDS_A_MINUTE_ELSEWHERE = 184

#: Latin, Greek and Cyrillic put spaces between words; a text with more than these, signs and emoji is left to ICU.
_SPACED = re.compile("[\0-\u052f\u1e00-\u2c5f\ufe00-\ufe0f\ufeff\ufffd\U0001f000-\U0001faff]*")
#: What parts words besides white space: the zero-width space, and the long dash that is set without spaces.
_PARTING = str.maketrans({ZWSP: " ", "—": " "})
#: From the first letter or figure of a printed word to its last one: don’t, rice-producing, 410,000, U.S
_SPACED_WORD = re.compile(rf"[^\W_](?:[^\s{ZWSP}—]*[^\W_])?[\u0300-\u036f]*")
#: What the teasers of our source page count: runs of letters with ' and -, so that figures are free and ’ parts words.
_LETTERS = re.compile("[^\\W\\d_](?:[^\\W\\d_]|['\u0300-\u036f-])*")
_LETTER_OR_FIGURE = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")
_SENTENCE_ENDS = (".", "!", "?", "…", "។", "៕")

#: No word of a teaser is longer than this on average; it bounds how much of a text a teaser looks at.
_TEASER_CHARACTERS_A_WORD = 40


def words(text: str, language: str) -> list[str]:
    """The words of a text in reading order, without the spaces and punctuation around them.

    In Latin, Greek and Cyrillic a word is what stands between white space (rice-producing, don’t and 410,000 are one
    each) if it holds a letter or a figure; a text with any other script is cut by ICU for the language (`"km"`).
    """
    if is_spaced(text):
        return [token if token.isalnum() else _SPACED_WORD.search(token).group() for token in _spaced_tokens(text)]
    return [text[start:end] for start, end in _icu_words(text, language)]


def word_count(text: str, language: str) -> int:
    """`len(words(text, language))`, in less time."""
    if is_spaced(text):
        return len(_spaced_tokens(text))
    return sum(1 for _word in _icu_words(text, language))


def reading_minutes(words: int, language: str) -> int:
    """Minutes, at least one, that a reader needs for so many words of a language (`"en"`, `"km"`, `"en-GB"`)."""
    speed = WORDS_A_MINUTE.get(language[:2].lower(), WORDS_A_MINUTE_ELSEWHERE)
    return max(1, round(words / speed))


def teaser(text: str, language: str, limit: int = 45) -> str:
    """The opening words of a text as printed, cut after a whole word and without an ellipsis.

    White space is folded; a text of no more than `limit` words comes back whole, with its full stop. A longer one ends
    with a letter or figure. In spaced scripts figures and lone dashes are free and a curly apostrophe parts a word:
    that is how the Phnom Penh Post's own teasers come to exactly 45. Looks at a bounded opening of the text only.
    """
    start = _SPACE.match(text).end()
    stop = start + limit * _TEASER_CHARACTERS_A_WORD
    opening = on_one_line(text[start:stop])
    end = _end_of_spaced_word(opening, limit) if is_spaced(opening) else _end_of_icu_word(opening, language, limit)
    if stop >= len(text) and not _LETTER_OR_FIGURE.search(opening, end):
        return opening
    # Short of the limit where the bound is reached: the last word may be half a word, so it goes.
    return opening[:end] if end < len(opening) else _cut(opening, len(opening) - 1)


def breaks_off(teaser: str) -> bool:
    """Whether a teaser ends within a sentence, so that whoever shows it may say so."""
    return bool(teaser) and not teaser.rstrip("”’»\"')").endswith(_SENTENCE_ENDS)


def slug(text: str, max_length: int = 100) -> str:
    """The address of a headline, section, author or tag: lower-case words of any script joined by hyphens.

    Vowels, signs and coeng of Khmer stay; Latin accents are folded to ASCII; apostrophes and zero-width characters
    vanish; at most `max_length` characters, cut between words where it can and never inside a letter cluster. A text
    without a letter or figure gets a short one made from its hash, so that the answer is never empty.
    """
    joined = _joined(text[: 20 * max_length])
    return _cut(joined, max_length) or _stand_in(text)


def tag_slug(tag: str, i: int | None = None) -> str:
    """`slug()` with the signature of taggit's `TagBase.slugify`: `i` numbers a tag whose slug is taken."""
    suffix = "" if i is None else f"-{i}"
    return slug(tag, 100 - len(suffix)) + suffix


def free_of(taken: Container[str], wanted: str) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, ...: the first that is not taken."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def is_slug(value: str) -> bool:
    """Whether `slug()` could have made this value."""
    return bool(value) and _joined(value) == value


def validate_slug(value: str) -> None:
    """A field validator: raises ValidationError for what `slug()` would not make, with the slug that would do."""
    if not is_slug(value):
        raise ValidationError(
            _(
                "“%(value)s” cannot be part of an address. Use small letters and figures of any script, joined by "
                "single hyphens; “%(suggestion)s” would do."
            ),
            code="slug",
            params={"value": value, "suggestion": slug(value)},
        )


class SlugConverter:
    """`<slug:...>` for `register_converter`, for slugs of any script.

    Django has undone the percent-encoding by then. Capitals and decomposed letters find their story too, so a view
    that wants one address only compares `request.path` with the story's own.
    """

    regex = r"[^/.\s]+"

    def to_python(self, value: str) -> str:
        value = unicodedata.normalize("NFC", value).lower()
        return self.to_url(value)

    def to_url(self, value: str) -> str:
        if not is_slug(value):
            raise ValueError(f"“{value}” is no slug: it holds capitals, spaces or punctuation.")
        return value


def file_name(name: str, max_bytes: int = 120) -> str:
    """A safe name for an uploaded file: the words of its name as a slug, with its extension in small letters.

    Folders, leading dots and control characters go; at most `max_bytes` bytes of UTF-8, never empty.
    """
    base = re.split(r"[/\\]", name)[-1].strip().lstrip(".")
    stem, dot, extension = base.rpartition(".")
    if not (stem and re.fullmatch(r"[A-Za-z0-9]{1,5}", extension)):
        stem, dot, extension = base, "", ""
    room = max_bytes - len(dot + extension)
    stem = _cut(_joined(stem[: 2 * max_bytes]), room, measure=_utf8_length) or _stand_in(name, "file")
    return stem + dot + extension.lower()


#: Scripts that are written in one language only, as ranges of a character class.
_SCRIPTS = {
    language: re.compile(f"[{letters}]")
    for language, letters in {
        "km": "\u1780-\u17b3",
        "th": "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
        "lo": "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf",
        "my": "\u1000-\u102a\u103f\u1050-\u1055",
        "ko": "\uac00-\ud7a3",
        "el": "\u0370-\u03ff\u1f00-\u1fff",
        "hy": "\u0531-\u0587",
        "ka": "\u10a0-\u10ff\u1c90-\u1cbf",
        "ta": "\u0b83-\u0bb9",
        "te": "\u0c05-\u0c39",
        "si": "\u0d85-\u0dc6",
    }.items()
}


def detect(text: str) -> str:
    """The language that the script of most letters names (`"km"`, `"th"`, ...), or `""` where it names none.

    Latin, Cyrillic, Arabic and the like are written in many languages. Judges the first 4,000 characters.
    """
    if text.isascii():
        return ""
    opening = text[:4000]
    letters = sum(map(str.isalpha, opening))
    for language, script in _SCRIPTS.items():
        if 2 * len(script.findall(opening)) > letters:
            return language
    return ""


def is_spaced(text: str) -> bool:
    """Whether a text is in scripts that put spaces between words, all of it."""
    return text.isascii() or _SPACED.fullmatch(text) is not None


def on_one_line(text: str) -> str:
    """The text with each run of white space as one space, and none at its ends."""
    # A third of the time where there is nothing to fold: of all white space only the space is printable.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def fold(text: str) -> str:
    """A headline for comparing: composed, white space folded, zero-width characters gone; case and quotes kept."""
    text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return on_one_line(text)


# --- words


def _spaced_tokens(text: str) -> list[str]:
    tokens = text.translate(_PARTING).split() if ZWSP in text or "—" in text else text.split()
    return [token for token in tokens if token[0].isalnum() or _LETTER_OR_FIGURE.search(token)]


def _icu_words(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends. ICU's own offsets count UTF-16 units, the lengths of its segments characters."""
    end = 0
    # A lone surrogate out of a broken file has no UTF-8; a question mark stands in for it while words are told apart.
    for segment in WordBreaker(text.encode("utf-8", "replace").decode(), language):
        start, end = end, end + len(segment)
        if segment[0].isalnum() or _LETTER_OR_FIGURE.search(segment):
            yield start, end


def _end_of_spaced_word(text: str, number: int) -> int:
    """Where the printed word ends that holds the n-th run of letters, or the end of a text that has fewer."""
    for run in islice(_LETTERS.finditer(text), number - 1, None):
        return _SPACED_WORD.match(text, run.start()).end()
    return len(text)


def _end_of_icu_word(text: str, language: str, number: int) -> int:
    """Where the n-th word with a letter in it ends, or the end of a text that has fewer."""
    ends = (end for start, end in _icu_words(text, language) if any(map(str.isalpha, text[start:end])))
    return next(islice(ends, number - 1, None), len(text))


# --- slugs


class _SlugTable(dict):
    """For `str.translate`: what becomes of each character in a slug, remembered as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _kept_in_slug(chr(code))
        return kept


def _kept_in_slug(character: str) -> str:
    """The character itself or its plain Latin letter, a space for what parts words, nothing for what vanishes."""
    category = unicodedata.category(character)
    if category in {"Cf", "Me"} or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return ""
    if category in {"Mn", "Mc"}:
        return "" if _is_latin_accent(character) else character
    if category == "Nd" or category.startswith("L"):
        plain = "".join(part for part in unicodedata.normalize("NFKD", character) if not _is_latin_accent(part))
        return plain.lower() if plain.isascii() else character
    return " "


#: Seeded with apostrophes, signs that nobody sees, and the Latin letters that Unicode does not decompose.
_SLUG_TABLE = _SlugTable(
    str.maketrans(
        dict.fromkeys("'’‘ʼ＇`´\u034f\u17b4\u17b5", "")
        | {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"}
    )
)


def _is_latin_accent(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


def _joined(text: str) -> str:
    """The words of a text joined by hyphens, however many; empty where there is none."""
    kept = unicodedata.normalize("NFC", text).lower().translate(_SLUG_TABLE)
    if kept.isascii():
        return "-".join(kept.split())
    kept = unicodedata.normalize("NFC", kept)
    return "-".join(filter(None, map(_without_orphan_marks, kept.split())))


def _without_orphan_marks(word: str) -> str:
    while word and unicodedata.category(word[0]).startswith("M"):
        word = word[1:]
    return word


def _cut(text: str, limit: int, measure: Callable[[str], int] = len) -> str:
    if measure(text) <= limit:
        return text
    by_words = _longest(text, limit, WordBreaker, measure).rstrip(" -")
    return by_words or _longest(text, limit, CharacterBreaker, measure).rstrip(" -")


def _longest(text: str, limit: int, breaker: type, measure: Callable[[str], int] = len) -> str:
    """The longest opening of whole segments that measures no more than the limit."""
    size = end = 0
    for segment in breaker(text, "en"):
        size += measure(segment)
        if size > limit:
            break
        end += len(segment)
    return text[:end]


def _utf8_length(text: str) -> int:
    return len(text.encode())


def _stand_in(text: str, word: str = "story") -> str:
    return f"{word}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
