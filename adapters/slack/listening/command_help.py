"""What `/frontdesk help` says.  `commands` tells it."""

from __future__ import annotations

from adapters.slack.blocks import escaped
from adapters.slack.names import COMMAND
from core.domain import WaitBoard
from core.waits.examples import examples_of

_INTRODUCTION = (
    "I answer questions from our own pages and name the page each answer comes from. Mention me in a "
    "channel, write to me directly, or use this command, which only you see the answers of:"
)


def help_in_words(waits: WaitBoard | None) -> str:
    """All that the command understands, in Slack's markup.

    Args:
        waits: The wait times, whose sites the examples name; None: no feed is read.
    """
    lines = [
        _INTRODUCTION,
        f"`{COMMAND} how do I …` – ask privately",
        *([] if waits is None else _on_waits(waits)),
        f"`{COMMAND} sources` – what I know, and how fresh it is",
        f"`{COMMAND} settings` – how I answer in this channel",
        f"`{COMMAND} forget` – delete what you asked here privately; in our direct messages, all of it",
        f"`{COMMAND} help` – this",
    ]
    return "\n• ".join(lines)


def _on_waits(waits: WaitBoard) -> list[str]:
    examples = examples_of(waits)
    of_site = f" or `{COMMAND} waits {_shown(examples.site)}`" if examples.site else ""
    return [
        f"`{COMMAND} waits`{of_site} – wait times",
        f"`{COMMAND} {_shown(examples.digest)}` – post here by the clock",
        f"`{COMMAND} {_shown(examples.alert)}` – watch one",
        f"`{COMMAND} subscriptions` – what is posted here; also `pause 3`, `resume 3`, `unsubscribe 3`",
    ]


def _shown(example: str) -> str:
    return escaped(example.replace("`", "'"))
