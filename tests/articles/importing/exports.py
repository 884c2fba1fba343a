"""Exports of content systems as tests write them: our own words in each system's form."""

from __future__ import annotations

import io

from articles.importing.records import LegacyStory, NotAStory, ReadOptions

_NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/{0}/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{0}/"'
)
_ENCODED = {"content": "content:encoded", "excerpt": "excerpt:encoded", "creator": "dc:creator"}
_PLAIN = frozenset({"title", "link", "guid", "pubDate", "description"})


def read(module, content: str | bytes, name: str = "export", **options) -> list[LegacyStory | NotAStory]:
    """Read an export with its format."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(module.read(stream, name, ReadOptions(**options)))


def codes(record: LegacyStory) -> list[str]:
    return [problem.code for problem in record.problems]


def html(record: LegacyStory) -> str:
    """The body; `{n}` stands for picture n."""
    return "".join(block.text if block.kind != "picture" else f"{{{block.text}}}" for block in record.blocks)


def wxr(*items: str, head: str = "", version: str = "1.2") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {_NAMESPACES.format(version)}>\n<channel>\n'
        "<title>Tonle Gazette</title><link>https://gazette.example</link><language>en-GB</language>"
        f"<wp:wxr_version>{version}</wp:wxr_version><wp:base_blog_url>https://gazette.example</wp:base_blog_url>\n"
        "<wp:author><wp:author_login>dara</wp:author_login>"
        "<wp:author_display_name><![CDATA[Sok Dara]]></wp:author_display_name></wp:author>\n"
        f"{head}{''.join(items)}</channel>\n</rss>\n"
    )


def item(number: int = 1, more: str = "", **fields: str) -> str:
    """A post of a WordPress export. `more` is XML of its own: terms, meta values, comments."""
    said = {
        "title": f"Ferry {number}",
        "link": f"https://gazette.example/2015/03/ferry-{number}/",
        "creator": "dara",
        "guid": f"https://gazette.example/?p={number}",
        "content": "The ferry <em>crossed</em>.\n\nIt came back.",
        "post_id": str(number),
        "post_date": "2015-03-02 08:30:00",
        "post_date_gmt": "2015-03-02 01:30:00",
        "post_name": f"ferry-{number}",
        "status": "publish",
        "post_type": "post",
        **fields,
    }
    return f"<item>{''.join(_tag(name, value) for name, value in said.items())}{more}</item>\n"


def _tag(name: str, value: str) -> str:
    tag = name if name in _PLAIN else _ENCODED.get(name, f"wp:{name}")
    return f"<{tag}><![CDATA[{value}]]></{tag}>"


def term(name: str, domain: str = "category", nicename: str = "") -> str:
    return f'<category domain="{domain}" nicename="{nicename or name.lower()}"><![CDATA[{name}]]></category>'


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def attachment(number: int, more: str = "", **fields: str) -> str:
    file = fields.pop("file", f"https://gazette.example/wp-content/uploads/2015/03/boat-{number}.jpg")
    said = {
        "title": f"boat-{number}",
        "link": f"https://gazette.example/boat-{number}/",
        "guid": file,
        "content": "",
        "attachment_url": file,
        "status": "inherit",
        "post_type": "attachment",
    }
    return item(number, more, **{**said, **fields})
