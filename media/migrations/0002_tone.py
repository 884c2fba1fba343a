from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_picture"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="tone",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="Its one colour, shown until it has come: `darkroom.tone`.",
                null=True,
                verbose_name="tone",
            ),
        ),
    ]
