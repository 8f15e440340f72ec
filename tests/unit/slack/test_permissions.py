"""The manifest asks for what the code needs: every scope and event, and none besides."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt.async_app import AsyncApp

import adapters.slack
from adapters.local_slack.arguments import TokenKind
from adapters.local_slack.method_rules import METHOD_RULES
from adapters.slack import surfaces
from adapters.slack.listening.app import register
from adapters.slack.names import ANSWER_THIS, COMMAND
from adapters.slack.tools import SlackTools
from bot.slack_manifest import read_manifest
from tests.e2e.slack.surface_stage import staged

ADAPTER = Path(adapters.slack.__file__).parent
KINDS = ("channels", "groups", "im", "mpim")
NEEDED_BY_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "message": {f"{kind}:history" for kind in KINDS},
    "member_joined_channel": {"channels:read", "groups:read"},
}
NEEDED_BY_FEATURES = {"commands", "assistant:write"}
"""The command and the shortcut; the agent view."""
ENOUGH = {"conversations.open": {"im:write"}}
"""Of several scopes that will do: only direct messages with one person are opened."""


@dataclass(slots=True)
class Ear:
    """Stands in for the app while listeners are registered, and remembers what for."""

    heard: dict[str, list[Any]] = field(default_factory=dict)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Any], Any]]:
        def listen(what: Any = None, *_: Any, **__: Any) -> Callable[[Any], Any]:
            self.heard.setdefault(kind, []).append(what)
            return lambda listener: listener

        return listen


@pytest.fixture
async def ear() -> Ear:
    """What everything that listens to Slack is registered for."""
    heard = Ear()
    async with staged() as stage:
        tools: SlackTools = stage.tools
        register(cast(AsyncApp, heard), tools=tools)
        surfaces.register(cast(AsyncApp, heard), tools=tools)
    return heard


def events(ear: Ear) -> set[str]:
    """The events that somebody listens to."""
    return {what if isinstance(what, str) else what["type"] for what in ear.heard["event"]}


def called() -> Iterator[str]:
    """Every method of the Web API that the adapter names."""
    for file in ADAPTER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and node.value in METHOD_RULES:
                yield node.value


def test_it_asks_for_exactly_the_events_that_are_listened_to(ear: Ear) -> None:
    """An event that nobody hears costs a delivery; one that is missing, an answer."""
    messages = {f"message.{kind}" for kind in KINDS} if "message" in events(ear) else set()
    asked_for = read_manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert set(asked_for) == events(ear) - {"message"} | messages


def test_it_asks_for_exactly_the_scopes_that_are_used(ear: Ear) -> None:
    """Whoever approves the app sees every one of them."""
    needed = set(NEEDED_BY_FEATURES)
    for event in events(ear):
        needed |= NEEDED_BY_EVENTS.get(event, set())
    for method in called():
        if METHOD_RULES[method].token is TokenKind.BOT:
            needed |= ENOUGH.get(method, set(METHOD_RULES[method].scopes))
    assert set(read_manifest()["oauth_config"]["scopes"]["bot"]) == needed


def test_it_has_the_command_and_the_shortcut(ear: Ear) -> None:
    """Under the names that are listened for."""
    features = read_manifest()["features"]
    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert [one["callback_id"] for one in features["shortcuts"]] == [ANSWER_THIS]
    assert ear.heard["command"] == [COMMAND]
    assert ear.heard["message_shortcut"] == [ANSWER_THIS]
