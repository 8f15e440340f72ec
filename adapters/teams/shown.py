"""What is shown of an answer before its end: what is going on, and the text so far.

`adapters.teams.growing` shows it, as a message or as a line of a stream.
"""

from __future__ import annotations

from dataclasses import dataclass

from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_STATUS_CHARACTERS
from adapters.teams.writing import half_message, status_message
from core.plain_words import in_plain_words

LOOKING = "Looking …"
STILL_WRITING = "Still writing …"
FOR_NOW = "This for now; still writing …"
_CUT = " …"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown that is not the end."""

    note: str = ""
    """What is going on."""
    text: str = ""
    """Of the answer, as Markdown."""
    is_draft: bool = False
    """Whether the text will be replaced."""

    def message(self, turn_id: str, *, with_stop: bool = True) -> TeamsMessage:
        """As a message.

        Args:
            turn_id: Goes with the button.
            with_stop: Whether to show a Stop button.
        """
        if not self.text:
            return status_message(self.note or LOOKING, turn_id=turn_id, with_stop=with_stop)
        return half_message(self.text, self.note, turn_id=turn_id, with_stop=with_stop)

    def in_short(self) -> str:
        """In plain words, as long as an informative update may be."""
        if not self.text:
            return _cut(self.note)
        return _cut(f"{self.note}\n\n{in_plain_words(self.text)}")


def _cut(text: str) -> str:
    """A text at a word's end; Teams' limit is kept in bytes, whatever it counts."""
    if len(text.encode()) <= MOST_STATUS_CHARACTERS:
        return text
    whole = text.encode()[: MOST_STATUS_CHARACTERS - len(_CUT.encode())].decode(errors="ignore")
    return whole.rsplit(" ", 1)[0] + _CUT
