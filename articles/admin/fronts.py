"""The fronts at the desk: which there are, and the page on which one is arranged."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from js_asset import ImportMap, Media

from articles.admin import front_form, front_stories, kept, rights, sent, stamps, state
from articles.admin.base import EditorialAdmin
from articles.admin.chooser import CHOOSER, picture_facts
from articles.admin.front_form import Row, SlotForm
from articles.models import Arrangement, Edition, Section, Slot
from articles.page import furniture, pages, placing
from articles.page.answers import site_of
from articles.press import fronts
from articles.press.fronts import Front
from articles.previews import PRIVATE

Standing = Arrangement.Standing
#: Modules that the page's script imports, by names that an import map leads to the files as they are served.
MODULES = ("words", "drag", "picture", "preview")
MEDIA = CHOOSER + Media(
    importmap=ImportMap({f"desk/front-{name}": f"articles/desk/front-{name}.js" for name in MODULES}),
    css={"all": ["articles/desk/front.css", "articles/desk/kept.css"]},
    js=[forms.Script(f"articles/desk/{name}.js", type="module") for name in ("front", "autosave")],
)
#: Buttons that keep what was arranged; all others only show the form anew.
KEEPING = frozenset(("_live", "_plan", "_keep"))
PAST = 20


class PlanForm(forms.Form):
    goes_live_at = forms.DateTimeField(required=False, widget=front_form.minute_input())

    def clean_goes_live_at(self):
        at = self.cleaned_data["goes_live_at"]
        if "_plan" in self.data and at is None:
            raise forms.ValidationError(_("Say on which day and at what time it is to go live."))
        return at


@admin.register(Arrangement)
class ArrangementAdmin(EditorialAdmin):
    """No rows to edit one by one: a list of the fronts, and for each the page on which it is arranged."""

    def get_urls(self):
        front, one = "<slug:kind>/<int:pk>/", "<int:pk>/"
        pages = [
            ("", self.fronts_view, "changelist"),
            (front, self.arrange_view, "arrange"),
            (f"{front}autosave/", self.autosave_view, "autosave"),
            (f"{front}preview/", require_POST(self.preview_view), "preview"),
            (f"{front}stories/", self.stories_view, "stories"),
            (f"{one}change/", self.change_view, "change"),
            (f"{one}take-off/", require_POST(self.take_off_view), "take_off"),
            (f"{one}discard/", require_POST(self.discard_view), "discard"),
        ]
        wrap = self.admin_site.admin_view
        return [path(route, wrap(view), name=f"articles_arrangement_{name}") for route, view, name in pages]

    # --- Rights -------------------------------------------------------------------------------------------------

    def has_view_permission(self, request, obj=None) -> bool:
        return rights.may_publish_somewhere(request.user)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def _front(self, request, kind: str, pk: int) -> Front:
        """Return the front at an address. Raises Http404, and PermissionDenied for who may not arrange it."""
        editions, sections = Edition.objects.filter(pk=pk), Section.objects.select_related("edition").filter(pk=pk)
        found = {"edition": editions, "section": sections}.get(kind, Edition.objects.none()).first()
        if found is None:
            raise Http404(_("There is no such front."))
        return self._allowed(request, Front(found.edition, found) if kind == "section" else Front(found))

    def _allowed(self, request, front: Front) -> Front:
        if not rights.may_arrange(request.user, front.edition, front.section):
            raise PermissionDenied(_("You may not arrange this front."))
        return front

    # --- The list of the fronts ---------------------------------------------------------------------------------

    def fronts_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not arrange fronts."))
        made: dict[tuple, dict[str, list[Arrangement]]] = {}
        current = Arrangement.objects.exclude(standing=Standing.PAST).select_related("created_by")
        for arrangement in current.order_by("goes_live_at", "pk"):
            here = made.setdefault((arrangement.edition_id, arrangement.section_id), {})
            here.setdefault(arrangement.standing, []).append(arrangement)
        editions = Edition.objects.prefetch_related("sections__edition")
        lists = [(edition, [self._line(request, front, made) for front in _fronts_of(edition)]) for edition in editions]
        context = {**self._context(request), "title": _("Fronts"), "lists": lists}
        return TemplateResponse(request, "admin/articles/arrangement/change_list.html", context)

    def _line(self, request, front: Front, made: dict) -> dict:
        here = made.get((front.edition.pk, front.section.pk if front.section else None), {})
        may_arrange = rights.may_arrange(request.user, front.edition, front.section)
        return {
            "front": front,
            "url": _url(front) if may_arrange else "",
            "live": next(iter(here.get(Standing.LIVE, ())), None),
            "planned": here.get(Standing.PLANNED, ()),
            "drafts": here.get(Standing.DRAFT, ()),
        }

    # --- Arranging ----------------------------------------------------------------------------------------------

    def arrange_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Show a front's slots and the stories to fill them with; keep, plan or put them before readers (POST)."""
        front = self._front(request, kind, pk)
        with timezone.override(front.edition.zone):
            response = self._sent(request, front) if request.method == "POST" else self._begun(request, front)
            return response.render() if hasattr(response, "render") else response

    def _begun(self, request, front: Front) -> HttpResponse:
        """Begin from what readers have, or from the arrangement that `?from=` names."""
        if hasattr(request, "kept"):
            return self._brought_back(request, front, sent.as_post(request.kept.fields))
        wanted = request.GET.get("from", "")
        source = front.live
        if wanted:
            source = front.arrangements.filter(pk=int(wanted) if wanted.isdecimal() else 0).first()
            if source is None:
                raise Http404(_("This front has no such arrangement."))
        slots = placing.in_time(source.slots.all()) if source else []
        is_open = source is not None and source.standing in (Standing.DRAFT, Standing.PLANNED)
        return self._page(
            request,
            front,
            front_form.forms_of(front_form.rows_of(slots), bound=False),
            PlanForm(initial={"goes_live_at": source.goes_live_at if is_open else None}),
            source=source,
            instead_of=source.pk if is_open else "",
            mark=front.mark,
        )

    def _brought_back(self, request, front: Front, typed: QueryDict) -> HttpResponse:
        """Show the form as it was kept; where the front was arranged since, its old mark says so on keeping it."""
        return self._page(
            request,
            front,
            front_form.forms_of(front_form.sent_rows(typed), bound=False),
            PlanForm(initial={"goes_live_at": typed.get("goes_live_at", "")}),
            mark=typed.get("mark", ""),
            instead_of=typed.get("instead_of", ""),
        )

    def _sent(self, request, front: Front) -> HttpResponse:
        rows = front_form.sent_rows(request.POST)
        keeping = bool(KEEPING & request.POST.keys())
        if not keeping:
            rows = front_form.with_act(rows, request.POST)
        slots, plan = front_form.forms_of(rows, bound=keeping), PlanForm(request.POST)
        mark = request.POST.get("mark", "")
        if keeping and all(form.is_valid() for form in (plan, *slots)):
            try:
                said = self._keep(request, front, slots, plan.cleaned_data["goes_live_at"])
            except fronts.ArrangedMeanwhile as refusal:
                mark = front.mark
                messages.error(request, f"{refusal} {_nothing_lost()}")
            except fronts.CannotArrange as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, said)
                return HttpResponseRedirect(_url(front))
        elif keeping:
            messages.error(request, _("Nothing was kept yet: look at the places that are marked."))
        self._keep_typed(request, front)
        return self._page(request, front, slots, plan, mark=mark, instead_of=request.POST.get("instead_of", ""))

    @transaction.atomic
    def _keep(self, request, front: Front, slots: Sequence[SlotForm], at) -> str:
        """Keep what the form says and do what its button says besides; return what came of it."""
        open_one = request.POST.get("instead_of", "")
        kept = fronts.keep(
            front,
            [form.instance for form in slots],
            by=request.user,
            mark=request.POST.get("mark", ""),
            instead_of=int(open_one) if open_one.isdecimal() else None,
        )
        for form in slots:
            for sentence in form.mended:
                messages.info(request, sentence)
        if "_live" in request.POST:
            fronts.arrange(kept, by=request.user)
            return _("Readers have it now.")
        if "_plan" in request.POST:
            fronts.arrange(kept, by=request.user, at=at)
            return _("It goes live by itself at %s.") % state.moment(at)
        return _("Kept as a draft; readers see nothing of it.")

    def _page(self, request, front: Front, slots: Sequence[SlotForm], plan: PlanForm, **more) -> HttpResponse:
        front_form.show_stories(slots, front)
        placed = {form.story.pk for form in slots if form.story}
        headlines = Prefetch("slots", Slot.objects.select_related("article").defer("article__body"))
        made = front.arrangements.select_related("created_by")
        past = made.filter(standing=Standing.PAST).order_by("-went_live_at", "-pk")
        kept_before = hasattr(request, "kept")
        key = kept.key_of(request.kept.draft_key if kept_before else request.POST.get(kept.KEY, ""))
        offered = kept.unsaved(request.user, address__startswith=_url(front)) if request.method == "GET" else ()
        context = {
            **self._context(request),
            "title": _title(front),
            kept.KEY: key,
            "unsaved": [text for text in offered if text.key != key],
            "keeping": kept.facts(
                request,
                form="front-form",
                url=_url(front, "autosave"),
                shelf=_url(front),
                unsaved=kept_before or request.method == "POST",
                passing=("q",),
            ),
            "front": front,
            "slots": slots,
            "plan": plan,
            "places": fronts.PLACES,
            "live": made.filter(standing=Standing.LIVE).first(),
            "open": made.filter(standing__in=(Standing.PLANNED, Standing.DRAFT)).order_by("goes_live_at", "pk"),
            "past": past.prefetch_related(headlines)[:PAST],
            "whose_time": state.whose_time(),
            "urls": {name: _url(front, name) for name in ("arrange", "preview", "stories")},
            "picture_facts": picture_facts(request.user),
            # The import map is an inline script: the policy lets it run by the request's nonce.
            "media": Media.from_media(self.media["css"] + MEDIA, nonce=request.csp_nonce),
            **front_stories.found(front, request.POST or request.GET, placed),
            **more,
        }
        return TemplateResponse(request, "admin/articles/arrangement/arrange.html", context)

    def _context(self, request) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    # --- Nothing is lost ----------------------------------------------------------------------------------------

    def autosave_view(self, request: HttpRequest, kind: str, pk: int) -> JsonResponse:
        """Keep the form that is sent (POST). GET tells who is logged in, and the token that a POST needs by now."""
        front = self._front(request, kind, pk)
        if request.method != "POST":
            return JsonResponse({"user": request.user.pk, "token": get_token(request)})
        if not self._keep_typed(request, front):
            return JsonResponse({"said": _("The form has no key; open it anew.")}, status=HTTPStatus.BAD_REQUEST)
        clock = formats.time_format(timezone.localtime(timezone=front.edition.zone), "H:i:s")
        return JsonResponse({"said": _("Kept at %s.") % clock})

    def _keep_typed(self, request: HttpRequest, front: Front) -> bool:
        """Keep what was typed, for who typed it; return whether the form says which it is."""
        key = request.POST.get(kept.KEY, "")
        if not kept.KEYS.fullmatch(key):
            return False
        opened = stamps.Opened(request.user, _url(front), _title(front), key)
        kept.keep_page(opened, sent.listed(request.POST))
        return True

    # --- The stories to choose from -----------------------------------------------------------------------------

    def stories_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Return a piece of the list of stories, as the page's script adds it below the last one."""
        front = self._front(request, kind, pk)
        with timezone.override(front.edition.zone):
            context = front_stories.found(front, request.GET, placed=set())
            return TemplateResponse(request, "admin/articles/arrangement/_stories.html", context).render()

    # --- Preview, and what is done to one arrangement -----------------------------------------------------------

    def preview_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Show the page that readers would get of the slots in the form. Writes nothing."""
        front = self._front(request, kind, pk)
        with timezone.override(front.edition.zone):
            slots = _as_typed(front_form.sent_rows(request.POST))
        if front.section:
            around = furniture.around(front.edition)
            page = pages.section(around, front.section, site_of(request), "", slots)
        else:
            page = pages.front(front.edition, site_of(request), "", slots)
        return HttpResponse(page, headers=PRIVATE)

    def change_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead from one arrangement, as other pages name it, to its front, begun from it."""
        arrangement = self._arrangement(request, pk)
        return HttpResponseRedirect(f"{_url(fronts.front_of(arrangement))}?from={pk}")

    def take_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(request, pk, fronts.take_off, _("It does not go live by itself any more; it is a draft now."))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(request, pk, fronts.discard, _("The draft is gone."))

    def _act(self, request, pk: int, act, done: str) -> HttpResponse:
        arrangement = self._arrangement(request, pk)
        try:
            act(arrangement, by=request.user)
        except fronts.CannotArrange as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return HttpResponseRedirect(_url(fronts.front_of(arrangement)))

    def _arrangement(self, request, pk: int) -> Arrangement:
        """Return an arrangement of a front that this user may arrange. Raises Http404 and PermissionDenied."""
        arrangement = Arrangement.objects.select_related("edition", "section__edition").filter(pk=pk).first()
        if arrangement is None:
            raise Http404(_("There is no such arrangement."))
        self._allowed(request, fronts.front_of(arrangement))
        return arrangement


def _nothing_lost() -> str:
    return _("Nothing was overwritten, and yours stands below. Look at theirs; to put yours in its place, press again.")


def _title(front: Front) -> str:
    return f"{front.name} – {front.edition.name}"


def _url(front: Front, name: str = "arrange") -> str:
    kind, pk = ("section", front.section.pk) if front.section else ("edition", front.edition.pk)
    return reverse(f"admin:articles_arrangement_{name}", args=[kind, pk])


def _fronts_of(edition: Edition) -> list[Front]:
    return [Front(edition), *(Front(edition, section) for section in edition.sections.all())]


def _as_typed(rows: Sequence[Row]) -> list[Slot]:
    """The slots of a form as far as they are right: what is wrong with one is left out."""
    slots = front_form.forms_of(rows, bound=True)
    for form in slots:
        form.is_valid()
    return [form.instance for form in slots if form.instance.article_id]
