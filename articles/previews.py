"""A story for somebody outside before readers get it: the preview link's address and its page.

This is the one public address that reads the desk, by a signed key, until a time, and never under embargo; the page
side has no row of it, no cache keeps it, no search engine lists it.
"""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import snapshot
from articles.models import PreviewLink
from articles.page import pages
from articles.page.answers import site_of
from articles.story import compose_draft

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
_signer = signing.Signer(salt="articles.previews")


def path(link: PreviewLink) -> str:
    """Return the path at which the link's story can be read; the same every time."""
    return reverse("articles:preview", args=[_signer.sign(str(link.pk))])


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the newest saved text of the link's story as the page that readers would get, or say why not (403, 410)."""
    link = _link(token)
    with translation.override(link.article.edition.language):
        status, reason = _refusal(link)
    revision = snapshot.newest(link.article)
    if reason or revision is None:
        facts = {"reason": reason, "edition": link.article.edition}
        page = render_to_string("preview_refused.html", facts, using="paper")
        return HttpResponse(page, status=status, headers=PRIVATE)
    return HttpResponse(pages.story(compose_draft(link.article, revision), site_of(request)), headers=PRIVATE)


def _link(token: str) -> PreviewLink:
    try:
        key = _signer.unsign(token)
    except signing.BadSignature as error:
        raise Http404(_("There is no such preview link; perhaps its address was cut short.")) from error
    link = PreviewLink.objects.select_related("article__edition").filter(pk=key).first()
    if link is None:
        raise Http404(_("The story of this preview link does not exist any more."))
    return link


def _refusal(link: PreviewLink) -> tuple[int, str]:
    """Why the link shows nothing now, with the status that says so; 200 and nothing where it shows its story."""
    now = timezone.now()
    article = link.article
    if link.revoked_at:
        return 410, _("The newsroom has taken this preview link back.")
    if link.expires_at <= now:
        return 410, _("This preview link has ended. Ask the newsroom for a new one.")
    if article.trashed_at:
        return 410, _("The newsroom has put this story aside.")
    if article.embargo_until and article.embargo_until > now:
        return 403, _("This story is under embargo; nobody may read it yet.")
    return 200, ""
