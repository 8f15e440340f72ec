"""The whole desk, as `frontdesk run` serves it, beside a local Slack that reaches it over HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from adapters.local_slack.server import LocalSlack
from bot.service import Service, open_service
from bot.settings import Settings
from bot.settings_sections import FolderSettings, SourcesSettings, WebSettings
from bot.settings_slack import SlackSettings
from bot.slack import SlackDoor
from bot.slack_manifest import read_manifest
from tests.e2e.command_line import BASE_URL, Installation

EVENTS = "/slack/events"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def door_of(service: Service) -> SlackDoor:
    """The door to Slack, which is there."""
    door = service.doors["slack"]
    assert isinstance(door, SlackDoor)
    return door


def settings_of(
    installation: Installation,
    slack: LocalSlack | str,
    *,
    web: WebSettings | None = None,
    more: dict[str, Any] | None = None,
    **of_slack: Any,
) -> Settings:
    """Settings of a desk that answers from a few documents.

    Args:
        installation: What it is installed as.
        slack: Where Slack is, or will be.
        web: The web server; none: on any free port.
        more: Other settings.
        of_slack: Tokens and the like.
    """
    address = slack if isinstance(slack, str) else slack.url
    folder = FolderSettings(path=installation.documents, base_url=BASE_URL, name="documents")
    return Settings(
        home=installation.home,
        sources=SourcesSettings(folders=(folder,)),
        web=web or WebSettings(port=0),
        slack=SlackSettings(api_url=f"{address}/api/", **of_slack),
        **(more or {}),
    )


@asynccontextmanager
async def over_http(
    installation: Installation, slack: LocalSlack, **changed: Any
) -> AsyncIterator[Service]:
    """The desk of one workspace, to which Slack posts."""
    tokens = {"bot_token": slack.app.bot_token, "signing_secret": slack.app.signing_secret}
    settings = settings_of(installation, slack, **{**tokens, **changed})
    async with open_service(settings, with_terminal=False) as service:
        await slack.post_to(events_url(service))
        yield service


def events_url(service: Service) -> str:
    """The request URL that is entered at Slack."""
    return service.web_address.rstrip("/") + EVENTS


def http_manifest(*redirects: str, rotates: bool = False) -> dict[str, Any]:
    """The app's manifest, where it may be installed from elsewhere."""
    manifest = read_manifest()
    if redirects:
        manifest["oauth_config"]["redirect_urls"] = list(redirects)
    manifest["settings"]["token_rotation_enabled"] = rotates
    return manifest


async def until(is_so: Callable[[], object], *, within_seconds: float = 5.0) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: It did not come to be.
    """
    async with asyncio.timeout(within_seconds):
        while not is_so():  # noqa: ASYNC110  (looks from outside, as people do)
            await asyncio.sleep(0.01)


def posted(slack: LocalSlack) -> list[str]:
    """The texts of all that the desk has posted."""
    methods = ("chat.postMessage", "chat.postEphemeral")
    return [str(given.get("text")) for name, given in slack.calls if name in methods]
