"""The smallest bot there is: it keeps what it is sent, answers what it is told to, and calls.

The tests of the local Teams use it, so that nothing of ours stands on both sides.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote

import aiohttp
from aiohttp import web

from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Json, Message

SCOPE = "https://api.botframework.com/.default"


@dataclass(slots=True)
class TinyBot:
    """To be used with `async with`."""

    teams: LocalTeams
    got: list[Json] = field(default_factory=list)
    """Every activity, oldest first."""
    tokens: list[str] = field(default_factory=list)
    """What each carried as its token."""
    answers: dict[str, Any] = field(default_factory=dict)
    """What it answers to invokes, by their name."""
    statuses: list[int] = field(default_factory=list)
    """What it answers next; empty: 200."""
    token: str = ""
    client: Any = None
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        """Listen, be connected, and fetch a token."""
        application = web.Application()
        application.router.add_post("/api/messages", self._take)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.teams.connect(f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages")
        self.client = await self._open.enter_async_context(aiohttp.ClientSession())
        _, answer = await self.asks_for_token()
        self.token = answer["access_token"]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        await self._open.aclose()

    @property
    def last(self) -> Json:
        """What it was sent last."""
        return self.got[-1]

    async def asks_for_token(self, **changes: str) -> tuple[int, Any]:
        """Ask for a token; what is changed to nothing is left out."""
        teams = self.teams
        form = {
            "grant_type": "client_credentials",
            "client_id": teams.app_id,
            "client_secret": teams.app_password,
            "scope": SCOPE,
            **changes,
        }
        tenant = form.pop("tenant", teams.tenant_id)
        url = f"{teams.login_url}/{tenant}/oauth2/v2.0/token"
        wanted = {name: value for name, value in form.items() if value}
        async with self.client.post(url, data=wanted) as response:
            return response.status, await response.json()

    async def calls(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Call the connector; returns the status and what it answered."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = f"{self.teams.service_url}v3/{path}"
        async with self.client.request(method, url, json=body, headers=headers) as response:
            text = await response.text()
            return response.status, await response.json() if text else None

    async def says(
        self, chat: Chat, text: str = "", under: Message | None = None, **more: Any
    ) -> Message:
        """Send a message that Teams takes."""
        status, answer = await self.sends(chat, text, under, **more)
        assert status == 201, answer
        message = chat.message(answer["id"])
        assert message is not None
        return message

    async def sends(
        self, chat: Chat, text: str = "", under: Message | None = None, **more: Any
    ) -> tuple[int, Any]:
        """Send a message that Teams may refuse."""
        activity = {"type": "message", "text": text, **more}
        return await self.calls("POST", f"{path_of(chat, under)}/activities", activity)

    async def streams(self, chat: Chat, text: str, sequence: int, **info: Any) -> tuple[int, Any]:
        """Send a piece of a stream; sequence 0 is the last."""
        entity: Json = {"type": "streaminfo", "streamType": "streaming", **info}
        if sequence:
            entity["streamSequence"] = sequence
        else:
            entity["streamType"] = "final"
        kind = "typing" if sequence else "message"
        return await self.sends(chat, text, type=kind, entities=[entity])

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.got.append(activity)
        self.tokens.append(request.headers.get("Authorization", "").removeprefix("Bearer "))
        status = self.statuses.pop(0) if self.statuses else 200
        answer = self.answers.get(activity.get("name", ""))
        return (
            web.Response(status=status)
            if answer is None
            else web.json_response(answer, status=status)
        )


def path_of(chat: Chat, under: Message | None = None) -> str:
    """The path of a conversation, or of a thread."""
    name = f"{chat.id};messageid={under.id}" if under is not None else chat.id
    return f"conversations/{quote(name, safe='')}"


def with_card(*body: Json, actions: list[Json] | None = None, **more: Any) -> Json:
    """What makes a message carry an Adaptive Card."""
    card = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}
    if actions:
        card["actions"] = actions
    kind = "application/vnd.microsoft.card.adaptive"
    return {"attachments": [{"contentType": kind, "content": card}]}


def dialog_answer(*body: Json, actions: list[Json] | None = None, title: str = "Settings") -> Json:
    """What opens a dialog."""
    (attachment,) = with_card(*body, actions=actions)["attachments"]
    value = {"title": title, "card": attachment, "width": "medium", "height": "medium"}
    return {"task": {"type": "continue", "value": value}}
