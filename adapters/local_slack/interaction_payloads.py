"""What stands in the payloads of commands and interactions: who, where, of which workspace.

`interactions` makes payloads of it.

Source: https://docs.slack.dev/reference/interaction-payloads,
https://docs.slack.dev/interactivity/implementing-slash-commands
"""

from __future__ import annotations

from adapters.local_slack.connect import domain, enterprise, our_team, team_of
from adapters.local_slack.delivery import VERIFICATION_TOKEN
from adapters.local_slack.state import Channel, ChannelKind, Json, User, Workspace

_OF_VIEWS = frozenset({"view_submission", "view_closed"})


def envelope(workspace: Workspace, user: User, kind: str, trigger_id: str) -> Json:
    """What every interaction carries.

    An external person's `user.team_id` is their own team always.  `team` is that of the workspace where
    the app is installed, but for modals, where it is the person's own: there the installation stands in
    `view.app_installed_team_id`.
    Source: https://github.com/slackapi/bolt-js/issues/1614,
    https://github.com/slackapi/java-slack-sdk/issues/1041

    Args:
        workspace: Where the app is installed.
        user: Who does it.
        kind: E.g. `block_actions`.
        trigger_id: What opens a modal.
    """
    is_theirs = kind in _OF_VIEWS and user.is_external
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id,
        },
        "api_app_id": workspace.app.id,
        "token": VERIFICATION_TOKEN,
        "trigger_id": trigger_id,
        "team": team_of(workspace, user) if is_theirs else our_team(workspace),
        "enterprise": None if is_theirs else enterprise(workspace),
        "is_enterprise_install": False,
    }


def command_fields(workspace: Workspace, user: User, channel: Channel) -> Json:
    """What every command carries, as a form."""
    fields = {
        **channel_fields(channel),
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": domain(workspace),
        "user_id": user.id,
        "user_name": user.name,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
    }
    if workspace.enterprise_id:
        fields["enterprise_id"] = workspace.enterprise_id
        fields["enterprise_name"] = workspace.name
    return fields


def channel_named(channel: Channel) -> Json:
    """A channel as interactions carry it."""
    fields = channel_fields(channel)
    return {"id": fields["channel_id"], "name": fields["channel_name"]}


def channel_fields(channel: Channel) -> Json:
    """A channel as commands carry it: Slack does not tell the names of private conversations."""
    names = {
        ChannelKind.PUBLIC: channel.name,
        ChannelKind.PRIVATE: "privategroup",
        ChannelKind.DIRECT: "directmessage",
        ChannelKind.GROUP_DIRECT: channel.name,
    }
    return {"channel_id": channel.id, "channel_name": names[channel.kind]}
