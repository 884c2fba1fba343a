"""What a page is called as a file. Pure.

The names hold on every file system that a mirror may be carried on (ext4, NTFS, exFAT, FAT32, APFS) and in a zip:

- Small letters in composed form (NFC), as in the site's own addresses: nothing collides where capitals do not count.
- No part is longer than LONGEST bytes, and none holds `<>:"/\\|?*`, a control character, a dot at its beginning, a
  dot or a space at its end, or the name of a device (`con`, `aux.txt`). A part that would is shortened or cleaned and
  marked with `~` and the beginning of its SHA-256, so that two addresses never share a file; no slug of ours has a `~`.
- A page is `index.html` in the folder of its address, a further page of a list `older-<cursor>.html` beside it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from articles.turning import NEWER

INDEX = "index.html"
#: Files of the mirror itself, beside the paper's.
CHECKSUMS, SIGNATURE, PUBLIC_KEY, README = "checksums.txt", "checksums.txt.sig", "public-key.pem", "README.txt"
OWN = {name.lower() for name in (CHECKSUMS, SIGNATURE, PUBLIC_KEY, README)}

#: In UTF-8. ext4 takes 255 bytes, NTFS and exFAT as many letters; some tools hang an ending of theirs onto a name.
LONGEST = 240

#: Addresses that end so are files on the site as well. A former address of any other kind becomes a folder.
_FILES = re.compile(r"\.(?:html?|xml|json|txt|md|svg|css|js)\Z")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?\Z")


def of_page(path: str, query: str = "", cursor: str = "") -> str:
    """Return the name for an address: its path (decoded), and the cursor of a further page of a list, or a query string
    where that names the page."""
    *folders, last = unicodedata.normalize("NFC", path).lower().removeprefix("/").split("/")
    if query or cursor or not _FILES.search(last):
        folders, last = [*folders, *filter(None, [last])], INDEX
    if cursor:
        last = f"newer-{cursor.removesuffix(NEWER)}.html" if cursor.endswith(NEWER) else f"older-{cursor}.html"
    elif query:
        last = f"query-{_mark(query)}.html"
    name = "/".join([*map(_portable, folders), _portable(last)])
    return f"~{name}" if name in OWN else name


def of_file(name: str) -> str:
    """Return the name for a file that has one: a style sheet, a picture."""
    return "/".join(map(_portable, name.lower().split("/")))


def is_page(name: str) -> bool:
    return name.endswith((".html", ".htm"))


def _portable(part: str) -> str:
    clean = _FORBIDDEN.sub("_", part).strip().lstrip(".").rstrip(". ")
    if clean == part != "" and len(part.encode()) <= LONGEST and not _DEVICE.match(part):
        return part
    ending = found[0] if (found := _FILES.search(clean)) else ""
    mark = f"~{_mark(part)}{ending}"
    stem = clean.removesuffix(ending).encode()[: LONGEST - len(mark)]
    return stem.decode("utf-8", "ignore") + mark


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
