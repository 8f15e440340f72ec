"""A desk in Slack, in a process of its own: `python -m bench.slack_server HOME API_URL BOT APP`.

`bench.slack` starts it; the end of input ends it.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bot.logs import configure_logs
from bot.service import open_service
from bot.settings import Settings
from bot.settings_sections import FolderSettings, SourcesSettings, WebSettings
from bot.settings_slack import SlackSettings


async def main(home: Path, api_url: str, bot_token: str, app_token: str) -> None:
    """Serve what was indexed in a home until input ends."""
    nowhere = FolderSettings(path=home, base_url="https://intranet.example/")
    settings = Settings(
        home=home,
        sources=SourcesSettings(folders=(nowhere,)),
        web=WebSettings(enabled=False),
        slack=SlackSettings(
            bot_token=SecretStr(bot_token),
            app_token=SecretStr(app_token),
            connections=2,
            api_url=api_url,
        ),
    )
    configure_logs(level="info", form="json")
    async with open_service(settings, with_terminal=False):
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:5]))
