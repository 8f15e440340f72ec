"""What is said to the desk and is no question: help, sources, settings, a person.

`messages` asks it.  They are told what `/frontdesk` tells, and of the settings how they are opened: Slack opens
nothing for a message.
"""

from __future__ import annotations

from adapters.slack.blocks import escaped
from adapters.slack.listening.command_help import help_in_words
from adapters.slack.listening.known_sources import sources_in_words
from adapters.slack.listening.scene import Scene
from adapters.slack.names import COMMAND
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.tools import SlackTools
from core.chatting.chores import Lane
from core.chatting.lately import Lately
from core.chatting.said_words import SaidWord, asking_told, word_said

_MOST_REMEMBERED = 2_000
_SETTINGS = f"The settings open with `{COMMAND} settings`, in the channel that they are for."
_BUTTON = "*Ask a person*"


class Words:
    """Tells the person at once: the desk is not asked."""

    def __init__(self, *, tools: SlackTools, teller: Teller) -> None:
        """Take the tools, and who tells people things."""
        self._tools = tools
        self._teller = teller
        self._heard: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    def said(self, scene: Scene, said: str) -> bool:
        """Tell what was wished for, soon and once; False: it is no such wish."""
        word = word_said(said)
        if word is None:
            return False
        event = (scene.workspace, scene.event_id)
        if event not in self._heard:
            self._heard.put(event, None)
            telling = self._tell(word, scene.addressee)
            self._tools.chores.start("answer_word", telling, lane=Lane.TELLING)
        return True

    async def _tell(self, word: SaidWord, addressee: Addressee) -> None:
        await self._teller.tell_now(addressee, await self._told(word))

    async def _told(self, word: SaidWord) -> str:
        tools = self._tools
        match word:
            case SaidWord.HELP:
                return help_in_words((await tools.status.report()).waits)
            case SaidWord.SOURCES:
                return sources_in_words(await tools.status.report())
            case SaidWord.SETTINGS:
                return _SETTINGS
            case SaidWord.ASK_PERSON:
                contact = escaped(tools.rules.contact)
                are_there = tools.people is not None
                return asking_told(_BUTTON, are_people_there=are_there, contact=contact)
