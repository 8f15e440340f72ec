"""Runs frontdesk as people do, in a process of its own, and watches its time and memory."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS_SECONDS = 0.02
_MEMORY = re.compile(r"Vm(RSS|HWM):\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Ran:
    """What was seen of a process."""

    seconds: float
    """From start to its end, or to the line that was waited for."""
    resident_mib: float
    """Resident memory when last looked at."""
    peak_mib: float
    """Most resident memory at any time."""
    output: str


async def run_frontdesk(
    *arguments: str, home: Path, settings: Mapping[str, str], until: str = ""
) -> Ran:
    """Run a command to its end, or until it writes a line with `until` and is then stopped.

    Args:
        home: Its home folder; also where it runs, so that no configuration is picked up.
        settings: By name without the prefix, such as `CRAWL_DELAY_SECONDS`.

    Raises:
        RuntimeError: It ended with an error.
    """
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=home,
        env=_environment(home, settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    watch = asyncio.create_task(_watch_memory(process.pid))
    output = await _read(process, until)
    seconds = time.perf_counter() - started
    if until:
        # Let what the start-up left unfinished come to rest before memory is read.
        await asyncio.sleep(1)
        process.send_signal(signal.SIGTERM)
    code = await process.wait()
    resident, peak = await watch
    if code:
        raise RuntimeError(f"`frontdesk {' '.join(arguments)}` ended with {code}:\n{output}")
    return Ran(seconds, resident, peak, output)


def _environment(home: Path, settings: Mapping[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if "FRONTDESK" not in name}
    environment |= {f"FRONTDESK_{name}": value for name, value in settings.items()}
    return environment | {"FRONTDESK_HOME": str(home.resolve()), "PYTHONUNBUFFERED": "1"}


async def _read(process: asyncio.subprocess.Process, until: str) -> str:
    assert process.stdout is not None
    output = ""
    async for line in process.stdout:
        output += line.decode()
        if until and until in output:
            break
    return output


async def _watch_memory(number: int) -> tuple[float, float]:
    """Resident and peak MiB as they were when the process was last seen alive."""
    seen = (0.0, 0.0)
    while (now := _memory(number)) is not None:
        seen = now
        await asyncio.sleep(_BETWEEN_LOOKS_SECONDS)
    return seen


def _memory(number: int) -> tuple[float, float] | None:
    """Resident and peak MiB of a process, or None when it has ended.

    The peak that `resource` gives would not do: it counts the process that started this one.
    """
    try:
        status = Path(f"/proc/{number}/status").read_text("utf-8")
    except OSError:
        return None
    found = {name: int(kilobytes) / 1024 for name, kilobytes in _MEMORY.findall(status)}
    return (found["RSS"], found["HWM"]) if "RSS" in found else None
