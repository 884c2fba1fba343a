"""`manage.py export_site`: the public paper as plain files."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.exporting.site import checking, run, signing
from articles.exporting.site.folder import WrongFolder
from articles.exporting.site.signing import BadKey, PublicKey, SigningKey

EXAMPLES = """
Exit codes: 0 all is there (--verify: as it was signed), 2 wrong call, 3 something is missing (--verify: files differ),
4 nothing was finished (--verify: the list is not signed with the key).

  manage.py export_site /media/stick/paper --site-url https://www.example.org
  manage.py export_site /media/stick/paper --verify
"""


class Command(BaseCommand):
    help = (
        "Make a folder a mirror of the public paper: plain files with relative links, which open without a server, and "
        "a signed list of their checksums. Run again, it writes only what changed and removes what is not public now."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="A new or empty folder, or one with a mirror.")
        parser.add_argument(
            "--site-url", default="", metavar="URL", help="The paper's own address. Default: SITE_URL, or the host."
        )
        parser.add_argument("--verify", action="store_true", help="Change nothing: check the mirror that is there.")
        parser.add_argument(
            "--public-key", type=Path, metavar="FILE", help="With --verify: the paper's key, where MIRROR_KEY is not."
        )

    def handle(self, *, folder, site_url, verify, public_key, **options):
        try:
            if verify:
                done = checking.check(folder, self._trusted(public_key), tell=self.stderr.write)
            else:
                done = self._export(folder, site_url)
        except (run.WrongCall, WrongFolder, BadKey) as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(
                f"“{error.filename or folder}”: {error.strerror}. What is there is whole; the same command goes on.",
                returncode=4,
            ) from error
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What is there is whole; the same command goes on from there.", returncode=130
            ) from None
        self.stdout.write(done.summary())
        sys.exit(done.exit_code)

    def _export(self, folder: Path, site_url: str) -> run.Report:
        url = _address(site_url)
        key = self._key(folder)
        with tqdm(unit=" files", disable=not sys.stderr.isatty()) as bar:

            def watch(done: int, known: int) -> None:
                bar.total = known
                bar.update(done - bar.n)

            def tell(sentence: str) -> None:
                with bar.external_write_mode(file=sys.stderr):
                    self.stderr.write(sentence)

            return run.export(folder, url, key, tell=tell, watch=watch)

    def _key(self, folder: Path) -> SigningKey:
        if settings.MIRROR_KEY.resolve().is_relative_to(folder.resolve()):
            raise run.WrongCall(f"The key “{settings.MIRROR_KEY}” (MIRROR_KEY) lies in the mirror; keep it elsewhere.")
        key = signing.read_or_make(settings.MIRROR_KEY)
        if key.is_new:
            self.stdout.write(f"A new key is in “{settings.MIRROR_KEY}”: keep it, and keep it to yourself.")
            self.stdout.write(f"Tell readers its fingerprint: {key.public.fingerprint}")
        return key

    def _trusted(self, public_key: Path | None) -> PublicKey | None:
        if public_key:
            return signing.read_public(public_key)
        return signing.read_or_make(settings.MIRROR_KEY).public if settings.MIRROR_KEY.exists() else None


def _address(told: str) -> str:
    """Return the paper's own address, which stands in its canonical addresses, feeds and sitemaps. Raises WrongCall."""
    url = (told or settings.SITE_URL).rstrip("/")
    if not url:
        hosts = [host for host in settings.ALLOWED_HOSTS if host.strip("*").strip(".") == host]
        url = f"{'https' if settings.HTTPS else 'http'}://{hosts[0]}" if hosts else ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
        raise run.WrongCall(f"“{url}” is no address of a site; set SITE_URL, or --site-url https://www.example.org.")
    return url
