"""The catalogue tells which live stories show a picture: new ones as they are published, those of before from here."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AT_ONCE = 500


def list_pictures(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    listings = apps.get_model("articles", "Listing").objects.using(using)
    live = apps.get_model("articles", "PublishedArticle").objects.using(using)
    rows = []
    for pk, edition, listed_at, content in live.values_list(
        "pk", "edition_id", "listed_at", "revision__content"
    ).iterator(AT_ONCE):
        rows += [
            listings.model(
                subject="picture", subject_id=picture, edition_id=edition, published_id=pk, listed_at=listed_at
            )
            for picture in {use["picture"] for use in content["pictures"]} - {None}
        ]
        if len(rows) >= AT_ONCE:
            listings.bulk_create(rows)
            rows = []
    listings.bulk_create(rows)


def forget_pictures(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    listings = apps.get_model("articles", "Listing").objects.using(schema_editor.connection.alias)
    listings.filter(subject="picture").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_untitled_stories")]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="subject",
            field=models.CharField(
                choices=[
                    ("edition", "Edition"),
                    ("section", "Section"),
                    ("author", "Author"),
                    ("tag", "Tag"),
                    ("picture", "Picture"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunPython(list_pictures, forget_pictures),
    ]
