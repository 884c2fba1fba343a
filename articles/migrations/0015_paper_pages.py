"""Pages about the paper itself, topics with an introduction, and indexes for the archive by date and by type."""

import django.db.models.deletion
from django.db import migrations, models

import articles.language


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_how_far_a_story_goes"),
        ("media", "0001_picture"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("about", "About us"),
                            ("contact", "Contact"),
                            ("ethics", "Ethics policy"),
                            ("corrections", "Corrections policy"),
                            ("ownership", "Ownership and funding"),
                            ("privacy", "Privacy"),
                            ("other", "Another page"),
                        ],
                        default="other",
                        help_text="By this, search engines and other newsrooms know which page is the paper’s ethics policy.",
                        max_length=12,
                        verbose_name="what it is",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="Its place in the paper’s address space, beside the sections. Empty: made from the title.",
                        max_length=100,
                        validators=[articles.language.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="A sentence under the title, for readers and search engines.",
                        verbose_name="summary",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="body")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Until then it is a draft that nobody outside can open.",
                        verbose_name="readers see it",
                    ),
                ),
                (
                    "in_footer",
                    models.BooleanField(
                        default=True, help_text="Linked at the foot of every page.", verbose_name="in the footer"
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Its place in the footer; the smallest comes first.", verbose_name="order"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
            ],
            options={
                "verbose_name": "page of the paper",
                "verbose_name_plural": "pages of the paper",
                "ordering": ["edition", "order", "title"],
            },
        ),
        migrations.CreateModel(
            name="TopicPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="In the edition’s language. Empty: the tag’s name.",
                        max_length=120,
                        verbose_name="title",
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences: what it is about, and why it matters now.",
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic’s page",
                "verbose_name_plural": "topic’s pages",
                "ordering": ["edition"],
            },
        ),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(fields=["edition", "-published_at", "-article"], name="live_by_date"),
        ),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(fields=["edition", "story_type", "-listed_at", "-article"], name="live_by_type"),
        ),
        migrations.AddField(
            model_name="paperpage",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="articles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="topicpage",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="topicpage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="media.picture",
                verbose_name="picture",
            ),
        ),
        migrations.AddField(
            model_name="topicpage",
            name="tag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="articles.tag", verbose_name="tag"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpage",
            constraint=models.UniqueConstraint(
                fields=("edition", "slug"),
                name="unique_paper_page_address",
                violation_error_message="Another page of this edition has this address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "other"), _negated=True),
                fields=("edition", "kind"),
                name="one_paper_page_a_kind",
                violation_error_message="This edition has a page of this kind already; change that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicpage",
            constraint=models.UniqueConstraint(
                fields=("tag", "edition"),
                name="one_topic_page_an_edition",
                violation_error_message="This edition has a page of this topic already.",
            ),
        ),
    ]
