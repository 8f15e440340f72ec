"""One page, one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.website.addresses import normalise

BASE = "https://x.example.org/a/b.html?q=1"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://X.Example.ORG:443/a/../B/./c#part", "https://x.example.org/B/c"),
        ("https://x.example.org", "https://x.example.org/"),
        (
            "https://x.example.org/a?utm_source=m&b=2&a=1&fbclid=z",
            "https://x.example.org/a?b=2&a=1",
        ),
        ("https://x.example.org/a;jsessionid=1A?x=1", "https://x.example.org/a?x=1"),
        (
            "https://x.example.org/%7eann/%c3%a5 b(1).pdf",
            "https://x.example.org/~ann/%C3%A5%20b%281%29.pdf",
        ),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("http://u:p@x.example.org:8080/", "http://x.example.org:8080/"),
        ("../c.html", "https://x.example.org/c.html"),
        ("?p=2", "https://x.example.org/a/b.html?p=2"),
        ("//y.example.org/", "https://y.example.org/"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("mailto:a@x.example.org", ""),
        ("javascript:void(0)", ""),
        ("https://[bad", ""),
        ("https://x.example.org:99999/", ""),
        ("https://x.example.org/" + "a" * 3000, ""),
    ],
)
def test_addresses_are_brought_to_one_form(address: str, expected: str) -> None:
    """Ways to write the same address give the same address."""
    assert normalise(address, BASE) == expected


@given(st.text(max_size=60))
def test_any_text_is_normalised_once(text: str) -> None:
    """Nothing raises, and the normal form is its own normal form."""
    once = normalise(text, BASE)
    assert normalise(once) == once
