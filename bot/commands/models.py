"""`frontdesk models`: which language models there are, fetching and verifying them."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Table

from bot.settings import load_settings
from core.errors import ModelError
from models.pull import ModelHub
from models.registry import ModelEntry, find_model, registered_models
from models.verify import read_record
from models.verify import verify as verify_file


async def list_models() -> int:
    """Show the registry and what is installed of it."""
    settings = load_settings()
    table = Table("name", "size", "licence", "installed", "what it is")
    for entry in registered_models():
        path = settings.model.folder / entry.file
        record = read_record(path) if path.is_file() else None
        installed = "no" if not path.is_file() else "verified" if record else "not verified"
        size = f"about {entry.download_mebibytes:,} MiB"
        table.add_row(entry.name, size, entry.licence, installed, entry.description)
    console = Console()
    console.print(table)
    console.print(
        "`frontdesk models pull NAME` installs one; the setting `model.name` "
        "(FRONTDESK_MODEL_NAME) turns it on.",
        markup=False,
        highlight=False,
    )
    return 0


async def pull(name: str) -> int:
    """Download and verify a model."""
    settings = load_settings()
    entry = find_model(name)
    token = settings.model.token.get_secret_value()
    with _progress_bar() as bar:
        task = bar.add_task(entry.file, total=entry.size_bytes or None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        async with ModelHub(mirror=settings.model.mirror, token=token) as hub:
            path = await hub.pull(entry, folder=settings.model.folder, progress=progress)
    console = Console()
    console.print(f"{entry.name} is at {path}, verified.", markup=False, highlight=False)
    console.print(f"Turn it on with FRONTDESK_MODEL_NAME={entry.name}.", highlight=False)
    return 0


async def verify(name: str) -> int:
    """Check one model, or all that are installed."""
    settings = load_settings()
    folder = settings.model.folder
    entries = (
        [find_model(name)]
        if name
        else [e for e in registered_models() if (folder / e.file).is_file()]
    )
    console = Console()
    if not entries:
        console.print("No model is installed.")
        return 0
    wrong = 0
    for entry in entries:
        wrong += not await _is_whole(console, entry, folder / entry.file)
    return 1 if wrong else 0


async def _is_whole(console: Console, entry: ModelEntry, path: Path) -> bool:
    with _progress_bar() as bar:
        task = bar.add_task(entry.file, total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        try:
            verified = await verify_file(path, entry=entry, progress=progress)
        except ModelError as error:
            console.print(str(error), style="red", markup=False, highlight=False)
            return False
    console.print(f"{entry.name}: whole, SHA-256 {verified.sha256}", markup=False, highlight=False)
    return True


def _progress_bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
