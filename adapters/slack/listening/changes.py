"""What becomes of a question whose message is edited or deleted; `messages` asks it."""

from __future__ import annotations

import structlog

from adapters.slack.listening.payloads import HeardMessage
from adapters.slack.listening.scene import Scene
from adapters.slack.taking_in.asking import conversation
from adapters.slack.taking_in.telling import Teller
from adapters.slack.text import mentions_bot, plain_text
from adapters.slack.tools import SlackTools
from core.chatting.thread_talk import ThreadTalk

_log = structlog.get_logger()

_NOT_READ = "I do not read edits of a question that I have answered; ask again in the thread."


class Changes:
    """Withdraws what was deleted, and tells whose edits are not read."""

    def __init__(self, *, tools: SlackTools, teller: Teller, talk: ThreadTalk) -> None:
        """Take the tools, and who knows who speaks with the desk."""
        self._tools = tools
        self._teller = teller
        self._talk = talk

    async def deleted(self, workspace: str, channel: str, ts: str) -> None:
        """Stop what a deleted message asked, while its answer is not there yet.

        What is said after that in its thread is not said to the desk.
        """
        turn_id = self._tools.turns.of_message(workspace, channel, ts)
        if turn_id is None:
            return
        if (asked_in := self._tools.turns.of(turn_id)) is not None:
            self._talk.forgotten(conversation(workspace, channel, asked_in.thread), ts)
        # First, because a stopped answer is shown as far as it had come.
        self._tools.opener.withdraw(turn_id)
        if await self._tools.desk.stop(turn_id):
            _log.info("question_deleted", turn=turn_id)

    def adds_mention(self, scene: Scene, before: HeardMessage | None) -> bool:
        """Whether an edit has made a message one that addresses the desk."""
        was_mentioned = before is not None and mentions_bot(before.text, scene.desk_user)
        return not was_mentioned and mentions_bot(scene.message.text, scene.desk_user)

    def edited(self, scene: Scene, before: HeardMessage | None) -> None:
        """Tell the author, once, that an answered question is not answered anew."""
        message = scene.message
        turn_id = self._tools.turns.of_message(scene.workspace, scene.channel, message.ts)
        if turn_id is None or before is None or self._tools.opener.has_shown(turn_id) is False:
            return
        if _words(before, scene.desk_user) != _words(message, scene.desk_user):
            event_id = f"edit:{scene.channel}:{message.ts}"
            self._teller.tell_once(event_id, scene.addressee, _NOT_READ)


def _words(message: HeardMessage, desk_user: str) -> list[str]:
    return plain_text(message.text, bot_user=desk_user, names={}).split()
