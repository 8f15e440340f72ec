"""What somebody does on the page, done in the workspace.

`page` hands over what the browser sent; each deed is one that `people.Person` can do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from adapters.local_slack.page.moods import Moods
from adapters.local_slack.page.views import DIRECT, HOME, Views
from adapters.local_slack.people import Person
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Message, OpenView

_MOST_CHARACTERS = 12_000
Text: TypeAlias = Annotated[str, Field(max_length=_MOST_CHARACTERS)]


class Deed(BaseModel):
    """One deed, as the browser sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Text
    place: Text = ""
    """Id of a channel, `dm`, `home` or `modal`."""
    thread: Text = ""
    ts: Text = ""
    """Of the message that it is done to."""
    text: Text = ""
    address: Text = ""
    """`Control.address` of what is pressed or chosen at."""
    chosen: Text | list[Text] = ""
    values: dict[Text, Any] = {}
    """What is filled into a modal, by block id."""
    is_on: bool = False


class Deeds:
    """Does them."""

    def __init__(self, *, slack: LocalSlack, views: Views, moods: Moods) -> None:
        """Take where they are done."""
        self._slack = slack
        self._views = views
        self._moods = moods
        self._all: Mapping[str, Callable[[Deed, Person], Awaitable[None]]] = {
            "say": self._say,
            "command": self._command,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "shortcut": self._shortcut,
            "press": self._press,
            "choose": self._choose,
            "submit": self._submit,
            "close": self._close,
            "open": self._open,
            "stop": self._stop,
            "invite": self._invite,
            "remove": self._remove,
            "mood": self._mood,
        }

    async def do(self, name: str, deed: Deed) -> None:
        """Do one.

        Raises:
            LookupError: There is no such deed, person, place or message.
            ValueError: Slack's client does not let people do that.
        """
        if name not in self._all:
            raise LookupError(f"There is nothing to do that is called '{name}'.")
        await self._all[name](deed, self._views.person(deed.person))

    async def _say(self, deed: Deed, person: Person) -> None:
        if not deed.text.strip():
            raise ValueError("There is nothing to send.")
        channel = self._views.channel(person, deed.place)
        await person.says(deed.text.strip(), channel.id, deed.thread or None)

    async def _command(self, deed: Deed, person: Person) -> None:
        await person.runs(deed.text.strip(), self._views.channel(person, deed.place).id)

    async def _edit(self, deed: Deed, person: Person) -> None:
        await person.edits(self._own(deed, person), deed.text.strip())

    async def _delete(self, deed: Deed, person: Person) -> None:
        await person.deletes(self._own(deed, person))

    async def _react(self, deed: Deed, person: Person) -> None:
        message = self._message(deed, person)
        if person.id in message.reactions.get(deed.text, []):
            await person.takes_back(message, deed.text)
        else:
            await person.reacts(message, deed.text)

    async def _shortcut(self, deed: Deed, person: Person) -> None:
        await person.uses_shortcut(deed.text, self._message(deed, person))

    async def _press(self, deed: Deed, person: Person) -> None:
        await person.clicks(deed.text, self._target(deed, person), at=deed.address)

    async def _choose(self, deed: Deed, person: Person) -> None:
        await person.chooses(deed.chosen, self._target(deed, person), at=deed.address)

    async def _submit(self, deed: Deed, person: Person) -> None:
        await person.submits(deed.values)
        self._slack.workspace.changed()

    async def _close(self, _deed: Deed, person: Person) -> None:
        if person.view is not None:
            await person.closes()

    async def _open(self, deed: Deed, person: Person) -> None:
        if deed.place == HOME:
            await person.opens_home()
        elif deed.place == DIRECT:
            await person.opens_messages()
        else:
            # Whoever opens a public channel to write in it is in it.
            person.place(self._views.channel(person, deed.place).id)

    async def _stop(self, deed: Deed, person: Person) -> None:
        await person.presses_stop(self._views.channel(person, deed.place).id, deed.thread)

    async def _invite(self, deed: Deed, person: Person) -> None:
        await person.invites_bot(self._views.channel(person, deed.place).id)

    async def _remove(self, deed: Deed, person: Person) -> None:
        await person.kicks_bot(self._views.channel(person, deed.place).id)

    async def _mood(self, deed: Deed, _person: Person) -> None:
        self._moods.switch(deed.text, is_on=deed.is_on)
        self._slack.workspace.changed()

    def _target(self, deed: Deed, person: Person) -> Message | OpenView:
        if deed.place == "modal" and person.view is not None:
            return person.view
        if deed.place == HOME and person.id in self._slack.workspace.homes:
            return self._slack.workspace.homes[person.id]
        return self._message(deed, person)

    def _message(self, deed: Deed, person: Person) -> Message:
        message = self._views.channel(person, deed.place).messages.get(deed.ts)
        if message is None or message.is_ephemeral_for not in ("", person.id):
            raise LookupError("That message is not there any more.")
        return message

    def _own(self, deed: Deed, person: Person) -> Message:
        message = self._message(deed, person)
        if message.user != person.id:
            raise ValueError("Only one's own messages can be changed.")
        return message
