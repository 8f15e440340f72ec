"""One refresh at a time, across processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.wiring import refresh_lock
from core.errors import RefreshError, RefreshRunning


def test_the_second_is_told(tmp_path: Path) -> None:
    """And may begin when the first has ended."""
    with refresh_lock(tmp_path), pytest.raises(RefreshRunning, match="Wait for it to end"):
        refresh_lock(tmp_path).__enter__()
    with refresh_lock(tmp_path):
        pass


def test_a_refresh_that_fails_lets_go(tmp_path: Path) -> None:
    """The next one must not wait for it."""
    with pytest.raises(ValueError, match="broken"), refresh_lock(tmp_path):
        raise ValueError("broken")
    with refresh_lock(tmp_path):
        pass


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("", "utf-8")
    with (
        pytest.raises(RefreshError, match="cannot be written"),
        refresh_lock(tmp_path / "file" / "home"),
    ):
        pass
