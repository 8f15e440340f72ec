"""Settings of Slack; `bot.settings` puts them together with the other sections."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, model_validator

from bot.settings_types import Section, WebAddress, from_json

_MOST_CONNECTIONS = 10
"""Source: https://docs.slack.dev/apis/events-api/using-socket-mode"""


class SlackSettings(Section):
    """Slack: off until there is a token, or a client id for many workspaces."""

    bot_token: SecretStr = SecretStr("")
    """`xoxb-…`, of the one workspace that the desk serves. Never shown or logged."""
    app_token: SecretStr = SecretStr("")
    """`xapp-…` with `connections:write`: events come through a connection that the desk opens
    (Socket Mode), so nothing has to be reachable from outside. Never shown or logged."""
    connections: Annotated[int, Field(ge=1, le=_MOST_CONNECTIONS)] = 1
    """Connections of Socket Mode; a second one bridges the moments in which Slack renews the first."""
    signing_secret: SecretStr = SecretStr("")
    """Without an `app_token`: proves that what comes to `/slack/events` on the desk's web server is
    from Slack. Never shown or logged."""
    client_id: str = ""
    """Instead of a `bot_token`: lets several workspaces install the desk, at `/slack/install`."""
    client_secret: SecretStr = SecretStr("")
    """Belongs to the `client_id`. Never shown or logged."""
    workspaces: Annotated[tuple[str, ...], BeforeValidator(from_json)] = ()
    """Team ids (`T…`) of the workspaces that may install the desk, with a `client_id`: whoever is
    there is answered from the same pages."""
    allow_external: bool = False
    """Whether people of other organisations, in channels shared by Slack Connect, are answered."""
    api_url: WebAddress = "https://slack.com/api/"
    """Where Slack's Web API is; another one only to try things out."""

    @property
    def is_on(self) -> bool:
        """Whether the desk is in Slack."""
        return bool(self.bot_token.get_secret_value() or self.client_id)

    @property
    def has_socket(self) -> bool:
        """Whether events come through Socket Mode, rather than over HTTP."""
        return bool(self.app_token.get_secret_value())

    @model_validator(mode="after")
    def _is_whole(self) -> SlackSettings:
        _looks_like("bot_token", self.bot_token, "xoxb-", "Bot User OAuth Token")
        _looks_like("app_token", self.app_token, "xapp-", "App-Level Token")
        has_token, has_client = bool(self.bot_token.get_secret_value()), bool(self.client_id)
        if has_token and has_client:
            raise ValueError(
                "bot_token serves one workspace, client_id many: set one of them, not both"
            )
        if has_client and not self.client_secret.get_secret_value():
            raise ValueError("client_id needs its client_secret")
        if has_client and not self.workspaces:
            raise ValueError(
                "client_id lets others install the desk: name the workspaces that may, by their "
                "team ids, in workspaces"
            )
        has_door = self.has_socket or bool(self.signing_secret.get_secret_value())
        if self.is_on and not has_door:
            raise ValueError(
                "events need a way in: set app_token (Socket Mode), or signing_secret (HTTP)"
            )
        if has_door and not self.is_on:
            raise ValueError("a bot_token is missing (or client_id, for many workspaces)")
        return self


def _looks_like(key: str, secret: SecretStr, prefix: str, name: str) -> None:
    """Refuse a token that was put into the wrong setting; the error does not show it.

    Raises:
        ValueError: It is of another kind.
    """
    value = secret.get_secret_value()
    if value and not value.startswith(prefix):
        raise ValueError(
            f"{key} must begin with {prefix}: take the {name} from the app's page at "
            "https://api.slack.com/apps"
        )
