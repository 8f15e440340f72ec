"""What is said to the desk and is no question: help, settings, sources, a person.

`messages` asks it; surfaces say what is answered.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from adapters.teams.listening.scene import Scene
from adapters.teams.names import ASK_PERSON
from adapters.teams.spot import Spot
from adapters.teams.taking_in.routes import SaidCommand, WordHandler
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.chatting.lately import Lately
from core.chatting.said_words import SaidWord, word_said

_MOST_REMEMBERED = 2_000
_NAMES = {
    SaidWord.HELP: "help",
    SaidWord.SETTINGS: "settings",
    SaidWord.SOURCES: "sources",
    SaidWord.ASK_PERSON: ASK_PERSON,
}


def word_of(said: str, words: Container[str]) -> str:
    """Which of the words that are answered somebody said, alone or in a sentence; empty: none.

    Args:
        said: In plain words.
        words: Those that are answered.
    """
    bare = said.lower().strip(" .!")
    if bare in words:
        return bare
    wish = word_said(said)
    name = _NAMES[wish] if wish is not None else ""
    return name if name in words else ""


class Words:
    """Answers them at once: the desk is not asked."""

    def __init__(self, *, tools: TeamsTools, words: Mapping[str, WordHandler]) -> None:
        """Take the tools, and what surfaces say to each."""
        self._tools = tools
        self._words = words
        self._heard: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    def knows(self, said: str) -> bool:
        """Whether it is one of them."""
        return bool(word_of(said, self._words))

    def said(self, scene: Scene, said: str) -> bool:
        """Answer a word, soon and once; False: it is none."""
        handler = self._words.get(word_of(said, self._words))
        if handler is None:
            return False
        event = (scene.spot.tenant, scene.event_id)
        if event not in self._heard:
            self._heard.put(event, None)
            command = SaidCommand(
                spot=scene.spot,
                person=scene.person,
                name=scene.message.sender.name,
                activity_id=scene.message.id,
            )
            answering = self._answer(handler, command, scene.spot)
            self._tools.chores.start("answer_word", answering, lane=Lane.TELLING)
        return True

    async def _answer(self, handler: WordHandler, command: SaidCommand, spot: Spot) -> None:
        await self._tools.calls.send(spot, await handler(command))
