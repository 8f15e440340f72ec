"""`assistant.threads.*` and `agents.sessions.*`: what an agent shows around its messages.

Source: https://docs.slack.dev/ai/agent-sessions, and the pages of
`assistant.threads.*` and `agents.sessions.*` under https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from adapters.local_slack.methods.call import (
    Call,
    Method,
    check_customising,
    check_thread,
    visible_channel,
    written_channel,
)
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, ChannelKind, Json

_STATUSES = frozenset({"active", "processing", "suspended", "closed"})
_MOST_PROMPTS = 4
_MOST_TITLE_CHARACTERS = 200
_MOST_LOADING_MESSAGES = 10
_MOST_LOADING_CHARACTERS = 50
_STATUS_SECONDS = 120.0
"""So long a status stays if no message is sent."""
_NO_THREAD = "invalid_thread_ts"
_NO_STOP = "missing_agent_session_stopped_event_subscription"


def set_thread_status(call: Call) -> Json:
    """`assistant.threads.setStatus`; an empty status takes it away, and so do two minutes."""
    channel = written_channel(call, "channel_id")
    thread_ts, status = call.text("thread_ts"), call.text("status")
    check_thread(channel, thread_ts, not_there=_NO_THREAD)
    _check_loading_messages(call)
    channel.statuses.pop(thread_ts, None)
    if status:
        channel.statuses[thread_ts] = status
        channel.statuses_end_at[thread_ts] = call.now_seconds() + _STATUS_SECONDS
        call.fading.after(_STATUS_SECONDS, partial(_end_statuses, call, channel))
    call.workspace.changed()
    return {}


def _end_statuses(call: Call, channel: Channel) -> None:
    if channel.end_statuses(call.now_seconds()):
        call.workspace.changed()


def set_title(call: Call) -> Json:
    """`assistant.threads.setTitle`."""
    channel = written_channel(call, "channel_id")
    thread_ts = call.text("thread_ts")
    check_thread(channel, thread_ts, not_there=_NO_THREAD)
    _check_title(call)
    channel.sessions.setdefault(thread_ts, {"status": "active"})["title"] = call.text("title")
    call.workspace.changed()
    return {}


def set_suggested_prompts(call: Call) -> Json:
    """`assistant.threads.setSuggestedPrompts`.

    With `thread_ts` an app with `agent_view` gets `"ok": true` and nothing is shown.
    Source: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
    """
    features = call.workspace.app.manifest.get("features", {})
    if not {"agent_view", "assistant_view"} & set(features):
        raise SlackRefusal("not_agent_app")
    channel = written_channel(call, "channel_id")
    if channel.kind is not ChannelKind.DIRECT:
        raise SlackRefusal("channel_not_found")
    if "thread_ts" in call.arguments:
        check_thread(channel, call.text("thread_ts"), not_there=_NO_THREAD)
    prompts = call.arguments["prompts"]
    wrong = len(prompts) > _MOST_PROMPTS or not all(_is_prompt(one) for one in prompts)
    if wrong:
        raise SlackRefusal(
            "invalid_arguments", messages=["[ERROR] prompts [json-pointer:/prompts]"]
        )
    if "agent_view" in features and "thread_ts" in call.arguments:
        return {}
    channel.prompts, channel.prompts_title = list(prompts), call.text("title")
    call.workspace.changed()
    return {}


def set_session(call: Call) -> Json:
    """`agents.sessions.setStatus`."""
    check_customising(call)
    channel, thread_ts = _session_place(call)
    _check_title(call)
    initiator = call.text("initiator_user_id")
    if initiator and initiator not in channel.members:
        raise SlackRefusal("user_not_found")
    session = set_session_status(call, channel, thread_ts, call.text("status"))
    answer: Json = {
        "status": session["status"],
        "agent_status": session["status"],
        "title": session.get("title", ""),
    }
    if "agent_session_stopped" not in call.workspace.app.events:
        answer |= {"warning": _NO_STOP, "response_metadata": {"warnings": [_NO_STOP]}}
    return answer


def set_session_status(call: Call, channel: Channel, thread_ts: str, status: str) -> Json:
    """Set the status of a session, beginning it where there is none.

    Raises:
        SlackRefusal: There is no such status.
    """
    if status not in _STATUSES:
        raise SlackRefusal("invalid_status")
    if thread_ts not in channel.sessions:
        channel.sessions[thread_ts] = {
            "title": call.text("title"),
            "initiator": call.text("initiator_user_id"),
        }
    session = channel.sessions[thread_ts]
    session["status"] = status
    call.workspace.changed()
    return session


def rename_session(call: Call) -> Json:
    """`agents.sessions.rename`."""
    channel, thread_ts = _session_place(call)
    _check_title(call)
    session = channel.sessions.get(thread_ts)
    if session is None:
        raise SlackRefusal("session_not_found")
    session["title"] = call.text("title")
    call.workspace.changed()
    return {"title": session["title"]}


def _session_place(call: Call) -> tuple[Channel, str]:
    """The channel and thread of a session; only an agent has sessions."""
    if "agent_view" not in call.workspace.app.manifest.get("features", {}):
        raise SlackRefusal("not_allowed")
    channel = visible_channel(call, "channel_id")
    if call.workspace.app.bot_user not in channel.members:
        raise SlackRefusal("not_authorized")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        raise SlackRefusal("thread_ts_required")
    check_thread(channel, thread_ts)
    return channel, thread_ts


def _check_title(call: Call) -> None:
    if len(call.text("title")) > _MOST_TITLE_CHARACTERS:
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] title [json-pointer:/title]"])


def _check_loading_messages(call: Call) -> None:
    messages = call.arguments.get("loading_messages", [])
    too_long = any(len(str(one)) > _MOST_LOADING_CHARACTERS for one in messages)
    if len(messages) > _MOST_LOADING_MESSAGES or too_long:
        raise SlackRefusal(
            "invalid_arguments",
            messages=["[ERROR] loading_messages [json-pointer:/loading_messages]"],
        )


def _is_prompt(prompt: object) -> bool:
    match prompt:
        case {"title": str(title), "message": str(message), **others}:
            return bool(title and message and not others)
    return False


METHODS: Mapping[str, Method] = {
    "assistant.threads.setStatus": set_thread_status,
    "assistant.threads.setTitle": set_title,
    "assistant.threads.setSuggestedPrompts": set_suggested_prompts,
    "agents.sessions.setStatus": set_session,
    "agents.sessions.rename": rename_session,
}
