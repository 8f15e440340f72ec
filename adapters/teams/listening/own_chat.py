"""Looks whether a person has a chat with the desk, before something is asked that is answered there; shows the way.

`extension` and `answer_this` ask while the person has a dialog open: that is where they can be told what to
do.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from adapters.teams.calls import TeamsCallRefused, TeamsCalls
from adapters.teams.listening.dialog_cards import link_dialog
from adapters.teams.spot import Spot
from adapters.teams.taking_in.routes import InvokeAnswer, Told
from adapters.teams.taking_in.telling import Addressee
from core.errors import DeliveryError

_log = structlog.get_logger()

_APP = "https://teams.microsoft.com/l/app/{}"
_CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:{}"
LOOK_SECONDS = 2.5
"""The person waits for it, and Teams for its response; others have looked at things before."""
OPEN_FIRST = (
    "I answer what you ask privately in our own chat, and there is none yet: open me among your apps, press "
    "Add, then ask again."
)
NOT_REACHED = "Teams does not let me write to you just now. Please try again in a minute."
IF_NOTHING_COMES = (
    "Teams takes its time to find that chat. If nothing comes: open me among your apps, press Add, then ask "
    "again."
)


@dataclass(frozen=True, slots=True)
class OwnChat:
    """What is known of somebody's chat with the desk."""

    spot: Spot | None = None
    """None: Teams has not told in time, or `why_not` says why there is none."""
    why_not: str = ""
    """For the person, why nothing is asked; empty: it can be."""

    def addressee(self, person: str) -> Addressee | None:
        """Where its person is told why a question is not taken in; None: only in the dialog."""
        return Addressee(spot=self.spot, person=person) if self.spot is not None else None

    def told(self, done: str) -> str:
        """What somebody is told whose question was taken in.

        Args:
            done: Where it is answered.
        """
        return done if self.spot is not None else f"{done} {IF_NOTHING_COMES}"


def shown(text: str, own: OwnChat, *, title: str, app_id: str) -> InvokeAnswer:
    """Tells somebody that they are answered in their chat, or why not, with a button that leads there.

    Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application

    Args:
        text: What they are told; plain.
        own: That chat.
        title: Of the dialog.
        app_id: Of the bot and of its app; empty: there is no address (local development).
    """
    if not app_id or own.why_not == NOT_REACHED:
        return Told(text)
    if own.spot is None:
        return link_dialog(title, text, button="Open the app", address=_APP.format(app_id))
    return link_dialog(title, text, button="Open our chat", address=_CHAT.format(app_id))


async def own_chat(
    calls: TeamsCalls, tenant: str, person: str, *, seconds: float = LOOK_SECONDS
) -> OwnChat:
    """Find the chat, or have Teams open it.

    Args:
        calls: Calls Teams.
        tenant: Whose person it is.
        person: Their id in Teams.
        seconds: How long to wait; whoever shows the answer asks again.
    """
    try:
        async with asyncio.timeout(seconds):
            return OwnChat(await calls.personal_spot(tenant, person))
    except TimeoutError:
        _log.info("own_chat_not_told")
        return OwnChat()
    except TeamsCallRefused:
        return OwnChat(why_not=OPEN_FIRST)
    except DeliveryError as error:
        _log.info("own_chat_not_opened", kind=type(error).__name__)
        return OwnChat(why_not=NOT_REACHED)
