import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_chief_editors")]

    operations = [
        migrations.RemoveConstraint(model_name="autosave", name="one_autosave_a_story"),
        migrations.RemoveConstraint(model_name="autosave", name="one_autosave_a_draft"),
        migrations.AlterField(
            model_name="autosave",
            name="article",
            field=models.ForeignKey(
                help_text="Empty: a story that was never saved, or one that is gone.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="autosaves",
                to="articles.article",
                verbose_name="article",
            ),
        ),
        migrations.AlterField(
            model_name="autosave",
            name="draft_key",
            field=models.CharField(
                help_text="Tells apart the forms that one person has open, also of one story.",
                max_length=40,
                verbose_name="form",
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("user", "draft_key"), name="one_autosave_a_form"),
        ),
    ]
