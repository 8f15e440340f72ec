"""Says on what the figures were measured, for figures mean nothing without it."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGES = ("bm25s", "faiss-cpu", "numpy", "onnxruntime", "sentence-transformers", "torch")


def describe_machine() -> dict[str, Any]:
    """Processor, cores, memory, load, date and versions.  Linux only."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "cpu": _first(r"model name\s*: (.+)", Path("/proc/cpuinfo")),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(_first(r"MemTotal:\s+(\d+)", Path("/proc/meminfo"))) / 2**20),
        "load_at_start": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def _first(pattern: str, file: Path) -> str:
    found = re.search(pattern, file.read_text("utf-8"))
    return found[1].strip() if found else "0"
