"""Answers what wants an answer at once: buttons, dialogs, the message extension, thumbs.  `bot` calls it.

Teams waits some seconds and then shows a fault of its own, so that something is always answered in time;
what takes longer goes on without anybody waiting.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import structlog
from botbuilder.schema import Activity
from pydantic import ValidationError

from adapters.teams.listening.answer_this import AnswerThis
from adapters.teams.listening.extension import Extension
from adapters.teams.listening.feedback import Ratings
from adapters.teams.listening.invoke_answers import CARD_ACTION, acknowledged, answered, unheard
from adapters.teams.names import ACTION, ANSWER_THIS, ASK_COMMAND
from adapters.teams.taking_in.payloads import CommandUse, HeardActivity
from adapters.teams.taking_in.routes import (
    Handler,
    InvokeAnswer,
    Nothing,
    Pressed,
    Routes,
    Told,
)
from adapters.teams.taking_in.strangers import NOT_TOLD, Strangers
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.errors import FrontdeskError, StorageError

_log = structlog.get_logger()

_ANSWER_SECONDS = 4.5
"""After five Teams shows a fault of its own."""
_LOOK_SECONDS = 1.0
"""For Teams to tell who the person is: the rest is for what they want."""
_RATED = "message/submitAction"
_FETCHED = "composeExtension/fetchTask"
_SENT_IN = "composeExtension/submitAction"
_NOT_NOW = "I am sorry: I cannot take that in just now, my memory does not answer. Please try again in a minute."
_TAKES_LONGER = "That takes longer than Teams waits. I am still at it."
_UNREAD = "I did not understand that. Please try again."

_Answering: TypeAlias = Callable[[HeardActivity], Awaitable[InvokeAnswer]]


class Invokes:
    """Listens to all that wants an answer at once."""

    def __init__(
        self,
        *,
        tools: TeamsTools,
        routes: Routes,
        strangers: Strangers,
        extension: Extension,
        answer_this: AnswerThis,
        ratings: Ratings,
        answer_seconds: float = _ANSWER_SECONDS,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        """Take the listeners.

        Args:
            tools: What they work with.
            routes: Buttons and dialogs of surfaces.
            strangers: Who is not served.
            extension: The message extension's line.
            answer_this: Its action on messages.
            ratings: Thumbs.
            answer_seconds: How long Teams may wait.
            look_seconds: How much of it is for knowing who the person is.
        """
        self._tools = tools
        self._routes = routes
        self._strangers = strangers
        self._extension = extension
        self._answer_this = answer_this
        self._ratings = ratings
        self._answer_seconds = answer_seconds
        self._look_seconds = look_seconds
        self._heard_by: Mapping[str, _Answering] = {
            _RATED: self._rated,
            _FETCHED: self._extension_opened,
            _SENT_IN: self._extension_sent_in,
            CARD_ACTION: self._by_route(routes.actions),
            "task/fetch": self._by_route(routes.dialogs),
            "task/submit": self._by_route(routes.submissions),
        }

    async def answer(self, heard: HeardActivity) -> Activity:
        """What to answer; it never raises, and comes in time."""
        answering = self._heard_by.get(heard.name)
        if answering is None:
            _log.info("teams_invoke_unheard", name=heard.name)
            return unheard()
        found: asyncio.Future[InvokeAnswer] = asyncio.get_running_loop().create_future()
        work = self._work(answering, heard, found)
        self._tools.chores.start("answer_invoke", work, lane=Lane.ANSWERING)
        try:
            async with asyncio.timeout(self._answer_seconds):
                answer = await asyncio.shield(found)
        except TimeoutError:
            _log.warning("teams_invoke_slow", name=heard.name)
            answer = Told(_TAKES_LONGER)
        # Teams thanks for a thumb by itself, and wants nothing else.
        return acknowledged() if heard.name == _RATED else answered(heard.name, answer)

    async def pressed(self, heard: HeardActivity) -> InvokeAnswer:
        """Answer a button that came as a message; it never raises."""
        return await self._calmly(self._by_route(self._routes.actions), heard)

    async def _work(
        self, answering: _Answering, heard: HeardActivity, found: asyncio.Future[InvokeAnswer]
    ) -> None:
        found.set_result(await self._calmly(answering, heard))

    async def _calmly(self, answering: _Answering, heard: HeardActivity) -> InvokeAnswer:
        """Answer; what goes wrong becomes words."""
        name = heard.name or heard.type
        try:
            return await self._guarded(answering, heard)
        except StorageError as error:
            _log.error("teams_invoke_not_taken", name=name, reason=str(error))
            return Told(_NOT_NOW)
        except ValidationError as error:
            _log.warning("teams_invoke_not_read", name=name, count=error.error_count())
            return Told(_UNREAD)
        # The boundary of a press: people get an id that the log knows, and nothing else.
        except Exception as error:  # noqa: BLE001
            fault = secrets.token_hex(4)
            reason = str(error) if isinstance(error, FrontdeskError) else ""
            kind = type(error).__name__
            _log.error("teams_invoke_failed", name=name, kind=kind, reason=reason, fault=fault)
            return Told(f"I am sorry: that went wrong ({fault}). Please try again.")

    async def _guarded(self, answering: _Answering, heard: HeardActivity) -> InvokeAnswer:
        if reason := await self._refusal(heard):
            _log.info("turned_away", name=heard.name or heard.type)
            return Told(reason)
        return await answering(heard)

    async def _refusal(self, heard: HeardActivity) -> str:
        """Why the person is not served, in plain words; what Teams tells later is known the next time.

        Nobody waits where a button came as a message.
        """
        try:
            async with asyncio.timeout(self._look_seconds if heard.name else None):
                return await self._strangers.refusal(heard)
        except TimeoutError:
            return NOT_TOLD

    # ---- Who hears what -----------------------------------------------------------------

    async def _rated(self, heard: HeardActivity) -> InvokeAnswer:
        await self._ratings.given(heard)
        return Nothing()

    async def _extension_opened(self, heard: HeardActivity) -> InvokeAnswer:
        use = CommandUse.model_validate(heard.value or {})
        match use.command:
            case name if name == ASK_COMMAND:
                return await self._extension.opened()
            case name if name == ANSWER_THIS:
                return await self._answer_this.chosen(heard, use)
        _log.warning("teams_command_unknown", command=use.command)
        return Told(_UNREAD)

    async def _extension_sent_in(self, heard: HeardActivity) -> InvokeAnswer:
        """A dialog of the extension was sent in: its line, or a card of surfaces that it showed."""
        if ACTION in heard.data:
            routes = self._routes
            handlers = {**routes.actions, **routes.dialogs, **routes.submissions}
            return await self._by_route(handlers)(heard)
        use = CommandUse.model_validate(heard.value or {})
        return await self._extension.sent_in(heard, use)

    def _by_route(self, handlers: Mapping[str, Handler]) -> _Answering:
        async def answering(heard: HeardActivity) -> InvokeAnswer:
            name = heard.data.get(ACTION)
            handler = handlers.get(name) if isinstance(name, str) else None
            if handler is None:
                _log.warning("teams_action_unknown", name=heard.name)
                return Told(_UNREAD)
            return await handler(_pressed(heard))

        return answering


def _pressed(heard: HeardActivity) -> Pressed:
    is_on_card = heard.name in ("", CARD_ACTION)
    return Pressed(
        spot=heard.spot,
        person=heard.sender.id,
        name=heard.sender.name,
        data=heard.data,
        message_id=heard.reply_to if is_on_card else "",
        activity_id=heard.id,
    )
