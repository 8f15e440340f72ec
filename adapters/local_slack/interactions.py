"""What people do that the app must acknowledge at once: commands, shortcuts, clicks, submissions.

`people` calls it.  Slack sends each once; if the app does not acknowledge within three seconds, the
person is told so.

Source: https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from adapters.local_slack.composing import compose
from adapters.local_slack.controls import Control, controls, pressed
from adapters.local_slack.delivery import Deliveries
from adapters.local_slack.interaction_payloads import channel_named, command_fields, envelope
from adapters.local_slack.modals import Modals
from adapters.local_slack.parcels import ParcelKind, Receipt
from adapters.local_slack.payloads import message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.responses import ResponseAddresses
from adapters.local_slack.state import (
    Channel,
    Json,
    Message,
    OpenView,
    User,
    Workspace,
)
from adapters.local_slack.triggers import new_trigger

_TROUBLE = "We had some trouble connecting. Try again?"


class Actor(Protocol):
    """Who does something: a `people.Person`."""

    user: User
    was_told: list[str]
    view_errors: dict[str, str]


class Interactions:
    """Makes what people do into payloads, and shows them what comes back."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        deliveries: Deliveries,
        addresses: ResponseAddresses,
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where it is done, the way to the app, the app's way back, and monotonic time."""
        self._now_seconds = now_seconds
        self._workspace = workspace
        self._deliveries = deliveries
        self._addresses = addresses
        self._modals = Modals(workspace=workspace)

    async def command(self, actor: Actor, typed: str, channel: Channel) -> None:
        """Run a command where somebody is; a name that no app has is Slack's own affair."""
        name, _, text = typed.partition(" ")
        declared = self._declared("slash_commands", "command", name)
        if declared is None or actor.user.is_external:
            # Source: https://docs.slack.dev/apis/slack-connect#slash-commands-are-not-shared
            actor.was_told.append(f"{name} is not a valid command.")
            return
        if declared.get("should_escape"):
            text = compose(text, self._workspace).text
        payload = {
            **command_fields(self._workspace, actor.user, channel),
            "command": name,
            "text": text.strip(),
            "response_url": self._addresses.new(channel=channel.id, user=actor.user.id),
            "trigger_id": self._trigger(actor),
        }
        receipt = await self._deliveries.interact(
            ParcelKind.COMMAND, payload, accepts_response=True
        )
        if not receipt.is_acknowledged:
            actor.was_told.append(f'{name} failed with the error "{_error(receipt)}"')
        elif receipt.response:
            self._show(actor, receipt.response, channel)

    async def shortcut(self, actor: Actor, name: str, message: Message | None) -> None:
        """Use a shortcut of a message's menu, or a global one.

        Raises:
            ValueError: The manifest declares no such shortcut, or Slack offers it only to people of the
                workspace that installed the app.
        """
        if actor.user.is_external:
            # Source: https://docs.slack.dev/apis/slack-connect#slash-commands-are-not-shared
            raise ValueError(
                f"{actor.user.name} is of team {actor.user.team_id}, where the app is not installed: "
                "Slack offers them none of its shortcuts."
            )
        declared = self._declared("shortcuts", "name", name)
        kind = "global" if message is None else "message"
        if declared is None or declared["type"] != kind:
            raise ValueError(f"The manifest declares no {kind} shortcut '{name}'.")
        payload = {
            **self._envelope(actor, "shortcut" if message is None else "message_action"),
            "callback_id": declared["callback_id"],
            "action_ts": f"{time.time():.6f}",
        }
        if message is not None:
            channel = self._workspace.channels[message.channel]
            payload |= {
                "message_ts": message.ts,
                "message": message_json(self._workspace, message),
                "channel": channel_named(channel),
                "response_url": self._addresses.new(channel=channel.id, user=actor.user.id),
            }
        await self._send(actor, payload, name)

    async def click(
        self, actor: Actor, label: str, on: Message | OpenView, *, at: str = ""
    ) -> None:
        """Press a button of a message, the App Home or a modal."""
        action = pressed(self._controls(on), label, at=at)
        await self._act(actor, action, on, label)

    async def choose(
        self, actor: Actor, option: str | list[str], on: Message | OpenView, *, at: str = ""
    ) -> None:
        """Choose an option; in an input that does not dispatch, the app hears of it later.

        Raises:
            ValueError: No element has such an option.
        """
        for control in self._controls(on):
            if at in (control.action_id, control.address) or (
                not at and control.has_option(option)
            ):
                break
        else:
            raise ValueError(f"Nothing here offers '{option}'.")
        if isinstance(on, OpenView):
            value = self._modals.fill(on, control, option)
        else:
            value = control.filled(option)
        if control.block["type"] == "input" and not control.block.get("dispatch_action"):
            return
        chosen = {key: one for key, one in value.items() if key != "type"}
        label = option if isinstance(option, str) else control.action_id
        await self._act(actor, control.action(**chosen), on, label)

    async def submit(self, actor: Actor, values: Json, view: OpenView) -> None:
        """Fill a modal in and submit it."""
        self._modals.fill_all(view, values)
        actor.view_errors = self._modals.missing(view)
        if actor.view_errors:
            return
        payload = {
            **self._envelope(actor, "view_submission"),
            "view": self._modals.payload(view),
            "response_urls": [],
        }
        receipt = await self._deliveries.interact(
            ParcelKind.INTERACTION, payload, accepts_response=True
        )
        if not receipt.is_acknowledged:
            actor.was_told.append(_TROUBLE)
            return
        try:
            actor.view_errors = self._modals.answer(view, receipt.response)
        except SlackRefusal as refusal:
            actor.was_told.append(f"{_TROUBLE} ({refusal.error}: {refusal.details})")

    async def close(self, actor: Actor, view: OpenView) -> None:
        """Close a modal; the app hears of it if it asked to."""
        payload = {
            **self._envelope(actor, "view_closed"),
            "view": self._modals.payload(view),
            "is_cleared": False,
        }
        self._modals.close(view)
        actor.view_errors = {}
        self._workspace.changed()
        if view.view.get("notify_on_close"):
            await self._deliveries.interact(ParcelKind.INTERACTION, payload)

    async def _act(self, actor: Actor, action: Json, on: Message | OpenView, label: str) -> None:
        around = self._in_message(actor, on) if isinstance(on, Message) else self._in_view(on)
        payload = {**self._envelope(actor, "block_actions"), **around, "actions": [action]}
        await self._send(actor, payload, label)

    def _in_message(self, actor: Actor, message: Message) -> Json:
        """Where a click on a message happened; messages for one person are not sent along."""
        channel = self._workspace.channels[message.channel]
        is_ephemeral = bool(message.is_ephemeral_for)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": is_ephemeral,
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        }
        # The app sees its own metadata again. Source: https://github.com/slackapi/bolt-python/issues/863
        told = message_json(self._workspace, message, with_metadata=True)
        shown = {} if is_ephemeral else {"message": told}
        return {
            "container": container,
            "channel": channel_named(channel),
            **shown,
            "state": {"values": {}},
            "response_url": self._addresses.new(
                channel=channel.id,
                user=actor.user.id,
                message_ts=message.ts,
                thread_ts=message.thread_ts,
            ),
        }

    def _in_view(self, view: OpenView) -> Json:
        return {
            "container": {"type": "view", "view_id": view.id},
            "view": self._modals.payload(view),
        }

    async def _send(self, actor: Actor, payload: Json, label: str) -> None:
        receipt = await self._deliveries.interact(ParcelKind.INTERACTION, payload)
        if not receipt.is_acknowledged:
            actor.was_told.append(f'{label} failed with the error "{_error(receipt)}"')

    def _show(self, actor: Actor, response: Json, channel: Channel) -> None:
        address = self._addresses.new(channel=channel.id, user=actor.user.id)
        try:
            self._addresses.respond(address.rpartition("/")[2], response)
        except SlackRefusal as refusal:
            actor.was_told.append(f"The app's answer was refused: {refusal.error}")

    def _controls(self, on: Message | OpenView) -> list[Control]:
        blocks = on.blocks if isinstance(on, Message) else on.view["blocks"]
        return list(controls(blocks, self._workspace.new_id))

    def _envelope(self, actor: Actor, kind: str) -> Json:
        return envelope(self._workspace, actor.user, kind, self._trigger(actor))

    def _trigger(self, actor: Actor) -> str:
        return new_trigger(self._workspace, actor.user.id, self._now_seconds())

    def _declared(self, feature: str, key: str, wanted: str) -> Json | None:
        declared: list[Json] = self._workspace.app.manifest.get("features", {}).get(feature, [])
        return next((one for one in declared if one[key] == wanted), None)


def _error(receipt: Receipt) -> str:
    """Why it failed, as the person reads it."""
    if receipt.reason in ("timeout", "http_timeout"):
        return "operation_timeout"
    return "http_service_error" if receipt.reason == "http_error" else "dispatch_failed"
