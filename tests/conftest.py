"""What every test stands on, and the word about skipped ones."""

import os
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.chromium import EXECUTABLE, Chromium

BROWSER = "tests/browser"


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """Pictures are kept in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def empty_cache():
    """No test reads a page that another one cached."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def has_chromium():
    """Skips a test where no Chromium is installed."""
    if not EXECUTABLE:
        pytest.skip("Chromium is not installed.")


# For a module, not for the run: its loop stays in the tests' thread, where Django then refuses every query.
@pytest.fixture(scope="module")
def playwright(has_chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    with sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def one_chromium(playwright, tmp_path_factory):
    chromium = Chromium(playwright.chromium, tmp_path_factory.mktemp("chromium"))
    yield chromium
    chromium.close()


@pytest.fixture
def chromium(one_chromium):
    """A headless Chromium, the same for a module's tests unless one loses it."""
    with one_chromium.for_one_test() as browser:
        yield browser


def pytest_xdist_auto_num_workers(config):
    """Rooms are tested by a process a core, four at most, each with its own database; files that are named, by this."""
    named = (Path(str(argument).split("::")[0]) for argument in config.args)
    return min(os.cpu_count() or 1, 4) if all(path.is_dir() for path in named) else 0


class ByFile(LoadFileScheduling):
    """A file's tests stay together, since they share what the file made; those of `tests/browser` share one served
    newspaper.
    """

    def _split_scope(self, nodeid):
        return BROWSER if nodeid.startswith(f"{BROWSER}/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


def pytest_collection_modifyitems(items):
    """The browser's tests go first, since no file takes as long as they take together. A browser that did not answer
    gets a second try: it is a program of others. A page that was wrong gets none.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(f"{BROWSER}/"))
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TargetClosedError", "TimeoutError"]))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A bare machine may skip what it lacks; where REQUIRE_ALL is set, a skipped test fails the run."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")  # None in the processes that only test
    if reporter and os.environ.get("REQUIRE_ALL") and exitstatus == 0 and reporter.stats.get("skipped"):
        reporter.write_line("REQUIRE_ALL is set, and tests were skipped.", red=True)
        session.exitstatus = 1
