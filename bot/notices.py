"""What is told once to whoever sets up frontdesk."""

from __future__ import annotations

import contextlib
import sys

from bot.settings import Settings

QUOTED = (
    "Answers are quoted from the pages: no language model is installed. "
    "`frontdesk models list` shows some; `frontdesk models pull NAME` installs one, and the setting "
    "`model.name` (FRONTDESK_MODEL_NAME) turns it on."
)


def tell_that_answers_are_quoted(settings: Settings) -> None:
    """Say once, plainly, that no model writes the answers and how to install one."""
    marker = settings.home / ".told-quoted"
    if settings.model.name or marker.exists():
        return
    print(f"\n{QUOTED}", file=sys.stderr)  # noqa: T201
    # Told again, rather than failing, where nothing can be written.
    with contextlib.suppress(OSError):
        marker.touch()
