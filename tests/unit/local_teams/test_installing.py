"""The bot is told who comes and goes, and what befalls channels."""

from __future__ import annotations

import pytest

from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Json
from tests.unit.local_teams.tiny_bot import TinyBot


def by_type(bot: TinyBot) -> dict[str, Json]:
    """What the bot was told, by type."""
    return {one["type"]: one for one in bot.got}


async def test_added_to_a_team(teams: LocalTeams, bot: TinyBot) -> None:
    """The app in a team: a new member, and an installation, with the team's name."""
    channel = teams.chat("#general")
    await teams.person("ann").installing.adds_app(channel)
    await teams.settled()
    told = by_type(bot)
    assert told["installationUpdate"]["action"] == "add"
    update = told["conversationUpdate"]
    assert [one["id"] for one in update["membersAdded"]] == [teams.bot_id]
    assert update["channelData"]["eventType"] == "teamMemberAdded"
    assert update["channelData"]["team"]["name"] == "Harcourt Health"
    assert channel.team is not None
    assert update["conversation"]["id"] == channel.team.id


async def test_removed_from_a_team(teams: LocalTeams, bot: TinyBot) -> None:
    """Removed, the bot is told, and reaches none of the team's channels."""
    channel = teams.chat("#general")
    await teams.person("ann").installing.removes_app(channel)
    await teams.settled()
    assert by_type(bot)["installationUpdate"]["action"] == "remove"
    assert (await bot.sends(channel, "Hi"))[0] == 403
    await teams.person("ann").says("@frontdesk there?", channel)
    await teams.settled()
    assert len(bot.got) == 2


async def test_added_through_a_channel(teams: LocalTeams, bot: TinyBot) -> None:
    """Both events name the channel that was chosen, and so does the team's only later."""
    channel = teams.chat("#general")
    await teams.person("ann").installing.adds_app(channel, through=channel)
    await teams.settled()
    assert [one["conversation"]["id"] for one in bot.got] == [channel.id, channel.id]
    data = by_type(bot)["conversationUpdate"]["channelData"]
    assert data["settings"]["selectedChannel"]["id"] == channel.id


async def test_upgraded(teams: LocalTeams, bot: TinyBot) -> None:
    """The bot may come with an upgrade, and go with one."""
    channel = teams.chat("#general")
    await teams.person("ann").installing.upgrades_app(channel, "remove-upgrade")
    assert (await bot.sends(channel, "Hi"))[0] == 403
    await teams.person("ann").installing.upgrades_app(channel, "add-upgrade")
    assert (await bot.sends(channel, "Hi"))[0] == 201
    await teams.settled()
    assert sorted(one["action"] for one in bot.got) == ["add-upgrade", "remove-upgrade"]


async def test_private_channel(teams: LocalTeams, bot: TinyBot) -> None:
    """The app is added to it apart from its team, and activities tell what it is."""
    ann = teams.person("ann")
    channel = await ann.installing.opens_private_channel("salaries", "Harcourt Health")
    await ann.installing.adds_app(teams.chat("#general"))
    await ann.says("@frontdesk there?", channel)
    assert (await bot.sends(channel, "Hi"))[0] == 403
    await ann.installing.adds_app(channel)
    await ann.says("@frontdesk there?", channel)
    await teams.settled()
    assert (await bot.sends(channel, "Hi"))[0] == 201
    assert bot.last["channelData"]["channel"] == {"id": channel.id, "type": "private"}
    assert len([one for one in bot.got if one["type"] == "message"]) == 1


async def test_personal_installation(teams: LocalTeams, bot: TinyBot) -> None:
    """The app in a personal chat has no team."""
    ann = teams.person("ann")
    await ann.installing.adds_app(teams.personal(ann))
    await teams.settled()
    assert by_type(bot)["conversationUpdate"]["channelData"] == {"tenant": {"id": teams.tenant_id}}


async def test_people_come_and_go(teams: LocalTeams, bot: TinyBot) -> None:
    """Who joins and leaves a group chat is told."""
    ann, bob = teams.person("ann"), teams.person("bob")
    group = teams.add_group("Lunch", [ann])
    await ann.installing.adds(bob.account, group)
    await ann.installing.removes(bob.account, group)
    await teams.settled()
    told = {name: one[name][0]["id"] for one in bot.got for name in one if name.startswith("mem")}
    assert told == {"membersAdded": bob.id, "membersRemoved": bob.id}
    assert group.members == [ann.account]


@pytest.mark.parametrize(
    ("does", "event"),
    [
        ("renames", "channelRenamed"),
        ("deletes_channel", "channelDeleted"),
        ("renames_team", "teamRenamed"),
        ("deletes_team", "teamDeleted"),
        ("restores_channel", "channelRestored"),
        ("restores_team", "teamRestored"),
    ],
)
async def test_channel_events(teams: LocalTeams, bot: TinyBot, does: str, event: str) -> None:
    """What befalls a channel or its team is told with its name."""
    channel = teams.chat("#general")
    more = ("new",) if does.startswith("renames") else ()
    await getattr(teams.person("ann").installing, does)(channel, *more)
    await teams.settled()
    data = bot.last["channelData"]
    assert data["eventType"] == event
    assert ("channel" in data) == event.startswith("channel")


async def test_deleted_channel(teams: LocalTeams, bot: TinyBot) -> None:
    """In a deleted channel nobody can say anything."""
    channel = await teams.person("ann").installing.opens_channel("waits", "Harcourt Health")
    await teams.settled()
    assert bot.last["channelData"]["channel"]["name"] == "waits"
    await teams.person("ann").installing.deletes_channel(channel)
    assert (await bot.sends(channel, "Hi"))[0] == 404
    with pytest.raises(ValueError, match="waits"):
        await teams.person("ann").says("Hi", channel)
