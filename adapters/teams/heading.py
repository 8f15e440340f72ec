"""What stands over a private answer: what was asked, and where, as the answer stands elsewhere.

`adapters.teams.opener` asks here, also for what a chat is called in a sentence.
"""

from __future__ import annotations

from adapters.teams.calls import TeamsCalls
from adapters.teams.channel_names import ChannelNames
from adapters.teams.place import Place
from adapters.teams.references import References
from adapters.teams.spot import ChatKind
from adapters.teams.writing import escaped
from core.domain import Question
from core.errors import DeliveryError, StorageError

_MOST_QUESTION = 200
"""Characters of a question that is named."""
_NOUNS = {ChatKind.CHANNEL: "channel", ChatKind.GROUP: "chat"}


class Headings:
    """Knows what chats are called."""

    def __init__(self, *, calls: TeamsCalls, references: References) -> None:
        """Take who calls Teams, and what is known."""
        self._references = references
        self._names = ChannelNames(calls=calls, references=references)

    async def where(self, place: Place) -> str:
        """Where somebody asked, as Markdown in a sentence; empty: in the person's own chat.

        Raises:
            DeliveryError: What is known of the chat cannot be read now.
        """
        named = await self._named(place)
        return f"in {named}" if named else ""

    async def over(self, question: Question, place: Place) -> str:
        """The lines over a private answer, as Markdown.  Raises as `where`."""
        named = await self._named(place)
        asked = f"You asked in {named}" if named else "You asked"
        lines = [f"{asked}: {escaped(_short(question.text))}"]
        # What is asked in private has a conversation of its own; orders are for the chat itself.
        if named and not question.conversation.thread:
            lines.append(await self._on_here(place, named))
        return "\n\n".join(lines)

    async def _on_here(self, place: Place, named: str) -> str:
        """An order for a chat is answered as if the answer stood there."""
        known = await self._read(place)
        desk = f"**@{escaped(known)}**" if known else "me"
        that = f"that {_NOUNS[place.kind]}"
        return (
            f"This is about {named}: “here” means {that}. "
            f"What I ask you to say, say there to {desk}."
        )

    async def _named(self, place: Place) -> str:
        if place.kind is ChatKind.PERSONAL:
            return ""
        try:
            # What Teams tells takes time, and only who is elsewhere needs it.
            known = await self._references.of(place.tenant, place.chat)
            name = known.name if known is not None else ""
            if place.is_private and not name:
                name = await self._names.of(place.spot)
        except StorageError as error:
            raise DeliveryError(f"How the chat is reached cannot be read ({error}).") from error
        if place.kind is ChatKind.CHANNEL:
            return f"#{escaped(name)}" if name else "the channel"
        return f"the chat “{escaped(name)}”" if name else "the group chat"

    async def _read(self, place: Place) -> str:
        """What the desk is called there; empty: it is not known."""
        try:
            known = await self._references.of(place.tenant, place.chat)
        except StorageError as error:
            raise DeliveryError(f"How the chat is reached cannot be read ({error}).") from error
        return known.bot_name if known is not None else ""


def _short(question: str) -> str:
    words = " ".join(question.split())
    if len(words) <= _MOST_QUESTION:
        return words
    return words[:_MOST_QUESTION].rsplit(" ", 1)[0] + " …"
