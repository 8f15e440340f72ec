"""Opens the place where a question of Slack is answered; `core.turns` calls it for every turn.

A turn may have been begun by a process that died: then the answer goes on where that process has
shown something of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from weakref import WeakValueDictionary

import structlog

from adapters.slack.acknowledging import Acknowledgement
from adapters.slack.announcing import announcing
from adapters.slack.answer import ReplyPace, ShownAnswer
from adapters.slack.calls import SlackCalls
from adapters.slack.clients import Clients
from adapters.slack.growing import Begun, GrowingMessage
from adapters.slack.messages import Mark, Messages, Spot
from adapters.slack.names import ANSWER_METADATA
from adapters.slack.place import Place, read_place
from adapters.slack.private_reply import PrivateReply
from adapters.slack.reasons import with_reasons
from adapters.slack.streams import Recipient, Stream
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.uploads import Uploads
from core.chatting.chores import Chores
from core.chatting.growing_reply import GrowingReply
from core.chatting.lately import Lately
from core.chatting.unasked_reply import UnaskedReply
from core.domain import AcceptedTurn, TurnId
from core.errors import DeliveryRefused, StorageError
from core.ports import KeepPlace, Reply

_log = structlog.get_logger()

_PACE = ReplyPace()
_MOST_WITHDRAWN = 1000
_MOST_UNASKED = 5000


class SlackOpener:
    """Implements `core.ports.ReplyOpener`."""

    def __init__(
        self,
        *,
        calls: SlackCalls,
        clients: Clients,
        chores: Chores,
        can_ask_person: bool,
        started_at: datetime,
        pace: ReplyPace = _PACE,
    ) -> None:
        """Take who calls Slack.

        Args:
            calls: Calls methods.
            clients: Tells who we are in a workspace.
            chores: For what need not be waited for.
            can_ask_person: Whether there is a channel in which people are asked.
            started_at: When this process started: turns from before may have been begun.
            pace: Of growing answers.
        """
        self._calls = calls
        self._chores = chores
        self._can_ask_person = can_ask_person
        self._started_at = started_at
        self._pace = pace
        self._messages = Messages(calls=calls, clients=clients)
        self._uploads = Uploads(calls=calls)
        self._teller = Teller(calls=calls, chores=chores)
        self._replies: WeakValueDictionary[TurnId, GrowingReply] = WeakValueDictionary()
        self._unasked: Lately[TurnId, bool] = Lately(most=_MOST_UNASKED)
        """Whether the answer was shown."""
        self._withdrawn: Lately[TurnId, None] = Lately(most=_MOST_WITHDRAWN)

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> Reply:
        """Open the reply; the question is acknowledged meanwhile.

        What another process may have shown of it is looked for later, when that matters.

        Raises:
            DeliveryRefused: The place cannot be read.
        """
        try:
            place = read_place(turn.place)
        except (TypeError, ValueError) as error:
            raise DeliveryRefused(
                f"The place of turn {turn.id[:8]} cannot be read: it was kept by another version."
            ) from error
        if place.is_private:
            private = self._open_privately(turn, place, keep_place)
            return self._with_reasons(private, turn, place)
        reply = self._open_in_thread(turn, place, keep_place)
        self._replies[turn.id] = reply
        if turn.id in self._withdrawn:
            reply.withdraw()
        if place.is_unasked:
            return UnaskedReply(reply, ended=partial(self._unasked.put, turn.id))
        return self._with_reasons(reply, turn, place)

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

    def _open_privately(self, turn: AcceptedTurn, place: Place, keep_place: KeepPlace) -> Reply:
        reply = PrivateReply(
            turn=turn,
            place=place,
            keep_place=keep_place,
            calls=self._calls,
            can_ask_person=self._can_ask_person,
            status_after_seconds=self._pace.private_status_seconds,
        )
        if not place.is_announced:
            return reply
        return announcing(reply, turn=turn, place=place, calls=self._calls)

    def _with_reasons(self, reply: Reply, turn: AcceptedTurn, place: Place) -> Reply:
        return with_reasons(reply, teller=self._teller, addressee=_addressee(turn, place))

    def _open_in_thread(
        self, turn: AcceptedTurn, place: Place, keep_place: KeepPlace
    ) -> GrowingReply:
        spot = Spot(turn.question.conversation.workspace, place.channel, place.thread_ts)
        mark = Mark(ANSWER_METADATA, "turn_id", turn.id)
        since_ts = place.question_ts or place.thread_ts
        acknowledgement = Acknowledgement(
            question=turn.question,
            place=place,
            calls=self._calls,
            chores=self._chores,
            may_have_begun=self._may_have_begun(turn, place),
        )
        growing = GrowingMessage(
            spot=spot,
            mark=mark,
            since_ts=since_ts,
            stream=Stream(
                spot=spot,
                recipient=_recipient(turn, place),
                calls=self._calls,
                ts=place.answer_ts,
            ),
            messages=self._messages,
            placed=_Placing(turn.id, place, keep_place).placed,
            has_stop=lambda: acknowledgement.has_stop,
            begun=Begun(place.answer_ts, place.draft_ts, place.is_unsure),
        )
        answer = ShownAnswer(
            turn_id=turn.id,
            spot=spot,
            mark=mark,
            since_ts=since_ts,
            growing=growing,
            messages=self._messages,
            uploads=self._uploads,
            can_ask_person=self._can_ask_person,
            may_have_begun=self._may_have_shown(turn, place),
            pace=self._pace,
        )
        if not place.is_unasked:
            acknowledgement.begin(after_seconds=self._pace.acknowledge_after_seconds)
        return GrowingReply(
            answer=answer,
            acknowledgement=acknowledgement,
            gather_seconds=self._pace.gather_seconds,
        )

    def _may_have_begun(self, turn: AcceptedTurn, place: Place) -> bool:
        """Whether another process may have acknowledged the question."""
        return self._may_have_shown(turn, place) or turn.accepted_at < self._started_at

    def _may_have_shown(self, turn: AcceptedTurn, place: Place) -> bool:
        """Whether another process may have shown something of the answer.

        Before the answer is begun only a warning in danger is shown, and that keeps its place: so
        all those that stood in line at a crash need not be looked for.
        """
        is_known = bool(place.answer_ts or place.draft_ts)
        return is_known or bool(turn.attempts) or turn.decided is not None


class _Placing:
    """Keeps where the answer stands as soon as it stands there."""

    def __init__(self, turn_id: TurnId, place: Place, keep_place: KeepPlace) -> None:
        self._turn_id = turn_id
        self._place = place
        self._keep_place = keep_place

    async def placed(self, begun: Begun) -> None:
        place = replace(
            self._place,
            answer_ts=begun.ts,
            draft_ts=begun.draft_ts,
            is_unsure=begun.is_unsure,
        )
        if place == self._place:
            return
        self._place = place
        try:
            await self._keep_place(self._place.written())
        except StorageError as error:
            # The message carries the turn's id: it is found without this, by reading the thread.
            _log.warning("place_not_kept", turn=self._turn_id, reason=str(error))


def _recipient(turn: AcceptedTurn, place: Place) -> Recipient | None:
    if place.is_direct:
        return None
    team = place.recipient_team or turn.question.conversation.workspace
    return Recipient(turn.question.person, team)


def _addressee(turn: AcceptedTurn, place: Place) -> Addressee:
    """Where a person is told that nothing can be shown in the thread."""
    has_thread = place.question_ts != place.thread_ts
    return Addressee(
        workspace=turn.question.conversation.workspace,
        channel=place.channel,
        person=turn.question.person,
        thread_ts=place.thread_ts if has_thread else "",
        response_url=place.reason_url or place.response_url,
        is_direct=place.is_direct,
        may_write_to=True,
    )
