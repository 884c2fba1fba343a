"""Whether a picture's words will do for readers. Pure: words in, sentences out; `press.unready` asks."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

#: A camera's, a telephone's or a web site's name for a file, with or without its suffix.
FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|bmp)"
    r"|(?:img|dsc[nf]?|_mg|pxl|mvimg|gopr|dji)[\s_-]*\d[\w.-]*(?:\s*\(\d+\))?"
    r"|p\d{6,}"
    r"|(?:screenshot|whatsapp image)[\d\s._:-]+(?:at[\d\s._:-]+)?(?:[ap]m)?"
    r"|[\d\W_]+",
    re.IGNORECASE,
)
#: What stands there when nobody wrote anything; and what some publishing systems write by themselves.
BOILERPLATE = re.compile(
    r"(?:an?\s+|the\s+)?(?:file\s+|stock\s+|lead\s+|content\s+|featured\s+)?"
    r"(?:image|photo|picture|photograph|pic|img|untitled|alt(?:\s*text)?|caption|placeholder|រូបភាព|រូបថត)s?[\W\d_]*"
    r"|content image\s*[-–:].*",
    re.IGNORECASE | re.DOTALL,
)


def complaints(what: str, *, alt: str, credit: str, caption: str = "", file_name: str = "") -> list[str]:
    """Return sentences about what the words of a picture lack for readers; none if they will do.

    `what` names the picture in a sentence (“The lead picture”); the words are those that readers would get.
    """
    found = []
    if not credit.strip():
        found.append(_("%s has no credit.") % what)
    if complaint := _about_alt(alt.strip(), caption.strip(), file_name):
        found.append(complaint % {"what": what, "alt": alt.strip()})
    return found


def _about_alt(alt: str, caption: str, file_name: str) -> str:
    if not alt:
        return _("%(what)s has no alt text: say what it shows, for readers who cannot see it.")
    if FILE_NAME.fullmatch(alt) or alt.casefold() in _names(file_name):
        return _("%(what)s has the name of a file as its alt text, “%(alt)s”: say what it shows.")
    if BOILERPLATE.fullmatch(alt):
        return _("%(what)s has an alt text that says nothing, “%(alt)s”: say what it shows.")
    if alt.casefold() == caption.casefold():
        return _("%(what)s has its caption as its alt text, so that some would hear it twice: say what it shows.")
    return ""


def _names(file_name: str) -> set[str]:
    return {file_name.casefold(), file_name.rpartition(".")[0].casefold()} - {""}
