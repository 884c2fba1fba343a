import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_pictures_in_the_catalogue")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="withdraw_at",
            field=models.DateTimeField(
                blank=True,
                db_index=True,
                editable=False,
                help_text="Leaves the paper by itself at this time.",
                null=True,
                verbose_name="withdraw at",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="withdraw_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Of the planned withdrawal, as readers will see it.",
                verbose_name="reason",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="withdraw_instead",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The story that readers will get in its place.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.article",
                verbose_name="instead",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="trashed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="in the trash since"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("trashed_at__isnull", False)), fields=["-trashed_at", "-id"], name="the_trash"
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["-at", "-id"], name="acts_by_time"),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["verb", "-at", "-id"], name="acts_by_verb"),
        ),
    ]
