"""Titles without the site's name, dates in ISO form, charsets as they are."""

import pytest

from adapters.website.html import HtmlParser
from core.decoding import decode
from tests.unit.website.test_html_blocks import ADDRESS, parse

TEXT = "<p>Some text that is shown.</p>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Other | Intranet</title>", f"<h1>Parking</h1>{TEXT}", "Parking"),
        ("<title>Parking | Intranet</title>", TEXT, "Parking"),
        ("<title>Parking - Intranet</title>", TEXT, "Parking"),
        ("<title>Sign-up – Intranet</title>", TEXT, "Sign-up"),
        (
            "<title>Intranet | Parking</title><meta property='og:site_name' content='Intranet'>",
            TEXT,
            "Parking",
        ),
        ("<title>Parking - Book</title>", f"<h1>Book</h1><h2>Parking</h2>{TEXT}", "Parking"),
        ("<title>Parking | Intranet</title>", f"<h1>A</h1><h1>Parking</h1>{TEXT}", "Parking"),
        ("<title>Parking | Site</title>", f"<h1><a href='/'>Site</a></h1>{TEXT}", "Parking"),
        ("", f"<h1>Parking</h1><h1>More</h1>{TEXT}", "Parking"),
        ("", TEXT, "Page"),
    ],
)
def test_the_title_is_the_pages_own(head: str, body: str, expected: str) -> None:
    """One sensible heading wins, else `<title>` without the site's name, else the address."""
    assert parse(body, head).title == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            "<meta property='article:modified_time' content='2026-03-31T08:00:00Z'>",
            "",
            "2026-03-31",
        ),
        ("<meta name='DCTERMS.modified' content='2026-03-31'>", "", "2026-03-31"),
        ("", "<time class='updated' datetime='2026-03-31'>today</time>", "2026-03-31"),
        ("", "<p>Meet on <time datetime='2026-03-31'>Tuesday</time></p>", ""),
        ("", "<footer>Last updated: 3 March 2026</footer>", "2026-03-03"),
        ("", "<p>Effective 2026-01-01</p>", "2026-01-01"),
        ("", "<p>Open since 2026-01-01</p>", ""),
    ],
)
def test_the_date_is_what_the_page_says_of_itself(head: str, body: str, expected: str) -> None:
    """Metadata first, then words; a date that is merely mentioned is not the page's."""
    assert parse(TEXT + body, head).published == expected


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-8", ""), ("cp1252", ""), ("utf-16", "")],
)
def test_a_lying_charset_is_seen_through(charset: str, declared: str) -> None:
    """The bytes are believed before the server."""
    html = "<html><body><p>Blåbærsyltetøy på Øya – “godt”</p></body></html>".encode(charset)
    page = HtmlParser().parse(html, address=ADDRESS, media_type="text/html", charset=declared)
    assert page.blocks[0].text == "Blåbærsyltetøy på Øya – “godt”"


def test_the_pages_own_charset_counts() -> None:
    """A server that says latin-1 of everything does not garble a Cyrillic page."""
    html = '<meta charset="windows-1251"><p>Больница открыта</p>'.encode("cp1251")
    assert "Больница" in decode(html, "iso-8859-1")


def test_damaged_utf8_stays_utf8() -> None:
    """One broken byte does not turn a whole page into another charset."""
    assert decode(("ø" * 200).encode() + b"\xff").startswith("øøø")


def test_an_unknown_charset_is_ignored() -> None:
    """Nonsense in a header is no reason to fail."""
    assert decode(b"caf\xe9", "no-such-charset") == "café"
    assert decode(b"caf\xe9", "base64") == "café"
