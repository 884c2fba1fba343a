"""Keep the old addresses of what came with a source and is no story, so that they say that it is gone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_awaited_stories")]

    operations = [
        migrations.CreateModel(
            "GonePath",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=700, unique=True, verbose_name="old address")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gone_paths",
                        to="articles.importrun",
                        verbose_name="import",
                    ),
                ),
            ],
            {"verbose_name": "address that is gone", "verbose_name_plural": "addresses that are gone"},
        ),
    ]
