"""The picture desk: bring a picture, say what it shows, set its focal point."""

from datetime import timedelta
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import actions
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from imagefield.widgets import PPOIWidget

from media import archive, darkroom, renditions, uploads, uses
from media.choosing import ChoosingAdmin
from media.models import Picture, focal_point_validator

PREVIEW_HEIGHT = 640
LICENCE_WARNING = timedelta(days=14)
USES_SHOWN = 20
LINE_BREAK = SafeString("<br>")
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif"
WORDS = ("alt_text", "caption", "credit", "photographer", "source", "licence", "usable_until", "taken_at", "place")


class FocalPointInput(PPOIWidget):
    """imagefield's focal point, with the numbers to be seen, for whoever works without a mouse."""

    input_type = "text"


class NewPictureForm(forms.ModelForm):
    """Brings a file through the same door as `Picture.objects.add`."""

    # Not forms.ImageField: that one opens the file before our door has looked at it.
    upload = forms.FileField(
        label=_("Picture file"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG, PNG, WebP, GIF or AVIF. What you leave empty below is taken from the file, if it says so."),
    )

    class Meta:
        model = Picture
        fields = WORDS

    def clean_upload(self) -> uploads.Upload:
        file: UploadedFile = self.cleaned_data["upload"]
        uploads.refuse_too_heavy(file.size, file.name)
        content = file.read()
        if known := Picture.objects.find(content):
            raise ValidationError(already_there(known), code="already_there")
        return uploads.judge(content, file.name)


class PictureForm(forms.ModelForm):
    # Declared here because imagefield's own form field hides the numbers.
    focal_point = forms.CharField(
        label=_("Focal point"),
        widget=FocalPointInput,
        validators=[focal_point_validator],
        help_text=Picture._meta.get_field("focal_point").help_text,
    )

    class Meta:
        model = Picture
        fields = ("focal_point", *WORDS)

    def clean_focal_point(self) -> str:
        """Draw the crops around a new focal point before it is saved, so that no page ever names a missing file."""
        focal_point = self.cleaned_data["focal_point"]
        if focal_point != self.instance.focal_point:
            kept = self.instance
            moved = Picture(
                file=kept.file.name, width=kept.width, height=kept.height, sha256=kept.sha256, focal_point=focal_point
            )
            try:
                archive.draw(moved)
            except (OSError, darkroom.UndecodableError) as fault:
                raise ValidationError(
                    _("The original of this picture, %(name)s, can not be read, so no crop can be drawn around a new "
                      "point. Ask whoever keeps the server; the point stays where it was."),
                    code="original_unreadable",
                    params={"name": moved.file.name},
                ) from fault  # fmt: skip
        return focal_point


class WordsForm(PictureForm):
    """What a page that uses the picture asks for at once."""

    class Meta(PictureForm.Meta):
        fields = ("focal_point", "caption", "credit", "alt_text")


class RightsFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [
            ("lapsed", _("lapsed: readers do not get them")),
            ("lapsing", _("lapse within 14 days")),
            ("no_credit", _("without a credit")),
        ]

    def queryset(self, request, queryset):
        wanted = {
            "lapsed": queryset.lapsed,
            "lapsing": partial(queryset.lapsing, LICENCE_WARNING),
            "no_credit": partial(queryset.filter, credit=""),
        }
        return wanted[self.value()]() if self.value() in wanted else queryset


#: One field with the browser's own calendar. The admin's pair of fields leaves both without a name of their own.
MOMENT = {
    "form_class": forms.DateTimeField,
    "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M:%S", attrs={"type": "datetime-local"}),
}


@admin.register(Picture)
class PictureAdmin(ChoosingAdmin):
    form = PictureForm
    formfield_overrides = {models.DateTimeField: MOMENT}
    words_form = WordsForm
    actions = ("delete_selected",)
    list_display = ("thumbnail", "__str__", "credit", "usable_until", "created_at")
    list_display_links = ("__str__",)
    list_filter = (RightsFilter, ("alt_text", admin.EmptyFieldListFilter), "created_at")
    list_per_page = 50
    search_fields = ("caption", "credit", "photographer", "alt_text", "file_name")
    show_full_result_count = False
    readonly_fields = ("preview", "where_it_is_used", "original", "size", "sha256", "created_at", "created_by")
    fieldsets = (
        (None, {"fields": ("preview", "focal_point", "where_it_is_used")}),
        (_("What it shows, and whose it is"), {"fields": WORDS}),
        (_("The file"), {"fields": ("original", "size", "sha256", "created_at", "created_by")}),
    )
    add_fieldsets = ((None, {"fields": ("upload",)}), (_("What it shows, and whose it is"), {"fields": WORDS}))

    def has_change_permission(self, request, obj=None) -> bool:
        """Who may bring pictures may word their own, until readers get them: what changes then is the desk's to say."""
        if super().has_change_permission(request, obj):
            return True
        own = obj is not None and obj.created_by_id == request.user.pk and self.has_add_permission(request)
        return own and not uses.is_live(obj)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewPictureForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_urls(self):
        original = self.admin_site.admin_view(self.original_view)
        return [path("<int:pk>/original/", original, name="media_picture_original"), *super().get_urls()]

    def add_view(self, request, *args, **kwargs):
        try:
            return super().add_view(request, *args, **kwargs)
        except IntegrityError:
            # Someone brought the same picture between our look and our save.
            file = request.FILES.get("upload")
            if not file:
                raise
            file.seek(0)
            known = Picture.objects.find(file.read())
            if not known:
                raise
        self.message_user(request, already_there(known), messages.WARNING)
        return HttpResponseRedirect(change_url(known))

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.take_in(form.cleaned_data["upload"], by=request.user)
        for problem in obj.problems:
            self.message_user(request, problem, messages.WARNING)

    def delete_view(self, request, object_id, extra_context=None):
        picture = self.get_object(request, unquote(object_id))
        if picture is None or not self.has_delete_permission(request, picture) or not uses.of(picture, 1):
            return super().delete_view(request, object_id, extra_context)
        self.message_user(request, is_used(picture), messages.ERROR)
        return HttpResponseRedirect(change_url(picture))

    @admin.action(permissions=["delete"], description=_("Delete the chosen pictures"))
    def delete_selected(self, request, queryset):
        """Delete none where one is used; say which and where."""
        used = [picture for picture in queryset if uses.of(picture, 1)]
        for picture in used:
            self.message_user(request, is_used(picture), messages.ERROR)
        return None if used else actions.delete_selected(self, request, queryset)

    def original_view(self, request, pk):
        """Hand the original file, with all that it says of place and camera, to the desk alone."""
        picture = self.get_object(request, str(pk))
        if not self.has_view_permission(request, picture):
            raise PermissionDenied
        if picture is None:
            raise Http404
        try:
            file = default_storage.open(picture.file.name)
        except FileNotFoundError:
            raise Http404(f"The original {picture.file.name} is not in the storage.") from None
        response = FileResponse(file, filename=picture.file_name)
        response["Content-Type"] = f"image/{picture.file.name.rpartition('.')[2].replace('jpg', 'jpeg')}"
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        step = renditions.rung(picture, "1x1", 160, "webp")
        # The row's one link for the keyboard and the screen reader is the caption beside it.
        return format_html(
            '<a href="{}" tabindex="-1" aria-hidden="true">'
            '<img src="{}" width="80" height="80" alt="" loading="lazy"></a>',
            reverse("admin:media_picture_change", args=[picture.pk]),
            step.url,
        )

    @admin.display(description=_("picture"))
    def preview(self, picture):
        steps = renditions.rungs(picture, "full")
        step = next((step for step in reversed(steps) if step.height <= PREVIEW_HEIGHT), steps[0])
        return render_to_string("media/_focal_point.html", {"step": step, "alt_text": picture.alt_text})

    @admin.display(description=_("where it is used"))
    def where_it_is_used(self, picture):
        return places(picture, LINE_BREAK) or _("Nowhere yet.")

    @admin.display(description=_("original"))
    def original(self, picture):
        address = reverse("admin:media_picture_original", args=[picture.pk])
        return format_html('<a href="{}">{}</a>', address, picture.file_name)

    @admin.display(description=_("size"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}, {filesizeformat(picture.file_size)}"


def change_url(picture: Picture) -> str:
    return reverse("admin:media_picture_change", args=[picture.pk])


def already_there(picture: Picture) -> str:
    """Say, with a link, that a picture is kept already."""
    return format_html(
        _('This picture is here already: <a href="{}">{}</a>. Use that one; a story can word its caption anew.'),
        change_url(picture),
        picture,
    )


def places(picture: Picture, between: str) -> SafeString:
    """Return where a picture stands, with links, parted by `between`; empty where it stands nowhere."""
    found = uses.of(picture, USES_SHOWN + 1)
    lines = [
        format_html('<a href="{}">{}</a>', use.url, use.what) if use.url else use.what for use in found[:USES_SHOWN]
    ]
    if len(found) > USES_SHOWN:
        lines.append(_("and in more places"))
    return format_html_join(between, "{}", ((line,) for line in lines))


def is_used(picture: Picture) -> SafeString:
    """Say why a picture stays: where it stands, with links."""
    return format_html(
        _("“{}” is used, so it can not be deleted. Take it out of these places first: {}"),
        picture,
        places(picture, "; "),
    )
