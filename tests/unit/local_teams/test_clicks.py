"""What people press, rate, ask and fill in reaches the bot, and its answers are seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.local_teams.interactions import FAILED
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Json
from tests.unit.local_teams.tiny_bot import TinyBot, dialog_answer, with_card

LINE: Json = {"type": "Input.Text", "id": "question", "label": "Your question", "isRequired": True}
SEND: Json = {"type": "Action.Submit", "title": "Send", "data": {"frontdesk": "save"}}
EXECUTE: Json = {"type": "Action.Execute", "title": "Go", "verb": "go", "data": {"a": 1}}


def submit(title: str, **data: Any) -> Json:
    """A button that sends."""
    return {"type": "Action.Submit", "title": title, "data": data}


@pytest.fixture
def chat(teams: LocalTeams) -> Chat:
    return teams.chat("dm Ann")


async def test_submit(teams: LocalTeams, bot: TinyBot) -> None:
    """A button's data comes as a message without text, from the thread where it stands."""
    channel = teams.chat("#general")
    root = await teams.person("ann").says("Hello", channel)
    card = with_card({"type": "TextBlock", "text": "Done?"}, actions=[submit("Yes", turn="t1")])
    message = await bot.says(channel, "", root, **card)
    await teams.person("bob").presses("Yes", message)
    await teams.settled()
    got = bot.last
    assert (got["type"], got["value"], got["replyToId"]) == ("message", {"turn": "t1"}, message.id)
    assert "text" not in got
    assert got["conversation"]["id"].endswith(f";messageid={root.id}")
    assert got["from"]["id"] == teams.person("bob").id


async def test_submit_with_inputs(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """What is filled into the card goes with the button's data."""
    choice: Json = {
        "type": "Input.ChoiceSet",
        "id": "size",
        "choices": [{"title": "Big", "value": "b"}, {"title": "Small", "value": "s"}],
        "value": "s",
    }
    message = await bot.says(chat, **with_card(LINE, choice, actions=[SEND]))
    await teams.person("ann").presses("Send", message, {"Your question": "Why?", "size": "Big"})
    await teams.settled()
    assert bot.last["value"] == {"frontdesk": "save", "question": "Why?", "size": "b"}


async def test_required_input(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """Teams sends nothing while something required is missing."""
    message = await bot.says(chat, **with_card(LINE, actions=[SEND]))
    with pytest.raises(ValueError, match="question"):
        await teams.person("ann").presses("Send", message)


async def test_no_such_button(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A button that is not there cannot be pressed; those that are, are told."""
    message = await bot.says(chat, **with_card(LINE, actions=[SEND]))
    with pytest.raises(ValueError, match="Send"):
        await teams.person("ann").presses("Stop", message)


async def test_open_url(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A link opens for the person; the bot hears nothing."""
    action: Json = {"type": "Action.OpenUrl", "title": "Page", "url": "https://x.example/"}
    message = await bot.says(chat, **with_card({"type": "ActionSet", "actions": [action]}))
    await teams.person("ann").presses("Page", message)
    assert teams.person("ann").opened == ["https://x.example/"]
    assert bot.got == []


async def test_suggested_action(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A suggested question is said by the person; in groups none is shown."""
    actions = [{"type": "imBack", "title": "Hours?", "value": "When do you open?"}]
    message = await bot.says(chat, "Hi", suggestedActions={"actions": actions})
    said = await teams.person("ann").presses("Hours?", message)
    assert said is not None
    assert said.text == "When do you open?"
    group = teams.add_group("Lunch", [teams.person("ann")])
    message = await bot.says(group, "Hi", suggestedActions={"actions": actions})
    with pytest.raises(ValueError, match="no button"):
        await teams.person("ann").presses("Hours?", message)


async def test_im_back_and_message_back(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """Buttons may say something for the person, or say something only to the bot."""
    back = submit("A", msteams={"type": "imBack", "value": "Hello"})
    teams_data = {"type": "messageBack", "text": "hidden", "value": {"k": 1}}
    message = await bot.says(
        chat, **with_card(LINE, actions=[back, submit("B", msteams=teams_data)])
    )
    ann = teams.person("ann")
    await ann.presses("A", message, {"question": "x"})
    await ann.presses("B", message, {"question": "x"})
    await teams.settled()
    assert [one.text for one in chat.messages[1:]] == ["Hello"]
    assert (bot.last["text"], bot.last["value"]) == ("hidden", {"k": 1})


async def test_execute_that_says(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """An Execute is an invoke; its answer may be words for whoever pressed."""
    message = await bot.says(
        chat, **with_card({"type": "TextBlock", "text": "x"}, actions=[EXECUTE])
    )
    kind = "application/vnd.microsoft.activity.message"
    bot.answers["adaptiveCard/action"] = {"statusCode": 200, "type": kind, "value": "Gone."}
    await teams.person("ann").presses("Go", message)
    assert bot.last["value"]["action"] == {
        "type": "Action.Execute",
        "verb": "go",
        "data": {"a": 1},
    }
    assert teams.person("ann").was_told == ["Gone."]


async def test_execute_that_draws(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """It may be a card instead, which stands in the old one's place."""
    message = await bot.says(
        chat, **with_card({"type": "TextBlock", "text": "x"}, actions=[EXECUTE])
    )
    card = with_card({"type": "TextBlock", "text": "New"})["attachments"][0]
    answer = {"statusCode": 200, "type": card["contentType"], "value": card["content"]}
    bot.answers["adaptiveCard/action"] = answer
    await teams.person("ann").presses("Go", message)
    assert teams.seen(chat) == ["frontdesk: New"]


async def test_execute_without_sense(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """An answer of no known type is the bot's fault."""
    message = await bot.says(
        chat, **with_card({"type": "TextBlock", "text": "x"}, actions=[EXECUTE])
    )
    bot.answers["adaptiveCard/action"] = {"statusCode": 200, "type": "other", "value": "x"}
    with pytest.raises(ValueError, match="no sense"):
        await teams.person("ann").presses("Go", message)


async def test_failed_click(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """Where the bot fails, the person is told what Teams says then, and nothing is repeated."""
    message = await bot.says(
        chat, **with_card({"type": "TextBlock", "text": "x"}, actions=[EXECUTE])
    )
    bot.statuses = [500]
    await teams.person("ann").presses("Go", message)
    assert teams.person("ann").was_told == [FAILED]
    assert len(bot.got) == 1


async def test_dialog(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A button opens a dialog; it is filled in, sent, and closes."""
    opens = submit("Settings", msteams={"type": "task/fetch"}, frontdesk="open")
    message = await bot.says(chat, **with_card({"type": "TextBlock", "text": "x"}, actions=[opens]))
    bot.answers["task/fetch"] = dialog_answer(LINE, actions=[SEND])
    ann = teams.person("ann")
    await ann.presses("Settings", message)
    assert bot.last["value"]["data"] == {"msteams": {"type": "task/fetch"}, "frontdesk": "open"}
    assert bot.last["replyToId"] == message.id
    assert ann.dialog is not None
    assert ann.dialog.as_text == "Settings\nYour question: []\n[Send]"
    await ann.fills({"question": "Why?"})
    assert (bot.last["name"], bot.last["value"]["data"]) == (
        "task/submit",
        {"frontdesk": "save", "question": "Why?"},
    )
    assert ann.dialog is None


async def test_dialog_that_answers(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """What is sent in may be answered with words, which stand in the dialog's place."""
    ann = teams.person("ann")
    bot.answers["composeExtension/fetchTask"] = dialog_answer(LINE, actions=[SEND], title="Ask")
    bot.answers["composeExtension/submitAction"] = {"task": {"type": "message", "value": "At 9."}}
    await ann.asks("When?", chat)
    assert ann.dialog is not None
    assert ann.dialog.as_text == "At 9."
    value = bot.last["value"]
    assert (value["commandId"], value["commandContext"]) == ("ask", "compose")
    assert value["data"] == {"frontdesk": "save", "question": "When?"}
    with pytest.raises(ValueError, match="no dialog"):
        await ann.fills({})
    await ann.closes()
    assert ann.dialog is None


async def test_command_on_a_message(teams: LocalTeams, bot: TinyBot) -> None:
    """A command in a message's menu is told of the message."""
    channel = teams.chat("#general")
    message = await teams.person("bob").says("@frontdesk is <lunch> on?", channel)
    await teams.settled()
    bot.answers["composeExtension/fetchTask"] = dialog_answer({"type": "TextBlock", "text": "Yes"})
    ann = teams.person("ann")
    await ann.uses("answer_this", message)
    payload = bot.last["value"]["messagePayload"]
    assert bot.last["value"]["commandContext"] == "message"
    assert payload["id"] == message.id
    assert payload["body"]["content"] == '<p><at id="0">frontdesk</at> is &lt;lunch&gt; on?</p>'
    assert payload["mentions"][0]["mentioned"]["application"]["id"] == teams.app_id
    assert payload["from"]["user"]["displayName"] == "Bob"
    assert ann.dialog is not None


async def test_command_without_a_dialog(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """The command to ask has to open a dialog with a line."""
    with pytest.raises(ValueError, match="no dialog"):
        await teams.person("ann").asks("When?", chat)


async def test_composed_card(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """An extension may put a card into the composer."""
    card = with_card({"type": "TextBlock", "text": "x"})["attachments"]
    bot.answers["composeExtension/fetchTask"] = {
        "composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": card}
    }
    ann = teams.person("ann")
    await ann.opens("ask", chat)
    assert ann.composed == [card[0]["content"]]


@pytest.mark.parametrize(
    "answer",
    [
        {"tasks": {}},
        {"task": {"type": "other"}},
        {"task": {"type": "message", "value": {}}},
        {"task": {"type": "continue", "value": {"title": "x", "url": "https://x.example"}}},
        dialog_answer({"type": "TextBlock"}),
        dialog_answer({"type": "TextBlock", "text": "x"}, title=""),
        {"composeExtension": {"type": "result"}},
        "text",
    ],
)
async def test_dialogs_that_make_no_sense(
    teams: LocalTeams, bot: TinyBot, chat: Chat, answer: Any
) -> None:
    """What Teams would show an error for raises here, with the reason."""
    bot.answers["composeExtension/fetchTask"] = answer
    with pytest.raises(ValueError, match=r"."):
        await teams.person("ann").opens("ask", chat)


async def test_thumbs(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A thumb comes as an invoke with what was written."""
    message = await bot.says(chat, "At 9.", channelData={"feedbackLoop": {"type": "default"}})
    await teams.person("ann").rates(message, "dislike", 'It is "10"')
    given = bot.last["value"]["actionValue"]
    assert (bot.last["name"], bot.last["replyToId"]) == ("message/submitAction", message.id)
    assert given["reaction"] == "dislike"
    assert json.loads(given["feedback"]) == {"feedbackText": 'It is "10"'}
    assert message.reactions == {teams.person("ann").id: "dislike"}


async def test_no_thumbs(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """Where none are shown, none can be pressed."""
    message = await bot.says(chat, "Hi")
    with pytest.raises(ValueError, match="No thumbs"):
        await teams.person("ann").rates(message, "like")
