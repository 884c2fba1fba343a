from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_desk")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="headline",
            field=models.CharField(blank=True, max_length=300, verbose_name="headline"),
        ),
    ]
