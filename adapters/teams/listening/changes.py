"""What becomes of a question whose message is edited or deleted; `messages` asks it."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.teams.listening.scene import Scene
from adapters.teams.taking_in.asking import message_event_id
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.telling import Teller
from adapters.teams.taking_in.text import mentions_desk
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.chatting.edited import unread_edit
from core.chatting.lately import Lately
from core.chatting.thread_talk import ThreadTalk
from core.chatting.withdrawing import DeletedMessage, Withdrawing
from core.domain import TurnId

_MOST_REMEMBERED = 5_000
_ASK_AGAIN = "please ask again"


@dataclass(frozen=True, slots=True)
class _Before:
    """A message as it was heard last: Teams tells an edit without what stood there before."""

    words: int
    """A hash of them: no more is needed."""
    is_mention: bool


class Changes:
    """Withdraws what was deleted, and tells whose edits are not read."""

    def __init__(self, *, tools: TeamsTools, teller: Teller, talk: ThreadTalk) -> None:
        """Take the tools, and who knows who speaks with the desk."""
        self._tools = tools
        self._teller = teller
        self._withdrawing = Withdrawing(
            desk=tools.desk,
            turns=tools.turns,
            opener=tools.opener,
            talk=talk,
            chores=tools.chores,
        )
        self._heard: Lately[tuple[str, str, str], _Before] = Lately(most=_MOST_REMEMBERED)

    def heard(self, scene: Scene) -> None:
        """Remember how a message is now."""
        before = _Before(_words(scene), mentions_desk(scene.message))
        self._heard.put(_name(scene.message), before)

    async def deleted(self, message: HeardActivity) -> None:
        """Stop what a deleted message asked, while its answer is not there yet.

        Raises:
            StorageError: What it asked cannot be looked up; Teams is to deliver it again.
        """
        spot = message.spot
        event_id = message_event_id(spot.chat, message.id)
        event_ids = (event_id, f"edited:{event_id}", f"chosen:{spot.chat}:{message.id}")
        await self._withdrawing.deleted(DeletedMessage(spot.channel.key, message.id, event_ids))

    def adds_mention(self, scene: Scene) -> bool:
        """Whether an edit has made a message one that addresses the desk.

        Of a message from before a restart it is not known: one that was asked is recognised later.
        """
        # Teams lets people take a deletion back.
        self._withdrawing.stands(scene.in_channel, scene.message.id)
        before = self._heard.get(_name(scene.message))
        was_mentioned = before is not None and before.is_mention
        return not was_mentioned and mentions_desk(scene.message)

    def edited(self, scene: Scene) -> None:
        """Tell the author, once, that the question is answered as it was."""
        spot = scene.spot
        before = self._heard.get(_name(scene.message))
        turn_id = self._tools.turns.of_message(spot.tenant, spot.chat, scene.message.id)
        if turn_id is None or before is None or self._tools.opener.has_shown(turn_id) is False:
            return
        if before.words != _words(scene):
            telling = self._tell_unread(scene, turn_id)
            self._tools.chores.start("tell_unread_edit", telling, lane=Lane.TELLING)

    async def _tell_unread(self, scene: Scene, turn_id: TurnId) -> None:
        words = unread_edit(_ASK_AGAIN, is_owed=await self._tools.desk.owes(turn_id))
        event_id = f"edit:{scene.spot.chat}:{scene.message.id}"
        self._teller.tell_once(event_id, scene.addressee, words)


def _name(message: HeardActivity) -> tuple[str, str, str]:
    spot = message.spot
    return spot.tenant, spot.chat, message.id


def _words(scene: Scene) -> int:
    return hash(tuple(scene.said().split()))
