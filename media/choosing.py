"""Pictures for pages that need one without being left: look through the library, bring files, word them.

`media.admin` mixes it into the picture desk; other rooms show pictures by `card`. Answers are JSON for the desk alone.
"""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from media import renditions, uploads
from media.models import Picture
from media.partial_words import PartialWords

AT_ONCE = 24
THUMBNAIL = 320
PREVIEW = 960
#: `migrations/0003_picture_words` makes the index.
WORDS = PartialWords(
    table="media_picture",
    index="media_picture_words",
    function="media_in_a_row",
    columns=("caption", "credit", "alt_text", "photographer", "file_name"),
)


def card(picture: Picture, *, may_change: bool = False) -> dict:
    """Return what a page shows of a picture, as JSON values; its thumbnails are renditions."""
    preview = renditions.rung(picture, "full", PREVIEW, "webp")
    return {
        "id": picture.pk,
        "title": str(picture),
        "caption": picture.caption,
        "credit": picture.credit,
        "alt_text": picture.alt_text,
        "focal_point": picture.focal_point,
        "file_name": picture.file_name,
        "width": picture.width,
        "height": picture.height,
        "thumbnail": renditions.url(picture, "1x1", THUMBNAIL, "webp"),
        "preview": preview.url,
        "usable_until": picture.usable_until.isoformat() if picture.usable_until else "",
        "lapsed": not picture.is_usable,
        "page": reverse("admin:media_picture_change", args=[picture.pk]),
        "may_change": may_change,
    }


class ChoosingAdmin(admin.ModelAdmin):
    """Three JSON doors of the picture desk: `choose`, `take-in` and `words`. Each asks for the right itself."""

    def get_search_results(self, request, queryset, search_term):
        return WORDS.find(queryset, search_term), False

    #: The form that `words` fills in.
    words_form: type[ModelForm]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("choose/", wrap(require_GET(self.choose_view)), name="media_picture_choose"),
            path("take-in/", wrap(require_POST(self.take_in_view)), name="media_picture_take_in"),
            path("<int:pk>/words/", wrap(require_POST(self.words_view)), name="media_picture_words"),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest) -> JsonResponse:
        """Answer with pictures, newest first: those that `q` finds, older than the cursor `before`; or one: `only`."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see the pictures."))
        if "only" in request.GET:
            picture = self.get_object(request, request.GET["only"])
            return JsonResponse({"pictures": [self._card(request, picture)] if picture else [], "older": ""})
        pictures = WORDS.find(Picture.objects.order_by("-pk"), request.GET.get("q", ""))
        before = request.GET.get("before", "")
        if before.isdecimal() and before.isascii():
            pictures = pictures.filter(pk__lt=before)
        found = list(pictures[: AT_ONCE + 1])
        shown = found[:AT_ONCE]
        # By the right to change all of them: whether one's own may still be changed costs a look at its uses.
        may_change = self.has_change_permission(request)
        return JsonResponse(
            {
                "pictures": [card(picture, may_change=may_change) for picture in shown],
                "older": str(shown[-1].pk) if len(found) > AT_ONCE else "",
            }
        )

    def take_in_view(self, request: HttpRequest) -> JsonResponse:
        """Take in the file `upload`: a new picture (201), the one that is here already (200), or why not (400)."""
        if not self.has_add_permission(request):
            raise PermissionDenied(_("You may not bring pictures."))
        file = request.FILES.get("upload")
        if file is None:
            return JsonResponse({"refused": _("No file came with the request. Choose it again.")}, status=400)
        try:
            uploads.refuse_too_heavy(file.size, file.name)
            picture, is_new = Picture.objects.add(file.read(), name=file.name, by=request.user)
        except ValidationError as refusal:
            return JsonResponse({"refused": " ".join(refusal.messages)}, status=400)
        if is_new:
            self.log_addition(request, picture, [{"added": {}}])
        told = {"picture": self._card(request, picture), "known": not is_new, "problems": list(picture.problems)}
        return JsonResponse(told, status=201 if is_new else 200)

    def words_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Write what the picture says of itself, and draw its crops around a new focal point; or say why not (400)."""
        picture = self.get_object(request, str(pk))
        if picture is None:
            raise Http404(f"There is no picture {pk}.")
        if not self.has_change_permission(request, picture):
            raise PermissionDenied(_("You may not change this picture."))
        form = self.words_form(request.POST, instance=picture)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        if form.has_changed():
            form.save()
            self.log_change(request, picture, self.construct_change_message(request, form, []))
        return JsonResponse({"picture": self._card(request, picture)})

    def _card(self, request: HttpRequest, picture: Picture) -> dict:
        return card(picture, may_change=self.has_change_permission(request, picture))
