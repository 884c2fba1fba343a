"""The app “Articles”. When it is ready, the picture desk is told where the paper uses pictures, and migrations to keep
the desk's search.
"""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        # Models can be imported only now.
        from articles.checks import settings_for_others
        from articles.desk import headlines, picture_uses
        from media import uses

        uses.register(picture_uses.of)
        post_migrate.connect(headlines.mend, sender=self)
        checks.register(settings_for_others)
