"""Slack's manifest, as this host needs it: how events come, and where people are sent back to.

`frontdesk manifest slack` prints it; `bot.slack` reads the scopes to ask for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from adapters.slack.http import EVENTS, REDIRECT
from core.errors import SettingsError

FILE = Path(__file__).resolve().parents[1] / "manifests" / "slack.yaml"

_LONGEST_NAME = 35
"""Source: https://docs.slack.dev/reference/app-manifest"""


def read_manifest() -> dict[str, Any]:
    """The manifest as it is kept: for Socket Mode and one workspace.

    Raises:
        SettingsError: The file is missing or damaged.
    """
    try:
        manifest = yaml.safe_load(FILE.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(
            f"Slack's manifest '{FILE}' cannot be read ({type(error).__name__}): is this a whole "
            "checkout of frontdesk? Restore the file."
        ) from error
    if not isinstance(manifest, dict):
        raise SettingsError(f"Slack's manifest '{FILE}' is damaged. Restore the file.")
    return manifest


def manifest_for(
    *, name: str = "", public_url: str = "", over_http: bool = False, many_workspaces: bool = False
) -> str:
    """The manifest for this host, as YAML.

    Args:
        name: What the app is called; empty: frontdesk.
        public_url: Where the desk's web server is reached; needed only for the two that follow.
        over_http: Whether Slack sends events there, rather than through Socket Mode.
        many_workspaces: Whether other workspaces install it too, with tokens that rotate.

    Raises:
        SettingsError: The name is too long, or the address will not do.
    """
    manifest = read_manifest()
    if name:
        if len(name) > _LONGEST_NAME:
            raise SettingsError(
                f"The name '{name}' has {len(name)} characters; Slack takes up to {_LONGEST_NAME}."
            )
        manifest["display_information"]["name"] = name
        manifest["features"]["bot_user"]["display_name"] = name
    base = public_url.rstrip("/")
    if (over_http or many_workspaces) and not base.startswith("https://"):
        raise SettingsError(
            f"Slack goes to https addresses only, and '{public_url}' is none. Put the desk behind a "
            "proxy that has a certificate and set web.public_url or give --url; for one workspace "
            "Socket Mode needs no address at all."
        )
    if over_http:
        _over_http(manifest, f"{base}{EVENTS}")
    if many_workspaces:
        manifest["oauth_config"]["redirect_urls"] = [f"{base}{REDIRECT}"]
        manifest["settings"]["token_rotation_enabled"] = True
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=96)


def bot_scopes() -> tuple[str, ...]:
    """What the desk asks a workspace for.  Raises as `read_manifest`."""
    return tuple(read_manifest()["oauth_config"]["scopes"]["bot"])


def _over_http(manifest: dict[str, Any], address: str) -> None:
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["event_subscriptions"]["request_url"] = address
    manifest["settings"]["interactivity"]["request_url"] = address
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
