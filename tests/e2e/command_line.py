"""`frontdesk` as a test drives it: a home folder, a folder of documents, and the command itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from tests.fakes.tiny_gguf import TinyModel

CHECKOUT = Path(__file__).parents[2]
BASE_URL = "https://files.example.org/docs"
DEADLINE_SECONDS = 60.0
"""For one command; only a hanging one ever comes near it."""

DOCUMENTS = {
    "parking.md": """# Parking

Staff park in lot B behind the warehouse. A permit costs $12 a month.

## Permits

Call the parking office at 780-555-0142 or write to parking@example.org for a permit.
""",
    "payroll.md": """# Payroll

Payday is every second Friday.

## Who runs payroll?

Maria Chen runs payroll. Reach her at 780-555-0177.
""",
    "it/passwords.md": """# Passwords

To reset a password, open https://reset.example.org and follow the steps there.

The IT service desk is open from 7:00 to 19:00 on weekdays.
""",
    "library.txt": "Library\n\nThe staff library lends books for three weeks. It is in room 214.\n",
}


def write_documents(folder: Path) -> None:
    """Write the documents that every test begins with."""
    for name, text in DOCUMENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed frontdesk: what it writes and what it reads."""

    home: Path
    documents: Path

    def copy_to(self, folder: Path) -> Installation:
        """Copy it for one test; the embedding model, which nothing changes, is shared."""
        copied = Installation(folder / "home", folder / "documents")
        leave_out = shutil.ignore_patterns("embedding")
        shutil.copytree(self.home, copied.home, ignore=leave_out)
        (copied.home / "embedding").symlink_to(self.home / "embedding")
        shutil.copytree(self.documents, copied.documents)
        return copied

    @property
    def refresh_arguments(self) -> tuple[str, ...]:
        """What makes `refresh` read the documents."""
        return ("refresh", "--folder", str(self.documents), "--base-url", BASE_URL)

    @property
    def snapshot(self) -> Path:
        """Folder of the index that serves."""
        name = (self.home / "index" / "CURRENT").read_text("utf-8").strip()
        return self.home / "index" / "snapshots" / name

    def run(self, *arguments: str, stdin: str | bytes = "", **settings: str) -> Result:
        """Run a command in this process, which saves its start.

        Args:
            settings: Names of environment variables without their prefix.
        """
        try:
            return CliRunner().invoke(
                app, arguments, input=stdin, env=self._variables(settings), catch_exceptions=False
            )
        finally:
            # The command's log went to a stream that is closed now.
            structlog.reset_defaults()

    def refresh(self, *arguments: str) -> Result:
        """Refresh from the documents."""
        return self.run(*self.refresh_arguments, *arguments)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own, with pipes; whoever calls it ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home.parent,
            env=self.environment(settings),
        )

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        """The environment of a process that runs a command."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return kept | self._variables(settings) | {"PYTHONPATH": str(CHECKOUT)}

    def _variables(self, settings: Mapping[str, str]) -> dict[str, str]:
        return {
            "FRONTDESK_HOME": str(self.home),
            **{f"FRONTDESK_{name}": value for name, value in settings.items()},
        }


def output_until(process: subprocess.Popen[str], text: str) -> str:
    """Read a process's output until it holds a text.

    Raises:
        AssertionError: It ended before.
    """
    assert process.stdout is not None
    read = ""
    while not read.endswith(text):
        character = process.stdout.read(1)
        assert character, f"{text!r} never came; what came was {read!r}"
        read += character
    return read


def chatterbox(folder: Path) -> dict[str, str]:
    """Settings of a model that goes on for a second or more, word after word."""
    script = tuple(f"▁word{number}" for number in range(999))
    file = TinyModel(script).write(folder / "chatterbox.gguf")
    return {
        "MODEL_NAME": str(file),
        "MODEL_THREADS": "1",
        "MODEL_CONTEXT_TOKENS": "2000",
        "MODEL_MAX_ANSWER_TOKENS": "1000",
    }
