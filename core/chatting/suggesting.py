"""Questions worth asking, for whoever opens a chat.  The chat adapters' tools ask here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import structlog

_log = structlog.get_logger()


async def suggestions_or_none(suggest: Callable[[], Awaitable[Sequence[str]]]) -> Sequence[str]:
    """Questions worth asking, best first; none where they cannot be had now.

    Args:
        suggest: Gives them.
    """
    try:
        return await suggest()
    # Nothing that shows them depends on them, whatever keeps the index from being read.
    except Exception as error:  # noqa: BLE001
        _log.info("no_suggestions", kind=type(error).__name__)
        return ()
