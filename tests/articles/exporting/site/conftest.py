"""Papers to make mirrors of, each test with a key of its own."""

import pytest

from tests.articles.exporting.site.mirrors import Mirror, make_paper
from tests.newspaper import make_live


@pytest.fixture(autouse=True)
def _key(settings, tmp_path):
    settings.MIRROR_KEY = tmp_path / "key.pem"


@pytest.fixture
def mirror(tmp_path):
    return Mirror(tmp_path / "mirror")


@pytest.fixture
def paper(db):
    make_paper()


@pytest.fixture
def one_story(db):
    """A paper with one story; the name of its page."""
    return f"{make_live().live.path.strip('/')}/index.html"
