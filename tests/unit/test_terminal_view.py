"""How an answer looks in a terminal and in a pipe."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from rich.console import Console

from adapters.terminal import TerminalView
from core.domain import (
    Answered,
    AnswerEvent,
    Declined,
    Delta,
    Draft,
    Finished,
    Outcome,
    Picture,
    Source,
    Status,
    Unavailable,
)

SOURCES = tuple(Source(f"https://example.org/{n}", f"Page [{n}]") for n in range(5))


async def events(*told: AnswerEvent) -> AsyncIterator[AnswerEvent]:
    for event in told:
        yield event


async def shown(outcome: Outcome, *before: AnswerEvent, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=80, color_system=None)
    view = TerminalView(console=console)
    assert await view.show(events(*before, Finished(outcome))) is outcome
    return file.getvalue()


async def test_a_pipe_gets_the_text_and_its_sources_only() -> None:
    """No status, no draft, nothing twice; at most three sources."""
    text = await shown(
        Answered("In lot B.", SOURCES),
        Status("Looking"),
        Draft("Perhaps in lot A."),
        Delta("In "),
        Delta("lot B."),
        terminal=False,
    )
    assert text == (
        "In lot B.\n\nSources:\n"
        "  Page [0]\n  https://example.org/0\n"
        "  Page [1]\n  https://example.org/1\n"
        "  Page [2]\n  https://example.org/2\n"
    )


async def test_a_declined_question_names_the_nearest_pages() -> None:
    """They are not called sources."""
    text = await shown(Declined("Not there.", SOURCES[:1]), Delta("Not there."), terminal=False)
    assert text == "Not there.\n\nNearest pages:\n  Page [0]\n  https://example.org/0\n"


async def test_an_answer_that_breaks_off_says_why() -> None:
    """Half an answer alone would look whole."""
    text = await shown(Unavailable("The model failed."), Delta("Staff park"), terminal=False)
    assert text == "Staff park\nThe model failed.\n"


async def test_what_was_never_spoken_is_said_at_the_end() -> None:
    """An index that is missing, say."""
    assert await shown(Unavailable("No index."), terminal=False) == "No index.\n"


@pytest.mark.parametrize("terminal", [True, False])
async def test_a_chart_is_told_in_words_after_the_answer(terminal: bool) -> None:  # noqa: FBT001
    """A terminal shows no pictures; brackets in the words are no markup."""
    picture = Picture(b"", "Waits [b]now[/b]. Foothills: 3 h 38 min.", 1200, 675)
    text = await shown(
        Answered("It is long.", SOURCES[:1], pictures=(picture, picture)), terminal=terminal
    )
    told = text.partition("Page [0]")[2]
    assert told.count("\nChart: Waits [b]now[/b]. Foothills: 3 h 38 min.\n") == 2


@pytest.mark.parametrize("before", [(), (Draft("Perhaps."), Delta("In lot B."))])
async def test_a_terminal_ends_with_the_whole_answer(before: tuple[AnswerEvent, ...]) -> None:
    """Whatever was shown before is replaced by it."""
    text = await shown(Answered("In lot B.", SOURCES[:1]), *before, terminal=True)
    assert "In lot B." in text.rpartition("Perhaps.")[2]
    assert "Page [0]" in text


async def test_an_answer_without_an_end_is_a_fault_of_ours() -> None:
    """Every stream of events must say how it ended."""
    view = TerminalView(console=Console(file=io.StringIO()))
    with pytest.raises(AssertionError, match="without saying how"):
        await view.show(events(Delta("In ")))
