"""Tells one person something that is no answer: a reason, a thank-you, a hint.

Every listener and surface uses it.  It is done as a chore, after Slack has its acknowledgement, where
only that person sees it; where Slack does not take it there, by the next way that there is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import structlog

from adapters.slack.calls import SlackCalls
from adapters.slack.names import NOTE_METADATA
from core.chatting.chores import Chores, Lane
from core.chatting.lately import Lately
from core.errors import DeliveryError

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000
_WAY_SECONDS = 60.0
"""For one way to tell somebody: as long as Slack may ask to wait where too much is told at once."""
_Way: TypeAlias = Callable[["Addressee", str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Where one person is told something."""

    workspace: str
    channel: str
    person: str
    thread_ts: str = ""
    """Of a thread that exists: what only one person sees is not shown in a thread that does not."""
    root_ts: str = ""
    """The thread in which everybody may read it where the person cannot be told alone; empty: none."""
    response_url: str = ""
    """Where Slack takes what only the person sees; goes before all else."""
    is_direct: bool = False
    may_write_to: bool = False
    """Whether the person is written to directly where nothing can be shown in the channel."""


class Teller:
    """Tells people things, one after the other for each chore."""

    def __init__(self, *, calls: SlackCalls, chores: Chores) -> None:
        """Take what telling needs."""
        self._calls = calls
        self._chores = chores
        self._told: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    def tell_once(self, event_id: str, addressee: Addressee, mrkdwn: str) -> None:
        """Tell a person something, unless it was told for the same event, or is just being told.

        One message comes as more than one event, and each of them perhaps more than once.
        """
        event = (addressee.workspace, event_id)
        if event in self._told:
            return
        self._told.put(event, None)
        self._start(self._tell_for(event, addressee, mrkdwn))

    def has_told(self, event_id: str, workspace: str) -> bool:
        """Whether the person of an event was told something for it."""
        return (workspace, event_id) in self._told

    def tell(self, addressee: Addressee, mrkdwn: str) -> None:
        """Tell a person something, soon.

        Args:
            addressee: Who, and where.
            mrkdwn: What, in Slack's markup; whatever people or pages wrote in it is escaped.
        """
        self._start(self.tell_now(addressee, mrkdwn))

    async def tell_now(self, addressee: Addressee, mrkdwn: str) -> None:
        """The same at once, for a chore that is at work already.

        Raises:
            DeliveryError: Slack took it nowhere.
        """
        failed: DeliveryError | None = None
        for way in self._ways(addressee):
            try:
                await way(addressee, mrkdwn)
            except DeliveryError as error:
                name = getattr(error, "error", type(error).__name__)
                _log.info("not_told", way=getattr(error, "method", ""), error=name)
                failed = failed or error
            else:
                return
        if failed is not None:
            raise failed

    def _start(self, work: Any) -> None:
        self._chores.start("tell_person", work, lane=Lane.TELLING)

    async def _tell_for(self, event: tuple[str, str], addressee: Addressee, mrkdwn: str) -> None:
        try:
            await self.tell_now(addressee, mrkdwn)
        except BaseException:
            # Slack may deliver the event again: then it is tried again.
            self._told.forget(event)
            raise

    def _ways(self, addressee: Addressee) -> Iterator[_Way]:
        """In which order to try; a person who can be told alone is."""
        if addressee.response_url:
            yield self._respond
        if addressee.is_direct:
            yield self._post
            return
        yield self._whisper
        if addressee.root_ts:
            yield self._post
        if addressee.may_write_to:
            yield self._write

    async def _respond(self, addressee: Addressee, mrkdwn: str) -> None:
        message = {
            "text": mrkdwn,
            "response_type": "ephemeral",
            "replace_original": False,
            "unfurl_links": False,
        }
        await self._calls.respond(addressee.workspace, addressee.response_url, message)

    async def _whisper(self, addressee: Addressee, mrkdwn: str) -> None:
        thread: dict[str, Any] = {"thread_ts": addressee.thread_ts} if addressee.thread_ts else {}
        await self._calls.call(
            addressee.workspace,
            "chat.postEphemeral",
            in_time_seconds=_WAY_SECONDS,
            channel=addressee.channel,
            user=addressee.person,
            text=mrkdwn,
            **thread,
        )

    async def _post(self, addressee: Addressee, mrkdwn: str) -> None:
        thread_ts = addressee.root_ts or addressee.thread_ts
        await self._say(addressee, mrkdwn, addressee.channel, thread_ts)

    async def _write(self, addressee: Addressee, mrkdwn: str) -> None:
        # Source: https://docs.slack.dev/reference/methods/chat.postMessage#channels (a user's id).
        await self._say(addressee, mrkdwn, addressee.person)

    async def _say(
        self, addressee: Addressee, mrkdwn: str, channel: str, thread_ts: str = ""
    ) -> None:
        thread: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        await self._calls.call(
            addressee.workspace,
            "chat.postMessage",
            in_time_seconds=_WAY_SECONDS,
            channel=channel,
            text=mrkdwn,
            # What of ours stands in a thread without metadata is taken for an answer's stream.
            metadata={
                "event_type": NOTE_METADATA,
                "event_payload": {"told": addressee.person},
            },
            unfurl_links=False,
            unfurl_media=False,
            **thread,
        )
