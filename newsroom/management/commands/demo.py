"""`manage.py demo`: a newspaper on one command."""

import secrets
import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles import press
from articles.models import Author
from newsroom import server
from newsroom.demo import paper

HOST = "127.0.0.1"
#: How often the demo looks for what is due, in seconds: a scheduled story appears within a minute.
CLOCK = 15
LOGINS = {"editor": "Editors", "reporter": "Reporters"}


class Command(BaseCommand):
    help = "Make a small newspaper in an empty database, and serve it on this machine. Run again, it only serves."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="Where to serve (default: 8000).")
        parser.add_argument("--no-serve", action="store_true", help="Make the newspaper, and stop.")
        parser.add_argument(
            "--new-passwords", action="store_true", help="Give both logins a new password and print it."
        )

    def handle(self, *, port, no_serve, new_passwords, **options):
        if not no_serve and _is_taken(port):
            raise CommandError(f"Port {port} is in use on this machine; choose another with --port.", returncode=2)
        call_command("migrate", verbosity=0)
        self._make_paper()
        passwords = self._logins(new_passwords)
        server.collect_static()
        self._tell(port, passwords)
        if not no_serve:
            self._serve(port)

    def _make_paper(self) -> None:
        if paper.is_made():
            return
        if paper.holds_another():
            raise CommandError("This database holds a newspaper already; the demo makes one only in an empty one.")
        self.stdout.write("Drawing pictures and importing stories; this takes about a minute the first time ...")
        for report in paper.make():
            self.stdout.write(report.summary())

    def _logins(self, new_passwords: bool) -> dict[str, str]:
        """Return a fresh password for each login that is new, or for both where asked."""
        passwords = {}
        for name, group in LOGINS.items():
            user, created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
            if created or new_passwords:
                passwords[name] = secrets.token_urlsafe(12)
                user.set_password(passwords[name])
                user.save()
            if created:
                user.groups.add(Group.objects.get(name=group))
                _sign_as_an_author(user)
        return passwords

    def _tell(self, port: int, passwords: dict[str, str]) -> None:
        self.stdout.write(f"\nReaders: http://{HOST}:{port}/")
        self.stdout.write(f"Editors: http://{HOST}:{port}/admin/")
        for name in LOGINS:
            said = passwords.get(name, "as printed the first time (`manage.py demo --new-passwords` gives new ones)")
            self.stdout.write(f"  login {name}, password {said}")

    def _serve(self, port: int) -> None:
        """Serve until Ctrl-C or a polite kill; between times, publish what is due."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        process = subprocess.Popen(server.command(HOST, port), cwd=settings.BASE_DIR)
        try:
            while process.poll() is None:
                press.run_due()
                _wait(process, CLOCK)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        finally:
            process.terminate()
            process.wait()
        if process.returncode > 0:
            sys.exit(process.returncode)


def _sign_as_an_author(user: User) -> None:
    """Give a login a byline of the paper: its new stories begin with it, and the author's are its own."""
    author = Author.objects.filter(user=None).order_by("pk").first()
    if author:
        author.user = user
        author.save()


def _wait(process: subprocess.Popen, seconds: int) -> None:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
