"""A third group, which publishes in every section; and for editors the rights that came with the new desk."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHIEFS, EDITORS = "Chief editors", "Editors"
#: What the new desk gives to editors; a chief editor has all that an editor has.
EDITORS_TOO = ("view_act", "add_arrangement", "change_arrangement", "view_arrangement")


def make_chiefs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    app = apps.get_app_config("articles")
    # As in 0002: Django makes permissions after all migrations, and for apps that have a models module.
    app.models_module = True
    create_permissions(app, verbosity=0, using=using, apps=apps)
    app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    editors, _created = groups.get_or_create(name=EDITORS)
    editors.permissions.add(*permissions.filter(content_type__app_label="articles", codename__in=EDITORS_TOO))
    chiefs, _created = groups.get_or_create(name=CHIEFS)
    everywhere = permissions.filter(content_type__app_label="articles", codename="publish_everywhere")
    chiefs.permissions.add(*editors.permissions.all(), *everywhere)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_planned_withdrawal")]

    operations = [
        # Going back leaves the group: people are in it by then.
        migrations.RunPython(make_chiefs, migrations.RunPython.noop),
    ]
