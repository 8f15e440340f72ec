"""`frontdesk waits` on a saved payload."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.command_line import Installation
from tests.unit.wait_times.test_alberta import CAMPUS, FOOTHILLS


def test_a_saved_payload_is_shown(frontdesk: Installation, tmp_path: Path) -> None:
    """As a list of facilities, or as a table."""
    file = tmp_path / "waits.json"
    file.write_text(json.dumps({"Calgary": {"Emergency": [FOOTHILLS, CAMPUS]}}), "utf-8")
    listed = json.loads(frontdesk.run("waits", "--from", str(file), "--json").stdout)
    assert [one["wait_minutes"] for one in listed] == [218, 62, None]
    assert set(listed[0]) == {
        "region", "name", "kind", "wait_minutes", "published", "town", "url", "latitude", "longitude",
    }  # fmt: skip
    table = frontdesk.run("waits", "--from", str(file)).stdout
    assert "3 h 38 min" in table
    assert "not known" in table


def test_what_is_no_feed_is_told(frontdesk: Installation, tmp_path: Path) -> None:
    """A page that says that the service is down, say."""
    file = tmp_path / "waits.json"
    file.write_text("<html>down</html>", "utf-8")
    done = frontdesk.run("waits", "--from", str(file), "--json")
    assert done.exit_code == 1
    assert "no JSON" in done.output
