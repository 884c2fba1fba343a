"""Addresses under MEDIA_URL, all of them; none where MEDIA_URL is on another host, which then serves renditions."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import re_path

from media import views
from media.renditions import NAME_PATTERN

_media = urlsplit(settings.MEDIA_URL)
_prefix = _media.path.lstrip("/")

urlpatterns = (
    []
    if _media.netloc
    else [
        re_path(rf"^{_prefix}(?P<name>{NAME_PATTERN})\Z", views.rendition, name="rendition"),
        re_path(rf"^{_prefix}", views.no_picture),
    ]
)
