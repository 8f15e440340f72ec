"""Where an answer is shown, as it is kept with the turn (`AcceptedTurn.place`).

Teams lets no bot look for its own messages: what another process shall find again stands here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

from adapters.teams.spot import ChatKind, Spot


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer to one question goes."""

    tenant: str
    chat: str
    """The conversation's id without its thread.  Of a private answer: where it was asked; empty where
    Teams did not tell."""
    kind: ChatKind
    root: str = ""
    """The message that opens the thread, in channels; empty elsewhere."""
    question_id: str = ""
    """The message with the question; empty where there is none (dialog, button)."""
    is_private: bool = False
    """Whether the answer goes into the personal chat of who asked, wherever that was."""
    is_announced: bool = False
    """Whether the chat is told what a private order has changed for it."""
    is_unasked: bool = False
    """Whether nobody had addressed the desk: that it does not know is then not shown."""
    ask_in: str = ""
    """The chat in which Teams has still to be asked whether who asked is an outsider; empty: it is known
    that they are none."""
    answer_id: str = ""
    """The first message of the answer, once it exists; of a stream its id."""
    is_streaming: bool = False
    """Whether that is a stream which nobody has ended."""
    part_ids: tuple[str, ...] = ()
    """The further messages of the answer, in order."""
    is_unsure: bool = False
    """Whether a message of the answer may stand there whose id is not known."""
    is_whole: bool = False
    """Whether the first message has its final form."""
    is_announcement_made: bool = False
    """Whether the chat was told."""

    @property
    def spot(self) -> Spot:
        """Where it was asked."""
        return Spot(self.tenant, self.chat, self.kind, self.root)

    def written(self) -> str:
        """As it is kept."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return json.dumps({name: value for name, value in kept.items() if value})


def read_place(written: str) -> Place:
    """Read what `Place.written` gave.

    Raises:
        TypeError: Another version wrote it.
        ValueError: It is no place.
    """
    kept = {"chat": "", **json.loads(written)}
    kind, parts = ChatKind(kept.pop("kind", "")), kept.pop("part_ids", ())
    return Place(kind=kind, part_ids=tuple(parts), **kept)
