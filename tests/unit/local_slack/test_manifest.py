"""Tests of what Slack says to a manifest, and that the local Slack begins with no other."""

from collections.abc import Callable
from typing import Any

import pytest

from adapters.local_slack.manifest import check_manifest
from adapters.local_slack.server import LocalSlack
from tests.fakes.slack_manifest import slack_manifest

Change = Callable[[dict[str, Any]], Any]


def over_http(manifest: dict[str, Any]) -> dict[str, Any]:
    """The same without Socket Mode."""
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = "https://desk.example/slack"
    settings["interactivity"]["request_url"] = "https://desk.example/slack"
    manifest["features"]["slash_commands"][0]["url"] = "https://desk.example/slack"
    return manifest


def test_takes_a_manifest_with_sockets() -> None:
    """What the tests use is taken."""
    check_manifest(slack_manifest())


def test_takes_a_manifest_without_sockets() -> None:
    """With addresses no socket is needed."""
    check_manifest(over_http(slack_manifest()))


def test_takes_a_redirect_to_this_machine() -> None:
    """A browser may come back to where it runs."""
    manifest = slack_manifest()
    manifest["oauth_config"]["redirect_urls"] = ["http://127.0.0.1:3000/back", "https://d.example"]
    check_manifest(manifest)


def test_takes_the_least_manifest() -> None:
    """A name is enough."""
    check_manifest({"display_information": {"name": "frontdesk"}})


WRONG: list[tuple[str, Change, str]] = [
    ("no name", lambda it: it["display_information"].clear(), "missing required field: name"),
    (
        "long name",
        lambda it: it["display_information"].update(name="x" * 36),
        "/display_information/name must be less than 36 characters",
    ),
    (
        "long description",
        lambda it: it["display_information"].update(description="x" * 141),
        "/display_information/description must be less than 141 characters",
    ),
    (
        "short long description",
        lambda it: it["display_information"].update(long_description="x" * 174),
        "/display_information/long_description must be more than 174 characters",
    ),
    (
        "colour by name",
        lambda it: it["display_information"].update(background_color="teal"),
        "/display_information/background_color 'teal' does not match",
    ),
    ("unknown key", lambda it: it.update(scopes=[]), "invalid additional property: scopes"),
    (
        "flag as text",
        lambda it: it["settings"].update(socket_mode_enabled="yes"),
        "/settings/socket_mode_enabled must provide a boolean",
    ),
    (
        "interactivity without its flag",
        lambda it: it["settings"]["interactivity"].clear(),
        "/settings/interactivity missing required field: is_enabled",
    ),
    (
        "agent without description",
        lambda it: it["features"]["agent_view"].clear(),
        "/features/agent_view missing required field: agent_description",
    ),
    (
        "agent with a long description",
        lambda it: it["features"]["agent_view"].update(agent_description="x" * 301),
        "/features/agent_view/agent_description must be less than 301 characters",
    ),
    (
        "prompt without message",
        lambda it: it["features"]["agent_view"].update(suggested_prompts=[{"title": "Hi"}]),
        "/features/agent_view/suggested_prompts/0 missing required field: message",
    ),
    (
        "five prompts",
        lambda it: it["features"]["agent_view"].update(
            suggested_prompts=[{"title": "Hi", "message": "Hi"}] * 5
        ),
        "/features/agent_view/suggested_prompts no more than 4 items allowed",
    ),
    (
        "shortcut without description",
        lambda it: it["features"]["shortcuts"][0].pop("description"),
        "/features/shortcuts/0 missing required field: description",
    ),
    (
        "long shortcut",
        lambda it: it["features"]["shortcuts"][0].update(name="x" * 25),
        "/features/shortcuts/0/name must be less than 25 characters",
    ),
    (
        "eleven shortcuts",
        lambda it: it["features"].update(shortcuts=it["features"]["shortcuts"] * 6),
        "/features/shortcuts no more than 10 items allowed",
    ),
    (
        "one shortcut twice",
        lambda it: it["features"].update(shortcuts=it["features"]["shortcuts"][:1] * 2),
        "/features/shortcuts 'answer_this' stands there 2 times",
    ),
    (
        "command without slash",
        lambda it: it["features"]["slash_commands"][0].update(command="frontdesk"),
        "/features/slash_commands/0/command 'frontdesk' does not match",
    ),
    (
        "command in two words",
        lambda it: it["features"]["slash_commands"][0].update(command="/front desk"),
        "/features/slash_commands/0/command '/front desk' does not match",
    ),
    (
        "long command",
        lambda it: it["features"]["slash_commands"][0].update(command="/" + "x" * 32),
        "/features/slash_commands/0/command must be less than 33 characters",
    ),
    (
        "unknown scope",
        lambda it: it["oauth_config"]["scopes"]["bot"].append("chat:shout"),
        "there is no bot scope 'chat:shout'",
    ),
    (
        "one scope twice",
        lambda it: it["oauth_config"]["scopes"]["bot"].append("chat:write"),
        "'chat:write' stands there 2 times",
    ),
    (
        "optional scope that is none",
        lambda it: it["oauth_config"]["scopes"].update(bot_optional=["pins:read"]),
        "'pins:read' is not among the bot scopes",
    ),
    (
        "unknown event",
        lambda it: it["settings"]["event_subscriptions"]["bot_events"].append("message.all"),
        "there is no event 'message.all'",
    ),
    (
        "event without its scope",
        lambda it: it["oauth_config"]["scopes"]["bot"].remove("im:history"),
        "'message.im' needs the scope im:history",
    ),
    (
        "command without its scope",
        lambda it: it["oauth_config"]["scopes"]["bot"].remove("commands"),
        "/features/slash_commands needs the scope commands",
    ),
    (
        "shortcut without interactivity",
        lambda it: it["settings"]["interactivity"].update(is_enabled=False),
        "/features/shortcuts need settings.interactivity to be enabled",
    ),
    (
        "redirect without encryption",
        lambda it: it["oauth_config"].update(redirect_urls=["http://desk.example"]),
        "/oauth_config/redirect_urls/0 'http://desk.example' is no https address",
    ),
]


@pytest.mark.parametrize(
    ("change", "said"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_says_what_is_wrong_and_where(change: Change, said: str) -> None:
    """The error names the place and what Slack would not take there."""
    manifest = slack_manifest()
    change(manifest)
    with pytest.raises(ValueError, match="Slack would not take this manifest") as caught:
        check_manifest(manifest)
    assert said in str(caught.value)


WITHOUT_ADDRESS: list[tuple[Change, str]] = [
    (
        lambda it: it["settings"]["event_subscriptions"].pop("request_url"),
        "/settings/event_subscriptions needs a request_url",
    ),
    (
        lambda it: it["settings"]["interactivity"].pop("request_url"),
        "/settings/interactivity needs a request_url",
    ),
    (
        lambda it: it["features"]["slash_commands"][0].pop("url"),
        "/features/slash_commands/0 needs a url",
    ),
    (
        lambda it: it["settings"]["interactivity"].update(request_url="http://desk.example"),
        "/settings/interactivity/request_url 'http://desk.example' is no https address",
    ),
]


@pytest.mark.parametrize(("change", "said"), WITHOUT_ADDRESS)
def test_wants_addresses_where_there_is_no_socket(change: Change, said: str) -> None:
    """Slack must know where to post what happens, and posts to https only."""
    manifest = over_http(slack_manifest())
    change(manifest)
    with pytest.raises(ValueError, match=said):
        check_manifest(manifest)


@pytest.mark.parametrize("manifest", [None, [], "name: frontdesk", {}])
def test_refuses_what_is_no_manifest(manifest: object) -> None:
    """Whatever comes, the answer is an error that can be read."""
    with pytest.raises(ValueError, match="Slack would not take this manifest"):
        check_manifest(manifest)


def test_the_local_slack_does_not_begin_with_a_wrong_one() -> None:
    """So that a manifest which Slack would not take fails in every test."""
    with pytest.raises(ValueError, match="there is no event 'mention'"):
        LocalSlack(manifest=slack_manifest(events="mention"))
