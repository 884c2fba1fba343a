"""Sets the reader's pages: Jinja2, which is compiled, with what their templates need beyond it. Named in the settings.

The desk's pages are Django's own templates; no page of readers is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from functools import lru_cache

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info, gettext, ngettext
from jinja2 import Environment
from jinja2.ext import Extension

from articles import body, caching, seo, syndication
from articles import language as tongues
from articles.language import dates
from articles.models import Edition, PaperPage
from articles.page.furniture import Furniture
from articles.story import PictureUse, Story
from media import markup, renditions
from media.models import Picture

#: Reading modes take the text between two tags as it stands: without a break, the last word of a block and the first of
#: the next are one.
_BLOCK_ENDS = [f"</{tag}>" for tag in ("p", "h2", "h3", "li", "ul", "ol", "td", "th", "tr", "blockquote", "figure")]
_OWN_LINK = re.compile(r'(<a [^>]*?href=")/(?!/)')


def when(moment: datetime | None, edition: Edition, form: str = "moment") -> str:
    """Return a <time> in the edition's zone and language: a moment, its day, or its clock. Nothing for None."""
    if moment is None:
        return ""
    here = moment.astimezone(edition.zone)
    words = {"day": dates.day, "clock": dates.clock}.get(form, dates.moment)
    stamp = here.isoformat(timespec="minutes")
    return mark_safe(f'<time datetime="{stamp}">{escape(words(here, edition.language))}</time>')  # noqa: S308


def figures(number: int, edition: Edition) -> str:
    """Return a number in the figures of the edition's language."""
    return dates.figures(number, edition.language)


def autonym(code: str) -> str:
    """Return a language's name in that language."""
    if code == "km":
        return "ភាសាខ្មែរ"
    try:
        return get_language_info(code)["name_local"].capitalize()
    except KeyError:
        return code


def spoken(text: str, edition: Edition) -> str:
    """Return a `lang` attribute where the script of a text tells that it is in another language than the edition."""
    found = tongues.detect(text)
    return format_html(' lang="{}"', found) if found and found != edition.language.partition("-")[0] else ""


#: Pixels of a story's column and of its widest picture (38 and 60rem in paper.css).
COLUMN, WIDE = 608, 960


def fit(use: PictureUse, place: str = "") -> str:
    """Return how large a picture stands in a story: “small” as it is, “column”, or “wide”; empty without a picture.

    No picture is blown up, and none that is upright pushes the story off the screen.
    """
    picture = use.picture
    if picture is None or place == "tile":
        return ""
    if picture.width < COLUMN:
        return "small"
    upright = picture.height * 5 > picture.width * 4
    return "wide" if place == "lead" and picture.width >= WIDE and not upright else "column"


def sizes(use: PictureUse, fit: str) -> str:
    """Return the `sizes` of a picture that stands so in a story."""
    if fit == "small":
        return f"(min-width: {use.picture.width + 32}px) {use.picture.width}px, 94vw"
    return "(min-width: 66rem) 60rem, 94vw" if fit == "wide" else "(min-width: 42rem) 38rem, 94vw"


#: The partial of each of the body's own nodes; it gets the node's facts by their names.
PARTIALS = {
    body.PicturePlace: "_figure.html",
    body.Embed: "_embed.html",
    body.StoryCard: "_story_card.html",
    body.PullQuote: "_pull_quote.html",
    body.FactBox: "_fact_box.html",
    body.Table: "_table.html",
}
FEED_PARTIALS = PARTIALS | {
    body.PicturePlace: "_feed_figure.html",
    body.Table: "_feed_table.html",
}


def set_once(template: str, around: Furniture, current: int | None = None) -> SafeString:
    """Return a part of the page that is the same on every page of its edition, but for the section that it marks."""

    def make() -> SafeString:
        facts = {"furniture": around, "edition": around.edition, "current": current}
        return mark_safe(render_to_string(template, facts, using="paper"))  # noqa: S308 - a template's own work

    return caching.for_generation((template, around.edition.pk, current), make)


def paper_body(page: PaperPage) -> SafeString:
    """Return the body of a page about the paper, cleaned when it was saved; pictures and cards are a story's alone."""
    return mark_safe(body.expand(page.body, _plainly))  # noqa: S308


def _plainly(node) -> str:
    if isinstance(node, body.PicturePlace | body.StoryCard):
        return ""
    return render_to_string(PARTIALS[type(node)], node._asdict(), using="paper")


def story_body(story: Story) -> SafeString:
    """Return the body with its pictures, cards and boxes. The body was cleaned when it was saved or imported."""
    return mark_safe(_in_full(story, PARTIALS))  # noqa: S308


def feed_body(story: Story, site: str, picture_url: Callable[[Picture], str] | None = None) -> SafeString:
    """Return the body as it can stand outside of our site: every address with its host. `picture_url` says where a
    picture is, if that is not our site.
    """
    html = _in_full(story, FEED_PARTIALS, site=site, picture_url=picture_url)
    return mark_safe(_OWN_LINK.sub(rf"\1{site}/", html))  # noqa: S308


def _in_full(story: Story, partials: Mapping[type, str], **context) -> str:
    """The body with each node as its partial shows it; a picture or a card of what is not there shows nothing."""

    def render(node) -> str:
        match node:
            case body.PicturePlace(key):
                facts = {"use": story.body_pictures.get(key)}
            case body.StoryCard(article_id):
                facts = {"entry": story.cards.get(article_id)}
            case _:
                facts = node._asdict()
        shown = any(facts.values())
        if not shown:
            return ""
        return render_to_string(partials[type(node)], facts | context | {"edition": story.edition}, using="paper")

    html = body.expand(story.body, render)
    for end in _BLOCK_ENDS:
        html = html.replace(f"{end}<", f"{end}\n<")
    return html


def without_scheme(address: str) -> str:
    """Return an address as one writes it by hand: without https:// and www."""
    return address.removeprefix("https://").removeprefix("www.")


def absolute(path: str, site: str) -> str:
    """Return the absolute address of a path."""
    return seo.absolute(site, path)


def rendition(picture: Picture, width: int) -> str:
    """Return the address of a picture, whole, at least so many pixels wide."""
    return renditions.url(picture, "full", width)


def unplaced(story: Story) -> list[PictureUse]:
    """Return the body's pictures that the body itself gives no place."""
    placed = set(body.picture_keys(story.body))
    return [use for key, use in story.body_pictures.items() if key not in placed]


def icon(picture: Picture) -> str:
    """Return the address of a picture, square and small, for a browser's tab."""
    return renditions.url(picture, "1x1", 160)


def safe_json(text: str) -> SafeString:
    """Let JSON-LD through as it is: `seo` has written <, > and & as escapes."""
    return mark_safe(text)  # noqa: S308


def word(text: str) -> str:
    """Return a word of the page's own in the language that is spoken: gettext's, looked up once."""
    return _word(get_language(), text)


@lru_cache(maxsize=4096)
def _word(_spoken: str | None, text: str) -> str:
    return gettext(text)


FUNCTIONS = (
    feed_body,
    get_language_bidi,
    markup.picture,
    markup.preload,
    ngettext,
    paper_body,
    set_once,
    static,
    story_body,
    when,
)
FILTERS = (
    absolute,
    autonym,
    figures,
    fit,
    icon,
    linebreaksbr,
    rendition,
    safe_json,
    sizes,
    spoken,
    syndication.without_controls,
    unplaced,
    without_scheme,
)


class Case(Environment):
    """The house's type case. What templates find in it never changes, so each gets it as one plain dictionary: Jinja2
    looks through its own chain of two, over and over, for a twentieth of a page's time.
    """

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        return {**self.globals, **(d or {})}


class Inlined(Extension):
    """Sets partials into the templates that include them before these are compiled: an include at run time copies all
    that is in sight for every card of a list, which took a third of its page.
    """

    _INCLUDE = re.compile(r'\{% include "([^"]+)" %\}')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return self._INCLUDE.sub(self._partial, source)

    def _partial(self, found: re.Match[str]) -> str:
        source, _file, _is_current = self.environment.loader.get_source(self.environment, found[1])
        # What a partial sets for itself stays there.
        return f"{{% with %}}{self.preprocess(source, found[1])}{{% endwith %}}"


def environment(**options) -> Environment:
    """Return the environment of the reader's templates; `_` in them is gettext."""
    made = Case(keep_trailing_newline=True, **options)
    made.globals |= {"_": word} | {function.__name__: function for function in FUNCTIONS}
    made.filters |= {function.__name__: function for function in FILTERS}
    if not made.auto_reload:
        # Whoever works on a partial sees it at once: only a template's own file is looked at again.
        made.add_extension(Inlined)
    return made
