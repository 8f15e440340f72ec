"""Tells one person something that is no answer: a reason, a thank-you, a hint.

Every listener and surface uses it.  It is done as a chore, after Slack has its acknowledgement, where only that
person sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog

from adapters.slack.calls import SlackCalls
from adapters.slack.chores import Chores
from adapters.slack.lately import Lately
from core.errors import DeliveryRefused

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000


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


class Teller:
    """Tells people things, one after the other for each chore."""

    def __init__(self, *, calls: SlackCalls, chores: Chores) -> None:
        """Take what telling needs."""
        self._calls = calls
        self._chores = chores
        self._told: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    def tell_once(self, event_id: str, addressee: Addressee, mrkdwn: str) -> None:
        """Tell a person something, unless it was told for the same event.

        One message comes as more than one event, and each of them perhaps more than once.
        """
        if self.has_told(event_id, addressee.workspace):
            return
        self._told.put((addressee.workspace, event_id), None)
        self.tell(addressee, mrkdwn)

    def has_told(self, event_id: str, workspace: str) -> bool:
        """Whether the person of an event was told something for it."""
        return (workspace, event_id) in self._told

    def tell(self, addressee: Addressee, mrkdwn: str) -> None:
        """Tell a person something, soon.

        Args:
            addressee: Who, and where.
            mrkdwn: What, in Slack's markup; whatever people or pages wrote in it is escaped.
        """
        self._chores.start("tell_person", self.tell_now(addressee, mrkdwn))

    async def tell_now(self, addressee: Addressee, mrkdwn: str) -> None:
        """The same at once, for a chore that is at work already.

        Raises:
            DeliveryError: Slack did not take it.
        """
        if addressee.response_url:
            await self._respond(addressee, mrkdwn)
        elif addressee.is_direct:
            await self._post(addressee, mrkdwn)
        else:
            await self._whisper(addressee, mrkdwn)

    async def _respond(self, addressee: Addressee, mrkdwn: str) -> None:
        message = {
            "text": mrkdwn,
            "response_type": "ephemeral",
            "replace_original": False,
            "unfurl_links": False,
        }
        await self._calls.respond(addressee.workspace, addressee.response_url, message)

    async def _post(self, addressee: Addressee, mrkdwn: str) -> None:
        thread_ts = addressee.root_ts or addressee.thread_ts
        arguments: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
        await self._calls.call(
            addressee.workspace,
            "chat.postMessage",
            channel=addressee.channel,
            text=mrkdwn,
            unfurl_links=False,
            unfurl_media=False,
            **arguments,
        )

    async def _whisper(self, addressee: Addressee, mrkdwn: str) -> None:
        """Tell the person alone; where Slack does not let us, in the thread."""
        thread: dict[str, Any] = {"thread_ts": addressee.thread_ts} if addressee.thread_ts else {}
        try:
            await self._calls.call(
                addressee.workspace,
                "chat.postEphemeral",
                channel=addressee.channel,
                user=addressee.person,
                text=mrkdwn,
                **thread,
            )
        except DeliveryRefused:
            if not addressee.root_ts:
                raise
            _log.info("told_in_thread", workspace=addressee.workspace)
            await self._post(addressee, mrkdwn)
