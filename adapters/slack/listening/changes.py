"""What becomes of a question whose message is edited or deleted; `messages` asks it."""

from __future__ import annotations

from adapters.slack.listening.payloads import HeardMessage
from adapters.slack.listening.scene import Scene, message_event_id
from adapters.slack.taking_in.asking import conversation
from adapters.slack.taking_in.telling import Teller
from adapters.slack.text import mentions_bot, plain_text
from adapters.slack.tools import SlackTools
from core.chatting.chores import Lane
from core.chatting.edited import unread_edit
from core.chatting.thread_talk import ThreadTalk
from core.chatting.withdrawing import DeletedMessage, Withdrawing
from core.domain import TurnId

_ASK_AGAIN = "ask again in the thread"


class Changes:
    """Withdraws what was deleted, and tells whose edits are not read."""

    def __init__(self, *, tools: SlackTools, teller: Teller, talk: ThreadTalk) -> None:
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

    async def deleted(self, workspace: str, channel: str, ts: str) -> None:
        """Stop what a deleted message asked, while its answer is not there yet.

        Raises:
            StorageError: What it asked cannot be looked up; Slack is to deliver it again.
        """
        event_ids = (message_event_id(channel, ts), f"shortcut:{channel}:{ts}")
        await self._withdrawing.deleted(
            DeletedMessage(conversation(workspace, channel), ts, event_ids)
        )

    def adds_mention(self, scene: Scene, before: HeardMessage | None) -> bool:
        """Whether an edit has made a message one that addresses the desk."""
        was_mentioned = before is not None and mentions_bot(before.text, scene.desk_user)
        return not was_mentioned and mentions_bot(scene.message.text, scene.desk_user)

    def edited(self, scene: Scene, before: HeardMessage | None) -> None:
        """Tell the author, once, that the question is answered as it was."""
        message = scene.message
        turn_id = self._tools.turns.of_message(scene.workspace, scene.channel, message.ts)
        if turn_id is None or before is None or self._tools.opener.has_shown(turn_id) is False:
            return
        if _words(before, scene.desk_user) != _words(message, scene.desk_user):
            telling = self._tell_unread(scene, turn_id)
            self._tools.chores.start("tell_unread_edit", telling, lane=Lane.TELLING)

    async def _tell_unread(self, scene: Scene, turn_id: TurnId) -> None:
        words = unread_edit(_ASK_AGAIN, is_owed=await self._tools.desk.owes(turn_id))
        event_id = f"edit:{scene.channel}:{scene.message.ts}"
        self._teller.tell_once(event_id, scene.addressee, words)


def _words(message: HeardMessage, desk_user: str) -> list[str]:
    return plain_text(message.text, bot_user=desk_user, names={}).split()
