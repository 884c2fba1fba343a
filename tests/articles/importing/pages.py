"""Pages of an invented paper as captures show them, and how the tests read them."""

from pathlib import Path

from articles.importing.dry_run import as_expected_json
from articles.importing.formats import text
from articles.importing.records import ReadOptions

SHARED = Path(__file__).resolve().parents[4] / "shared" / "legacy"

FERRY = "The ferry to Stone Island will stop running at sunset from Monday, the harbour office said yesterday."
FARES = "Fares stay as they are, and children under six still travel free on every crossing."
QUOTE = "“We have one lamp left and nobody sells the bulbs,” harbour master Tep Rany said."
LOGO = "Logo of Tonle Gazette newspaper Tonle Gazette - "


def capture(*paragraphs: str) -> bytes:
    return "\n\n".join(paragraphs).encode()


def read(content: bytes | str, **options) -> dict:
    content = content if isinstance(content, bytes) else content.encode()
    return as_expected_json(text.read_capture(content, "page.txt", ReadOptions(**options)))


def standard(*body: str, headline: str = "Ferry stops at sunset", picture: str = "") -> bytes:
    picture = [picture] if picture else []
    return capture(LOGO + headline, headline, *picture, headline, *body)


def encodings(plain: bytes) -> dict[str, bytes]:
    words = plain.decode()
    return {
        "windows line ends": words.replace("\n", "\r\n").encode(),
        "old Mac line ends": words.replace("\n", "\r").encode(),
        "Unicode line separators": words.replace("\n", "\u2028").encode(),
        "NEL": words.replace("\n", "\x85").encode(),
        "UTF-8 with a mark": b"\xef\xbb\xbf" + plain,
        "UTF-16 little-endian": b"\xff\xfe" + words.encode("utf-16-le"),
        "UTF-16 big-endian": b"\xfe\xff" + words.encode("utf-16-be"),
        "UTF-16 little-endian without a mark": words.encode("utf-16-le"),
        "UTF-16 big-endian without a mark": words.encode("utf-16-be"),
        "UTF-32": words.encode("utf-32"),
        "no-break spaces": words.replace(" ", "\xa0").encode(),
        "spaces at line ends": words.replace("\n", "  \n").encode(),
        "every blank line doubled": words.replace("\n\n", "\n\n\n\n").encode(),
    }
