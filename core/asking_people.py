"""Hands a question over to people: one post with all that they need to answer it.

The chat adapters call it when somebody presses "Ask a person".  It only puts the post into the outbox;
which channel is asked, operators have decided.  It must not know any platform: a person is named by
a Markdown link to `person:ID`, which the platform's poster makes a mention.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Sequence
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import unquote

from core.domain import (
    Asker,
    ConversationKey,
    Declined,
    HandedOver,
    Post,
    RecordedTurn,
    Source,
    TurnId,
    outcome_name,
)
from core.plain_words import in_plain_words
from core.ports import Clock, Conversations, Outbox
from core.waits.telling.wording import escaped

_MOST_ANSWER = 1500
"""Characters of the desk's answer: enough to see what was wrong with it."""
_MOST_QUESTION = 3000
_MOST_EARLIER = 200
"""Characters of each question and answer of before."""
_MOST_EARLIER_TURNS = 3
_MOST_SOURCES = 5
_PRIVATE = "private:"
"""Begins the threads that only one person sees (see `adapters.slack`)."""
_DECLINED = outcome_name(Declined(""))
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_PERSON_ID = re.compile(r"[\w.@:-]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`|\\]+", re.IGNORECASE)
_NAMES_A_PERSON = re.compile(r"person\s*:", re.IGNORECASE)

Reaches: TypeAlias = Callable[[ConversationKey], Awaitable[bool]]
"""Whether the desk can post in a channel."""


class PeopleDesk:
    """Implements the port of this name: posts where the people are who know more."""

    def __init__(
        self,
        *,
        conversations: Conversations,
        outbox: Outbox,
        channel: ConversationKey | None,
        now: Clock,
        reaches: Reaches | None = None,
    ) -> None:
        """Take where they are.

        Args:
            conversations: Knows what was asked and answered.
            outbox: Takes the posts.
            channel: Where people are asked; None: nowhere.
            now: Tells the time.
            reaches: Tells whether a post would be seen there; None: it is taken for granted.
        """
        self._reaches = reaches
        self._conversations = conversations
        self._outbox = outbox
        self._channel = channel
        self._now = now

    async def hand_over(
        self, turn_id: TurnId, conversation: ConversationKey, asker: Asker
    ) -> HandedOver:
        """Post a question, with its answer and what was said before it, where people look.

        Anybody who can see the conversation may do so; the post says who wants it.  The same
        question is posted once, however often it is handed over.

        Raises:
            StorageError: The database cannot be read or written.
        """
        if self._channel is None:
            return HandedOver.NOBODY
        turns = await self._conversations.recorded(conversation, asker.person)
        place = next((at for at, turn in enumerate(turns) if turn.turn_id == turn_id), None)
        if not turn_id or place is None:
            return HandedOver.GONE
        # What somebody asked privately is shown only as far as they press the button for it.
        is_private = conversation.thread.startswith(_PRIVATE)
        earlier = () if is_private else turns[max(0, place - _MOST_EARLIER_TURNS) : place]
        if self._reaches is not None and not await self._reaches(self._channel):
            return HandedOver.NOBODY
        text = _told(turns[place], earlier, asker, is_known=self._knows_people_of(conversation))
        number = sha256(f"ask a person {turn_id}".encode()).hexdigest()
        await self._outbox.put(Post(number, self._channel, text, self._now()))
        return HandedOver.DONE

    def _knows_people_of(self, conversation: ConversationKey) -> bool:
        """Whether a person's id means the same person where the post goes."""
        there = self._channel
        return there is not None and (there.platform, there.workspace) == (
            conversation.platform,
            conversation.workspace,
        )


def _told(
    turn: RecordedTurn, earlier: Sequence[RecordedTurn], asker: Asker, *, is_known: bool
) -> str:
    """The post, as Markdown."""
    parts = [
        f"**{_name_of(asker, is_known=is_known)} asks for a person's answer:**",
        f"> {escaped(shortened(turn.question, _MOST_QUESTION)) or '(no text)'}",
        _way_there(asker),
        *_found(turn),
        _said_before(earlier),
        _way_back(asker),
    ]
    return "\n\n".join(part for part in parts if part)


def _name_of(asker: Asker, *, is_known: bool) -> str:
    name = escaped(asker.name)
    if is_known and _PERSON_ID.fullmatch(asker.person):
        return f"[{name or 'Somebody'}](person:{asker.person})"
    return name or "Somebody"


def _way_there(asker: Asker) -> str:
    if _WEB_ADDRESS.fullmatch(asker.link):
        return f"[Go to the question]({asker.link})"
    return "It was asked where others cannot go."


def _way_back(asker: Asker) -> str:
    """How whoever knows the answer gives it."""
    if _WEB_ADDRESS.fullmatch(asker.link):
        return "Please answer in the thread of the question."
    return "Please write to them."


def _found(turn: RecordedTurn) -> tuple[str, ...]:
    """What the desk knew of it."""
    if turn.outcome == _DECLINED:
        nearest = _named(turn.sources)
        told = f" These pages come nearest: {nearest}" if nearest else ""
        return (f"**I found no answer.**{told}",)
    sources = _named(turn.sources)
    return (
        f"**What I had said** ({turn.outcome}):",
        _answer_of(turn) or "Nothing.",
        f"Sources: {sources}" if sources else "",
    )


def _answer_of(turn: RecordedTurn) -> str:
    """The answer as the person saw it, except that nothing in it can name a person."""
    answer = shortened(turn.answer.strip(), _MOST_ANSWER)
    if _NAMES_A_PERSON.search(unquote(html.unescape(answer)).replace("\\", "")):
        # However a link to a person is written, none is left: each line becomes plain text.
        return "\n\n".join(escaped(line) for line in answer.splitlines() if line.strip())
    is_cut_in_code = answer.count("```") % 2 == 1
    return f"{answer}\n```" if is_cut_in_code else answer


def _named(sources: Sequence[Source]) -> str:
    return ", ".join(_linked(source) for source in sources[:_MOST_SOURCES])


def _linked(source: Source) -> str:
    title = escaped(shortened(source.title, _MOST_EARLIER)) or escaped(source.address)
    is_on_the_web = _WEB_ADDRESS.fullmatch(source.address) is not None
    return f"[{title}]({source.address})" if is_on_the_web else title


def _said_before(earlier: Sequence[RecordedTurn]) -> str:
    if not earlier:
        return ""
    lines = (
        f"- {escaped(shortened(turn.question, _MOST_EARLIER))}\n"
        f"  I said: {escaped(shortened(in_plain_words(turn.answer), _MOST_EARLIER))}"
        for turn in earlier
    )
    return "\n".join(("**Before that:**\n", *lines))


def shortened(text: str, most: int) -> str:
    """A text that is cut, where it is too long, behind a sentence, or at least behind a word.

    Args:
        text: Any text.
        most: Characters that may be left, with the mark that something is missing.
    """
    if len(text) <= most:
        return text
    head = text[: most - 2]
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    # A first sentence of three words would tell less than half a long one.
    if ends and ends[-1] > most // 3:
        return f"{head[: ends[-1]].rstrip()} …"
    return f"{head.rsplit(maxsplit=1)[0] if ' ' in head else head} …"
