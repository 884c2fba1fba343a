"""What answers at the reader's addresses. Reads the page side alone; nothing here can reach the desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from articles import caching
from articles.models import Author, Edition, PaperPage, PublishedArticle, StoryType, Tag
from articles.page import forms, furniture, inquiry, pages, wordmark
from articles.page.answers import asked, edition_of, public, site_of
from articles.page.archive import Period
from articles.seo import absolute
from articles.story import compose


@public
def front(request: HttpRequest) -> HttpResponse:
    edition = furniture.edition_at("/")
    if edition:
        return _front(request, edition)
    main = furniture.main_edition()
    if main is None:
        raise Http404("This newspaper has no edition yet.")
    return HttpResponseRedirect(main.get_absolute_url(), headers={"Cache-Control": caching.MOVED})


@public
def front_or_section(request: HttpRequest, first: str) -> HttpResponse:
    """`/km/` is an edition's front page, `/national/` a section of the edition that has no prefix."""
    edition = edition_of(request)
    if edition.path_prefix:
        return _front(request, edition)
    return _section(request, edition, first)


@public
def story_or_section(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """`/national/some-story/` is a story of the edition that has no prefix, `/km/national/` a section of another."""
    if published := _live_at(f"/{first}/{second}/"):
        return _story(request, published)
    edition = edition_of(request)
    if not edition.path_prefix:
        raise Http404(f"No story is at /{first}/{second}/.")
    return _section(request, edition, second)


@public
def story(request: HttpRequest, first: str, second: str, third: str) -> HttpResponse:
    published = _live_at(f"/{first}/{second}/{third}/")
    if published is None:
        raise Http404(f"No story is at /{first}/{second}/{third}/.")
    return _story(request, published)


@public
def story_form(request: HttpRequest, form: str, **parts: str) -> HttpResponse:
    """The story whose address it is without the ending, in another form than a page."""
    path = f"/{'/'.join(parts.values())}/"
    published = _live_at(path)
    if published is None:
        raise Http404(f"No story is at {path}.")
    chosen, story = forms.FORMS[form], compose(published)
    response = HttpResponse(chosen.make(story, site_of(request)), content_type=chosen.content_type)
    response["Link"] = f'<{absolute(site_of(request), path)}>; rel="canonical"'
    response["Access-Control-Allow-Origin"] = "*"
    if story.kept_out_of_search:
        response["X-Robots-Tag"] = "noindex"
    return caching.tag(response, story.marks)


@public
def author(request: HttpRequest, slug: str, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    html = pages.author(edition, found, site_of(request), _cursor(request))
    return _found(html, f"No story by {found.name} is live in {edition.name}.", ("author", found.pk))


@public
def topic(request: HttpRequest, slug: str, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    tag = get_object_or_404(Tag.objects.with_page_in(edition), slug=slug)
    html = pages.topic(edition, tag, tag.page, site_of(request), _cursor(request))
    return _found(html, f"No story about {tag.name} is live in {edition.name}.", ("tag", tag.pk))


@public
def story_type(request: HttpRequest, kind: str, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    if kind not in StoryType.values:
        raise Http404(f"There is no type of story “{kind}”.")
    html = pages.story_type(edition, StoryType(kind), site_of(request), _cursor(request))
    return _found(html, f"No story of the type “{kind}” is live in {edition.name}.", ("edition", edition.pk))


@public
def archive(request: HttpRequest, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    return _page(pages.all_years(edition, site_of(request)), ("edition", edition.pk))


@public
def period(request: HttpRequest, year: str, month: str = "0", day: str = "0", prefix: str = "") -> HttpResponse:
    """A year, a month or a day of the archive: “2026”, “11”, “22”."""
    edition = edition_of(request, prefix)
    try:
        wanted = Period(edition, int(year), int(month), int(day))
    except ValueError as error:
        raise Http404(f"The calendar has no such day: {error}") from error
    if wanted.path != request.path.lower():
        raise Http404(f"{wanted.name} is not at {request.path}.")
    html = pages.period(wanted, site_of(request), _cursor(request))
    return _found(html, f"{edition.name} has no story of {wanted.name}.", ("edition", edition.pk))


@public
def undated(request: HttpRequest, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    html = pages.undated(edition, site_of(request), _cursor(request))
    return _found(html, f"Every story of {edition.name} has a date.", ("edition", edition.pk))


@public
def corrections(request: HttpRequest, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    return _page(pages.corrections(edition, site_of(request), _cursor(request)), ("corrections", edition.pk))


@public
def changes(request: HttpRequest, key: int, prefix: str = "") -> HttpResponse:
    edition = edition_of(request, prefix)
    published = get_object_or_404(PublishedArticle.objects.select_related("edition"), pk=key, edition=edition)
    html = pages.changes(published, site_of(request))
    return _found(html, f"The words of story {key} never changed.", ("story", key))


@asked
def search(request: HttpRequest, prefix: str = "") -> HttpResponse:
    return HttpResponse(pages.search(edition_of(request, prefix), inquiry.read(request.GET), site_of(request)))


@public
def masthead(request: HttpRequest, prefix: str = "") -> HttpResponse:
    """The paper's name set in type, as a picture."""
    edition = edition_of(request, prefix)
    svg = render_to_string("masthead.svg", {"mark": wordmark.draw(edition.name), "edition": edition}, using="paper")
    return caching.tag(HttpResponse(svg, content_type="image/svg+xml"), [])


def _front(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _page(pages.front(edition, site_of(request), _cursor(request)), ("edition", edition.pk))


def _section(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    """A section of the edition, or a page about the paper: they share one address space."""
    around = furniture.around(edition)
    if section := around.section(slug):
        return _page(pages.section(around, section, site_of(request), _cursor(request)), ("section", section.pk))
    link = around.page(slug)
    page = link and PaperPage.objects.filter(pk=link.key, is_public=True).first()
    if page is None:
        raise Http404(f"{edition.name} has no section and no page “{slug}”.")
    page.edition = edition
    return caching.tag(HttpResponse(pages.paper_page(around, page, site_of(request))), [])


def _live_at(path: str) -> PublishedArticle | None:
    published = PublishedArticle.objects.live_at(path)
    return furniture.place(published) if published else None


def _story(request: HttpRequest, published: PublishedArticle) -> HttpResponse:
    story = compose(published)
    return caching.tag(HttpResponse(pages.story(story, site_of(request))), story.marks)


def _page(html: str, subject: tuple[str, int]) -> HttpResponse:
    """Answer with the page about a subject, under the tag by which caches let it go."""
    return caching.tag(HttpResponse(html), [caching.mark(*subject)])


def _found(html: str | None, otherwise: str, subject: tuple[str, int]) -> HttpResponse:
    """Answer with the page, where there is one; raise Http404 with the sentence `otherwise`."""
    if html is None:
        raise Http404(otherwise)
    return _page(html, subject)


def _cursor(request: HttpRequest) -> str:
    return request.GET.get(caching.CURSOR, "")
