"""The App Home: gathers what it shows, draws it, and does what is pressed there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.blocks import escaped
from adapters.slack.names import FORGET_DIRECT, HOME_ASK, PLATFORM
from adapters.slack.place import Place
from adapters.slack.surfaces.agent import Prompts
from adapters.slack.surfaces.home_view import HomeFacts, home_view
from adapters.slack.surfaces.links import message_link, workspace_url
from adapters.slack.surfaces.payloads import HomeOpened, SurfaceAction
from adapters.slack.taking_in.asking import Asked, Asking, conversation
from adapters.slack.taking_in.payloads import Json
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.tools import SlackTools
from core.chatting.forgetting import forget_all, messages_counted
from core.chatting.home_told import MOST_ASKED
from core.chatting.lately import Lately
from core.domain import Accepted, AskedQuestion, Question
from core.errors import DeliveryError, StorageError
from core.routing import Way, route
from core.waits.subscribing.commands import parse_command

_MOST_REMEMBERED = 5_000
_LOOK_SECONDS = 15.0
_MOST_READ = 4 * MOST_ASKED
"""Of a person's latest messages: some of them are no questions."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody looks at their App Home."""

    workspace: str
    person: str
    workspace_url: str
    """Ends in a slash; empty: not known."""
    direct_channel: str = ""
    """Their direct message with the desk; empty: not known."""


class Home:
    """Listens to the App Home and draws it."""

    def __init__(self, tools: SlackTools) -> None:
        """Take what it shows and does."""
        self._tools = tools
        self._prompts = Prompts(tools)
        teller = Teller(calls=tools.calls, chores=tools.chores)
        self._asking = Asking(desk=tools.desk, turns=tools.turns, teller=teller)
        self._teller = teller
        self._visits: Lately[tuple[str, str], Visit] = Lately(most=_MOST_REMEMBERED)
        """Of those who look at it, so that it can be drawn anew."""
        self._presses: Lately[str, Visit] = Lately(most=_MOST_REMEMBERED)
        """Slack may deliver one press more than once."""

    def listen(self, app: AsyncApp) -> None:
        """Listen to its tabs and buttons."""
        app.event("app_home_opened")(self._opened)
        app.action(re.compile(rf"^{HOME_ASK}(_|$)"))(self._pressed_ask)
        app.action(FORGET_DIRECT)(self._pressed_forget)

    async def changed(self, workspace: str, person: str) -> None:
        """Draw it anew for somebody who has looked at it lately."""
        visit = self._visits.get((workspace, person))
        if visit is not None:
            await self._publish(visit)

    async def _opened(self, body: Json, context: AsyncBoltContext) -> None:
        opened = HomeOpened.model_validate(body["event"])
        workspace = context.team_id or ""
        if opened.tab == "messages":
            showing = self._prompts.show(workspace, opened.user, opened.channel)
            self._tools.chores.start("show_prompts", showing)
            return
        visit = Visit(workspace, opened.user, workspace_url(context), opened.channel)
        self._visits.put((workspace, opened.user), visit)
        self._tools.chores.start("show_home", self._publish(visit))

    async def _publish(self, visit: Visit, notice: str = "") -> None:
        async with asyncio.timeout(_LOOK_SECONDS):
            asked = await self._asked_by(visit)
            facts = HomeFacts(
                report=await self._tools.status.report(),
                suggestions=await self._tools.suggestions(),
                asked=asked,
                about_messages=[one.turn_id for one in asked or () if self._is_about(one)],
                workspace_url=visit.workspace_url,
                now=self._tools.now(),
                direct_channel=visit.direct_channel,
                notice=notice,
            )
        await self._tools.calls.try_call(
            visit.workspace, "views.publish", user_id=visit.person, view=home_view(facts)
        )

    async def _asked_by(self, visit: Visit) -> Sequence[AskedQuestion] | None:
        try:
            asked = await self._tools.conversations.asked_by(
                PLATFORM, visit.workspace, visit.person, _MOST_READ
            )
        except StorageError:
            return None
        return [one for one in asked if is_worth_listing(one.text)][:MOST_ASKED]

    def _is_about(self, asked: AskedQuestion) -> bool:
        """Whether somebody else had written it."""
        asked_in = self._tools.turns.of(asked.turn_id)
        return asked_in is not None and asked_in.is_about_message

    async def _pressed_ask(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        action, visit = self._pressed(body, context)
        await ack()
        if self._is_new(action, visit) and action.value.strip():
            self._tools.chores.start("ask_from_home", self._ask(visit, action))

    async def _pressed_forget(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        action, visit = self._pressed(body, context)
        await ack()
        if self._is_new(action, visit):
            self._tools.chores.start("forget_direct", self._forget(visit))

    def _pressed(self, body: Json, context: AsyncBoltContext) -> tuple[SurfaceAction, Visit]:
        action = SurfaceAction.model_validate(body)
        workspace, person = context.team_id or "", action.user.id
        known = self._visits.get((workspace, person))
        return action, known or Visit(workspace, person, workspace_url(context))

    def _is_new(self, action: SurfaceAction, visit: Visit) -> bool:
        if self._presses.get(action.once) is not None:
            return False
        self._presses.put(action.once, visit)
        return True

    async def _ask(self, visit: Visit, action: SurfaceAction) -> None:
        """Ask a suggested question in the direct message: nobody can post in a person's name."""
        question = action.value
        try:
            channel = await self._direct_channel(visit)
            posted = await self._tools.calls.call(
                visit.workspace,
                "chat.postMessage",
                channel=channel,
                text=f"You asked: {escaped(question)}",
                unfurl_links=False,
                unfurl_media=False,
            )
        except DeliveryError:
            await self._publish(visit, "I could not write to you just now. Please try again.")
            return
        root = str(posted["ts"])
        notice = await self._taken(visit, channel, root, action)
        await self._publish(visit, notice)

    async def _taken(self, visit: Visit, channel: str, root: str, action: SurfaceAction) -> str:
        """Give the question to the desk; returns what the App Home says of it."""
        addressee = Addressee(
            workspace=visit.workspace,
            channel=channel,
            person=visit.person,
            thread_ts=root,
            is_direct=True,
        )
        asked = Asked(
            question=Question(
                action.value, conversation(visit.workspace, channel, root), visit.person
            ),
            place=Place(channel=channel, thread_ts=root, is_direct=True),
            event_id=f"home:{action.once}",
            addressee=addressee,
        )
        try:
            acceptance = await self._asking.ask(asked)
        except StorageError:
            failed = "I cannot take questions just now. Please ask again in a moment."
            self._teller.tell(addressee, failed)
            return failed
        if not isinstance(acceptance, Accepted):
            return ""
        link = message_link(visit.workspace_url, channel, root)
        where = f"<{link}|our direct messages>" if link else "our direct messages"
        return f"I am answering “{escaped(action.value)}” in {where}."

    async def _forget(self, visit: Visit) -> None:
        try:
            count = await forget_all(
                conversation(visit.workspace, await self._direct_channel(visit)),
                conversations=self._tools.conversations,
                history=self._tools.history,
            )
        except (DeliveryError, StorageError):
            await self._publish(visit, "I could not forget everything just now. Please try again.")
            return
        told = (
            f"I have forgotten {messages_counted(count)}."
            if count
            else "There was nothing to forget."
        )
        await self._publish(visit, told)

    async def _direct_channel(self, visit: Visit) -> str:
        """The direct message with somebody.

        Raises:
            DeliveryError: Slack does not open it.
        """
        if visit.direct_channel:
            return visit.direct_channel
        opened = await self._tools.calls.call(
            visit.workspace, "conversations.open", users=visit.person
        )
        return str(opened["channel"]["id"])


def is_worth_listing(text: str) -> bool:
    """Whether a message was a question: small talk and orders nobody looks up again."""
    return route(text) is Way.KNOWLEDGE and parse_command(text) is None
