"""The part of the command line that is about chat platforms: `frontdesk manifest`, `frontdesk slack`.

`bot.cli` adds it.  Nothing heavy is imported here.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bot.running import run_command

manifest_app = typer.Typer(
    help="What a chat platform has to be told before the desk may join.", no_args_is_help=True
)
slack_app = typer.Typer(help="The desk in Slack.", no_args_is_help=True)


@manifest_app.command("slack")
def manifest_slack(
    *,
    name: Annotated[str, typer.Option(help="What the app is called in Slack.")] = "",
    url: Annotated[
        str, typer.Option(help="Where the desk's web server is reached. Default: web.public_url.")
    ] = "",
    over_http: Annotated[
        bool, typer.Option("--http", help="Slack sends events to that address; no Socket Mode.")
    ] = False,
    many_workspaces: Annotated[
        bool, typer.Option("--many", help="Several workspaces install it, by OAuth.")
    ] = False,
) -> None:
    """Print the manifest to paste at https://api.slack.com/apps, for Socket Mode by default."""
    from bot.commands.manifest import slack  # noqa: PLC0415

    run_command(slack(name=name, url=url, over_http=over_http, many_workspaces=many_workspaces))


@slack_app.command("try")
def try_slack(
    *,
    port: Annotated[int, typer.Option(help="Where the page is, on this machine.")] = 8810,
) -> None:
    """Start a make-believe Slack on this machine, with the desk in it and a page to type in."""
    from bot.commands.slack_try import try_slack as command  # noqa: PLC0415

    run_command(command(port=port))
