"""Chief editors write the pages of the paper; whoever keeps the tags writes the topics' pages too."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ACTS = ("add", "change", "delete", "view")
RIGHTS = {
    "Chief editors": ("paperpage", "topicpage"),
    "Editors": ("topicpage",),
}


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    app = apps.get_app_config("articles")
    # As in 0002: Django makes permissions after all migrations, and for apps that have a models module.
    app.models_module = True
    create_permissions(app, verbosity=0, using=using, apps=apps)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, nouns in RIGHTS.items():
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        codenames = [f"{act}_{noun}" for noun in nouns for act in ACTS]
        group.permissions.add(*permissions.filter(content_type__app_label="articles", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_paper_pages")]

    operations = [
        # Going back leaves the groups: people are in them by then.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
