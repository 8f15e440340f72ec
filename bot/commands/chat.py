"""`frontdesk chat`: a conversation in the terminal, with history."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from rich.console import Console

from adapters.terminal import PLATFORM, TerminalChat, TerminalLines, TerminalView
from bot.log_safety import secrets_in
from bot.logs import LOG_FILE, configure_serving_logs
from bot.metrics import PrometheusMeter
from bot.notices import tell_that_answers_are_quoted
from bot.settings import load_settings
from bot.wiring import make_turn_desk, open_desk
from core.domain import Accepted, ConversationKey, Question, TurnedAway, TurnId
from core.errors import FrontdeskError
from core.turns import TurnDesk

Value = TypeVar("Value")

_LEAVE = frozenset({"exit", "quit", "bye", ":q"})


async def chat() -> int:
    """Talk until the person leaves."""
    settings = load_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    configure_serving_logs(
        level=settings.log.level,
        form=settings.log.format,
        secrets=secrets_in(settings),
        file=settings.home / LOG_FILE,
    )
    async with open_desk(settings) as desk:
        await desk.retriever.open()
        turns = make_turn_desk(settings, desk, PrometheusMeter())
        terminal = attach_terminal(turns)
        tell_that_answers_are_quoted(settings)
        async with turns.open():
            await converse(turns, terminal)
    return 0


def attach_terminal(turns: TurnDesk) -> TerminalChat:
    """Let the desk answer in this terminal."""
    terminal = TerminalChat(view=TerminalView(console=Console()))
    turns.attach(PLATFORM, terminal, outlives_us=False)
    return terminal


async def converse(turns: TurnDesk, terminal: TerminalChat) -> None:
    """Read questions from the terminal and have them answered.

    End of input or `exit` ends it.  Ctrl-C stops an answer; at the prompt it ends the conversation.
    """
    console = Console()
    lines = TerminalLines(console=console, prompt="[bold cyan]you ›[/] ")
    key = ConversationKey(PLATFORM, "local", "chat", secrets.token_hex(4))
    console.print("[dim]Ask a question. `forget` clears the conversation, `exit` leaves.[/]")
    with _interrupts() as interrupts:
        while (line := await interrupts.until_stopped(lines.next())) is not None:
            text = line.strip()
            if text.lower() in _LEAVE:
                return
            if text:
                await interrupts.until_stopped(
                    _respond(turns, terminal, Question(text, key, "me"), console)
                )
                if interrupts.stopped:
                    console.print("[dim]Stopped.[/]\n")
    console.print()


async def _respond(
    turns: TurnDesk, terminal: TerminalChat, question: Question, console: Console
) -> None:
    """Have one question answered; what fails is told, and the conversation goes on."""
    try:
        match await turns.accept(question, event_id=secrets.token_hex(8)):
            case TurnedAway(reason=reason):
                console.print(reason, style="yellow", markup=False)
            case Accepted(turn_id=turn_id):
                await _wait(turns, terminal, turn_id)
    except FrontdeskError as error:
        console.print(str(error), style="red", markup=False)
    console.print()


async def _wait(turns: TurnDesk, terminal: TerminalChat, turn_id: TurnId) -> None:
    try:
        await terminal.shown(turn_id)
    except asyncio.CancelledError:
        if await turns.stop(turn_id):
            await terminal.shown(turn_id)
        raise


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
