"""Makes a mirror of the public paper, or brings one up to date.

The mirror is what readers can reach: it begins at the front pages and follows every link, so that each link in it leads
to a file, and nothing is in it that no reader can come to; then come former addresses, which nothing links to. Every
page is made anew, and written where it reads otherwise than before; what readers cannot reach any more is removed.

No content security policy is written into the pages: browsers disagree on what “self” is for a file, and what they hold
is the site's own, which was cleaned before it was published.
"""

from __future__ import annotations

import errno
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.templatetags.static import static

from articles.exporting.site import asking, markup, names, stand_ins
from articles.exporting.site.asking import Answer
from articles.exporting.site.folder import Folder, InTheWay, Outcome
from articles.exporting.site.places import Kind, Links, Place, Site
from articles.exporting.site.signing import SigningKey
from articles.exporting.site.work import Work
from articles.models import FormerPath
from articles.page import furniture, whereabouts
from media.models import Picture, today

#: Where readers and their machines come in; all else is linked from there.
DOORS = ("/", "/robots.txt", "/llms.txt")
#: So many former addresses are looked up at a time.
AT_ONCE = 500
#: In these, pictures may be named, and other files.
TEXTS = ("text/", "application/json", "application/xml", "application/feed+json", "application/rss", "application/atom")

logger = logging.getLogger(__name__)


class WrongCall(Exception):
    """The mirror cannot be begun; the message says why, and what to do."""


class Missing(Exception):
    """A file that a page names cannot be had; the message says why."""


@dataclass(slots=True)
class Report:
    """What became of the mirror's files."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    removed: int = 0
    problems: int = 0

    @property
    def exit_code(self) -> int:
        """0 all is there, 3 something is missing, 4 nothing is there."""
        if not self.problems:
            return 0
        return 3 if self.counts.total() else 4

    def summary(self) -> str:
        """`412 files: 10 new, 2 changed, 400 unchanged; 3 removed`."""
        made = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in Outcome if self.counts[outcome])
        ends = [f"{self.removed} removed"] if self.removed else []
        if self.problems:
            ends.append("1 problem" if self.problems == 1 else f"{self.problems} problems")
        noun = "file" if self.counts.total() == 1 else "files"
        return "; ".join([f"{self.counts.total()} {noun}: {made or 'none'}", *ends])


def export(
    root: Path,
    url: str,
    key: SigningKey,
    *,
    tell: Callable[[str], None],
    watch: Callable[[int, int], None] = lambda done, known: None,
) -> Report:
    """Make the folder `root` a mirror of the paper whose own address (scheme and host) is `url`.

    `tell` gets a sentence for each problem, `watch` the numbers of the files done and known so far. Raises WrongCall
    and WrongFolder before anything is changed; an OSError (a full disk) leaves what the next run goes on from.
    """
    if furniture.main_edition() is None:
        raise WrongCall("This newspaper has no edition yet: there is nothing to export.")
    try:
        static("newsroom/paper.css")
    except ValueError as error:
        raise WrongCall("The style sheets are not collected yet; run `manage.py collectstatic` first.") from error
    work = Work()
    try:
        with Folder(root, work) as folder:
            return _Run(Site(url), folder, work, tell, watch).make(key)
    finally:
        work.close()


class _Run:
    def __init__(self, site: Site, folder: Folder, work: Work, tell: Callable, watch: Callable):
        self._site, self._folder, self._work = site, folder, work
        self._tell, self._watch = tell, watch
        self._report = Report()
        self._licence_end = lru_cache(maxsize=64)(Picture.objects.licence_end)

    def make(self, key: SigningKey) -> Report:
        self._work.find(self._site.page(door) for door in DOORS)
        self._visit()
        self._visit_former()
        self._visit()
        self._put(names.PUBLIC_KEY, key.public.pem)
        self._put(names.README, self._readme(key).encode())
        for name in self._work.stale():
            self._report.removed += self._folder.remove(name)
        self._folder.finish(key)
        return self._report

    # --- Places ------------------------------------------------------------------------------------------------------

    def _visit(self) -> None:
        sources = {Kind.PAGE: self._page, Kind.STATIC: self._static, Kind.PICTURE: self._picture}
        for place in self._work.places():
            self._watch(self._report.counts.total(), self._work.known)
            if self._work.is_made(place.name):
                continue
            try:
                content = sources[place.kind](place)
            except Missing as error:
                self._problem(str(error))
            except DatabaseError:
                raise
            except Exception as error:
                # One story that cannot be set keeps no other one from readers; its last good copy stays.
                logger.exception("The page %s cannot be made.", place.source)
                self._problem(f"“{place.source}” cannot be made: {error or type(error).__name__}.")
                self._keep(place.name)
            else:
                if content is not None:
                    self._put(place.name, content)

    def _visit_former(self) -> None:
        """Make the pages at former addresses, as far as a folder can have them: none with a query string, and none
        that is a file of another kind."""
        last = 0
        rows = FormerPath.objects.exclude(path__contains="?").order_by("pk").values_list("pk", "path")
        while found := list(rows.filter(pk__gt=last)[:AT_ONCE]):
            last = found[-1][0]
            paths = [path for _key, path in found]
            leads = whereabouts.lead([(path, "") for path in paths])
            for path, lead in zip(paths, leads, strict=True):
                place, answer = self._site.page(path), asking.of_lead(path, lead)
                if answer and names.is_page(place.name) and not self._work.is_found(place.name):
                    self._work.find([place])
                    self._put(place.name, self._set(place, answer))

    def _page(self, place: Place) -> bytes:
        answer = asking.ask(self._site.url, place.source, place.query)
        return self._set(place, answer)

    def _set(self, place: Place, answer: Answer) -> bytes:
        """Return a page as it stands in the mirror, and take note of what it names."""
        if answer.to:
            answer = self._led(place, answer.to)
        content = answer.content
        if not answer.content_type.startswith(TEXTS):
            return content
        text = content.decode()
        self._work.find(self._site.named_in(text))
        if not answer.content_type.startswith("text/html"):
            return content
        links = Links(self._site, place)
        content = markup.rewrite(text, links).encode()
        self._work.find(links.found.values())
        return content

    def _led(self, place: Place, to: str) -> Answer:
        """A page that takes the reader on; what is there itself, where that is in the same file, or in no page."""
        target = self._site.place(urljoin(f"{self._site.url}{place.source}", to))
        if target and (target.name == place.name or not names.is_page(place.name)):
            return asking.ask(self._site.url, target.source, target.query)
        return Answer(stand_ins.moved(place.source, to, self._site.url).encode())

    def _static(self, place: Place) -> bytes:
        if staticfiles_storage.exists(place.source):
            with staticfiles_storage.open(place.source) as file:
                content = file.read()
        elif path := finders.find(place.source):
            content = Path(path).read_bytes()
        else:
            raise Missing(f"The file “{place.source}” is not collected; run `manage.py collectstatic`.")
        if not place.name.endswith(".css"):
            return content
        links = Links(self._site, place)
        css = markup.rewrite_css(content.decode(), links)
        self._work.find(links.found.values())
        return css.encode()

    def _picture(self, place: Place) -> bytes | None:
        """A rendition's bytes; None where the mirror has it: a rendition never changes under its name."""
        until = self._licence_end(place.source.rpartition("/")[0])
        if until is not None and until < today():
            raise Missing(f"The licence of the picture “{place.source}” has ended meanwhile; run the export again.")
        if self._keep(place.name):
            return None
        try:
            with default_storage.open(place.source) as file:
                return file.read()
        except FileNotFoundError as error:
            raise Missing(f"The picture “{place.source}” is not drawn; run `manage.py render_pictures`.") from error

    # --- Files -------------------------------------------------------------------------------------------------------

    def _put(self, name: str, content: bytes) -> None:
        try:
            self._report.counts[self._folder.put(name, content)] += 1
        except InTheWay as error:
            self._problem(str(error))
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            self._problem(f"The name “{name}” is too long for this folder; export to one nearer to its disk’s root.")

    def _keep(self, name: str) -> bool:
        is_kept = self._folder.keep(name)
        self._report.counts[Outcome.SAME] += is_kept
        return is_kept

    def _readme(self, key: SigningKey) -> str:
        facts = {
            "paper": furniture.main_edition(),
            "site": self._site.url,
            "fingerprint": key.public.fingerprint,
            "checksums": names.CHECKSUMS,
            "signature": names.SIGNATURE,
            "public_key": names.PUBLIC_KEY,
        }
        return render_to_string("mirror/README.txt", facts, using="paper")

    def _problem(self, sentence: str) -> None:
        self._report.problems += 1
        self._tell(sentence)
