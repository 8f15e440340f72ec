"""Judges the tokens that come with Teams' requests.  `authentication` asks it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from adapters.teams.names import CHANNEL
from adapters.teams.signing_keys import SigningKey, SigningKeys
from core.chatting.lately import Lately

_ALGORITHM = "RS256"
_LEEWAY_SECONDS = 300
"""Microsoft's clock and ours may differ so much."""
_MOST_CHARACTERS = 8_000
_MOST_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class _Good:
    """A token that has proved good."""

    claims: Mapping[str, Any]
    kid: str
    key: SigningKey


class TokenJudge:
    """Tells whether Microsoft has signed a token for this app.

    Teams uses a token for many requests: one that was good stays so until it expires or its key goes.
    """

    def __init__(self, *, app_id: str, issuer: str, keys: SigningKeys) -> None:
        """Take what is expected.

        Args:
            app_id: Whom tokens have to be for.
            issuer: Who has to have made them.
            keys: What signs them.
        """
        self._app_id = app_id
        self._issuer = issuer
        self._keys = keys
        self._good: Lately[str, _Good] = Lately(most=_MOST_REMEMBERED)

    async def claims(self, token: str) -> Mapping[str, Any]:
        """What a token says.

        Raises:
            PermissionError: Microsoft did not sign it, not for this app, or not for now.
            KeysUnavailable: Nobody can say.
        """
        good = self._good.get(token)
        if good is None or not await self._is_still_good(good):
            good = await self._judged(token)
            self._good.put(token, good)
        return good.claims

    async def _is_still_good(self, good: _Good) -> bool:
        is_in_time = good.claims["exp"] > time.time() - _LEEWAY_SECONDS
        return is_in_time and await self._keys.find(good.kid) is good.key

    async def _judged(self, token: str) -> _Good:
        try:
            head = jwt.get_unverified_header(token)
            audience = self._audience(token)
        except jwt.PyJWTError as error:
            raise PermissionError(type(error).__name__) from error
        kid = head.get("kid")
        if head.get("alg") != _ALGORITHM or not isinstance(kid, str):
            raise PermissionError("signed in another way")
        key = await self._keys.find(kid)
        if key is None:
            raise PermissionError("signed with an unknown key")
        if CHANNEL not in key.endorsements:
            raise PermissionError("signed with a key that is not for Teams")
        try:
            return _Good(self._decoded(token, key.key, audience), kid, key)
        except jwt.PyJWTError as error:
            raise PermissionError(type(error).__name__) from error

    def _audience(self, token: str) -> str:
        """This app as an unverified token spells it: its letters may be capitals.

        A token that says itself that it is not for us: no keys are fetched for that.
        """
        said = jwt.decode(token, options={"verify_signature": False})
        audience = said.get("aud")
        is_ours = isinstance(audience, str) and is_same_id(audience, self._app_id)
        if not (is_ours and said.get("iss") == self._issuer):
            raise PermissionError("another audience or issuer")
        return str(audience)

    def _decoded(self, token: str, key: Any, audience: str) -> Mapping[str, Any]:
        return jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=audience,
            issuer=self._issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud"]},
        )


def token_in(auth_header: str) -> str:
    """The token of a header; empty: there is none, or what can be none."""
    scheme, _, token = auth_header.partition(" ")
    is_token = scheme.lower() == "bearer" and len(token) <= _MOST_CHARACTERS
    return token if is_token else ""


def is_same_id(one: str, other: str) -> bool:
    """Whether two ids of Microsoft Entra are the same: capitals do not count in them."""
    return one.lower() == other.lower()
