"""`frontdesk setup`: prepares what is missing, and `run` calls it before it starts."""

from __future__ import annotations

from rich.console import Console

from bot.commands.refresh import refresh_sources
from bot.settings import Settings, load_settings
from bot.wiring import embedder_folder, make_embedder, snapshot_folder
from core.engine.snapshot import check_model, read_manifest
from core.errors import IndexUnusable, StorageError
from storage.database import upgrade


async def set_up() -> int:
    """Prepare everything and say so."""
    settings = load_settings()
    await prepare(settings)
    Console().print("All is ready. `frontdesk run` starts the desk.")
    return 0


async def prepare(settings: Settings) -> None:
    """Make the folders, the database, the exported embedding model and the index, where missing.

    Raises:
        StorageError: The home folder or the database cannot be written.
        RefreshError: There is no index and none could be made.
    """
    console = Console()
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"Folder '{settings.home}' cannot be made ({error.strerror}). "
            "Name another in FRONTDESK_HOME."
        ) from error
    await upgrade(settings.database_url)
    if not settings.embedding.model and not (embedder_folder(settings) / "embedder.json").is_file():
        console.print("Exporting the embedding model (once, some seconds) …")
    embedder = make_embedder(settings)
    try:
        folder = snapshot_folder(settings).current()
        if folder is not None:
            manifest = read_manifest(folder)
            check_model(
                manifest, folder, model_id=embedder.model_id, dimensions=embedder.dimensions
            )
            return
    except IndexUnusable as error:
        console.print(str(error), style="yellow", markup=False, highlight=False)
    console.print("Reading the sources and building the index …")
    await refresh_sources(settings, full=False)
