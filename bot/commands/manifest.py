"""`frontdesk manifest`: what a chat platform has to be told before the desk may join it."""

from __future__ import annotations

import sys

from bot.settings import load_settings
from bot.slack_manifest import manifest_for


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
