"""A manifest of an app for tests of the local Slack: many scopes, all events that it knows."""

from typing import Any

SCOPES = (
    "app_mentions:read assistant:write channels:history channels:read chat:write commands "
    "files:write groups:history groups:read im:history im:read im:write mpim:history "
    "reactions:read reactions:write users:read"
)
EVENTS = (
    "agent_session_stopped app_home_opened app_mention app_uninstalled channel_archive channel_left "
    "channel_unarchive group_archive group_left member_joined_channel message.channels "
    "message.groups message.im message.mpim reaction_added tokens_revoked"
)


def slack_manifest(*, scopes: str = SCOPES, events: str = EVENTS) -> dict[str, Any]:
    """A manifest that asks for these scopes and events, each list separated by spaces."""
    return {
        "display_information": {"name": "frontdesk"},
        "features": {
            "agent_view": {"agent_description": "Answers from our own pages."},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "frontdesk", "always_online": True},
            "shortcuts": [
                _shortcut("Answer this", "message"),
                _shortcut("Ask frontdesk", "global"),
            ],
            "slash_commands": [
                {"command": "/frontdesk", "description": "Ask", "should_escape": False}
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes.split()}},
        "settings": {
            "event_subscriptions": {"bot_events": events.split()},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(name: str, kind: str) -> dict[str, str]:
    callback_id = name.lower().replace(" ", "_")
    return {"name": name, "type": kind, "callback_id": callback_id, "description": name}
