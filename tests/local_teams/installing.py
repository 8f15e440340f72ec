"""The app comes and goes, people come and go, channels are opened and renamed; the bot is told.

A `Person` holds it.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.local_teams.delivery import Deliveries
from tests.local_teams.state import STANDARD, Account, Chat, Json, Team, World
from tests.local_teams.wire import channel_event, installation, membership, sender


class Installing:
    """What somebody does to chats and teams."""

    def __init__(self, *, account: Account, world: World, deliveries: Deliveries) -> None:
        """Take who does it.

        Args:
            account: Who.
            world: Where.
            deliveries: Who tells the bot.
        """
        self._account = account
        self._world = world
        self._deliveries = deliveries

    async def adds_app(
        self, chat: Chat, *, through: Chat | None = None, is_installation_first: bool = False
    ) -> None:
        """Add the app to a personal chat, a group chat, or the team of a channel.

        Args:
            chat: Where; a private channel is added to alone.
            through: Of a team: the channel that was chosen; none: General.
            is_installation_first: Which of Teams' two events comes first: no order is promised.
        """
        for one in self._joined(chat):
            one.has_bot = True
        place = through or self._place(chat)
        events = [
            membership(self._world, place, self._account, added=[self._bot()]),
            installation(self._world, place, self._account, "add"),
        ]
        for event in reversed(events) if is_installation_first else events:
            self._deliveries.announce(event)

    async def upgrades_app(self, chat: Chat, action: str) -> None:
        """Upgrade it to a version that has the bot (`add-upgrade`), or has none (`remove-upgrade`)."""
        is_added = action == "add-upgrade"
        for one in self._joined(chat) if is_added else self._together(chat):
            one.has_bot = is_added
        told = installation(self._world, self._place(chat), self._account, action)
        self._deliveries.announce(told)

    async def removes_app(self, chat: Chat) -> None:
        """Remove the app again: its calls get 403 from then on."""
        for one in self._together(chat):
            one.has_bot = False
        removed = membership(self._world, self._place(chat), self._account, removed=[self._bot()])
        self._deliveries.announce(removed)
        self._deliveries.announce(
            installation(self._world, self._place(chat), self._account, "remove")
        )

    async def adds(self, account: Account, chat: Chat) -> None:
        """Add somebody to a group chat or a team."""
        chat.members.append(account)
        told = membership(self._world, self._place(chat), self._account, added=[_member(account)])
        self._tell(told, chat)

    async def removes(self, account: Account, chat: Chat) -> None:
        """Remove somebody from a group chat or a team."""
        chat.members.remove(account)
        told = membership(self._world, self._place(chat), self._account, removed=[_member(account)])
        self._tell(told, chat)

    async def opens_channel(self, name: str, team: str) -> Chat:
        """Open a channel in a team."""
        chat = self._world.add_channel(name, team, [self._account])
        self._tell(channel_event(self._world, chat, self._account, "channelCreated"), chat)
        return chat

    async def opens_private_channel(self, name: str, team: str) -> Chat:
        """Open a channel in a team that is for oneself; the bot is told when the app is added to it."""
        return self._world.add_private_channel(name, team, [self._account])

    async def renames(self, chat: Chat, name: str) -> None:
        """Rename a channel."""
        chat.name = name
        self._tell(channel_event(self._world, chat, self._account, "channelRenamed"), chat)

    async def deletes_channel(self, chat: Chat) -> None:
        """Delete a channel: nothing can be said there any more."""
        chat.is_gone = True
        self._tell(channel_event(self._world, chat, self._account, "channelDeleted"), chat)

    async def restores_channel(self, chat: Chat) -> None:
        """Take back that a channel was deleted."""
        chat.is_gone = False
        self._tell(channel_event(self._world, chat, self._account, "channelRestored"), chat)

    async def renames_team(self, chat: Chat, name: str) -> None:
        """Rename the team of a channel."""
        assert chat.team is not None, "Only channels have a team."
        chat.team.name = name
        told = channel_event(self._world, self._place(chat), self._account, "teamRenamed")
        self._tell(told, chat)

    async def deletes_team(self, chat: Chat) -> None:
        """Delete the team of a channel, with all its channels."""
        told = channel_event(self._world, self._place(chat), self._account, "teamDeleted")
        for one in self._together(chat):
            one.is_gone = True
        self._tell(told, chat)

    async def restores_team(self, chat: Chat, *, event_type: str = "teamRestored") -> None:
        """Take back that a team was deleted, or archived (`teamUnarchived`)."""
        for one in self._together(chat):
            one.is_gone = False
        told = channel_event(self._world, self._place(chat), self._account, event_type)
        self._tell(told, chat)

    def _tell(self, activity: Json, chat: Chat) -> None:
        if chat.has_bot:
            self._deliveries.announce(activity)

    def _bot(self) -> Json:
        return {"id": self._world.bot_id}

    def _place(self, chat: Chat) -> Chat:
        """Where Teams says it happened: of a team, its channel General."""
        team = _whole_team(chat)
        return team.channels[0] if team is not None else chat

    def _together(self, chat: Chat) -> Sequence[Chat]:
        """The channels of its team, all of which are gone where the team is."""
        team = _whole_team(chat)
        return team.channels if team is not None else [chat]

    def _joined(self, chat: Chat) -> Sequence[Chat]:
        """Those that the app is in once it is added: to private channels it is added apart."""
        return [one for one in self._together(chat) if one is chat or one.channel_type == STANDARD]


def _whole_team(chat: Chat) -> Team | None:
    """What a channel shares its apps with; a private one shares them with nobody."""
    return chat.team if chat.channel_type == STANDARD else None


def _member(account: Account) -> Json:
    """Somebody, as events name members: without the name."""
    return {name: value for name, value in sender(account).items() if name != "name"}
