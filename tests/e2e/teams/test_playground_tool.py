"""The Agents Playground as the tests use it, before a small bot that answers whatever it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, Attachment, Entity

from adapters.teams.names import ASK_COMMAND, ROUTE
from adapters.teams.spot import ChatKind
from tests.e2e.teams.playground import ANN, BOT, BOT_NAME, CHATS, Playground, playground
from tests.e2e.teams.playground_view import Happening
from tests.node_tools import FOLDER

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Was it enough?"}],
    "actions": [
        {"type": "Action.Submit", "title": "Ask a person", "data": {"frontdesk": "ask_person"}},
        {"type": "Action.Execute", "title": "Stop", "verb": "stop", "data": {"turn": "7"}},
    ],
}


class AnyEntity(Entity):
    """An entity of which everything is sent; botbuilder sends but the type of its own."""

    _attribute_map: ClassVar = {
        "additional_properties": {"key": "", "type": "{object}"},
        "type": {"key": "type", "type": "str"},
    }


def entity(kind: str, **values: Any) -> AnyEntity:
    return AnyEntity(type=kind, additional_properties=values)


def stream(text: str, number: int, kind: str, stream_id: str = "") -> Activity:
    """A piece of a stream; the last one is a message."""
    info: dict[str, Any] = {"streamType": kind, **({"streamId": stream_id} if stream_id else {})}
    if kind != "final":
        info["streamSequence"] = number
    return Activity(
        type="message" if kind == "final" else "typing",
        text=text,
        entities=[entity("streaminfo", **info)],
    )


def cited(text: str) -> Activity:
    """An answer with a source, thumbs and a card."""
    source = {
        "@type": "Claim",
        "position": 1,
        "appearance": {
            "@type": "DigitalDocument",
            "name": "Badges",
            "url": "https://intranet.example.org/badges",
            "abstract": "A lost badge costs CAD 20.",
        },
    }
    said = entity(
        "https://schema.org/Message", additionalType=["AIGeneratedContent"], citation=[source]
    )
    card = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=CARD)
    return Activity(
        type="message",
        text=text,
        entities=[said],
        attachments=[card],
        channel_data={"feedbackLoop": {"type": "default"}},
    )


def invoke_response(name: str) -> Activity:
    """Tells whoever pressed a button, or opens a dialog."""
    # botbuilder's own response to a card takes nothing but an object as its value.
    body = entity("application/vnd.microsoft.activity.message", statusCode=200, value="Stopped.")
    if name == "composeExtension/fetchTask":
        dialog = {"title": "Ask privately", "card": {"content": CARD}}
        body = entity("", task={"type": "continue", "value": dialog})
    return Activity(type="invokeResponse", value=InvokeResponse(status=200, body=body))


class EchoBot:
    """Streams in personal chats, answers at once elsewhere, and remembers what reached it."""

    def __init__(self) -> None:
        self.heard: list[Activity] = []

    async def on_turn(self, context: TurnContext) -> None:
        """Take one activity."""
        activity = context.activity
        self.heard.append(activity)
        if activity.type == "invoke":
            await context.send_activity(invoke_response(activity.name))
        elif activity.type == "message" and activity.text:
            await self._answer(context, activity.text.removeprefix(f"<at>{BOT_NAME}</at> "))

    async def _answer(self, context: TurnContext, text: str) -> None:
        if "stream" not in text:
            await context.send_activity(Activity(type="typing"))
            await context.send_activity(cited(f"You said {text} [1]"))
            return
        first = await context.send_activity(stream("Looking …", 1, "informative"))
        await context.send_activity(stream("You", 2, "streaming", first.id))
        await context.send_activity(stream(f"You said {text}", 3, "final", first.id))


@asynccontextmanager
async def served(bot: EchoBot) -> AsyncIterator[str]:
    """Where the bot takes activities; nobody has to prove anything."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication({}))

    async def complain(context: TurnContext, error: Exception) -> None:
        """What went wrong is seen among the refused calls."""

    adapter.on_turn_error = complain

    async def take(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, bot) or web.Response()

    app = web.Application()
    app.router.add_post(ROUTE, take)
    async with TestServer(app) as server:
        yield str(server.make_url(ROUTE))


@pytest.fixture
def bot() -> EchoBot:
    """The bot."""
    return EchoBot()


@pytest.fixture
async def teams(bot: EchoBot, tmp_path: Path) -> AsyncIterator[Playground]:
    """The Playground before it."""
    async with served(bot) as url, playground(url, tmp_path) as opened:
        yield opened


async def test_a_stream_is_seen_growing(teams: Playground) -> None:
    """Ann sees what is being done, then pieces, then the whole, in one message."""
    said = await teams.says("stream it")
    answer = await teams.answer(said, "You said stream it")
    pieces = [shown for shown in teams.seen if shown.id == answer.id]
    assert [(shown.stream_kind, shown.text) for shown in pieces] == [
        ("informative", "Looking …"),
        ("streaming", "You"),
        ("final", "You said stream it"),
    ]
    assert teams.now(said.conversation) == (answer,)


async def test_a_channel_takes_no_stream(teams: Playground) -> None:
    """It refuses the first piece, as Teams does."""
    await teams.says("stream it", ChatKind.CHANNEL)
    await teams.until_refused("typing", 405)
    assert all(not shown.stream for shown in teams.seen)


async def test_an_answer_in_a_channel_stands_in_its_thread(teams: Playground) -> None:
    """With its label and its source; Ann sees that it is being written."""
    said = await teams.says("badges", ChatKind.CHANNEL)
    answer = await teams.answer(said, "You said badges [1]")
    assert answer.is_ai
    assert answer.sources == ((1, "Badges", "https://intranet.example.org/badges"),)
    assert answer.takes_feedback
    typed = teams.seen[0]
    assert (typed.what, typed.conversation) == (Happening.TYPING, said.conversation)
    assert teams.refused == ()


async def test_a_reply_stays_in_the_thread(teams: Playground, bot: EchoBot) -> None:
    """The bot hears the thread's root in the id of the conversation."""
    said = await teams.says("badges", ChatKind.CHANNEL)
    reply = await teams.says("and keys", ChatKind.CHANNEL, under=said)
    answer = await teams.answer(reply, "You said and keys")
    assert answer.conversation == said.conversation
    assert said.conversation.endswith(f";messageid={said.id}")
    assert bot.heard[-1].conversation.id == said.conversation


async def test_a_mention_reaches_the_bot_as_in_teams(teams: Playground, bot: EchoBot) -> None:
    """As an entity, and marked in the text."""
    said = await teams.says("badges", ChatKind.GROUP)
    await teams.answer(said, "You said badges")
    heard = bot.heard[-1]
    assert heard.text == "<at>frontdesk</at> badges"
    assert heard.entities[0].additional_properties["mentioned"]["id"] == BOT
    assert (heard.conversation.conversation_type, heard.from_property.id) == ("groupChat", ANN)


async def test_a_thumb_reaches_the_bot(teams: Playground, bot: EchoBot) -> None:
    """As the invoke that it has to answer."""
    answer = await teams.answer(await teams.says("badges"), "You said badges")
    assert await teams.rates(answer, "dislike", "Too short") == 200
    heard = bot.heard[-1]
    assert heard.name == "message/submitAction"
    assert heard.value["actionValue"]["reaction"] == "dislike"


async def test_a_button_that_submits_sends_its_data(teams: Playground, bot: EchoBot) -> None:
    """As a message without a text, which replies to the card's."""
    card = await teams.answer(await teams.says("badges"), "Was it enough?")
    await teams.presses("Ask a person", card)
    await teams.until_heard(lambda: bot.heard[-1].value is not None)
    assert bot.heard[-1].value == {"frontdesk": "ask_person"}
    assert bot.heard[-1].reply_to_id == card.id


async def test_a_button_that_executes_is_answered(teams: Playground, bot: EchoBot) -> None:
    """What the bot answers comes back to Ann."""
    card = await teams.answer(await teams.says("badges"), "Was it enough?")
    answered = await teams.presses("Stop", card)
    assert answered["value"] == "Stopped."
    assert bot.heard[-1].value["action"]["verb"] == "stop"


async def test_adding_the_app_reaches_the_bot(teams: Playground, bot: EchoBot) -> None:
    """In both ways in which Teams tells it."""
    await teams.adds_bot(ChatKind.CHANNEL)
    await teams.until_heard(lambda: len(bot.heard) == 2)
    assert {heard.type for heard in bot.heard} == {"installationUpdate", "conversationUpdate"}


async def test_the_extension_opens_a_dialog(teams: Playground, bot: EchoBot) -> None:
    """And the bot hears where Ann is."""
    opened = await teams.uses("fetchTask", {"commandId": ASK_COMMAND}, ChatKind.GROUP)
    assert opened["task"]["value"]["title"] == "Ask privately"
    assert bot.heard[-1].value == {"commandId": ASK_COMMAND}
    assert bot.heard[-1].conversation.conversation_type == "groupChat"


async def test_what_the_bot_posts_of_itself_opens_a_thread(teams: Playground) -> None:
    """In the channel that it posts to."""
    channel = CHATS[ChatKind.CHANNEL]
    async with (
        ClientSession() as bot,
        bot.post(
            f"{teams.url}/_connector/v3/conversations/{channel}/activities",
            json={"type": "message", "text": "Kestrel: 95 minutes"},
        ) as response,
    ):
        posted = (await response.json())["id"]
    shown = await teams.until(lambda shown: shown.text == "Kestrel: 95 minutes")
    assert (shown.id, shown.conversation) == (posted, f"{channel};messageid={posted}")


async def test_a_failing_test_tells_what_the_playground_said(bot: EchoBot, tmp_path: Path) -> None:
    """Its log is added to the error."""
    with pytest.raises(LookupError) as failed:
        async with served(bot) as url, playground(url, tmp_path):
            raise LookupError
    assert "Listening on" in "".join(failed.value.__notes__)


def test_what_comes_from_npm_is_locked_without_addresses() -> None:
    """So that it is fetched from whichever registry a machine is set to use."""
    locked = (FOLDER / "package-lock.json").read_text("utf-8")
    assert '"integrity"' in locked
    assert "resolved" not in locked
