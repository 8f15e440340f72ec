"""Addresses are found in messages, whatever stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.links import links, without_links


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("what does https://a.b/c say?", ("https://a.b/c",), "what does it say?"),
        ("HTTP://A.B/X!", ("HTTP://A.B/X",), "it!"),
        ("see <https://a.b/c|label> please", ("https://a.b/c",), "see it please"),
        ("<https://a.b/c>", ("https://a.b/c",), "it"),
        ("[the form](https://a.b/c(1)) hi", ("https://a.b/c(1)",), "it hi"),
        ("(https://a.b/c_(d))", ("https://a.b/c_(d)",), "(it)"),
        ("read https://a.b/c).", ("https://a.b/c",), "read it)."),
        ("“https://a.b/c”", ("https://a.b/c",), "“it”"),
        ("https://a.b/c’s fee", ("https://a.b/c",), "it’s fee"),
        ("www.example.org", ("www.example.org",), "it"),
        ("go to intranet.example.org/page.", ("intranet.example.org/page",), "go to it."),
        ("example.org/fees and you", ("example.org/fees",), "it and you"),
        ("a.b.org:8443/x", ("a.b.org:8443/x",), "it"),
        ("https://a.b/x,https://c.d/y", ("https://a.b/x", "https://c.d/y"), "it, it"),
        ("https://a.b/x or https://a.b/x", ("https://a.b/x",), "it or it"),
        ("https://a.b/x?q=1&y=2#z", ("https://a.b/x?q=1&y=2#z",), "it"),
        ("http://10.0.0.1/x", ("http://10.0.0.1/x",), "it"),
        ("file:///etc/passwd", ("file:///etc/passwd",), "it"),
        ("ftp://a.b/x", ("ftp://a.b/x",), "it"),
    ],
)
def test_an_address_is_found(text: str, found: tuple[str, ...], rest: str) -> None:
    """As it was written, and what is left without it."""
    assert links(text) == found
    assert without_links(text, "it") == rest


@pytest.mark.parametrize(
    "text",
    ["ann@example.org", "ann@mail.example.org/x", "node.js/express", "and/or e.g./x", "1.2.3/4",
     "report.doc/report.docx", "call 780-555-0142", "example.org", ""],
)  # fmt: skip
def test_no_address_is_made_up(text: str) -> None:
    """E-mail addresses, names of files and host names alone are not meant to be read."""
    assert links(text) == ()
    assert without_links(text, "it") == text


@given(st.text(max_size=80))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Without an error, and nothing is found twice."""
    found = links(text)
    assert len(found) == len(set(found))
