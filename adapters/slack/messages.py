"""Messages of ours: posted, changed, deleted, and found again by their metadata.

Answers and posts both stand on it.  It knows how to show something once, nothing of what is shown.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import structlog

from adapters.slack.blocks import SlackMessage, escaped
from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.clients import Clients
from adapters.slack.refusals import BAD_BLOCKS, DELETED, GONE
from core.chatting.pacing import Priority

_log = structlog.get_logger()

_MOST_PAGES = 10
_THREAD_PAGE_MESSAGES = 15
_CHANNEL_PAGE_MESSAGES = 100
"""An app that is sold outside Slack's Marketplace gets 15 a page whatever it asks for, and one page a
minute.  What is looked for in a thread stands near its beginning, so a small page mostly holds it.
Source: https://docs.slack.dev/reference/methods/conversations.replies"""
_PIECE_SECONDS = 8.0
"""For some more of an answer to be taken; what comes after holds it as well."""
_MOST_TEXT_CHARACTERS = 39_000
"""Slack cuts what is longer than 40,000.
Source: https://docs.slack.dev/changelog/2018-truncating-really-long-messages"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where messages stand."""

    workspace: str
    channel: str
    thread_ts: str = ""
    """The message that they stand under; empty: in the channel itself."""


@dataclass(frozen=True, slots=True)
class Mark:
    """By which a message of ours is known again."""

    kind: str
    """Of the metadata."""
    key: str
    """What the value is called in it."""
    value: str
    """E.g. the turn's id."""
    part: int = 0
    """Of what is split over several messages."""

    def metadata(self) -> dict[str, Any]:
        """As Slack keeps it with the message."""
        payload = {self.key: self.value, "part": self.part}
        return {"event_type": self.kind, "event_payload": payload}


@dataclass(frozen=True, slots=True)
class Found:
    """What of ours stands somewhere."""

    parts: Mapping[int, str] = field(default_factory=dict)
    """The ts of each part that was looked for."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Ids of our files by their names."""
    unmarked: str = ""
    """The ts of the latest message of ours that nothing is marked on: a stream that was never ended.
    Whatever else we say in threads has metadata."""


class Change(Enum):
    """What became of a message that was to be changed."""

    MADE = auto()
    DELETED = auto()
    """It is not there any more."""
    FOREIGN = auto()
    """It is not ours to change: of an earlier installation, say."""


class Messages:
    """The messages of this adapter, in all workspaces."""

    def __init__(self, *, calls: SlackCalls, clients: Clients) -> None:
        """Take who calls Slack, and who we are there."""
        self._calls = calls
        self._clients = clients

    async def post(
        self,
        spot: Spot,
        message: SlackMessage,
        mark: Mark,
        *,
        since_ts: str,
        bare: str = "",
        priority: Priority = Priority.ANSWER,
    ) -> str:
        """Post a message; where Slack's answer is lost, look whether it stands there.

        Args:
            spot: Where.
            message: What.
            mark: By which it is found again.
            since_ts: Nothing of it stood there before.
            bare: What is shown should Slack refuse the blocks; empty: the message's own text.
            priority: See `SlackCalls.call`.

        Returns:
            Its ts.

        Raises:
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: As `SlackCalls.call`.
        """
        try:
            return await self._post(spot, message, mark, bare, priority)
        except SlackCallFailed as error:
            if not error.is_unsure:
                raise
        _log.info("post_unsure", channel=spot.channel)
        found = await self.find(spot, mark, since_ts=since_ts, enough={mark.part})
        if mark.part in found.parts:
            return found.parts[mark.part]
        return await self._post(spot, message, mark, bare, priority)

    async def update(
        self,
        spot: Spot,
        ts: str,
        message: SlackMessage,
        mark: Mark,
        *,
        bare: str = "",
        priority: Priority = Priority.ANSWER,
    ) -> Change:
        """Change a message.  Raises as `post`."""
        try:
            await self._send(
                spot, "chat.update", message, bare, priority, ts=ts, metadata=mark.metadata()
            )
        except SlackCallFailed as error:
            if error.error not in GONE:
                raise
            return Change.DELETED if error.error == DELETED else Change.FOREIGN
        return Change.MADE

    async def delete(self, spot: Spot, ts: str, *, may_wait: bool = True) -> None:
        """Delete a message; one that is gone is passed over.  Raises as `post`."""
        try:
            await self._calls.call(
                spot.workspace, "chat.delete", may_wait=may_wait, channel=spot.channel, ts=ts
            )
        except SlackCallFailed as error:
            if error.error not in GONE:
                raise

    async def find(
        self, spot: Spot, mark: Mark, *, since_ts: str, enough: Collection[int] = ()
    ) -> Found:
        """Look for all parts of something, and for files of ours.  Raises as `post`.

        Args:
            spot: A thread, or a channel: its threads are not looked into then.
            mark: What to look for; its part does not matter, and an empty value means: any.
            since_ts: Older messages are passed over.
            enough: Parts of which no more is read once all are found; empty: everything is read.
        """
        ourselves = await self._clients.bot_user(spot.workspace)
        parts: dict[int, str] = {}
        files: dict[str, str] = {}
        unmarked = ""
        async with aclosing(self._read(spot, since_ts)) as messages:
            async for message in messages:
                if message.get("user") != ourselves:
                    continue
                part = _part(message, mark)
                if part is not None:
                    parts.setdefault(part, str(message["ts"]))
                if not message.get("metadata") and not message.get("files"):
                    unmarked = str(message["ts"])
                for file in message.get("files") or ():
                    files[str(file.get("name", ""))] = str(file.get("id", ""))
                if enough and parts.keys() >= set(enough):
                    break
        return Found(parts, files, unmarked)

    async def _read(self, spot: Spot, since_ts: str) -> AsyncGenerator[Mapping[str, Any], None]:
        method, page_messages = "conversations.history", _CHANNEL_PAGE_MESSAGES
        where: dict[str, Any] = {}
        if spot.thread_ts:
            method, page_messages = "conversations.replies", _THREAD_PAGE_MESSAGES
            where = {"ts": spot.thread_ts}
        cursor: dict[str, Any] = {}
        for _ in range(_MOST_PAGES):
            page = await self._calls.call(
                spot.workspace,
                method,
                channel=spot.channel,
                oldest=since_ts,
                inclusive=True,
                include_all_metadata=True,
                limit=page_messages,
                **where,
                **cursor,
            )
            for message in page.get("messages", ()):
                yield message
            next_cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not next_cursor:
                return
            cursor = {"cursor": next_cursor}

    async def _post(
        self, spot: Spot, message: SlackMessage, mark: Mark, bare: str, priority: Priority
    ) -> str:
        thread = {"thread_ts": spot.thread_ts} if spot.thread_ts else {}
        posted = await self._send(
            spot,
            "chat.postMessage",
            message,
            bare,
            priority,
            metadata=mark.metadata(),
            unfurl_links=False,
            unfurl_media=False,
            **thread,
        )
        return str(posted["ts"])

    async def _send(
        self,
        spot: Spot,
        method: str,
        message: SlackMessage,
        bare: str,
        priority: Priority,
        **arguments: Any,
    ) -> dict[str, Any]:
        """Send a message as it is laid out, or, should Slack not like that, in bare words."""
        arguments |= {"channel": spot.channel, "priority": priority}
        if priority is Priority.PIECE:
            arguments["in_time_seconds"] = _PIECE_SECONDS
        laid_out: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
        try:
            return await self._calls.call(spot.workspace, method, **laid_out, **arguments)
        except SlackCallFailed as error:
            if error.error not in BAD_BLOCKS:
                raise
            _log.error("blocks_refused", method=method, error=error.error)
        text = escaped(bare)[:_MOST_TEXT_CHARACTERS] or message.text
        return await self._calls.call(spot.workspace, method, text=text, **arguments)


def _part(message: Mapping[str, Any], mark: Mark) -> int | None:
    """Which part of what is looked for a message is; None: it is none."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    is_wanted = metadata.get("event_type") == mark.kind
    if is_wanted and mark.value in ("", payload.get(mark.key)):
        return int(payload.get("part", 0))
    return None
