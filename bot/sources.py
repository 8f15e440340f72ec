"""Builds the sources of knowledge from the settings: websites, folders, or the sample site."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.settings import FolderSettings, Settings, WebsiteSettings
from core import media_types
from core.ports import PageParser, PageSource

SAMPLE_QUESTIONS = (
    "What number do I call to report that I am ill?",
    "How do I reset my password?",
    "Who runs payroll?",
    "How long is the wait at Harcourt General?",
    "What does a lost badge cost?",
)
"""Suggested to whoever has just begun, and answered by the sample site."""
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


def make_parsers() -> Mapping[str, PageParser]:
    """Parsers of all kinds of files that are read, by media type."""
    from adapters.documents.docx import DocxParser  # noqa: PLC0415  (refreshing only)
    from adapters.documents.markdown import MarkdownParser  # noqa: PLC0415
    from adapters.documents.pdf import PdfParser  # noqa: PLC0415
    from adapters.documents.text import TextParser  # noqa: PLC0415
    from adapters.website.html import HtmlParser  # noqa: PLC0415

    html = HtmlParser()
    return {
        media_types.HTML: html,
        media_types.PDF: PdfParser(),
        media_types.DOCX: DocxParser(),
        media_types.MARKDOWN: MarkdownParser(html=html),
        media_types.PLAIN_TEXT: TextParser(),
    }


def _website(
    site: WebsiteSettings, settings: Settings, *, delay_seconds: float | None = None
) -> PageSource:
    from adapters.website.rules import CrawlRules  # noqa: PLC0415
    from adapters.website.source import WebsiteSource  # noqa: PLC0415

    crawl = settings.crawl
    rules = CrawlRules(
        start_addresses=(site.url,),
        allowed_hosts=frozenset(site.allow_hosts),
        allow=site.allow_paths,
        deny=site.deny_paths,
        max_pages=site.max_pages or crawl.max_pages,
        max_bytes=crawl.max_mebibytes * 1024 * 1024,
        timeout_seconds=crawl.timeout_seconds,
        page_timeout_seconds=crawl.page_timeout_seconds,
        concurrency_per_host=crawl.concurrency_per_host,
        delay_seconds=crawl.delay_seconds if delay_seconds is None else delay_seconds,
        headers={name: value.get_secret_value() for name, value in site.headers.items()},
        user_agent=crawl.user_agent,
    )
    return WebsiteSource(name=site.source_name, rules=rules, parsers=make_parsers())


def _folder(folder: FolderSettings, settings: Settings) -> PageSource:
    from adapters.documents.folder import FolderSource  # noqa: PLC0415

    return FolderSource(
        name=folder.source_name,
        folder=folder.path,
        base_address=folder.base_url,
        parsers=make_parsers(),
        max_bytes=settings.crawl.max_mebibytes * 1024 * 1024,
    )
