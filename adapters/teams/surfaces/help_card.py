"""What the word `help` says: everything that people can do in Teams."""

from __future__ import annotations

from adapters.teams.message import TeamsMessage
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.pieces import card, heading, item, line, literal
from adapters.teams.taking_in.payloads import Json
from core.domain import WaitBoard
from core.waits.examples import examples_of

_INTRODUCTION = "I answer questions from our own pages and name the page each answer comes from."


def help_message(kind: ChatKind, bot_name: str, waits: WaitBoard | None) -> TeamsMessage:
    """All that can be done, for the chat in which help was wanted.

    Args:
        kind: Of that chat.
        bot_name: What people mention.
        waits: The wait times, whose sites the examples name; None: no feed is read.
    """
    before = "" if kind is ChatKind.PERSONAL else f"@{literal(bot_name)} "
    body = [
        line(_INTRODUCTION),
        *_asking(bot_name),
        *([] if waits is None else _on_waits(before, waits)),
        heading("Words that I understand"),
        item(f"**{before}sources**: what I know, and how fresh it is"),
        item(f"**{before}settings**: how I answer here"),
        item(f"**{before}forget**: delete this conversation from my memory"),
        item(f"**{before}help**: this"),
    ]
    return TeamsMessage("", cards=(card(body, said=_INTRODUCTION),), summary="What I can do")


def _asking(bot_name: str) -> list[Json]:
    name = literal(bot_name)
    return [
        heading("How to ask"),
        item(f"In a channel or a group chat: mention me, **@{name} how do I …**"),
        item("In a thread where I have answered: go on without mentioning me"),
        item(
            "In a group chat: go on without mentioning me for ten minutes, as long as you do not speak to each other"
        ),
        item("In our personal chat: just write; others do not see it"),
        item(
            f"Privately, from any chat: **+** beneath the box you write in, then **{name}** and "
            "**Ask privately**. I answer in our personal chat"
        ),
        item(
            f"About a message of somebody: its menu **…**, **More actions**, then **{name}** and "
            "**Answer this**"
        ),
    ]


def _on_waits(before: str, waits: WaitBoard) -> list[Json]:
    examples = examples_of(waits)
    shown = [
        (examples.question, "one site; **wait times** tells all"),
        (examples.digest, "post here by the clock"),
        (examples.alert, "watch one"),
        ("subscriptions", "what is posted here; also **pause 3**, **resume 3**, **unsubscribe 3**"),
    ]
    lines = [item(f"**{before}{literal(words)}**: {what}") for words, what in shown]
    return [heading("Wait times"), *lines]
