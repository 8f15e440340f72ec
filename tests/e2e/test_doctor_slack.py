"""`frontdesk doctor`'s look at Slack, against the Slack on this machine."""

from __future__ import annotations

import asyncio
import socket

import pytest

from adapters.local_slack.server import LocalSlack
from bot.slack_manifest import read_manifest
from tests.e2e.command_line import Installation
from tests.e2e.test_doctor import line


async def examined(installation: Installation, slack: LocalSlack | None, **changed: str) -> str:
    """What is said about Slack, a line for each thing that was looked at."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-local-1", "SLACK_APP_TOKEN": "xapp-local-1"}
    address = {"SLACK_API_URL": f"{slack.url}/api/"} if slack is not None else {}
    result = await asyncio.to_thread(installation.run, "doctor", **{**tokens, **address, **changed})
    return "\n".join(row for row in result.output.splitlines() if row[2:].startswith("Slack"))


def test_no_slack_is_good(frontdesk: Installation) -> None:
    """And how to serve there is said."""
    told = line(frontdesk.run("doctor").output, "Slack")
    assert told.startswith("✓")
    assert "slack.bot_token" in told


@pytest.mark.feature("`frontdesk doctor` finds what is wrong, with the cure")
async def test_good_tokens_are_good(frontdesk: Installation) -> None:
    """The workspace is named; nothing is posted, and no connection opened."""
    async with LocalSlack(manifest=read_manifest()) as slack:
        told = await examined(frontdesk, slack)
        assert slack.sockets.connections == 0
        assert {name for name, _ in slack.calls} == {"auth.test", "apps.connections.open"}

    assert [row[0] for row in told.splitlines()] == ["✓", "✓"]
    assert "'Kestrel Plains Health' (T0LOCAL) as frontdesk" in told


async def test_wrong_tokens_are_told_apart(frontdesk: Installation) -> None:
    """Each is named with what to do, and never shown."""
    wrong = {"SLACK_BOT_TOKEN": "xoxb-mistyped", "SLACK_APP_TOKEN": "xapp-mistyped"}
    async with LocalSlack(manifest=read_manifest()) as slack:
        told = await examined(frontdesk, slack, **wrong)

    assert [row[0] for row in told.splitlines()] == ["✗", "✗"]
    assert "slack.bot_token is not taken (invalid_auth)" in told
    assert "slack.app_token is not taken (invalid_auth)" in told
    assert "mistyped" not in told


async def test_missing_scopes_are_named(frontdesk: Installation) -> None:
    """An app that was made from an older manifest works in part."""
    manifest = read_manifest()
    for scope in ("files:write", "reactions:write"):
        manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    async with LocalSlack(manifest=manifest) as slack:
        told = await examined(frontdesk, slack)

    assert told.startswith("! ")
    assert "without the scopes files:write, reactions:write" in told
    assert "frontdesk manifest slack" in told


async def test_channels_that_settings_name_must_have_the_desk_in_them(
    frontdesk: Installation,
) -> None:
    """Where it is not, what people are promised would never be seen."""
    async with LocalSlack(manifest=read_manifest()) as slack:
        ann = slack.person("ann").id
        within = slack.workspace.add_channel("help", {ann, slack.app.bot_user}).id
        away = slack.workspace.add_channel("ops", {ann}).id
        told = await examined(
            frontdesk,
            slack,
            ANSWER_PEOPLE_CHANNEL=f"slack/T0LOCAL/{within}",
            POSTS_OPERATORS=f"slack/T0LOCAL/{away}",
        )
    assert "✓ Slack: #help can be posted in (answer.people_channel)." in told
    assert "✗ Slack: the desk cannot post in #ops (posts.operators). Invite the desk there" in told


async def test_slack_in_trouble_is_no_fault_of_the_tokens(frontdesk: Installation) -> None:
    """What is not Slack's answer is told by its status."""
    async with LocalSlack(manifest=read_manifest()) as slack:
        slack.mischief.break_down("auth.test")
        slack.mischief.limit_rate("apps.connections.open", retry_after=30)
        told = await examined(frontdesk, slack)

    assert "answers with status 503" in told
    assert "ratelimited" in told
    assert "is not taken" not in told


async def test_slack_out_of_reach_is_wrong(frontdesk: Installation) -> None:
    """The address that was tried is named."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/api/"
    told = await examined(frontdesk, None, SLACK_API_URL=address)

    assert [row[0] for row in told.splitlines()] == ["✗", "✗"]
    assert told.count(f"{address} cannot be reached") == 2


@pytest.mark.parametrize(
    ("address", "mark"), [("https://desk.example.org/", "✓"), ("http://desk.example.org", "✗")]
)
def test_where_workspaces_install_it_must_be_encrypted(
    frontdesk: Installation, address: str, mark: str
) -> None:
    """Browsers would not keep what they need to come back."""
    settings = {
        "SLACK_CLIENT_ID": "1.1",
        "SLACK_CLIENT_SECRET": "secret",
        "SLACK_WORKSPACES": '["T0LOCAL"]',
        "SLACK_SIGNING_SECRET": "secret",
        "WEB_PUBLIC_URL": address,
    }
    told = line(frontdesk.run("doctor", **settings).output, "Slack")
    assert told.startswith(mark)
    assert "https" in told
