"""Activities reach the bot, once and again, with tokens of one's choice."""

from __future__ import annotations

import pytest

from tests.local_teams.server import LocalTeams
from tests.unit.local_teams.tiny_bot import TinyBot


async def test_again_until_taken(teams: LocalTeams, bot: TinyBot) -> None:
    """What the bot fails to take comes again, the same."""
    teams.deliveries.retry_seconds = (0.0, 0.0)
    bot.statuses = [500, 502]
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    assert [one["id"] for one in bot.got] == [bot.got[0]["id"]] * 3
    assert teams.deliveries.history[0].tries == 3


async def test_given_up(teams: LocalTeams, bot: TinyBot) -> None:
    """After the last try it is lost."""
    teams.deliveries.retry_seconds = (0.0,)
    bot.statuses = [503, 503]
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    assert len(teams.deliveries.lost) == 1


async def test_refused_for_good(teams: LocalTeams, bot: TinyBot) -> None:
    """A bot that says 401 is not asked again."""
    bot.statuses = [401]
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    assert len(bot.got) == 1


async def test_twice_on_purpose(teams: LocalTeams, bot: TinyBot) -> None:
    """Teams may deliver twice what was taken."""
    teams.mischief.deliver_times = 2
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    assert len({one["id"] for one in bot.got}) == 1
    assert len(bot.got) == 2


async def test_nobody_listens(teams: LocalTeams) -> None:
    """A bot that is not there loses its activities after the tries."""
    teams.deliveries.retry_seconds = ()
    teams.connect("http://127.0.0.1:9/api/messages")
    await teams.person("ann").says("Hi", teams.chat("dm Ann"))
    await teams.settled()
    answer = teams.deliveries.lost[0].answer
    assert answer is not None
    assert answer.status == 0


async def test_raw_activity(teams: LocalTeams, bot: TinyBot) -> None:
    """Anything can be posted, with any token or none, and the status comes back."""
    bot.statuses = [200, 401, 403]
    assert await teams.deliver({"type": "ping"}, token="mine", times=2) == 401
    assert await teams.deliver({"type": "ping"}) == 403
    assert bot.tokens == ["mine", "mine", ""]


async def test_until(teams: LocalTeams) -> None:
    """Waiting for what never comes ends, and tells what went on."""
    await teams.until(lambda: True)
    with pytest.raises(TimeoutError, match="Last calls"):
        await teams.until(lambda: False, seconds=0.01)


async def test_two_hundred_a_second(teams: LocalTeams, bot: TinyBot) -> None:
    """A hundred messages are delivered in half a second."""
    ann, chat = teams.person("ann"), teams.chat("dm Ann")
    for number in range(100):
        await ann.says(f"{number}", chat)
    await teams.settled(0.5)
    assert len(bot.got) == 100


def test_names_that_are_none() -> None:
    """Who and what is not there is said with what is."""
    teams = LocalTeams()
    with pytest.raises(LookupError, match="Ann, Bob, Priya"):
        teams.person("zoe")
    with pytest.raises(LookupError, match="#nowhere"):
        teams.chat("#nowhere")


async def test_in_order(teams: LocalTeams, bot: TinyBot) -> None:
    """What happens first arrives first, also right after a pause."""
    ann, chat = teams.person("ann"), teams.chat("dm Ann")
    for _ in range(5):
        await ann.says("a", chat)
        message = await ann.says("b", chat)
        await ann.edits(message, "c")
        await teams.settled()
    assert [one["text"] for one in bot.got] == ["a", "b", "c"] * 5
