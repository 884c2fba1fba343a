"""What stands in rows under an article: bylines, pictures, related stories."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.base import EditorialFields
from articles.admin.ordering import ChosenField, OrderedForm, OrderedFormSet
from articles.models import Byline, RelatedLink, StoryPicture
from media import choosing

#: As large as a number can be that a body names.
MOST_NUMBER = 9_999


class PartOfArticle(EditorialFields):
    """Whoever may change the article may change its rows; they have no rights of their own."""

    formset = OrderedFormSet
    form = OrderedForm
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        """Put the fields together once a request that holds its story: it asks for the rows as saved and as sent."""
        made = getattr(request, "formsets", None)
        if made is None or kwargs:
            return super().get_formset(request, obj, **kwargs)
        if type(self) not in made:
            made[type(self)] = super().get_formset(request, obj)
        return made[type(self)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": ChosenField} | kwargs)

    def has_view_permission(self, request, obj=None):
        return self._of_article("view", request, obj)

    def has_add_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_write(request, obj)

    def _may_write(self, request, obj):
        if obj is None or obj.pk is None:
            return self.admin_site.get_model_admin(self.parent_model).has_add_permission(request)
        return self._of_article("change", request, obj)

    def _of_article(self, act, request, obj):
        return getattr(self.admin_site.get_model_admin(self.parent_model), f"has_{act}_permission")(request, obj)


class BylineInline(PartOfArticle, admin.StackedInline):
    model = Byline
    template = "admin/articles/article/_rows.html"
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class StoryPictureForm(OrderedForm):
    """A picture's use. The page may give a new one its number, so that the body names it before it is saved."""

    number = forms.IntegerField(required=False, min_value=1, max_value=MOST_NUMBER, widget=forms.HiddenInput)

    class Meta:
        widgets = {"caption": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["number"] = self.instance.key
        if self.instance.picture_id:
            for name in ("caption", "credit", "alt_text"):
                self.fields[name].widget.attrs["placeholder"] = getattr(self.instance.picture, name)

    @property
    def card(self) -> dict | None:
        """What the page shows of the picture itself; None where it came without one, or none is chosen yet."""
        return choosing.card(self.instance.picture) if self.instance.picture_id else None

    def clean(self):
        cleaned = super().clean()
        came_without = self.instance.pk is not None and self.initial.get("picture") is None
        if not cleaned.get("picture") and not came_without and "picture" not in self.errors:
            self.add_error("picture", _("Choose a picture, or bring a new one."))
        return cleaned


class StoryPictureFormSet(OrderedFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk is None and self._has_lead:
            form.initial["placement"] = StoryPicture.Placement.BODY

    @property
    def _has_lead(self):
        return any(use.placement == StoryPicture.Placement.LEAD for use in self.get_queryset())

    def clean(self):
        super().clean()
        placements = [form.cleaned_data.get("placement") for form in self.rows]
        if placements.count(StoryPicture.Placement.LEAD) > 1:
            raise ValidationError(_("A story has one lead picture; give the others another place."))
        self._number_new()

    def _number_new(self):
        """Give each new picture the number that the page gave it where that is free; number the others on.

        None takes the number of one that goes or that stays, since a body may name it.
        """
        taken = {use.key for use in self.get_queryset()}
        new = [form for form in self.rows if form.instance.pk is None]
        for form in new:
            wanted = form.cleaned_data.get("number")
            form.instance.key = None if wanted in taken else wanted
            taken.add(form.instance.key)
        taken.discard(None)
        for form in new:
            if form.instance.key is None:
                form.instance.key = max(taken, default=0) + 1
                taken.add(form.instance.key)


class StoryPictureInline(PartOfArticle, admin.StackedInline):
    model = StoryPicture
    template = "admin/articles/article/_side_pictures.html"
    form = StoryPictureForm
    formset = StoryPictureFormSet
    fields = ("order", "placement", "picture", "caption", "credit", "alt_text")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("picture")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Ask for the picture’s number in the library: the page’s chooser fills it in, and a hand can without it."""
        if db_field.name == "picture":
            kwargs["widget"] = forms.NumberInput(attrs={"class": "desk-order"})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RelatedLinkForm(OrderedForm):
    def clean(self):
        cleaned = super().clean()
        target, url, headline = (cleaned.get(name) for name in ("target", "url", "headline"))
        if {"target", "url"} & self.errors.keys():
            return cleaned
        if target and url:
            self.add_error("url", _("This row names a story and an outside address; leave one of them empty."))
        elif target and target.pk == self.instance.article_id:
            self.add_error("target", _("A story is not related to itself; choose another."))
        elif url and not headline:
            self.add_error("headline", _("Write the headline that readers see for this address."))
        elif not target and not url and not (headline and self._was_pending):
            self.add_error("target", _("Choose a story, or give an outside address with its headline."))
        return cleaned

    @property
    def _was_pending(self):
        """Whether the row came from a legacy source whose story has not come in yet."""
        return self.instance.pk is not None and not self.initial.get("target") and not self.initial.get("url")


class RelatedLinkFormSet(OrderedFormSet):
    def clean(self):
        super().clean()
        seen = set()
        for form in self.rows:
            target = form.cleaned_data.get("target")
            if target in seen:
                form.add_error("target", _("This story is in the list already; leave one of the two rows out."))
            elif target:
                seen.add(target)


class RelatedLinkInline(PartOfArticle, admin.StackedInline):
    model = RelatedLink
    template = "admin/articles/article/_rows.html"
    #: What the field above the rows asks for; a story that is found there becomes a row.
    finder = _("Find a story and press Enter")
    #: What a row shows only when it is unfolded.
    folded = ("url", "headline", "teaser")
    fk_name = "article"
    form = RelatedLinkForm
    formset = RelatedLinkFormSet
    fields = ("target", "order", "headline", "teaser", "url")
    autocomplete_fields = ("target",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("target")
