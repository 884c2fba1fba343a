"""Stories of before come into the sitemap's files too."""

from datetime import UTC

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FULL = 2000


def give_places(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Walk the archive by month, and fill a file before the next one is begun."""
    using = schema_editor.connection.alias
    stories = apps.get_model("articles", "PublishedArticle").objects.using(using)
    files = apps.get_model("articles", "SitemapFile").objects.using(using)
    month, number, held, changed_at = None, 0, [], None

    def close() -> None:
        if held:
            file = files.create(month=month, number=number, given=len(held), changed_at=changed_at)
            stories.filter(pk__in=held).update(sitemap=file)

    rows = stories.order_by("listed_at", "pk").values_list("pk", "listed_at", "updated_at")
    for pk, listed_at, updated_at in rows.iterator(chunk_size=FULL):
        its = listed_at.astimezone(UTC).date().replace(day=1)
        if its != month or len(held) == FULL:
            close()
            number = number + 1 if its == month else 1
            month, held, changed_at = its, [], listed_at
        held.append(pk)
        changed_at = max(changed_at, listed_at, updated_at or listed_at)
    close()


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_sitemap_files")]

    operations = [migrations.RunPython(give_places, migrations.RunPython.noop)]
