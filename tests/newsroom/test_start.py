"""How the paper starts, or says why it does not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import environment

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "a-long-and-random-key-for-the-tests-of-production-settings-0123456789",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
    "BEHIND_PROXY": "on",
    "ENV_FILE": "",
}


def manage(*arguments, **values) -> subprocess.CompletedProcess:
    """Run manage.py in a process of its own, with nothing in its environment but these values."""
    env = {"PATH": os.environ["PATH"]} | values
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("missing", environment.REQUIRED)
def test_a_missing_setting_stops_the_start_with_a_sentence(missing):
    values = {name: value for name, value in PRODUCTION.items() if name != missing}
    ended = manage("check", **values)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Newsroom cannot start: {missing} must be set")
    assert "Traceback" not in ended.stderr


def test_the_readmes_production_settings_pass_djangos_own_check():
    ended = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert ended.returncode == 0, ended.stderr


def test_the_local_settings_are_written_once_and_for_this_machine_alone(tmp_path):
    assert environment.write_local(tmp_path) is True
    written = (tmp_path / ".env").read_text()
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    assert "ALLOWED_HOSTS=127.0.0.1,localhost,[::1]" in written
    assert environment.write_local(tmp_path) is False
    assert (tmp_path / ".env").read_text() == written


def test_every_setting_that_is_read_stands_in_the_example():
    read = set()
    for name in ("settings.py", "environment.py"):
        source = (ROOT / "newsroom" / name).read_text()
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    example = (ROOT / ".env.example").read_text()
    assert [name for name in sorted(read) if f"\n{name}=" not in example] == []
