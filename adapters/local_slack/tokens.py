"""Which workspace a token speaks for, and why it may not.

The Web API and the private addresses of files ask.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.arguments import TokenKind
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Workspace


def workspace_of(workspaces: Mapping[str, Workspace], kind: TokenKind, token: str) -> Workspace:
    """The workspace that a call is about.

    Args:
        workspaces: All there are, by team id.
        kind: The kind of token that the call wants; without one it is about the first workspace.
        token: The token that came; may be empty.

    Raises:
        SlackRefusal: The token is none, of another kind, or over.
    """
    first = next(iter(workspaces.values()))
    if kind is TokenKind.NONE:
        return first
    if not token:
        raise SlackRefusal("not_authed")
    for workspace in workspaces.values():
        if _knows(workspace, token):
            _check(workspace, kind, token)
            return workspace
    raise SlackRefusal("invalid_auth")


def _knows(workspace: Workspace, token: str) -> bool:
    app = workspace.app
    current = token in (app.bot_token, app.app_token)
    return current or token in app.earlier_tokens or token in app.ended_tokens


def _check(workspace: Workspace, kind: TokenKind, token: str) -> None:
    app = workspace.app
    if token in app.ended_tokens:
        raise SlackRefusal(app.ended_tokens[token])
    if (token == app.app_token) is not (kind is TokenKind.APP):
        raise SlackRefusal("not_allowed_token_type")
    if not app.is_installed and kind is TokenKind.BOT:
        raise SlackRefusal("account_inactive")
