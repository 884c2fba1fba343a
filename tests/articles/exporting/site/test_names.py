"""What a page is called as a file, so that any disk takes it."""

from collections import Counter

import pytest

from articles.exporting.site import names
from articles.models import Section
from tests.newspaper import make_live


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (("/",), "index.html"),
        (("/km/",), "km/index.html"),
        (("/km/ព័ត៌មាន/សាឡាង/",), "km/ព័ត៌មាន/សាឡាង/index.html"),
        (("/km/ព័ត៌មាន/សាឡាង.txt",), "km/ព័ត៌មាន/សាឡាង.txt"),
        (("/river", "", "5f3.1a"), "river/older-5f3.1a.html"),
        (("/river/", "", "5f3.1a~"), "river/newer-5f3.1a.html"),
        (("/2019/Old.html",), "2019/old.html"),
        (("/sitemap/stories-2026-03.xml",), "sitemap/stories-2026-03.xml"),
    ],
)
def test_an_address_is_known_by_its_file(address, name):
    assert names.of_page(*address) == name


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/con/",
            "/river/aux.txt",
            "/river/LPT1/",
            "/a:b/",
            "/what?/",
            '/“quoted"/',
            "/dots.../",
            "/spaced /",
            "/.git/",
        ),
        *("/a//b/", "/../up/", "/./here/", "/tab\tbed/", "/line\u2028end/", "/back\\slash/", f"/{'ក' * 100}/"),
        *("/checksums.txt", "/README.txt", f"/river/{'ក' * 100}.json"),
    ],
)
def test_no_address_makes_a_name_that_a_disk_refuses(path):
    name = names.of_page(path)
    assert name not in names.OWN
    for part in name.split("/"):
        assert part not in {"", ".", ".."}
        assert not part.startswith(".")
        assert not part.endswith((".", " "))
        assert not set(part) & set('<>:"\\|?*\t\u2028')
        assert part.partition(".")[0] not in {"con", "aux", "lpt1"}
        assert len(part.encode()) <= names.LONGEST
    # The same rule for another address gives another name.
    assert name != names.of_page(path.replace("/", "/_", 1))


def test_a_made_up_place_in_a_list_stays_in_its_folder():
    assert names.of_page("/river/", "", "/../../../x").count("/") == 1


def test_query_strings_that_name_a_page_make_names_of_their_own():
    made = {names.of_page("/story.php", query) for query in ("", "id=1", "id=2")}
    assert len(made) == 3


@pytest.mark.django_db
def test_khmer_addresses_are_files_that_every_disk_takes(paper, mirror):
    make_live("One", section=Section.objects.get(slug="river"), slug="សាឡាង" * 20)
    mirror.export()
    names = mirror.files()
    assert any("ព័ត៌មាន" in name for name in names)
    for name in names:
        for part in name.split("/"):
            assert len(part.encode()) <= 255
            assert not set(part) & set('<>:"\\|?*')
            assert part == part.strip(" ")
    assert max(Counter(name.lower() for name in names).values()) == 1


@pytest.mark.django_db
def test_two_long_addresses_never_share_a_file(paper, mirror):
    stem = "សាឡាង" * 18
    river = Section.objects.get(slug="river")
    first, second = (make_live(name, section=river, slug=f"{stem}-{end}") for name, end in (("One", "ក"), ("Two", "ខ")))
    mirror.export()
    headlines = {
        mirror.page(name).findtext(".//h1")
        for name in mirror.files()
        if name.startswith("river/ស") and name.endswith("index.html")
    }
    assert {first.headline, second.headline} <= headlines
