from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_autosave_by_form"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["desk_status", "-updated_at", "-id"], name="desk_by_status"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("deadline__isnull", False)),
                fields=["desk_status", "deadline"],
                name="desk_by_deadline",
            ),
        ),
    ]
