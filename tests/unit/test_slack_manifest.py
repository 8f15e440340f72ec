"""Slack's manifest: whole, within Slack's limits, and made for the host that it is for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.slack_manifest import FILE, bot_scopes, manifest_for, read_manifest
from core.errors import SettingsError

ADDRESS = "https://desk.example.org"


def made(**options: Any) -> dict[str, Any]:
    manifest = yaml.safe_load(manifest_for(**options))
    assert isinstance(manifest, dict)
    return manifest


def test_as_it_is_kept_it_is_for_one_workspace_through_socket_mode() -> None:
    """Nothing has to be reachable from outside, so no address stands in it."""
    manifest = made()
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "https://" not in yaml.safe_dump(manifest)
    assert manifest == read_manifest()


def test_over_http_everything_goes_to_one_address() -> None:
    """Events, clicks and the command all need it."""
    manifest = made(public_url=f"{ADDRESS}/", over_http=True)
    address = f"{ADDRESS}/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == address
    assert manifest["settings"]["interactivity"]["request_url"] == address
    assert [one["url"] for one in manifest["features"]["slash_commands"]] == [address]


def test_many_workspaces_come_back_to_the_desk_with_tokens_that_rotate() -> None:
    """Socket Mode goes with it."""
    manifest = made(public_url=ADDRESS, many_workspaces=True)
    assert manifest["oauth_config"]["redirect_urls"] == [f"{ADDRESS}/slack/oauth_redirect"]
    assert manifest["settings"]["token_rotation_enabled"] is True
    assert manifest["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("address", ["", "http://desk.example.org", "desk.example.org"])
def test_slack_goes_to_https_only(address: str) -> None:
    """What Slack would refuse is refused here, with what to do."""
    with pytest.raises(SettingsError, match=r"https.*web\.public_url"):
        manifest_for(public_url=address, over_http=True)


@pytest.mark.feature("The manifest or app package is made by a command")
def test_what_is_printed_says_what_each_permission_is_for() -> None:
    """Whoever approves the app reads what is pasted, not the file."""
    printed = manifest_for(public_url=ADDRESS, over_http=True, many_workspaces=True, name="Desk")
    assert "- chat:write          # answers" in printed


def test_it_can_have_another_name() -> None:
    """The name stands where people see it."""
    name = 'Ask "Kestrel": è'
    manifest = made(name=name)
    assert manifest["display_information"]["name"] == name
    assert manifest["features"]["bot_user"]["display_name"] == name


def test_a_name_that_slack_would_not_take_is_refused() -> None:
    """Slack's own error would come only when it is pasted."""
    with pytest.raises(SettingsError, match="up to 35"):
        manifest_for(name="x" * 36)


def test_it_keeps_slacks_limits() -> None:
    """Source: https://docs.slack.dev/reference/app-manifest."""
    manifest = read_manifest()
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    assert len(features["agent_view"]["agent_description"]) <= 300
    for command in features["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_every_permission_says_what_it_is_for() -> None:
    """Whoever approves the app reads the file."""
    explained = re.findall(
        r"^ +- (\S+:\S+|commands)( +#.*)?$", Path(FILE).read_text("utf-8"), re.MULTILINE
    )
    assert [scope for scope, _ in explained] == list(bot_scopes())
    unexplained = {scope for scope, comment in explained if not comment}
    assert unexplained <= {"groups:read", "im:read", "mpim:read"}, "the line above explains these"
