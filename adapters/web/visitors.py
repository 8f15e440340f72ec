"""Who somebody is who did not say: the browser that asks, known by a random cookie.

Called by `adapters.web.turns` and `adapters.web.conversations`.  The cookie's value is known
to the browser only: conversations are kept under a digest of it.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

from aiohttp import web

from adapters.web.access import cookie_name
from adapters.web.rules import WebRules
from core.domain import ConversationKey

PLATFORM = "web"

_YEAR_SECONDS = 365 * 86_400
_SECRET = re.compile(r"[0-9a-f]{32}")
_THREAD = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Visitors:
    """Tells visitors apart."""

    def __init__(self, *, rules: WebRules) -> None:
        """Know nobody; the browsers know themselves."""
        self._rules = rules
        self._cookie = cookie_name("visitor", rules)

    def of(self, request: web.Request) -> str:
        """Who asks; empty where the browser has not been here before."""
        secret = self._secret(request)
        return _visitor(secret) if secret else ""

    def of_or_new(self, request: web.Request) -> tuple[str, str]:
        """Who asks, perhaps for the first time, and the cookie that `keep` lets them have."""
        secret = self._secret(request) or secrets.token_hex(16)
        return _visitor(secret), secret

    def keep(self, response: web.Response, secret: str) -> None:
        """Give a browser its cookie, or make the one it has last longer.

        Only for what the page's own script asks: a browser that follows a link from elsewhere
        does not show its `SameSite=Strict` cookie, and would lose its conversations to a new one.
        """
        response.set_cookie(
            self._cookie,
            secret,
            max_age=_YEAR_SECONDS,
            path="/",
            secure=self._rules.is_encrypted,
            httponly=True,
            samesite="Strict",
        )

    def _secret(self, request: web.Request) -> str:
        given = request.cookies.get(self._cookie, "")
        return given if _SECRET.fullmatch(given) else ""


def conversation_key(visitor: str, thread: str) -> ConversationKey:
    """Where a visitor's conversation takes place."""
    return ConversationKey(PLATFORM, "", visitor, thread)


def is_thread(thread: str) -> bool:
    """Whether a text is fit to name a conversation; the browser makes it up."""
    return _THREAD.fullmatch(thread) is not None


def _visitor(secret: str) -> str:
    return sha256(f"frontdesk visitor {secret}".encode()).hexdigest()[:32]
