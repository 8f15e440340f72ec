"""What becomes of a question whose message is edited or deleted; `messages` asks it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from adapters.teams.listening.scene import Scene
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.telling import Teller
from adapters.teams.taking_in.text import mentions_desk
from adapters.teams.tools import TeamsTools
from core.chatting.lately import Lately
from core.chatting.thread_talk import ThreadTalk

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000
_NOT_READ = "I do not read edits of a question that I have answered; please ask again."


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
        self._talk = talk
        self._heard: Lately[tuple[str, str, str], _Before] = Lately(most=_MOST_REMEMBERED)

    def heard(self, scene: Scene) -> None:
        """Remember how a message is now."""
        before = _Before(_words(scene), mentions_desk(scene.message))
        self._heard.put(_name(scene.message), before)

    async def deleted(self, message: HeardActivity) -> None:
        """Stop what a deleted message asked, while its answer is not there yet.

        What is said after that in its thread is not said to the desk.
        """
        spot = message.spot
        turn_id = self._tools.turns.of_message(spot.tenant, spot.chat, message.id)
        if turn_id is None:
            return
        if (asked_in := self._tools.turns.of(turn_id)) is not None:
            thread = replace(spot.channel.key, thread=asked_in.thread)
            self._talk.forgotten(thread, message.id)
        # First, because a stopped answer is shown as far as it had come.
        self._tools.opener.withdraw(turn_id)
        if await self._tools.desk.stop(turn_id):
            _log.info("question_deleted", turn=turn_id)

    def adds_mention(self, scene: Scene) -> bool:
        """Whether an edit has made a message one that addresses the desk.

        Of a message from before a restart it is not known: one that was asked is recognised later.
        """
        before = self._heard.get(_name(scene.message))
        was_mentioned = before is not None and before.is_mention
        return not was_mentioned and mentions_desk(scene.message)

    def edited(self, scene: Scene) -> None:
        """Tell the author, once, that an answered question is not answered anew."""
        spot = scene.spot
        before = self._heard.get(_name(scene.message))
        turn_id = self._tools.turns.of_message(spot.tenant, spot.chat, scene.message.id)
        if turn_id is None or before is None or self._tools.opener.has_shown(turn_id) is False:
            return
        if before.words != _words(scene):
            event_id = f"edit:{spot.chat}:{scene.message.id}"
            self._teller.tell_once(event_id, scene.addressee, _NOT_READ)


def _name(message: HeardActivity) -> tuple[str, str, str]:
    spot = message.spot
    return spot.tenant, spot.chat, message.id


def _words(scene: Scene) -> int:
    return hash(tuple(scene.said().split()))
