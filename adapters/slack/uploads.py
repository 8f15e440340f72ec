"""Charts as files of Slack, with the words for those who do not see them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import structlog

from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.messages import Spot
from core.domain import Picture

_log = structlog.get_logger()

_MOST_ALT_CHARACTERS = 1000
"""Source: https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
_MOST_TITLE_CHARACTERS = 80


class Uploads:
    """Shares pictures in channels and threads."""

    def __init__(self, *, calls: SlackCalls) -> None:
        """Take who calls Slack."""
        self._calls = calls

    async def share(self, spot: Spot, picture: Picture, name: str) -> str:
        """Share a picture.

        Args:
            spot: Where.
            picture: What.
            name: Of the file; by it the picture is found again.

        Returns:
            The file's id; empty where Slack does not take it, which trying again would not change.

        Raises:
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: As `SlackCalls.call`.
        """
        try:
            return await self._share(spot, picture, name)
        except SlackCallFailed as error:
            if error.is_passing:
                raise
            # The words of an answer say what its chart shows; it must not fail for the chart.
            _log.error("picture_refused", method=error.method, error=error.error)
            return ""

    async def remove(self, spot: Spot, file_id: str) -> None:
        """Take a picture away again, if that is possible."""
        await self._calls.try_call(spot.workspace, "files.delete", file=file_id)

    async def _share(self, spot: Spot, picture: Picture, name: str) -> str:
        given = await self._calls.call(
            spot.workspace,
            "files.getUploadURLExternal",
            filename=name,
            length=len(picture.png),
            alt_txt=picture.alt_text[:_MOST_ALT_CHARACTERS],
        )
        await self._calls.upload(spot.workspace, given["upload_url"], picture.png)
        thread: dict[str, Any] = {"thread_ts": spot.thread_ts} if spot.thread_ts else {}
        await self._calls.call(
            spot.workspace,
            "files.completeUploadExternal",
            files=[{"id": given["file_id"], "title": _title(picture)}],
            channel_id=spot.channel,
            **thread,
        )
        return str(given["file_id"])


def picture_name(owner: str, number: int = 0) -> str:
    """The name of a picture's file: the same for the same picture of the same answer or post."""
    return f"chart-{sha256(owner.encode()).hexdigest()[:12]}-{number + 1}.png"


def _title(picture: Picture) -> str:
    """The first sentence of what it shows."""
    first = picture.alt_text.partition(". ")[0].strip().rstrip(".")
    if len(first) <= _MOST_TITLE_CHARACTERS:
        return first or "Chart"
    return first[: _MOST_TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
