"""`frontdesk run`: sets up what is missing, then starts the desk."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Coroutine, Iterator
from contextlib import aclosing, contextmanager
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape

from adapters.terminal import TerminalView
from bot.commands.chat import converse
from bot.commands.setup import prepare
from bot.doors import OFF, TITLES
from bot.log_safety import secrets_in
from bot.logs import LOG_FILE, configure_serving_logs
from bot.notices import tell_that_answers_are_quoted
from bot.service import Service, open_service
from bot.settings import Settings, load_settings
from bot.sources import SAMPLE_QUESTIONS, is_sample


async def run_desk() -> int:
    """Start; attached to a terminal, open the chat there too; serve until told to stop."""
    started = time.perf_counter()
    settings = load_settings()
    await prepare(settings)
    console = Console()
    is_attended = sys.stdin.isatty()
    configure_serving_logs(
        level=settings.log.level,
        form=settings.log.format,
        secrets=secrets_in(settings),
        file=settings.home / LOG_FILE if is_attended else None,
    )
    # In a terminal's chat, Ctrl-C stops an answer; elsewhere it stops the desk.
    numbers = (signal.SIGTERM,) if is_attended else (signal.SIGTERM, signal.SIGINT)
    with _stopped_by(*numbers) as stopped:
        async with open_service(settings, with_terminal=is_attended) as service:
            _print_state(console, settings, service)
            await _either(_show_example(console, settings, service), stopped)
            seconds = time.perf_counter() - started
            console.print(f"\n[dim]Ready after {seconds:.1f} s.[/]", highlight=False)
            tell_that_answers_are_quoted(settings)
            await _serve(console, service, stopped)
    console.print("Stopped.")
    return 0


def _print_state(console: Console, settings: Settings, service: Service) -> None:
    """Say what is on and what is off."""
    made = service.index.manifest
    sources = [site.source_name for site in settings.sources.websites]
    sources += [folder.source_name for folder in settings.sources.folders]
    named = ", ".join(sources) or "the sample site"
    chat = "on" if sys.stdin.isatty() else "off (no terminal attached)"
    rows = (
        (
            "Index",
            f"on: {made.pages} pages, {made.passages} passages, built {made.created_at:%Y-%m-%d %H:%M} UTC",
        ),
        (
            "Sources",
            named + (f" at http://127.0.0.1:{settings.sample.port}" if not sources else ""),
        ),
        (
            "Answers",
            service.desk.generator.name
            if settings.model.name
            else "quoted from the pages (no model)",
        ),
        ("Refresh", f"nightly at {settings.refresh.at:%H:%M} {settings.refresh.time_zone}"),
        ("Wait times", _wait_times(settings)),
        ("Web page", service.web_address or "off (web.enabled)"),
        ("Terminal chat", chat),
        *((TITLES[name], _door(service, name)) for name in OFF),
    )
    console.print("[bold]frontdesk[/]")
    for name, state in rows:
        console.print(f"  {name:<14} {state}", markup=False, highlight=False)


def _door(service: Service, platform: str) -> str:
    """How people on a platform reach the desk."""
    door = service.doors.get(platform)
    return door.described() if door is not None else OFF[platform]


def _wait_times(settings: Settings) -> str:
    """Where they come from, without what may be secret in an address."""
    if settings.waits.url:
        where = urlsplit(settings.waits.url).hostname or "a file"
        return f"from {where}, every {settings.waits.poll_minutes:g} min"
    return "made up, for the sample site" if is_sample(settings) else "off (waits.url)"


async def _show_example(console: Console, settings: Settings, service: Service) -> None:
    """Ask one question, so that anybody sees it work."""
    (question,) = (
        SAMPLE_QUESTIONS[:1] if is_sample(settings) else service.index.example_questions(1)
    )
    console.print(f"\nFor example: [bold]{escape(question)}[/]", highlight=False)
    async with aclosing(service.desk.answering.reply(question, ())) as events:
        await TerminalView(console=console).show(events)


async def _serve(console: Console, service: Service, stopped: asyncio.Event) -> None:
    """Serve, and chat in the terminal where there is one, until told to stop."""
    if service.terminal is not None:
        await _either(converse(service.turns, service.terminal), stopped)
        return
    console.print(
        "Serving until stopped. Attach a terminal to chat, or use `frontdesk ask`.",
        highlight=False,
    )
    await stopped.wait()


@contextmanager
def _stopped_by(*numbers: signal.Signals) -> Iterator[asyncio.Event]:
    """Set the event when one of the signals comes, instead of ending the process at once."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in numbers:
        loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


async def _either(work: Coroutine[Any, Any, None], stopped: asyncio.Event) -> None:
    """Wait for work to end, or for the event, which ends it."""
    tasks = {asyncio.create_task(work), asyncio.create_task(stopped.wait())}
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    for end in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(end, Exception):
            raise end
