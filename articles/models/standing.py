"""How a story stands with readers, kept on its row so that the desk's lists find it by an index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What readers have of a story. Apart from what is planned for it, which the story's own times say."""

    DRAFT = "draft", _("Not published")
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live, with unpublished changes")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StandingField(models.CharField):
    """Written with a new row and by `articles.standing.settle`; saving a copy that was read earlier leaves it alone."""

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else models.F(self.name)
