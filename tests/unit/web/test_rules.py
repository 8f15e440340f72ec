"""From where the web page may be spoken to."""

from __future__ import annotations

import pytest

from adapters.web.rules import WebRules

LOCAL = WebRules()
BEHIND_PROXY = WebRules(token="0123456789abcdef", public_url="https://desk.example.org")
OPEN = WebRules(host="0.0.0.0", token="0123456789abcdef")


@pytest.mark.parametrize("host", ["127.0.0.1:8809", "localhost:8809", "[::1]:8809"])
def test_a_local_server_knows_its_own_names(host: str) -> None:
    """However this machine calls itself."""
    assert LOCAL.knows_host(host, 8809)


@pytest.mark.parametrize(
    "host",
    ["evil.example:8809", "127.0.0.1", "localhost:80", "", "localhost:x", "127.0.0.1.nip.io"],
)
def test_a_local_server_knows_no_other_name(host: str) -> None:
    """A foreign name that points at this machine is how DNS rebinding looks."""
    assert not LOCAL.knows_host(host, 8809)


def test_the_public_address_is_one_of_its_names() -> None:
    """A proxy may hand on the name that people use, without a port."""
    assert BEHIND_PROXY.knows_host("desk.example.org", 8809)
    assert BEHIND_PROXY.knows_host("desk.example.org:443", 8809)
    assert BEHIND_PROXY.knows_host("127.0.0.1:8809", 8809)
    assert not BEHIND_PROXY.knows_host("evil.example", 8809)


def test_where_a_token_is_demanded_any_name_will_do() -> None:
    """In a network a server has names that it does not know."""
    assert OPEN.knows_host("desk.internal:8809", 8809)


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "http://localhost:8809"}, True),
        ({"Origin": "http://localhost:3000"}, False),
        ({"Origin": "http://localhost"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "file://localhost:8809"}, False),
        ({"Origin": "http://localhost:8809", "Sec-Fetch-Site": "cross-site"}, True),
    ],
)
def test_requests_come_from_the_page_or_from_no_page(
    headers: dict[str, str], *, known: bool
) -> None:
    """Another page's scripts and forms are told by their origin."""
    assert LOCAL.knows_origin({"Host": "localhost:8809"} | headers) is known


def test_the_public_address_is_an_origin() -> None:
    """Behind a proxy the browser's origin is the public one, whatever `Host` arrives."""
    headers = {"Host": "127.0.0.1:8809", "Origin": "https://desk.example.org"}
    assert BEHIND_PROXY.knows_origin(headers)
    assert not BEHIND_PROXY.knows_origin(headers | {"Origin": "https://desk.example.org:8443"})


def test_the_token_is_in_no_log() -> None:
    """The rules can be printed."""
    assert "0123456789abcdef" not in repr(OPEN)
