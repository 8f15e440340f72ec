"""`frontdesk manifest`: what a chat platform has to be told before the desk may join it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bot.settings import load_settings
from bot.slack_manifest import manifest_for
from bot.teams_manifest import TeamsApp, write_package


async def slack(*, name: str, url: str, over_http: bool, many_workspaces: bool) -> int:
    """Print Slack's manifest for this host; what is not said follows from the settings."""
    settings = load_settings()
    is_http = over_http or (settings.slack.is_on and not settings.slack.has_socket)
    printed = manifest_for(
        name=name,
        public_url=url or settings.web.public_url,
        over_http=is_http,
        many_workspaces=many_workspaces or bool(settings.slack.client_id),
    )
    sys.stdout.write(printed)
    return 0


async def teams(*, app: TeamsApp, out: Path) -> int:
    """Write the app package for Teams; an id or address that is not said follows from the settings."""
    settings = load_settings()
    app = replace(
        app,
        app_id=app.app_id or settings.teams.app_id,
        public_url=app.public_url or settings.web.public_url,
    )
    write_package(app, out)
    sys.stdout.write(
        f"Wrote {out}: {app.name} {app.version}.\n"
        "Upload it in the Teams admin center (Teams apps, Manage apps, Upload new app), or to try it in "
        "Teams itself (Apps, Manage your apps, Upload an app).\n"
        f"In the configuration of your Azure Bot, enter {app.endpoint} as its messaging endpoint, and "
        "add the channel Microsoft Teams.\n"
    )
    return 0
