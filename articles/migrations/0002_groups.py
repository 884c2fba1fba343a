"""The two groups that a newspaper starts with. An editor-in-chief may give them other rights later."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EVERYTHING = ("add", "change", "delete", "view")
GROUPS = {
    "Editors": {
        "articles": {
            "article": (*EVERYTHING, "publish"),
            "author": EVERYTHING,
            "edition": ("add", "change", "view"),
            "formerpath": ("add", "delete", "view"),
            "importrecord": ("view",),
            "importrun": ("view",),
            "publication": ("view",),
            "section": EVERYTHING,
            "tag": EVERYTHING,
        },
        "media": {"picture": EVERYTHING},
    },
    "Reporters": {
        "articles": {
            "article": ("add", "change", "view"),
            "author": ("view",),
            "edition": ("view",),
            "section": ("view",),
            "tag": ("view",),
        },
        "media": {"picture": ("add", "view")},
    },
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    for label in ("articles", "media"):
        # Django makes permissions after all migrations have run, for apps that have a models module; here both the
        # moment and the historical apps are others.
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, verbosity=0, using=using, apps=apps)
        app.models_module = None

    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, rooms in GROUPS.items():
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        for label, nouns in rooms.items():
            codenames = [f"{act}_{noun}" for noun, acts in nouns.items() for act in acts]
            group.permissions.add(*permissions.filter(content_type__app_label=label, codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_newspaper"),
        ("media", "0001_picture"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Going back leaves the groups: people are in them by then, and they do no harm without these rooms.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
