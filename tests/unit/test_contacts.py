"""Finding links, e-mail addresses, phone numbers, times and amounts."""

import pytest

from core.contacts import ContactKind, details


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Call 403-555-0142 ext. 12.", ContactKind.PHONE, "403555014212"),
        ("Call (403) 555 0199 now", ContactKind.PHONE, "4035550199"),
        ("Dial 1-800-555-0199", ContactKind.PHONE, "18005550199"),
        ("Use extension 0142.", ContactKind.PHONE, "0142"),
        ("Mail a.b@c.example.org.", ContactKind.EMAIL, "a.b@c.example.org"),
        ("See https://a.example.org/x?y=1).", ContactKind.LINK, "a.example.org/x?y=1"),
        ("[x](http://b.example.org/q(1))", ContactKind.LINK, "b.example.org/q(1)"),
        ("from 8 a.m. on", ContactKind.TIME, "8am"),
        ("at 16:30 sharp", ContactKind.TIME, "16:30"),
        ("costs $1,250.50 a year", ContactKind.AMOUNT, "$1250.50"),
    ],
)
def test_a_detail_is_found_in_normal_form(text: str, kind: ContactKind, value: str) -> None:
    """Punctuation around a detail does not belong to it."""
    assert [(found.kind, found.value) for found in details(text)] == [(kind, value)]


@pytest.mark.parametrize("text", ["on 2026-01-31", "version 10.5", "room 4031", "in 1 to 3 days"])
def test_other_numbers_are_no_details(text: str) -> None:
    """Dates, versions and rooms are not contacts."""
    assert details(text) == ()


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1," * 100_000, "a." * 100_000, "aGVsbG8=" * 20_000]
)
def test_text_of_any_shape_is_looked_through_at_once(text: str) -> None:
    """A page may be one word of a megabyte; else this test would take minutes."""
    assert details(text) == ()


@pytest.mark.parametrize(
    "text", ["'ann@example.org'", "(ann@example.org)", "to:x.ann@example.org."]
)
def test_an_address_may_stand_in_quotes(text: str) -> None:
    """Whatever stands around it."""
    assert any(detail.text.endswith("ann@example.org") for detail in details(text))
