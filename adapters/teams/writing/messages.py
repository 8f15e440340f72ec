"""Whole messages: answers, half-written ones, posts and notes.

The reply, the poster and the surfaces of this adapter call it.  It must not know how they are sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_STATUS_CHARACTERS
from adapters.teams.writing import buttons
from adapters.teams.writing.cards import (
    SMALL,
    Element,
    card,
    card_pages,
    elements_of,
    is_table,
    text_block,
)
from adapters.teams.writing.escaping import inline
from adapters.teams.writing.packing import text_pages
from adapters.teams.writing.pictures import picture_element
from adapters.teams.writing.pieces import Code, Line, Piece
from adapters.teams.writing.reading import read
from adapters.teams.writing.sizes import MOST_CARD_BYTES, bytes_of, fits
from adapters.teams.writing.sources import Named, named_pages
from adapters.teams.writing.text import PARAGRAPH, mentions_in, written
from core.chatting.markdown.half_written import closed
from core.chatting.markdown.runs import Table, text_of
from core.chatting.next_steps import is_rated, may_need_people
from core.chatting.one_line import cut
from core.domain import Answered, Outcome, Picture, Post, Stopped, shown_pictures
from core.plain_words import in_plain_words

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
    offer: str = ""
    """Before the actions, where they are alone in their card."""
    pictures: tuple[Picture, ...] = ()

    def text(self) -> str:
        """Beneath a text."""
        return PARAGRAPH.join(filter(None, (*self.lines, self.named.line)))

    def elements(self) -> list[Element]:
        """At the end of a card that holds all."""
        lines = filter(None, (*self.lines, self.named.card_line))
        return [text_block(line, **SMALL) for line in lines]


def answer_messages(
    outcome: Outcome, *, turn_id: str, can_ask_person: bool, is_streamed: bool = False
) -> list[TeamsMessage]:
    """An answer as it stays: one message or more, in order.

    With a table or a chart it is a card that holds everything, so that it is read in its order; else a
    text.  The last message ends with the sources and takes thumbs.

    Args:
        outcome: How the question ended.
        turn_id: Goes with the buttons.
        can_ask_person: Whether there is a channel in which people are asked.
        is_streamed: Whether its text has begun to be shown: the end of a stream has to begin with it.  Then
            all before the first table stays text, and the card follows.
    """
    offers_people = can_ask_person and may_need_people(outcome)
    ending = _Ending(
        lines=(f"*{_STOPPED}*",) if isinstance(outcome, Stopped) else (),
        named=named_pages(outcome),
        actions=(buttons.ask_person(turn_id),) if offers_people else (),
        offer=buttons.NOT_ENOUGH,
        pictures=shown_pictures(outcome),
    )
    is_board = isinstance(outcome, Answered) and outcome.facilities is not None
    messages = _messages(read(outcome.text), ending, is_board=is_board, keeps_text=is_streamed)
    is_ai = buttons.is_ai(outcome)
    *others, last = (replace(message, is_ai=is_ai) for message in messages)
    return [*others, replace(last, takes_feedback=is_rated(outcome))]


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
    pieces = read(post.text, knows_people=True)
    # In a card nobody would be called.
    keeps_text = bool(mentions_in(pieces))
    return _messages(pieces, _Ending(pictures=pictures), is_board=True, keeps_text=keeps_text)


def told(text: str) -> TeamsMessage:
    """Short words of the desk, such as a confirmation; as much as one message holds."""
    pieces = read(text)
    return _cards(pieces, _Ending())[0] if _has_table(pieces) else _one_message(pieces, _Ending())


def in_card(text: str) -> list[Element]:
    """Markdown as elements of a card; as much as one card holds."""
    pages = card_pages(elements_of(read(text)))
    return pages[0] if pages else []


# ---- Putting together -------------------------------------------------------------------


def _one_message(pieces: Sequence[Piece], ending: _Ending) -> TeamsMessage:
    """The first message, with the ending of all."""
    texts, rest = _divided(pieces)
    bodies = card_pages(elements_of(rest))
    first = texts[0] if texts else ()
    body = bodies[0] if bodies and len(texts) <= 1 else []
    whole = _message(first, body, ending)
    return whole if fits(whole) else _message(first, [], ending)


def _messages(
    pieces: Sequence[Piece], ending: _Ending, *, is_board: bool, keeps_text: bool
) -> list[TeamsMessage]:
    if not keeps_text and (ending.pictures or _has_table(pieces)):
        return _cards(pieces, ending, is_board=is_board)
    texts, rest = _divided(pieces)
    bodies = card_pages(_with_charts(elements_of(rest, is_board=is_board), ending))
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


def _cards(
    pieces: Sequence[Piece], ending: _Ending, *, is_board: bool = False
) -> list[TeamsMessage]:
    """Everything in cards, in the order in which it is read; nearly always in one."""
    drawn = elements_of([_closed(piece) for piece in pieces], is_board=is_board)
    told = _with_charts(drawn, ending, is_board=is_board)
    *others, last = card_pages([*told, *ending.elements()])
    actions = replace(_Ending(), actions=ending.actions)
    messages = [*(_message((), body, _Ending()) for body in others), _message((), last, actions)]
    return [replace(messages[0], summary=_summary(pieces, others or [last])), *messages[1:]]


def _has_table(pieces: Sequence[Piece]) -> bool:
    return any(isinstance(piece, Table) for piece in pieces)


def _divided(pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """The texts before the first table, and what is drawn in cards from there on."""
    pieces = [_closed(piece) for piece in pieces]
    first = next((at for at, piece in enumerate(pieces) if isinstance(piece, Table)), len(pieces))
    return text_pages(pieces[:first]), pieces[first:]


def _closed(piece: Piece) -> Piece:
    return replace(piece, is_closed=True) if isinstance(piece, Code) else piece


def _with_charts(
    drawn: Sequence[Element], ending: _Ending, *, is_board: bool = False
) -> list[Element]:
    """Charts stand before the small print: what follows the last table, or is said last of waits."""
    room = MOST_CARD_BYTES - bytes_of([*drawn, *ending.elements()])
    charts = [
        picture_element(picture, room=room // len(ending.pictures)) for picture in ending.pictures
    ]
    at = max((at for at, one in enumerate(drawn, start=1) if is_table(one)), default=0)
    if not at and is_board and charts and len(drawn) > 1:
        *told, last = drawn
        return [*told, *charts, {**last, **SMALL}]
    at = at or len(drawn)
    return [*drawn[:at], *charts, *drawn[at:]]


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
    if not text and not body:
        text = _NOTHING
    # Without a word in it a button would seem to belong to nothing.
    offer = [text_block(ending.offer, **SMALL)] if ending.offer and not body else []
    cards = (card(body or offer, ending.actions),) if body or ending.actions else ()
    return TeamsMessage(
        text=text,
        cards=cards,
        citations=ending.named.citations,
        mentions=mentions_in(pieces),
        summary=_summary(pieces, body, text) if cards else "",
    )


def _summary(pieces: Sequence[Piece], body: object, text: str = "") -> str:
    """The first line of what is said."""
    match [*pieces[:1]]:
        case [Line(runs=runs)]:
            line = text_of(runs)
        case _:
            line = " ".join(_words(body)) or in_plain_words(text)
    return cut(line, _MOST_SUMMARY)


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
