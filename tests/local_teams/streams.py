"""Answers that grow while they are written: what Teams takes of a stream, piece by piece.

The connector gives it each activity with a `streaminfo`.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.local_teams.mischief import Mischief
from tests.local_teams.refusals import Refusal
from tests.local_teams.state import PERSONAL, Chat, Json, Message, World, entities_of

MOST_INFORMATIVE = 1000
_KINDS = ("informative", "streaming", "final")


@dataclass(slots=True)
class _Stream:
    message: Message
    began: float
    sequence: int
    last: float
    text: str = ""
    """What was streamed of the answer itself."""


class Streams:
    """The streams of all chats."""

    def __init__(
        self, *, world: World, mischief: Mischief, now_seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with none.

        Args:
            world: What stands in Teams.
            mischief: How long streams may take.
            now_seconds: Monotonic time.
        """
        self._world = world
        self._mischief = mischief
        self._now_seconds = now_seconds
        self._open: dict[str, _Stream] = {}
        """By the chat's id: each has one at most."""

    def piece(self, chat: Chat, activity: Json, size: int) -> tuple[int, Json]:
        """Take a piece.

        Args:
            chat: Where.
            activity: With a `streaminfo`.
            size: Bytes of it.

        Returns:
            The HTTP status and the answer: the first piece is told the stream's id, others nothing.

        Raises:
            Refusal: Teams takes it not.
        """
        info = next(entities_of(activity, "streaminfo"))
        kind = info.get("streamType", "streaming")
        if chat.kind != PERSONAL:
            raise Refusal(405, "BadArgument", "Streaming API is not enabled for this conversation.")
        self._check(activity, info, kind)
        if size > self._mischief.too_big_over:
            raise _not_allowed("Message size too large")
        if info.get("streamId"):
            return self._more(chat, activity, info, kind)
        return self._first(chat, activity, info, kind)

    def stop(self, message: Message) -> None:
        """Let the person's Stop end a stream.

        Raises:
            ValueError: It is not streamed now.
        """
        stream = self._open.get(message.chat.id)
        if stream is None or stream.message is not message:
            raise ValueError(
                f"Message {message.id} is not streamed now: Teams shows no Stop there."
            )
        del self._open[message.chat.id]
        message.stream = "stopped"

    def _check(self, activity: Json, info: Json, kind: str) -> None:
        is_last = activity.get("type") == "message"
        if kind not in _KINDS:
            raise Refusal(400, "BadRequest", f"Stream type '{kind}' is not known.")
        if is_last != (kind == "final"):
            which = "Only end streaming type is allowed as a message activity"
            other = (
                "Only start streaming and continue streaming types are allowed as a typing activity"
            )
            raise Refusal(400, "BadRequest", which if is_last else other)
        text = activity.get("text") or ""
        if not text and not (is_last and activity.get("attachments")):
            raise Refusal(400, "BadRequest", "Start streaming activities should include text")
        if is_last == ("streamSequence" in info and info["streamSequence"] is not None):
            raise Refusal(400, "BadRequest", "streamSequence goes with every piece but the last.")
        if kind == "informative" and max(len(text), len(text.encode())) > MOST_INFORMATIVE:
            raise Refusal(400, "BadRequest", "Informative messages have up to 1000 characters.")
        if not is_last and activity.get("attachments"):
            raise Refusal(400, "BadRequest", "Attachments go with the last piece only.")

    def _first(self, chat: Chat, activity: Json, info: Json, kind: str) -> tuple[int, Json]:
        if kind == "final" or info["streamSequence"] != 1:
            raise Refusal(400, "BadRequest", "A stream begins with streamSequence 1.")
        before = self._open.get(chat.id)
        if before is not None and not self._is_over(before):
            raise _not_allowed("Content stream is not allowed: another is open in this chat")
        message = Message(self._world.new_id(), chat, self._world.bot_id, activity, stream=kind)
        now = self._now_seconds()
        stream = _Stream(chat.add(message), began=now, sequence=1, last=now)
        if kind == "streaming":
            stream.text = message.text
        self._open[chat.id] = stream
        return 201, {"id": message.id}

    def _more(self, chat: Chat, activity: Json, info: Json, kind: str) -> tuple[int, Json]:
        stream = self._stream(chat, str(info["streamId"]))
        if kind != "final":
            if info["streamSequence"] <= stream.sequence:
                code = "ContentStreamSequenceOrderPreConditionFailed"
                words = "PreCondition failed exception when processing streaming activity."
                return 202, {"error": {"code": code, "message": words}}
            self._check_pace(stream)
            stream.sequence = info["streamSequence"]
        self._check_growth(stream, activity, kind)
        stream.message.activity, stream.message.stream = activity, kind
        stream.last = self._now_seconds()
        if kind == "streaming":
            stream.text = stream.message.text
        if kind == "final":
            del self._open[chat.id]
        return 202, {}

    def _stream(self, chat: Chat, stream_id: str) -> _Stream:
        """The open stream of that id.

        Raises:
            Refusal: It is over, was stopped, or never was.
        """
        stream = self._open.get(chat.id)
        message = chat.message(stream_id)
        if message is None or not message.stream:
            raise Refusal(400, "BadRequest", f"There is no stream '{stream_id}' in this chat.")
        if message.stream == "stopped":
            raise _not_allowed("Content stream was canceled by user.")
        if message.stream == "final":
            raise _not_allowed(
                "Content stream is not allowed on an already completed streamed message"
            )
        if stream is None or stream.message is not message or self._is_over(stream):
            raise _not_allowed("Content stream finished due to exceeded streaming time.")
        return stream

    def _check_pace(self, stream: _Stream) -> None:
        if self._now_seconds() - stream.last < self._mischief.stream_gap_seconds:
            raise Refusal(429, "TooManyRequests", "API calls quota exceeded")

    def _check_growth(self, stream: _Stream, activity: Json, kind: str) -> None:
        text = str(activity.get("text") or "")
        if kind == "informative" and stream.text:
            raise Refusal(400, "BadRequest", "Informative updates come before the answer.")
        if kind != "informative" and not text.startswith(stream.text):
            raise _not_allowed(
                "Request streamed content should contain the previously streamed content"
            )

    def _is_over(self, stream: _Stream) -> bool:
        return self._now_seconds() - stream.began > self._mischief.stream_seconds


def _not_allowed(message: str) -> Refusal:
    return Refusal(403, "ContentStreamNotAllowed", message)
