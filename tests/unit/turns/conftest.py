"""Tests of serving run in a loop whose time passes at will."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from tests.fakes.loop import FakeTimeLoop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """For every test of this folder."""
    return {"fake_time": FakeTimeLoop}
