"""Asking, following an answer, stopping it, and saying what one thinks of it.

A visitor reaches their own turns only: those that are being served are asked whose they are, those
that were kept are looked for in the visitor's own conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from aiohttp import web

from adapters.web.access import problem
from adapters.web.bodies import AskPayload, FeedbackPayload, read_payload
from adapters.web.events import EventStreams, tell_end
from adapters.web.live import LiveReplies
from adapters.web.pictures import picture_response
from adapters.web.rules import WebRules
from adapters.web.views import feedback_view, recorded_end_view
from adapters.web.visitors import Visitors, conversation_key, is_thread
from core.domain import (
    Accepted,
    AcceptedTurn,
    Feedback,
    Picture,
    Question,
    RecordedTurn,
    Repeated,
    TurnedAway,
    TurnId,
    shown_pictures,
)
from core.ports import Clock, Conversations, FeedbackStore, ServingDesk

_BYTES_A_CHARACTER = 12
"""At most: an emoji that JSON writes as two escapes."""
_BYTES_BESIDES = 4096
_RETRY_SECONDS = 30


class Turns:
    """The API of single questions; `adapters.web.conversations` has the API of all of them."""

    def __init__(
        self,
        *,
        desk: ServingDesk,
        conversations: Conversations,
        feedback: FeedbackStore,
        replies: LiveReplies,
        streams: EventStreams,
        visitors: Visitors,
        rules: WebRules,
        now: Clock,
    ) -> None:
        """Take what serving needs."""
        self._now = now
        self._desk = desk
        self._conversations = conversations
        self._feedback = feedback
        self._replies = replies
        self._streams = streams
        self._visitors = visitors
        self._most_bytes = _BYTES_BESIDES + _BYTES_A_CHARACTER * rules.max_question_characters

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """`POST /api/questions`."""
        asked = await read_payload(request, AskPayload, most_bytes=self._most_bytes)
        visitor, secret = self._visitors.of_or_new(request)
        question = Question(asked.text, conversation_key(visitor, asked.thread), visitor)
        match await self._desk.accept(question, event_id=_event_id(visitor, asked.event_id)):
            case Accepted(turn_id=turn_id, place_in_line=place, wait_seconds=wait_seconds):
                self._replies.expect(AcceptedTurn(turn_id, question, self._now()))
                view = {"turn_id": turn_id, "place_in_line": place, "wait_seconds": wait_seconds}
                accepted = web.json_response(view, status=202)
                self._visitors.keep(accepted, secret)
                return accepted
            case Repeated(turn_id=turn_id):
                return web.json_response({"turn_id": turn_id})
            case TurnedAway(reason=reason, is_full=True):
                full = problem(request, 429, reason)
                full.headers["Retry-After"] = str(_RETRY_SECONDS)
                return full
            case TurnedAway(reason=reason):
                return problem(request, 422, reason)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """`GET /api/turns/{turn_id}/events?thread=…`."""
        turn_id, visitor = request.match_info["turn_id"], self._visitors.of(request)
        reply = self._replies.of_visitor(turn_id, visitor)
        if reply is not None:
            return await self._streams.follow(request, reply)
        recorded = await self._recorded(turn_id, visitor, request.query.get("thread", ""))
        if recorded is not None:
            return await tell_end(request, recorded_end_view(recorded))
        if not self._desk.line().is_open:
            # Starting or stopping: the turn may be taken up again in a moment.
            again = problem(request, 503, "I am just restarting.")
            again.headers["Retry-After"] = "2"
            return again
        return problem(request, 404, "There is no such answer.")

    async def picture(self, request: web.Request) -> web.Response:
        """`GET /api/turns/{turn_id}/pictures/{number}.png`."""
        pictures = await self._pictures(request.match_info["turn_id"], self._visitors.of(request))
        number = int(request.match_info["number"])
        if number >= len(pictures):
            return problem(request, 404, "There is no such picture any more. Please ask again.")
        return picture_response(pictures[number])

    async def _pictures(self, turn_id: TurnId, visitor: str) -> Sequence[Picture]:
        """The charts of a visitor's own answer, from memory or as they were kept."""
        reply = self._replies.of_visitor(turn_id, visitor)
        if reply is not None and reply.outcome is not None:
            return shown_pictures(reply.outcome)
        if not visitor:
            return ()
        return await self._conversations.pictures(conversation_key(visitor, ""), turn_id)

    async def stop(self, request: web.Request) -> web.StreamResponse:
        """`POST /api/turns/{turn_id}/stop`."""
        turn_id = request.match_info["turn_id"]
        if self._replies.of_visitor(turn_id, self._visitors.of(request)) is None:
            return problem(request, 404, "There is no such answer to stop.")
        return web.json_response({"stopped": await self._desk.stop(turn_id)})

    async def rate(self, request: web.Request) -> web.StreamResponse:
        """`PUT /api/turns/{turn_id}/feedback`."""
        rated = await read_payload(request, FeedbackPayload, most_bytes=self._most_bytes)
        visitor = self._visitors.of(request)
        feedback = Feedback(rated.thumb, rated.comment.strip()) if rated.thumb is not None else None
        is_kept = visitor and await self._feedback.give(
            request.match_info["turn_id"],
            conversation_key(visitor, rated.thread),
            visitor,
            feedback,
        )
        if not is_kept:
            return problem(request, 404, "There is no such answer to rate.")
        return web.json_response({"feedback": feedback_view(feedback)})

    async def _recorded(self, turn_id: TurnId, visitor: str, thread: str) -> RecordedTurn | None:
        if not visitor or not is_thread(thread):
            return None
        turns = await self._conversations.recorded(conversation_key(visitor, thread), visitor)
        return next((turn for turn in turns if turn.turn_id == turn_id), None)


def _event_id(visitor: str, given: str) -> str:
    """An event's id that no other visitor can give."""
    return sha256(f"{visitor} {given}".encode()).hexdigest()
