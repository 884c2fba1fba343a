"""A picture's caption and its credit out of one printed line. Pure.

Nothing is dropped but a label: caption, a space and credit make the line again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.importing.lines import CLOSERS, LONGEST_CAPTION, STOPS, ends_sentence, ends_with_abbreviation
from articles.importing.vocabulary import JOINING, NO_NAME, NO_SURNAME


class Caption(NamedTuple):
    caption: str
    credit: str
    #: The label before the credit as printed (`Photograph:`), which is part of neither.
    label: str = ""


_LABEL = (
    r"(?P<label>(?:photo(?:s|graphs?|graphy)?|pictures?|pics?|images?|រូបថត|រូបភាព|ថតរូប)"
    r"(?:(?:\s+(?:by|credit|courtesy)|\s*ដោយ)?\s*[:៖]|\s+by(?=\s))|crédit(?: photo)?\s*:|credit\s*:|©|\(c\))"
)
_LABELLED = re.compile(rf"(?:^|(?<=[\s(]))\(?{_LABEL}\s*(?P<credit>.*?)\)?$", re.IGNORECASE)
#: One of them is in every label; looked for first, as most lines hold none.
_LABEL_WORDS = ("photo", "pic", "image", "credit", "crédit", "©", "(c)", "រូប")
_SUPPLIED = re.compile(r"(?:^|\s)((?:photos?|pictures?|images?) supplied)$", re.IGNORECASE)
_STOP = re.compile(f"[{re.escape(STOPS)}][{re.escape(CLOSERS.strip())}]*\\s")
#: Endings of verbs and adverbs in a second word printed small: "Work goes", "Nothing moved".
_ENDINGS = re.compile(r"(?:ing|ed|es|ly|ous|tion|ment|ght|wn|n't|n’t)$")
_KHMER = re.compile("[\u1780-\u17ff]")
_TWO_STOPS = re.compile(r"(?:\b[ap]\.m|\b[A-Z](?:\.[A-Z])+|\b(?:Inc|Ltd|Co|Corp|Blvd|Ave|etc))\.$")


def split(line: str) -> Caption:
    """Part a caption from its credit. A line without a credit keeps all its words.

    A credit is what follows the last full stop and looks like a name, an agency or `Photo supplied`, or what follows a
    label. A last sentence of ordinary prose, a title (`H.E. …`) or an abbreviation never makes one.
    """
    if len(line) > LONGEST_CAPTION:
        return Caption(line, "")
    if labelled := _labelled(line):
        return labelled
    if found := _SUPPLIED.search(line):
        return Caption(line[: found.start()], found[1])
    for stop in reversed(list(_STOP.finditer(line))):
        head, tail = line[: stop.end()].rstrip(), line[stop.end() :]
        if len(tail) > 70:
            break
        if is_credit(tail) and _really_ends(head, tail):
            return Caption(head, tail)
    return Caption(line, "")


def credit_line(line: str) -> str | None:
    """The credit of a line that holds a label and nothing else before it (`Photo by: Sok Dara`); None for any other."""
    if len(line) > 100:
        return None
    labelled = _labelled(line)
    if labelled and not labelled.caption:
        return labelled.credit
    return line if _SUPPLIED.fullmatch(line) else None


def has_label(line: str) -> bool:
    """Whether a label in the line marks it as a picture's caption."""
    return len(line) <= LONGEST_CAPTION and _labelled(line) is not None


def is_credit(text: str) -> bool:
    """Whether words look like a credit: a name, an agency, several with strokes between them, `Photo supplied`."""
    if not 2 <= len(text) <= 70:
        return False
    if _SUPPLIED.fullmatch(text) or text.lower() in ("supplied", "file photo", "handout", "courtesy photo"):
        return True
    if _KHMER.match(text):
        return len(text) <= 40 and text.count(" ") <= 4 and not ends_sentence(text) and text.count("\u200b") <= 2
    if text.count(" ") > 8 or text[0] in "“\"‘'(-–—" or (ends_sentence(text) and not ends_with_abbreviation(text)):
        return False
    return all(part.strip() and _is_name(part.split()) for part in text.replace("|", "/").split("/"))


def is_name(text: str) -> bool:
    """Whether words look like people's names alone: each begins with a capital, none begins a sentence."""
    words = text.replace(",", " , ").split()
    if not 1 < len(words) <= 12 or len(text) > 90 or any(map(str.isdigit, text)):
        return False
    if _KHMER.match(text):
        return len(words) <= 6 and not ends_sentence(text)
    capital = all(word[0].isupper() or word.lower() in JOINING or word == "," for word in words)
    return capital and _is_name([word for word in words if word != ","]) and not ends_sentence(text)


def _labelled(line: str) -> Caption | None:
    """A label with a colon stands anywhere; `photo by` alone only at the start or where a sentence has ended."""
    small = line.lower()
    if not any(word in small for word in _LABEL_WORDS) or not (found := _LABELLED.search(line)):
        return None
    head, credit, label = line[: found.start()].rstrip(), found["credit"].strip(), found["label"]
    marked = not head or label[-1] in ":៖©)" or ends_sentence(head) or found.group().startswith("(")
    if marked and (is_credit(credit) or not (head or credit)):
        return Caption(head, credit, label)
    return None


def _is_name(words: list[str]) -> bool:
    first = words[0].lower().strip(",;:")
    if first in NO_NAME or not (words[0][0].isupper() or first in ("via", "courtesy")):
        return False
    if any(word[-1] in ",;:" for word in words):
        return False
    small = [word for word in words[1:] if word[0].islower() and word not in JOINING]
    if not small:
        return words[-1].lower() not in JOINING
    # Some pages print surnames small: "Keo dara", "Scott rotzoll", "Sreng meng srun".
    return len(words) <= 3 and all(
        word.isalpha() and word not in NO_SURNAME and not _ENDINGS.search(word) for word in small
    )


def _really_ends(head: str, tail: str) -> bool:
    """Whether the full stop before a name ends a sentence: not after a title, rarely after an abbreviation."""
    if not head.endswith("."):
        return True
    if _TWO_STOPS.search(head[-20:]):
        return head[-4:] in ("a.m.", "p.m.") or tail.split("/")[-1].isupper()
    return not ends_with_abbreviation(head)
