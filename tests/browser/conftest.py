"""The demo newspaper, served as the README serves it, and an editor at its desk."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Paper:
    """A served demo newspaper: its address, and the passwords of `editor` and `reporter`."""

    url: str
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def paper(tmp_path_factory, has_chromium):
    """Make the demo with its own command, in a folder of its own, and serve it until the tests are over."""
    folder = tmp_path_factory.mktemp("demo")
    env = os.environ | {
        "ENV_FILE": "",
        "SECRET_KEY": "a-key-for-the-browser-tests-alone-0123456789-0123456789",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/paper.sqlite3",
        "MEDIA_ROOT": str(folder / "uploads"),
        "STATIC_ROOT": str(folder / "static"),
        "HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    demo = [sys.executable, "manage.py", "demo"]
    made = subprocess.run([*demo, "--no-serve"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    said = [line.split() for line in made.stdout.splitlines() if line.strip().startswith("login")]
    passwords = {words[1].rstrip(","): words[-1] for words in said}
    port = _free_port()
    server = subprocess.Popen([*demo, "--port", str(port)], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield Paper(f"http://127.0.0.1:{port}", passwords)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, server: subprocess.Popen) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            pytest.fail(f"The server ended with {server.returncode} before it answered.")
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Nothing answers at {url}.")


@pytest.fixture
def desk(chromium, paper):
    """A page on which the editor has logged in; what its console says against the page fails the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{paper.url}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", paper.passwords["editor"])
    page.click("[type=submit]")
    yield page
    page.close()
    assert complaints == []
