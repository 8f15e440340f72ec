"""Runs a command of the command line to its end, and turns errors into words and exit codes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import typer

from core.errors import FrontdeskError, QuestionRefused, SettingsError

_INTERRUPTED = 130


def run_command(command: Coroutine[Any, Any, int | None]) -> None:
    """Run a command to its end; errors become one clear message."""
    from bot.logs import configure_logs  # noqa: PLC0415

    configure_logs()
    try:
        code = asyncio.run(command)
    except KeyboardInterrupt:
        typer.echo("\nStopped. Nothing that was finished is lost.", err=True)
        code = _INTERRUPTED
    except QuestionRefused as error:
        typer.echo(str(error), err=True)
        code = 2
    except FrontdeskError as error:
        label = "Settings" if isinstance(error, SettingsError) else "Error"
        typer.secho(f"{label}: {error}", fg=typer.colors.RED, err=True)
        code = 1
    raise typer.Exit(code or 0)
