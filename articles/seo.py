"""What a page says to machines: search engines, social networks, aggregators. Pure: values in, values out.

Structured data follows schema.org as Google's documentation of “Article” and “Breadcrumb” asks for it; nothing is said
that the page does not show, and what nobody knows (a date, an author) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from articles import body, caching
from media import renditions

if TYPE_CHECKING:
    from articles.models import Author, Edition
    from articles.page.furniture import Crumb, Furniture
    from articles.story import Note, PictureUse, Story
    from media.models import Picture

#: schema.org's types for ours; Google reads the first that it knows.
TYPES = {
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "sponsored": ["Article", "AdvertiserContentArticle"],
}
#: Open Graph wants a country with the language; where the edition's language names none, its home's.
LOCALES = {"en": "en_GB", "km": "km_KH", "fr": "fr_FR", "th": "th_TH", "vi": "vi_VN", "zh": "zh_CN"}

INDEXED = "index, follow, max-image-preview:large"
KEPT_OUT = "noindex, follow"

#: schema.org's names for pages about the paper, by their kinds.
POLICIES = {
    "publishingPrinciples": "ethics",
    "ethicsPolicy": "ethics",
    "correctionsPolicy": "corrections",
    "ownershipFundingInfo": "ownership",
}

#: A list's feeds, as a head tells of them. That JSON Feed is more than any JSON, its own answer says.
FEEDS = (
    ("rss.xml", "application/rss+xml", "RSS"),
    ("atom.xml", "application/atom+xml", "Atom"),
    ("feed.json", "application/json", "JSON Feed"),
)

#: Of a story with fewer words the structured data hold the text: what strips a page to its story tells it by its size.
BRIEF = 100

SHAPES = ("16x9", "4x3", "1x1")
WIDTH = 1200
_UNSAFE_IN_SCRIPT = (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026"))


@dataclass(frozen=True, slots=True)
class SocialPicture:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or this one: `language` as in hreflang."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Form:
    """What the page holds in another form, for machines: a feed of it, the story as plain text."""

    content_type: str
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a page's <head>; `data` is JSON-LD, safe to stand in a script element."""

    title: str
    description: str
    canonical: str
    locale: str
    card_title: str
    data: str
    kind: str = "website"
    robots: str = INDEXED
    picture: SocialPicture | None = None
    alternates: tuple[Alternate, ...] = ()
    forms: tuple[Form, ...] = ()
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None


def absolute(site: str, path: str) -> str:
    """Return the absolute, percent-encoded address of a path, or of an address that is absolute already."""
    address = quote(path, safe="/:?&=#%+,;@~!$'()*")
    if path.startswith("/") and not path.startswith("//"):
        return site + address
    return address if path.startswith(("https://", "http://")) else urljoin(site, address)


def of_story(story: Story, furniture: Furniture, site: str, *, forms: tuple[Form, ...] = ()) -> Head:
    """Return the head of a story page. `site` is scheme and host: `https://example.org`; `forms` what else it is."""
    trail = furniture.trail(story.section)
    address = absolute(site, story.path)
    picture = story.lead.picture if story.lead else None
    return Head(
        title=f"{story.edition.name} - {story.title}",
        description=story.description,
        canonical=address,
        locale=locale(story.language),
        card_title=story.title,
        data=_script([_article(story, furniture, site), _breadcrumbs(trail, site, last=(story.headline, address))]),
        kind="article",
        robots=KEPT_OUT if story.kept_out_of_search else INDEXED,
        picture=_social(picture, story.lead.alt, site) if picture else _logo(story.edition, site),
        alternates=_alternates(story, furniture, site),
        forms=forms,
        authors=tuple(credit.author.name for credit in story.bylines if credit.role == "author"),
        section=trail[-1].name if story.section else "",
        tags=tuple(tag.name for tag in story.tags),
        published_at=story.published_at,
        updated_at=story.updated_at,
    )


def of_list(
    furniture: Furniture,
    site: str,
    *,
    path: str,
    title: str = "",
    description: str = "",
    trail: Sequence[Crumb] = (),
    about: dict | None = None,
    alternates: Iterable[Alternate] = (),
    feeds: str = "",
) -> Head:
    """Return the head of a front, section, author or topic page. `about` is one more thing the page describes, `feeds`
    the path that its feeds' addresses begin with, if it has any."""
    edition = furniture.edition
    things = [organisation(edition, furniture, site)]
    if trail:
        things.append(_breadcrumbs(trail, site))
    if about:
        things.append(about)
    return Head(
        title=f"{edition.name} - {title}" if title else edition.name,
        description=description or edition.tagline or edition.name,
        canonical=absolute(site, path),
        locale=locale(edition.language),
        card_title=title or edition.name,
        data=_script(things),
        picture=_logo(edition, site),
        alternates=tuple(alternates),
        forms=_feeds(feeds, title or edition.name) if feeds else (),
    )


def _feeds(path: str, title: str) -> tuple[Form, ...]:
    return tuple(Form(link_type, path + name, f"{title} ({label})") for name, link_type, label in FEEDS)


def fronts(editions: Sequence[Edition], site: str) -> tuple[Alternate, ...]:
    """Return the front pages of all editions, where there are several."""
    return pairs([(edition, edition.get_absolute_url()) for edition in editions], site)


def pairs(pages: Iterable[tuple[Edition, str]], site: str) -> tuple[Alternate, ...]:
    """Return the addresses of one page in several editions, with the main edition's for all other languages.

    Nothing for a page that is in one edition alone. Where two editions speak one language, the first stands for it.
    """
    pages = sorted(pages, key=lambda page: (not page[0].is_default, page[0].path_prefix))
    if len(pages) < 2:
        return ()
    found: dict[str, str] = {}
    for edition, path in pages:
        found.setdefault(edition.language, absolute(site, path))
    return (*(Alternate(*pair) for pair in sorted(found.items())), Alternate("x-default", absolute(site, pages[0][1])))


def person(author: Author, address: str, site: str) -> dict:
    """Return an author in schema.org's words."""
    return _known(
        {
            "@type": "Person",
            "name": author.name,
            "url": absolute(site, address),
            "jobTitle": author.job_title,
            "description": author.bio,
            "email": author.email,
            "sameAs": author.website,
            "image": absolute(site, renditions.url(author.portrait, "1x1", 320)) if _usable(author.portrait) else "",
        }
    )


def website(furniture: Furniture, site: str) -> dict:
    """Return an edition's site in schema.org's words, with the way to search it."""
    edition = furniture.edition
    front = absolute(site, edition.get_absolute_url())
    return {
        "@type": "WebSite",
        "@id": f"{front}#website",
        "name": edition.name,
        "url": front,
        "inLanguage": edition.language,
        "publisher": {"@id": f"{front}#newspaper"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{absolute(site, furniture.search_url)}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def organisation(edition: Edition, furniture: Furniture, site: str) -> dict:
    """Return the newspaper in schema.org's words. Who gets it must not change it: it is made once a generation."""
    return caching.for_generation(("organisation", edition.pk, site), lambda: _organisation(edition, furniture, site))


def _organisation(edition: Edition, furniture: Furniture, site: str) -> dict:
    logo = renditions.url(edition.logo, "full", 640) if _usable(edition.logo) else furniture.masthead_url
    return _known(
        {
            "@type": "NewsMediaOrganization",
            "@id": absolute(site, edition.get_absolute_url()) + "#newspaper",
            "name": edition.name,
            "url": absolute(site, edition.get_absolute_url()),
            "logo": {"@type": "ImageObject", "url": absolute(site, logo)},
            "legalName": edition.publisher,
            "slogan": edition.tagline,
            "foundingDate": str(edition.founded or ""),
            "email": edition.email,
            "telephone": edition.phone,
            "address": edition.address,
            **_policies(furniture, site),
        }
    )


def _policies(furniture: Furniture, site: str) -> dict[str, str]:
    """What the paper says of itself, by schema.org's names; “publishing principles” are the ethics policy's."""
    named = {name: page for name, kind in POLICIES.items() if (page := furniture.page_of(kind))}
    return {name: absolute(site, page.url) for name, page in named.items()}


def locale(language: str) -> str:
    """Return the language as Open Graph writes it; empty where no country is known."""
    base, _, country = language.partition("-")
    return f"{base}_{country.upper()}" if country else LOCALES.get(base, "")


def _article(story: Story, furniture: Furniture, site: str) -> dict:
    publisher = organisation(story.edition, furniture, site)
    people = [
        person(credit.author, credit.url, site) for credit in story.bylines if credit.role in {"author", "contributor"}
    ]
    published, updated = _stamp(story.published_at), _stamp(story.updated_at)
    return _known(
        {
            "@type": TYPES.get(story.story_type, "NewsArticle"),
            "@id": absolute(site, story.path) + "#story",
            "mainEntityOfPage": absolute(site, story.path),
            "url": absolute(site, story.path),
            "headline": story.headline,
            "description": story.description,
            "inLanguage": story.language,
            "datePublished": published,
            "dateModified": updated or published,
            "correction": [_correction(note) for note in story.corrections],
            "dateline": story.dateline,
            "author": people or [_unsigned(story, publisher)],
            "translator": [person(c.author, c.url, site) for c in story.bylines if c.role == "translator"],
            "publisher": publisher,
            "sourceOrganization": {"@type": "Organization", "name": story.agency} if story.agency else None,
            "image": _images(story.lead, site),
            "articleSection": furniture.trail(story.section)[-1].name if story.section else "",
            "keywords": [tag.name for tag in story.tags],
            "wordCount": story.word_count,
            "articleBody": body.to_text(story.body) if story.word_count < BRIEF else "",
            "isAccessibleForFree": True,
            **_translations(story, furniture, site),
        }
    )


def _translations(story: Story, furniture: Furniture, site: str) -> dict:
    """The story's sisters: the one that it translates, or those that translate it."""
    languages = {edition.pk: edition.language for edition in furniture.editions}
    works = {
        sister.article_id: {
            "@type": "NewsArticle",
            "@id": absolute(site, sister.path) + "#story",
            "url": absolute(site, sister.path),
            "headline": sister.headline,
            "inLanguage": languages[sister.edition_id],
        }
        for sister in story.translations
    }
    original = next((sister.original_id for sister in story.translations), story.article_id)
    if original == story.article_id:
        return {"workTranslation": list(works.values())}
    translated = works.get(original)
    return {"translationOfWork": translated, "isBasedOn": translated and translated["url"]}


def _correction(note: Note) -> dict:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": note.at.isoformat()}


def _unsigned(story: Story, publisher: dict) -> dict:
    """Who answers for a story without a byline: the agency it came from, or else the paper itself."""
    if story.agency:
        return {"@type": "Organization", "name": story.agency}
    return {"@type": "NewsMediaOrganization", "name": publisher["name"], "url": publisher["url"]}


def _images(use: PictureUse | None, site: str) -> list[dict]:
    if use is None or use.picture is None:
        return []
    steps = [renditions.rung(use.picture, shape, WIDTH) for shape in SHAPES]
    return [
        _known(
            {
                "@type": "ImageObject",
                "url": absolute(site, step.url),
                "width": step.width,
                "height": step.height,
                "caption": use.caption,
                "creditText": use.credit,
            }
        )
        for step in steps
    ]


def _breadcrumbs(trail: Sequence[Crumb], site: str, last: tuple[str, str] | None = None) -> dict:
    steps = [(crumb.name, absolute(site, crumb.url)) for crumb in trail]
    if last:
        steps.append(last)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _usable(picture: Picture | None) -> bool:
    return picture is not None and picture.is_usable


def _social(picture: Picture, alt: str, site: str) -> SocialPicture:
    step = renditions.rung(picture, "social", WIDTH)
    return SocialPicture(absolute(site, step.url), step.width, step.height, alt)


def _logo(edition: Edition, site: str) -> SocialPicture | None:
    if not _usable(edition.logo):
        return None
    step = renditions.rung(edition.logo, "full", 640)
    return SocialPicture(absolute(site, step.url), step.width, step.height, edition.masthead_alt)


def _alternates(story: Story, furniture: Furniture, site: str) -> tuple[Alternate, ...]:
    if not story.translations:
        return ()
    editions = {edition.pk: edition for edition in furniture.editions}
    sisters = [(editions[sister.edition_id], sister.path) for sister in story.translations]
    return pairs([(story.edition, story.path), *sisters], site)


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _known(facts: dict) -> dict:
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}


def _script(things: list[dict]) -> str:
    """Return JSON-LD that no value can break out of the script element with."""
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _UNSAFE_IN_SCRIPT:
        text = text.replace(character, escape)
    return text
