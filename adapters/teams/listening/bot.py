"""Makes the bot that botbuilder gives every activity to: who hears what.

`bot.teams` makes it once.  What is said is kept before `on_turn` returns, everything else waits until Teams
has its response; a fault that raises has Teams deliver the activity again.
"""

from __future__ import annotations

import asyncio

import structlog
from botbuilder.core import Bot, TurnContext
from pydantic import ValidationError

from adapters.teams.listening.answer_this import AnswerThis
from adapters.teams.listening.extension import Extension
from adapters.teams.listening.feedback import Ratings
from adapters.teams.listening.invokes import Invokes
from adapters.teams.listening.lifecycle import Lifecycle
from adapters.teams.listening.messages import Messages
from adapters.teams.listening.scene import Scene
from adapters.teams.names import ACTION, EXTENSION
from adapters.teams.surfaces import register
from adapters.teams.taking_in.asking import Asking
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.people import KnownPeople
from adapters.teams.taking_in.reading import read_activity
from adapters.teams.taking_in.routes import Routes, Told
from adapters.teams.taking_in.strangers import Strangers
from adapters.teams.taking_in.telling import Addressee, Teller
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import escaped
from core.chatting.addressing import Verdict, judge
from core.chatting.chores import Lane
from core.chatting.lately import Lately
from core.chatting.thread_talk import ThreadTalk
from core.errors import StorageError

_log = structlog.get_logger()

_MOST_REMEMBERED = 2_000
_HEAR_SECONDS = 12.0
"""For what somebody says to be kept: Teams waits 15, and the database may be waited for twice."""
_NOT_KEPT = "I am sorry: I cannot take that in just now, my memory does not answer. Please ask again in a minute."


def make_bot(tools: TeamsTools, *, hear_seconds: float = _HEAR_SECONDS) -> Bot:
    """Make what listens to messages, buttons, dialogs, the message extension, and the desk's own fate.

    Args:
        tools: What listeners and surfaces work with.
        hear_seconds: How long Teams may wait for what is said to be kept.
    """
    routes = Routes()
    register(routes, tools)
    return _DeskBot(tools, routes, hear_seconds)


class _DeskBot(Bot):
    def __init__(self, tools: TeamsTools, routes: Routes, hear_seconds: float) -> None:
        self._tools = tools
        self._hear_seconds = hear_seconds
        self._hearing: set[asyncio.Task[None]] = set()
        self._teller = Teller(calls=tools.calls, references=tools.references, chores=tools.chores)
        asking = Asking(desk=tools.desk, turns=tools.turns, teller=self._teller)
        talk = ThreadTalk(was_shown=lambda turn_id: tools.opener.has_shown(turn_id) is True)
        self._strangers = Strangers(tools=tools)
        self._people = KnownPeople()
        self._lifecycle = Lifecycle(tools=tools, strangers=self._strangers)
        self._messages = Messages(
            tools=tools,
            asking=asking,
            teller=self._teller,
            strangers=self._strangers,
            talk=talk,
            words=routes.words,
        )
        self._invokes = Invokes(
            tools=tools,
            routes=routes,
            strangers=self._strangers,
            extension=Extension(tools=tools, asking=asking, words=routes.words),
            answer_this=AnswerThis(tools=tools, asking=asking, people=self._people, talk=talk),
            ratings=Ratings(tools=tools, teller=self._teller),
        )
        self._pressed: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    async def on_turn(self, context: TurnContext) -> None:
        """Hear an activity.

        Raises:
            StorageError: What it brings could not be kept; Teams is to deliver it again.
        """
        try:
            heard = read_activity(context.activity)
        except ValidationError as error:
            # Delivered again, it would be no better.
            where = [".".join(map(str, one["loc"])) for one in error.errors(include_input=False)]
            _log.warning("teams_activity_not_read", fields=where, type=context.activity.type)
            return
        self._strangers.heard(heard)
        self._people.heard(heard)
        match heard.type:
            case "invoke":
                await self._invoked(context, heard)
            case "installationUpdate":
                await self._lifecycle.installed(heard)
            case "conversationUpdate":
                await self._lifecycle.updated(heard)
            case "message" | "messageUpdate" | "messageDelete":
                await self._hear(heard)

    async def _hear(self, heard: HeardActivity) -> None:
        """Take in what was said, while Teams waits for it.

        Raises:
            StorageError: It could not be kept, or not in time; who spoke to the desk is told.
        """
        # It is never broken off half-way: what is kept after all is answered.
        hearing = asyncio.create_task(self._said(heard))
        self._hearing.add(hearing)
        hearing.add_done_callback(self._heard)
        try:
            async with asyncio.timeout(self._hear_seconds):
                await asyncio.shield(hearing)
        except TimeoutError as error:
            self._apologise(heard)
            raise StorageError("it took longer than Teams waits") from error
        except StorageError:
            self._apologise(heard)
            raise

    def _heard(self, hearing: asyncio.Task[None]) -> None:
        self._hearing.discard(hearing)
        if not hearing.cancelled() and (error := hearing.exception()) is not None:
            # Perhaps nobody waits for it any more.
            _log.info("teams_activity_not_heard", kind=type(error).__name__)

    def _apologise(self, heard: HeardActivity) -> None:
        """Tell that it may be lost: Teams delivers again for seconds only."""
        scene = Scene(heard)
        if heard.type == "message" and judge(scene.heard()) is Verdict.ANSWER:
            # Not as its own event: what was told something is not asked again.
            self._teller.tell_once(f"not kept:{scene.event_id}", scene.addressee, _NOT_KEPT)

    async def _said(self, heard: HeardActivity) -> None:
        self._lifecycle.noted_soon(heard)
        match heard.type:
            case "messageUpdate":
                await self._messages.edited(heard)
            case "messageDelete":
                await self._messages.deleted(heard)
            case _ if ACTION in heard.data:
                self._press(heard)
            case _:
                await self._messages.said(heard)

    async def _invoked(self, context: TurnContext, heard: HeardActivity) -> None:
        # The message extension is used in chats that the desk is not in, and could not be reached in.
        if not heard.name.startswith(EXTENSION):
            try:
                await self._lifecycle.noted(heard)
            except StorageError as error:
                # Teams does not deliver it again: who waits is told something better than a fault.
                _log.error("chat_not_noted", chat=heard.spot.chat, reason=str(error))
        await context.send_activity(await self._invokes.answer(heard))

    # ---- Buttons that come as messages --------------------------------------------------

    def _press(self, heard: HeardActivity) -> None:
        """Do what a button wishes, once: nobody is answered where it was pressed."""
        press = (heard.spot.chat, heard.id)
        if press in self._pressed:
            return
        self._pressed.put(press, None)
        self._tools.chores.start("press", self._do(heard), lane=Lane.TELLING)

    async def _do(self, heard: HeardActivity) -> None:
        answer = await self._invokes.pressed(heard)
        if isinstance(answer, Told):
            addressee = Addressee(spot=heard.spot, person=heard.sender.id)
            await self._teller.tell_now(addressee, escaped(answer.text))
