"""The reader's addresses. Stories and sections have no prefix of their own: they come last, and those of them that can
be nothing else come first, since they are asked for most.
"""

import re

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from articles import feeds, previews, sitemaps, views
from articles.language import SlugConverter
from articles.models import RESERVED
from articles.page import forms


class OwnConverter(SlugConverter):
    """A part of an address that is not one of the house's own."""

    regex = rf"(?!(?:{'|'.join(map(re.escape, sorted(RESERVED)))})/){SlugConverter.regex}"


class Year(StringConverter):
    regex = "[0-9]{4}"


class TwoFigures(StringConverter):
    regex = "[0-9]{2}"


class Key(IntConverter):
    """A number that a database takes for a key."""

    regex = "[0-9]{1,18}"


register_converter(SlugConverter, "part")
register_converter(OwnConverter, "own")
register_converter(feeds.FormConverter, "form")
register_converter(forms.FormConverter, "ending")
register_converter(Key, "key")
register_converter(Year, "year")
register_converter(TwoFigures, "two")
register_converter(sitemaps.MonthConverter, "month")

app_name = "articles"

ARCHIVE = (
    ("archive/", views.archive),
    ("archive/undated/", views.undated),
    ("archive/<year:year>/", views.period),
    ("archive/<year:year>/<two:month>/", views.period),
    ("archive/<year:year>/<two:month>/<two:day>/", views.period),
)

urlpatterns = [
    path("", views.front, name="front"),
    path("<own:first>/", views.front_or_section, name="front_or_section"),
    path("<own:first>/<own:second>/", views.story_or_section, name="story_or_section"),
    path("<own:first>/<own:second>/<own:third>/", views.story, name="story"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("llms.txt", sitemaps.llms, name="llms"),
    path("sitemap/sections.xml", sitemaps.sections, name="sitemap_sections"),
    path("sitemap/news.xml", sitemaps.news, name="sitemap_news"),
    path("<part:prefix>/sitemap/news.xml", sitemaps.news),
    path("sitemap/stories-<month:month>.xml", sitemaps.stories, name="sitemap_stories"),
    path("sitemap/stories-<month:month>-<int:number>.xml", sitemaps.stories),
    path("masthead.svg", views.masthead, name="masthead"),
    path("<part:prefix>/masthead.svg", views.masthead),
    path("feeds/<form:form>", feeds.edition, name="feed"),
    path("<part:prefix>/feeds/<form:form>", feeds.edition),
    path("feeds/authors/<part:slug>/<form:form>", feeds.author, name="author_feed"),
    path("<part:prefix>/feeds/authors/<part:slug>/<form:form>", feeds.author),
    path("feeds/topics/<part:slug>/<form:form>", feeds.topic, name="topic_feed"),
    path("<part:prefix>/feeds/topics/<part:slug>/<form:form>", feeds.topic),
    path("feeds/corrections/<form:form>", feeds.corrections, name="corrections_feed"),
    path("<part:prefix>/feeds/corrections/<form:form>", feeds.corrections),
    path("feeds/<part:section>/<form:form>", feeds.section, name="section_feed"),
    path("<part:prefix>/feeds/<part:section>/<form:form>", feeds.section),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("authors/<part:slug>/", views.author, name="author"),
    path("<part:prefix>/authors/<part:slug>/", views.author),
    path("topics/<part:slug>/", views.topic, name="topic"),
    path("<part:prefix>/topics/<part:slug>/", views.topic),
    path("types/<part:kind>/", views.story_type, name="story_type"),
    path("<part:prefix>/types/<part:kind>/", views.story_type),
    *(path(f"{prefix}{address}", view) for prefix in ("", "<part:prefix>/") for address, view in ARCHIVE),
    path("corrections/", views.corrections, name="corrections"),
    path("<part:prefix>/corrections/", views.corrections),
    path("changes/<key:key>/", views.changes, name="changes"),
    path("<part:prefix>/changes/<key:key>/", views.changes),
    path("search/", views.search, name="search"),
    path("<part:prefix>/search/", views.search),
    # A story may be called by one of the house's own words.
    path("<part:first>/<part:second>/", views.story_or_section),
    path("<part:first>/<part:second>/<part:third>/", views.story),
    path("<part:first>/<part:second>.<ending:form>", views.story_form, name="story_form"),
    path("<part:first>/<part:second>/<part:third>.<ending:form>", views.story_form),
]
