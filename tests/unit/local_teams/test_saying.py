"""What people say arrives at the bot as Teams sends it."""

from __future__ import annotations

from tests.local_teams.server import LocalTeams
from tests.unit.local_teams.tiny_bot import TinyBot


async def test_personal_message(teams: LocalTeams, bot: TinyBot) -> None:
    """A personal message names chat, person, bot and tenant, and no group."""
    ann = teams.person("ann")
    await ann.says("When is lunch <today>?", teams.personal(ann))
    await teams.settled()
    got = bot.last
    assert got["type"] == "message"
    assert got["text"] == "When is lunch <today>?"
    assert got["conversation"] == {
        "id": teams.personal(ann).id,
        "conversationType": "personal",
        "tenantId": teams.tenant_id,
    }
    assert got["from"] == {"id": ann.id, "name": "Ann", "aadObjectId": ann.aad}
    assert got["recipient"]["id"] == f"28:{teams.app_id}"
    assert got["channelData"] == {"tenant": {"id": teams.tenant_id}}
    assert got["serviceUrl"] == teams.service_url
    assert got["attachments"][0]["content"] == "<p>When is lunch &lt;today&gt;?</p>"


async def test_mentions_are_entities(teams: LocalTeams, bot: TinyBot) -> None:
    """Names after an at sign become `<at>` with an entity each, in any case of letters."""
    await teams.person("ann").says("@frontdesk ask @bob or @nobody", teams.chat("#general"))
    await teams.settled()
    assert bot.last["text"] == "<at>frontdesk</at> ask <at>Bob</at> or @nobody\n"
    mentioned = [one["mentioned"]["id"] for one in bot.last["entities"] if "mentioned" in one]
    assert mentioned == [teams.bot_id, teams.person("bob").id]


async def test_addresses_are_no_mentions(teams: LocalTeams, bot: TinyBot) -> None:
    """An address of mail that holds a name is text."""
    ann = teams.person("ann")
    await ann.says("mail me@bob.example", teams.personal(ann))
    await teams.settled()
    assert [one["type"] for one in bot.last["entities"]] == ["clientInfo"]


async def test_new_thread(teams: LocalTeams, bot: TinyBot) -> None:
    """What is said in a channel opens a thread under its own id."""
    channel = teams.chat("#general")
    message = await teams.person("ann").says("Hello", channel)
    await teams.settled()
    assert bot.last["conversation"]["id"] == f"{channel.id};messageid={message.id}"
    assert bot.last["conversation"]["isGroup"] is True
    assert bot.last["channelData"]["channel"] == {"id": channel.id}
    assert channel.team is not None
    assert bot.last["channelData"]["team"] == {"id": channel.team.id}


async def test_reply_in_thread(teams: LocalTeams, bot: TinyBot) -> None:
    """A reply stands in the thread of its root, also when it answers another reply."""
    channel = teams.chat("#general")
    root = await teams.person("ann").says("Hello", channel)
    reply = await teams.person("bob").says("Hi", channel, root.id)
    await teams.person("ann").says("Good", channel, reply)
    await teams.settled()
    assert bot.last["conversation"]["id"] == f"{channel.id};messageid={root.id}"
    assert teams.seen(channel, root) == ["Ann: Hello", "Bob: Hi", "Ann: Good"]


async def test_ids_grow(teams: LocalTeams) -> None:
    """Ids of messages are milliseconds, and each is later than the one before."""
    ann = teams.person("ann")
    ids = [int((await ann.says("x", teams.personal(ann))).id) for _ in range(20)]
    assert ids == sorted(set(ids))


async def test_without_consent_only_mentions() -> None:
    """Without resource-specific consent the bot hears in channels only what mentions it."""
    async with LocalTeams(rsc=False) as teams, TinyBot(teams) as bot:
        ann, channel = teams.person("ann"), teams.chat("#general")
        await ann.says("Just talking", channel)
        await ann.says("@frontdesk hello", channel)
        await ann.says("In private", teams.personal(ann))
        await teams.settled()
        texts = sorted(one["text"] for one in bot.got)
    assert texts == ["<at>frontdesk</at> hello\n", "In private"]


async def test_group_chat(teams: LocalTeams, bot: TinyBot) -> None:
    """A group chat has no team and no threads."""
    ann, bob = teams.person("ann"), teams.person("bob")
    group = teams.add_group("Lunch", [ann, bob])
    await ann.says("Hello", group)
    await teams.settled()
    assert bot.last["conversation"]["id"] == group.id
    assert bot.last["conversation"]["conversationType"] == "groupChat"
    assert "team" not in bot.last["channelData"]


async def test_edit(teams: LocalTeams, bot: TinyBot) -> None:
    """An edit arrives as an update of the same message."""
    ann = teams.person("ann")
    message = await ann.says("Lunch?", teams.personal(ann))
    await teams.settled()
    await ann.edits(message, "Dinner?")
    await teams.settled()
    assert (bot.last["type"], bot.last["id"], bot.last["text"]) == (
        "messageUpdate",
        message.id,
        "Dinner?",
    )
    assert bot.last["channelData"]["eventType"] == "editMessage"


async def test_edit_that_adds_the_mention() -> None:
    """An edit that adds the mention is told of, even where the message was not."""
    async with LocalTeams(rsc=False) as teams, TinyBot(teams) as bot:
        message = await teams.person("ann").says("Lunch?", teams.chat("#general"))
        await teams.person("ann").edits(message, "@frontdesk Lunch?")
        await teams.settled()
        assert [one["type"] for one in bot.got] == ["messageUpdate"]


async def test_delete(teams: LocalTeams, bot: TinyBot) -> None:
    """A deleted message arrives without its words, and is seen no more."""
    ann = teams.person("ann")
    message = await ann.says("Lunch?", teams.personal(ann))
    await teams.settled()
    await ann.deletes(message)
    await teams.settled()
    assert (bot.last["type"], bot.last["text"]) == ("messageDelete", "")
    assert teams.seen(teams.personal(ann)) == []


async def test_guest_of_another_tenant(teams: LocalTeams, bot: TinyBot) -> None:
    """Somebody from outside is told of with their own tenant, in our conversation."""
    sam = teams.add_person("Sam", tenant="other-tenant")
    await sam.says("Hello", teams.chat("#general"))
    await teams.settled()
    assert bot.last["channelData"]["tenant"]["id"] == "other-tenant"
    assert bot.last["conversation"]["tenantId"] == teams.tenant_id
