"""The page of what is in the form now, beside the form; and preview links for outsiders. For the article’s admin."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import language, previews, snapshot
from articles.admin import rights
from articles.desk import audit
from articles.models import Act, Article, PreviewLink, Revision, Tag
from articles.page import pages
from articles.page.answers import site_of
from articles.story import compose_draft

#: A preview link ends after so many days, as its maker chooses.
DAYS = (1, 3, 7)


class PreviewingAdmin(admin.ModelAdmin):
    """Adds the preview pane and the preview links to the article's page. Whoever may write may preview and share."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("add/preview-form/", wrap(self.preview_form_view), name="articles_article_preview_new"),
            path("<int:pk>/preview-form/", wrap(self.preview_form_view), name="articles_article_preview_form"),
            path("<int:pk>/preview-links/", wrap(self.share_view), name="articles_article_share"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        name, keys = ("preview_form", [obj.pk]) if obj else ("preview_new", [])
        context |= {
            "media": context["media"]
            + forms.Media(
                css={"all": ["articles/desk/preview.css"]},
                js=[forms.Script(f"articles/desk/{name}.js", type="module") for name in ("preview", "share")],
            ),
            "preview_url": reverse(f"admin:articles_article_{name}", args=keys),
            **(_share_context(request, obj) if obj else {}),
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # --- The form as a page -------------------------------------------------------------------------------------

    def preview_form_view(self, request, pk: int | None = None) -> HttpResponse:
        """Answer a form that was sent here (POST) with the page that readers would get of it. Writes nothing.

        A field that would be refused on saving is shown as it was saved before.
        """
        article = self._article(request, pk) if pk else None
        if not rights.may_write(request.user, article):
            raise PermissionDenied(_("You may not change this story, so there is nothing to preview."))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        typed, content = self._as_typed(request, article)
        story = compose_draft(typed, Revision(article=typed, schema=snapshot.SCHEMA, content=content))
        return HttpResponse(pages.story(story, site_of(request)), headers=previews.PRIVATE)

    def _as_typed(self, request, article: Article | None) -> tuple[Article, dict]:
        """Return the article, unsaved, and the content of a revision, as the form and its rows now say."""
        form = self.get_form(request, article, change=bool(article))(request.POST, request.FILES, instance=article)
        form.is_valid()
        typed = form.instance
        if typed.section_id:
            typed.edition = typed.section.edition
        formsets, _inlines = self._create_formsets(request, typed, change=bool(article))
        rows = {formset.prefix: _rows(formset) for formset in formsets}
        content = snapshot.content(
            typed,
            spoken=typed.edition.language,
            bylines=[byline for byline in rows["bylines"] if byline.author_id],
            pictures=_numbered(rows["pictures"]),
            related=[link for link in rows["related"] if link.target_id or link.url or link.headline],
            tags=_tags(form.cleaned_data.get("tags") or []),
        )
        return typed, content

    # --- Preview links ------------------------------------------------------------------------------------------

    def share_view(self, request, pk: int) -> HttpResponse:
        """Make a preview link, or revoke one (POST); show those that work (GET, and to the page's script)."""
        article = self._article(request, pk)
        if not rights.may_write(request.user, article):
            raise PermissionDenied(_("You may not share this story."))
        said = ""
        if request.method == "POST":
            said = _revoke(request, article) if "revoke" in request.POST else _make(request, article)
            if "X-Requested-With" not in request.headers:
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        with timezone.override(article.edition.zone):
            context = {**_share_context(request, article), "share_said": said}
            return TemplateResponse(request, "admin/articles/article/_share.html", context).render()


def _rows(formset) -> list:
    """The rows that the article would have, in the order that they would be saved in."""
    formset.is_valid()
    return [form.instance for form in formset.in_order()]


def _numbered(uses: list) -> list:
    """Pictures as they would be saved: those that have one, the new ones numbered on from the last."""
    last = max((use.key for use in uses if use.key), default=0)
    for use in uses:
        if use.key is None:
            last += 1
            use.key = last
    return [use for use in uses if use.picture_id or use.pk]


def _tags(names: list[str]) -> list[Tag]:
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(name__in=names)}
    return [known.get(name.casefold()) or Tag(name=name, slug=language.slug(name)) for name in names]


def _share_context(request, article: Article) -> dict:
    links = PreviewLink.objects.filter(article=article, revoked_at=None, expires_at__gt=timezone.now())
    links = list(links.select_related("created_by"))
    for link in links:
        link.address = site_of(request) + previews.path(link)
    return {"share_links": links, "share_days": DAYS}


def _make(request, article: Article) -> str:
    days = request.POST.get("days", "")
    if days not in map(str, DAYS):
        return _("A preview link ends after 1, 3 or 7 days, not after “%s”; nothing was made.") % days
    note = " ".join(request.POST.get("note", "").split())[:120]
    with transaction.atomic():
        ends = timezone.now() + timedelta(days=int(days))
        PreviewLink.objects.create(article=article, note=note, created_by=request.user, expires_at=ends)
        audit.record(
            Act.Verb.SHARE, article, by=request.user, revision=snapshot.newest(article), detail=f"{note} ({days} d)"
        )
    return _("The link is made.")


def _revoke(request, article: Article) -> str:
    key = request.POST["revoke"]
    with transaction.atomic():
        link = PreviewLink.objects.filter(article=article, revoked_at=None, pk=key if key.isdecimal() else 0).first()
        if link is None:
            return _("This link does not work any more as it is.")
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(Act.Verb.REVOKE, article, by=request.user, detail=link.note)
    return _("The link is revoked: it shows nothing any more.")
