"""`frontdesk refresh`: reads the sources again and renews the index."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.settings import FolderSettings, Settings, load_settings
from bot.sources import open_sources
from bot.wiring import open_renewal
from core.domain import Published, RefreshSummary
from core.errors import FrontdeskError, RefreshRunning, SettingsError, StorageError
from core.ports import PageSource
from storage.database import Database
from storage.refreshes import SqlRefreshes
from storage.snapshots import SnapshotRecord

_log = structlog.get_logger()

_SHOWN_FAILURES = 20


async def refresh(*, full: bool, folder: Path | None, base_url: str) -> int:
    """Renew the index; the exit code is 1 if a source could not be walked to its end."""
    settings = load_settings()
    if folder is not None:
        settings = _with_folder_only(settings, folder, base_url)
    elif base_url:
        raise SettingsError("--base-url goes with --folder: it is the address of that folder.")
    summary = await refresh_sources(settings, full=full)
    return 1 if summary.incomplete else 0


async def refresh_sources(settings: Settings, *, full: bool) -> RefreshSummary:
    """Renew the index from the configured sources, with a progress bar and a summary.

    How it went is kept, also where it failed.

    Raises:
        FrontdeskError: The refresh failed, or another is at work; the index stays as it was.
    """
    console = Console(stderr=True)
    started_at, began = datetime.now(UTC), time.perf_counter()

    async def keep(summary: RefreshSummary | None, error: str) -> None:
        await _keep(settings, started_at, time.perf_counter() - began, summary, error)

    try:
        async with open_sources(settings) as sources:
            summary = await _refresh(settings, sources, console, full=full)
    except RefreshRunning:
        raise  # That is no refresh: nothing was begun.
    except FrontdeskError as error:
        await keep(None, str(error))
        raise
    except Exception as error:
        # What a foreign error says may quote what it should not.
        await keep(None, f"An unexpected fault ({type(error).__name__}).")
        raise
    await keep(summary, "")
    _print_summary(Console(), summary)
    return summary


async def _keep(
    settings: Settings,
    started_at: datetime,
    seconds: float,
    summary: RefreshSummary | None,
    error: str,
) -> None:
    """Keep how a refresh went; that this fails must not hide it."""
    try:
        async with Database(url=settings.database_url) as database:
            await SqlRefreshes(database=database).record(started_at, seconds, summary, error)
    except StorageError as failure:
        _log.warning("refresh_not_recorded", reason=str(failure))


async def _refresh(
    settings: Settings, sources: tuple[PageSource, ...], console: Console, *, full: bool
) -> RefreshSummary:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def progress(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        async with open_renewal(settings, sources) as renewal:
            summary = await renewal.refresher.refresh(full=full, progress=progress)
            if summary.published is not None:
                await renewal.snapshots.record(_record(summary, summary.published))
            return summary


def _record(summary: RefreshSummary, published: Published) -> SnapshotRecord:
    return SnapshotRecord(
        id=published.snapshot_id,
        folder=published.folder,
        created_at=datetime.now(UTC),
        model_id=published.model_id,
        dimensions=published.dimensions,
        pages=published.pages,
        passages=published.passages,
        summary=summary,
        current=True,
    )


def _with_folder_only(settings: Settings, folder: Path, base_url: str) -> Settings:
    if not folder.is_dir():
        raise SettingsError(f"'{folder}' is not a folder. Give --folder a folder of documents.")
    if not base_url:
        raise SettingsError(
            "--folder needs --base-url, the address under which people reach its files: answers "
            "cite it. For example: --base-url https://kb.example.org/policies"
        )
    try:
        chosen = FolderSettings(path=folder, base_url=base_url)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(f"--base-url '{base_url}' {reason}.") from error
    sources = settings.sources.model_copy(update={"websites": (), "folders": (chosen,)})
    return settings.model_copy(update={"sources": sources})


def _print_summary(console: Console, summary: RefreshSummary) -> None:
    counts = (
        f"{summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged, "
        f"{summary.gone} gone, {len(summary.failed)} failed"
    )
    console.print(f"Pages: {counts} ({summary.seconds:.1f} s).", highlight=False)
    for failure in summary.failed[:_SHOWN_FAILURES]:
        _print_whole(console, f"  failed: {failure.address}: {failure.reason}")
    if len(summary.failed) > _SHOWN_FAILURES:
        console.print(f"  … and {len(summary.failed) - _SHOWN_FAILURES} more", highlight=False)
    for reason in summary.incomplete:
        _print_whole(console, f"  not complete: {reason}")
    if summary.published is None:
        console.print("Nothing changed; the index stays as it is.")
        return
    made = summary.published
    _print_whole(
        console,
        f"Index {made.snapshot_id}: {made.pages} pages, {made.passages} passages; "
        f"{made.embedded} texts embedded, {made.passages + made.units - made.embedded} from the cache.",
    )


def _print_whole(console: Console, line: str) -> None:
    """Print a line without breaking addresses apart, also where output is piped."""
    console.print(line, markup=False, highlight=False, soft_wrap=True)
