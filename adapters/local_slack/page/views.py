"""All that the page shows to one person, as JSON; what the app sent in it is HTML that is safe.

`page` asks for it after each change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.local_slack.controls import controls
from adapters.local_slack.drawing import blocks_as_html
from adapters.local_slack.page.messages import MessageViews, avatar
from adapters.local_slack.page.moods import Moods
from adapters.local_slack.people import Person
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, ChannelKind, Json, OpenView, User

HOME, DIRECT = "home", "dm"
"""Places beside the channels."""
_CALLS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, and at what."""

    person: str
    """Handle."""
    place: str
    """Id of a channel, `dm` or `home`."""
    thread: str = ""
    """The ts of the thread that is open beside it."""


class Views:
    """Draws the workspace."""

    def __init__(self, *, slack: LocalSlack, moods: Moods) -> None:
        """Take what is drawn."""
        self._slack = slack
        self._workspace = slack.workspace
        self._moods = moods

    def person(self, name: str) -> Person:
        """Somebody who can be looked over the shoulder.

        Raises:
            LookupError: Nobody is called so.
        """
        names = [one.name for one in self._people()]
        if name not in names:
            raise LookupError(f"Nobody in the workspace is called '{name}'.")
        return self._slack.person(name)

    def channel(self, person: Person, place: str) -> Channel:
        """A channel that somebody may see.

        Raises:
            LookupError: There is none.
        """
        if place == DIRECT:
            return self._workspace.direct(person.id)
        channel = self._workspace.channels.get(place)
        if channel is None or not _may_see(person.user, channel):
            raise LookupError(f"There is no channel '{place}' here.")
        return channel

    def drawn(self, look: Look) -> Json:
        """Everything that stands on the page.

        Raises:
            LookupError: There is no such person or place.
        """
        look = self._completed(look)
        person = self.person(look.person)
        shown = {
            **self._around(person),
            "modal": self._modal(person),
            "told": person.was_told,
        }
        if look.place == HOME:
            return {**shown, "home": self._home(person), "place": None, "thread": None}
        channel = self.channel(person, look.place)
        messages = MessageViews(self._workspace, channel, person.user)
        return {
            **shown,
            "place": self._place(channel),
            "messages": messages.outside_threads(),
            "thread": messages.thread(look.thread) if look.thread else None,
            "prompts": channel.prompts,
            "prompts_title": channel.prompts_title,
        }

    def _completed(self, look: Look) -> Look:
        """Who comes without saying who and where is the first one, in the first public channel."""
        people, channels = self._people(), self._workspace.channels.values()
        first = next((one.id for one in channels if one.kind is ChannelKind.PUBLIC), DIRECT)
        return replace(
            look,
            person=look.person or (people[0].name if people else ""),
            place=look.place or first,
        )

    def _around(self, person: Person) -> Json:
        features = self._workspace.app.manifest.get("features", {})
        return {
            "workspace": self._workspace.name,
            "app": self._workspace.users[self._workspace.app.bot_user].name,
            "me": person.user.name,
            "people": [
                {"name": one.name, "real_name": one.real_name, **self._avatar(one)}
                for one in self._people()
            ],
            "channels": [
                self._place(one)
                for one in self._workspace.channels.values()
                if one.kind is not ChannelKind.DIRECT and _may_see(person.user, one)
            ],
            "direct": self._place(self._workspace.direct(person.id)),
            "commands": [
                {key: one.get(key, "") for key in ("command", "description", "usage_hint")}
                for one in features.get("slash_commands", [])
            ],
            "shortcuts": [
                one["name"] for one in features.get("shortcuts", []) if one["type"] == "message"
            ],
            "moods": self._moods.all(),
            "connections": self._slack.sockets.connections,
            "calls": [method for method, _ in reversed(self._slack.calls[-_CALLS_SHOWN:])],
        }

    def _people(self) -> list[User]:
        return [one for one in self._workspace.users.values() if not one.bot_id]

    def _avatar(self, user: User) -> Json:
        return {"avatar": avatar(self._workspace, user.id)}

    def _place(self, channel: Channel) -> Json:
        from_others = [one.ts for one in channel.messages.values() if not one.is_ephemeral_for]
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": str(channel.kind),
            "has_app": self._workspace.app.bot_user in channel.members,
            "members": len(channel.members),
            "is_archived": channel.is_archived,
            "latest": from_others[-1] if from_others else "",
        }

    def _home(self, person: Person) -> Json:
        shown = self._workspace.homes.get(person.id)
        if shown is None:
            return {"hash": "", "html": ""}
        return {"hash": shown.view["hash"], "html": self._blocks(shown.view)}

    def _modal(self, person: Person) -> Json | None:
        top: OpenView | None = person.view
        if top is None:
            return None
        view = top.view
        return {
            "id": top.id,
            "hash": view["hash"],
            "title": view["title"]["text"],
            "submit": view.get("submit", {}).get("text", ""),
            "close": view.get("close", {}).get("text", "Close"),
            "html": self._blocks(view),
            "errors": person.view_errors,
        }

    def _blocks(self, view: Json) -> str:
        # Slack gives ids to blocks that have none; what is pressed is known by them.
        list(controls(view["blocks"], self._workspace.new_id))
        return blocks_as_html(view["blocks"], self._workspace)


def _may_see(user: User, channel: Channel) -> bool:
    return channel.kind is ChannelKind.PUBLIC or user.id in channel.members
