"""Makes home folders for measured commands, with the embedding model already exported."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.settings import Settings
from bot.wiring import make_embedder


def new_home(out: Path, name: str) -> Path:
    """An empty home folder; only the exported embedding model lies in it."""
    exported = out / "embedder"
    make_embedder(Settings(home=exported))
    home = out / name
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(exported, home)
    return home
