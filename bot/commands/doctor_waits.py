"""`frontdesk doctor`'s look at the feed of wait times.  It reads the feed and keeps nothing."""

from __future__ import annotations

from bot.settings import Settings
from bot.waits import open_feed_of
from bot.wiring import now
from core.errors import SourceError

_SHOWN_PROBLEMS = 3


async def wait_times(settings: Settings) -> tuple[bool, bool, str]:
    """Whether the feed can be read, whether all of it was understood, and what to do where not.

    Raises:
        SettingsError: The feed's address cannot be used.
    """
    async with open_feed_of(settings, now) as feed:
        if feed is None:
            return (
                True,
                True,
                "off; set `waits.url` (FRONTDESK_WAITS_URL) to the address of a feed.",
            )
        try:
            reading = await feed.read()
        except SourceError as error:
            return False, False, str(error)
        name = feed.name
    known = sum(wait.wait_minutes is not None for wait in reading.waits)
    told = f"'{name}' tells of {len(reading.waits)} facilities, the wait of {known} is known."
    if not reading.problems:
        return True, True, told
    shown = " ".join(reading.problems[:_SHOWN_PROBLEMS])
    return True, False, f"{told} Not understood: {shown}"
