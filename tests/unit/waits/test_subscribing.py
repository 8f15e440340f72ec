"""Subscriptions as people manage them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import (
    AlertRule,
    AlertSense,
    ConversationKey,
    DigestRule,
    FacilityKind,
    FeedReading,
    QuietHours,
    Selection,
    WaitBoard,
)
from core.errors import SubscriptionRefused
from core.waits.subscribing.commands import (
    ListSubscriptions,
    Pause,
    Resume,
    Subscribe,
    Unsubscribe,
    parse_command,
)
from core.waits.subscribing.desk import SubscriptionDesk
from core.waits.subscribing.done import Deed, Done, read_done
from core.waits.subscribing.wishes import Wish, parse_wish
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.waits import FakeWaits
from tests.unit.waits.boards import (
    CHUMIR,
    FOOTHILLS,
    HERE,
    NOON,
    ROCKYVIEW,
    STOLLERY,
    ZONE,
    reading,
)

THERE = ConversationKey("slack", "T1", "C2")
ABOVE = AlertSense.ABOVE

# ---- Commands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "subscribe weekdays 7:00 and 15:00, Calgary emergency",
        "subscribe to Foothills every day at 7",
        "Please subscribe us to Calgary urgent care, daily at 7",
        "post the Edmonton waits here weekdays at 8",
        "send me the ER wait times every Monday at 7",
        "alert me when Foothills is over 4 hours",
        "tell us when the Stollery goes below 1 h",
        "let me know when the Rockyview is busier than usual",
        "can you alert us if the PLC gets over 3 hours, quiet 22:00 to 6:00?",
        "notify this channel as soon as Chumir drops under half an hour, at most every 2 hours",
        "subscribe to Calgary emergency",
        "subscribe",
        "subscribe every 5 minutes Foothills",
    ],
)
def test_a_wish_is_a_command(text: str) -> None:
    """Also one that cannot be kept: it is answered with what to write instead."""
    command = parse_command(text)
    assert isinstance(command, Subscribe)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("my subscriptions", ListSubscriptions()),
        ("Subscriptions?", ListSubscriptions()),
        ("please list subscriptions", ListSubscriptions()),
        ("what are we subscribed to?", ListSubscriptions()),
        ("pause 3", Pause(3)),
        ("Pause subscription #3, please", Pause(3)),
        ("resume 3.", Resume(3)),
        ("unsubscribe 3", Unsubscribe(3)),
        ("unsubscribe from 3", Unsubscribe(3)),
        ("delete subscription number 3", Unsubscribe(3)),
        ("Unsubscribe", Unsubscribe(None)),
        ("unsubscribe us", Unsubscribe(None)),
    ],
)
def test_managing_is_understood(text: str, command: object) -> None:
    """In a few ways of saying it."""
    assert parse_command(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "how do I subscribe to the newsletter",
        "subscribe to the newsletter",
        "subscribe me to the daily emergency bulletin at 7:00",
        "subscribe to the emergency alerts mailing list",
        "pause the pump alarm procedure",
        "pause 3 pumps",
        "unsubscribe from the all-staff mailing list",
        "tell us when payday is",
        "tell me when the cafeteria opens at 7",
        "tell me if parking over 2 hours is free",
        "let me know when the shuttle leaves every day at 8",
        "show me the waits at 7",
        "give me the ER wait times",
        "how long is the wait at Foothills",
        "is Foothills over 4 hours",
        "send the report every monday at 8",
        "what subscriptions does the library have",
        "alert me when " + "Foothills and " * 40 + "is over 4 hours",
        "",
    ],
)
def test_ordinary_questions_are_no_commands(text: str) -> None:
    """They are answered from the pages, or as a question on waits."""
    assert parse_command(text) is None


@given(st.text(max_size=120))
def test_any_text_is_a_command_or_none(text: str) -> None:
    """Nothing that people write breaks the parser."""
    parse_command(text)


# ---- Wishes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        (
            "subscribe weekdays 7:00 and 15:00, Calgary emergency",
            Wish(DigestRule(("0 7,15 * * 1-5",)), "Calgary emergency"),
        ),
        ("weekdays 7:00, Calgary", Wish(DigestRule(("0 7 * * 1-5",)), "Calgary")),
        (
            "subscribe daily at 7 Stollery and update the same post",
            Wish(DigestRule(("0 7 * * *",)), "Stollery", None, keeps_one_post=True),
        ),
        ("alert me when Foothills is over 4 hours", Wish(AlertRule(ABOVE, 240, 60), "Foothills")),
        (
            "alert us here if the Mis gets longer than 2 h 30 min, at most every 3 hours",
            Wish(AlertRule(ABOVE, 150, 180), "the Mis"),
        ),
        ("Foothills over an hour and a half", Wish(AlertRule(ABOVE, 90, 60), "Foothills")),
        ("daily at 7, everything", Wish(DigestRule(("0 7 * * *",)), "all sites")),
        ("Foothills > 3.5 h", Wish(AlertRule(ABOVE, 210, 60), "Foothills")),
        ("tell us when PLC exceeds 1:30", Wish(AlertRule(ABOVE, 90, 60), "PLC")),
        (
            "tell us when the Stollery goes below 45 min, quiet 10 pm to 6 am",
            Wish(
                AlertRule(AlertSense.BELOW, 45, 60), "the Stollery", QuietHours(time(22), time(6))
            ),
        ),
        (
            "let me know when Rockyview is busier than usual, but not between 22:00 and 6:30",
            Wish(AlertRule(AlertSense.UNUSUAL), "Rockyview", QuietHours(time(22), time(6, 30))),
        ),
    ],
)
def test_a_wish_is_understood(text: str, wish: Wish) -> None:
    """Rule, options and the words for the sites, with or without the words that begin it."""
    assert parse_wish(text) == wish


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("subscribe to Foothills", "when to post"),
        ("alert me when Foothills is over 30 hours", "5 minutes to 24 hours"),
        ("alert me when Foothills is over 2 minutes", "5 minutes to 24 hours"),
        ("alert me when Foothills is over 4 h, at most every 5 minutes", "15 minutes to 24 hours"),
        ("alert me when Foothills is over 4 h, quiet 22:00 to 22:00", "Quiet hours"),
        ("subscribe Foothills daily at 7, quiet 22:00 to 6:00", "are for alerts"),
        ("subscribe Foothills every 5 minutes", "15 minutes"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_an_example(text: str, part: str) -> None:
    """The words say what to write instead."""
    with pytest.raises(SubscriptionRefused, match=part):
        parse_wish(text)


@given(st.text(alphabet="overundr 0123456789hmin.,:<>½Fothilsq", max_size=60))
def test_any_wish_is_understood_or_refused(text: str) -> None:
    """Nothing that people write breaks the parser."""
    with suppress(SubscriptionRefused):
        parse_wish(text)


# ---- The desk -------------------------------------------------------------------------------


class House:
    """A desk on fakes, and the people around it."""

    def __init__(self) -> None:
        self.time = NOON
        self.subscriptions = FakeSubscriptions(outbox=FakeOutbox(), now=self.now)
        self.waits = FakeWaits()
        self.desk = SubscriptionDesk(
            store=self.subscriptions,
            board=self.board,
            now=self.now,
            time_zone=ZONE,
            most_in_channel=3,
        )

    def now(self) -> datetime:
        """The time of tests."""
        return self.time

    async def board(self) -> WaitBoard:
        """Four sites, or those that were read."""
        listed = {FOOTHILLS: 100, ROCKYVIEW: 60, STOLLERY: 30, CHUMIR: 20}
        return await self.waits.record(reading(listed), NOON)

    async def say(
        self,
        text: str,
        *,
        channel: ConversationKey = HERE,
        person: str = "ann",
        is_operator: bool = False,
    ) -> str:
        """What the desk answers to a command."""
        command = parse_command(text)
        assert command is not None
        return await self.desk.handle(command, channel, person, is_operator=is_operator)


@pytest.fixture
def house() -> House:
    """A desk without subscriptions."""
    return House()


async def test_a_digest_is_agreed_in_plain_words(house: House) -> None:
    """What, when, when next, and how to stop it."""
    told = await house.say("subscribe weekdays 7:00 and 15:00, Calgary emergency")
    assert told == (
        "Subscription 1: I will post here on **Calgary emergency departments**, weekdays at 07:00 "
        "and 15:00 (America/Edmonton). Next: 15:00. To stop this, say `unsubscribe 1`; `pause 1` "
        "holds it for a while."
    )
    kept = house.subscriptions.kept[1]
    assert kept.wanted.selection == Selection(regions=("Calgary",), kind=FacilityKind.EMERGENCY)
    assert kept.next_due_at == NOON + timedelta(hours=3)
    assert (kept.wanted.owner, kept.wanted.channel) == ("ann", HERE)


async def test_an_alert_is_agreed_in_plain_words(house: House) -> None:
    """With its distance, quiet hours and the way back."""
    told = await house.say("alert me when Foothills is over 4 hours, quiet 22:00 to 6:00")
    assert told == (
        f"Subscription 1: I will tell you here when **{FOOTHILLS}** is over 4 h, at most every 1 h, "
        "not from 22:00 to 06:00, and when that is over. It takes two readings of the feed in a "
        "row. To stop this, say `unsubscribe 1`; `pause 1` holds it for a while."
    )
    kept = house.subscriptions.kept[1]
    assert kept.next_due_at is None
    assert kept.wanted.selection == Selection(facilities=(1,))


async def test_an_alert_on_a_place_watches_any_of_its_sites(house: House) -> None:
    """Also where there is but one today; several names are told as they are."""
    told = await house.say("alert me when Edmonton emergency is over 4 hours")
    assert "when any of the **Edmonton emergency departments** is over 4 h" in told
    told = await house.say("alert me when emergency departments are over 4 hours")
    assert "when any of the **emergency departments** is over 4 h" in told
    told = await house.say("alert me when Foothills and Rockyview are over 4 hours")
    assert f"when any of **{FOOTHILLS} and {ROCKYVIEW}** is over 4 h" in told


async def test_a_list_shows_no_long_names_of_machines(house: House) -> None:
    """On the page a person and the conversation are one; elsewhere nobody can read an id."""
    browser = "a1d6bbd7c0ffee00a1d6bbd7c0ffee00"
    page = ConversationKey("web", "page", browser)
    await house.say("subscribe daily at 7, Calgary", channel=page, person=browser)
    assert "by" not in (await house.say("my subscriptions", channel=page)).splitlines()[2]
    await house.say("subscribe daily at 7, Calgary", person=browser)
    assert (await house.say("my subscriptions")).splitlines()[2].endswith("; by somebody else here")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("subscribe daily at 7", "Which sites?"),
        ("subscribe daily at 7, Narnia General", "Narnia"),
        ("alert me when the moon is over 4 hours", "moon"),
        ("subscribe", "when to post"),
        ("subscribe weekdays 7:00, Springfield emergency", "Springfield"),
        ("subscribe daily at 7, Kamloops urgent care", "Kamloops"),
        ("subscribe daily at 7, Cranston and Foothills", "Cranston"),
        ("subscribe daily at 7, Foothills and Zyxwvut", "Zyxwvut"),
        ("subscribe daily at 7, Edmonton urgent care", "There are no Edmonton urgent care centres"),
    ],
)
async def test_what_cannot_be_agreed_is_answered_with_an_example(
    house: House, text: str, part: str
) -> None:
    """And nothing is kept."""
    told = await house.say(text)
    assert part in told
    assert house.subscriptions.kept == {}


async def test_what_is_left_out_is_not_posted(house: House) -> None:
    """The opposite would be worse than nothing."""
    await house.say("subscribe daily at 7, Calgary emergency except Foothills")
    kept = house.subscriptions.kept[1].wanted.selection
    names = {wait.facility.id: wait.facility.name for wait in (await house.board()).waits}
    assert [names[one] for one in kept.facilities] == [ROCKYVIEW]


async def test_an_alert_watches_few_sites(house: House) -> None:
    """More of them would post all day."""
    calgary = reading({FOOTHILLS: 60}).waits[0]
    many = FeedReading(
        tuple(
            replace(calgary, name=f"Hospital {name}")
            for name in "Abel Bern Cole Dunn Eve Finn Gale Hill Ives Jay Kent Long Moss Nash Orr Park".split()
        )
    )
    await house.waits.record(many, NOON + timedelta(minutes=5))
    told = await house.say("alert me when Calgary emergency is over 4 hours")
    assert "up to 15 sites, and these are 16" in told


async def test_where_nothing_can_be_posted_nothing_is_promised(house: House) -> None:
    """A chat in a terminal beside the desk, say; what is there can still be listed."""
    house.desk = SubscriptionDesk(
        store=house.subscriptions,
        board=house.board,
        now=house.now,
        time_zone=ZONE,
        most_in_channel=3,
        platforms={"web"},
    )
    told = await house.say("subscribe daily at 7, Calgary")
    assert told.startswith("Nothing can be posted here")
    assert house.subscriptions.kept == {}
    assert "Nothing is posted here." in await house.say("my subscriptions")


async def test_a_channel_has_a_limit(house: House) -> None:
    """A busy channel is no use to anybody."""
    for _ in range(3):
        await house.say("subscribe daily at 7, Calgary")
    told = await house.say("subscribe daily at 7, Calgary")
    assert told == "This channel has 3 subscriptions already."


async def test_a_list_shows_number_words_state_and_owner(house: House) -> None:
    """Of this channel only."""
    await house.say("subscribe daily at 7, Calgary")
    await house.say("alert me when Foothills is over 4 h", person="bob")
    await house.say("subscribe daily at 8, Edmonton", channel=THERE)
    await house.say("pause 1")
    lines = (await house.say("my subscriptions")).splitlines()
    assert lines[2:4] == [
        "- **1** subscribe daily at 7, Calgary: every day at 07:00; paused; by you",
        "- **2** alert me when Foothills is over 4 h: at most every 1 h; watching; by somebody else here",
    ]
    assert "Edmonton" not in "\n".join(lines)


async def test_an_empty_list_says_how_to_begin(house: House) -> None:
    """With an example."""
    assert "subscribe weekdays" in await house.say("subscriptions")


async def test_anyone_in_the_channel_may_pause_and_resume(house: House) -> None:
    """A noisy bot must be stoppable."""
    await house.say("subscribe daily at 7, Calgary")
    await house.say("pause 1", person="bob")
    assert house.subscriptions.kept[1].paused_at == NOON
    assert "paused already" in await house.say("pause 1", person="bob")
    house.time += timedelta(days=3)
    told = await house.say("resume 1", person="bob")
    assert told == "Subscription 1 goes on. Next: Sat 4 Apr, 07:00."
    assert "is not paused" in await house.say("resume 1")


async def test_only_the_owner_or_an_operator_removes(house: House) -> None:
    """Others are told what they can do."""
    await house.say("subscribe daily at 7, Calgary")
    await house.say("subscribe daily at 8, Calgary")
    assert "`pause 1`" in await house.say("unsubscribe 1", person="bob")
    assert len(house.subscriptions.kept) == 2
    await house.say("unsubscribe 1", person="ann")
    await house.say("unsubscribe 2", person="bob", is_operator=True)
    assert house.subscriptions.kept == {}


async def test_nobody_owns_what_an_operator_made(house: House) -> None:
    """A person whom the platform does not name is not the same as no person."""
    await house.say("subscribe daily at 7, Calgary", person="", is_operator=True)
    await house.say("unsubscribe 1", person="")
    assert len(house.subscriptions.kept) == 1


async def test_unsubscribe_alone_removes_the_only_one(house: House) -> None:
    """Where there are more it lists them."""
    await house.say("subscribe daily at 7, Calgary")
    await house.say("subscribe daily at 8, Calgary")
    assert "**2**" in await house.say("unsubscribe")
    await house.say("unsubscribe 1")
    assert "is removed" in await house.say("unsubscribe")
    assert house.subscriptions.kept == {}


@pytest.mark.parametrize("text", ["pause 1", "resume 1", "unsubscribe 1", "pause 99"])
async def test_what_another_channel_has_is_not_told(house: House, text: str) -> None:
    """Its number is answered as one that does not exist."""
    await house.say("subscribe daily at 7, Calgary", channel=THERE)
    assert "There is no subscription" in await house.say(text)
    assert len(house.subscriptions.kept) == 1
    assert house.subscriptions.kept[1].paused_at is None


async def test_a_thread_belongs_to_its_channel(house: House) -> None:
    """People answer a post in its thread."""
    await house.say("subscribe daily at 7, Calgary")
    assert "is paused" in await house.say("pause 1", channel=replace(HERE, thread="17"))


async def test_an_operator_manages_all_from_the_command_line(house: House) -> None:
    """There is no channel there: everything is listed, with where it posts."""
    await house.say("subscribe daily at 7, Calgary", channel=THERE)
    nowhere = ConversationKey("", "", "")
    told = await house.say("subscriptions", channel=nowhere, person="", is_operator=True)
    assert "slack/T1/C2" in told
    assert "is paused" in await house.say("pause 1", channel=nowhere, is_operator=True)


async def test_operators_buttons_say_whether_there_is_such_a_one(house: House) -> None:
    """As the status page needs it."""
    await house.say("subscribe daily at 7, Calgary")
    assert [await house.desk.pause(1), await house.desk.pause(2)] == [True, False]
    assert [await house.desk.resume(1), await house.desk.resume(2)] == [True, False]
    assert [await house.desk.remove(1), await house.desk.remove(2)] == [True, False]


async def test_a_wish_is_built_without_being_kept(house: House) -> None:
    """In a time zone of its own, if need be."""
    built = await house.desk.build("daily at 7, Calgary", HERE, "", time_zone="America/Vancouver")
    assert built.time_zone == "America/Vancouver"
    assert house.subscriptions.kept == {}


# ---- What was done --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wish",
    [
        "subscribe daily at 7, Calgary",
        "subscribe daily at 7, Calgary, keep one post",
        "alert me when Foothills is over 4 hours",
        "alert me when Calgary emergency is over 4 hours",
    ],
)
async def test_a_new_subscription_is_told_from_its_answer(house: House, wish: str) -> None:
    """Whatever was agreed."""
    assert read_done(await house.say(wish)) == Done(Deed.MADE, 1)


async def test_what_was_done_is_told_from_the_answers(house: House) -> None:
    """The desk's own sentences: others may be told of them."""
    await house.say("subscribe daily at 7, Calgary")
    await house.say("alert me when Foothills is over 4 hours")
    assert read_done(await house.say("pause 1")) == Done(Deed.PAUSED, 1)
    assert read_done(await house.say("resume 1")) == Done(Deed.RESUMED, 1)
    await house.say("pause 2")
    assert read_done(await house.say("resume 2")) == Done(Deed.RESUMED, 2)
    assert read_done(await house.say("unsubscribe 1")) == Done(Deed.REMOVED, 1)
    assert read_done(await house.say("unsubscribe")) == Done(Deed.REMOVED, 2)


async def test_what_was_not_done_is_told_from_the_answers(house: House) -> None:
    """Refusals and lists speak of subscriptions too."""
    await house.say("subscribe daily at 7, Calgary")
    orders = ["resume 1", "my subscriptions", "unsubscribe 1", "pause 9", "subscribe"]
    answers = [await house.say(order, person="bob") for order in orders]
    await house.say("pause 1")
    answers.append(await house.say("pause 1"))
    assert [read_done(answer) for answer in answers] == [None] * 6
