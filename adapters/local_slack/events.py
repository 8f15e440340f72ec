"""The events that an app may subscribe to, and which scopes each needs.

`manifest` and `subscriptions` ask.

Source: https://docs.slack.dev/reference/events (each event's required scopes).
"""

from __future__ import annotations

from collections.abc import Mapping

_BY_SCOPES: Mapping[str, str] = {
    "": (
        "agent_session_stopped app_context_changed app_home_opened app_uninstalled"
        " entity_details_requested function_executed grid_migration_finished"
        " grid_migration_started team_access_granted team_access_revoked tokens_revoked"
    ),
    "app_mentions:read": "app_mention",
    "assistant:write": "assistant_thread_context_changed assistant_thread_started",
    "calls:read": "call_rejected",
    "channels:history": "channel_history_changed message.channels",
    "channels:read": (
        "channel_archive channel_created channel_deleted channel_left channel_rename"
        " channel_unarchive"
    ),
    "channels:read groups:read": (
        "channel_shared channel_unshared member_joined_channel member_left_channel"
    ),
    "channels:read groups:read im:read mpim:read": "channel_id_changed",
    "conversations.connect:manage": (
        "shared_channel_invite_accepted shared_channel_invite_approved"
        " shared_channel_invite_declined shared_channel_invite_requested"
    ),
    "conversations.connect:read": "shared_channel_invite_received",
    "dnd:read": "dnd_updated_user",
    "emoji:read": "emoji_changed",
    "files:read": ("file_change file_created file_deleted file_public file_shared file_unshared"),
    "groups:history": "group_history_changed message.groups",
    "groups:read": (
        "group_archive group_close group_deleted group_left group_open group_rename group_unarchive"
    ),
    "im:history": "im_history_changed message.im",
    "im:read": "im_close im_created im_open",
    "links:read": "link_shared",
    "metadata.message:read": (
        "message_metadata_deleted message_metadata_posted message_metadata_updated"
    ),
    "mpim:history": "message.mpim",
    "pins:read": "pin_added pin_removed",
    "reactions:read": "reaction_added reaction_removed",
    "team:read": "email_domain_changed team_domain_change team_rename",
    "usergroups:read": (
        "subteam_created subteam_members_changed subteam_self_added subteam_self_removed"
        " subteam_updated"
    ),
    "users:read": (
        "team_join user_change user_huddle_changed user_profile_changed user_status_changed"
    ),
}

EVENT_SCOPES: Mapping[str, frozenset[str]] = {
    event: frozenset(scopes.split())
    for scopes, events in _BY_SCOPES.items()
    for event in events.split()
}
"""Any one of an event's scopes suffices; empty: it needs none."""
