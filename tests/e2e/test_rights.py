"""Who may read what the desk keeps."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def test_only_its_owner_may_read_what_a_command_made(tmp_path: Path) -> None:
    """Whatever the machine gives new files by default: the database holds what people ask."""
    home = tmp_path / "home"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "subscribe", "list"),
        cwd=tmp_path,
        env={**os.environ, "FRONTDESK_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        umask=0o022,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, output
    made = {path.name: path.stat().st_mode & 0o777 for path in (home, home / "frontdesk.db")}
    assert made == {"home": 0o700, "frontdesk.db": 0o600}
