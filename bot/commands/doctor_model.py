"""`frontdesk doctor`'s look at the language model: is it there, whole, and does it fit?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bot.commands.findings import Finding, Grade
from bot.settings import Settings
from models.registry import choose_model, registered_models
from models.verify import check_magic, read_record

_MEBIBYTE = 1 << 20


async def language_model(settings: Settings) -> Sequence[Finding]:
    """Look at the model that is set.

    Raises:
        ModelError: There is no such model, or its file is damaged.
    """
    name = settings.model.name
    if not name:
        text = "none, so answers are quoted from the pages. `frontdesk models list` shows some."
        return (Finding(Grade.NOTE, text),)
    chosen = choose_model(name, folder=settings.model.folder)
    if not chosen.path.is_file():
        text = f"'{chosen.path}' does not exist. Run `frontdesk models pull {name}`, or correct `model.name`."
        return (Finding(Grade.WRONG, text),)
    check_magic(chosen.path)
    entry = next((entry for entry in registered_models() if entry.name == name), None)
    needed = chosen.path.stat().st_size // _MEBIBYTE
    if entry is None:
        found = [Finding(Grade.GOOD, f"'{chosen.path}' is there, a file of your own.")]
    elif read_record(chosen.path) is None:
        text = f"'{chosen.path}' was never verified. Run `frontdesk models verify {name}`."
        found = [Finding(Grade.NOTE, text)]
    else:
        found = [Finding(Grade.GOOD, f"'{chosen.path}' is there and verified.")]
        needed = max(needed, entry.memory_mebibytes)
    return (*found, _memory(needed))


def _memory(needed: int) -> Finding:
    """Whether a model fits.

    Args:
        needed: Mebibytes it takes at least.
    """
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MEBIBYTE
    total = min(total, _container_limit() or total)
    text = f"it takes about {needed:,} MiB of {total:,} MiB of memory"
    if needed > total:
        return Finding(Grade.WRONG, f"{text}: too much. Choose a smaller one.")
    if needed > total * 3 // 4:
        return Finding(Grade.NOTE, f"{text}, which leaves little for the rest.")
    return Finding(Grade.GOOD, f"{text}.")


def _container_limit() -> int:
    """Mebibytes that the container may use; 0 where there is no limit.

    Source: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
    """
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text("utf-8").strip()
    except OSError:
        return 0
    return int(limit) // _MEBIBYTE if limit.isdigit() else 0
