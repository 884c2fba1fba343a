import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_pings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedarticle",
            name="corrections",
            field=models.JSONField(
                default=list,
                help_text="What the paper said about it, oldest first: `Correction.as_shown`.",
                verbose_name="corrections",
            ),
        ),
        migrations.AddField(
            model_name="publishedarticle",
            name="rewritten",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="How often its words changed since readers first had it.", verbose_name="rewritten"
            ),
        ),
        migrations.AlterField(
            model_name="act",
            name="verb",
            field=models.CharField(
                choices=[
                    ("create", "Created"),
                    ("save", "Saved"),
                    ("submit", "Submitted for review"),
                    ("return", "Returned"),
                    ("ready", "Marked ready"),
                    ("assign", "Assigned"),
                    ("publish", "Published"),
                    ("schedule", "Scheduled"),
                    ("unschedule", "Taken off the schedule"),
                    ("withdraw", "Withdrawn"),
                    ("restore", "Brought back an earlier revision"),
                    ("trash", "Put into the trash"),
                    ("untrash", "Taken out of the trash"),
                    ("delete", "Deleted for good"),
                    ("take_over", "Took over the writing"),
                    ("share", "Made a preview link"),
                    ("revoke", "Revoked a preview link"),
                    ("arrange", "Arranged a front"),
                    ("correct", "Corrected"),
                    ("withhold", "Withheld a version"),
                    ("show", "Showed a version again"),
                ],
                max_length=12,
                verbose_name="act",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="verb",
            field=models.CharField(
                choices=[
                    ("publish", "Published"),
                    ("update", "Updated"),
                    ("withdraw", "Withdrawn"),
                    ("correct", "Corrected"),
                ],
                max_length=10,
                verbose_name="act",
            ),
        ),
        migrations.CreateModel(
            name="WithheldVersion",
            fields=[
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="withheld",
                        serialize=False,
                        to="articles.publication",
                        verbose_name="version",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Readers see it in place of the version: “It named a minor.”",
                        max_length=300,
                        verbose_name="reason",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="time")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "withheld version",
                "verbose_name_plural": "withheld versions",
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("retraction", "Retraction"),
                        ],
                        default="correction",
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What was wrong and what is right: “An earlier version said that the bridge opened in 1998. It was 1996.”",
                        max_length=2000,
                        verbose_name="text",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("top", "Above the story"), ("bottom", "Below the story")],
                        default="bottom",
                        max_length=6,
                        verbose_name="place on the page",
                    ),
                ),
                (
                    "headline",
                    models.CharField(help_text="As readers had it then.", max_length=300, verbose_name="headline"),
                ),
                (
                    "path",
                    models.CharField(
                        help_text="Where readers had the story then.", max_length=300, verbose_name="address"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["edition", "-at", "-id"], name="corrections_of_edition")],
            },
        ),
    ]
