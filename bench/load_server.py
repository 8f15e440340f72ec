"""A desk that serves under load, in a process of its own, with a finger on its pulse.

`python -m bench.load_server HOME`: `bench.serving` starts it and speaks to it line by
line: `begin` sets the pulse back, `end` has it printed, the end of input ends the desk.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import numpy as np

from bot.logs import configure_logs
from bot.service import open_service
from bot.settings import Settings
from bot.settings_sections import FolderSettings, SourcesSettings, WebSettings

_BEAT_SECONDS = 0.005


class Pulse:
    """How late the event loop was, at each beat since `begin`."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []

    def begin(self) -> None:
        """Forget what was."""
        self._late_ms = []

    def figures(self) -> dict[str, float]:
        """The longest time the loop was held up, and how long it was for the worst of a hundred."""
        late = np.asarray(self._late_ms or [0.0])
        return {
            "beats": len(late),
            "max_ms": round(float(late.max()), 1),
            "p99_ms": round(float(np.percentile(late, 99)), 1),
        }

    async def beat(self) -> None:
        """Beat until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _BEAT_SECONDS
            await asyncio.sleep(_BEAT_SECONDS)
            self._late_ms.append(max(0.0, loop.time() - due) * 1000)


async def main(home: Path) -> None:
    """Serve what was indexed in a home until input ends."""
    nowhere = FolderSettings(path=home, base_url="https://intranet.example/")
    settings = Settings(
        home=home,
        sources=SourcesSettings(folders=(nowhere,)),
        web=WebSettings(port=0),
    )
    # Lines of the log are written as in service, but to nobody: figures go to standard output.
    configure_logs(level="info", form="json")
    pulse = Pulse()
    async with open_service(settings, with_terminal=False) as service:
        beating = asyncio.create_task(pulse.beat())
        print("ready", service.web_address, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip() == "begin":
                pulse.begin()
            print(json.dumps(pulse.figures()), flush=True)
        beating.cancel()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
