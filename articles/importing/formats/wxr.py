"""WordPress's own export (WXR 1.0 to 1.2, "extended RSS"): posts and pages with their pictures, in one XML file. Pure.

Read twice: first for what posts use that may stand behind them, or in another file of the same export (attachments,
guest authors, shared blocks), then for the posts. Drafts stay drafts, private and protected posts too; comments, menus
and the trash are told, not taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing.records import DEFAULTS, GoneAddresses, LegacyStory, NotAStory, ReadOptions
from articles.importing.wordpress import attachments, items, parts, stories
from articles.importing.xml_items import Item, Items, Refused

NAME = "wxr"
#: Types that every WordPress or a well-known plugin has and that are no stories.
_NO_STORIES = """
    attachment revision nav_menu_item custom_css customize_changeset oembed_cache user_request wp_block wp_template
    wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face guest-author feedback jp_pay_order
    jp_pay_product safecss wpcf7_contact_form wpforms acf acf-field acf-field-group acf-taxonomy acf-post-type
    elementor_library et_pb_layout tablepress_table shop_order shop_coupon product_variation popup mc4wp-form
    frm_display forms amp_validated_url schema_template ml-slider ml-slide soliloquy envira wp-types-group
    sidebar spucpt ai1ec_event_instance rank_math_schema tdb_templates custom-css-js scheduled-action
    newspack_popups_cpt newspack_nl_cpt newspack_spnsrs_cpt
"""
NO_STORIES = frozenset(_NO_STORIES.split())


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a WordPress export: it names the export's own namespace."""
    return 1.0 if parts.is_export(head) else 0.0


def read(
    stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS
) -> Iterator[LegacyStory | GoneAddresses | NotAStory]:
    """Read an open export. What it holds before a fault is taken; the fault is one NotAStory with its place."""
    index = attachments.Index()
    try:
        yield from _read(stream, origin, options, index)
    except Refused as error:
        yield NotAStory(origin, f"{origin}: refused: {error}", kind="bad-file")
    finally:
        index.close()


def _read(stream: BinaryIO, origin: str, options: ReadOptions, index: attachments.Index):
    export = Items(stream, "item", options.encoding)
    site = items.read_head(export.head)
    if options.parts:
        site, index = options.parts.of(site, options.encoding)
    else:
        parts.gather(export, index)
        index.finish()
        stream.seek(0)
        export = Items(stream, "item", options.encoding)
    reader = stories.Reader(site, index, options)
    left_out: Counter[str] = Counter()
    for item in export:
        yield from _records(item, origin, reader, left_out)
    for kind, count in sorted(left_out.items()):
        yield _left_out(kind, count, origin)
    if export.told:
        yield NotAStory(origin, f"{origin}: {export.told}", kind="loose", is_refused=False)
    if export.ending:
        yield NotAStory(origin, f"{origin}: {export.ending}", kind="truncated")


def _records(item: Item, origin: str, reader: stories.Reader, left_out: Counter[str]):
    place = f"{origin} {item.place}"
    if item.fault:
        yield NotAStory(place, f"{place} {item.fault}", kind="bad-record")
        return
    post = items.read(item.element)
    kind, status = post["post_type"] or "post", post["status"]
    if kind in NO_STORIES:
        left_out[kind] += 1
        if addresses := _public_addresses(post, kind, reader):
            yield GoneAddresses(place, addresses)
    elif status == "inherit" or (status == "auto-draft" and not post["content"].strip()):
        left_out["auto-draft" if status == "auto-draft" else kind] += 1
    elif status == "trash":
        reason = f"“{post['title']}” lay in the trash of its source: not taken."
        yield NotAStory(place, reason, kind="trash", is_refused=False)
    else:
        yield reader.story(post, item, place)


def _public_addresses(post: items.Post, kind: str, reader: stories.Reader) -> tuple[str, ...]:
    """Where readers of the source could find what is no story; none of an attachment whose story has them."""
    if post["status"] not in ("publish", "inherit", "") or (kind == "attachment" and reader.is_storys(post)):
        return ()
    said = (post["link"], post["guid"])
    return tuple(dict.fromkeys(address for address in said if address.startswith(("http://", "https://", "/"))))


def _left_out(kind: str, count: int, origin: str) -> NotAStory:
    noun = "item" if count == 1 else "items"
    if kind == "attachment":
        told = f"{count} attachments are no stories: the pictures among them come with the stories that use them"
    else:
        told = f"{count} {noun} of the type “{kind}” are no stories: left out"
    return NotAStory(origin, told, kind=kind, is_refused=False)
