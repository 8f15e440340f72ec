"""Microsoft's Agents Playground, run without its page: a Teams that others wrote, to try the desk in.

Tests open a `Playground` before a bot, speak as Ann, who is signed in, and look at what she sees.
It knows nothing of the desk.

What it does not do as Teams does (version 0.2.28), so that nobody looks for it:

- In channels and group chats only what mentions the bot is delivered.
- A thumb (`message/submitAction`) arrives without the id of the message that it is about.
- A message of text and cards is shown as several and gets no id (202), and an update of that kind is
  refused (400), unless its `attachmentLayout` is `carousel`.  Of such a one its page draws the text alone.
- An update takes the thumbs away: it drops `channelData`.
- More than 10 citations are refused (400).  Deleting is refused; so are dialogs of a card's button.
- A stream outside of the personal chat gets 405 for its first piece, and no answer at all for others.
- It checks no tokens, and knows neither 413 nor 429.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from adapters.teams.spot import ChatKind
from tests.e2e.teams.playground_process import running
from tests.e2e.teams.playground_view import Refused, Said, Shown, button, read_refused, read_shown

TENANT = "7e000000-0000-4000-8000-000000000001"
ANN = "29:ann"
BOT = "28:0a1b2c3d-0000-4000-8000-0123456789ab"
BOT_NAME = "frontdesk"
CHATS = {
    ChatKind.PERSONAL: "a:ann-and-frontdesk",
    ChatKind.GROUP: "19:group@thread.v2",
    ChatKind.CHANNEL: "19:general@thread.tacv2",
}
TEAM = "19:harcourt@thread.tacv2"

_SECONDS = 5.0

T = TypeVar("T")


class Playground:
    """A running Playground, and what has been seen in it."""

    def __init__(self, *, url: str, web: aiohttp.ClientSession) -> None:
        self.url = url
        self._web = web
        self._seen: list[Shown] = []
        self._refused: list[Refused] = []
        self._news = asyncio.Condition()

    @property
    def seen(self) -> tuple[Shown, ...]:
        """Everything that appeared or changed before Ann's eyes, in this order."""
        return tuple(self._seen)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The bot's calls that were not taken."""
        return tuple(self._refused)

    async def adds_bot(self, kind: ChatKind = ChatKind.PERSONAL) -> None:
        """Somebody adds the app to a chat: `installationUpdate` and `conversationUpdate`."""
        await self._post(f"/_debug/conversation/{CHATS[kind]}/installation", {})

    async def says(
        self,
        text: str,
        kind: ChatKind = ChatKind.PERSONAL,
        *,
        mention: bool | None = None,
        under: Said | Shown | None = None,
    ) -> Said:
        """Ann writes a message.

        Args:
            text: What she writes.
            kind: Where.
            mention: Whether she mentions the bot first; None: outside of the personal chat only.
            under: A message of the thread that she replies in, in a channel.
        """
        body: dict[str, Any] = {"from": {"id": ANN}, "text": text, "textFormat": "plain"}
        if kind is not ChatKind.PERSONAL if mention is None else mention:
            called = f"<at>{BOT_NAME}</at>"
            body["text"] = f"{called} {text}"
            body["mentions"] = [{"mentioned": {"id": BOT}, "text": called}]
        conversation = under.conversation if under else CHATS[kind]
        kept = await self._post(f"/_conversation/v1/conversations/{conversation}/messages", body)
        return Said(
            id=kept["messageId"], conversation=kept.get("postConversationId") or conversation
        )

    async def rates(self, shown: Shown, reaction: str, feedback: str = "") -> int:
        """Ann presses a thumb, `like` or `dislike`; gives the status of the bot's answer."""
        # The page sends the text as it stands in the box; Teams wraps it in JSON, and so do we.
        value = {"reaction": reaction, "feedback": json.dumps({"feedbackText": feedback})}
        return await self._invoke(
            "message/submitAction",
            {"actionName": "feedback", "actionValue": value},
            shown.conversation,
        )

    async def presses(self, title: str, on: Shown, **filled: str) -> Mapping[str, Any]:
        """Ann presses a card's button, having filled its inputs; gives what the bot answered."""
        action = button(on, title)
        data = {**action.get("data", {}), **filled}
        pressed: dict[str, Any] = {
            "conversation": {"id": on.conversation},
            "from": {"id": ANN},
            "replyToId": on.id,
        }
        if action["type"] == "Action.Submit":
            await self._post("/_conversation/v1/submit", {**pressed, "value": data})
            return {}
        executed: dict[str, Any] = {
            key: action[key] for key in ("type", "id", "verb") if key in action
        }
        value = {"action": {**executed, "data": data}, "trigger": "manual"}
        return await self._post(
            "/_conversation/v1/invoke", {**pressed, "name": "adaptiveCard/action", "value": value}
        )

    async def uses(
        self, step: str, value: Mapping[str, Any], kind: ChatKind = ChatKind.PERSONAL
    ) -> Mapping[str, Any]:
        """Ann uses the message extension; gives the dialog, or what else the bot answered.

        Args:
            step: `fetchTask` opens the dialog, `submitAction` sends it in.
            value: What Teams sends along: `commandId`, `commandContext`, `data`, `messagePayload`.
            kind: Where she is.
        """
        return await self._post(
            "/_conversation/v1/invoke",
            {
                "name": f"composeExtension/{step}",
                "value": dict(value),
                "from": {"id": ANN},
                "conversation": {"id": CHATS[kind]},
            },
        )

    async def delivers(self, activity: Mapping[str, Any]) -> None:
        """Send the bot any activity as it is, without waiting for its answer."""
        await self._post("/_internal/v1/customActivities", dict(activity))

    async def until(
        self, condition: Callable[[Shown], bool], *, seconds: float = _SECONDS
    ) -> Shown:
        """The first thing seen of which the condition holds; waits for it."""
        return await self._wait(lambda: _first(self._seen, condition), seconds)

    async def until_refused(
        self, operation: str, status: int, *, seconds: float = _SECONDS
    ) -> Refused:
        """The first call of this kind that was refused in this way; waits for it."""
        return await self._wait(
            lambda: _first(
                self._refused, lambda one: (one.operation, one.status) == (operation, status)
            ),
            seconds,
        )

    async def until_heard(
        self, condition: Callable[[], bool], *, seconds: float = _SECONDS
    ) -> None:
        """Wait until the bot has heard something; looked at whenever the Playground did anything."""
        await self._wait(lambda: condition() or None, seconds)

    async def answer(self, said: Said, text: str, *, seconds: float = _SECONDS) -> Shown:
        """The message in which the bot's answer stands whole: no stream goes on, the text is in it."""
        return await self.until(
            lambda shown: (
                shown.conversation == said.conversation
                and not shown.is_unfinished
                and text in shown.as_text
            ),
            seconds=seconds,
        )

    def now(self, conversation: str) -> tuple[Shown, ...]:
        """The bot's messages of a chat or thread as they look now."""
        latest = {
            shown.id: shown
            for shown in self._seen
            if shown.conversation == conversation and shown.id
        }
        return tuple(latest.values())

    async def _wait(self, found: Callable[[], T | None], seconds: float) -> T:
        async with asyncio.timeout(seconds), self._news:
            while (it := found()) is None:
                await self._news.wait()
            return it

    async def _invoke(self, name: str, value: Mapping[str, Any], conversation: str) -> int:
        body = {
            "name": name,
            "value": dict(value),
            "from": {"id": ANN},
            "conversation": {"id": conversation},
        }
        async with self._web.post(f"{self.url}/_conversation/v1/invoke", json=body) as response:
            return response.status

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        async with self._web.post(f"{self.url}{path}", json=body) as response:
            text = await response.text()
            assert response.ok, f"The Playground refused {path}: {response.status} {text}"
        read: dict[str, Any] = json.loads(text) if text.startswith("{") else {}
        return read

    async def listen(self) -> list[asyncio.Task[None]]:
        """Look and listen from now on; the tasks end when they are cancelled."""
        return [
            await self._listen("/_ws_conversation/v1/conversations/stream", self._take_shown),
            await self._listen("/_ws/log/stream", self._take_call),
        ]

    async def _listen(
        self, path: str, take: Callable[[dict[str, Any]], None]
    ) -> asyncio.Task[None]:
        socket = await self._web.ws_connect(f"{self.url}{path}")

        async def listen() -> None:
            async for message in socket:
                async with self._news:
                    take(message.json())
                    self._news.notify_all()

        return asyncio.create_task(listen())

    def _take_shown(self, event: dict[str, Any]) -> None:
        self._seen.append(read_shown(event))

    def _take_call(self, event: dict[str, Any]) -> None:
        if refused := read_refused(event):
            self._refused.append(refused)


@asynccontextmanager
async def playground(bot_url: str, folder: Path) -> AsyncIterator[Playground]:
    """A Playground before a bot; what it said is added to the error of a test that fails in it.

    Args:
        bot_url: Where the bot takes activities, `http://127.0.0.1:…/api/messages`.
        folder: Where its settings and its log may lie.
    """
    async with (
        running(bot_url, folder, _settings()) as url,
        aiohttp.ClientSession() as web,
    ):
        opened = Playground(url=url, web=web)
        listening = await opened.listen()
        try:
            yield opened
        finally:
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)


def _first(among: Sequence[T], condition: Callable[[T], bool]) -> T | None:
    return next((one for one in among if condition(one)), None)


def _settings() -> dict[str, Any]:
    """Who and what there is, as `.m365agentsplayground.yml` holds it."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": BOT_NAME},
        "currentUser": _user(ANN, "Ann", 20),
        # It wants five others at least.
        "users": [
            _user(f"29:{name.lower()}", name, number)
            for number, name in enumerate(("Bob", "Priya", "Carla", "Dan", "Eve"), start=21)
        ],
        "personalChat": {"id": CHATS[ChatKind.PERSONAL]},
        "groupChat": {"id": CHATS[ChatKind.GROUP], "name": "Night shift"},
        "team": {
            "id": TEAM,
            "name": "Harcourt Health",
            "aadGroupId": "7e000000-0000-4000-8000-000000000031",
            "channels": [{"id": CHATS[ChatKind.CHANNEL], "name": "Questions"}],
        },
    }


def _user(person: str, name: str, number: int) -> dict[str, str]:
    address = f"{name.lower()}@harcourt.example"
    return {
        "id": person,
        "name": name,
        # The Playground spells it so.
        "userPrincipleName": address,
        "aadObjectId": f"7e000000-0000-4000-8000-0000000000{number}",
        "givenName": name,
        "surname": "Example",
        "email": address,
    }
