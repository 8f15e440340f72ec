"""Builds the sources of knowledge from the settings: websites, folders, or the sample site."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.settings import FolderSettings, Settings, WebsiteSettings
from core.ports import PageParser, PageSource

SAMPLE_SITE = Path(__file__).resolve().parent.parent / "data" / "sample_site"


def is_sample(settings: Settings) -> bool:
    """Whether no source is configured, so that the sample site is read."""
    return not settings.sources.websites and not settings.sources.folders


def serve_sample(settings: Settings) -> AbstractAsyncContextManager[str]:
    """Serve the sample site on this machine while the block is open; gives its origin."""
    from bot.sample_site import serve_sample_site  # noqa: PLC0415

    return serve_sample_site(SAMPLE_SITE, port=settings.sample.port)


@asynccontextmanager
async def open_sources(settings: Settings) -> AsyncIterator[tuple[PageSource, ...]]:
    """All configured sources; the sample site is served while the block is open.

    Raises:
        SettingsError: The sample site's port is taken.
    """
    if is_sample(settings):
        async with serve_sample(settings) as origin:
            site = WebsiteSettings(url=f"{origin}/", name="sample")
            yield (_website(site, settings, delay_seconds=0.0),)
        return
    yield (
        *(_website(site, settings) for site in settings.sources.websites),
        *(_folder(folder, settings) for folder in settings.sources.folders),
    )
