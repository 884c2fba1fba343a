"""Every three characters in a row of the headlines and addresses of the desk's stories, for `articles.desk.headlines`.

In SQLite, which lets go of a table's triggers when a migration makes it anew, `headlines.mend` makes them after every
migration that needs it; so after this one, too.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = ("CREATE VIRTUAL TABLE articles_headlines USING fts5(words, content = '', tokenize = 'trigram')",)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS articles_headlines_added",
    "DROP TRIGGER IF EXISTS articles_headlines_removed",
    "DROP TRIGGER IF EXISTS articles_headlines_changed",
    "DROP TABLE articles_headlines",
)

POSTGRESQL = (
    # Of our own and not pg_trgm, which takes the vowel signs of Khmer for spaces between words.
    """CREATE FUNCTION articles_in_a_row(words text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 1000 AS $$
        BEGIN
            words := lower(replace(words, chr(8203), ''));
            RETURN ARRAY(SELECT substr(words, n, 3) FROM generate_series(1, length(words) - 2) AS n);
        END $$""",
    """CREATE INDEX articles_article_headlines ON articles_article
        USING gin (articles_in_a_row(headline || chr(10) || slug))""",
)
POSTGRESQL_BACK = ("DROP INDEX articles_article_headlines", "DROP FUNCTION articles_in_a_row")


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_sitemap_of_old_stories")]

    operations = [migrations.RunPython(build, tear_down)]
