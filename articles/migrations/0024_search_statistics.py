"""PostgreSQL keeps count of ten thousand words of the search, so that it knows the rare ones from the common ones."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def count(number: int):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE articles_searchentry ALTER COLUMN vector SET STATISTICS {number}")

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_who_withholds_versions")]

    operations = [migrations.RunPython(count(1000), count(-1))]
