"""The reader of named pages is built from the settings, and late."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.named_pages import LatePageReader, allowed_hosts_of
from bot.settings import Settings
from core.domain import Page, ReadPage
from core.errors import SettingsError
from tests.fakes.named_pages import FakePageReader

HOME = Page("https://a.example.org/", "Home", ())


def test_the_hosts_of_the_websites_are_allowed() -> None:
    """With their ports, beside those that are set; the sample site's is not."""
    websites = [
        {"url": "https://ann:pw@www.example.org:8443/x", "allow_hosts": ["docs.example.org"]}
    ]
    settings = Settings(sources={"websites": websites}, links={"allowed_hosts": ["*.example.net"]})
    allowed = allowed_hosts_of(settings)
    assert allowed.allows("www.example.org", 8443)
    assert not allowed.allows("www.example.org", 443)
    assert allowed.allows("docs.example.org", 443)
    assert allowed.allows("a.example.net", 443)
    assert str(allowed_hosts_of(Settings())) == ""


def test_a_wrong_host_is_told_at_the_start() -> None:
    """Not when the first address is asked about."""
    with pytest.raises(SettingsError, match=r"links\.allowed_hosts"):
        allowed_hosts_of(Settings(links={"allowed_hosts": ["https://www.example.org/"]}))


async def test_the_reader_is_made_once_when_it_is_needed() -> None:
    """However many ask at once."""
    made: list[FakePageReader] = []

    def make() -> FakePageReader:
        made.append(FakePageReader({"a": HOME}))
        return made[-1]

    late = LatePageReader(make=make)
    assert made == []
    assert await asyncio.gather(late.read("a"), late.read("a")) == [ReadPage(HOME)] * 2
    assert len(made) == 1


def test_nothing_for_fetching_is_imported_at_the_start() -> None:
    """`frontdesk ask` must not wait for what most questions do not need."""
    heavy = ("aiohttp", "pypdf", "lxml", "docx")
    code = f"import sys, bot.wiring; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
