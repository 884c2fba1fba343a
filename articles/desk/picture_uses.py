"""Where the paper uses a picture: stories, live or not, fronts, logos, portraits, topics. The desk asks `of`."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from articles.models import Author, Edition, Listing, PublishedArticle, Slot, StoryPicture, TopicPage
from media.models import Picture
from media.uses import Use


def of(picture: Picture) -> Iterator[Use]:
    """Yield the picture's uses; what readers get now comes first."""
    live = _live(picture)
    yield from live.values()
    yield from _at_the_desk(picture, live)
    yield from _on_fronts(picture)
    for edition in Edition.objects.filter(logo=picture):
        said = _("Logo of the edition “%s”") % edition
        yield Use(said, _page("edition", edition.pk), live=True)
    for author in Author.objects.filter(portrait=picture):
        yield Use(_("Portrait of %s") % author, _page("author", author.pk), live=True)
    for page in TopicPage.objects.filter(picture=picture).select_related("tag", "edition"):
        yield Use(_("Picture of the topic “%s”") % page, _page("tag", page.tag_id), live=True)


def _live(picture: Picture) -> dict[int, Use]:
    """By the catalogue, since readers have a story as it was published, whatever the desk changed since."""
    listed = Listing.objects.filter(subject=Listing.Subject.PICTURE, subject_id=picture.pk).values("published")
    rows = PublishedArticle.objects.filter(pk__in=listed).order_by("-listed_at", "-pk")
    return {
        pk: Use(_("Story “%s”, live") % headline, _page("article", pk), live=True)
        for pk, headline in rows.values_list("pk", "headline")
    }


def _at_the_desk(picture: Picture, live: dict[int, Use]) -> Iterator[Use]:
    rows = StoryPicture.objects.filter(picture=picture).exclude(article__in=live.keys()).order_by("-article")
    for pk, headline in rows.values_list("article", "article__headline").distinct():
        yield Use(_("Story “%s”, not before readers") % headline, _page("article", pk))


def _on_fronts(picture: Picture) -> Iterator[Use]:
    for slot in Slot.objects.filter(picture=picture).select_related("arrangement__edition", "arrangement__section"):
        front = slot.arrangement
        said = _("Front “%(front)s”, %(standing)s") % {"front": front, "standing": front.get_standing_display()}
        yield Use(said, _page("arrangement", front.pk), live=front.standing == front.Standing.LIVE)


def _page(noun: str, pk: int) -> str:
    """The noun's page at the desk; empty where the desk has none."""
    try:
        return reverse(f"admin:articles_{noun}_change", args=[pk])
    except NoReverseMatch:
        return ""
