"""The desk, in Django's admin. Importing it registers every page."""

import taggit.admin  # noqa: F401 - it must have registered its page, so that we can take it away
from django.contrib import admin
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles.admin import article, audit_log, fronts, imports, paper, paper_pages, people, records

__all__ = ["article", "audit_log", "fronts", "imports", "paper", "paper_pages", "people", "records"]

# The library's page is for tags that no story here has: ours are `articles.Tag`.
admin.site.unregister(Tag)
admin.site.site_header = admin.site.site_title = "Newsroom"
admin.site.index_title = gettext_lazy("The desk")
