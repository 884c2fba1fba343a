from django.db import migrations, models

import articles.models.standing


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_worklists")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="standing",
            field=articles.models.standing.StandingField(
                choices=[
                    ("draft", "Not published"),
                    ("live", "Live"),
                    ("changed", "Live, with unpublished changes"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="what readers see",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["standing", "-updated_at", "-id"], name="desk_by_standing"),
        ),
    ]
