"""What Slack's errors mean for the desk.  `adapters.slack.calls` raises these."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from core.errors import DeliveryError, DeliveryRefused

_REFUSED = frozenset({
    "access_denied", "account_inactive", "app_uninstalled", "as_user_not_supported",
    "cannot_dm_bot", "cannot_reply_to_message", "channel_not_found", "ekm_access_denied",
    "enterprise_is_restricted", "invalid_auth", "is_archived", "is_inactive",
    "messages_tab_disabled", "not_authed", "not_in_channel", "restricted_action",
    "team_access_not_granted", "thread_not_found", "token_revoked",
    "user_disabled", "user_not_in_channel",
})  # fmt: skip
"""The place is gone or closed to the desk, or the desk is not installed any more."""
_PASSING = frozenset({
    "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout",
    "service_unavailable", "team_added_to_org", "timeout", "connection",
})  # fmt: skip
"""Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""
_UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "timeout", "connection"})
"""It may have been done all the same."""

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
TOO_OFTEN = RATE_LIMITED | {"paced"}
"""By Slack's measure, or by ours before it."""
BAD_BLOCKS = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)
"""A message is wrong or too long as it is laid out; its bare text may be taken."""
STREAM_OVER = frozenset({"message_not_in_streaming_state", "streaming_state_conflict"})
"""A stream has ended: it expired after about five minutes, or was stopped.  Which of the two, this
does not tell."""
DELETED = "message_not_found"
GONE = frozenset({DELETED, "cant_update_message", "cant_delete_message"})
"""A message is not there any more, or not ours."""
STREAM_STOPPED = "stopped_by_user"
"""The person pressed Slack's Stop.
Source: https://docs.slack.dev/reference/methods/chat.appendStream#errors"""


class SlackCallRefused(DeliveryRefused):
    """Slack will never take this."""

    def __init__(self, method: str, error: str) -> None:
        """Take what was called and Slack's name of the error."""
        super().__init__(
            f"Slack refused {method} ({error}): the channel or the installation is closed to the "
            "desk, so nothing can be shown there."
        )
        self.method = method
        self.error = error


class SlackCallFailed(DeliveryError):
    """Slack did not take this now, or not like this."""

    def __init__(
        self, method: str, error: str, *, status: int = 0, again_in_seconds: float | None = None
    ) -> None:
        """Take what was called and what is known of the failure.

        Args:
            method: E.g. `chat.postMessage`.
            error: Slack's name of it; `timeout`, `connection`, `unreachable`, `paced` or `http_503`
                are ours.
            status: Of HTTP; 0: no response came.
            again_in_seconds: What Slack said in Retry-After, to this call or one before it.
        """
        super().__init__(
            f"Slack did not take {method} ({error}). {_advice(error)}",
            again_in_seconds=again_in_seconds,
        )
        self.method = method
        self.error = error
        is_server_error = status >= 500  # noqa: PLR2004  (HTTP)
        self.is_passing = error in _PASSING or error == "unreachable" or is_server_error
        """Whether the same call may work in a moment."""
        self.is_unsure = error in _UNSURE or is_server_error
        """Whether it may have been done, though nobody said so."""


def failure(
    method: str, error: str, *, status: int, again_in_seconds: float | None
) -> SlackCallRefused | SlackCallFailed:
    """The error to raise for what Slack answered."""
    if error in _REFUSED or error.startswith("restricted_action"):
        return SlackCallRefused(method, error)
    return SlackCallFailed(method, error, status=status, again_in_seconds=again_in_seconds)


def error_name(error: Exception) -> str:
    """Slack's name of what it answered, or the HTTP status; empty where it did not answer."""
    if not isinstance(error, SlackApiError):
        return ""
    data = getattr(error.response, "data", error.response)
    name = data.get("error") if isinstance(data, dict) else None
    return str(name or f"http_{getattr(error.response, 'status_code', 0)}")


def _advice(error: str) -> str:
    if error == "missing_scope":
        return "The app lacks a scope: install it anew from the manifest."
    if error in TOO_OFTEN:
        return "Too much is being posted there at once; it is tried again later."
    if error in BAD_BLOCKS or error.startswith("invalid_"):
        return "The call itself is wrong: please report this as a fault of the app."
    return "It is tried again later."
