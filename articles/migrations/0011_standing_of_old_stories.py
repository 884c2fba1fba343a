"""Stories of before say on their row, too, how they stand with readers."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.lookups import Exact


def settle_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """In one statement, so that a large archive is read once."""
    using = schema_editor.connection.alias
    of_article = {
        name: apps.get_model("articles", name).objects.using(using).filter(article=OuterRef("pk"))
        for name in ("Revision", "PublishedArticle", "Publication")
    }
    newest = Subquery(of_article["Revision"].order_by("-number").values("pk")[:1])
    live = of_article["PublishedArticle"]
    public = Exists(live) | Exists(of_article["Publication"])
    standing = Case(
        When(Exact(Subquery(live.values("revision")), newest), then=Value("live")),
        When(Exists(live), then=Value("changed")),
        default=Value("withdrawn"),
    )
    apps.get_model("articles", "Article").objects.using(using).filter(public).update(standing=standing)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_standing")]

    operations = [migrations.RunPython(settle_all, migrations.RunPython.noop)]
