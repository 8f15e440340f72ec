"""Carries out `/frontdesk`: asks in private, manages subscriptions, forgets, shows settings.

Slack delivers a command once and shows what the acknowledgement says, so nothing here may go
unanswered: where the database fails, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.blocks import escaped
from adapters.slack.listening.command_help import help_in_words
from adapters.slack.listening.known_sources import sources_in_words
from adapters.slack.listening.payloads import CommandPayload
from adapters.slack.names import COMMAND
from adapters.slack.place import Place
from adapters.slack.surfaces import open_settings
from adapters.slack.taking_in.asking import Asked, Asking, conversation
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.taking_in.whereabouts import Whereabouts, is_direct, whereabouts
from adapters.slack.text import plain_text
from adapters.slack.tools import SlackTools
from core.chatting.command_words import Ask, Manage, Simple, read_command
from core.chatting.forgetting import forget_own_chat, forget_private
from core.chatting.private_threads import private_thread
from core.domain import Acceptance, ConversationKey, Question, TurnedAway
from core.errors import StorageError

_log = structlog.get_logger()

_MOST_ECHO_CHARACTERS = 150
_NOT_NOW = (
    "I am sorry: I cannot take that in just now, my memory does not answer. Please try again in a "
    "minute."
)
_UNSURE = "Slack did not tell me whether I could post here. Please give the command again."
_NO_SETTINGS = "Slack did not open the settings in time. Please try again."


@dataclass(frozen=True, slots=True)
class _Given:
    """A command, and where it was given."""

    workspace: str
    desk_user: str
    payload: CommandPayload

    @property
    def channel(self) -> ConversationKey:
        """The channel itself."""
        return conversation(self.workspace, self.payload.channel_id)

    @property
    def private(self) -> ConversationKey:
        """What the person asks there in private."""
        thread = private_thread(self.payload.user_id)
        return conversation(self.workspace, self.payload.channel_id, thread)

    @property
    def addressee(self) -> Addressee:
        """Who gave it."""
        return Addressee(
            workspace=self.workspace,
            channel=self.payload.channel_id,
            person=self.payload.user_id,
            response_url=self.payload.response_url,
        )


class Commands:
    """Listens to the command."""

    def __init__(self, *, tools: SlackTools, asking: Asking, teller: Teller) -> None:
        """Take the tools and what the other listeners share."""
        self._tools = tools
        self._asking = asking
        self._teller = teller

    async def given(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """The command was given."""
        payload = CommandPayload.model_validate(body)
        workspace = context.team_id or context.enterprise_id or ""
        given = _Given(workspace, context.bot_user_id or "", payload)
        text = plain_text(payload.text, bot_user=given.desk_user, names={})
        try:
            reply = await self._carry_out(given, text)
        except StorageError as error:
            _log.error("command_not_taken", reason=str(error))
            reply = _NOT_NOW
        if reply:
            await ack(text=reply, response_type="ephemeral")
        else:
            await ack()

    async def _carry_out(self, given: _Given, text: str) -> str:
        """What to say at once, as mrkdwn; empty: nothing.

        Raises:
            StorageError: The database cannot be read or written.
        """
        match read_command(text):
            case Simple.HELP:
                self._tools.chores.start("tell_help", self._tell_help(given))
                return ""
            case Simple.SOURCES:
                self._tools.chores.start("tell_sources", self._tell_sources(given))
                return ""
            case Simple.FORGET:
                return await self._forget(given)
            case Simple.SETTINGS:
                return await self._settings(given)
            case Manage() as wish:
                return await self._manage(given, wish)
            case Ask(text=question):
                return await self._ask(given, question)

    # ---- Asking -------------------------------------------------------------------------

    async def _ask(self, given: _Given, text: str) -> str:
        acceptance = await self._taken(given, given.private, text, is_announced=False)
        if isinstance(acceptance, TurnedAway):
            return ""
        # Nobody else sees the command, and the answer would stand there without its question.
        return f"You asked: {escaped(_short(text))}"

    async def _manage(self, given: _Given, wish: Manage) -> str:
        """Subscriptions belong to the channel, so that what they post goes there."""
        if wish.is_wish:
            match await self._where(given):
                case Whereabouts.AWAY:
                    return _away(given, wish.text)
                case Whereabouts.UNKNOWN:
                    return _UNSURE
        is_announced = not is_direct(given.payload.channel_id)
        await self._taken(given, given.channel, wish.text, is_announced=is_announced)
        return ""

    async def _taken(
        self, given: _Given, key: ConversationKey, text: str, *, is_announced: bool
    ) -> Acceptance:
        payload = given.payload
        return await self._asking.ask(
            Asked(
                question=Question(text, key, payload.user_id),
                place=Place(
                    channel=payload.channel_id,
                    response_url=payload.response_url,
                    is_announced=is_announced,
                ),
                event_id=f"command:{payload.trigger_id}",
                addressee=given.addressee,
            )
        )

    async def _where(self, given: _Given) -> Whereabouts:
        payload = given.payload
        return await whereabouts(
            self._tools.calls, given.workspace, payload.channel_id, payload.user_id
        )

    # ---- Everything else ----------------------------------------------------------------

    async def _tell_help(self, given: _Given) -> None:
        report = await self._tools.status.report()
        await self._teller.tell_now(given.addressee, help_in_words(report.waits))

    async def _tell_sources(self, given: _Given) -> None:
        report = await self._tools.status.report()
        await self._teller.tell_now(given.addressee, sources_in_words(report))

    async def _forget(self, given: _Given) -> str:
        """Delete all of the person's direct message with the desk; elsewhere what they asked in private."""
        if is_direct(given.payload.channel_id) and await self._where(given) is Whereabouts.OWN:
            return await forget_own_chat(
                given.channel,
                conversations=self._tools.conversations,
                history=self._tools.history,
            )
        done = await forget_private(given.private, history=self._tools.history)
        return f"{done} To delete a thread, write <@{given.desk_user}> forget in it."

    async def _settings(self, given: _Given) -> str:
        payload = given.payload
        is_open = await open_settings(
            self._tools,
            workspace=given.workspace,
            person=payload.user_id,
            trigger_id=payload.trigger_id,
            channel=payload.channel_id,
        )
        return "" if is_open else _NO_SETTINGS


def _away(given: _Given, wish: str) -> str:
    """Why the desk cannot post where a wish was given, and what to do about it."""
    if is_direct(given.payload.channel_id):
        return (
            "I am not in this direct message, so I could not post here. Give the command in a channel "
            f"that I am in, or in your direct messages with <@{given.desk_user}>: `{_echo(wish)}`"
        )
    return (
        "I am not in this channel, so I could not post here. Invite me first (`/invite` "
        f"<@{given.desk_user}>), then give the command again: `{_echo(wish)}`"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _MOST_ECHO_CHARACTERS:
        return line
    return line[:_MOST_ECHO_CHARACTERS].rstrip() + "…"


def _echo(text: str) -> str:
    return escaped(f"{COMMAND} {_short(text)}".replace("`", "'"))
