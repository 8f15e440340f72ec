"""What every method of the Web API takes: scopes, arguments, kind of token.

Source: https://docs.slack.dev/reference/methods (each method's page) and the signatures of
slack_sdk 3.48.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.arguments import Kind, MethodRules, TokenKind

TEXT, NUMBER, FLAG = Kind.TEXT, Kind.NUMBER, Kind.FLAG
ARRAY, OBJECT = Kind.ARRAY, Kind.OBJECT

_CONTENT: Mapping[str, Kind] = {
    "text": TEXT,
    "blocks": ARRAY,
    "attachments": ARRAY,
    "markdown_text": TEXT,
    "parse": TEXT,
    "link_names": FLAG,
    "as_user": FLAG,
}
_LOOK: Mapping[str, Kind] = {"icon_emoji": TEXT, "icon_url": TEXT, "username": TEXT}
_PAGING: Mapping[str, Kind] = {"cursor": TEXT, "limit": NUMBER}
_READING: Mapping[str, Kind] = {
    **_PAGING,
    "inclusive": FLAG,
    "include_all_metadata": FLAG,
    "latest": TEXT,
    "oldest": TEXT,
}
_TRIGGER: Mapping[str, Kind] = {"trigger_id": TEXT, "interactivity_pointer": TEXT}

_WRITE = ("chat:write",)
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_CHANNELS = ("channels:read", "groups:read", "im:read", "mpim:read")
_OPEN = ("im:write", "mpim:write", "channels:manage", "groups:write")

CHAT: Mapping[str, MethodRules] = {
    "chat.postMessage": MethodRules(
        _WRITE,
        {"channel": TEXT},
        {
            **_CONTENT,
            **_LOOK,
            "thread_ts": TEXT,
            "reply_broadcast": FLAG,
            "unfurl_links": FLAG,
            "unfurl_media": FLAG,
            "metadata": OBJECT,
            "mrkdwn": FLAG,
            "container_id": TEXT,
            "unfurl_app_links": FLAG,
        },
    ),
    "chat.postEphemeral": MethodRules(
        _WRITE, {"channel": TEXT, "user": TEXT}, {**_CONTENT, **_LOOK, "thread_ts": TEXT}
    ),
    "chat.update": MethodRules(
        _WRITE,
        {"channel": TEXT, "ts": TEXT},
        {
            **_CONTENT,
            "metadata": OBJECT,
            "reply_broadcast": FLAG,
            "file_ids": TEXT,
            "unfurled_attachments": ARRAY,
        },
    ),
    "chat.delete": MethodRules(_WRITE, {"channel": TEXT, "ts": TEXT}, {"as_user": FLAG}),
    "chat.getPermalink": MethodRules((), {"channel": TEXT, "message_ts": TEXT}, reads_json=False),
    "chat.startStream": MethodRules(
        _WRITE,
        {"channel": TEXT, "thread_ts": TEXT},
        {
            **_LOOK,
            "markdown_text": TEXT,
            "chunks": ARRAY,
            "recipient_user_id": TEXT,
            "recipient_team_id": TEXT,
            "task_display_mode": TEXT,
        },
    ),
    "chat.appendStream": MethodRules(
        _WRITE, {"channel": TEXT, "ts": TEXT}, {"markdown_text": TEXT, "chunks": ARRAY}
    ),
    "chat.stopStream": MethodRules(
        _WRITE,
        {"channel": TEXT, "ts": TEXT},
        {
            "markdown_text": TEXT,
            "chunks": ARRAY,
            "blocks": ARRAY,
            "metadata": OBJECT,
            "session_status": TEXT,
        },
    ),
}

CONVERSATIONS: Mapping[str, MethodRules] = {
    "conversations.open": MethodRules(
        _OPEN,
        optional={"users": TEXT, "channel": TEXT, "return_im": FLAG, "prevent_creation": FLAG},
    ),
    "conversations.info": MethodRules(
        _CHANNELS,
        {"channel": TEXT},
        {"include_locale": FLAG, "include_num_members": FLAG},
        reads_json=False,
    ),
    "conversations.history": MethodRules(_HISTORY, {"channel": TEXT}, _READING, reads_json=False),
    "conversations.replies": MethodRules(
        _HISTORY, {"channel": TEXT, "ts": TEXT}, _READING, reads_json=False
    ),
    "conversations.members": MethodRules(_CHANNELS, {"channel": TEXT}, _PAGING, reads_json=False),
    "conversations.list": MethodRules(
        _CHANNELS,
        optional={**_PAGING, "exclude_archived": FLAG, "team_id": TEXT, "types": TEXT},
        reads_json=False,
    ),
}

PEOPLE: Mapping[str, MethodRules] = {
    "users.info": MethodRules(
        ("users:read",), {"user": TEXT}, {"include_locale": FLAG}, reads_json=False
    ),
    "users.list": MethodRules(
        ("users:read",),
        optional={**_PAGING, "include_locale": FLAG, "team_id": TEXT},
        reads_json=False,
    ),
    "bots.info": MethodRules(
        ("users:read",), optional={"bot": TEXT, "team_id": TEXT}, reads_json=False
    ),
    "team.info": MethodRules(
        ("team:read",), optional={"team": TEXT, "domain": TEXT}, reads_json=False
    ),
}

REACTIONS: Mapping[str, MethodRules] = {
    "reactions.add": MethodRules(
        ("reactions:write",), {"channel": TEXT, "name": TEXT, "timestamp": TEXT}
    ),
    "reactions.remove": MethodRules(
        ("reactions:write",), {"name": TEXT}, {"channel": TEXT, "timestamp": TEXT}
    ),
    "reactions.get": MethodRules(
        ("reactions:read",),
        optional={"channel": TEXT, "timestamp": TEXT, "full": FLAG},
        reads_json=False,
    ),
}

FILES: Mapping[str, MethodRules] = {
    "files.getUploadURLExternal": MethodRules(
        ("files:write",),
        {"filename": TEXT, "length": NUMBER},
        {"alt_txt": TEXT, "snippet_type": TEXT},
        reads_json=False,
    ),
    "files.completeUploadExternal": MethodRules(
        ("files:write",),
        {"files": ARRAY},
        {
            "channel_id": TEXT,
            "channels": TEXT,
            "initial_comment": TEXT,
            "thread_ts": TEXT,
            "blocks": ARRAY,
            **_LOOK,
        },
    ),
    "files.delete": MethodRules(("files:write",), {"file": TEXT}),
    "files.info": MethodRules(
        ("files:read",),
        {"file": TEXT},
        {**_PAGING, "count": NUMBER, "page": NUMBER},
        reads_json=False,
    ),
}

VIEWS: Mapping[str, MethodRules] = {
    "views.open": MethodRules((), {"view": OBJECT}, _TRIGGER),
    "views.push": MethodRules((), {"view": OBJECT}, _TRIGGER),
    "views.update": MethodRules(
        (), {"view": OBJECT}, {"view_id": TEXT, "external_id": TEXT, "hash": TEXT}
    ),
    "views.publish": MethodRules(
        (), {"user_id": TEXT, "view": OBJECT}, {"hash": TEXT, "interactivity_pointer": TEXT}
    ),
}

AGENTS: Mapping[str, MethodRules] = {
    # Source: https://docs.slack.dev/changelog/2026/03/05/set-status-scope-update
    "assistant.threads.setStatus": MethodRules(
        _WRITE,
        {"channel_id": TEXT, "thread_ts": TEXT, "status": TEXT},
        {**_LOOK, "loading_messages": ARRAY},
    ),
    "assistant.threads.setTitle": MethodRules(
        ("assistant:write",), {"channel_id": TEXT, "thread_ts": TEXT, "title": TEXT}
    ),
    "assistant.threads.setSuggestedPrompts": MethodRules(
        ("assistant:write",),
        {"channel_id": TEXT, "prompts": ARRAY},
        {"thread_ts": TEXT, "title": TEXT},
    ),
    "agents.sessions.setStatus": MethodRules(
        _WRITE,
        {"status": TEXT},
        {
            **_LOOK,
            "channel_id": TEXT,
            "thread_ts": TEXT,
            "title": TEXT,
            "initiator_user_id": TEXT,
        },
    ),
    "agents.sessions.rename": MethodRules(
        _WRITE, {"title": TEXT}, {"channel_id": TEXT, "thread_ts": TEXT}
    ),
}

IDENTITY: Mapping[str, MethodRules] = {
    "api.test": MethodRules(optional={"error": TEXT, "foo": TEXT}, token=TokenKind.NONE),
    "auth.test": MethodRules(),
    "auth.revoke": MethodRules(optional={"test": FLAG}, reads_json=False),
    "apps.connections.open": MethodRules(token=TokenKind.APP),
    "oauth.v2.access": MethodRules(
        optional={
            "client_id": TEXT,
            "client_secret": TEXT,
            "code": TEXT,
            "redirect_uri": TEXT,
            "grant_type": TEXT,
            "refresh_token": TEXT,
            "code_verifier": TEXT,
        },
        token=TokenKind.NONE,
        reads_json=False,
    ),
}

METHOD_RULES: Mapping[str, MethodRules] = {
    **CHAT,
    **CONVERSATIONS,
    **PEOPLE,
    **REACTIONS,
    **FILES,
    **VIEWS,
    **AGENTS,
    **IDENTITY,
}
