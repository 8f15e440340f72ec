"""Words that are said to the desk by themselves and are no question: help, settings, sources.

`messages` asks it; surfaces say what is answered.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from adapters.teams.listening.scene import Scene
from adapters.teams.spot import Spot
from adapters.teams.taking_in.routes import SaidCommand, WordHandler
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.chatting.command_words import Simple, read_command
from core.chatting.lately import Lately

_MOST_REMEMBERED = 2_000
_NAMES = {Simple.HELP: "help", Simple.SETTINGS: "settings", Simple.SOURCES: "sources"}
_FOR_HELP = frozenset({"help", "commands"})
"""What else a command takes for a wish for help may be said to a desk that one talks with: `stop`."""


def word_of(said: str, words: Container[str]) -> str:
    """Which of the words that are answered somebody said by itself; empty: none.

    Args:
        said: In plain words.
        words: Those that are answered.
    """
    bare = said.lower().strip(" .!?")
    if len(bare.split()) != 1:
        return ""
    if bare in words:
        return bare
    wish = read_command(said)
    name = _NAMES.get(wish, "") if isinstance(wish, Simple) else ""
    is_meant = wish is not Simple.HELP or bare in _FOR_HELP
    return name if is_meant and name in words else ""


class Words:
    """Answers them at once: the desk is not asked."""

    def __init__(self, *, tools: TeamsTools, words: Mapping[str, WordHandler]) -> None:
        """Take the tools, and what surfaces say to each."""
        self._tools = tools
        self._words = words
        self._heard: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

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
