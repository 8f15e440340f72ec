"""`frontdesk chat`: a conversation in the terminal, with history."""

from __future__ import annotations

import asyncio
import secrets
import sys
from contextlib import aclosing

from rich.console import Console

from adapters.terminal import TerminalView
from bot.notices import tell_that_answers_are_quoted
from bot.settings import load_settings
from bot.wiring import Desk, open_desk
from core.domain import ConversationKey, Question
from core.errors import QuestionRefused

_LEAVE = frozenset({"exit", "quit", "bye", ":q"})


async def chat() -> int:
    """Talk until the person leaves."""
    settings = load_settings()
    async with open_desk(settings) as desk:
        await desk.retriever.open()
        tell_that_answers_are_quoted(settings)
        await converse(desk)
    return 0


async def converse(desk: Desk) -> None:
    """Read questions from the terminal and answer them; end of input or `exit` ends it."""
    console = Console()
    view = TerminalView(console=console)
    key = ConversationKey("terminal", "local", "chat", secrets.token_hex(4))
    console.print("[dim]Ask a question. `forget` clears the conversation, `exit` leaves.[/]")
    while (line := await asyncio.to_thread(_read_line, console)) is not None:
        text = line.strip()
        if text.lower() in _LEAVE:
            break
        if text.lower() == "forget":
            forgotten = await desk.history.forget(key)
            console.print(f"[dim]Forgotten: {forgotten} messages.[/]")
        elif text:
            await _answer(desk, view, Question(text, key), console)


async def _answer(desk: Desk, view: TerminalView, question: Question, console: Console) -> None:
    """Answer one question; Ctrl-C stops the answer, not the conversation."""
    showing = asyncio.ensure_future(_show(desk, view, question))
    try:
        await asyncio.shield(showing)
    except QuestionRefused as error:
        console.print(str(error), style="yellow", markup=False)
    except asyncio.CancelledError:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
        task = asyncio.current_task()
        if task is None or task.uncancel() > 0:
            raise
        console.print("\n[dim]Stopped.[/]")
    console.print()


async def _show(desk: Desk, view: TerminalView, question: Question) -> None:
    async with aclosing(desk.answering.answer(question)) as events:
        await view.show(events)


def _read_line(console: Console) -> str | None:
    """The next line, or None at the end of input."""
    try:
        if sys.stdin.isatty():
            import readline  # noqa: F401, PLC0415  (line editing and history)

            return console.input("[bold cyan]you ›[/] ")
        line = sys.stdin.readline()
    except (EOFError, UnicodeDecodeError):
        return None
    return line or None
