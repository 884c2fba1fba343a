"""Comments on a story: beside its text, and on a page of their own for a browser without scripts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from articles.admin import rights
from articles.desk import remarks
from articles.models import Article, Comment

#: So many comments stand beside the text; the page of their own has the rest.
BESIDE = 20
A_PAGE = 100
#: So many colleagues are offered for what is typed after the @.
OFFERED = 8


class CommentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=remarks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("@name tells a colleague."),
    )


class CommentsAdmin(admin.ModelAdmin):
    """Reading and writing comments for who may read the story; settling for its writers and who wrote the comment."""

    class Media:
        css = {"all": ["articles/desk/work.css"]}
        js = [forms.Script("articles/desk/comments.js", type="module")]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        settle, colleagues = wrap(self.settle_view), wrap(self.colleagues_view)
        return [
            path("colleagues/", colleagues, name="articles_article_colleagues"),
            path("<int:pk>/comments/", wrap(self.comments_view), name="articles_article_comments"),
            path("<int:pk>/comments/<int:number>/settle/", settle, name="articles_article_settle"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= _thread(request, obj, BESIDE)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def comments_view(self, request, pk: int) -> HttpResponse:
        """Show the comments (GET) or add one (POST): a page, or the thread alone as JSON for the story's own page."""
        article = self._story(request, pk)
        form = CommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            remarks.add(article, by=request.user, text=form.cleaned_data["text"])
            return self._answer(request, article)
        if request.method == "POST" and _wants_json(request):
            return JsonResponse({"error": " ".join(form.errors["text"])}, status=400)
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("Comments"),
            "opts": self.opts,
            "original": article,
            "form": form,
            "media": self.media,
            **_thread(request, article, A_PAGE),
        }
        return TemplateResponse(request, "admin/articles/article/comments.html", context)

    @method_decorator(require_POST)
    def settle_view(self, request, pk: int, number: int) -> HttpResponse:
        """Fold a comment away as settled, or with `open` bring it back."""
        article = self._story(request, pk)
        comment = get_object_or_404(article.comments, pk=number)
        if not _may_settle(request.user, article, comment):
            raise PermissionDenied(_("Who wrote the comment settles it, or a writer of the story."))
        remarks.settle(comment, settled="open" not in request.POST)
        return self._answer(request, article)

    @method_decorator(require_GET)
    def colleagues_view(self, request) -> JsonResponse:
        """Offer colleagues whose name begins with `q`, by login or by their own name."""
        if not rights.may_read(request.user):
            raise PermissionDenied(_("You may not see the desk’s stories."))
        asked = request.GET.get("q", "")[:150].lower()
        people = [
            {"name": person.get_username(), "full": person.get_full_name()}
            for person in remarks.colleagues()
            if any(
                name.startswith(asked)
                for name in (person.get_username().lower(), *person.get_full_name().lower().split())
            )
        ]
        return JsonResponse({"colleagues": people[:OFFERED]})

    def _answer(self, request, article: Article) -> HttpResponse:
        """The thread as it is now, for the script; else back to the page of comments."""
        if _wants_json(request):
            shown = {"original": article, **_thread(request, article, BESIDE)}
            return JsonResponse({"thread": render_to_string("admin/articles/article/_thread.html", shown, request)})
        return HttpResponseRedirect(reverse("admin:articles_article_comments", args=[article.pk]))

    def _story(self, request, pk: int) -> Article:
        if not rights.may_read(request.user):
            raise PermissionDenied(_("You may not see this story."))
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404(_("There is no article %d.") % pk)
        return article


def _thread(request, article: Article, most: int) -> dict:
    """The newest comments in the order in which they were written, and whether there are more."""
    newest = list(article.comments.select_related("author").order_by("-pk")[: most + 1])
    comments = newest[:most][::-1]
    is_writer = rights.may_write(request.user, article)
    for comment in comments:
        comment.may_settle = is_writer or comment.author_id == request.user.pk
    return {
        "open_comments": [comment for comment in comments if comment.settled_at is None],
        "settled_comments": [comment for comment in comments if comment.settled_at is not None],
        "more_comments": len(newest) > most,
    }


def _may_settle(user, article: Article, comment: Comment) -> bool:
    return comment.author_id == user.pk or rights.may_write(user, article)


def _wants_json(request) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")
