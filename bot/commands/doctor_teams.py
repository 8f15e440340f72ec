"""`frontdesk doctor`'s look at Microsoft Teams.  It gets a token and the keys, and posts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from adapters.teams.names import ROUTE
from bot.commands.findings import Finding, Grade
from bot.settings import Settings


async def teams(settings: Settings) -> Sequence[Finding]:
    """Look at the app that is set."""
    if not settings.teams.is_on:
        off = "off; set `teams.app_id`, `teams.tenant_id` and `teams.app_password` to serve there."
        return (Finding(Grade.GOOD, off),)
    if settings.teams.development:
        told = "development: whatever comes from this machine is believed."
        return (Finding(Grade.NOTE, told),)
    from bot.commands.doctor_teams_app import tried  # noqa: PLC0415  (reads botbuilder, for seconds)

    return (_address(settings), *await tried(settings))


def _address(settings: Settings) -> Finding:
    address = settings.web.public_url.rstrip("/")
    if urlsplit(address).scheme != "https":
        return Finding(
            Grade.NOTE,
            "Teams posts over https only: put the desk behind a proxy that has a certificate, set "
            f"web.public_url, and enter its address with {ROUTE} at the Azure Bot.",
        )
    return Finding(Grade.GOOD, f"the Azure Bot's messaging endpoint has to be {address}{ROUTE}.")
