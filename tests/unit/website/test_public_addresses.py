"""Only the public internet is public, however an address is dressed up."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.website.public_addresses import (
    CheckedResolver,
    NotPublic,
    is_public,
    literal,
    look_up,
)

PRIVATE_4 = tuple(
    map(
        IPv4Network,
        """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
        192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
        224.0.0.0/4 240.0.0.0/4""".split(),
    )
)
PRIVATE_6 = tuple(
    map(
        IPv6Network,
        """::/128 ::1/128 ::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16
        fc00::/7 fe80::/10 fec0::/10 ff00::/8""".split(),
    )
)


def within(nets: Sequence[IPv4Network]) -> st.SearchStrategy[int]:
    """Any address of any of the networks, as a number."""
    return st.sampled_from(nets).flatmap(
        lambda net: st.integers(int(net.network_address), int(net.broadcast_address))
    )


@given(within(PRIVATE_4))
def test_no_private_ipv4_address_is_public(number: int) -> None:
    """None of the registry of special purposes."""
    assert not is_public(IPv4Address(number))


@given(within(PRIVATE_6))
def test_no_private_ipv6_address_is_public(number: int) -> None:
    """Loopback, link-local, unique local, site-local, multicast, documentation, Teredo."""
    assert not is_public(IPv6Address(number))


@given(within(PRIVATE_4), st.integers(0, 2**64 - 1))
def test_no_ipv6_address_that_carries_a_private_one_is_public(number: int, rest: int) -> None:
    """Mapped, compatible, NAT64, 6to4, ISATAP and Teredo, whose address is hidden by its bits."""
    carrying = (
        (0xFFFF << 32) | number,
        number,
        (0x64_FF9B << 96) | number,
        (0x2002 << 112) | (number << 80) | rest,
        (0x2606_4700 << 96) | (0x5EFE << 32) | number,
        (0x2001_0000 << 96) | (number << 64) | rest,
        (0x2001_0000 << 96) | ((rest >> 32) << 32) | (number ^ 0xFFFF_FFFF),
    )
    assert not any(is_public(IPv6Address(address)) for address in carrying)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "151.101.1.69", "100.63.255.255", "172.32.0.1"]
)
def test_public_ipv4_addresses_are(address: str) -> None:
    """Also those right beside a private network."""
    assert is_public(IPv4Address(address))


@pytest.mark.parametrize(
    "address", ["2606:4700::6810:85e5", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_ipv6_addresses_are(address: str) -> None:
    """Also those that carry a public IPv4 address, as IPv6-only networks use them."""
    assert is_public(IPv6Address(address))


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fe80::a9fe:a9fe"],
)
def test_metadata_services_are_not_public(address: str) -> None:
    """Of the large clouds."""
    assert not is_public(IPv6Address(address) if ":" in address else IPv4Address(address))


def test_an_address_with_a_zone_is_not_public() -> None:
    """A zone names a network of this machine."""
    assert not is_public(IPv6Address("2606:4700::1%eth0"))


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.01", "0x7f000001", "1.2.3.0x4",
     "127.0.0.1.", "example.123", "256.1.1.1", "fe80::1%25eth0", "::ffff:127.1"],
)  # fmt: skip
def test_numbers_in_odd_forms_are_no_hosts(host: str) -> None:
    """Programs read them differently, so nobody may be sure what they mean."""
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's
        literal(host)


@pytest.mark.parametrize("host", ["www.example.org", "1.example.org", "0x7f.example.org", "a1"])
def test_names_are_no_numbers(host: str) -> None:
    """A name may hold digits, but does not end in a number."""
    assert literal(host) is None


def test_plain_numbers_are_read() -> None:
    """Of both kinds."""
    assert literal("127.0.0.1") == IPv4Address("127.0.0.1")
    assert literal("::ffff:127.0.0.1") == IPv6Address("::ffff:127.0.0.1")


def resolver(*answers: str) -> CheckedResolver:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return answers

    return CheckedResolver(resolve=resolve, is_public=is_public)


async def test_what_is_looked_up_is_what_is_given() -> None:
    """As numbers, of both kinds, in their order."""
    found = await resolver("2606:4700::1", "8.8.8.8").resolve("a.example.org", 443)
    assert [(entry["host"], entry["port"]) for entry in found] == [
        ("2606:4700::1", 443),
        ("8.8.8.8", 443),
    ]


async def test_one_private_address_spoils_all() -> None:
    """The next one might be tried when the first does not answer."""
    with pytest.raises(NotPublic):
        await resolver("8.8.8.8", "10.0.0.1").resolve("a.example.org", 443)


async def test_a_name_without_an_address_leads_nowhere() -> None:
    """Some resolvers tell it so."""
    with pytest.raises(OSError, match="no address"):
        await resolver().resolve("a.example.org", 443)


async def test_an_endless_name_leads_nowhere() -> None:
    """The system's resolver refuses it in a way of its own."""
    with pytest.raises(OSError, match="too long"):
        await look_up(f"{'a' * 80}.example.org", 443)


async def test_this_machine_is_not_public() -> None:
    """By the system's own resolver."""
    with pytest.raises(NotPublic):
        await CheckedResolver(resolve=look_up, is_public=is_public).resolve("localhost", 80)
