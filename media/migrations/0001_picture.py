import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.ImageField(
                        editable=False,
                        height_field="height",
                        max_length=120,
                        upload_to="originals",
                        verbose_name="original",
                        width_field="width",
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                (
                    "focal_point",
                    models.CharField(
                        default="0.5x0.5",
                        help_text=(
                            "What every crop must show. Click on the picture, or type how far across and down it is: "
                            "0.5x0.5 is the middle."
                        ),
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(?:0(?:\\.[0-9]{1,3})?|1(?:\\.0{1,3})?)x(?:0(?:\\.[0-9]{1,3})?|1(?:\\.0{1,3})?)\\Z",
                                "Two numbers from 0 to 1, across and down, with an x between them: "
                                "0.5x0.5 is the middle.",
                            )
                        ],
                        verbose_name="focal point",
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        blank=True,
                        help_text="What is to be seen, for a reader who can not see it. Do not repeat the caption.",
                        max_length=500,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "caption",
                    models.TextField(
                        blank=True,
                        help_text="Who, what, where and when. A story may word it differently for itself.",
                        verbose_name="caption",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As printed beside the picture, such as “Heng Chivoan”.",
                        max_length=250,
                        verbose_name="credit",
                    ),
                ),
                (
                    "photographer",
                    models.CharField(
                        blank=True,
                        help_text="Who took it, where the credit names an agency.",
                        max_length=250,
                        verbose_name="photographer",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where the paper has it from: an agency, an archive, a reader.",
                        max_length=250,
                        verbose_name="source",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="The terms of use, in the words of whoever gave it.",
                        max_length=500,
                        verbose_name="licence",
                    ),
                ),
                (
                    "usable_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day of the licence. Empty: without an end.",
                        null=True,
                        verbose_name="usable until",
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(
                        blank=True, help_text="When the picture was taken.", null=True, verbose_name="taken at"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="Where the picture was taken.", max_length=250, verbose_name="place"
                    ),
                ),
                ("file_name", models.CharField(editable=False, max_length=255, verbose_name="file name")),
                ("file_size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True, verbose_name="SHA-256")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="picture_newest_first"),
                    models.Index(fields=["usable_until"], name="picture_usable_until"),
                ],
            },
        ),
    ]
