"""Slack's manifest, as this host needs it: how events come, and where people are sent back to.

`frontdesk manifest slack` prints it; `bot.slack` reads the scopes to ask for.
"""

from __future__ import annotations

import json
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
        manifest = yaml.safe_load(_text())
    except yaml.YAMLError as error:
        raise SettingsError(f"Slack's manifest '{FILE}' is damaged. Restore the file.") from error
    if not isinstance(manifest, dict):
        raise SettingsError(f"Slack's manifest '{FILE}' is damaged. Restore the file.")
    return manifest


def _text() -> str:
    try:
        return FILE.read_text("utf-8")
    except OSError as error:
        raise SettingsError(
            f"Slack's manifest '{FILE}' cannot be read ({error.strerror}): is this a whole checkout "
            "of frontdesk? Restore the file."
        ) from error


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
    text = _text()
    if len(name) > _LONGEST_NAME:
        raise SettingsError(
            f"The name '{name}' has {len(name)} characters; Slack takes up to {_LONGEST_NAME}."
        )
    base = public_url.rstrip("/")
    if (over_http or many_workspaces) and not base.startswith("https://"):
        raise SettingsError(
            f"Slack goes to https addresses only, and '{public_url}' is none. Put the desk behind a "
            "proxy that has a certificate and set web.public_url or give --url; for one workspace "
            "Socket Mode needs no address at all."
        )
    if name:
        text = _named(text, json.dumps(name, ensure_ascii=False))
    if over_http:
        text = _over_http(text, f"{base}{EVENTS}")
    if many_workspaces:
        text = _for_many(text, f"{base}{REDIRECT}")
    return text


def bot_scopes() -> tuple[str, ...]:
    """What the desk asks a workspace for.  Raises as `read_manifest`."""
    return tuple(read_manifest()["oauth_config"]["scopes"]["bot"])


def _named(text: str, name: str) -> str:
    text = _put(text, "  name: frontdesk", f"  name: {name}")
    return _put(text, "    display_name: frontdesk", f"    display_name: {name}")


def _over_http(text: str, address: str) -> str:
    text = _put(text, "  socket_mode_enabled: true", "  socket_mode_enabled: false")
    for line in ("  event_subscriptions:", "    is_enabled: true"):
        text = _put(text, line, f"{line}\n    request_url: {address}")
    command = "    - command: /frontdesk"
    return _put(text, command, f"{command}\n      url: {address}")


def _for_many(text: str, address: str) -> str:
    text = _put(text, "oauth_config:", f"oauth_config:\n  redirect_urls:\n    - {address}")
    return _put(text, "  token_rotation_enabled: false", "  token_rotation_enabled: true")


def _put(text: str, line: str, instead: str) -> str:
    """Replace one line; what the comments beside the others explain stays with them."""
    if text.count(f"\n{line}\n") != 1:
        raise SettingsError(f"Slack's manifest '{FILE}' is damaged: restore it. It lacks: {line}")
    return text.replace(f"\n{line}\n", f"\n{instead}\n")
