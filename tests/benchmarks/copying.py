"""A larger archive out of a smaller one, within the database: as many copies of its stories as are asked for.

What it holds stands in the lists, the search and the choosers like any story; only its import is not measured by it.
For `inside`.
"""

from __future__ import annotations

from django.db import connection, models, transaction

from articles.models import (
    Article,
    Byline,
    Listing,
    Publication,
    PublishedArticle,
    RelatedLink,
    Revision,
    SearchEntry,
    TaggedArticle,
)

#: What makes up a story, in an order in which each finds what it points to; and what of it moves along with the story.
PARTS: dict[type[models.Model], tuple[str, ...]] = {
    Article: ("id",),
    Revision: ("id", "article_id"),
    PublishedArticle: ("article_id", "revision_id", "original_id"),
    Publication: ("id", "article_id", "revision_id"),
    Listing: ("id", "published_id"),
    Byline: ("id", "article_id"),
    TaggedArticle: ("id", "content_object_id"),
    RelatedLink: ("id", "article_id"),
    SearchEntry: ("place", "published_id"),
}
#: No two stories share an address.
ADDRESSES = {
    Article: ("slug", "slug || '-copy-{number}'"),
    PublishedArticle: ("path", "rtrim(path, '/') || '-copy-{number}/'"),
}


def copy(times: str) -> dict:
    """Add so many copies of every story; return how many stories there are now."""
    last = max(model.objects.order_by("-id").values_list("id", flat=True)[0] for model in PARTS if _counts(model))
    for number in range(1, int(times) + 1):
        with transaction.atomic(), connection.cursor() as cursor:
            for model, moved in PARTS.items():
                cursor.execute(_statement(model, moved, last, number))
    if connection.vendor == "postgresql":
        _count_on([model for model in PARTS if _counts(model)])
    return {"stories": Article.objects.count()}


def _counts(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def _statement(model: type[models.Model], moved: tuple[str, ...], last: int, number: int) -> str:
    """Insert the rows of the first archive once more, their keys moved beyond those that there are."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    shown = {name: f'"{name}"' for name in columns}
    shown |= {name: f'"{name}" + {last * number}' for name in moved}
    if model in ADDRESSES:
        name, address = ADDRESSES[model]
        shown[name] = address.format(number=number)
    first = f'"{moved[0]}" <= {last}'
    if model is SearchEntry:
        first = f"published_id <= {last}"
    names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(shown[name] for name in columns)
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {model._meta.db_table} WHERE {first}"  # noqa: S608


def _count_on(models_: list[type[models.Model]]) -> None:
    """Let PostgreSQL's counters go on after the highest key."""
    with connection.cursor() as cursor:
        for model in models_:
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608
