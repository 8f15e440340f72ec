"""Takes questions in, whichever way they came, and remembers where; tells who is turned away.

Messages, commands, the shortcut and the App Home end here.  Once `ask` has returned, the question is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from adapters.slack.blocks import escaped
from adapters.slack.names import PLATFORM
from adapters.slack.place import Place
from adapters.slack.taking_in.telling import Addressee, Teller
from core.chatting.once import AcceptingOnce
from core.chatting.open_turns import AskedIn, OpenTurns
from core.domain import Acceptance, ConversationKey, Question, TurnedAway
from core.ports import ServingDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way in."""

    question: Question
    place: Place
    event_id: str
    addressee: Addressee
    """Where its person is told why it is not answered."""
    is_about_message: bool = False
    """Whether its person asked what somebody else had written."""


def conversation(workspace: str, channel: str, thread: str = "") -> ConversationKey:
    """The key of a thread, or of the channel itself."""
    return ConversationKey(PLATFORM, workspace, channel, thread)


class Asking:
    """Gives questions to the desk."""

    def __init__(self, *, desk: ServingDesk, turns: OpenTurns, teller: Teller) -> None:
        """Take who answers, what remembers and what tells."""
        self._desk = AcceptingOnce(desk=desk, turns=turns)
        self._teller = teller

    async def ask(self, asked: Asked) -> Acceptance:
        """Give a question to the desk; who is turned away is told why.

        Slack brings a mention as two events in the same moment, and each perhaps again.

        Raises:
            StorageError: It could not be kept.
        """
        acceptance = await self._desk.accept(
            asked.question,
            event_id=asked.event_id,
            place=asked.place.written(),
            asked_in=_asked_in(asked),
        )
        if isinstance(acceptance, TurnedAway):
            self._teller.tell_once(asked.event_id, asked.addressee, escaped(acceptance.reason))
        return acceptance


def _asked_in(asked: Asked) -> AskedIn:
    key, place = asked.question.conversation, asked.place
    thread = key.thread if place.is_private else place.thread_ts
    return AskedIn(
        key.workspace,
        key.channel,
        thread,
        place.question_ts,
        is_about_message=asked.is_about_message,
    )
