"""`manage.py import_media`: fetch the pictures that imported stories wait for."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from tqdm import tqdm

from articles.importing import media_queue
from articles.models import AwaitedPicture

State = AwaitedPicture.State
TOLD = {State.WAITING: "waiting", State.FETCHED: "fetched", State.GIVEN_UP: "given up"}


class Command(BaseCommand):
    help = (
        "Tell how many pictures imported stories wait for; with --resume, fetch what is due and go on where the last "
        "call stopped. Exit codes: 0 none is missing, 3 some wait or were given up, 4 none came."
    )

    def add_arguments(self, parser):
        parser.add_argument("--resume", action="store_true", help="Fetch what is due.")
        parser.add_argument("--again", action="store_true", help="Ask once more for what was given up.")
        parser.add_argument("--list", action="store_true", help="Print each address that is missing, and why.")

    def handle(self, *, resume, again, **options):
        if again:
            media_queue.try_again()
        if resume or again:
            work_off(self)
        counts = dict(AwaitedPicture.objects.order_by().values_list("state").annotate(Count("pk")))
        if options["list"]:
            missing = AwaitedPicture.objects.exclude(state=State.FETCHED).order_by("pk")
            for awaited in missing.iterator():
                self.stdout.write(f"{awaited.state}\t{awaited.url}\t{awaited.problem}")
        self.stdout.write(told(counts))
        missing = sum(counts.values()) - counts.get(State.FETCHED, 0)
        sys.exit(0 if not missing else 4 if missing == sum(counts.values()) else 3)


def told(counts: dict[str, int]) -> str:
    """`12 pictures: 10 fetched, 2 given up`."""
    total = sum(counts.values())
    states = ", ".join(f"{counts[state]} {state.replace('_', ' ')}" for state in State if state in counts)
    soonest = AwaitedPicture.objects.filter(state=State.WAITING).order_by("try_at").first()
    later = f"; the next try is due at {soonest.try_at:%H:%M:%S %Z}" if soonest else ""
    return f"{total} picture{'' if total == 1 else 's'}: {states or 'none'}{later}"


def work_off(command: BaseCommand) -> None:
    """Fetch what is due; a person who watches sees how many are left."""
    due = AwaitedPicture.objects.filter(state=State.WAITING).count()
    with tqdm(total=due, unit=" pictures", disable=not sys.stderr.isatty()) as bar:
        try:
            media_queue.work(watch=lambda _awaited: bar.update())
        except KeyboardInterrupt:
            raise CommandError("Stopped. `import_media --resume` goes on from there.", returncode=130) from None
