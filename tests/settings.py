"""The settings of the tests: their own values, whatever `.env` stands on this machine."""

import os
import tempfile

os.environ["ENV_FILE"] = ""
# The browser tests' driver keeps an event loop in this thread; nothing here is asynchronous nonetheless.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ.update(
    SECRET_KEY="a-key-for-tests-alone-0123456789-0123456789-0123456789",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    HTTPS="off",
    CACHE_URL="locmemcache://",
    MEDIA_ROOT=tempfile.mkdtemp(prefix="newsroom-tests-"),
    MIRROR_KEY=f"{tempfile.mkdtemp(prefix='newsroom-tests-')}/key.pem",
    STATIC_ROOT=tempfile.mkdtemp(prefix="newsroom-tests-"),
)
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from newsroom.settings import *  # noqa: F403

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
