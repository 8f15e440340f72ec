"""Hosts are allowed exactly, below a name, and on a port."""

from __future__ import annotations

import pytest

from adapters.website.allowed_hosts import AllowedHosts
from core.errors import SettingsError


@pytest.mark.parametrize(
    ("pattern", "host", "port", "is_allowed"),
    [
        ("www.example.org", "www.example.org", 443, True),
        ("www.example.org", "www.example.org", 80, True),
        ("www.example.org", "www.example.org", 8443, False),
        ("www.example.org", "example.org", 443, False),
        ("www.example.org", "www.example.org.evil.net", 443, False),
        ("*.example.org", "docs.example.org", 443, True),
        ("*.example.org", "a.b.example.org", 443, True),
        ("*.example.org", "example.org", 443, False),
        ("*.example.org", "evilexample.org", 443, False),
        ("*.example.org:8443", "docs.example.org", 8443, True),
        ("*.example.org:8443", "docs.example.org", 443, False),
        ("WWW.Example.ORG.", "www.example.org", 443, True),
        ("bücher.example", "xn--bcher-kva.example", 443, True),
        ("*.bücher.example", "www.xn--bcher-kva.example", 443, True),
        ("203.0.113.7", "203.0.113.7", 80, True),
        ("[2606:4700::1]:8443", "2606:4700::1", 8443, True),
        ("intranet", "intranet", 80, True),
    ],
)
def test_what_a_pattern_allows(
    pattern: str,
    host: str,
    port: int,
    is_allowed: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Without a port only the usual two."""
    assert AllowedHosts([pattern]).allows(host, port) is is_allowed


@pytest.mark.parametrize(
    "pattern",
    ["", "*", "*.", "https://www.example.org", "www.example.org/staff", "a@example.org",
     "exa mple.org", "*.*.org", "www.example.org:port", "*.[2606:4700::1]", "www..example.org"],
)  # fmt: skip
def test_what_is_no_host_is_a_wrong_setting(pattern: str) -> None:
    """With the forms that there are."""
    with pytest.raises(SettingsError, match=r"links\.allowed_hosts"):
        AllowedHosts([pattern])


def test_people_are_told_a_few_hosts() -> None:
    """As they were written; of many only the first."""
    assert str(AllowedHosts([])) == ""
    assert str(AllowedHosts(["a.org"])) == "a.org"
    assert str(AllowedHosts(["a.org", "*.b.org:81", "c.org"])) == "a.org, *.b.org:81 and c.org"
    many = [f"h{number}.example.org" for number in range(9)]
    assert str(AllowedHosts(many)).endswith("h4.example.org and 4 more")
