"""What people see of the desk in Slack beyond messages: App Home, modals, prompts, buttons."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from adapters.slack.surfaces.asking import AskingPeople
from adapters.slack.surfaces.channel_settings import Changed, ChannelSettingsModal, Visitor
from adapters.slack.surfaces.home import Home
from adapters.slack.tools import SlackTools

__all__ = ["Visitor", "open_settings", "register"]


def register(app: AsyncApp, *, tools: SlackTools) -> None:
    """Let the app listen to all surfaces.

    Args:
        app: The Bolt app.
        tools: What they work with.
    """
    home = Home(tools)
    home.listen(app)
    AskingPeople(tools).listen(app)
    _modal(tools, home.changed).listen(app)


async def open_settings(
    tools: SlackTools, *, workspace: str, person: str, trigger_id: str, channel: str
) -> bool:
    """Open the settings of a channel for somebody who has just asked for them by other means.

    Args:
        tools: What they work with.
        workspace: The team's id.
        person: Who asked.
        trigger_id: Of the command or button; holds three seconds.
        channel: Its id; empty: the person is asked which.

    Returns:
        Whether it is open; Slack may have found that it took too long.
    """
    return await _modal(tools).open(Visitor(workspace, person), trigger_id, channel)


def _modal(tools: SlackTools, changed: Changed | None = None) -> ChannelSettingsModal:
    return ChannelSettingsModal(
        calls=tools.calls,
        clients=tools.clients,
        chores=tools.chores,
        channels=tools.channels,
        status=tools.status,
        changed=changed,
    )
