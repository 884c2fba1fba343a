"""Chief editors may withhold a version that readers once had; whoever may read the log, reads the corrections."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RIGHTS = {
    "Chief editors": ("add_withheldversion", "view_withheldversion", "view_correction"),
    "Editors": ("view_correction",),
}


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    app = apps.get_app_config("articles")
    # As in 0002: Django makes permissions after all migrations, and for apps that have a models module.
    app.models_module = True
    create_permissions(app, verbosity=0, using=using, apps=apps)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, codenames in RIGHTS.items():
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions.filter(content_type__app_label="articles", codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_corrections")]

    operations = [
        # Going back leaves the groups: people are in them by then.
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
