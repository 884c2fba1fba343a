"""The readers' search. The database itself keeps the index in step with the entries: SQLite's FTS5 by triggers over a
table that it reads the text from, PostgreSQL by a generated column.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ADD = """
    INSERT INTO articles_searchindex (rowid, headline, summary, body, clusters, marks)
    VALUES (new.place, new.headline, new.summary, new.body, new.clusters, new.marks);"""
REMOVE = """
    INSERT INTO articles_searchindex (articles_searchindex, rowid, headline, summary, body, clusters, marks)
    VALUES ('delete', old.place, old.headline, old.summary, old.body, old.clusters, old.marks);"""

SQLITE = (
    # Signs that combine are letters to Khmer; FTS5 takes them for spaces unless it is told.
    """CREATE VIRTUAL TABLE articles_searchindex USING fts5(headline, summary, body, clusters, marks,
        content = 'articles_searchentry', content_rowid = 'place',
        tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* M* Co'")""",
    f"CREATE TRIGGER articles_searchentry_added AFTER INSERT ON articles_searchentry BEGIN {ADD} END",
    f"CREATE TRIGGER articles_searchentry_removed AFTER DELETE ON articles_searchentry BEGIN {REMOVE} END",
    f"CREATE TRIGGER articles_searchentry_changed AFTER UPDATE ON articles_searchentry BEGIN {REMOVE} {ADD} END",
)
SQLITE_BACK = ("DROP TABLE articles_searchindex",)

POSTGRESQL = (
    """ALTER TABLE articles_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, headline), 'A') ||
        setweight(to_tsvector('simple'::regconfig, summary), 'B') ||
        setweight(to_tsvector('simple'::regconfig, clusters), 'C') ||
        setweight(to_tsvector('simple'::regconfig, body), 'D') ||
        array_to_tsvector(string_to_array(marks, ' '))) STORED""",
    "CREATE INDEX articles_searchentry_vector ON articles_searchentry USING gin (vector)",
)


def build(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def tear_down(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # The rest goes with the table of the entries.
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_desk_indexes")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "place",
                    models.BigIntegerField(
                        help_text="When the story is listed, then its key: `search.place`.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("headline", models.TextField()),
                ("summary", models.TextField(help_text="Kicker, standfirst, dateline, byline, agency, topics.")),
                ("body", models.TextField(help_text="The text, and the pictures’ captions.")),
                (
                    "clusters",
                    models.TextField(help_text="All of it in scripts without spaces, by pairs of letter clusters."),
                ),
                ("marks", models.TextField(help_text="What it can be filtered by: “#section5 #author9”.")),
                (
                    "published",
                    models.OneToOneField(on_delete=models.CASCADE, related_name="+", to="articles.publishedarticle"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "word"), name="spelling_once")],
            },
        ),
        migrations.RunPython(build, tear_down),
    ]
