"""Serves renditions, and nothing else that is stored, where no front server or bucket does so."""

from datetime import date, datetime, time, timedelta

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from media import renditions
from media.models import Picture, today

FOR_GOOD = timedelta(days=365)
FOR_THE_DESK = "private, no-store"


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with the rendition of that storage name, which the route has held against `renditions.NAME_PATTERN`.

    A rendition never changes under its name, so readers and caches keep it for good, or until its licence ends: then
    it is a 410 for all but the desk. A size never drawn is a 404.
    """
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        return no_picture(request)
    until = Picture.objects.licence_end(name.rpartition("/")[0])
    if until is not None and until < today() and not request.user.has_perm("media.view_picture"):
        file.close()
        return _said("The licence of this picture has ended.", 410)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(headers={"Content-Length": file.size})
        file.close()
    else:
        response = FileResponse(file)
    response["Content-Type"] = renditions.CONTENT_TYPES[name.rpartition(".")[2]]
    response["Cache-Control"] = _how_long(until)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = quote_etag(name.removeprefix(f"{renditions.FOLDER}/"))
    unchanged = get_conditional_response(request, etag=response["ETag"], response=response)
    if unchanged is not response:
        file.close()
    return unchanged


def no_picture(request: HttpRequest) -> HttpResponse:
    """Answer 404 for everything else under MEDIA_URL, in one line: a made-up address costs no page and no query."""
    return _said("There is no such picture.", 404)


def _said(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(
        f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _how_long(until: date | None) -> str:
    """Return what caches are told of a picture that may be used until the end of that day (None: for good)."""
    if until is None:
        return f"public, max-age={FOR_GOOD // timedelta(seconds=1)}, immutable"
    end = datetime.combine(until + timedelta(days=1), time.min, timezone.get_default_timezone())
    left = min(end - timezone.now(), FOR_GOOD)
    return f"public, max-age={left // timedelta(seconds=1)}" if left > timedelta() else FOR_THE_DESK
