"""The card that stands for a home, which bots have none of in Teams; and the sources by themselves.

`home` gathers what stands on them.  Nothing in here asks anybody anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from adapters.teams.message import TeamsMessage
from adapters.teams.names import FORGET_PERSONAL, OPEN_SETTINGS
from adapters.teams.surfaces.pieces import (
    MARKUP,
    card,
    clock,
    cut,
    entry,
    heading,
    item,
    line,
    linked,
    literal,
    moment,
    name_in_line,
    opens_dialog,
    says,
    sends,
    small,
)
from adapters.teams.taking_in.payloads import Json
from adapters.teams.writing import asks_first
from adapters.teams.writing.sizes import fits
from core.chatting.home_told import (
    MOST_ASKED,
    Condition,
    condition_in_words,
    condition_of,
    doubt_about,
    ending_in_words,
)
from core.chatting.sources_told import (
    MOST_SOURCES,
    NO_PAGES,
    WAITS_KNOWN,
    Markup,
    last_read_in_words,
    source_lines,
)
from core.domain import StatusReport, WaitBoard

_MOST_SUGGESTED = 4
_MOST_QUESTION = 150
_WITHOUT_DAY = timedelta(hours=12)
"""So near to now the time of day tells which day is meant, wherever one looks from."""
_FEWER = (MOST_SOURCES, 20, 10, 5, 2)
"""How many sources are listed where more would not fit into a message."""
_FORGETTING = (
    "I delete what you asked me here and what I answered, from my memory and from the list of your "
    "questions. The messages themselves stay in Teams."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A question that the person asked."""

    text: str
    outcome: str
    """As `outcome_name` calls it."""
    asked_at: datetime
    place: str
    """Where it was asked, as Markdown: `in our chat`."""
    link: str = ""
    """Leads to it; empty: nothing does."""
    is_about_message: bool = False
    """Whether somebody else had written it, as far as that is known."""


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What there is to show to one person."""

    report: StatusReport
    suggestions: Sequence[str]
    asked: Sequence[Listed] | None
    """The person's questions, latest first; None: they cannot be read just now."""
    now: datetime


def home_message(facts: HomeFacts) -> TeamsMessage:
    """All of it, for the person's own chat."""
    return _largest(lambda most: _home(facts, most))


def sources_message(report: StatusReport) -> TeamsMessage:
    """The sources alone, for everybody."""
    if not report.sources:
        return TeamsMessage(NO_PAGES)
    return _largest(lambda most: _sources_alone(report, most))


def _largest(make: Callable[[int], TeamsMessage]) -> TeamsMessage:
    """The message with as many sources as fit."""
    for most in _FEWER:
        message = make(most)
        if fits(message):
            break
    return message


def _sources_alone(report: StatusReport, most: int) -> TeamsMessage:
    waits = [line(WAITS_KNOWN)] if report.waits is not None else []
    body = [line("I answer from:"), *_sources(report, most, MARKUP), *waits]
    made = card(body, said="What I know")
    return TeamsMessage("", cards=(made,), summary="What I know")


def _home(facts: HomeFacts, most: int) -> TeamsMessage:
    report = facts.report
    again = report.next_refresh_at
    waits = report.waits
    markup = replace(MARKUP, moment=partial(_at, now=facts.now))
    body = [
        heading("What I know", is_first=True),
        line(_state(report)),
        *(_sources(report, most, markup) if report.sources else [line(NO_PAGES)]),
        *(
            [small(f"I read them again {_at(again, facts.now)}.")]
            if again and report.sources
            else []
        ),
        *([line(_waits(waits, report.waits_feed, facts.now))] if waits is not None else []),
        *_asked(facts.asked, facts.now),
        *_suggested(facts.suggestions),
    ]
    made = card(body, _actions(), said="What I know, and what you asked me")
    return TeamsMessage("", cards=(made,), summary="What I know, and what you asked me")


def _actions() -> list[Json]:
    forget = sends("Forget them", FORGET_PERSONAL)
    return [
        opens_dialog("Settings of this chat", OPEN_SETTINGS),
        asks_first("Forget our conversations", _FORGETTING, forget),
    ]


def _state(report: StatusReport) -> str:
    sign = "⚠️ " if condition_of(report) is Condition.FAILING else ""
    return f"{sign}{condition_in_words(report, name_in_line)}"


def _sources(report: StatusReport, most: int, markup: Markup) -> list[Json]:
    lines = [item(one) for one in source_lines(report, markup, most=most)]
    read = last_read_in_words(report, markup)
    return [*lines, *([small(read)] if read else [])]


def _at(when: datetime, now: datetime) -> str:
    """`at 14:05`, with the day where that is needed."""
    return f"at {clock(when)}" if abs(now - when) < _WITHOUT_DAY else moment(when)


def _waits(board: WaitBoard, feed: str, now: datetime) -> str:
    named = f" of {name_in_line(feed)}" if feed else ""
    if board.as_of is None:
        return f"**Wait times**{named}: I cannot read them just now."
    as_of = _at(board.as_of, now).removeprefix("at ")
    return f"**Wait times**{named}: as of {as_of}{doubt_about(board, now) or '.'}"


def _asked(asked: Sequence[Listed] | None, now: datetime) -> list[Json]:
    title = heading("Your recent questions")
    if asked is None:
        return [title, line("I cannot look them up just now.")]
    if not asked:
        return [title, line("You have not asked me anything yet.")]
    return [title, *(_one(one, now) for one in asked[:MOST_ASKED])]


def _one(asked: Listed, now: datetime) -> Json:
    question = cut(" ".join(asked.text.split()), _MOST_QUESTION) or "(no text)"
    titled = linked(asked.link, question) if asked.link else literal(question)
    about = "You asked about a message: " if asked.is_about_message else ""
    ending = ending_in_words(asked.outcome, literal)
    told = small(f"{ending}, {asked.place}, {_at(asked.asked_at, now)}")
    return entry(line(f"{about}{titled}"), {**told, "spacing": "None"})


def _suggested(suggestions: Sequence[str]) -> list[Json]:
    fit = [one for one in suggestions if one.strip() and len(one) <= _MOST_QUESTION]
    if not fit:
        return []
    # Side by side they would be cut short.
    rows = [
        {"type": "ActionSet", "actions": [says(question)]} for question in fit[:_MOST_SUGGESTED]
    ]
    return [heading("Ask me, for instance"), *rows]
