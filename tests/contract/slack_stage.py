"""Slack as a stage: the real replies against the local Slack, in a channel and a direct message."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any, Self

from adapters.local_slack.reading import as_text
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, Json, Message
from adapters.slack.answer import ReplyPace
from adapters.slack.calls import CallRules, SlackCalls
from adapters.slack.opener import SlackOpener
from adapters.slack.place import Place, read_place
from core.chatting.chores import Chores
from core.domain import AcceptedTurn, ConversationKey, Question
from core.ports import Reply
from tests.contract.stages import Seen, Stage
from tests.fakes.desk import NOON
from tests.fakes.slack_clients import LocalClients
from tests.fakes.slack_manifest import slack_manifest

_FAST = ReplyPace(
    acknowledge_after_seconds=0.02,
    gather_seconds=0.05,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
    private_status_seconds=0.02,
)
_UNPACED = CallRules(pause_seconds=0.01, paces={})
_HOUR = timedelta(hours=1)
_LINK = re.compile(r"<([^|>]+)\|([^>]+)>")
_TEXT_BLOCKS = frozenset({"rich_text", "table", "section", "markdown"})


class SlackStage(Stage):
    """A channel, with streams."""

    channel = "#general"

    def __init__(self) -> None:
        super().__init__()
        self._stack = AsyncExitStack()
        self._place = ""
        self.opener: SlackOpener | None = None
        """Of the process that runs; there is none before the first reply is opened."""

    async def __aenter__(self) -> Self:
        self.slack = await self._stack.enter_async_context(LocalSlack(manifest=slack_manifest()))
        self.ann = self.slack.person("ann")
        self._chores = await self._stack.enter_async_context(Chores())
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()

    async def ask(self, text: str) -> AcceptedTurn:
        said = await self.ann.says(f"@frontdesk {text}", self.channel)
        place = Place(said.channel, said.ts, said.ts, is_direct=self.channel == "dm")
        conversation = ConversationKey("slack", self.slack.workspace.team_id, said.channel, said.ts)
        question = Question(text, conversation, self.ann.id)
        await self.desk.accept(question, event_id="E1", place=place.written())
        return self.desk.asked[-1]

    async def open(self, turn: AcceptedTurn) -> Reply:
        if self.opener is None:
            self.opener = self._opener(age=-_HOUR)
        return await self.opener.open(turn, self.keep_place)

    async def reopen(
        self, turn: AcceptedTurn, *, attempts: int = 1, is_place_lost: bool = False
    ) -> Reply:
        await asyncio.sleep(3 * _FAST.gather_seconds)  # what was said is there by now
        self._process.has_died = True
        place = turn.place if is_place_lost else self._place or turn.place
        turn = replace(turn, place=place, attempts=attempts)
        self.opener = self._opener(age=_HOUR)
        return await self.opener.open(turn, self.keep_place)

    async def seen(self, turn: AcceptedTurn) -> Seen:
        channel, thread_ts = self._channel(turn), read_place(turn.place).thread_ts
        ours = [one for one in channel.thread(thread_ts) if one.bot_id]
        text = "\n".join(filter(None, map(self._text, ours)))
        notes = " ".join(map(_notes, ours))
        is_draft = "This for now" in notes
        is_whole = bool(ours) and not any(map(_is_unfinished, ours))
        return Seen(
            status=channel.statuses.get(thread_ts, ""),
            draft=text if is_draft else "",
            text="" if is_draft else text,
            sources=[link for one in ours for link in _links(one)],
            is_finished=is_whole,
            answers=sum(_part(one) == 0 for one in ours),
        )

    async def refuse(self, turn: AcceptedTurn) -> None:
        self._channel(turn).is_archived = True

    async def slow_down(self, turn: AcceptedTurn) -> None:
        self.slack.mischief.slow("*", seconds=0.05, times=1000)

    async def speed_up(self, turn: AcceptedTurn) -> None:
        self.slack.mischief.end()

    async def fail_once(self) -> None:
        self.slack.mischief.break_down("chat.postMessage")

    async def press_stop(self, turn: AcceptedTurn) -> None:
        channel, thread_ts = self._channel(turn), read_place(turn.place).thread_ts
        await self.slack.until(
            lambda: channel.sessions.get(thread_ts, {}).get("status") == "processing"
        )
        await self.ann.presses_stop(channel.id, thread_ts)
        # The listener of Slack's event does this; it has tests of its own.
        await self.desk.stop(turn.id)

    def _opener(self, *, age: timedelta) -> SlackOpener:
        """What a process makes that started an hour before or after the question."""
        self._process = clients = LocalClients(self.slack)
        return SlackOpener(
            calls=SlackCalls(clients=clients, rules=_UNPACED),
            clients=clients,
            chores=self._chores,
            can_ask_person=True,
            started_at=NOON + age,
            pace=_FAST,
        )

    async def keep_place(self, place: str) -> None:
        self._place = place

    def _channel(self, turn: AcceptedTurn) -> Channel:
        return self.slack.workspace.channels[read_place(turn.place).channel]

    def _text(self, message: Message) -> str:
        blocks = [one for one in message.blocks if one["type"] in _TEXT_BLOCKS]
        if not blocks and message.stream is None:
            return ""
        return as_text(replace(message, blocks=blocks), self.slack.workspace, with_addresses=False)


class SlackDirectStage(SlackStage):
    """A direct message, with streams."""

    channel = "dm"


class SlackEditsStage(SlackStage):
    """A channel in which Slack allows no streams."""

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.slack.mischief.refuse_streams_in = {"channel"}
        return self


def _part(message: Message) -> int:
    payload = (message.metadata or {}).get("event_payload", {})
    return int(payload.get("part", -1))


def _is_unfinished(message: Message) -> bool:
    """Whether more is to come: nothing marks it as ours for good, or it says so."""
    return not message.metadata or "still writing" in _notes(message).lower()


def _elements(message: Message) -> Iterator[Json]:
    for block in message.blocks:
        if block["type"] in {"actions", "context"}:
            yield from block["elements"]


def _notes(message: Message) -> str:
    return " ".join(_mrkdwn(one) for one in _elements(message))


def _links(message: Message) -> Iterator[tuple[str, str]]:
    for one in _elements(message):
        for address, title in _LINK.findall(_mrkdwn(one)):
            yield unescape(title), unescape(address)


def _mrkdwn(element: dict[str, Any]) -> str:
    return str(element.get("text", "")) if element["type"] == "mrkdwn" else ""
