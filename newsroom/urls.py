"""All addresses: the house's own first, then pictures, then the reader's paper."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import conditional_page
from django.views.i18n import JavaScriptCatalog, set_language

from articles.admin import desk_page
from newsroom import views

# In place of the admin's own catalogue, which knows the words of the admin's scripts alone.
script_words = conditional_page(JavaScriptCatalog.as_view())

urlpatterns = [
    path("healthz", views.healthz),
    path("robots.txt", views.robots),
    path("indexnow.txt", views.indexnow),
    path("admin/language/", set_language, name="set_language"),
    path("admin/jsi18n/", admin.site.admin_view(script_words, cacheable=True)),
    path("admin/", admin.site.admin_view(desk_page.desk)),
    path("admin/", admin.site.urls),
    path("", include("media.urls")),
    path("", include("articles.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.page_not_found
handler500 = views.server_error
