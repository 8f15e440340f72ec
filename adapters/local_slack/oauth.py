"""Installing the app by OAuth: the page that asks, codes, tokens and their rotation.

The server mounts it; `oauth.v2.access` ends in `access`.  Whoever opens the page agrees at once.

Source: https://docs.slack.dev/authentication/installing-with-oauth,
https://docs.slack.dev/authentication/using-token-rotation
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from yarl import URL

from adapters.local_slack.connect import enterprise
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, Workspace

TOKEN_SECONDS = 12 * 60 * 60
"""How long a rotated token holds."""

_CODE_SECONDS = 10 * 60


@dataclass(slots=True)
class _Code:
    workspace: Workspace
    redirect: str
    """As the page was given it; empty if it was not."""
    scope: str
    user: str
    runs_out_at: float
    is_used: bool = False


class OAuth:
    """Installs one app into several workspaces."""

    def __init__(
        self,
        *,
        workspaces: Mapping[str, Workspace],
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with no codes.

        Args:
            workspaces: Where it may be installed, by team id; the first is the one meant where
                nobody says which.
            now_seconds: Monotonic time.
        """
        self.is_denied = False
        """Whether people say no instead."""
        self._workspaces = workspaces
        self._now_seconds = now_seconds
        self._codes: dict[str, _Code] = {}
        self._refresh_tokens: dict[str, Workspace] = {}

    def add_to(self, application: web.Application) -> None:
        """Answer at `/oauth/v2/authorize`."""
        application.router.add_get("/oauth/v2/authorize", self._authorize)

    def access(self, arguments: Json) -> Json:
        """Answer `oauth.v2.access`: a code or a refresh token for a bot token.

        Raises:
            SlackRefusal: Wrong client, code, address or refresh token.
        """
        self._check_client(arguments)
        match arguments.get("grant_type", "authorization_code"):
            case "authorization_code":
                return self._exchange(arguments)
            case "refresh_token":
                return self._refresh(str(arguments.get("refresh_token", "")))
            case _:
                raise SlackRefusal("invalid_grant_type")

    def expire(self, team_id: str) -> None:
        """Let twelve hours pass for a workspace's tokens."""
        app = self._workspaces[team_id].app
        for token in (app.bot_token, *app.earlier_tokens):
            app.ended_tokens[token] = "token_expired"
        app.earlier_tokens.clear()

    async def _authorize(self, request: web.Request) -> web.Response:
        query = request.query
        workspace = self._asked(query.get("team", ""))
        app = workspace.app
        redirect = query.get("redirect_uri", "")
        allowed: list[str] = app.manifest["oauth_config"].get("redirect_urls", [])
        target = redirect or next(iter(allowed), "")
        self._check_asked(query, app.client_id, target, allowed, app.scopes)
        if self.is_denied:
            said = {"error": "access_denied", "state": query.get("state", "")}
            raise web.HTTPFound(URL(target).update_query(said))
        code = secrets.token_urlsafe(16)
        user = next((one for one in workspace.users.values() if not one.bot_id), None)
        self._codes[code] = _Code(
            workspace,
            redirect,
            query.get("scope", ""),
            (user or workspace.add_user("owner")).id,
            self._now_seconds() + _CODE_SECONDS,
        )
        raise web.HTTPFound(
            URL(target).update_query({"code": code, "state": query.get("state", "")})
        )

    def _asked(self, team_id: str) -> Workspace:
        workspace = self._workspaces.get(team_id or next(iter(self._workspaces)))
        if workspace is None:
            raise web.HTTPBadRequest(text=f"There is no workspace '{team_id}'.")
        return workspace

    def _check_asked(
        self,
        query: Mapping[str, str],
        client_id: str,
        target: str,
        allowed: list[str],
        scopes: frozenset[str],
    ) -> None:
        """Show the pages that Slack shows instead of asking."""
        if query.get("client_id") != client_id:
            raise web.HTTPBadRequest(text="Invalid client_id parameter")
        if not target or not any(target.startswith(one) for one in allowed):
            raise web.HTTPBadRequest(text="redirect_uri did not match any configured URIs")
        asked = {one for one in query.get("scope", "").split(",") if one}
        if not asked or asked - scopes:
            raise web.HTTPBadRequest(
                text=f"Invalid permissions requested: {sorted(asked - scopes)}"
            )

    def _check_client(self, arguments: Json) -> None:
        app = next(iter(self._workspaces.values())).app
        if arguments.get("client_id") != app.client_id:
            raise SlackRefusal("invalid_client_id")
        if not hmac.compare_digest(str(arguments.get("client_secret")), app.client_secret):
            raise SlackRefusal("bad_client_secret")

    def _exchange(self, arguments: Json) -> Json:
        code = self._codes.get(str(arguments.get("code", "")))
        if code is None or self._now_seconds() > code.runs_out_at:
            raise SlackRefusal("invalid_code")
        if code.is_used:
            raise SlackRefusal("code_already_used")
        if arguments.get("redirect_uri", "") != code.redirect:
            raise SlackRefusal("bad_redirect_uri")
        code.is_used = True
        app = code.workspace.app
        if app.is_installed:
            app.earlier_tokens.add(app.bot_token)
        app.is_installed = True
        return {**self._grant(code.workspace, code.scope), "authed_user": {"id": code.user}}

    def _refresh(self, refresh_token: str) -> Json:
        """A new pair; the old access token holds until it expires by itself."""
        workspace = self._refresh_tokens.pop(refresh_token, None)
        if workspace is None:
            raise SlackRefusal("invalid_refresh_token")
        app = workspace.app
        if not app.is_installed:
            raise SlackRefusal("token_revoked")
        if app.bot_token not in app.ended_tokens:
            app.earlier_tokens.add(app.bot_token)
        return self._grant(workspace, ",".join(sorted(app.scopes)))

    def _grant(self, workspace: Workspace, scope: str) -> Json:
        app, secret = workspace.app, secrets.token_hex(12)
        rotates = bool(app.manifest["settings"].get("token_rotation_enabled"))
        app.bot_token = f"xoxe.xoxb-1-{secret}" if rotates else f"xoxb-{secret}"
        rotation: Json = {}
        if rotates:
            refresh_token = f"xoxe-1-{secrets.token_hex(12)}"
            self._refresh_tokens[refresh_token] = workspace
            rotation = {"refresh_token": refresh_token, "expires_in": TOKEN_SECONDS}
        return {
            "access_token": app.bot_token,
            "token_type": "bot",
            "scope": scope,
            "bot_user_id": app.bot_user,
            "app_id": app.id,
            "team": {"id": workspace.team_id, "name": workspace.name},
            "enterprise": enterprise(workspace),
            "is_enterprise_install": False,
            **rotation,
        }
