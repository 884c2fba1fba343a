"""Draws the renditions that kept pictures lack, after a change of the ladder or a broken run."""

import sys

from django.core.management.base import BaseCommand

from media import archive
from media.darkroom import UndecodableError
from media.models import Picture


class Command(BaseCommand):
    help = "Draws the sizes and crops that pictures lack, and prints one line of counts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="draw every rendition anew, as after a change of quality"
        )

    def handle(self, *, again, **options):
        pictures = drawn = failed = 0
        for picture in Picture.objects.only("file", "width", "height", "sha256", "focal_point").iterator(500):
            pictures += 1
            try:
                drawn += archive.draw(picture, again=again)
            except (OSError, UndecodableError) as fault:
                failed += 1
                self.stderr.write(f"picture {picture.pk}, {picture.file.name}: can not be drawn ({fault})")
        self.stdout.write(f"{pictures} pictures: {drawn} renditions drawn, {failed} pictures failed")
        if failed:
            sys.exit(1)
