"""What the tests take from npm: Microsoft's schemas of manifests and its Agents Playground.

`node_package` gives the folder of a package, installed on first use as `tests/node` says.  Without
npm, or without a network to install from, the test is skipped and says why; where `CI` is set it
fails instead, so that nothing goes unchecked there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

FOLDER = Path(__file__).parent / "node"
PLAYGROUND = "@microsoft/m365agentsplayground"
SCHEMAS = "@microsoft/app-manifest"

_INSTALL_SECONDS = 300
_LAST_WORDS = 800


def node_package(name: str) -> Path:
    """The folder of an installed package, in the version that `tests/node/package.json` names."""
    folder = FOLDER / "node_modules" / name
    with FileLock(FOLDER / ".lock"):
        if not _is_there(name, folder):
            _install()
    return folder


def node() -> str:
    """The program that runs what npm installs."""
    found = shutil.which("node")
    return found or _cannot("Node.js is not installed: there is no 'node' on the PATH")


def _is_there(name: str, folder: Path) -> bool:
    wanted = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"][name]
    try:
        found = json.loads((folder / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError):
        return False
    return bool(found == wanted)


def _install() -> None:
    npm = shutil.which("npm") or _cannot("npm is not installed, and tests/node has to be")
    try:
        done = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=FOLDER,
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _cannot(f"`npm ci` in tests/node took longer than {_INSTALL_SECONDS} seconds")
    if done.returncode:
        _cannot(f"`npm ci` in tests/node failed: {done.stderr.strip()[-_LAST_WORDS:]}")


def _cannot(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}. In CI this may not be missing.")
    pytest.skip(f"{reason}.")
