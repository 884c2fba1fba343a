"""`manage.py index_stories`: write the readers' search anew."""

from django.core.management.base import BaseCommand

from articles.search.indexing import index_anew


class Command(BaseCommand):
    help = "Index every live story for the readers' search, after an upgrade. Readers can search all the while."

    def handle(self, **options):
        def tell(number: int) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{number} ...")

        self.stdout.write(f"{index_anew(tell)} stories indexed")
