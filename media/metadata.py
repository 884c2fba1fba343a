"""What a picture's file says about itself: IPTC-IIM, XMP and EXIF -> PictureFacts (pure; anyone may call it)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as DefusedElementTree
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, IptcImagePlugin

from media.darkroom import UNREADABLE, open_header, overheard

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# IIM's shortest bound, 32 bytes, less a space or part of a character at the cut.
CUT_OFF_FROM = 29
UTF8_DECLARED = b"\x1b%G"
# What cameras write where a caption belongs.
NO_CAPTIONS = {"olympus digital camera", "sony dsc", "minolta digital camera", "dcim", "untitled", "default"}


@dataclass(frozen=True)
class PictureFacts:
    """What the file says; empty where it says nothing. `taken_at` is naive where the file names no time zone.

    `problems` are sentences about what could not be read and was therefore left out.
    """

    caption: str = ""
    credit: str = ""
    byline: str = ""
    alt: str = ""
    taken_at: datetime | None = None
    place: str = ""
    source: str = ""
    licence: str = ""
    usable_until: date | None = None
    problems: tuple[str, ...] = ()


def read(content: bytes) -> PictureFacts:
    """Read a picture's bytes. Fields are taken in this order: IPTC-IIM, XMP, EXIF; never raises for bad metadata.

    IPTC-IIM cuts texts off (a credit at 32 bytes), so where XMP goes on from just there, XMP's is taken.
    """
    try:
        image = open_header(content)
    except UNREADABLE:
        return PictureFacts(problems=(_("The file is not a picture that can be read."),))
    iptc, xmp, exif = _from_iptc(image), _from_xmp(image), _from_exif(image)
    merged = {name: _first(getattr(iptc, name), getattr(xmp, name), getattr(exif, name)) for name in _FACTS}
    return PictureFacts(**merged, problems=iptc.problems + xmp.problems + exif.problems)


_FACTS = [name for name in PictureFacts.__dataclass_fields__ if name != "problems"]


def _first(iptc, xmp, exif):
    if isinstance(iptc, str) and len(iptc.encode()) >= CUT_OFF_FROM and xmp.startswith(iptc):
        return xmp
    return iptc or xmp or exif


def _from_iptc(image: Image.Image) -> PictureFacts:
    """Read IPTC-IIM 4.2, record 2, from a JPEG's Photoshop block."""
    try:
        with overheard():
            records = IptcImagePlugin.getiptcinfo(image) or {}
    except UNREADABLE:
        return PictureFacts(problems=(_("The IPTC block does not parse: it was left out."),))
    guessed: list[str] = []
    utf8 = UTF8_DECLARED in _values(records, (1, 90))

    def text(number: int) -> str:
        return "; ".join(filter(None, (_decoded(value, utf8, guessed) for value in _values(records, (2, number)))))

    facts = PictureFacts(
        caption=text(120),
        credit=text(110),
        byline=text(80),
        taken_at=_iptc_moment(text(55), text(60)),
        place=_place(text(92), text(90), text(101)),
        source=text(115),
        licence=text(116),
        usable_until=_iptc_date(text(37)),
    )
    if guessed:
        said = _("The IPTC texts do not name their encoding: they were read as Windows-1252. Check the accents.")
        facts = replace(facts, problems=(said,))
    return facts


def _values(records: dict, key: tuple[int, int]) -> list[bytes]:
    value = records.get(key, [])
    return value if isinstance(value, list) else [value]


def _decoded(value: bytes, utf8: bool, guessed: list[str]) -> str:
    try:
        return _plain(value.decode("utf-8"))
    except UnicodeDecodeError:
        if utf8:
            # Cut off within a character.
            return _plain(value.decode("utf-8", errors="replace").rstrip("\N{REPLACEMENT CHARACTER}"))
        guessed.append("cp1252")
        return _plain(value.decode("cp1252", errors="replace"))


def _iptc_date(digits: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    return _parsed(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", date.fromisoformat)


def _iptc_moment(day: str, time: str) -> datetime | None:
    """Join 2:55 (CCYYMMDD) and 2:60 (HHMMSS±HHMM); a day alone is no moment."""
    if not (re.fullmatch(r"[0-9]{8}", day) and re.fullmatch(r"[0-9]{6}([+-][0-9]{4})?", time)):
        return None
    return _parsed(f"{day}T{time}", datetime.fromisoformat)


def _from_xmp(image: Image.Image) -> PictureFacts:
    packet = image.info.get("xmp")
    if not packet:
        return PictureFacts()
    try:
        root = DefusedElementTree.fromstring(packet.rstrip(b"\x00 \n"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, AttributeError, LookupError):
        return PictureFacts(problems=(_("The XMP block does not parse: it was left out."),))
    descriptions = [item for rdf in root.iter(f"{{{NS['rdf']}}}RDF") for item in rdf.findall("rdf:Description", NS)]

    def text(name: str) -> str:
        return next(filter(None, (_property(description, name) for description in descriptions)), "")

    return PictureFacts(
        caption=text("dc:description"),
        credit=text("photoshop:Credit"),
        byline=text("dc:creator"),
        alt=text("Iptc4xmpCore:AltTextAccessibility"),
        taken_at=_parsed(text("photoshop:DateCreated"), _full_moment),
        place=_place(text("Iptc4xmpCore:Location"), text("photoshop:City"), text("photoshop:Country")),
        source=text("photoshop:Source"),
        licence=text("xmpRights:UsageTerms") or text("dc:rights"),
    )


def _property(description: Element, name: str) -> str:
    """Return an XMP property (Part 1, 7.4 to 7.9) as text: attribute, element, list or default language."""
    prefix, _colon, local = name.partition(":")
    tag = f"{{{NS[prefix]}}}{local}"
    element = description.find(tag)
    if element is None:
        return _plain(description.get(tag, ""))
    if element.find("rdf:Alt", NS) is not None:
        wordings = element.findall("rdf:Alt/rdf:li", NS)
        default = next((item for item in wordings if item.get(LANGUAGE) == "x-default"), None)
        chosen = default if default is not None else next(iter(wordings), None)
        return _plain(chosen.text or "") if chosen is not None else ""
    items = [item for bag in ("rdf:Seq", "rdf:Bag") for item in element.findall(f"{bag}/rdf:li", NS)]
    return "; ".join(filter(None, (_plain(item.text or "") for item in items or [element])))


def _from_exif(image: Image.Image) -> PictureFacts:
    """Read EXIF 2.32; a block with any fault in it is dropped whole, and that is told."""
    try:
        with overheard() as complaints:
            # A PNG's own getexif() decodes all of its pixels to look behind them; this one reads the header alone.
            tags = Image.Image.getexif(image)
            photo = tags.get_ifd(ExifTags.IFD.Exif)
            facts = _exif_facts(dict(tags), photo)
    except UNREADABLE as fault:
        complaints, facts = [str(fault)], PictureFacts()
    if complaints:
        said = _("The EXIF block does not parse (%(fault)s): it was left out.")
        return PictureFacts(problems=(said % {"fault": " ".join(complaints[0].split()).rstrip(".")},))
    return facts


def _exif_facts(tags: dict, photo: dict) -> PictureFacts:
    caption = _exif_text(tags.get(ExifTags.Base.ImageDescription))
    moment = _exif_text(photo.get(ExifTags.Base.DateTimeOriginal))
    zone = _exif_text(photo.get(ExifTags.Base.OffsetTimeOriginal))
    return PictureFacts(
        caption="" if caption.casefold() in NO_CAPTIONS else caption,
        byline=_exif_text(tags.get(ExifTags.Base.Artist)),
        licence=_exif_text(tags.get(ExifTags.Base.Copyright)),
        taken_at=_parsed(re.sub(r"^(\d{4}):(\d\d):", r"\1-\2-", moment) + zone, _full_moment),
    )


def _exif_text(value: object) -> str:
    """Return an ASCII tag as text. Pillow reads it as Latin-1; cameras and desks write UTF-8."""
    if not isinstance(value, str):
        return ""
    try:
        return _plain(value.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return _plain(value)


def _place(*parts: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _full_moment(text: str) -> datetime:
    if "T" not in text and " " not in text:
        raise ValueError("a day without a time")
    return datetime.fromisoformat(text)


def _parsed(text, parse):
    try:
        return parse(text) if text else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Return text without control characters, its white space folded."""
    visible = (" " if unicodedata.category(character) == "Cc" else character for character in text)
    return " ".join("".join(visible).split())
