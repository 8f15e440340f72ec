"""Addresses of feeds, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.wait_times.addresses import file_of, public_name
from core.errors import SettingsError


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///srv/waits.json", Path("/srv/waits.json")),
        ("file://localhost/srv/waits.json", Path("/srv/waits.json")),
        ("file:/srv/my%20waits.json", Path("/srv/my waits.json")),
        ("file:/srv/my waits.json", Path("/srv/my waits.json")),
        ("FILE:waits.json", Path.cwd() / "waits.json"),
        ("file:../waits.json", Path.cwd() / "../waits.json"),
        ("file:~/waits.json", Path.home() / "waits.json"),
    ],
)
def test_a_file_address_names_a_file(address: str, path: Path) -> None:
    """In whichever way it is written."""
    assert file_of(address) == path


@pytest.mark.parametrize("address", ["file:", "file:///", "file://server/waits.json"])
def test_a_file_address_without_a_file_of_this_machine_is_refused(address: str) -> None:
    """And says how to write it."""
    with pytest.raises(SettingsError, match="file:///folder/file"):
        file_of(address)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.example.org/waits", "https://www.example.org/waits"),
        ("https://jo:pa55@Example.org:8443/waits#now", "https://example.org:8443/waits"),
        (
            "https://example.org/w?region=north&lang=en",
            "https://example.org/w?region=north&lang=en",
        ),
        ("https://example.org/w?token=abc", "https://example.org/w?token=hidden"),
        ("https://example.org/w?accessToken=abc", "https://example.org/w?accessToken=hidden"),
        ("https://example.org/w?api_key=abc&a=1", "https://example.org/w?api_key=hidden&a=1"),
        ("https://example.org/w?sig=a%2Bb", "https://example.org/w?sig=hidden"),
        ("https://example.org/w?pw=hunter2", "https://example.org/w?pw=hidden"),
        (
            "https://example.org/feeds/9f8e7d6c5b4a39281706f5e4d3c2b1a0/w.json",
            "https://example.org/feeds/hidden/w.json",
        ),
        ("https://example.org/w?9f8e7d6c5b4a39281706f5e4d3c2b1a0", "https://example.org/w?hidden="),
        (
            "https://example.org/w?x=0123456789abcdef0123456789abcdef",
            "https://example.org/w?x=hidden",
        ),
    ],
)
def test_a_name_holds_no_secret(address: str, name: str) -> None:
    """It is shown, logged and kept."""
    assert public_name(address) == name


def test_a_file_is_named_by_its_whole_path() -> None:
    """Two files of one name are two feeds."""
    assert public_name("file:my waits.json") == (Path.cwd() / "my waits.json").as_uri()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "waits.json",
        "ftp://example.org/secret",
        "https://",
        "https://a:sec/ret@b",
        "http://[secret",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(address: str) -> None:
    """It may hold a password."""
    with pytest.raises(SettingsError) as refused:
        public_name(address)
    assert "sec" not in str(refused.value)
