"""Posts in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from adapters.terminal import TerminalPoster
from core.domain import ConversationKey, Picture, Post
from tests.contract.keeping import NOON

POST = Post("digest 1", ConversationKey("terminal", "", "terminal"), "**Foothills** 4 h", NOON)


@pytest.fixture
def screen() -> io.StringIO:
    """What was printed."""
    return io.StringIO()


@pytest.fixture
def poster(screen: io.StringIO) -> TerminalPoster:
    """Prints on a narrow screen without colours."""
    return TerminalPoster(console=Console(file=screen, width=60, color_system=None))


async def test_a_post_is_told_from_answers(poster: TerminalPoster, screen: io.StringIO) -> None:
    """It stands in a frame of its own, its Markdown rendered; its name is its id."""
    assert await poster.post(POST) == "digest 1"
    assert " Posted " in screen.getvalue()
    assert "Foothills 4 h" in screen.getvalue()


async def test_a_chart_is_told_in_words(poster: TerminalPoster, screen: io.StringIO) -> None:
    """A terminal shows no pictures."""
    await poster.post(replace(POST, picture=Picture(b"png", "It rises [slowly].", 1, 1)))
    assert "Chart: It rises [slowly]." in screen.getvalue()


async def test_the_same_post_is_printed_once(poster: TerminalPoster, screen: io.StringIO) -> None:
    """However often it is tried."""
    await poster.post(POST)
    assert await poster.post(replace(POST, attempts=1)) == "digest 1"
    assert screen.getvalue().count("Foothills") == 1


async def test_what_died_before_it_was_printed_is_printed(
    poster: TerminalPoster, screen: io.StringIO
) -> None:
    """This terminal was not the one of the process before."""
    await poster.post(replace(POST, attempts=1))
    assert "Foothills" in screen.getvalue()


async def test_an_update_is_printed_anew(poster: TerminalPoster, screen: io.StringIO) -> None:
    """What stands further up stays as it was."""
    await poster.post(POST)
    newer = replace(POST, id="digest 2", text="Foothills 5 h", updates="digest 1")
    assert await poster.post(newer) == "digest 2"
    assert screen.getvalue().index("4 h") < screen.getvalue().index("5 h")
