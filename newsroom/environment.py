"""Where the settings' values come from: the environment, or a local `.env`. Called by settings.py and manage.py."""

from __future__ import annotations

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")

LOCAL = """\
# Settings of this machine alone, written by `manage.py demo`. Never commit this file, never use it in production.
SECRET_KEY={key}
ALLOWED_HOSTS=127.0.0.1,localhost,[::1]
DATABASE_URL=sqlite:///{database}
HTTPS=off
"""


def read(folder: Path) -> environ.Env:
    """Return the environment, filled up from `folder/.env`; what the environment says wins.

    `ENV_FILE` names another file; empty, none is read. Raises ImproperlyConfigured naming every required value that is
    missing.
    """
    env = environ.Env()
    env_file = env.str("ENV_FILE", default=str(folder / ".env"))
    if env_file and Path(env_file).is_file():
        env.read_env(env_file)
    if missing := [name for name in REQUIRED if not env.str(name, default="").strip()]:
        raise ImproperlyConfigured(
            f"{', '.join(missing)} must be set in the environment or in .env "
            "(.env.example lists every setting; `manage.py demo` writes a local .env)."
        )
    return env


def write_local(folder: Path) -> bool:
    """Write `folder/.env` for a newspaper on this machine alone, unless there is one. Returns whether it wrote."""
    env_file = folder / ".env"
    if env_file.exists():
        return False
    # token_urlsafe has no character that a dotenv file would read as more than itself.
    text = LOCAL.format(key=secrets.token_urlsafe(50), database=(folder / ".newsroom.sqlite3").as_posix())
    env_file.touch(mode=0o600)
    env_file.write_text(text, encoding="utf-8")
    return True
