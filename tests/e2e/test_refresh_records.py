"""Every refresh is recorded, however it went."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.wiring import refresh_lock
from tests.e2e.command_line import BASE_URL, Installation


def records(frontdesk: Installation) -> list[dict[str, Any]]:
    """The recorded refreshes, oldest first."""
    with closing(sqlite3.connect(frontdesk.home / "frontdesk.db")) as connection:
        rows = connection.execute("SELECT seconds, summary, error FROM refreshes ORDER BY id")
        return [
            {"seconds": seconds, "summary": json.loads(summary or "null"), "error": error}
            for seconds, summary, error in rows
        ]


def test_the_first_refresh_is_recorded(frontdesk: Installation) -> None:
    """With what it read and made."""
    (first,) = records(frontdesk)
    assert first["seconds"] > 0
    assert first["error"] == ""
    assert first["summary"]["new"] == 4
    assert first["summary"]["published"]["pages"] == 4


def test_one_that_changes_nothing_is_recorded(frontdesk: Installation) -> None:
    """Otherwise nobody could tell that the pages were looked at."""
    assert frontdesk.refresh().exit_code == 0
    latest = records(frontdesk)[-1]
    assert (latest["summary"]["unchanged"], latest["summary"]["published"]) == (4, None)


def test_one_that_stays_incomplete_is_recorded(frontdesk: Installation) -> None:
    """With the source that could not be walked to its end."""
    shutil.rmtree(frontdesk.documents)
    folders = json.dumps([{"path": str(frontdesk.documents), "base_url": BASE_URL}])
    assert frontdesk.run("refresh", SOURCES_FOLDERS=folders).exit_code == 1
    latest = records(frontdesk)[-1]
    assert latest["error"] == ""
    assert latest["summary"]["incomplete"]


def test_one_that_fails_is_recorded_with_its_reason(frontdesk: Installation) -> None:
    """And the command fails as ever, with the same words."""
    shutil.rmtree(frontdesk.home / "index")
    (frontdesk.home / "index").write_text("in the way")
    result = frontdesk.refresh("--full")
    assert result.exit_code == 1
    latest = records(frontdesk)[-1]
    assert latest["summary"] is None
    assert "The index cannot be written" in latest["error"]
    assert "The index cannot be written" in result.output


def test_a_fault_of_ours_is_recorded_without_its_words(
    frontdesk: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may quote the page over which it came."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("words of a page")

    monkeypatch.setattr("core.refreshing.chunk", fail)
    (frontdesk.documents / "new.md").write_text("# New\n\nA new page.\n", "utf-8")
    with pytest.raises(ValueError, match="words of a page"):
        frontdesk.refresh()
    assert records(frontdesk)[-1]["error"] == "An unexpected fault (ValueError)."


def test_one_that_may_not_begin_is_none(frontdesk: Installation) -> None:
    """Another is at work; that one is recorded."""
    before = records(frontdesk)
    with refresh_lock(frontdesk.home):
        assert frontdesk.refresh().exit_code == 1
    assert records(frontdesk) == before


def test_a_database_that_takes_no_record_hides_no_reason(
    frontdesk: Installation, tmp_path: Path
) -> None:
    """What went wrong first is what people are told."""
    (frontdesk.home / "frontdesk.db").write_bytes(b"%PDF-1.7 " * 200)
    result = frontdesk.refresh()
    assert result.exit_code == 1
    assert result.output.count("not a SQLite database") == 1
