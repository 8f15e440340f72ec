"""Where an answer is shown, as it is kept with the turn (`AcceptedTurn.place`)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

SHOWING = "showing"
"""In place of the ts of a private answer, which has none: it may have been shown."""
SHOWN = "shown"
"""In place of the ts of a private answer: it was shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer to one question goes."""

    channel: str
    """The channel's id."""
    thread_ts: str = ""
    """The message that the answer stands under; empty for a private answer outside threads."""
    question_ts: str = ""
    """The message with the question: it carries the reaction; empty where there is none (command)."""
    recipient_team: str = ""
    """The team of the person who asked: another than the workspace's in Slack Connect."""
    response_url: str = field(default="", repr=False)
    """Set for a private answer: where it is sent, by whoever knows it.  Holds 30 minutes and 5 uses."""
    reason_url: str = field(default="", repr=False)
    """Where the person alone is told why the answer cannot be shown; empty: nowhere."""
    is_direct: bool = False
    """Whether it is a direct message (no reaction is needed there)."""
    is_unasked: bool = False
    """Whether nobody had addressed the desk: that it does not know is then not shown."""
    is_announced: bool = False
    """Whether the channel is told what a private order has changed for it."""
    answer_ts: str = ""
    """The first message of the answer, once it exists; of a private one `SHOWING` or `SHOWN`."""
    draft_ts: str = ""
    """The message of a draft: it goes once the answer has one of its own."""
    is_unsure: bool = False
    """Whether something of the answer may stand there of which no more is known."""

    @property
    def is_private(self) -> bool:
        """Whether only the person who asked sees the answer."""
        return bool(self.response_url)

    def written(self) -> str:
        """As it is kept."""
        return json.dumps({key: value for key, value in asdict(self).items() if value})


def read_place(written: str) -> Place:
    """Read what `Place.written` gave."""
    return Place(**json.loads(written))
