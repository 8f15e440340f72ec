"""Calls of Teams: everything that this adapter says there goes out through here, by botbuilder's adapter.

They are paced, bounded and made again by `adapters.teams.repeating`; a chat that is closed to the desk is
retired from the references.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TypeVar

import structlog
from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount

from adapters.teams.activities import StreamKind, StreamPiece, activity_of, piece_activity
from adapters.teams.app_adapter import TeamsAdapter
from adapters.teams.connector import TeamsConnector
from adapters.teams.members import Member, Members
from adapters.teams.message import TeamsMessage
from adapters.teams.personal_chats import PersonalChats
from adapters.teams.references import Reference, References
from adapters.teams.refusals import (
    UNKNOWN_CHAT,
    StreamOver,
    StreamStopped,
    TeamsCallFailed,
    TeamsCallRefused,
    TeamsTooBig,
    is_message_gone,
    is_message_lost,
)
from adapters.teams.repeating import Call, CallRules, Repeating, read_for_call, tells_nobody
from adapters.teams.spot import Spot
from adapters.teams.unasked_turns import UnaskedTurns
from core.chatting.pacing import Priority
from core.errors import DeliveryError, StorageError

__all__ = [
    "CallRules",
    "Change",
    "Member",
    "StreamKind",
    "StreamOver",
    "StreamPiece",
    "StreamStopped",
    "TeamsCallFailed",
    "TeamsCallRefused",
    "TeamsCalls",
    "TeamsTooBig",
]

_log = structlog.get_logger()

Result = TypeVar("Result")

_TYPING_SECONDS = 5.0
_NOT_FOUND = 404
_RULES = CallRules()


class Change(Enum):
    """What became of a change."""

    MADE = "made"
    DELETED = "deleted"
    """The message is not there any more."""
    LOST = "lost"
    """Teams does not find it, and does not say that anybody deleted it."""


class TeamsCalls:
    """Says, changes and takes away in any chat that a reference is known of."""

    def __init__(
        self,
        *,
        adapter: TeamsAdapter,
        app_id: str,
        references: References,
        rules: CallRules = _RULES,
    ) -> None:
        """Take what carries calls, and where to.

        Args:
            adapter: botbuilder's, with our authentication.
            app_id: Of the bot; empty in local development.
            references: How chats are reached.
            rules: Of time.
        """
        self._authentication = adapter.authentication
        self._turns = UnaskedTurns(adapter=adapter, app_id=app_id)
        self._references = references
        self._rules = rules
        self._repeating = Repeating(rules=rules, prepare=adapter.authentication.prepare)
        self._members = Members(ask=self._ask_member)
        self._personal_chats = PersonalChats(
            authentication=adapter.authentication,
            turns=self._turns,
            repeating=self._repeating,
            references=references,
            in_time_seconds=rules.in_time_seconds,
        )

    async def send(
        self,
        spot: Spot,
        message: TeamsMessage,
        *,
        priority: Priority = Priority.ANSWER,
        begun: Callable[[], None] = tells_nobody,
    ) -> str:
        """Say something.

        Args:
            spot: Where; in channels a thread, or without a root a new one.
            message: What.
            priority: Who goes first where not all can.
            begun: Told when its turn has come: cancelled later, it may have been done.

        Returns:
            The message's id.

        Raises:
            TeamsCallRefused: The desk cannot speak there (any more).
            TeamsTooBig: It is too long.
            TeamsCallFailed: Teams did not take it now; `is_unsure`: nobody knows.
        """

        async def act(context: TurnContext, reference: Reference) -> str:
            return await _say(context, activity_of(message, person=reference.person))

        call = self._call(spot, "send", priority=priority, is_creating=True, begun=begun)
        return await self._in(spot, call, act)

    async def update(
        self,
        spot: Spot,
        activity_id: str,
        message: TeamsMessage,
        *,
        priority: Priority = Priority.ANSWER,
        begun: Callable[[], None] = tells_nobody,
    ) -> Change:
        """Put something in the place of what the desk said.  Raises as `send`."""

        async def act(context: TurnContext, reference: Reference) -> None:
            activity = activity_of(message, person=reference.person)
            activity.id = activity_id
            await context.update_activity(activity)

        try:
            await self._in(spot, self._call(spot, "update", priority=priority, begun=begun), act)
        except DeliveryError as error:
            if is_message_gone(error):
                return Change.DELETED
            if is_message_lost(error):
                return Change.LOST
            raise
        return Change.MADE

    async def delete(self, spot: Spot, activity_id: str) -> None:
        """Take away what the desk said; where it is gone already, nothing happens.  Raises as `send`."""

        async def act(context: TurnContext, _reference: Reference) -> None:
            await context.delete_activity(activity_id)

        try:
            await self._in(spot, self._call(spot, "delete"), act)
        except DeliveryError as error:
            if not is_message_gone(error):
                raise

    async def typing(self, spot: Spot) -> None:
        """Show that something is coming, where that costs nothing; it never fails."""

        async def act(context: TurnContext, _reference: Reference) -> None:
            await context.send_activity(Activity(type=ActivityTypes.typing))

        call = self._call(spot, "typing", in_time_seconds=_TYPING_SECONDS, may_wait=False)
        try:
            await self._in(spot, call, act)
        except DeliveryError as error:
            _log.debug("teams_typing_failed", kind=type(error).__name__)

    async def stream(self, spot: Spot, piece: StreamPiece) -> str:
        """Show a piece of an answer that is being written; personal chats only.

        Returns:
            The stream's id, which is its message's too.

        Raises:
            StreamStopped: The person pressed Stop.
            StreamOver: The stream takes no more, or there can be none.
            TeamsCallRefused, TeamsTooBig, TeamsCallFailed: As for `send`.
        """

        async def act(context: TurnContext, reference: Reference) -> str:
            sent = await _say(context, piece_activity(piece, person=reference.person))
            return piece.stream_id or sent

        is_last = piece.kind is StreamKind.FINAL
        call = self._call(
            spot,
            "stream",
            priority=Priority.ANSWER if is_last else Priority.PIECE,
            is_creating=is_last or not piece.stream_id,
        )
        return await self._in(spot, call, act)

    async def member(self, spot: Spot, person: str) -> Member | None:
        """Who somebody is, as Teams says it; remembered for an hour.  None: it did not say."""
        return await self._members.of(spot, person)

    def known_member(self, spot: Spot, person: str) -> Member | None:
        """The same as far as it is remembered."""
        return self._members.known(spot, person)

    async def channels(self, spot: Spot, team: str) -> Mapping[str, str]:
        """The channels of a team by their ids, and what they are called; asked in one.  Raises as `send`."""
        return await self._by_client(spot, "channels", lambda client: client.channels(team))

    async def personal_spot(self, tenant: str, person: str) -> Spot:
        """The personal chat of somebody with the desk, opened where there was none.

        Raises:
            TeamsCallRefused: They have not installed the app, or nobody in that tenant has.
            TeamsCallFailed: It cannot be opened now.
        """
        return await self._personal_chats.of(tenant, person)

    async def close(self) -> None:
        """End what nobody waits for any more."""
        await self._members.close()

    def _call(
        self,
        spot: Spot,
        operation: str,
        *,
        priority: Priority = Priority.ANSWER,
        is_creating: bool = False,
        in_time_seconds: float | None = None,
        may_wait: bool = True,
        begun: Callable[[], None] = tells_nobody,
    ) -> Call:
        seconds = in_time_seconds
        if seconds is None:
            is_piece = priority is Priority.PIECE
            seconds = self._rules.piece_seconds if is_piece else self._rules.in_time_seconds
        return Call(
            tenant=spot.tenant,
            chat=spot.chat,
            operation=operation,
            in_time_seconds=seconds,
            priority=priority,
            is_creating=is_creating,
            may_wait=may_wait,
            begun=begun,
        )

    async def _in(
        self,
        spot: Spot,
        call: Call,
        act: Callable[[TurnContext, Reference], Awaitable[Result]],
    ) -> Result:
        """Do something in a chat that is known; one that proves closed is known no more."""
        reference = await read_for_call(
            call.operation, self._references.reach(spot.tenant, spot.chat)
        )
        if reference is None:
            raise TeamsCallRefused(call.operation, code=UNKNOWN_CHAT)
        self._authentication.trust(reference.service_url)
        try:
            return await self._repeating.run(call, lambda: self._turns.run(spot, reference, act))
        except TeamsCallRefused as error:
            # A thread may be gone while its channel is there.
            is_thread = bool(spot.root) and error.status == _NOT_FOUND
            if error.is_closed and not is_thread:
                await self._retire(spot, error)
            raise

    async def _ask_member(self, spot: Spot, chat: str, person: str) -> ChannelAccount:
        return await self._by_client(
            spot, "member", lambda one: one.conversations.get_conversation_member(chat, person)
        )

    async def _by_client(
        self, spot: Spot, operation: str, ask: Callable[[TeamsConnector], Awaitable[Result]]
    ) -> Result:
        async def act(context: TurnContext, _reference: Reference) -> Result:
            return await ask(context.turn_state[BotAdapter.BOT_CONNECTOR_CLIENT_KEY])

        return await self._in(spot, self._call(spot, operation), act)

    async def _retire(self, spot: Spot, error: TeamsCallRefused) -> None:
        _log.info("teams_chat_closed", chat=spot.chat, code=error.code, status=error.status)
        try:
            await self._references.retire(spot.tenant, spot.chat)
        except StorageError as fault:
            # The next call is refused like this one, and retires it then.
            _log.warning("teams_chat_not_retired", chat=spot.chat, reason=str(fault))


async def _say(context: TurnContext, activity: Activity) -> str:
    sent = await context.send_activity(activity)
    return str(sent.id or "") if sent is not None else ""
