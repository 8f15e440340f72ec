"""Teams as a room for dialogues: the real desk with botbuilder's adapter, against the local Teams."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.service import Service
from tests.dialogue.houses import strike
from tests.dialogue.play import Heard
from tests.dialogue.script import GROUP
from tests.local_teams.people import Person
from tests.local_teams.reading import as_text, buttons
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import CHANNEL, Chat, Message

_QUIET_SECONDS = 0.3
"""So long nothing happens before a room counts as settled."""
_READING_SECONDS = 0.1
_GREETING_SECONDS = 20.0
_PEOPLE = ("Ann", "Bob", "Priya")
_COMMAND = "/frontdesk"
_THUMBS = {"Helpful": "like", "Not helpful": "dislike"}
_IN_MENU = {"Answer this": "answer_this"}
_ACKNOWLEDGED = frozenset({"frontdesk\nI answer it in its thread.", "I answer it in its thread."})
"""What a dialog says where other platforms acknowledge without a word."""
_CHART = re.compile(r"\(image: |^Chart: ", re.MULTILINE)
_SURE = "Yes, ask them"
"""What is pressed where "Ask a person" asks whether one means it."""


@dataclass(slots=True)
class _Alone:
    """What one person alone has seen: dialogs and notices, and what is in their personal chat."""

    told: list[tuple[str, Heard]] = field(default_factory=list)
    """With the place where they had done something for it."""
    read: set[str] = field(default_factory=set)
    """Messages of the personal chat that are among it."""
    place: str = ""
    """Where they did something last."""


class TeamsRoom:
    """Implements `tests.dialogue.play.Room`."""

    def __init__(self, *, teams: LocalTeams, service: Service) -> None:
        """Take the tenant and the desk in it; what stands there already is not heard."""
        self.teams = teams
        self.service = service
        self._alone: dict[str, _Alone] = {}
        self._before = {one.id for chat in teams.world.chats.values() for one in chat.messages}

    @classmethod
    async def entered(cls, teams: LocalTeams, service: Service) -> TeamsRoom:
        """A room in which the app was added to the team and by everybody for themselves."""
        greeted = [teams.chat("#General")]
        for name in _PEOPLE:
            person = teams.person(name)
            greeted.append(teams.personal(person))
            await person.installing.adds_app(greeted[-1])
        await teams.person(_PEOPLE[0]).installing.adds_app(teams.chat("#general"))
        await teams.until(lambda: all(map(teams.said_by_bot, greeted)), _GREETING_SECONDS)
        await teams.settled()
        return cls(teams=teams, service=service)

    def has_threads(self, place: str) -> bool:
        """Chats have none."""
        return self._chat(place).kind == CHANNEL

    async def says(self, person: str, text: str, *, place: str, under: str) -> str:
        """Write a message; the room is the person's own in `dm Ann`."""
        self._alone.setdefault(person, _Alone()).place = place
        chat = self._chat(place)
        root = self._root(chat, under) if under else None
        return (await self.teams.person(person).says(text, chat, root)).id

    async def runs(self, person: str, command: str, *, place: str) -> None:
        """Ask by the message extension, which takes what a slash command takes elsewhere."""
        who = self.teams.person(person)
        await who.asks(command.removeprefix(_COMMAND).strip(), self._chat(place))
        self._note(who, place)

    async def presses(self, person: str, label: str, *, place: str, on: str) -> None:
        """Press a thumb, or a button of a message's card."""
        who, message = self.teams.person(person), self._message(place, on)
        if label in _THUMBS:
            await who.rates(message, _THUMBS[label])
        else:
            title = _SURE if _SURE in buttons(message) else label
            await who.presses(title, message)
        self._note(who, place)

    async def edits(self, person: str, text: str, *, place: str, said: str) -> None:
        """Change a message of one's own."""
        await self.teams.person(person).edits(self._message(place, said), text)

    async def deletes(self, person: str, *, place: str, said: str) -> None:
        """Delete a message of one's own."""
        await self.teams.person(person).deletes(self._message(place, said))

    async def uses(self, person: str, label: str, *, place: str, said: str) -> None:
        """Choose something in a message's menu."""
        who = self.teams.person(person)
        await who.uses(_IN_MENU[label], on=self._message(place, said))
        self._note(who, place)

    async def strikes(self) -> None:
        """Set what is subscribed to as due."""
        await strike(self.service)

    def heard(self, place: str, under: str) -> Sequence[Heard]:
        """What the bot has said there, and to single persons wherever that is shown."""
        chat = self._chat(place)
        here = [
            Heard(one.id, _read(one))
            for one in chat.messages
            if one.author_id == self.teams.bot_id
            and not one.is_deleted
            and one.id not in self._before
            and (chat.kind != CHANNEL or one.under == (self._root(chat, under) if under else ""))
        ]
        alone = [told for name in self._names(place) for told in self._read_alone(name, place)]
        return here + alone

    async def settled(self) -> None:
        """Wait until all was acknowledged and the bot calls nothing any more."""
        await self._quiet(_QUIET_SECONDS)

    async def read(self) -> None:
        """Wait a moment: nobody writes in the same instant in which an answer appears."""
        await self._quiet(_READING_SECONDS)

    async def _quiet(self, seconds: float) -> None:
        await self.teams.settled()
        calls = -1
        while calls != len(self.teams.calls):
            calls = len(self.teams.calls)
            await asyncio.sleep(seconds)

    def _names(self, place: str) -> list[str]:
        """Who could see something there that others do not; in their own chat all is theirs alone."""
        own = place.removeprefix("dm ") if place.startswith("dm ") else ""
        return [name for name in _PEOPLE if name != own]

    def _note(self, who: Person, place: str) -> None:
        """Keep what Teams shows to a person for what they did, beside messages."""
        alone = self._alone.setdefault(who.name, _Alone())
        alone.place = place
        shown = [who.dialog.as_text] if who.dialog is not None else []
        for text in {*shown, *who.was_told} - _ACKNOWLEDGED:
            heard = Heard(f"told {len(alone.told)}", text, only=who.name)
            alone.told.append((place, heard))
        who.was_told.clear()

    def _read_alone(self, name: str, place: str) -> list[Heard]:
        alone = self._alone.setdefault(name, _Alone())
        personal = self.teams.personal(self.teams.person(name))
        for message in personal.messages:
            if (
                message.author_id == self.teams.bot_id
                and message.id not in alone.read | self._before
            ):
                alone.read.add(message.id)
                alone.told.append((alone.place, Heard(message.id, "", only=name)))
        return [self._as_now(told, personal) for where, told in alone.told if where == place]

    def _as_now(self, told: Heard, personal: Chat) -> Heard:
        message = personal.message(told.id)
        return Heard(told.id, _read(message), only=told.only) if message is not None else told

    def _message(self, place: str, message_id: str) -> Message:
        message = self._chat(place).message(message_id)
        assert message is not None, f"there is no message {message_id} in {place}"
        return message

    def _chat(self, place: str) -> Chat:
        return self.teams.chat(place.removeprefix(GROUP))

    def _root(self, chat: Chat, under: str) -> str:
        """The thread of a message: what is said under an answer stands in the same thread."""
        message = chat.message(under)
        return message.root if message is not None else under


def _read(message: Message) -> str:
    """The desk shows no images but charts, and tells one where it has no room for its image."""
    return _CHART.sub("(chart: ", as_text(message))
