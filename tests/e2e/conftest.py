"""What the end-to-end tests share: an installed frontdesk with an index of a few documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.command_line import DEADLINE_SECONDS, Installation, write_documents


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """One installation for all tests; exporting the embedding model takes some seconds."""
    folder = tmp_path_factory.mktemp("prepared")
    installation = Installation(folder / "home", folder / "documents")
    write_documents(installation.documents)
    process = installation.start(*installation.refresh_arguments)
    _, errors = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 0, errors
    return installation


@pytest.fixture
def frontdesk(
    prepared: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """A copy of the installation, in a working directory without settings."""
    for name in os.environ:
        if name.startswith("FRONTDESK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return prepared.copy_to(tmp_path)
