"""The newspaper: desk, press, page and imports."""

import django.core.validators
import django.db.models.deletion
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import articles.language
import articles.models.edition


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_picture"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kicker",
                    models.CharField(
                        blank=True,
                        help_text="A word or two above the headline: the topic or the place.",
                        max_length=80,
                        verbose_name="kicker",
                    ),
                ),
                ("headline", models.CharField(max_length=300, verbose_name="headline")),
                (
                    "short_headline",
                    models.CharField(
                        blank=True,
                        help_text="For lists and phones. Empty: the headline.",
                        max_length=120,
                        verbose_name="short headline",
                    ),
                ),
                (
                    "standfirst",
                    models.TextField(
                        blank=True,
                        help_text="A sentence or two under the headline that lead into the story.",
                        verbose_name="standfirst",
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="The last part of the story’s address. Empty: made from the headline.",
                        max_length=140,
                        validators=[articles.language.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "dateline",
                    models.CharField(
                        blank=True,
                        help_text="Where it was reported from: “Siem Reap”.",
                        max_length=120,
                        verbose_name="dateline",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="body")),
                (
                    "story_type",
                    models.CharField(
                        choices=[
                            ("news", "News"),
                            ("analysis", "Analysis"),
                            ("opinion", "Opinion"),
                            ("interview", "Interview"),
                            ("obituary", "Obituary"),
                            ("sponsored", "Sponsored"),
                        ],
                        default="news",
                        max_length=20,
                        verbose_name="story type",
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True,
                        help_text="The agency or paper it comes from: “AFP”.",
                        max_length=120,
                        verbose_name="source",
                    ),
                ),
                (
                    "seo_title",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the headline.",
                        max_length=120,
                        verbose_name="title for search engines",
                    ),
                ),
                (
                    "seo_description",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the standfirst or the opening.",
                        max_length=300,
                        verbose_name="description for search engines",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When readers first had it. Set when it is published; for an older story, what its source says.",
                        null=True,
                        verbose_name="first published",
                    ),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Nobody publishes it before this time.",
                        null=True,
                        verbose_name="embargo until",
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True, db_index=True, editable=False, null=True, verbose_name="goes live at"
                    ),
                ),
                (
                    "withdraw_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        help_text="Leaves the paper by itself at this time.",
                        null=True,
                        verbose_name="withdraw at",
                    ),
                ),
                (
                    "desk_status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("in_review", "In review"), ("ready", "Ready")],
                        default="draft",
                        help_text="How far the work is. It does not change what readers see.",
                        max_length=20,
                        verbose_name="desk status",
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True, help_text="For the desk; readers never see them.", verbose_name="notes"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last saved")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The same story in the edition that had it first.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="translations",
                        to="articles.article",
                        verbose_name="translation of",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-updated_at", "-pk"],
                "permissions": [("publish_article", "Can publish, schedule and withdraw articles")],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        unique=True,
                        validators=[articles.language.validate_slug],
                        verbose_name="address",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="As it stands in the byline.", max_length=120, verbose_name="name"),
                ),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of the author’s page’s address. Empty: made from the name.",
                        max_length=100,
                        unique=True,
                        validators=[articles.language.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="job title")),
                (
                    "bio",
                    models.TextField(
                        blank=True, help_text="Two or three sentences for the author’s page.", verbose_name="biography"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, help_text="Shown to readers.", max_length=254, verbose_name="e-mail"),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, help_text="Shown to readers.", max_length=40, verbose_name="telephone"
                    ),
                ),
                ("website", models.URLField(blank=True, help_text="Shown to readers.", verbose_name="website")),
                (
                    "portrait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.picture",
                        verbose_name="portrait",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="The account that this author writes with, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="author",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("photographer", "Photographs"),
                            ("translator", "Translation"),
                            ("contributor", "Additional reporting"),
                            ("editor", "Editing"),
                        ],
                        default="author",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bylines",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylines",
                        to="articles.author",
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.ManyToManyField(related_name="articles", through="articles.Byline", to="articles.author"),
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The name on the masthead.", max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        help_text="“en” for English, “km” for Khmer.",
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z",
                                "A language is written as in “en”, “km” or “pt-BR” (BCP 47).",
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "path_prefix",
                    models.CharField(
                        blank=True,
                        help_text="Stands before every address of this edition: “km/”. Empty for the main edition.",
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([a-z0-9]+(-[a-z0-9]+)*/)?\\Z",
                                "A prefix is empty, or small letters and digits that end in a slash: “km/”.",
                            )
                        ],
                        verbose_name="address prefix",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="The edition that a reader gets who asks for none.",
                        verbose_name="main edition",
                    ),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True, help_text="One line under the masthead.", max_length=200, verbose_name="tagline"
                    ),
                ),
                (
                    "logo_alt",
                    models.CharField(
                        blank=True,
                        help_text="What a reader hears who cannot see the logo. Empty: the name.",
                        max_length=200,
                        verbose_name="logo’s alt text",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Asia/Phnom_Penh",
                        help_text="The zone in which readers see dates and times.",
                        max_length=60,
                        validators=[articles.models.edition.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True, help_text="The company’s legal name.", max_length=200, verbose_name="publisher"
                    ),
                ),
                ("address", models.TextField(blank=True, verbose_name="postal address")),
                (
                    "email",
                    models.EmailField(
                        blank=True, help_text="Where readers write to.", max_length=254, verbose_name="e-mail"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "founded",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year of the first issue.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Stands in the masthead. Without one, the name is set in type.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.picture",
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-is_default", "path_prefix"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="articles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.CreateModel(
            name="FormerPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=700, unique=True, verbose_name="old address")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_paths",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("command", models.TextField(help_text="As it was called.", verbose_name="command")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                (
                    "finished_at",
                    models.DateTimeField(
                        help_text="Empty: running, or stopped midway.", null=True, verbose_name="finished"
                    ),
                ),
                ("input_digest", models.CharField(blank=True, max_length=64, verbose_name="input’s digest")),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                (
                    "checkpoint",
                    models.JSONField(
                        default=dict, help_text="How far it came: the last whole batch.", verbose_name="checkpoint"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=120, verbose_name="source")),
                ("legacy_id", models.CharField(max_length=400, verbose_name="legacy id")),
                (
                    "revision_number",
                    models.PositiveIntegerField(
                        help_text="The article’s newest revision is another one if the desk edited it since.",
                        verbose_name="imported revision",
                    ),
                ),
                ("origin", models.CharField(max_length=1000, verbose_name="read from")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("conflict", "Conflict: edited here since"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("digest", models.CharField(help_text="Of the story as read.", max_length=64, verbose_name="digest")),
                (
                    "original",
                    models.BinaryField(
                        help_text="The source’s own bytes, compressed by zlib.", verbose_name="original"
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="problems")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last import")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imports",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="articles.importrun",
                        verbose_name="last import that changed it",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported story",
                "verbose_name_plural": "imported stories",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RelatedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[("picked", "Picked by the desk"), ("sidebar", "Beside the story in its source")],
                        default="picked",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Or a page of another site.",
                        max_length=500,
                        verbose_name="outside address",
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        blank=True,
                        help_text="Needed for an outside address; for our own, its headline.",
                        max_length=300,
                        verbose_name="headline",
                    ),
                ),
                (
                    "teaser",
                    models.TextField(
                        blank=True, help_text="Empty: the opening words of the story.", verbose_name="teaser"
                    ),
                ),
                ("pending_slug", models.CharField(blank=True, db_index=True, editable=False, max_length=140)),
                (
                    "pending_key",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="Source and legacy id of the story that it waits for, where its source told.",
                        max_length=530,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        help_text="One of our own stories.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_from",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "related story",
                "verbose_name_plural": "related stories",
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "origin",
                    models.CharField(
                        choices=[("desk", "Written at the desk"), ("import", "Imported")],
                        default="desk",
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                ("schema", models.PositiveSmallIntegerField(verbose_name="schema")),
                ("content", models.JSONField(verbose_name="content")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[("publish", "Published"), ("update", "Updated"), ("withdraw", "Withdrawn")],
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
                ("path", models.CharField(max_length=300, verbose_name="address")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Of a withdrawal, as readers see it.", verbose_name="reason"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
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
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="scheduled_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.revision",
                verbose_name="scheduled revision",
            ),
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The first part of its stories’ addresses. Empty: made from the name.",
                        max_length=100,
                        validators=[articles.language.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="A sentence or two for readers and search engines.",
                        verbose_name="description",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Its place in the navigation; the smallest comes first.",
                        verbose_name="order",
                    ),
                ),
                ("in_navigation", models.BooleanField(default=True, verbose_name="in the navigation")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The section that this one belongs to, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subsections",
                        to="articles.section",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["edition", "order", "name"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="section",
            field=models.ForeignKey(
                blank=True,
                help_text="Where it stands in the paper. Needed to publish, not to save.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="articles.section",
                verbose_name="section",
            ),
        ),
        migrations.CreateModel(
            name="StoryPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "key",
                    models.PositiveSmallIntegerField(
                        editable=False,
                        help_text="By which the body names this picture; it never changes.",
                        verbose_name="number",
                    ),
                ),
                (
                    "placement",
                    models.CharField(
                        choices=[("lead", "Lead"), ("body", "In the body"), ("gallery", "Gallery")],
                        default="lead",
                        max_length=10,
                        verbose_name="place",
                    ),
                ),
                (
                    "caption",
                    models.TextField(blank=True, help_text="Empty: the picture’s own.", verbose_name="caption"),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Empty: the picture’s own.", max_length=250, verbose_name="credit"
                    ),
                ),
                (
                    "alt_text",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for readers who cannot see it. Empty: the picture’s own.",
                        max_length=500,
                        verbose_name="alt text",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty only where a legacy story came in without its picture: caption and credit are kept.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="media.picture",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TaggedArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="articles.article"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="articles.tag"
                    ),
                ),
            ],
            options={
                "verbose_name": "tagged article",
                "verbose_name_plural": "tagged articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="What it is about, parted by commas.",
                through="articles.TaggedArticle",
                to="articles.Tag",
                verbose_name="tags",
            ),
        ),
        migrations.CreateModel(
            name="PublishedArticle",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="live",
                        serialize=False,
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                ("path", models.CharField(max_length=300, unique=True, verbose_name="address")),
                ("slug", models.CharField(max_length=140)),
                ("kicker", models.CharField(blank=True, max_length=80, verbose_name="kicker")),
                ("headline", models.CharField(max_length=300, verbose_name="headline")),
                ("short_headline", models.CharField(blank=True, max_length=120, verbose_name="short headline")),
                ("teaser", models.TextField(blank=True, verbose_name="teaser")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                (
                    "story_type",
                    models.CharField(
                        choices=[
                            ("news", "News"),
                            ("analysis", "Analysis"),
                            ("opinion", "Opinion"),
                            ("interview", "Interview"),
                            ("obituary", "Obituary"),
                            ("sponsored", "Sponsored"),
                        ],
                        max_length=20,
                        verbose_name="story type",
                    ),
                ),
                ("lead_alt", models.CharField(blank=True, max_length=500)),
                (
                    "original_id",
                    models.BigIntegerField(
                        db_index=True, help_text="The story that this one and its sisters translate."
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        help_text="Empty where nobody knows: then readers see no date.",
                        null=True,
                        verbose_name="published",
                    ),
                ),
                ("updated_at", models.DateTimeField(null=True, verbose_name="updated")),
                (
                    "listed_at",
                    models.DateTimeField(
                        help_text="Its place in lists: published, or else imported.", verbose_name="listed"
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
                (
                    "lead_picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.picture",
                        verbose_name="lead picture",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "published article",
                "verbose_name_plural": "published articles",
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[("edition", "Edition"), ("section", "Section"), ("author", "Author"), ("tag", "Tag")],
                        max_length=8,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("listed_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.edition",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.publishedarticle",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing",
                "verbose_name_plural": "listings",
            },
        ),
        migrations.AddIndex(
            model_name="author",
            index=models.Index(fields=["name"], name="author_by_name"),
        ),
        migrations.AddConstraint(
            model_name="byline",
            constraint=models.UniqueConstraint(
                fields=("article", "author", "role"),
                name="author_once_a_role",
                violation_error_message="This author has this role in this story already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="byline",
            constraint=models.UniqueConstraint(fields=("article", "order"), name="byline_order"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("is_default",),
                name="one_main_edition",
                violation_error_message="Another edition is the main edition already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrecord",
            constraint=models.UniqueConstraint(fields=("source", "legacy_id"), name="legacy_story_once"),
        ),
        migrations.AddIndex(
            model_name="relatedlink",
            index=models.Index(fields=["headline"], name="related_by_headline"),
        ),
        migrations.AddConstraint(
            model_name="relatedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target__isnull", False), ("url", "")),
                    models.Q(
                        ("target__isnull", True),
                        models.Q(("url", ""), _negated=True),
                        models.Q(("headline", ""), _negated=True),
                    ),
                    models.Q(
                        ("target__isnull", True),
                        ("url", ""),
                        models.Q(("headline", ""), ("pending_key", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="related_link_has_one_target",
                violation_error_message="Choose a story, or give an outside address with its headline.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target__isnull", True), models.Q(("target", models.F("article")), _negated=True), _connector="OR"
                ),
                name="related_link_leaves_the_story",
                violation_error_message="A story is not related to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedlink",
            constraint=models.UniqueConstraint(fields=("article", "order"), name="related_link_order"),
        ),
        migrations.AddConstraint(
            model_name="relatedlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("target__isnull", False)),
                fields=("article", "target"),
                name="related_story_once",
                violation_error_message="This story is in the list already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("article", "number"), name="revision_number"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["article", "-id"], name="publications_of_article"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("edition", "slug"),
                name="unique_section_address",
                violation_error_message="Another section of this edition has this address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="section_is_not_its_own_parent",
                violation_error_message="A section cannot be part of itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="storypicture",
            constraint=models.UniqueConstraint(fields=("article", "key"), name="story_picture_key"),
        ),
        migrations.AddConstraint(
            model_name="storypicture",
            constraint=models.UniqueConstraint(fields=("article", "order"), name="story_picture_order"),
        ),
        migrations.AddConstraint(
            model_name="storypicture",
            constraint=models.UniqueConstraint(
                condition=models.Q(("placement", "lead")),
                fields=("article",),
                name="one_lead_picture",
                violation_error_message="A story has one lead picture.",
            ),
        ),
        migrations.AddConstraint(
            model_name="taggedarticle",
            constraint=models.UniqueConstraint(fields=("content_object", "tag"), name="tag_once_an_article"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["edition", "headline"], name="article_by_headline"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "-updated_at", "-id"], name="desk_by_section"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["edition", "-updated_at", "-id"], name="desk_by_edition"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("translation_of__isnull", True),
                    models.Q(("translation_of", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="article_does_not_translate_itself",
                violation_error_message="A story cannot be the translation of itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(fields=["edition", "headline"], name="live_by_headline"),
        ),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(fields=["edition", "slug"], name="live_by_slug"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                fields=["subject", "subject_id", "edition", "-listed_at", "-published"], name="catalogue"
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(
                fields=("published", "subject", "subject_id"), name="story_once_a_subject"
            ),
        ),
    ]
