"""What the desk keeps beside the stories: unsaved text, comments, notices, the audit; fronts; rights by section."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_groups"),
        ("media", "0001_picture"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-updated_at", "-pk"],
                "permissions": [
                    ("publish_article", "Can publish, schedule and withdraw articles"),
                    ("publish_everywhere", "Can publish in every section, take over and override"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                help_text="Who works on it now.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="deadline",
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="deadline"),
        ),
        migrations.AddField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="in the trash since"
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="instead",
            field=models.ForeignKey(
                help_text="The story that readers get in place of a withdrawn one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.article",
                verbose_name="instead",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="editors",
            field=models.ManyToManyField(
                blank=True,
                help_text="Who may publish in it. Empty: every editor.",
                related_name="sections",
                to=settings.AUTH_USER_MODEL,
                verbose_name="editors",
            ),
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "In the making"),
                            ("planned", "Planned"),
                            ("live", "Live"),
                            ("past", "Past"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="standing",
                    ),
                ),
                (
                    "goes_live_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="goes live at"),
                ),
                ("went_live_at", models.DateTimeField(editable=False, null=True, verbose_name="went live at")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                (
                    "created_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the front page of the edition.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "front",
                "verbose_name_plural": "fronts",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "draft_key",
                    models.CharField(
                        blank=True,
                        help_text="Tells apart the stories that were never saved; empty for one that was.",
                        max_length=40,
                    ),
                ),
                (
                    "fields",
                    models.JSONField(
                        help_text="Name and value of each field of the form, as the browser sends them.",
                        verbose_name="fields",
                    ),
                ),
                (
                    "base_revision",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="The newest revision when the form was opened; 0: none.",
                        verbose_name="begun from revision",
                    ),
                ),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="kept")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved text",
                "verbose_name_plural": "unsaved texts",
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(help_text="@name tells a colleague.", verbose_name="comment")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "mentioned",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="mentioned"
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="notice")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="for whom")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "query",
                    models.CharField(
                        help_text="As they stand in the list's address.", max_length=1000, verbose_name="filters"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="whose",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "headline",
                    models.CharField(
                        blank=True, help_text="Empty: the story’s own.", max_length=300, verbose_name="headline here"
                    ),
                ),
                (
                    "teaser",
                    models.TextField(blank=True, help_text="Empty: the story’s own.", verbose_name="teaser here"),
                ),
                (
                    "pinned_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leaves its place by itself then. Empty: it stays.",
                        null=True,
                        verbose_name="pinned until",
                    ),
                ),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="articles.arrangement"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the story’s own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.picture",
                        verbose_name="picture here",
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Writer",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="writer",
                        serialize=False,
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "seen_at",
                    models.DateTimeField(
                        help_text="When the open form last said that it is still open.", verbose_name="last seen"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "writer",
                "verbose_name_plural": "writers",
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
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
                        ],
                        max_length=12,
                        verbose_name="act",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="time")),
                ("article_id", models.BigIntegerField(null=True, verbose_name="article")),
                ("headline", models.CharField(blank=True, max_length=300, verbose_name="headline")),
                ("revision", models.PositiveIntegerField(null=True, verbose_name="revision")),
                ("detail", models.TextField(blank=True, verbose_name="detail")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty: a command or the clock.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "act",
                "verbose_name_plural": "audit log",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["article_id", "-id"], name="acts_on_article")],
            },
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", True), ("standing", "live")),
                fields=("edition",),
                name="one_live_front_an_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", False), ("standing", "live")),
                fields=("section",),
                name="one_live_front_a_section",
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("article__isnull", False)), fields=("user", "article"), name="one_autosave_a_story"
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("article__isnull", True)), fields=("user", "draft_key"), name="one_autosave_a_draft"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "read_at", "-created_at"], name="notices_of_user"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("user", "name"), name="filter_name_once_a_user"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("arrangement", "order"), name="slot_order"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("arrangement", "article"), name="story_once_a_front"),
        ),
    ]
