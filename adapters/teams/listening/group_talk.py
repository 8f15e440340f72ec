"""With whom the desk has just spoken in a group chat, which has no threads that would tell.

`messages` asks it; who has spoken since is known by `core.chatting.thread_talk`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.chatting.lately import Lately
from core.chatting.thread_talk import ThreadTalk
from core.domain import ConversationKey
from core.ports import Clock

_LASTS = timedelta(minutes=10)
"""After that people who say something say it to each other."""
_MOST_REMEMBERED = 5_000


class GroupTalk:
    """A bounded memory of when the desk was asked last in each group chat."""

    def __init__(self, *, talk: ThreadTalk, now: Clock) -> None:
        """Begin with an empty memory."""
        self._talk = talk
        self._now = now
        self._asked: Lately[ConversationKey, datetime] = Lately(most=_MOST_REMEMBERED)

    def asked(self, chat: ConversationKey) -> None:
        """Somebody asks the desk."""
        self._asked.put(chat, self._now())

    def goes_on(self, chat: ConversationKey) -> bool:
        """Whether what is said without a mention may go on with what the desk was asked.

        As in a thread: who asked goes on, and so does somebody else with a question, until people speak to each
        other.
        """
        at = self._asked.get(chat)
        is_fresh = at is not None and self._now() - at <= _LASTS
        return is_fresh and self._talk.is_undisturbed(chat)
