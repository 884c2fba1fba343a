"""The signed list of checksums, and what a check of a mirror tells."""

import subprocess

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.exporting.site import signing
from tests.articles.exporting.site.mirrors import SITE

pytestmark = pytest.mark.django_db


def test_ordinary_tools_check_the_mirror(one_story, mirror):
    mirror.export()
    signed = [
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        "public-key.pem",
        "-signature",
        "checksums.txt.sig",
        "checksums.txt",
    ]
    for command in (signed, ["sha256sum", "--check", "--strict", "--quiet", "checksums.txt"]):
        subprocess.run(command, cwd=mirror.folder, check=True, capture_output=True)
    assert " ".join(signed) in mirror.read("README.txt")


def test_the_check_tells_what_was_done_to_a_mirror(one_story, mirror):
    mirror.export()
    assert mirror.verify() == 0
    assert " 0 differ; the list is signed" in mirror.out
    (mirror.folder / one_story).write_text("Other words.")
    (mirror.folder / "robots.txt").unlink()
    (mirror.folder / "extra").mkdir()
    (mirror.folder / "extra/extra.html").write_text("Added.")
    assert mirror.verify() == 3
    for sentence in (
        f"“{one_story}” was changed.",
        "“robots.txt” is missing.",
        "“extra/extra.html” is not in the list: it was added.",
    ):
        assert sentence in mirror.err
    # The next run puts right what is ours.
    mirror.export()
    (mirror.folder / "extra/extra.html").unlink()
    assert mirror.verify() == 0


def test_a_changed_list_proves_nothing(one_story, mirror):
    mirror.export()
    (mirror.folder / one_story).write_text("Other words.")
    digest = subprocess.run(
        ["sha256sum", one_story], cwd=mirror.folder, check=True, capture_output=True, text=True
    ).stdout
    lines = [line for line in mirror.read("checksums.txt").splitlines() if not line.endswith(one_story)]
    (mirror.folder / "checksums.txt").write_text("\n".join([*lines, digest.strip()]) + "\n")
    assert mirror.verify() == 4
    assert "it was changed, or is another’s" in mirror.err


def test_a_mirror_signed_by_another_is_told(one_story, mirror, settings, tmp_path):
    mirror.export()
    settings.MIRROR_KEY = tmp_path / "other.pem"
    assert mirror.verify() == 0
    assert "hold it against the one that the paper tells" in mirror.out
    other = signing.read_or_make(settings.MIRROR_KEY)
    assert mirror.verify() == 4
    (tmp_path / "public.pem").write_bytes(other.public.pem)
    assert mirror.verify("--public-key", str(tmp_path / "public.pem")) == 4
    assert mirror.verify("--public-key", str(mirror.folder / "public-key.pem")) == 0


@pytest.mark.parametrize("name", ["checksums.txt.sig", "public-key.pem"])
def test_a_mirror_without_its_signature_is_told(one_story, mirror, settings, tmp_path, name):
    mirror.export()
    settings.MIRROR_KEY = tmp_path / "none.pem"
    (mirror.folder / name).unlink()
    assert mirror.verify() == 4
    assert name in mirror.err


def test_the_key_is_for_its_owner_alone_and_never_in_the_mirror(one_story, mirror, settings):
    mirror.export()
    assert "keep it to yourself" in mirror.out
    assert settings.MIRROR_KEY.stat().st_mode & 0o077 == 0
    assert not any(b"PRIVATE KEY" in content for content in mirror.files().values())
    settings.MIRROR_KEY = mirror.folder / "key.pem"
    with pytest.raises(CommandError, match="lies in the mirror"):
        call_command("export_site", str(mirror.folder), "--site-url", SITE)


def test_a_broken_key_is_told(one_story, mirror, settings):
    settings.MIRROR_KEY.write_text("no key")
    with pytest.raises(CommandError, match="is no private key in PEM") as refused:
        call_command("export_site", str(mirror.folder), "--site-url", SITE)
    assert refused.value.returncode == 2


def test_a_folder_without_a_mirror_cannot_be_checked(db, mirror):
    with pytest.raises(CommandError, match="holds no mirror") as refused:
        call_command("export_site", str(mirror.folder), "--verify")
    assert refused.value.returncode == 2


def test_a_list_that_names_files_elsewhere_is_refused(one_story, mirror):
    mirror.export()
    (mirror.folder / "checksums.txt").write_text(f"{'0' * 64}  ../passwords\n")
    with pytest.raises(CommandError, match="line 1"):
        call_command("export_site", str(mirror.folder), "--verify")
