"""Slack Connect: conversations that people of other workspaces are in, and what Slack tells of them.

Payloads and the Web API's methods ask.

Source: https://docs.slack.dev/apis/slack-connect
"""

from __future__ import annotations

from adapters.local_slack.state import Channel, ChannelKind, Json, User, Workspace


def is_shared(workspace: Workspace, channel: Channel) -> bool:
    """Whether a conversation is one with people of another team."""
    return bool(channel.connected_teams) or bool(foreign_teams(workspace, channel))


def foreign_teams(workspace: Workspace, channel: Channel) -> list[str]:
    """The ids of the other teams that a conversation is shared with."""
    known = [workspace.users[one] for one in channel.members if one in workspace.users]
    theirs = {one.team_id for one in known if one.is_external}
    return sorted(theirs | channel.connected_teams)


def meets_bot(workspace: Workspace, user: User) -> bool:
    """Whether somebody is in a channel with the bot; who is external and is not is a stranger."""
    both = {user.id, workspace.app.bot_user}
    return any(
        both <= one.members
        for one in workspace.channels.values()
        if one.kind is not ChannelKind.DIRECT
    )


def author_facts(author: User) -> Json:
    """What stands in a message of somebody from elsewhere, because the app may not know them.

    Source: https://docs.slack.dev/reference/events/message, and slack-bolt's
    `request/internals.py`, which reads `user_team` to tell who acts.
    """
    if not author.is_external:
        return {}
    return {
        "user_team": author.team_id,
        "source_team": author.team_id,
        "user_profile": {
            "name": author.name,
            "real_name": author.real_name,
            "first_name": author.real_name.partition(" ")[0],
            "display_name": author.name,
            "team": author.team_id,
            "is_restricted": False,
            "is_ultra_restricted": False,
        },
    }


def team_of(workspace: Workspace, user: User) -> Json:
    """The team of somebody as interactions carry it: of an external person it is their own."""
    if user.is_external:
        return {"id": user.team_id, "domain": user.team_id.lower()}
    return our_team(workspace)


def our_team(workspace: Workspace) -> Json:
    """The team of the workspace as interactions carry it."""
    team: Json = {"id": workspace.team_id, "domain": domain(workspace)}
    if workspace.enterprise_id:
        team["enterprise_id"] = workspace.enterprise_id
        team["enterprise_name"] = workspace.name
    return team


def enterprise(workspace: Workspace) -> Json | None:
    """The organisation that the workspace belongs to (Enterprise Grid)."""
    if not workspace.enterprise_id:
        return None
    return {"id": workspace.enterprise_id, "name": workspace.name}


def domain(workspace: Workspace) -> str:
    """The workspace's name in addresses."""
    return workspace.name.lower().replace(" ", "-")
