"""A channel's settings in a modal: opened by the command, the App Home and buttons.

A view opens only within three seconds of what the person pressed, so it is opened empty at once and
filled when everything has been looked up.  Who may change the settings is looked at again when they
are sent in: hours may lie between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.calls import SlackCalls
from adapters.slack.clients import Clients
from adapters.slack.names import CHANNEL_SETTINGS, CHOOSE_CHANNEL, OPEN_SETTINGS, PLATFORM
from adapters.slack.surfaces.payloads import SettingsSubmission, SurfaceAction
from adapters.slack.surfaces.presence import those_in
from adapters.slack.surfaces.settings_form import Refused, SentIn, change_in_words, read_form
from adapters.slack.surfaces.settings_view import (
    TONE,
    changing_view,
    choosing_view,
    editors_in_words,
    reading_view,
    telling_view,
    waiting_view,
)
from adapters.slack.taking_in.payloads import Json
from adapters.slack.taking_in.whereabouts import is_direct
from core.chatting.chores import Chores
from core.domain import ChannelSettings, ConversationKey
from core.errors import DeliveryError, DeliveryRefused, StorageError
from core.ports import ChannelSettingsStore, StatusSource

_OPEN_SECONDS = 2.0
"""A trigger id holds for three.
Source: https://docs.slack.dev/interactivity/handling-user-interaction#trigger_id"""
_CHECK_SECONDS = 1.5
"""For Slack to say who is in the channel while a person waits for the modal to close."""
_LOOK_SECONDS = 15.0
_AWAY = "I cannot see who is in that channel. Add me to it with `/invite`, then open this again."
_AWAY_FROM_TALK = (
    "I am not in that direct message: there I only answer who asks me privately, so there is nothing to "
    "set. Open this in a channel, or in your direct messages with me."
)

_log = structlog.get_logger()

Changed: TypeAlias = Callable[[str, str], Awaitable[None]]
"""Told that a person (workspace, then user id) has changed something that the App Home shows."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who wants to see the settings of a channel."""

    workspace: str
    person: str


class ChannelSettingsModal:
    """Opens, fills and takes in the settings of channels."""

    def __init__(
        self,
        *,
        calls: SlackCalls,
        clients: Clients,
        chores: Chores,
        channels: ChannelSettingsStore,
        status: StatusSource,
        changed: Changed | None = None,
    ) -> None:
        """Take what it looks at.

        Args:
            calls: Speaks to Slack.
            clients: Knows who the desk is in a workspace.
            chores: Does what need not be done before Slack is answered.
            channels: Keeps the settings.
            status: Knows the sources.
            changed: Draws the App Home anew; only what is sent in needs it.
        """
        self._calls = calls
        self._clients = clients
        self._chores = chores
        self._channels = channels
        self._status = status
        self._changed = changed

    def listen(self, app: AsyncApp) -> None:
        """Listen to what opens the modal, and to what is sent in with it."""
        app.action(OPEN_SETTINGS)(self._pressed)
        app.action(CHOOSE_CHANNEL)(self._pressed)
        app.view(CHANNEL_SETTINGS)(self._sent_in)

    async def open(self, visitor: Visitor, trigger_id: str, channel: str) -> bool:
        """Open the modal at once; it is filled in the background.

        Args:
            visitor: Who wants it.
            trigger_id: Of what they pressed or typed, less than a second ago.
            channel: Its id; empty: they are asked which.

        Returns:
            Whether it is open; Slack may have found that it took too long.
        """
        view = waiting_view() if channel else choosing_view()
        opened = await self._calls.try_call(
            visitor.workspace,
            "views.open",
            in_time_seconds=_OPEN_SECONDS,
            trigger_id=trigger_id,
            view=view,
        )
        if opened is None:
            return False
        if channel:
            filling = self._fill(visitor, str(opened["view"]["id"]), channel)
            self._chores.start("fill_settings", filling)
        return True

    async def _pressed(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A button or a menu: on the App Home, in a message, or in the modal that asks which channel."""
        action = SurfaceAction.model_validate(body)
        visitor = Visitor(context.team_id or "", action.user.id)
        await ack()
        if action.view.type != "modal":
            await self.open(visitor, action.trigger_id, action.chosen_channel)
        elif action.chosen_channel:
            filling = self._fill(visitor, action.view.id, action.chosen_channel)
            self._chores.start("fill_settings", filling)

    async def _fill(self, visitor: Visitor, view_id: str, channel: str) -> None:
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                view = await self._look_up(visitor, channel)
        except StorageError:
            view = telling_view("I cannot look up the settings just now. Please try again later.")
        except DeliveryRefused:
            view = telling_view(_AWAY_FROM_TALK if is_direct(channel) else _AWAY)
        except (DeliveryError, TimeoutError):
            view = telling_view("Slack did not answer in time. Please close this and try again.")
        await self._calls.try_call(visitor.workspace, "views.update", view_id=view_id, view=view)

    async def _look_up(self, visitor: Visitor, channel: str) -> Json:
        """The view for somebody: to change, or only to read.

        Raises:
            StorageError: The settings cannot be read.
            DeliveryError: Slack does not say who is in the channel.
        """
        settings = await self._channels.of(_key(visitor, channel))
        bot = await self._clients.bot_user(visitor.workspace)
        present = await those_in(
            self._calls,
            visitor.workspace,
            channel,
            {visitor.person, bot},
            in_time_seconds=_LOOK_SECONDS,
        )
        if reason := _why_not(visitor, channel, settings, present):
            return reading_view(channel, settings, reason)
        names = [source.name for source in (await self._status.report()).sources]
        away = "" if bot in present else "I am not in this channel: add me with `/invite` first."
        return changing_view(channel, settings, names, away)

    async def _sent_in(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        sent = SettingsSubmission.model_validate(body)
        visitor = Visitor(context.team_id or "", sent.user.id)
        form = read_form(sent.view, visitor.person)
        if isinstance(form, SentIn):
            form = await self._saved(visitor, form)
        if isinstance(form, Refused):
            await ack(response_action="errors", errors=dict(form.errors))
        else:
            await ack()

    async def _saved(self, visitor: Visitor, form: SentIn) -> SentIn | Refused:
        """Keep the settings, if this person may still change them."""
        key = _key(visitor, form.channel)
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                present = await those_in(
                    self._calls,
                    visitor.workspace,
                    form.channel,
                    {visitor.person},
                    in_time_seconds=_CHECK_SECONDS,
                )
            before = await self._channels.of(key)
            if _why_not(visitor, form.channel, before, present):
                return Refused({TONE: "You may not change these settings any more."})
            await self._channels.save(key, form.settings)
        except StorageError:
            return Refused({TONE: "I cannot keep this just now. Please try again in a moment."})
        except (DeliveryError, TimeoutError):
            return Refused({TONE: "Slack did not say that you are in the channel. Try again."})
        _log.info("channel_settings_changed", channel=form.channel)
        self._chores.start("tell_settings", self._tell(visitor, form, before))
        return form

    async def _tell(self, visitor: Visitor, form: SentIn, before: ChannelSettings) -> None:
        """Tell the channel what was changed by whom, and show it on the App Home."""
        change = change_in_words(before, form.settings)
        if change and not is_direct(form.channel):
            await self._calls.try_call(
                visitor.workspace,
                "chat.postMessage",
                channel=form.channel,
                text=f"<@{visitor.person}> has changed how I answer here: {change}.",
                unfurl_links=False,
                unfurl_media=False,
            )
        if self._changed is not None:
            await self._changed(visitor.workspace, visitor.person)


def _key(visitor: Visitor, channel: str) -> ConversationKey:
    return ConversationKey(PLATFORM, visitor.workspace, channel)


def _why_not(
    visitor: Visitor, channel: str, settings: ChannelSettings, present: frozenset[str]
) -> str:
    """Why somebody may not change the settings (mrkdwn); empty where they may."""
    if visitor.person not in present:
        return "Only people who are in the channel may change this."
    if not is_direct(channel) and not settings.may_be_changed_by(visitor.person):
        who = editors_in_words(settings.editors)
        return f"{who[:1].upper()}{who[1:]}."
    return ""
