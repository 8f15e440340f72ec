"""The message extension: what one person asks or orders without the others, and "Answer this"."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.teams.listening.extension import Extension
from adapters.teams.names import ANSWER_THIS, ASK_COMMAND
from adapters.teams.names import QUESTION as WRITTEN
from adapters.teams.place import read_place
from adapters.teams.taking_in.asking import Asking
from adapters.teams.taking_in.payloads import CommandUse, HeardActivity
from adapters.teams.taking_in.routes import Told
from adapters.teams.taking_in.telling import Teller
from core.domain import Answered, TurnedAway
from tests.e2e.teams.bot_stage import Stage, staged
from tests.local_teams.composing import compose
from tests.local_teams.people import Person
from tests.local_teams.reading import card_as_text
from tests.local_teams.state import STANDARD, Chat, Message
from tests.local_teams.wire import invoke, message_activity

QUESTION = "How do I get a new badge?"
DIGEST = "subscribe weekdays 7:00, all emergency departments"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work; the desk has heard of #general."""
    async with staged() as made:
        await made.bob.says("good morning", made.general)
        await made.quiet()
        yield made


def dialog(person: Person) -> str:
    """What stands in the open dialog."""
    assert person.dialog is not None, person.was_told
    return person.dialog.as_text


def addresses(person: Person) -> list[str]:
    """Where the buttons of the open dialog lead."""
    assert person.dialog is not None
    assert person.dialog.card is not None
    return [one["url"] for one in person.dialog.card["actions"]]


async def chosen(stage: Stage, message: Message) -> str:
    """Let Ann choose "Answer this" on a message; what she reads."""
    await stage.ann.uses(ANSWER_THIS, message)
    return dialog(stage.ann)


def message_of(stage: Stage, chat: Chat) -> Message:
    """A question of Ann that the desk was not told of."""
    message = Message(stage.teams.world.new_id(), chat, stage.ann.id, {})
    composed = compose(QUESTION, stage.teams.world)
    account = stage.ann.account
    message.activity = message_activity(stage.teams.world, message, account, composed)
    return message


# ---- Asking -----------------------------------------------------------------------------


async def test_question_is_asked_in_private(stage: Stage) -> None:
    """In a conversation of its own, which belongs to the person and the chat."""
    await stage.ann.asks(QUESTION, stage.general)
    turn = await stage.asked()
    key = turn.question.conversation
    assert (key.channel, key.thread) == (stage.general.id, f"private:{stage.ann.id}")
    assert read_place(turn.place).is_private
    assert dialog(stage.ann).endswith("I answer you in our own chat.\n[Open our chat]")
    assert addresses(stage.ann) == [
        f"https://teams.microsoft.com/l/chat/0/0?users={stage.teams.bot_id}"
    ]


async def test_private_answer_stands_in_the_personal_chat(stage: Stage) -> None:
    """With what was asked, since nobody has written it there."""
    await stage.ann.asks(QUESTION, stage.general)
    await stage.answered(await stage.asked())
    (answer,) = stage.said(stage.teams.personal(stage.ann))
    assert QUESTION in answer
    assert "A new badge costs CAD 20." in answer
    assert stage.said(stage.general) == []


async def test_question_in_the_personal_chat_belongs_to_it(stage: Stage) -> None:
    """It goes on with what was said there."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("hello", chat)
    await stage.answered(await stage.asked())
    await stage.ann.asks(QUESTION, chat)
    key = (await stage.asked()).question.conversation
    assert (key.channel, key.thread) == (chat.id, "")


async def test_who_has_not_added_the_app_is_told_to(stage: Stage) -> None:
    """In the dialog: nothing could be answered."""
    stage.teams.personal(stage.ann).has_bot = False
    await stage.ann.asks(QUESTION, stage.general)
    assert "open me among your apps, press Add, then ask again" in dialog(stage.ann)
    assert addresses(stage.ann) == [f"https://teams.microsoft.com/l/app/{stage.teams.app_id}"]
    await stage.nothing_asked()


async def test_who_adds_it_then_is_answered(stage: Stage) -> None:
    """As they were told."""
    chat = stage.teams.personal(stage.ann)
    chat.has_bot = False
    await stage.ann.asks(QUESTION, stage.general)
    await stage.ann.installing.adds_app(chat)
    await stage.quiet()
    await stage.ann.asks(QUESTION, stage.general)
    await stage.answered(await stage.asked())
    assert "A new badge costs CAD 20." in stage.said(chat)[-1]


def extension(stage: Stage, *, look_seconds: float) -> Extension:
    """One that does not wait for long."""
    tools = stage.tools
    teller = Teller(calls=tools.calls, references=tools.references, chores=tools.chores)
    asking = Asking(desk=tools.desk, turns=tools.turns, teller=teller)
    return Extension(tools=tools, asking=asking, words={}, look_seconds=look_seconds)


async def sent_in(stage: Stage, *, look_seconds: float) -> str:
    """What Ann reads once she has asked in #general."""
    value = {"commandId": ASK_COMMAND, "data": {WRITTEN: QUESTION}}
    account, name = stage.ann.account, "composeExtension/submitAction"
    heard = HeardActivity.model_validate(
        invoke(stage.teams.world, name, stage.general, account, value)
    )
    use = CommandUse.model_validate(value)
    said = await extension(stage, look_seconds=look_seconds).sent_in(heard, use)
    return said.text if isinstance(said, Told) else card_as_text(dict(said.card))


async def test_where_teams_takes_long_the_question_is_taken_in(stage: Stage) -> None:
    """Its person is told what to do if nothing comes."""
    stage.teams.mischief.slow("create", 0.2)
    told = await sent_in(stage, look_seconds=0.05)
    assert "I answer you in our own chat." in told
    assert "If nothing comes: open me among your apps, press Add" in told
    await stage.answered(await stage.asked())
    assert "A new badge costs CAD 20." in stage.said(stage.teams.personal(stage.ann))[-1]


async def test_who_is_turned_away_meanwhile_is_told_in_the_dialog(stage: Stage) -> None:
    """Not before everybody in the channel."""
    stage.teams.mischief.slow("create", 0.2)
    stage.desk.turns_away = TurnedAway("I am very busy.", is_full=True)
    assert await sent_in(stage, look_seconds=0.05) == "I am very busy."
    await stage.quiet()
    assert stage.said(stage.general) == []


async def test_where_teams_refuses_for_now_that_is_told(stage: Stage) -> None:
    """It is not the person who has to do something."""
    stage.teams.mischief.fail("create", status=400, code="BadArgument")
    assert "does not let me write to you just now" in await sent_in(stage, look_seconds=1)
    await stage.nothing_asked()


async def test_waits_ask_for_wait_times(stage: Stage) -> None:
    """As the command does in Slack."""
    await stage.ann.asks("waits Foothills", stage.general)
    assert (await stage.asked()).question.text == "wait times for Foothills"


async def test_who_is_turned_away_is_told_why(stage: Stage) -> None:
    """In the personal chat."""
    stage.desk.turns_away = TurnedAway("I am very busy.", is_full=True)
    await stage.ann.asks(QUESTION, stage.general)
    await stage.quiet()
    assert stage.said(stage.teams.personal(stage.ann)) == ["I am very busy."]
    assert "told you why" in dialog(stage.ann)


@pytest.mark.feature("Where something fails, people read calm words")
async def test_broken_database_is_told(stage: Stage) -> None:
    """Teams shows nothing else."""
    stage.desk.is_broken = True
    await stage.ann.asks(QUESTION, stage.general)
    assert "I cannot take that in just now" in dialog(stage.ann)


# ---- Orders -----------------------------------------------------------------------------


async def test_subscription_belongs_to_the_channel(stage: Stage) -> None:
    """What is ordered there is posted there, and the channel is told."""
    await stage.ann.asks(DIGEST, stage.general)
    turn = await stage.asked()
    place = read_place(turn.place)
    key = turn.question.conversation
    assert (key.channel, key.thread) == (stage.general.id, "")
    assert place.is_private
    assert place.is_announced


async def test_subscribing_needs_the_desk_in_the_chat(stage: Stage) -> None:
    """It could not post."""
    chat = stage.teams.add_group("Elsewhere", [stage.ann, stage.bob])
    await stage.ann.says("hello", stage.teams.personal(stage.ann))
    await stage.answered(await stage.asked())
    await stage.ann.asks(DIGEST, chat)
    assert "I am not in this chat" in dialog(stage.ann)
    await stage.nothing_asked()


async def test_what_is_asked_between_two_people_is_answered_in_private(stage: Stage) -> None:
    """Teams does not tell where that is; whoever adds the app is answered in their own chat."""
    await stage.ann.opens(ASK_COMMAND, stage.teams.personal(stage.bob), names_chat=False)
    assert "open me among your apps" in dialog(stage.ann)
    own = stage.teams.personal(stage.ann)
    await stage.ann.says("hello", own)
    await stage.answered(await stage.asked())
    await stage.ann.asks(QUESTION, stage.teams.personal(stage.bob), names_chat=False)
    assert "I answer you in our own chat." in dialog(stage.ann)
    turn = await stage.asked()
    assert turn.question.conversation.thread == f"private:{stage.ann.id}"
    await stage.answered(turn)
    assert QUESTION in stage.said(own)[-1]


async def test_between_two_people_nothing_can_be_ordered(stage: Stage) -> None:
    """It could not be posted there."""
    await stage.ann.says("hello", stage.teams.personal(stage.ann))
    await stage.answered(await stage.asked())
    await stage.ann.asks(DIGEST, stage.teams.personal(stage.bob), names_chat=False)
    assert "I am not in this chat" in dialog(stage.ann)
    await stage.nothing_asked()


async def test_a_channel_of_a_known_team_is_known(stage: Stage) -> None:
    """Who is in a team is in its channels, though nothing came from there."""
    general = stage.general.team.channels[0] if stage.general.team else stage.general
    await stage.bob.says("good morning", general)
    await stage.quiet()
    await stage.ann.asks(DIGEST, stage.teams.add_channel("quiet"))
    assert (await stage.asked()).question.text == DIGEST


@pytest.mark.parametrize("word", ["help", "sources", "settings"])
async def test_words_are_answered_in_the_dialog(stage: Stage, word: str) -> None:
    """Nobody else sees them."""
    await stage.ann.asks(word, stage.general)
    assert dialog(stage.ann)
    await stage.nothing_asked()
    assert stage.said(stage.general) == []


async def test_forget_deletes_what_was_asked_privately_there(stage: Stage) -> None:
    """And nothing else."""
    await stage.ann.asks(QUESTION, stage.general)
    await stage.answered(await stage.asked())
    await stage.ann.says("@frontdesk hello", stage.general)
    await stage.answered(await stage.asked())
    await stage.ann.asks("forget", stage.general)
    assert "I have deleted what you asked here privately (2 messages)" in dialog(stage.ann)
    assert len(stage.conversations.kept) == 1


async def test_forget_in_the_personal_chat_deletes_it_whole(stage: Stage) -> None:
    """Nobody else takes part in it."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("hello", chat)
    await stage.answered(await stage.asked())
    await stage.ann.asks("forget", chat)
    assert "all of our conversations here (2 messages)" in dialog(stage.ann)
    assert not stage.conversations.kept


async def test_forgetting_that_fails_is_told(stage: Stage) -> None:
    """Nobody thinks it is gone."""
    stage.conversations.is_broken = True
    await stage.ann.asks("forget", stage.general)
    assert "I cannot take that in just now" in dialog(stage.ann)


# ---- "Answer this" ----------------------------------------------------------------------


async def test_message_is_answered_in_its_thread(stage: Stage) -> None:
    """As if it had mentioned the desk."""
    message = await stage.bob.says(QUESTION, stage.general)
    assert "I answer it in its thread." in await chosen(stage, message)
    turn = await stage.asked()
    assert (turn.question.text, turn.question.conversation.thread) == (QUESTION, message.id)
    assert turn.question.person == stage.ann.id
    assert read_place(turn.place).question_id == message.id


async def test_message_in_a_thread_is_answered_there(stage: Stage) -> None:
    """And opens none of its own."""
    root = await stage.bob.says("Badges", stage.general)
    message = await stage.bob.says(QUESTION, stage.general, root)
    await chosen(stage, message)
    assert (await stage.asked()).question.conversation.thread == root.id


async def test_chosen_twice_is_one_question(stage: Stage) -> None:
    """The second is led to the answer."""
    message = await stage.bob.says(QUESTION, stage.general)
    await chosen(stage, message)
    await stage.answered(await stage.asked())
    assert "answered already" in await chosen(stage, message)
    await stage.nothing_asked()


async def test_answered_mention_leads_to_the_answer(stage: Stage) -> None:
    """It is the same question."""
    message = await stage.bob.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    assert "answered already" in await chosen(stage, message)


async def test_author_goes_on_without_a_mention(stage: Stage) -> None:
    """It was their question that was answered."""
    message = await stage.bob.says(QUESTION, stage.general)
    await stage.quiet()
    await chosen(stage, message)
    await stage.answered(await stage.asked(), Answered("CAD 20.", author="quoted"))
    await stage.bob.says("the blue one", stage.general, message)
    assert (await stage.asked()).question.text == "the blue one"


async def test_own_message_gets_a_reason(stage: Stage) -> None:
    """The desk does not answer itself."""
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    assert "I wrote that myself" in await chosen(stage, stage.last(stage.general))
    await stage.nothing_asked()


async def test_message_without_text_gets_a_reason(stage: Stage) -> None:
    """There is nothing to answer."""
    message = await stage.bob.says("@frontdesk", stage.general)
    await stage.asked()
    assert "no text in that message" in await chosen(stage, message)


async def test_message_where_the_desk_is_not_is_answered_privately(stage: Stage) -> None:
    """Its person reads the answer in their own chat."""
    await stage.ann.says("hello", stage.teams.personal(stage.ann))
    await stage.answered(await stage.asked())
    chat = stage.teams.add_group("Elsewhere", [stage.ann, stage.bob])
    chat.has_bot = False
    message = await stage.bob.says(QUESTION, chat)
    assert "I cannot post there" in await chosen(stage, message)
    turn = await stage.asked()
    assert turn.question.conversation.thread == f"private:{stage.ann.id}"
    assert read_place(turn.place).is_private


async def test_channel_that_was_never_heard_of_is_answered_in(stage: Stage) -> None:
    """The desk is in its team, whichever channel it was added through."""
    channel = stage.teams.add_channel("waits")
    await stage.ann.uses(ANSWER_THIS, channel.add(message_of(stage, channel)))
    assert dialog(stage.ann) == "I answer it in its thread."
    turn = await stage.asked()
    assert (turn.question.conversation.channel, read_place(turn.place).is_private) == (
        channel.id,
        False,
    )


@pytest.mark.parametrize("is_told", [True, False])
async def test_private_channel_is_answered_privately(stage: Stage, *, is_told: bool) -> None:
    """The desk is in its team and not in it; where Teams does not tell so, the first refusal does."""
    await stage.ann.says("hello", stage.teams.personal(stage.ann))
    await stage.answered(await stage.asked())
    channel = await stage.ann.installing.opens_private_channel("salaries", "Harcourt Health")
    message = channel.add(message_of(stage, channel))
    if not is_told:
        channel.channel_type = STANDARD
        await stage.tools.references.retire(channel.tenant, channel.id)
    assert "I cannot post there" in await chosen(stage, message)
    assert read_place((await stage.asked()).place).is_private


async def test_who_chose_it_without_having_added_the_app_is_told_to(stage: Stage) -> None:
    """Where the desk is not either."""
    chat = stage.teams.add_group("Elsewhere", [stage.ann, stage.bob])
    await stage.ann.says("hello", stage.teams.personal(stage.ann))
    await stage.answered(await stage.asked())
    await stage.ann.installing.removes_app(stage.teams.personal(stage.ann))
    await stage.quiet()
    chat.has_bot = False
    message = await stage.bob.says(QUESTION, chat)
    assert "open me among" in await chosen(stage, message)
    await stage.nothing_asked()


# ---- What is said of a channel elsewhere ------------------------------------------------


async def test_a_channel_is_called_by_its_name(stage: Stage) -> None:
    """Teams is asked once for those of the team: activities do not tell them."""
    help_desk = stage.teams.add_channel("help-desk")
    for chat in (stage.general, help_desk, help_desk):
        await stage.ann.asks(QUESTION, chat)
        await stage.answered(await stage.asked())
    first, second, third = stage.said(stage.teams.personal(stage.ann))
    assert first.startswith(f"You asked in #general: {QUESTION}\n")
    assert second.startswith(f"You asked in #help-desk: {QUESTION}\n")
    assert third.startswith(f"You asked in #help-desk: {QUESTION}\n")
    assert sum(call.operation == "channels" for call in stage.teams.calls) == 2


async def test_where_teams_does_not_tell_the_name_the_answer_comes(stage: Stage) -> None:
    """And it is not asked again for each."""
    stage.teams.mischief.fail("channels", status=403, code="Forbidden", times=9)
    for _ in range(2):
        await stage.ann.asks(QUESTION, stage.general)
        await stage.answered(await stage.asked())
    for said in stage.said(stage.teams.personal(stage.ann)):
        assert said.startswith(f"You asked in the channel: {QUESTION}\n")
    assert sum(call.operation == "channels" for call in stage.teams.calls) == 1


async def test_an_order_for_a_channel_says_which_is_here(stage: Stage) -> None:
    """Its answer speaks as if it stood there."""
    await stage.ann.asks("unsubscribe 1", stage.general)
    await stage.answered(await stage.asked())
    (said,) = stage.said(stage.teams.personal(stage.ann))
    assert "This is about #general: “here” means that channel." in said
    assert "say there to @frontdesk" in said
