"""Starts the Agents Playground as a process, and ends it whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.node_tools import PLAYGROUND, node, node_package

_SETTINGS = "playground.yml"
_LOG = "playground.log"
_START_SECONDS = 20.0
_STOP_SECONDS = 3.0
_LAST_CHARACTERS = 6000


@asynccontextmanager
async def running(bot_url: str, folder: Path, settings: Mapping[str, Any]) -> AsyncIterator[str]:
    """The address of a Playground that runs meanwhile.

    Args:
        bot_url: Where it sends activities to.
        folder: Where its settings and its log may lie.
        settings: Who and what there is in it.
    """
    # YAML holds JSON.
    (folder / _SETTINGS).write_text(json.dumps(settings), "utf-8")
    process = await _start(bot_url, folder)
    try:
        async with asyncio.timeout(_START_SECONDS):
            port = await _port_of(process)
        yield f"http://localhost:{port}"
    except BaseException as error:
        error.add_note(_last_words(folder))
        raise
    finally:
        await _stop(process)


async def _start(bot_url: str, folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        node(),
        str(node_package(PLAYGROUND) / "cli.js"),
        *("start", "--app-endpoint", bot_url, "--channel-id", "msteams", "--disable-telemetry"),
        # 0: any free port, which it tells.
        *("--port", "0"),
        cwd=folder,
        # Nothing else of the environment: a proxy that is set there would be asked for the bot.
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            # Without this it wants to open a browser, and dies where there is none.
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / _SETTINGS),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / _LOG),
        },
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def _port_of(process: asyncio.subprocess.Process) -> int:
    assert process.stdout
    said = ""
    while line := await process.stdout.readline():
        said += line.decode(errors="replace")
        if found := re.search(r"^Listening on (\d+)$", said, re.MULTILINE):
            return int(found[1])
    raise AssertionError(f"The Playground ended before it listened. It said:\n{said}")


async def _stop(process: asyncio.subprocess.Process) -> None:
    # It starts no processes of its own.
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.communicate()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


def _last_words(folder: Path) -> str:
    try:
        said = (folder / _LOG).read_text("utf-8", errors="replace")
    except OSError:
        said = "nothing"
    return f"The Playground's log ends with:\n{said[-_LAST_CHARACTERS:]}"
