"""Media types, dates, links and table rows are told alike for every kind of file."""

import io
import zipfile

import pytest

from core.media_types import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, UNKNOWN, media_type_of
from core.page_dates import find_published
from core.page_text import clean, linked, title_from_address
from core.table_rows import Cell, rows_of

BASE = "https://x.example.org/a/b.html"


def docx_start() -> bytes:
    """Return the beginning of a Word document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("start", "declared", "name", "expected"),
    [
        (b"%PDF-1.7", "application/octet-stream", "x", PDF),
        (b"\n%PDF-1.4", "text/html", "x", PDF),
        (docx_start(), "application/octet-stream", "x", DOCX),
        (b"PK\x03\x04", "application/zip", "x.zip", "application/zip"),
        (b"PK\x03\x04", "", "x.docx", DOCX),
        (b"\xd0\xcf\x11\xe0", "", "x.docx", DOCX),
        (b"\xd0\xcf\x11\xe0", "", "x.doc", "application/msword"),
        (b"\x89PNG\r\n", "text/html", "x", "image/png"),
        (b"<!DOCTYPE html>", "text/plain", "x", HTML),
        (b"<!-- x -->\n<html>", "", "x", HTML),
        (b"# Title", "text/plain", "x.md", MARKDOWN),
        (b"# Title", "application/octet-stream", "x.md", MARKDOWN),
        (b"words", "text/plain; charset=utf-8", "x", PLAIN_TEXT),
        (b"words", "", "x", PLAIN_TEXT),
        (b"\0\1\2", "", "x", UNKNOWN),
        (b"<p>", "application/xhtml+xml", "x", HTML),
        (b"{}", "application/json", "x", "application/json"),
    ],
)
def test_media_types_are_told_by_content(
    start: bytes, declared: str, name: str, expected: str
) -> None:
    """First bytes before declarations, names where a declaration is vague."""
    assert media_type_of(start, declared=declared, address=f"{BASE}/{name}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: 3 March 2026", "2026-03-03"),
        ("Page last reviewed 31.03.2026", "2026-03-31"),
        ("Updated on Monday, March 3rd, 2026", "2026-03-03"),
        ("Revised: 03/04/2026", "2026-04-03"),
        ("Revised: 03/14/2026", "2026-03-14"),
        ("Effective from 2026-01-01", "2026-01-01"),
        ("Last updated March 2026", "2026-03"),
        ("Published 1 May 2020. Last updated 2 June 2026", "2026-06-02"),
        ("Published 2025-02-30", ""),
        ("Born 2026-01-01", ""),
        ("The desk opened in March 2026", ""),
    ],
)
def test_only_a_pages_own_date_counts(text: str, expected: str) -> None:
    """A date counts beside words that say that it dates the page."""
    assert find_published(text) == expected


def test_american_dates_are_read_where_they_are_meant() -> None:
    """Month first is the caller's knowledge."""
    assert find_published("Revised: 03/04/2026", month_first=True) == "2026-03-04"


@pytest.mark.parametrize(
    ("text", "href", "expected"),
    [
        ("Form (new) [1]", "/f", "[Form (new) (1)](https://x.example.org/f)"),
        (
            "Write",
            "mailto:a@x.example.org,b@x.example.org",
            "Write (a@x.example.org, b@x.example.org)",
        ),
        ("", "mailto:a@x.example.org", "a@x.example.org"),
        ("0047 73 00 01 42", "tel:+4773000142", "0047 73 00 01 42"),
        ("Call", "tel:", "Call"),
        ("Here", "b.html#part", "Here"),
        ("x", "data:text/html,x", "x"),
        ("a [b](https://y.example/)", "/f", "a [b](https://y.example/)"),
    ],
)
def test_links_follow_one_convention(text: str, href: str, expected: str) -> None:
    """Markdown links never nest or break; addresses are written out."""
    assert linked(text, href, BASE) == expected


def test_text_is_cleaned_of_what_nobody_sees() -> None:
    """White space is plain, invisible characters are gone."""
    assert clean(" a\u00a0b\u200b\u00adc \n d ") == "a bc d"
    assert title_from_address("https://x.example.org/") == "x.example.org"


def test_tables_without_markup_are_judged_by_their_words() -> None:
    """Words that columns are called by name columns; people's names do not."""

    def rows(*lines: str) -> list[str]:
        grid = [
            [Cell(text, origin=10 * y + x) for x, text in enumerate(line.split("/"))]
            for y, line in enumerate(lines)
        ]
        return rows_of(grid)

    assert rows("Group/Colour", "Nurses/navy", "Porters/black")[0] == "Group: Nurses | Colour: navy"
    assert rows("Measure/Target/Q3", "Beds/85 %/88 %", "Shifts/95 %/91 %")[0] == (
        "Measure: Beds | Target: 85 % | Q3: 88 %"
    )
    assert rows("Ann Lee/Lab", "Bo Ek/Ward", "Cy Ray/Ward")[0] == "Ann Lee | Lab"
    assert rows("Owner/Ann", "Room/B", "Deputy/Bo")[0] == "Owner | Ann"
