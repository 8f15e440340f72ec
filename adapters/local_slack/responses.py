"""Response addresses (`response_url`): where the app answers a command or a click without a token.

What people do makes them; the server hands what is posted to them to `respond`.

Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from adapters.local_slack.methods.call import check_thread
from adapters.local_slack.methods.content import Content, read_content
from adapters.local_slack.methods.posting import post, take_away, tell_changed
from adapters.local_slack.payloads import message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, Json, Message, Workspace

HOLDS_SECONDS = 30 * 60
MOST_USES = 5

_KNOWN = frozenset(
    "text blocks attachments response_type replace_original delete_original thread_ts"
    " unfurl_links unfurl_media metadata mrkdwn".split()
)


@dataclass(slots=True)
class ResponseAddress:
    """One address, and what it may still do."""

    channel: str
    user: str
    """Who sees what is answered, where not everybody does."""
    message_ts: str
    """The message that was clicked; empty: there is none (a command)."""
    thread_ts: str
    """The thread of that message, which a private answer is shown in."""
    given_at_seconds: float
    uses: int = 0


class ResponseAddresses:
    """All addresses of one workspace."""

    def __init__(self, *, workspace: Workspace, now_seconds: Callable[[], float]) -> None:
        """Begin with none.

        Args:
            workspace: Where what is answered is shown.
            now_seconds: Monotonic time.
        """
        self._workspace = workspace
        self._now_seconds = now_seconds
        self._addresses: dict[str, ResponseAddress] = {}

    def new(self, *, channel: str, user: str, message_ts: str = "", thread_ts: str = "") -> str:
        """Make an address, for what a user has just done in a channel."""
        key = secrets.token_urlsafe(16)
        self._addresses[key] = ResponseAddress(
            channel, user, message_ts, thread_ts, self._now_seconds()
        )
        return f"{self._workspace.address}/response/{key}"

    def knows(self, key: str) -> bool:
        """Whether an address is one of these, over or not."""
        return key in self._addresses

    def respond(self, key: str, payload: Json) -> None:
        """Take what was posted to an address.

        Raises:
            SlackRefusal: The address is over, or what was posted is not in order.
        """
        address = self._take(key)
        unknown = set(payload) - _KNOWN
        if unknown:
            raise SlackRefusal("invalid_payload", messages=sorted(unknown))
        channel = self._workspace.channels[address.channel]
        if payload.get("delete_original"):
            take_away(self._workspace, channel, _original(channel, address))
            return
        content = read_content({key: value for key, value in payload.items() if value is not None})
        if payload.get("replace_original") and address.message_ts:
            self._replace(channel, _original(channel, address), content)
        else:
            self._add(channel, address, content, payload)

    def _take(self, key: str) -> ResponseAddress:
        address = self._addresses.get(key)
        if address is None:
            raise SlackRefusal("no_such_url")
        if self._now_seconds() - address.given_at_seconds > HOLDS_SECONDS:
            raise SlackRefusal("expired_url")
        if address.uses >= MOST_USES:
            raise SlackRefusal("used_url")
        address.uses += 1
        return address

    def _replace(self, channel: Channel, message: Message, content: Content) -> None:
        before = message_json(self._workspace, message)
        message.text, message.blocks = content.text, content.blocks
        if message.is_ephemeral_for:
            self._workspace.changed()
        else:
            tell_changed(self._workspace, channel, message, before)

    def _add(
        self, channel: Channel, address: ResponseAddress, content: Content, payload: Json
    ) -> None:
        is_public = payload.get("response_type") == "in_channel"
        thread_ts = payload.get("thread_ts") or ""
        if thread_ts:
            check_thread(channel, thread_ts)
        post(
            self._workspace,
            channel,
            content,
            thread_ts=thread_ts or ("" if is_public else address.thread_ts),
            only_for="" if is_public else address.user,
            unfurls=bool(payload.get("unfurl_links", True)),
        )


def _original(channel: Channel, address: ResponseAddress) -> Message:
    message = channel.messages.get(address.message_ts)
    if message is None:
        raise SlackRefusal("message_not_found")
    return message
