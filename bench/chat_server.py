"""A desk on a chat platform, in a process of its own: `python -m bench.chat_server HOME`.

The settings of the platform come as one line of JSON on its input.  `bench.chats` starts it; the end of
input ends it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bot.logs import configure_logs
from bot.service import open_service
from bot.settings import Settings
from bot.settings_sections import FolderSettings, SourcesSettings


async def main(home: Path) -> None:
    """Serve what was indexed in a home until input ends."""
    nowhere = FolderSettings(path=home, base_url="https://intranet.example/")
    settings = Settings(
        home=home,
        sources=SourcesSettings(folders=(nowhere,)),
        **json.loads(sys.stdin.readline()),
    )
    configure_logs(level="info", form="json")
    async with open_service(settings, with_terminal=False) as service:
        print(service.web_address or "ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
