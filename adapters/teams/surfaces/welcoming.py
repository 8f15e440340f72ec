"""What the desk says where it was just added: who it is, how to ask, and what for instance."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams.message import TeamsMessage
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.pieces import cut
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import escaped
from core.chatting.first_questions import MOST_FIRST, first_questions

_MOST_QUESTION = 150
_KNOWS = "I answer questions from our own pages and name the page each answer comes from."


async def samples_for(tools: TeamsTools) -> tuple[str, ...]:
    """Questions to begin with; none where they cannot be had now."""
    report = await tools.status.report()
    return first_questions(await tools.suggestions(), report.waits)


def welcome(kind: ChatKind, bot_name: str, samples: Sequence[str]) -> TeamsMessage:
    """The first message in a chat.

    Args:
        kind: Of the chat.
        bot_name: What people mention.
        samples: Questions worth asking, best first; see `samples_for`.
    """
    fit = [one for one in samples if one.strip() and len(one) <= _MOST_QUESTION][:MOST_FIRST]
    if kind is ChatKind.PERSONAL:
        text = (
            f"Hello, I am {escaped(bot_name)}. {_KNOWS} Just write to me here; "
            "**help** tells what else I can do."
        )
        return TeamsMessage(text, suggested=tuple(fit))
    return TeamsMessage(_among_people(kind, escaped(bot_name), fit))


def _among_people(kind: ChatKind, name: str, samples: Sequence[str]) -> str:
    where = "In a thread" if kind is ChatKind.CHANNEL else "In a talk"
    example = escaped(cut(" ".join(samples[0].split()), _MOST_QUESTION)) if samples else "help"
    return (
        f"Hello, I am {name}. {_KNOWS}\n\n"
        f"Mention me to ask: **@{name} {example}**\n\n"
        f"{where} that I am part of, go on without mentioning me. **@{name} help** tells what else "
        f"I can do, and **@{name} settings** how I answer here."
    )
