"""Whole messages: answers, drafts, posts and notices.

The reply, the poster and the surfaces of this adapter call it.  It must not know the Web API:
what it gives is sent by others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack.blocks.buttons import buttons, stop_button
from adapters.slack.blocks.mrkdwn import escaped, unstyled
from adapters.slack.blocks.packing import drawn, packed
from adapters.slack.blocks.parsing import parse
from adapters.slack.blocks.pieces import Piece, plain_of
from adapters.slack.blocks.sources import context_block, sources_blocks
from core.chatting.markdown.half_written import closed
from core.domain import Outcome, Stopped, shown_pictures

_MOST_FALLBACK = 3000
"""Characters of the text beside the blocks.  Notifications show its beginning; screen readers may read
it in place of the blocks, so it is not cut short for them.  Slack advises against more than 4,000.
Source: https://docs.slack.dev/reference/methods/chat.postMessage#accessibility"""
_MOST_NOTE = 1000
_MOST_CHARTS = 900
"""Characters of what charts show, told in a note."""
_STOPPED = "Stopped."
_NOTHING = "There is nothing to show."


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """What is sent as one message."""

    text: str
    """For notifications and screen readers: the same without looks, should it be very long cut."""
    blocks: tuple[dict[str, Any], ...]


def answer_messages(
    outcome: Outcome, *, turn_id: str, can_ask_person: bool, feedback: bool = True
) -> tuple[SlackMessage, ...]:
    """An answer as it stays: one message or more, in order.

    Args:
        outcome: How the question ended.
        turn_id: Goes with the buttons.
        can_ask_person: Whether there is a channel in which people are asked.
        feedback: Whether the answer may be rated.

    Returns:
        At least one message; the last one ends with sources and buttons.  Pictures are not in
        it; what they show is told in the first one's `text`.
    """
    ending = ending_blocks(
        outcome, turn_id=turn_id, can_ask_person=can_ask_person, feedback=feedback
    )
    alt_texts = [picture.alt_text for picture in shown_pictures(outcome)]
    return _with_ending(outcome.text, ending, alt_texts, _fallback_of_nothing(outcome))


def private_message(
    outcome: Outcome, *, turn_id: str, can_ask_person: bool, feedback: bool = True
) -> tuple[SlackMessage, ...]:
    """The same for the eyes of one person: no file can be shown to them alone.

    What charts show is told in words in their place, with how to see them.
    """
    charts = [picture.alt_text for picture in shown_pictures(outcome)]
    told = [_small_print(_in_words(charts))] if charts else []
    ending = ending_blocks(
        outcome, turn_id=turn_id, can_ask_person=can_ask_person, feedback=feedback
    )
    return _with_ending(outcome.text, [*told, *ending], (), _fallback_of_nothing(outcome))


def ending_blocks(
    outcome: Outcome, *, turn_id: str, can_ask_person: bool, feedback: bool = True
) -> list[dict[str, Any]]:
    """What follows the text of an answer: sources and buttons; see `answer_messages`."""
    stopped = [context_block(f"_{_STOPPED}_")] if isinstance(outcome, Stopped) else []
    return [
        *stopped,
        *sources_blocks(outcome),
        *buttons(outcome, turn_id=turn_id, can_ask_person=can_ask_person, feedback=feedback),
    ]


def draft_message(markdown: str, note: str, *, turn_id: str, with_stop: bool) -> SlackMessage:
    """An answer that is not finished: as much of its beginning as a message holds.

    Args:
        markdown: What there is of it, perhaps nothing.
        note: What is going on ("Still writing …").
        turn_id: Goes with the button.
        with_stop: Whether to show a Stop button.
    """
    ending = [_small_print(note)] if note.strip() else []
    ending += [stop_button(turn_id)] if with_stop else []
    pages = packed(parse(closed(markdown)), reserve=_size(ending))
    shown = pages[0] if pages else ()
    text = _fallback(shown) or escaped(note.strip())
    return _message(text, [*drawn(shown), *ending])


def post_messages(markdown: str, *, knows_people: bool = True) -> tuple[SlackMessage, ...]:
    """Something that is posted unasked.

    Args:
        markdown: Its text.
        knows_people: Whether a link to `person:U123` mentions that person.
    """
    pages = packed(parse(markdown, knows_people=knows_people))
    return tuple(_message(_fallback(page), drawn(page)) for page in pages or ((),))


def notice_message(markdown: str) -> SlackMessage:
    """Short words of the desk, such as a confirmation; as much as one message holds."""
    return post_messages(markdown, knows_people=False)[0]


def _with_ending(
    markdown: str, ending: Sequence[dict[str, Any]], alt_texts: Iterable[str], nothing: str
) -> tuple[SlackMessage, ...]:
    pages = packed(parse(markdown), reserve=_size(ending)) or ((),)
    messages: list[SlackMessage] = []
    for at, page in enumerate(pages):
        told = [_fallback(page) or nothing]
        told += [f"Chart: {escaped(alt_text)}" for alt_text in alt_texts] if at == 0 else []
        is_last = at == len(pages) - 1
        messages.append(_message("\n".join(told), [*drawn(page), *(ending if is_last else ())]))
    return tuple(messages)


def _message(text: str, blocks: Sequence[dict[str, Any]]) -> SlackMessage:
    """Slack refuses a message without blocks and text."""
    text = text or _NOTHING
    return SlackMessage(text, tuple(blocks) or (context_block(text),))


def _fallback_of_nothing(outcome: Outcome) -> str:
    return _STOPPED if isinstance(outcome, Stopped) else _NOTHING


def _fallback(pieces: Sequence[Piece]) -> str:
    """The beginning in plain words, escaped, cut between words."""
    text = plain_of(pieces)
    if len(text) > _MOST_FALLBACK:
        beginning = text[:_MOST_FALLBACK]
        text = f"{beginning.rpartition(' ')[0] or beginning}…"
    return escaped(text)


def _in_words(charts: Sequence[str]) -> str:
    what, them = ("chart", "it") if len(charts) == 1 else ("charts", "them")
    shown = " ".join(f"{chart.strip().rstrip('.')}." for chart in charts)
    if len(shown) > _MOST_CHARTS:
        shown = shown[:_MOST_CHARTS].rsplit(" ", 1)[0] + "…"
    return f"The {what} in words: {shown} Mention me or write to me to see {them}."


def _small_print(text: str) -> dict[str, Any]:
    return context_block(f"_{unstyled(' '.join(text[:_MOST_NOTE].split()))}_")


def _size(blocks: object) -> int:
    """Characters of all texts and values in blocks."""
    if isinstance(blocks, str):
        return len(blocks)
    if isinstance(blocks, dict):
        return sum(map(_size, blocks.values()))
    return sum(map(_size, blocks)) if isinstance(blocks, list | tuple) else 0
