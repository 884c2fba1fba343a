"""Every three characters in a row of what is said of a picture, for `media.choosing`.

In SQLite, `partial_words` makes the triggers after every migration that needs it; so after this one, too.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = ("CREATE VIRTUAL TABLE media_picture_words USING fts5(words, content = '', tokenize = 'trigram')",)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS media_picture_words_added",
    "DROP TRIGGER IF EXISTS media_picture_words_removed",
    "DROP TRIGGER IF EXISTS media_picture_words_changed",
    "DROP TABLE media_picture_words",
)

POSTGRESQL = (
    # Of our own and not pg_trgm, which takes the vowel signs of Khmer for spaces between words.
    """CREATE FUNCTION media_in_a_row(words text) RETURNS text[]
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 1000 AS $$
        BEGIN
            words := lower(replace(words, chr(8203), ''));
            RETURN ARRAY(SELECT substr(words, n, 3) FROM generate_series(1, length(words) - 2) AS n);
        END $$""",
    """CREATE INDEX media_picture_words ON media_picture
        USING gin (media_in_a_row(caption || chr(10) || credit || chr(10) || alt_text || chr(10) || photographer
            || chr(10) || file_name))""",
)
POSTGRESQL_BACK = ("DROP INDEX media_picture_words", "DROP FUNCTION media_in_a_row")


def build(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def tear_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("media", "0002_tone")]

    operations = [migrations.RunPython(build, tear_down)]
