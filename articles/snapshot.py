"""What a revision holds: the working copy as JSON, written and read here alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles import body, language, standing
from articles.models import Article, Author, Byline, RelatedLink, Revision, Section, StoryPicture, Tag, TaggedArticle
from media.models import Picture

#: 2: a pending link keeps the key that it waits for, so that bringing back a revision does not lose it.
#: 3: whether the story is kept off the front page, out of feeds, out of search engines.
SCHEMA = 3

#: Fields that are taken as they stand.
PLAIN = (
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "slug",
    "dateline",
    "body",
    "story_type",
    "agency",
    "seo_title",
    "seo_description",
    "kept_off_front",
    "kept_out_of_feeds",
    "kept_out_of_search",
)


def content(
    article: Article,
    *,
    spoken: str,
    bylines: Sequence[Byline],
    pictures: Sequence[StoryPicture],
    related: Sequence[RelatedLink],
    tags: Sequence[Tag],
) -> dict:
    """Return all that a reader could see of the article: plain JSON values, relations by their keys.

    `spoken` is the edition's language. Makes no query if the bylines have their authors; nothing need be saved but
    what has a key in the result (section, authors, pictures, targets, tags).
    """
    text = body.to_text(article.body)
    return {name: getattr(article, name) for name in PLAIN} | {
        "section": article.section_id,
        "translation_of": article.translation_of_id,
        "words": language.word_count(text, spoken),
        "teaser": language.teaser(text, spoken),
        "bylines": [{"author": b.author_id, "name": b.author.name, "role": b.role} for b in bylines],
        "pictures": [
            {
                "key": use.key,
                "picture": use.picture_id,
                "placement": use.placement,
                "caption": use.caption,
                "credit": use.credit,
                "alt": use.alt_text,
            }
            for use in pictures
        ],
        "related": [
            {
                "kind": link.kind,
                "target": link.target_id,
                "url": link.url,
                "headline": link.headline,
                "teaser": link.teaser,
                "pending_key": link.pending_key,
            }
            for link in related
        ],
        "tags": [{"id": tag.pk, "name": tag.name, "slug": tag.slug} for tag in tags],
    }


def of(article: Article) -> dict:
    """Return `content` of the saved working copy."""
    return content(
        article,
        spoken=article.edition.language,
        bylines=article.bylines.select_related("author"),
        pictures=article.pictures.all(),
        related=article.related.all(),
        tags=article.tags.order_by("tagged__pk"),
    )


def newest(article: Article) -> Revision | None:
    return article.revisions.first()


@transaction.atomic(savepoint=False)
def take(article: Article, *, by: AbstractBaseUser | None, note: str = "") -> Revision:
    """Return a revision of the working copy as it is saved now: a new one, or the newest if nothing changed since."""
    last = newest(article)
    now = of(article)
    if last and read(last) == now:
        return last
    revision = Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        schema=SCHEMA,
        content=now,
        note=note,
        created_by=by,
    )
    standing.settle([article.pk])
    return revision


# --- Old ones -----------------------------------------------------------------------------------------------------


def read(revision: Revision) -> dict:
    """Return the revision's content in today's schema.

    Raises ValueError for a schema that this version does not know (a database of a later version).
    """
    if not 1 <= revision.schema <= SCHEMA:
        raise ValueError(f"Revision {revision} has schema {revision.schema}; this version reads 1 to {SCHEMA}.")
    content = revision.content
    for schema in range(revision.schema, SCHEMA):
        content = UPGRADES[schema](content)
    return content


def _with_pending_keys(content: dict) -> dict:
    return content | {"related": [{"pending_key": ""} | link for link in content["related"]]}


def _with_wishes_of_reach(content: dict) -> dict:
    return {"kept_off_front": False, "kept_out_of_feeds": False, "kept_out_of_search": False} | content


#: From each schema to the next. A content is never changed in place: the row that holds it stays what it was.
UPGRADES: dict[int, Callable[[dict], dict]] = {1: _with_pending_keys, 2: _with_wishes_of_reach}


# --- Bringing back ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of bringing a revision back: the revision taken of it, and a sentence for each thing that is gone."""

    revision: Revision
    missing: list[str]


@transaction.atomic
def restore(revision: Revision, *, by: AbstractBaseUser | None) -> Restored:
    """Fill the working copy with an earlier revision and take a new one of it. Readers see no change.

    The working copy as it stood is kept as a revision first. What the earlier one names but is not here any more - an
    author, a picture, a section - is left out and told; nothing of it is an error.
    """
    article = Article.objects.select_for_update(of=("self",)).select_related("edition").get(pk=revision.article_id)
    take(article, by=by)
    content = read(revision)
    missing: list[str] = []
    _restore_words(article, content, missing)
    _restore_bylines(article, content, missing)
    _restore_pictures(article, content, missing)
    _restore_related(article, content, missing)
    _restore_tags(article, content, missing)
    note = _("Brought back revision %d") % revision.number
    return Restored(take(Article.objects.select_related("edition").get(pk=article.pk), by=by, note=note), missing)


def _restore_words(article: Article, content: dict, missing: list[str]) -> None:
    for name in PLAIN:
        setattr(article, name, content[name])
    section = Section.objects.filter(pk=content["section"]).first()
    if content["section"] and section is None:
        missing.append(_("The section of that revision is gone: the story stays in “%s”.") % (article.section or "–"))
    else:
        article.section = section
    original = content["translation_of"]
    if original and not Article.objects.filter(pk=original).exists():
        missing.append(_("The story that it translates is gone."))
        original = None
    article.translation_of_id = original
    article.save()


def _restore_bylines(article: Article, content: dict, missing: list[str]) -> None:
    here = Author.objects.in_bulk({row["author"] for row in content["bylines"]})
    rows = []
    for row in content["bylines"]:
        if row["author"] in here:
            rows.append(Byline(author_id=row["author"], role=row["role"]))
        else:
            missing.append(_("The author “%s” is gone: the byline was left out.") % row["name"])
    _replace(article, Byline, rows)


def _restore_pictures(article: Article, content: dict, missing: list[str]) -> None:
    here = Picture.objects.in_bulk({row["picture"] for row in content["pictures"]} - {None})
    rows = []
    for row in content["pictures"]:
        if row["picture"] is None or row["picture"] in here:
            words = {"caption": row["caption"], "credit": row["credit"], "alt_text": row["alt"]}
            rows.append(StoryPicture(picture_id=row["picture"], key=row["key"], placement=row["placement"], **words))
        else:
            words = row["caption"] or row["alt"] or _("without a caption")
            missing.append(_("A picture is gone and was left out: %s") % words)
    _replace(article, StoryPicture, rows)


def _restore_related(article: Article, content: dict, missing: list[str]) -> None:
    here = set(
        Article.objects.filter(pk__in={row["target"] for row in content["related"]} - {None}).values_list(
            "pk", flat=True
        )
    )
    rows = []
    for row in content["related"]:
        if row["target"] is None or row["target"] in here:
            words = {name: row[name] for name in ("kind", "url", "headline", "teaser", "pending_key")}
            rows.append(RelatedLink(target_id=row["target"], **words))
        else:
            missing.append(_("A related story is gone and was left out: %s") % (row["headline"] or row["target"]))
    _replace(article, RelatedLink, rows)


def _restore_tags(article: Article, content: dict, missing: list[str]) -> None:
    """A tag that was deleted and made anew is found by its name."""
    named = [tag["name"] for tag in content["tags"]]
    here = {tag.name: tag for tag in Tag.objects.filter(name__in=named)}
    here |= {tag.pk: tag for tag in Tag.objects.filter(pk__in=[tag["id"] for tag in content["tags"]])}
    found = []
    for tag in content["tags"]:
        if kept := here.get(tag["id"]) or here.get(tag["name"]):
            found.append(kept)
        else:
            missing.append(_("The tag “%s” is gone.") % tag["name"])
    TaggedArticle.objects.filter(content_object=article).delete()
    for tag in dict.fromkeys(found):
        TaggedArticle.objects.create(content_object=article, tag=tag)


def _replace(article: Article, model: type[Byline | StoryPicture | RelatedLink], rows: Iterable) -> None:
    """Write these rows of the article in place of those that it has, numbered 1, 2, 3, ..."""
    model.objects.filter(article=article).delete()
    for order, row in enumerate(rows, start=1):
        row.article, row.order = article, order
        row.save(force_insert=True)
