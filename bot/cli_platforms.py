"""The part of the command line that is about chat platforms: `frontdesk manifest`, `frontdesk slack`.

`bot.cli` adds it.  Nothing heavy is imported here.
"""

from __future__ import annotations

from pathlib import Path
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


@manifest_app.command("teams")
def manifest_teams(
    *,
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("frontdesk-teams.zip"),
    app_id: Annotated[
        str, typer.Option(help="The Azure Bot's 'Microsoft App ID'. Default: teams.app_id.")
    ] = "",
    url: Annotated[
        str, typer.Option(help="Where the desk's web server is reached. Default: web.public_url.")
    ] = "",
    name: Annotated[str, typer.Option(help="What the app is called in Teams.")] = "frontdesk",
    app_version: Annotated[
        str, typer.Option(help="Higher than the one uploaded before: Teams takes no other update.")
    ] = "1.0.0",
    developer: Annotated[str, typer.Option(help="Who is named as its maker.")] = "frontdesk",
    website: Annotated[str, typer.Option(help="A page about it. Default: the desk's own.")] = "",
    privacy: Annotated[str, typer.Option(help="Its privacy notice. Default: the same.")] = "",
    terms: Annotated[str, typer.Option(help="Its terms of use. Default: the same.")] = "",
) -> None:
    """Write the app package to upload to Teams: the manifest and two icons, zipped."""
    from bot.commands.manifest import teams  # noqa: PLC0415
    from bot.teams_manifest import TeamsApp  # noqa: PLC0415

    app = TeamsApp(
        app_id=app_id,
        public_url=url,
        name=name,
        version=app_version,
        developer=developer,
        website=website,
        privacy=privacy,
        terms=terms,
    )
    run_command(teams(app=app, out=out))


@slack_app.command("try")
def try_slack(
    *,
    port: Annotated[int, typer.Option(help="Where the page is, on this machine.")] = 8810,
) -> None:
    """Start a make-believe Slack on this machine, with the desk in it and a page to type in."""
    from bot.commands.slack_try import try_slack as command  # noqa: PLC0415

    run_command(command(port=port))
