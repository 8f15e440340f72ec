"""`frontdesk slack try`: a make-believe Slack on this machine, the desk in it, and a page to use it.

The desk that serves there is the real one, set up as `frontdesk run` has it, but for what would get
in the way of another that serves: it has a home, a database and a workspace of its own.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from adapters.local_slack.page import SlackPage
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import ChannelKind, Workspace
from bot.commands.setup import prepare
from bot.log_safety import secrets_in
from bot.logs import LOG_FILE, configure_serving_logs
from bot.notices import tell_that_answers_are_quoted
from bot.service import open_service
from bot.settings import Settings, load_settings
from bot.settings_sections import DatabaseSettings
from bot.settings_slack import SlackSettings
from bot.slack_manifest import read_manifest
from core.errors import SettingsError

HOME = "slack-try"
"""Folder in the home folder that the desk of the make-believe Slack keeps its things in."""

_TRIED = "tried.db"
"""The database while somebody tries: thrown away before the next time."""
_PEOPLE = (("ann", "Ann Lee"), ("bob", "Bob Ortega"), ("priya", "Priya Nair"))
_PEOPLE_CHANNEL = "help-people"


async def try_slack(*, port: int) -> int:
    """Serve until told to stop.

    Args:
        port: Of the page, on this machine.

    Returns:
        The exit code.

    Raises:
        SettingsError: The port is taken, or somebody tries already.
        FrontdeskError: The desk cannot be set up or started.
    """
    console = Console()
    settings = _own_settings(load_settings())
    await prepare(settings)
    configure_serving_logs(
        level=settings.log.level,
        form=settings.log.format,
        secrets=secrets_in(settings),
        file=settings.home / LOG_FILE,
    )
    stopped = _stop_signal()
    async with LocalSlack(manifest=read_manifest()) as slack:
        furnish(slack.workspace)
        tried = await _in_slack(settings, slack)
        async with (
            _page(slack, port) as address,
            open_service(tried, with_terminal=False),
        ):
            console.print(f"\nOpen [bold]{address}[/] and write to @frontdesk.", highlight=False)
            console.print(
                "Nothing leaves this machine, and what is said is forgotten. Ctrl-C stops.\n"
                f"Log: {settings.home / LOG_FILE}",
                style="dim",
                highlight=False,
            )
            tell_that_answers_are_quoted(settings)
            await stopped.wait()
    console.print("Stopped.")
    return 0


def furnish(workspace: Workspace) -> None:
    """Let people in and open channels; the desk is in all but one of them."""
    everybody = {workspace.add_user(name, real_name).id for name, real_name in _PEOPLE}
    with_desk = {*everybody, workspace.app.bot_user}
    for name in ("general", "er-ops", "it-help", _PEOPLE_CHANNEL):
        workspace.add_channel(name, with_desk)
    workspace.add_channel("lunch", everybody)
    managers = {*sorted(everybody)[:2], workspace.app.bot_user}
    workspace.add_channel("managers", managers, ChannelKind.PRIVATE)


def _own_settings(settings: Settings) -> Settings:
    """Keep apart from a desk that serves: its home, its database, its port, its operators."""
    return settings.model_copy(
        update={
            "home": settings.home / HOME,
            "database": DatabaseSettings(),
            "web": settings.web.model_copy(update={"enabled": False}),
            "posts": settings.posts.model_copy(update={"operators": ""}),
            "backup": settings.backup.model_copy(update={"keep": 0}),
        }
    )


async def _in_slack(settings: Settings, slack: LocalSlack) -> Settings:
    """Join the local Slack, with a database that remembers the pages and nobody's words."""
    file = settings.home / _TRIED
    await asyncio.to_thread(_copy_database, settings.home / "frontdesk.db", file)
    workspace, app = slack.workspace, slack.app
    people_channel = workspace.channel_named(_PEOPLE_CHANNEL).id
    return settings.model_copy(
        update={
            "database": DatabaseSettings(url=f"sqlite+aiosqlite:///{file}"),
            "slack": SlackSettings(
                bot_token=SecretStr(app.bot_token),
                app_token=SecretStr(app.app_token),
                api_url=f"{slack.url}/api/",
            ),
            "answer": settings.answer.model_copy(
                update={"people_channel": f"slack/{workspace.team_id}/{people_channel}"}
            ),
        }
    )


def _copy_database(source: Path, target: Path) -> None:
    for old in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        old.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as prepared, closing(sqlite3.connect(target)) as fresh:
        prepared.backup(fresh)


@asynccontextmanager
async def _page(slack: LocalSlack, port: int) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        try:
            page = SlackPage(slack=slack)
            address = await stack.enter_async_context(page.serving(port=port))
        except OSError as error:
            raise SettingsError(
                f"The page cannot listen on port {port} ({error.strerror or error}): nothing was "
                "started. Stop the program that has the port, or give another with --port."
            ) from error
        yield address


def _stop_signal() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM from now on, which no longer end the process at once."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped
