"""Opens the place where a question of Teams is answered; `core.turns` calls it for every turn.

A turn may have been begun by a process that died: then the answer goes on in the messages that the turn's
place names.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog

from adapters.teams.acknowledging import Acknowledgement, TeamsPace
from adapters.teams.announcing import AnnouncingReply
from adapters.teams.answer import ShownAnswer
from adapters.teams.calls import TeamsCallRefused, TeamsCalls
from adapters.teams.growing import Begun, GrowingMessage
from adapters.teams.heading import Headings
from adapters.teams.outsiders import Outsiders
from adapters.teams.own_posts import OwnPosts
from adapters.teams.place import Place, read_place
from adapters.teams.reasons import Reasons
from adapters.teams.references import References
from adapters.teams.spot import Spot
from adapters.teams.streams import OpenStreams, Stream
from core.chatting.chores import Chores
from core.chatting.growing_reply import GrowingReply
from core.chatting.lately import Lately
from core.chatting.reasoned_reply import ReasonedReply
from core.chatting.unasked_reply import UnaskedReply
from core.domain import AcceptedTurn, TurnId
from core.errors import DeliveryRefused, StorageError
from core.ports import KeepPlace, Reply, ShownAnswers
from core.routing import describes_emergency

_log = structlog.get_logger()

_PACE = TeamsPace()
_MOST_WITHDRAWN = 1000
_MOST_UNASKED = 5000


class TeamsOpener:
    """Implements `core.ports.ReplyOpener`."""

    def __init__(
        self,
        *,
        calls: TeamsCalls,
        references: References,
        shown: ShownAnswers,
        chores: Chores,
        stop: Callable[[TurnId], Awaitable[bool]],
        can_ask_person: bool,
        contact: str = "",
        pace: TeamsPace = _PACE,
    ) -> None:
        """Take who calls Teams.

        Args:
            calls: Calls Teams.
            references: Know what chats are called, and people's own.
            shown: Told which message shows which answer.
            chores: For what need not be waited for.
            stop: Stops a turn whose person pressed Teams' Stop while nothing was being said.
            can_ask_person: Whether there is a channel in which people are asked.
            contact: Whom outsiders may ask instead; may be empty.
            pace: Of growing answers.
        """
        self._outsiders = Outsiders(calls=calls, contact=contact)
        self._calls = calls
        self._headings = Headings(calls=calls, references=references)
        self._shown = shown
        self._own = OwnPosts(shown=shown)
        self._chores = chores
        self._stop = stop
        self._reasons = Reasons(calls=calls, references=references, chores=chores)
        self._can_ask_person = can_ask_person
        self._pace = pace
        self._streams = OpenStreams()
        self._replies: WeakValueDictionary[TurnId, GrowingReply] = WeakValueDictionary()
        self._unasked: Lately[TurnId, bool] = Lately(most=_MOST_UNASKED)
        """Whether the answer was shown."""
        self._withdrawn: Lately[TurnId, None] = Lately(most=_MOST_WITHDRAWN)

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> Reply:
        """Open the reply; the question is acknowledged meanwhile.

        Raises:
            DeliveryRefused: The place cannot be read, a private answer has no chat to go to, or an
                outsider asked.
            DeliveryError: That chat, or what the others are called, cannot be found out now.
        """
        try:
            place = read_place(turn.place)
        except (TypeError, ValueError) as error:
            raise DeliveryRefused(
                f"The place of turn {turn.id[:8]} cannot be read: it was kept by another version."
            ) from error
        if place.ask_in:
            await self._outsiders.let_in(place, turn.question.person)
            place = replace(place, ask_in="")
        where = await self._headings.where(place)
        heading, spot = "", place.spot
        if place.is_private:
            spot = await self._personal_spot(place, turn.question.person)
            heading = await self._headings.over(turn.question, place)
        placing = _Placing(turn.id, place, keep_place)
        reply = self._open_in(spot, heading, turn, placing)
        self._replies[turn.id] = reply
        if turn.id in self._withdrawn:
            reply.withdraw()
        return self._dressed(reply, turn, placing, where)

    def withdraw(self, turn_id: TurnId) -> None:
        """The message that asked was deleted: show nothing more, and take away what was shown.

        The turn has to be stopped at the desk as well; its end does the rest.
        """
        reply = self._replies.get(turn_id)
        if reply is not None:
            reply.withdraw()
        self._withdrawn.put(turn_id, None)

    def has_shown(self, turn_id: TurnId) -> bool | None:
        """Whether an overheard question got an answer; None: not known, or it was no such question."""
        return self._unasked.get(turn_id)

    async def turn_of(self, spot: Spot, message_id: str) -> TurnId | None:
        """The turn whose answer a message shows; None: not known, or not kept any more.

        Raises:
            StorageError: The database cannot be read.
        """
        return await self._shown.turn_of(spot.key, message_id) or None

    async def is_own_post(self, spot: Spot, message_id: str) -> bool:
        """Whether the desk has posted a message unasked.  Raises as `turn_of`."""
        return await self._own.is_one(spot, message_id)

    async def _personal_spot(self, place: Place, person: str) -> Spot:
        try:
            return await self._calls.personal_spot(place.tenant, person)
        except TeamsCallRefused:
            self._reasons.person_is_closed(place.spot, person)
            raise

    def _dressed(
        self, reply: GrowingReply, turn: AcceptedTurn, placing: _Placing, where: str
    ) -> Reply:
        """The reply as its person meets it."""
        place, person = placing.place, turn.question.person
        if place.is_unasked:
            return UnaskedReply(reply, ended=partial(self._unasked.put, turn.id))
        if not where:
            return reply
        if not place.is_private:
            return _with_reason(
                reply, partial(self._reasons.chat_is_closed, place.tenant, person, where)
            )
        private = _with_reason(reply, partial(self._reasons.person_is_closed, place.spot, person))
        if place.is_announced:
            return AnnouncingReply(
                private,
                turn=turn,
                spot=place.spot.channel,
                calls=self._calls,
                own=self._own,
                is_made=place.is_announcement_made,
                made=placing.announced,
            )
        return private

    def _open_in(
        self, spot: Spot, heading: str, turn: AcceptedTurn, placing: _Placing
    ) -> GrowingReply:
        place, pace = placing.place, self._pace
        growing = GrowingMessage(
            spot=spot,
            turn_id=turn.id,
            stream=self._stream(spot, turn, place),
            stream_seconds=pace.stream_seconds,
            calls=self._calls,
            chores=self._chores,
            placed=placing.placed,
            begun=Begun(place.answer_id, place.is_streaming, place.is_unsure, place.is_whole),
        )
        answer = ShownAnswer(
            turn_id=turn.id,
            spot=spot,
            heading=heading,
            growing=growing,
            calls=self._calls,
            answers=self._shown,
            can_ask_person=self._can_ask_person,
            part_ids=place.part_ids,
            placed=placing.parts_placed,
            pace=pace,
        )
        acknowledgement = Acknowledgement(
            spot=spot,
            growing=growing,
            calls=self._calls,
            chores=self._chores,
            pace=pace,
            stopped=partial(self._stop, turn.id),
        )
        if not place.is_unasked:
            acknowledgement.begin(after_seconds=pace.acknowledge_after_seconds)
        return GrowingReply(
            answer=answer, acknowledgement=acknowledgement, gather_seconds=pace.gather_seconds
        )

    def _stream(self, spot: Spot, turn: AcceptedTurn, place: Place) -> Stream:
        # What to do in danger is shown at once as a draft: in a message, as a stream has only a line for it.
        is_urgent = describes_emergency(turn.question.text)
        return Stream(
            spot=spot,
            calls=self._calls,
            streams=self._streams,
            may_begin=not place.answer_id and not is_urgent,
            left_id=place.answer_id if place.is_streaming else "",
        )


@dataclass(slots=True)
class _Placing:
    """Keeps where the answer stands as soon as it stands there."""

    turn_id: TurnId
    place: Place
    keep_place: KeepPlace

    async def placed(self, begun: Begun) -> None:
        """The first message has changed."""
        await self._keep(
            answer_id=begun.id,
            is_streaming=begun.is_streaming,
            is_unsure=begun.is_unsure,
            is_whole=begun.is_whole,
        )

    async def parts_placed(self, part_ids: Sequence[str]) -> None:
        """There are other further messages."""
        await self._keep(part_ids=tuple(part_ids))

    async def announced(self) -> None:
        """The chat was told of a private order."""
        await self._keep(is_announcement_made=True)

    async def _keep(self, **changes: Any) -> None:
        place = replace(self.place, **changes)
        if place == self.place:
            return
        self.place = place
        try:
            await self.keep_place(place.written())
        except StorageError as error:
            # Only another process would need it, and only if this one dies before the turn is closed.
            _log.warning("place_not_kept", turn=self.turn_id, reason=str(error))


def _with_reason(reply: Reply, tell: Callable[[], None]) -> Reply:
    """A reply whose person is told why nothing comes."""
    return ReasonedReply(reply, refusal=TeamsCallRefused, tell=lambda _refusal: tell())
