"""Where knowledge comes from and how fresh it is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.source_states import source_states
from core.domain import SourceState
from storage.database import Database
from storage.pages import SqlPages
from tests.contract.test_pages import READ_AT, stored


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


async def test_without_sources_the_sample_site_is_told(database: Database, tmp_path: Path) -> None:
    """It was not read yet."""
    (state,) = await source_states(load_settings(folder=tmp_path), database)
    assert (state.name, state.pages, state.last_change) == ("sample", 0, None)
    assert (state.address, state.note) == ("http://127.0.0.1:8808/", "the sample site")


async def test_pages_are_counted_by_source(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the time of the latest change; sources of before are named too."""
    site = {"url": "https://ann:hunter2@intranet.example.org/@home", "name": "intranet"}
    monkeypatch.setenv("FRONTDESK_SOURCES_WEBSITES", json.dumps([site]))
    pages = [stored(f"https://example.org/{name}", "intranet") for name in "abc"]
    later = READ_AT + timedelta(days=1)
    pages += [replace(stored("https://example.org/d", "old"), read_at=later)]
    pages[1] = replace(pages[1], read_at=later)
    await SqlPages(database=database).save(pages)
    assert await source_states(load_settings(folder=tmp_path), database) == (
        SourceState("intranet", "https://intranet.example.org/@home", 3, later),
        SourceState("old", "", 1, later, note="not configured"),
    )
