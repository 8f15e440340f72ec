"""Keeps strangers out of all that people do beside writing: commands, buttons, views, the App Home.

A middleware of Bolt, so that no listener can forget it.  `messages` judges what is written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.slack.taking_in.deeds import Deed, read_deed
from adapters.slack.taking_in.payloads import ActionPayload, Json
from adapters.slack.taking_in.pressing import addressee_of
from adapters.slack.taking_in.strangers import is_elsewhere, stranger_in_words
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.taking_in.users import Users
from adapters.slack.tools import SlackTools

_log = structlog.get_logger()

Next: TypeAlias = Callable[[], Awaitable[BoltResponse]]

_LOOK_SECONDS = 1.0
"""The person waits for it, and Slack for its acknowledgement."""
_NOT_TOLD = (
    "I am sorry: Slack did not tell me just now which organisation you belong to. Please try again in "
    "a minute."
)


class Doorkeeper:
    """Lets in who belongs to the organisation, and tells the others why not."""

    def __init__(self, *, tools: SlackTools, users: Users, teller: Teller) -> None:
        """Take who knows people, and who tells them things."""
        self._tools = tools
        self._users = users
        self._teller = teller

    async def let_in(
        self, body: Json, context: AsyncBoltContext, ack: AsyncAck, next_: Next
    ) -> BoltResponse:
        """Pass a request on, unless a stranger is behind it."""
        deed = None if self._tools.rules.allow_external else read_deed(body)
        if deed is None:
            return await next_()
        match await self._is_stranger(deed, context):
            case False:
                return await next_()
            case True:
                why = stranger_in_words(self._tools.rules.contact)
            case None:
                why = _NOT_TOLD
        _log.info("turned_away_at_the_door", kind=deed.kind)
        workspace = context.team_id or ""
        if deed.kind == "command":
            return await ack(text=why, response_type="ephemeral")
        if deed.kind == "view_submission":
            return await ack(response_action="update", view=_modal(why))
        self._tell(deed, _addressee(deed, body, workspace), why)
        return await ack()

    async def _is_stranger(self, deed: Deed, context: AsyncBoltContext) -> bool | None:
        """Whether they belong to another organisation; None: Slack did not say."""
        if deed.user.team_id and not is_elsewhere(deed.user.team_id, context):
            return False
        organisation = context.enterprise_id or ""
        if deed.user.team_id and not organisation:
            return True
        # It is not told of which team they are, or they may be a colleague of another team.
        workspace = context.team_id or ""
        user = await self._users.of(workspace, deed.person, in_time_seconds=_LOOK_SECONDS)
        return None if user is None else not user.is_of(workspace, organisation)

    def _tell(self, deed: Deed, addressee: Addressee, why: str) -> None:
        """Say why nothing is done, where its person looks."""
        if deed.is_on_home:
            self._show(addressee, "views.publish", user_id=deed.person, view=_home(why))
        elif deed.view.id:
            self._show(addressee, "views.update", view_id=deed.view.id, view=_modal(why))
        elif deed.response_url:
            self._teller.tell_once(deed.trigger_id, addressee, why)

    def _show(self, addressee: Addressee, method: str, **view: Any) -> None:
        showing = self._tools.calls.try_call(addressee.workspace, method, **view)
        self._tools.chores.start("turn_away", showing)


def _addressee(deed: Deed, body: Json, workspace: str) -> Addressee:
    if deed.kind == "block_actions":
        return addressee_of(ActionPayload.model_validate(body), workspace)
    # Of a shortcut: the desk need not be where it was used.
    return Addressee(
        workspace=workspace, channel="", person=deed.person, response_url=deed.response_url
    )


def _home(text: str) -> Json:
    return {"type": "home", "blocks": _section(text)}


def _modal(text: str) -> Json:
    title = {"type": "plain_text", "text": "I am sorry"}
    close = {"type": "plain_text", "text": "Close"}
    return {"type": "modal", "title": title, "close": close, "blocks": _section(text)}


def _section(text: str) -> list[Json]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}]
