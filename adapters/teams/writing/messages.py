"""Whole messages: answers, half-written ones, posts and notes.

The reply, the poster and the surfaces of this adapter call it.  It must not know how they are sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from adapters.teams.message import Card, TeamsMessage
from adapters.teams.names import MOST_STATUS_CHARACTERS
from adapters.teams.writing import buttons
from adapters.teams.writing.cards import Element, card, card_pages, elements_of
from adapters.teams.writing.escaping import inline
from adapters.teams.writing.packing import text_pages
from adapters.teams.writing.pictures import picture_element
from adapters.teams.writing.pieces import Code, Piece
from adapters.teams.writing.reading import read
from adapters.teams.writing.sizes import fits
from adapters.teams.writing.sources import Named, named_pages
from adapters.teams.writing.text import PARAGRAPH, mentions_in, written
from core.chatting.markdown.half_written import closed
from core.chatting.markdown.runs import Table
from core.domain import Answered, Outcome, Picture, Post, Stopped, shown_pictures

_MOST_SUMMARY = 200
_STOPPED = "Stopped."
_NOTHING = "There is nothing to show."


@dataclass(frozen=True, slots=True)
class _Ending:
    """What follows the words of an answer."""

    lines: tuple[str, ...] = ()
    """Markdown."""
    named: Named = field(default_factory=Named)
    actions: tuple[Mapping[str, Any], ...] = ()
    pictures: tuple[Picture, ...] = ()

    def text(self) -> str:
        return PARAGRAPH.join(filter(None, (*self.lines, self.named.line)))


def answer_messages(outcome: Outcome, *, turn_id: str, can_ask_person: bool) -> list[TeamsMessage]:
    """An answer as it stays: one message or more, in order.

    Text before the first table is the text of messages; the table and what stands behind it, charts and
    buttons go into one card beneath.  The last message ends with the sources and takes thumbs.

    Args:
        outcome: How the question ended.
        turn_id: Goes with the buttons.
        can_ask_person: Whether there is a channel in which people are asked.
    """
    offers_people = can_ask_person and buttons.may_need_people(outcome)
    ending = _Ending(
        lines=(f"*{_STOPPED}*",) if isinstance(outcome, Stopped) else (),
        named=named_pages(outcome),
        actions=(buttons.ask_person(turn_id),) if offers_people else (),
        pictures=shown_pictures(outcome),
    )
    is_board = isinstance(outcome, Answered) and outcome.facilities is not None
    messages = _messages(read(outcome.text), ending, is_board=is_board)
    is_ai = buttons.is_ai(outcome)
    *others, last = (replace(message, is_ai=is_ai) for message in messages)
    return [*others, replace(last, takes_feedback=buttons.is_rated(outcome))]


def half_message(text: str, note: str, *, turn_id: str, with_stop: bool) -> TeamsMessage:
    """An answer that is not finished: as much of its beginning as a message holds.

    Args:
        text: What there is of it as Markdown, perhaps nothing.
        note: What is going on ("Still writing …").
        turn_id: Goes with the button.
        with_stop: Whether to show a Stop button.
    """
    ending = _Ending(
        lines=_small_print(note), actions=(buttons.stop(turn_id),) if with_stop else ()
    )
    pieces = read(closed(text))
    return _one_message(pieces, ending)


def status_message(text: str, *, turn_id: str, with_stop: bool) -> TeamsMessage:
    """What is going on before there is anything of an answer."""
    return half_message("", text, turn_id=turn_id, with_stop=with_stop)


def post_messages(post: Post) -> list[TeamsMessage]:
    """Something that is posted unasked; a link to `person:29:…` mentions that person."""
    pictures = (post.picture,) if post.picture is not None else ()
    return _messages(read(post.text, knows_people=True), _Ending(pictures=pictures))


def told(text: str) -> TeamsMessage:
    """Short words of the desk, such as a confirmation; as much as one message holds."""
    return _one_message(read(text), _Ending())


def in_card(text: str) -> list[Element]:
    """Markdown as elements of a card; as much as one card holds."""
    pages = card_pages(elements_of(read(text)))
    return pages[0] if pages else []


# ---- Putting together -------------------------------------------------------------------


def _one_message(pieces: Sequence[Piece], ending: _Ending) -> TeamsMessage:
    """The first message, with the ending of all."""
    texts, bodies = _divided(pieces, is_board=False)
    first = texts[0] if texts else ()
    body = bodies[0] if bodies and len(texts) <= 1 else []
    whole = _message(first, body, ending)
    return whole if fits(whole) else _message(first, [], ending)


def _messages(
    pieces: Sequence[Piece], ending: _Ending, *, is_board: bool = False
) -> list[TeamsMessage]:
    texts, bodies = _divided(pieces, is_board=is_board)
    bodies = _with_more(bodies, map(picture_element, ending.pictures))
    parts = _beside(texts, bodies)
    *others, (text, body) = parts or [((), [])]
    messages = [_message(text, body, _Ending()) for text, body in others]
    last = _message(text, body, ending)
    if fits(last):
        return [*messages, last]
    # What does not fit beside the ending goes before it.
    if text:
        messages.append(_message(text, [], _Ending()))
    last = _message((), body, ending)
    if body and not fits(last):
        messages.append(_message((), body, _Ending()))
        last = _message((), [], ending)
    return [*messages, last]


def _divided(
    pieces: Sequence[Piece], *, is_board: bool
) -> tuple[list[list[Piece]], list[list[Element]]]:
    """The texts before the first table, and the cards from there on."""
    pieces = [_closed(piece) for piece in pieces]
    first = next((at for at, piece in enumerate(pieces) if isinstance(piece, Table)), len(pieces))
    return text_pages(pieces[:first]), card_pages(elements_of(pieces[first:], is_board=is_board))


def _closed(piece: Piece) -> Piece:
    return replace(piece, is_closed=True) if isinstance(piece, Code) else piece


def _with_more(bodies: Sequence[list[Element]], more: Iterable[Element]) -> list[list[Element]]:
    """Cards with more elements at their end, in the last card or in new ones."""
    *others, last = bodies or [[]]
    return [*others, *card_pages([*last, *more])]


def _beside(
    texts: Sequence[Sequence[Piece]], bodies: Sequence[list[Element]]
) -> list[tuple[Sequence[Piece], list[Element]]]:
    """Each message's text and card: the last text and the first card are shown together if they fit."""
    if not texts or not bodies:
        return [(text or (), body or []) for text, body in zip_longest(texts, bodies)]
    together = (texts[-1], bodies[0])
    begun: list[tuple[Sequence[Piece], list[Element]]] = [(text, []) for text in texts[:-1]]
    if fits(_message(*together, _Ending())):
        begun.append(together)
    else:
        begun += [(texts[-1], []), ((), bodies[0])]
    return begun + [((), body) for body in bodies[1:]]


def _message(pieces: Sequence[Piece], body: Sequence[Element], ending: _Ending) -> TeamsMessage:
    """Teams refuses a message without text and card."""
    text = PARAGRAPH.join(filter(None, (written(pieces), ending.text())))
    cards: tuple[Card, ...] = (card(body, ending.actions),) if body or ending.actions else ()
    if not text and not body:
        text = _NOTHING
    return TeamsMessage(
        text=text,
        cards=cards,
        citations=ending.named.citations,
        mentions=mentions_in(pieces),
        summary="" if text else _summary(body),
    )


def _summary(body: Sequence[Element]) -> str:
    words = " ".join(_words(body)).split()
    line = " ".join(words)
    return line if len(line) <= _MOST_SUMMARY else f"{line[: _MOST_SUMMARY - 1].rstrip()}…"


def _words(element: object) -> Iterable[str]:
    """What a card says."""
    if isinstance(element, Mapping):
        for name, value in element.items():
            if name in ("text", "altText", "title") and isinstance(value, str):
                yield value
            elif name != "fallback":
                yield from _words(value)
    elif isinstance(element, Sequence) and not isinstance(element, str):
        for one in element:
            yield from _words(one)


def _small_print(text: str) -> tuple[str, ...]:
    line = " ".join(text[:MOST_STATUS_CHARACTERS].split())
    return (f"*{inline(line)}*",) if line else ()
