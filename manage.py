#!/usr/bin/env python3
"""The command line of this newspaper."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"Newsroom cannot start: {error}. Install it with: pip install -r requirements.txt")

    if sys.argv[1:2] == ["demo"] and not os.environ.get("SECRET_KEY"):
        # The demo must run on a fresh machine: its settings have to be there before Django reads them.
        from newsroom import environment

        environment.write_local(Path(__file__).resolve().parent)
    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(f"Newsroom cannot start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
