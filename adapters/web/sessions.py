"""Signing in: sessions that the token vouches for, and patience with wrong tokens.

Called by `adapters.web.access` and `adapters.web.sign_in`.  Nothing is kept for a session: it is
signed with a key made from the token, so a new token ends all of them.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict, deque
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from core.ports import Clock

SESSION_DAYS = 30

_MOST_FAILURES = 5
_FAILURE_WINDOW = timedelta(minutes=1)
_MOST_ADDRESSES = 4096
"""How many addresses are remembered for their failures; the longest silent one makes room."""


class Sessions:
    """Makes and checks what a signed-in browser carries."""

    def __init__(self, *, token: str, now: Clock) -> None:
        """Vouch with a token; an empty one lets nobody in."""
        self._token = _bytes(token)
        self._key = hmac.digest(self._token, b"frontdesk web session", sha256)
        self._now = now

    def is_token(self, given: str) -> bool:
        """Whether somebody gave the token; takes as long for a near miss as for nonsense."""
        return bool(self._token) and hmac.compare_digest(_bytes(given), self._token)

    def make(self) -> str:
        """A new session: when it ends, a word that makes it differ, and the signature."""
        ends_at = int((self._now() + timedelta(days=SESSION_DAYS)).timestamp())
        signed = f"{ends_at}.{secrets.token_hex(8)}"
        return f"{signed}.{self._signature(signed)}"

    def is_valid(self, session: str) -> bool:
        """Whether a session was made with the present token and has not ended."""
        signed, _, signature = session.rpartition(".")
        if not self._token or not hmac.compare_digest(
            _bytes(signature), _bytes(self._signature(signed))
        ):
            return False
        return self._now().timestamp() < int(signed.partition(".")[0])

    def _signature(self, signed: str) -> str:
        return hmac.new(self._key, _bytes(signed), sha256).hexdigest()


class Patience:
    """Counts wrong tokens per address, so that nobody guesses quickly."""

    def __init__(self, *, now: Clock) -> None:
        """Remember nobody yet."""
        self._now = now
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_seconds(self, address: str) -> float:
        """How long an address has to wait before it may try; 0: not at all."""
        failures = self._recent(_group(address))
        if len(failures) < _MOST_FAILURES:
            return 0.0
        return failures[0] + _FAILURE_WINDOW.total_seconds() - self._now().timestamp()

    def failed(self, address: str) -> None:
        """Remember a wrong token."""
        group = _group(address)
        failures = self._recent(group)
        failures.append(self._now().timestamp())
        self._failures[group] = failures
        self._failures.move_to_end(group)
        if len(self._failures) > _MOST_ADDRESSES:
            self._failures.popitem(last=False)

    def _recent(self, group: str) -> deque[float]:
        failures = self._failures.get(group, deque(maxlen=_MOST_FAILURES))
        oldest = self._now().timestamp() - _FAILURE_WINDOW.total_seconds()
        while failures and failures[0] <= oldest:
            failures.popleft()
        return failures


def _bytes(text: str) -> bytes:
    """Headers that are no UTF-8 come with surrogates."""
    return text.encode("utf-8", "surrogatepass")


def _group(address: str) -> str:
    """Addresses that one person has: an IPv6 network of 64 bits counts as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)
