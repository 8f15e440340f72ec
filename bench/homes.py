"""Makes home folders for measured commands, with the embedding model already exported."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from bench.indexes import build_index
from bench.passages import invent
from bot.settings import Settings
from bot.wiring import make_embedder, snapshot_folder


def new_home(out: Path, name: str) -> Path:
    """An empty home folder; only the exported embedding model lies in it."""
    exported = out / "embedder"
    make_embedder(Settings(home=exported))
    home = out / name
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(exported, home)
    return home


async def indexed_home(out: Path, passages: int, say: Callable[[str], None]) -> Path:
    """A home with an index of invented passages; built where there is none yet."""
    home = out / "serving"
    settings = Settings(home=home)
    if snapshot_folder(settings).current() is None:
        say(f"building an index of {passages:,} passages")
        embedder = make_embedder(settings)
        await asyncio.to_thread(build_index, home, list(invent(passages)), embedder)
    return home
