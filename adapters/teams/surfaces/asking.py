"""The button "Ask a person": hands a question over to people and tells who wanted it."""

from __future__ import annotations

import asyncio

from adapters.teams.message import TeamsMessage
from adapters.teams.names import ASK_PERSON
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.links import group_of, message_link
from adapters.teams.surfaces.turns_here import conversations_of, turn_of
from adapters.teams.taking_in.routes import (
    InvokeAnswer,
    Nothing,
    Pressed,
    Routes,
    SaidCommand,
    Told,
)
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import escaped
from core.chatting.lately import Lately
from core.chatting.private_threads import is_private
from core.chatting.said_words import asking_told
from core.domain import Asker, ConversationKey, HandedOver
from core.errors import StorageError

_BUTTON = "Ask a person"
_MOST_REMEMBERED = 2_000
_HAND_OVER_SECONDS = 4.0
"""The person waits for it, and Teams for its response."""
_GONE = "I do not have that question any more: please ask it again."
_ALREADY = "I have passed this question on already."
_FAILED = "I could not pass your question on just now. Please try again in a moment."


class AskingPeople:
    """Hears the button."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take who hands questions over."""
        self._tools = tools
        self._under_way: Lately[tuple[str, str], str] = Lately(most=_MOST_REMEMBERED)
        """The press, by turn and person: a second one tells nothing twice."""

    def register(self, routes: Routes) -> None:
        """Hear the button."""
        routes.actions[ASK_PERSON] = self.pressed
        routes.words[ASK_PERSON] = self.said

    async def said(self, _command: SaidCommand) -> TeamsMessage:
        """Somebody wants a person's answer, and does not say to what."""
        told = self._asking_told(are_people_there=self._tools.people is not None)
        return TeamsMessage(escaped(told).replace(_BUTTON, f"**{_BUTTON}**"))

    async def pressed(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody wants a person's answer."""
        name = (turn_of(pressed), pressed.person)
        before = self._under_way.get(name)
        if before is not None:
            # Teams may deliver one press more than once; another press deserves a word.
            return Nothing() if before == pressed.activity_id else Told(_ALREADY)
        self._under_way.put(name, pressed.activity_id)
        text, said = _FAILED, HandedOver.GONE
        try:
            async with asyncio.timeout(_HAND_OVER_SECONDS):
                said, link = await self._handed_over(pressed)
            text = self._in_words(said, link)
        except (StorageError, TimeoutError):
            pass
        finally:
            if said is not HandedOver.DONE:
                self._under_way.forget(name)
        return Told(text)

    async def _handed_over(self, pressed: Pressed) -> tuple[HandedOver, str]:
        """Give the question to people; with the link by which they find it.

        Raises:
            StorageError: The database cannot be read or written.
        """
        if self._tools.people is None:
            return HandedOver.NOBODY, ""
        said, link = HandedOver.GONE, ""
        for key in await conversations_of(pressed, self._tools.conversations):
            link = await self._link(pressed, key)
            asker = Asker(pressed.person, pressed.name, link)
            said = await self._tools.people.hand_over(turn_of(pressed), key, asker)
            if said is not HandedOver.GONE:
                break
        return said, link

    async def _link(self, pressed: Pressed, key: ConversationKey) -> str:
        """Where the question is; empty where others cannot go."""
        # Who is in a channel is in its team, where others can join; a group chat is its people's alone.
        if is_private(key.thread) or pressed.spot.kind is not ChatKind.CHANNEL:
            return ""
        asked_in = self._tools.turns.of(turn_of(pressed))
        question_id = asked_in.question_id if asked_in is not None else ""
        # Of a question from before a restart its answer is known, or the thread.
        near = pressed.spot.root or pressed.message_id
        group = await group_of(pressed.spot, self._tools.references)
        return message_link(pressed.spot, question_id or near, group=group)

    def _in_words(self, said: HandedOver, link: str) -> str:
        match said:
            case HandedOver.DONE:
                ways = "They answer here, or write to you." if link else "They will write to you."
                return f"I have passed your question on to people. {ways}"
            case HandedOver.GONE:
                return _GONE
            case HandedOver.NOBODY:
                return self._asking_told(are_people_there=False)

    def _asking_told(self, *, are_people_there: bool) -> str:
        contact = self._tools.rules.contact
        return asking_told(_BUTTON, are_people_there=are_people_there, contact=contact)
