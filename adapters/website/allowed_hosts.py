"""Which hosts may be read on a person's word: names as the settings give them, with `*.` and ports.

`bot` makes it from the settings, the reader of named pages asks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.errors import SettingsError

_DEFAULT_PORTS = frozenset({80, 443})
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_SHOWN = 5
"""Hosts that a refusal lists; the operator knows the others."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One host, or all hosts below one, and the port if it is none of the usual two."""

    host: str
    """Lower case, in ASCII; an IPv6 address without brackets."""
    below: bool
    """Whether the hosts below it are meant, and not itself."""
    port: int | None
    shown: str

    def matches_host(self, host: str) -> bool:
        return host.endswith(f".{self.host}") if self.below else host == self.host

    def matches(self, host: str, port: int) -> bool:
        is_port_right = port in _DEFAULT_PORTS if self.port is None else port == self.port
        return is_port_right and self.matches_host(host)


class AllowedHosts:
    """The hosts that may be read."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Understand the patterns.

        Args:
            patterns: `www.example.org`, `*.example.org` (the hosts below it, not itself), either
                with `:8443`.  Without a port only 80 and 443 are allowed.

        Raises:
            SettingsError: One of them is no such pattern.
        """
        self._patterns = tuple(dict.fromkeys(map(_pattern, patterns)))

    def allows(self, host: str, port: int) -> bool:
        """Whether a host, as it stands in a normal address, may be read on a port."""
        return any(pattern.matches(host, port) for pattern in self._patterns)

    def knows(self, host: str) -> bool:
        """Whether a host may be read on some port."""
        return any(pattern.matches_host(host) for pattern in self._patterns)

    def __str__(self) -> str:
        """The hosts as people are told them; empty where there is none."""
        shown = [pattern.shown for pattern in self._patterns]
        if len(shown) > _SHOWN:
            return f"{', '.join(shown[:_SHOWN])} and {len(shown) - _SHOWN} more"
        return " and ".join(", ".join(shown).rsplit(", ", 1)) if shown else ""


def _pattern(written: str) -> _Pattern:
    rest = written.strip().rstrip("/").lower()
    below = rest.startswith("*.")
    rest = rest.removeprefix("*.")
    try:
        parts = urlsplit(f"//{rest}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        host, port = "", None
    is_address = ":" in host and not below
    if _has_more(rest) or not (is_address or _NAME.fullmatch(host)):
        raise SettingsError(
            f"'{written}' in links.allowed_hosts is no host. Write it as 'www.example.org', as "
            "'*.example.org' for all hosts below it, and with ':8443' for another port than 80 "
            "and 443."
        )
    return _Pattern(host, below, port, f"*.{rest}" if below else rest)


def _has_more(rest: str) -> bool:
    """Whether more than host and port was written: a scheme, a path, a user name."""
    return any(mark in rest for mark in ("/", "@", "?", "#", "*", "\\"))
