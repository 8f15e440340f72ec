"""A visitor's conversations: the list, one of them, deleting it, and how to begin a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from aiohttp import web

from adapters.web.access import problem
from adapters.web.live import LiveReplies
from adapters.web.rules import WebRules
from adapters.web.views import begun_view, live_view, recorded_view, summary_view
from adapters.web.visitors import Visitors, conversation_key, is_thread
from core.ports import Conversations, History, ServingDesk

Suggest: TypeAlias = Callable[[], Awaitable[Sequence[str]]]
"""Gives questions that the index can answer."""

_STOPPED_SECONDS = 2.0
"""How long deleting waits for answers that are being written; one that ends later is deleted
then."""


class ConversationList:
    """The API of what was asked before."""

    def __init__(
        self,
        *,
        desk: ServingDesk,
        history: History,
        conversations: Conversations,
        replies: LiveReplies,
        suggest: Suggest,
        visitors: Visitors,
        rules: WebRules,
        has_updates: bool,
    ) -> None:
        """Take what looking back needs; `has_updates`: whether anything is ever posted here."""
        self._desk = desk
        self._history = history
        self._conversations = conversations
        self._replies = replies
        self._suggest = suggest
        self._visitors = visitors
        self._rules = rules
        self._has_updates = has_updates

    async def desk(self, request: web.Request) -> web.Response:
        """`GET /api/desk`: what the page needs to know first; welcomes the browser."""
        view = {
            "contact": self._rules.contact,
            "max_question_characters": self._rules.max_question_characters,
            "can_sign_out": bool(self._rules.token),
            "has_updates": self._has_updates,
        }
        response = web.json_response(view)
        self._visitors.keep(response, self._visitors.of_or_new(request)[1])
        return response

    async def suggestions(self, _request: web.Request) -> web.Response:
        """`GET /api/suggestions`."""
        return web.json_response({"suggestions": list(await self._suggest())})

    async def all(self, request: web.Request) -> web.Response:
        """`GET /api/conversations`: latest first; those without a kept turn yet come before."""
        visitor = self._visitors.of(request)
        if not visitor:
            return web.json_response({"conversations": []})
        summaries = await self._conversations.summaries(conversation_key(visitor, ""))
        known = {summary.thread for summary in summaries}
        begun = {
            reply.turn.question.conversation.thread: begun_view(reply)
            for reply in reversed(self._replies.of_channel(conversation_key(visitor, "")))
            if reply.turn.question.conversation.thread not in known
        }
        views = [*begun.values(), *(summary_view(summary) for summary in summaries)]
        return web.json_response({"conversations": views})

    async def one(self, request: web.Request) -> web.Response:
        """`GET /api/conversations/{thread}`: every turn, those that are being written last."""
        visitor, thread = self._visitors.of(request), request.match_info["thread"]
        if not visitor or not is_thread(thread):
            return problem(request, 404, "There is no such conversation.")
        key = conversation_key(visitor, thread)
        recorded = await self._conversations.recorded(key, visitor)
        kept = {turn.turn_id for turn in recorded}
        live = [one for one in self._replies.of_conversation(key) if one.turn.id not in kept]
        views = [*map(recorded_view, recorded), *map(live_view, live)]
        if not views:
            return problem(request, 404, "There is no such conversation.")
        return web.json_response({"thread": thread, "turns": views})

    async def forget(self, request: web.Request) -> web.Response:
        """`DELETE /api/conversations/{thread}`: also what is being written in it."""
        visitor, thread = self._visitors.of(request), request.match_info["thread"]
        if not visitor or not is_thread(thread):
            return problem(request, 404, "There is no such conversation.")
        key = conversation_key(visitor, thread)
        replies = self._replies.of_conversation(key)
        stopped = [reply for reply in replies if await self._desk.stop(reply.turn.id)]
        for reply in replies:
            reply.withdraw()
        await asyncio.gather(*(reply.ended(timeout_seconds=_STOPPED_SECONDS) for reply in stopped))
        await self._history.forget(key)
        return web.Response(status=204)
