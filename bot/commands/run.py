"""`frontdesk run`: sets up what is missing, then starts the desk."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from contextlib import AsyncExitStack, aclosing

from rich.console import Console
from rich.markup import escape

from adapters.terminal import TerminalView
from bot.commands.chat import converse
from bot.commands.setup import prepare
from bot.jobs import refresh_job
from bot.logs import configure_logs
from bot.notices import tell_that_answers_are_quoted
from bot.settings import Settings, load_settings
from bot.sources import is_sample, serve_sample
from bot.wiring import Desk, open_desk
from core.engine.passage_index import PassageIndex
from scheduler.runner import running

SAMPLE_QUESTION = "What number do I call to report that I am ill?"


async def run_desk() -> int:
    """Start; attached to a terminal, open the chat there, else serve until told to stop."""
    started = time.perf_counter()
    settings = load_settings()
    await prepare(settings)
    console = Console()
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(open_desk(settings))
        index = await desk.retriever.open()
        if is_sample(settings):
            await stack.enter_async_context(serve_sample(settings))
        await stack.enter_async_context(running(refresh_job(settings)))
        _print_state(console, settings, desk, index)
        await _show_example(console, settings, desk, index)
        console.print(
            f"\n[dim]Ready after {time.perf_counter() - started:.1f} s.[/]", highlight=False
        )
        tell_that_answers_are_quoted(settings)
        if sys.stdin.isatty():
            await converse(desk)
        else:
            configure_logs(level=settings.log.level, form=settings.log.format)
            await _until_told_to_stop(console)
    return 0


def _print_state(console: Console, settings: Settings, desk: Desk, index: PassageIndex) -> None:
    """Say what is on and what is off."""
    made = index.manifest
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
            desk.generator.name if settings.model.name else "quoted from the pages (no model)",
        ),
        ("Refresh", f"nightly at {settings.refresh.at:%H:%M} {settings.refresh.time_zone}"),
        ("Terminal chat", chat),
        ("Slack, Teams", "off (not part of this version)"),
    )
    console.print("[bold]frontdesk[/]")
    for name, state in rows:
        console.print(f"  {name:<14} {state}", markup=False, highlight=False)


async def _show_example(
    console: Console, settings: Settings, desk: Desk, index: PassageIndex
) -> None:
    """Ask one question, so that anybody sees it work."""
    question = SAMPLE_QUESTION if is_sample(settings) else index.example_question()
    console.print(f"\nFor example: [bold]{escape(question)}[/]", highlight=False)
    async with aclosing(desk.answering.reply(question, ())) as events:
        await TerminalView(console=console).show(events)


async def _until_told_to_stop(console: Console) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    console.print(
        "Serving until stopped. Attach a terminal to chat, or use `frontdesk ask`.", highlight=False
    )
    await stop.wait()
    console.print("Stopped.")
