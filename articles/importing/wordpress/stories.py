"""From a post of a WordPress export to a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from urllib.parse import unquote

from articles.importing import dates, decoding
from articles.importing.markup import Found, convert, to_plain
from articles.importing.markup.found import same_picture
from articles.importing.records import (
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    Problem,
    ReadOptions,
    Status,
)
from articles.importing.wordpress import shortcodes
from articles.importing.wordpress.attachments import Attachment, Index, upload_of
from articles.importing.wordpress.items import Post, Site, Term
from articles.importing.xml_items import Item

#: Where WordPress itself puts what is filed nowhere.
PAGES, UNFILED = "Pages", "Uncategorized"
_STATUSES = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "pending": Status.IN_REVIEW,
    "draft": Status.DRAFT,
    "auto-draft": Status.DRAFT,
    "private": Status.DRAFT,
}
#: Terms that say how a post looks or is linked, and are no words for readers.
_NO_TAGS = frozenset(
    {"category", "post_format", "author", "language", "post_translations", "nav_menu", "term_translations"}
)
_PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_primary_category")
_STANDFIRSTS = ("newspack_post_subtitle", "_subtitle", "subtitle", "wps_subtitle", "_wps_subtitle", "dek", "standfirst")
_DATELINES = ("dateline", "_dateline")
_AGENCIES = ("agency",)
#: Names of other hands than the authors', by their role.
_HAND = re.compile(r"byline_(photographer|translator|contributor|editor)")
_TYPES = frozenset(("analysis", "opinion", "interview", "obituary", "sponsored"))
_KICKERS = ("kicker", "_kicker", "eyebrow")
_SEO_TITLES = ("_yoast_wpseo_title", "rank_math_title", "_aioseop_title", "_aioseo_title", "_genesis_title")
_SEO_TEXTS = (
    "_yoast_wpseo_metadesc", "rank_math_description", "_aioseop_description", "_aioseo_description",
    "_genesis_description",
)  # fmt: skip
_STAMP = re.compile(r"(?!0000)\d{4}-(?!00)\d{2}-(?!00)\d{2} \d{2}:\d{2}:\d{2}")
_FILE_ENDING = re.compile(r"\.(?:html?|php|aspx?)$")
_WP_IMAGE = re.compile(r"\bwp-image-(\d{1,12})\b")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,5}|[lr][sd]quo|[nm]dash|hellip);")
_NO_NAME = re.compile(r"[^\s@]+@[^\s@]+\.\w+")


class Reader:
    """Reads the posts of one export. `site` is what its head says, `index` what posts use from elsewhere in it."""

    def __init__(self, site: Site, index: Index, options: ReadOptions):
        self.site, self.index, self.options = site, index, options
        self.source = site.key
        self.language = re.split("[-_]", site.language.lower())[0] if site.language else ""
        self.title = to_plain(site.title)
        self._logins = {login.casefold(): name for login, name in site.authors.items()}
        self._by_id = {section.id: section for section in site.sections.values() if section.id}
        #: Pictures that belong to no post: the page of each leads to the first story that shows it.
        self._shown: dict[str, Attachment] = {}
        self._led: set[str] = set()

    def story(self, post: Post, item: Item, place: str) -> LegacyStory:
        """Read one post or page."""
        problems = list(item.problems)
        self._shown.clear()
        own = self.index.of_story(post["post_id"])
        lead = self._lead(post, problems)
        body, pictures, kept = self._body(post, lead, own, problems)
        status = _status(post, problems)
        published_at = self._date(post, status, problems)
        section, parents, tags = self._places(post, problems)
        headline = _headline(post["title"], problems)
        story = LegacyStory(
            legacy_id=post["post_id"] or post["guid"] or post["link"],
            headline=headline,
            blocks=body,
            origin=place,
            source=self.source,
            site=self.title,
            language=self._language(post),
            section=section,
            default_section=PAGES if post["post_type"] == "page" else UNFILED,
            parent_sections=parents,
            slug=_FILE_ENDING.sub("", unquote(post["post_name"])),
            kicker=_first(post, _KICKERS),
            dateline=_first(post, _DATELINES),
            story_type=post.meta["story_type"] if post.meta.get("story_type") in _TYPES else "news",
            agency=_first(post, _AGENCIES),
            standfirst=to_plain(post["excerpt"]) or _first(post, _STANDFIRSTS),
            bylines=self._bylines(post, problems),
            tags=tags,
            related=tuple(_related(post)),
            published_at=published_at,
            updated_at=_moment(post["post_modified_gmt"]),
            status=status,
            lead_picture=lead,
            inline_pictures=pictures,
            addresses=self._addresses(post, own) if post["status"] != "private" else (),
            seo_title=_first_written(post, _SEO_TITLES),
            seo_description=_first_written(post, _SEO_TEXTS),
            text_kept=kept,
            original=item.raw,
        )
        _tell_of_text(story, post, problems)
        return replace(story, problems=tuple(problems))

    def is_storys(self, attachment: Post) -> bool:
        """Whether the addresses of an attachment are those of a story: the one it belongs to, or one that shows it."""
        return attachment["post_parent"] not in ("", "0") or attachment["post_id"] in self._led

    # --- Text and pictures -----------------------------------------------------------------------------------------

    def _body(self, post: Post, lead: LegacyPicture | None, own: list[Attachment], problems: list[Problem]):
        shown: list[LegacyPicture] = []

        def gallery(ids: str) -> str:
            keys = re.findall(r"\d+", ids)
            found = [self.index.attachment(key) for key in keys] if keys else own
            if missing := [key for key, each in zip(keys, found, strict=False) if each is None]:
                problems.append(
                    Problem("no-attachment", f"Pictures of a gallery are not in the export: {', '.join(missing)}.")
                )
            pictures = [self._noted(each) for each in found if each and each.is_picture]
            shown.extend(replace(each.picture(), placement="gallery") for each in pictures)
            return ""

        text = post["content"]
        recording = post.meta.get("enclosure", "").partition("\n")[0].strip()
        if recording.startswith("http") and recording not in text:
            text = f'{text}\n\n<audio src="{escape(recording)}"></audio>'
        expanded = shortcodes.expand(text, gallery, self.index.shared_block)
        converted = convert(
            expanded.html,
            base=post["link"] or self.site.base,
            breaks=not expanded.is_blocks,
            loose=expanded.is_blocks,
            lead=lead,
            picture=self._picture,
        )
        problems += converted.problems
        if expanded.unknown:
            problems.append(
                Problem(
                    "shortcode",
                    "Shortcodes that only their site could fill went, the words in them stayed: "
                    + ", ".join(f"{count} × [{name}]" for name, count in expanded.unknown.most_common()),
                )
            )
        if expanded.dynamic:
            told = ", ".join(f"{count} × {name}" for name, count in expanded.dynamic.most_common())
            problems.append(
                Problem("dynamic-block", f"Blocks that their site filled anew each time are empty: {told}.")
            )
        placed = {picture.url for picture in converted.pictures} | ({lead.url} if lead else set())
        extra = [each for each in {each.url: each for each in shown}.values() if each.url not in placed]
        return converted.blocks, (*converted.pictures, *extra), converted.kept

    def _picture(self, found: Found) -> LegacyPicture | None:
        """A picture of the text, with what the export says of its attachment."""
        number = _WP_IMAGE.search(found.attributes.get("class", ""))
        attachment = self.index.attachment(number[1] if number else found.attributes.get("data-id", ""))
        if attachment is None or not same_picture(attachment.url, found.url):
            return LegacyPicture(alt=found.alt, url=found.url, file=upload_of(found.url))
        known = self._noted(attachment).picture()
        # The caption of the library is not that of this use: there it has its own or none.
        return replace(known, alt=found.alt or known.alt, caption="")

    def _lead(self, post: Post, problems: list[Problem]) -> LegacyPicture | None:
        key = post.meta.get("_thumbnail_id", "")
        if not key or key in ("0", "-1"):
            return None
        attachment = self.index.attachment(key)
        if attachment is None:
            problems.append(Problem("no-attachment", f"Its lead picture, attachment {key}, is not in the export."))
            return None
        return self._noted(attachment).picture()

    def _noted(self, attachment: Attachment) -> Attachment:
        """The attachment, once it is noted that the story shows it and no other has its page."""
        if attachment.parent in ("", "0") and attachment.id not in self._led:
            self._shown[attachment.id] = attachment
        return attachment

    # --- People ----------------------------------------------------------------------------------------------------

    def _bylines(self, post: Post, problems: list[Problem]) -> tuple[LegacyByline, ...]:
        """Co-authors in their order; the one who created the post only where there are none."""
        named = [self._coauthor(term) for term in post.terms if term.domain == "author"]
        if not named and (override := _first(post, ("largo_byline_text", "_byline", "byline"))):
            named = [override]
        if not named and post["creator"]:
            named = [self._creator(post["creator"], problems)]
        hands = (
            LegacyByline(to_plain(name), role[1]) for key, name in post.hands if (role := _HAND.fullmatch(key)) and name
        )
        return tuple(dict.fromkeys([*(LegacyByline(name) for name in named if name), *hands]))

    def _coauthor(self, term: Term) -> str:
        address = term.nicename.removeprefix("cap-")
        for key in (term.name, address):
            if name := self._logins.get(key.casefold(), "") or self.index.guest_author(key):
                return to_plain(name)
        return to_plain(term.name) or address

    def _creator(self, login: str, problems: list[Problem]) -> str:
        name = self._logins.get(login.casefold()) or self.index.guest_author(login)
        if name:
            return to_plain(name)
        if _NO_NAME.fullmatch(login):
            problems.append(Problem("no-byline", "Its author is an e-mail address of nobody in the export: no byline."))
            return ""
        if self.site.version != "1.0" and " " not in login:
            problems.append(
                Problem("author-login", f"The export has no name for its author: the login “{login}” stands for it.")
            )
        return to_plain(login)

    # --- Places ----------------------------------------------------------------------------------------------------

    def _places(self, post: Post, problems: list[Problem]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The section, the sections above it, and the tags: what else the post is filed under."""
        tags = [to_plain(term.name) for term in post.terms if term.domain not in _NO_TAGS and term.domain]
        filed = [term for term in post.terms if term.domain == "category"]
        filed = filed or [term for term in post.terms if not term.domain]
        if not filed:
            return "", (), _once(tags)
        chosen = self._section(post, filed)
        above = self.site.parents_of(chosen.nicename)
        used = {chosen.nicename, *(section.nicename for section in above)}
        others = [to_plain(term.name) for term in filed if term.nicename not in used and term.name != chosen.name]
        if others:
            told = f"It stood in {len(others) + 1} sections: “{to_plain(chosen.name)}” is its own, the others are tags."
            problems.append(Problem("several-sections", told))
        return to_plain(chosen.name), tuple(to_plain(section.name) for section in above), _once([*tags, *others])

    def _section(self, post: Post, filed: list[Term]) -> Term:
        """The category that the desk named first, else the one furthest down, else the first."""
        for key in _PRIMARY:
            section = self._by_id.get(post.meta.get(key, ""))
            if section and (chosen := next((term for term in filed if term.nicename == section.nicename), None)):
                return chosen
        known = [term for term in filed if term.nicename != "uncategorized"] or filed
        return max(known, key=lambda term: len(self.site.parents_of(term.nicename)))

    def _language(self, post: Post) -> str:
        said = next((term.nicename for term in post.terms if term.domain == "language"), "")
        return re.split("[-_]", said.lower())[0] or self.language

    def _addresses(self, post: Post, own: list[Attachment]) -> tuple[str, ...]:
        link, guid, base = post["link"], post["guid"], self.site.base.rstrip("/")
        known = [link] if link.startswith(("http", "/")) else []
        if guid.startswith(("http://", "https://")):
            known.append(guid)
        if key := post["post_id"]:
            # WordPress finds a page by either number, and a post of its site's own type by `p` alone.
            known += [f"{base}/?page_id={key}"] if post["post_type"] == "page" else []
            known.append(f"{base}/?p={key}")
        head, slash, tail = link.rstrip("/").rpartition("/")
        if slash and "?" not in link and tail and head.count("/") >= 2 - 2 * link.startswith("/"):
            ending = "/" if link.endswith("/") else ""
            known += [f"{head}/{slug}{ending}" for slug in post.old_slugs if slug != tail]
        self._led.update(self._shown)
        for attachment in (*own, *self._shown.values()):
            known += attachment.addresses
            known.append(f"{base}/?attachment_id={attachment.id}")
        return tuple(dict.fromkeys(known))

    # --- Dates -----------------------------------------------------------------------------------------------------

    def _date(self, post: Post, status: Status, problems: list[Problem]) -> datetime | None:
        """When it was, or is to be, published. What never was has no date: a draft's is that of its last save."""
        if status in (Status.DRAFT, Status.IN_REVIEW) and post["status"] not in ("private", "publish"):
            return None
        if when := _moment(post["post_date_gmt"]):
            return when
        if post["pubDate"] and " -0001" not in post["pubDate"]:
            said = dates.read(post["pubDate"], self.options)
            if said.value and said.value.year > 1970:
                problems += said.problems
                return said.value
        if _STAMP.fullmatch(post["post_date"]):
            said = dates.read(post["post_date"], self.options)
            problems += said.problems
            return said.value
        problems.append(Problem("no-date", "The export has no date for it."))
        return None


def _status(post: Post, problems: list[Problem]) -> Status:
    said = post["status"]
    if not said:
        problems.append(Problem("no-status", "The export does not say whether it was published: kept as a draft."))
        return Status.DRAFT
    status = _STATUSES.get(said)
    if status is None:
        problems.append(
            Problem("unknown-status", f"Its status was “{said}”, which only its site knew: kept as a draft.")
        )
        return Status.DRAFT
    if said == "private":
        problems.append(Problem("private", "It was private at its source: kept as a draft."))
    if post["post_password"]:
        problems.append(Problem("protected", "Its source showed it only for a password: kept as a draft."))
        return Status.DRAFT
    return status


def _headline(title: str, problems: list[Problem]) -> str:
    headline = to_plain(title)
    if _ENTITY.search(headline):
        headline = to_plain(headline)
        problems.append(Problem("entities", "The headline was escaped twice (&amp;amp;): read as it was meant."))
    return headline


def _tell_of_text(story: LegacyStory, post: Post, problems: list[Problem]) -> None:
    """Say what of the post is not here, and what about its text the desk should see."""
    if post.comments:
        problems.append(Problem("comments", f"{post.comments} comments were not taken."))
    if post["is_sticky"] == "1":
        problems.append(Problem("sticky", "It was kept on top of the lists there; here the desk lays the front."))
    kind = post["post_type"]
    if kind not in ("", "post", "page"):
        problems.append(Problem("post-type", f"Its type is “{kind}”, a type of its own site."))
    if not story.blocks and not story.inline_pictures and not story.lead_picture:
        problems.append(Problem("no-text", "It has no text."))
    if any(decoding.is_mojibake(text) for text in (story.headline, post["content"])):
        problems.append(
            Problem("mojibake", "The text was saved in the wrong encoding once (’ shows as â€™): kept as it stands.")
        )


def _moment(stamp: str) -> datetime | None:
    """A time in UTC as WordPress writes it; None for its zeros, for the computer's, and for no time at all."""
    if not _STAMP.fullmatch(stamp) or stamp < "1970-01-02":
        return None
    try:
        return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
    except ValueError:
        return None


def _related(post: Post) -> Iterator[LegacyRelated]:
    """Links to other stories: each an address with a headline behind it."""
    for told in post.related:
        url, _space, headline = told.partition(" ")
        if headline and url.startswith(("http://", "https://")):
            yield LegacyRelated(to_plain(headline), url=url)


def _first(post: Post, keys: tuple[str, ...]) -> str:
    """The first of these meta values that says something."""
    return next((words for key in keys if (words := to_plain(post.meta.get(key, "")))), "")


def _first_written(post: Post, keys: tuple[str, ...]) -> str:
    """The first of these meta values that says something itself; one with a template's variables says nothing."""
    values = (post.meta.get(key, "") for key in keys)
    return next((to_plain(value) for value in values if value and "%%" not in value and not value.startswith("%")), "")


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
