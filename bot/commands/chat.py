"""`frontdesk chat`: a conversation in the terminal, with history."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Coroutine, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, TypeVar

from rich.console import Console

from adapters.terminal import TerminalLines, TerminalView
from bot.notices import tell_that_answers_are_quoted
from bot.settings import load_settings
from bot.wiring import Desk, open_desk
from core.domain import ConversationKey, Question
from core.errors import FrontdeskError, QuestionRefused

Value = TypeVar("Value")

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
    """Read questions from the terminal and answer them.

    End of input or `exit` ends it.  Ctrl-C stops an answer; at the prompt it ends the conversation.
    """
    console = Console()
    view = TerminalView(console=console)
    lines = TerminalLines(console=console, prompt="[bold cyan]you ›[/] ")
    key = ConversationKey("terminal", "local", "chat", secrets.token_hex(4))
    console.print("[dim]Ask a question. `forget` clears the conversation, `exit` leaves.[/]")
    with _interrupts() as interrupts:
        while (line := await interrupts.until_stopped(lines.next())) is not None:
            text = line.strip()
            if text.lower() in _LEAVE:
                return
            if text:
                await interrupts.until_stopped(_respond(desk, view, Question(text, key), console))
                if interrupts.stopped:
                    console.print("\n[dim]Stopped.[/]\n")
    console.print()


async def _respond(desk: Desk, view: TerminalView, question: Question, console: Console) -> None:
    """Answer one question; what fails is told, and the conversation goes on."""
    try:
        if question.text.lower() == "forget":
            forgotten = await desk.history.forget(question.conversation)
            console.print(f"[dim]Forgotten: {forgotten} messages.[/]")
            return
        async with aclosing(desk.answering.answer(question)) as events:
            await view.show(events)
    except QuestionRefused as error:
        console.print(str(error), style="yellow", markup=False)
    except FrontdeskError as error:
        console.print(str(error), style="red", markup=False)
    console.print()


class _Interrupts:
    """Lets Ctrl-C end what is being waited for, as often as it is pressed.

    The event loop's own handling cancels the program the first time and kills it the second.
    """

    def __init__(self) -> None:
        self.stopped = False
        """Whether what was last waited for was ended by Ctrl-C."""
        self._task: asyncio.Task[Any] | None = None

    async def until_stopped(self, work: Coroutine[Any, Any, Value]) -> Value | None:
        """Wait for work to end, or for Ctrl-C, which gives None."""
        self.stopped = False
        self._task = task = asyncio.create_task(work)
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise
        return None if task.cancelled() else task.result()

    def stop(self) -> None:
        """Ctrl-C was pressed."""
        self.stopped = True
        if self._task is not None:
            self._task.cancel()


@contextmanager
def _interrupts() -> Iterator[_Interrupts]:
    interrupts = _Interrupts()
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGINT)
    loop.add_signal_handler(signal.SIGINT, interrupts.stop)
    try:
        yield interrupts
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)
