"""The desk's own tokens, with which it speaks to Teams: MSAL gets them, in a thread, before they end.

`adapters.teams.connector` asks for them.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

from adapters.teams.login import AppIdentity, Login, LoginDenied
from adapters.teams.shared_task import SharedTask
from core.errors import DeliveryError

__all__ = ["AppIdentity", "CredentialRules", "Credentials", "TokenUnavailable"]

_log = structlog.get_logger()


class TokenUnavailable(DeliveryError):
    """Microsoft gives no token to speak to Teams with."""


@dataclass(frozen=True, slots=True)
class CredentialRules:
    """How tokens are kept."""

    renew_before_seconds: float = 240.0
    """So long before its end a token is replaced, beside those who use it.  MSAL gives the old one again
    until 300 seconds before its end."""
    spare_seconds: float = 60.0
    """So long before its end it is not used any more."""
    wait_seconds: float = 20.0
    """For a new one."""
    retry_seconds: float = 5.0
    """After Microsoft gave none."""
    retry_most_seconds: float = 60.0
    """So often it is asked again at least where nobody needs a token: then it is known when there is one."""
    fresh_seconds: float = 60.0
    """A token that is refused so young is not to blame."""


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    got_at: float
    ends_at: float


_RULES = CredentialRules()


class Credentials:
    """Gives the token that is valid now."""

    def __init__(
        self,
        identity: AppIdentity,
        *,
        rules: CredentialRules = _RULES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take who the desk is.

        Args:
            identity: Of one app in one tenant.
            rules: How tokens are kept.
            clock: Seconds that only grow.

        Raises:
            SettingsError: The certificate is none, or its private key is not there.
        """
        self._identity = identity
        self._rules = rules
        self._clock = clock
        self._login = Login(identity)
        self._token: _Token | None = None
        self._again_at = 0.0
        self._why = ""
        self._getting = SharedTask(self._get)
        self._again = SharedTask(self._get_again)

    @property
    def is_failing(self) -> bool:
        """Whether nothing can be said in Teams: there is no token, and Microsoft gives none."""
        return bool(self._why) and self._left_seconds() <= self._rules.spare_seconds

    @property
    def why(self) -> str:
        """In a word and numbers, why Microsoft gave none the last time; empty: it did."""
        return self._why

    def begin(self) -> None:
        """Have the first token got, so that nobody waits for it; a failure is in the log."""
        self._getting.begin()

    async def token(self) -> str:
        """A token for Teams.

        Raises:
            TokenUnavailable: Microsoft gives none now.
        """
        token, left_seconds = self._token, self._left_seconds()
        if token is None or left_seconds <= self._rules.spare_seconds:
            return (await self._waited_for()).value
        if left_seconds <= self._rules.renew_before_seconds and self._may_ask():
            self._getting.begin()
        return token.value

    def refused(self, token: str) -> bool:
        """Teams does not take a token, though it should hold still; gives whether another can be had."""
        held = self._token
        if held is None or held.value != token:
            return True
        if self._clock() - held.got_at < self._rules.fresh_seconds:
            return False
        # MSAL would give the same one again: it goes too.
        self._login.forget()
        self._token = None
        return True

    async def close(self) -> None:
        """End what is under way."""
        await self._again.close()
        await self._getting.close()

    def _left_seconds(self) -> float:
        return self._token.ends_at - self._clock() if self._token is not None else 0.0

    def _may_ask(self) -> bool:
        return self._clock() >= self._again_at

    async def _waited_for(self) -> _Token:
        if not self._may_ask():
            raise TokenUnavailable(
                "Microsoft gave no token for Teams a moment ago; it is asked again soon.",
                again_in_seconds=self._again_at - self._clock(),
            )
        return await self._getting.result()

    async def _get_again(self) -> None:
        """Until there is one."""
        seconds = self._rules.retry_seconds
        while self._why:
            await asyncio.sleep(seconds)
            seconds = min(2 * seconds, self._rules.retry_most_seconds)
            with suppress(TokenUnavailable):
                await self._getting.result()

    async def _get(self) -> _Token:
        try:
            async with asyncio.timeout(self._rules.wait_seconds):
                value, holds_seconds = await asyncio.to_thread(self._login.ask)
        except LoginDenied as error:
            raise self._failed(str(error)) from error
        # MSAL raises whatever its parts raise.
        except Exception as error:
            raise self._failed(type(error).__name__) from error
        now = self._clock()
        token = _Token(value, now, now + holds_seconds)
        if self._why:
            _log.info("teams_token_got_again")
        self._token, self._why = token, ""
        return token

    def _failed(self, why: str) -> TokenUnavailable:
        self._again_at = self._clock() + self._rules.retry_seconds
        if not self._why:
            _log.error(
                "teams_token_not_got",
                why=why,
                cure="Check teams.app_id, teams.tenant_id and that the secret or certificate has not "
                "expired, and that this host reaches the login address.",
            )
        self._why = why
        self._again.begin()
        return TokenUnavailable(
            f"Microsoft gave no token for the app {self._identity.app_id} ({why}), so nothing can be "
            "shown in Teams. Check its secret or certificate, which may have expired.",
            again_in_seconds=self._rules.retry_seconds,
        )
