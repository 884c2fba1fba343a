"""Tell old addresses that readers knew from those of imported drafts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_unsaved_forms_of_the_desk")]

    operations = [
        migrations.AddField("formerpath", "was_public", models.BooleanField(default=True, editable=False)),
    ]
