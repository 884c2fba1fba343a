"""What a WordPress export says of pictures and shared pieces, which may stand behind the posts that use them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.importing.markup import to_plain
from articles.importing.markup.found import file_of
from articles.importing.pieces import Pieces
from articles.importing.records import LegacyPicture

#: Keys under which plugins keep a picture's credit, the surest first.
_CREDITS = (
    "_media_credit", "media_credit", "_navis_media_credit_org", "_wp_attachment_credit", "credit", "_credit",
    "photo_credit", "_photo_credit", "image_credit", "_image_credit", "photographer", "photographer_name",
    "isc_image_source", "be_photographer_name", "source_name", "_source_name", "copyright",
)  # fmt: skip
_NO_PICTURE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|mp[34]|m4[av]|og[gv]|wav|mov|avi|wmv|flv|webm|txt|csv|svg|html?)$",
    re.IGNORECASE,
)
_UPLOADS = re.compile(r"^.*?/(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of an export."""

    id: str
    parent: str
    url: str
    addresses: tuple[str, ...]
    caption: str
    alt: str
    credit: str
    file: str
    is_picture: bool

    def picture(self) -> LegacyPicture:
        return LegacyPicture(alt=self.alt, caption=self.caption, credit=self.credit, file=self.file, url=self.url)


class Index(Pieces):
    """Attachments, guest authors and shared blocks by their ids."""

    def attachment(self, key: str) -> Attachment | None:
        said = self.one("attachment", key)
        return _read(said) if said else None

    def of_story(self, post: str) -> list[Attachment]:
        """The attachments that belong to a story, in its own order."""
        return [_read(said) for said in self.of("attachment", post)] if post != "0" else []

    def guest_author(self, key: str) -> str:
        """The name of a guest author by login or address; empty where there is none."""
        said = self.one("guest-author", key)
        return said["name"] if said else ""

    def shared_block(self, key: str) -> str:
        said = self.one("wp_block", key)
        return said["text"] if said else ""


def _read(said: dict) -> Attachment:
    return Attachment(**{**said, "addresses": tuple(said["addresses"])})


def note(index: Index, post: dict[str, str], meta: dict[str, str]) -> None:
    """Keep what an item of the export says that posts elsewhere in it need."""
    kind, key = post.get("post_type", ""), post.get("post_id", "")
    if kind == "attachment":
        index.add(kind, key, _attachment(post, meta), post.get("post_parent", ""), _number(post.get("menu_order", "")))
    elif kind == "guest-author":
        name = meta.get("cap-display_name") or post.get("title", "")
        address = post.get("post_name", "")
        logins = {meta.get("cap-user_login", ""), address, address.removeprefix("cap-")}
        for login in sorted(logins - {""}):
            index.add(kind, login, {"name": to_plain(name)})
    elif kind == "wp_block":
        index.add(kind, key, {"text": post.get("content", "")})


def _attachment(post: dict[str, str], meta: dict[str, str]) -> dict:
    url = post.get("attachment_url", "") or post.get("guid", "")
    link, guid = post.get("link", ""), post.get("guid", "")
    return {
        "id": post.get("post_id", ""),
        "parent": post.get("post_parent", ""),
        "url": url,
        "addresses": [address for address in dict.fromkeys((link, guid)) if address.startswith(("http", "/"))],
        "caption": to_plain(post.get("excerpt", "")) or to_plain(post.get("content", "")),
        "alt": to_plain(meta.get("_wp_attachment_image_alt", "")),
        "credit": _credit(meta),
        "file": meta.get("_wp_attached_file") or upload_of(url),
        "is_picture": not _NO_PICTURE.search(url),
    }


def upload_of(url: str) -> str:
    """A file's path below WordPress's folder of uploads, as `--media` names it."""
    return _UPLOADS.sub("", "/" + file_of(url)).removeprefix("/")


def _credit(meta: dict[str, str]) -> str:
    for key in _CREDITS:
        if credit := to_plain(meta.get(key, "")):
            return credit
    facts = meta.get("_wp_attachment_metadata", "")
    return to_plain(_php_text(facts, "credit") or _php_text(facts, "copyright"))


def _php_text(serialized: str, key: str) -> str:
    """A text value out of PHP's serialized arrays: `s:6:"credit";s:8:"Sok Dara";` (lengths are in bytes)."""
    found = re.search(rf's:{len(key)}:"{key}";s:(\d{{1,5}}):"', serialized)
    if not found:
        return ""
    value = serialized[found.end() :].encode()[: int(found[1])]
    return value.decode(errors="ignore")


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else 0
