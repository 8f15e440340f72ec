"""Whether an IP address belongs to the public internet, and name look-up that gives no other.

The reader of named pages connects through it: what was looked up and checked is what is connected
to, so that a name which leads elsewhere at the second look-up leads nowhere.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult

IpAddress: TypeAlias = IPv4Address | IPv6Address
LookUp: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the IP addresses of a host and port.  Raises OSError where there are none."""

_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this host
            "100.64.0.0/10",  # behind carriers; a cloud's metadata service at 100.100.100.200
            "168.63.129.16/32",  # a cloud's platform, seen from its machines
            "169.254.0.0/16",  # link-local; the metadata service of most clouds
            "192.0.0.0/24",  # protocol assignments; another cloud's metadata service
            "192.88.99.0/24",  # relays from 6to4, given up
            "198.18.0.0/15",  # benchmarks
        ),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
        ),
    )
)
"""Source of both: the IANA special-purpose address registries."""
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""Third quarter of an IPv6 address that tunnels to the IPv4 address in its last one."""
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)
"""Source: WHATWG URL, "ends in a number checker"."""


class NotPublic(Exception):
    """A host has an address that is not public."""


def is_public(address: IpAddress) -> bool:
    """Whether anybody on the internet would reach the same machine under an address.

    Addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by it.
    """
    if isinstance(address, IPv6Address):
        carried = _carried(address)
        return _is_public_6(address) if carried is None else is_public(carried)
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_special and not any(address in net for net in _CLOSED_4)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_public_6(address: IPv6Address) -> bool:
    return (
        address.scope_id is None
        and address in _GLOBAL_UNICAST
        and address.is_global
        and not any(address in net for net in _CLOSED_6)
        and (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP
    )


def literal(host: str) -> IpAddress | None:
    """The IP address that a host is written as, or None when it is a name.

    Raises:
        ValueError: It is a number in a form that programs read differently: `127.1`, `0x7f.1`,
            `2130706433`, `010.0.0.1`, an IPv6 address with a zone.
    """
    if ":" in host:
        address = IPv6Address(host)
        if address.scope_id is not None:
            raise ValueError(f"{host!r} has a zone")
        return address
    return IPv4Address(host) if _ENDS_IN_NUMBER.search(host) else None


async def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver.

    Raises:
        OSError: The name leads nowhere.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host} is too long for a name") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedResolver(AbstractResolver):
    """Looks names up for aiohttp; gives public addresses or nothing."""

    def __init__(self, *, resolve: LookUp, is_public: Callable[[IpAddress], bool]) -> None:
        self._resolve = resolve
        self._is_public = is_public

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Look a name up.  One address that is not public spoils all: it may be tried as well.

        Raises:
            NotPublic: An address of it is not public.
            OSError: The name leads nowhere.
        """
        del family
        addresses = [ip_address(found) for found in await self._resolve(host, port)]
        if not addresses:
            raise OSError(f"{host} has no address")
        if not all(map(self._is_public, addresses)):
            raise NotPublic(host)
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Nothing is held open."""


def _result(host: str, address: IpAddress, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=socket.AF_INET if address.version == 4 else socket.AF_INET6,  # noqa: PLR2004
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
