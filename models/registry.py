"""The models on offer, from `registry.toml`, and which file the settings mean.

`bot.wiring` and the `models` commands use it.  It never touches the network.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

from core.errors import ModelError

REGISTRY = Path(__file__).parent / "registry.toml"

ChatFormat: TypeAlias = Literal["auto", "template", "alpaca"]
"""How a prompt is put: the template in the model file, Alpaca, or whichever fits the file."""


class ModelEntry(BaseModel):
    """A model on offer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """What people type."""
    description: str
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    """Owner and name on the hub."""
    revision: str = "main"
    """Branch or commit; a pinned hash needs a commit."""
    file: Annotated[str, Field(pattern=r"^[\w.-]+\.gguf$")]
    size_bytes: NonNegativeInt = 0
    """0: not known for certain."""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Hexadecimal; empty: not known for certain."""
    chat_format: ChatFormat
    context_tokens: PositiveInt
    """What the model was made for, prompt and answer together."""
    licence: str
    memory_mebibytes: PositiveInt
    """About what it takes when loaded with a context of 4,096 tokens, or as many as it has."""
    download_mebibytes: PositiveInt
    """About, for people."""

    def address(self, mirror: str) -> str:
        """Where a hub serves the file."""
        return f"{mirror.rstrip('/')}/{self.repository}/resolve/{self.revision}/{self.file}"


class _Registry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    models: tuple[ModelEntry, ...]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """The model that is to be run; the file may not be there yet."""

    name: str
    """What answers are signed with."""
    path: Path
    chat_format: ChatFormat
    context_tokens: int
    """At most; 0: as the file says."""


def registered_models() -> tuple[ModelEntry, ...]:
    """All models on offer, in the order of the registry."""
    return _Registry.model_validate(tomllib.loads(REGISTRY.read_text(encoding="utf-8"))).models


def find_model(name: str) -> ModelEntry:
    """Look a model up by its name.

    Raises:
        ModelError: There is no such model.
    """
    entries = {entry.name: entry for entry in registered_models()}
    if name in entries:
        return entries[name]
    nearest = difflib.get_close_matches(name, entries, n=1)
    meant = f"Did you mean {nearest[0]}? " if nearest else ""
    raise ModelError(
        f"There is no model called {name!r}. {meant}Known are {', '.join(entries)}; a file of your "
        "own is named by its path, ending in .gguf."
    )


def choose_model(name: str, *, folder: Path) -> ModelFile:
    """Find out which file a setting means.

    Args:
        name: A model's name, or the path of a GGUF file.
        folder: Where downloaded models lie.

    Raises:
        ModelError: There is no such model.
    """
    if name.lower().endswith(".gguf"):
        path = Path(name).expanduser()
        return ModelFile(name=path.stem, path=path, chat_format="auto", context_tokens=0)
    entry = find_model(name)
    return ModelFile(
        name=entry.name,
        path=folder / entry.file,
        chat_format=entry.chat_format,
        context_tokens=entry.context_tokens,
    )
