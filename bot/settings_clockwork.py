"""Settings of what happens by the clock: refreshing, wait times, posts, backups.

`bot.settings` puts them together with the other sections.
"""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt, PositiveFloat, PositiveInt

from bot.settings_types import Section, TimeZoneName, channel_name, feed_address


class RefreshSettings(Section):
    """When the index is renewed."""

    at: time = time(2, 30)
    """Time of day of the nightly refresh, HH:MM."""
    time_zone: TimeZoneName = "America/Edmonton"
    """The time zone of `refresh.at`."""
    jitter_minutes: NonNegativeInt = 10
    """The refresh begins up to this much later, at random, to spread load."""


class WaitsSettings(Section):
    """Wait times of emergency departments and urgent-care centres."""

    url: Annotated[str, AfterValidator(feed_address)] = ""
    """Address of the feed; `file:` and a path reads a file. Empty: made-up times where the sample
    site is read, else none."""
    format: Literal["alberta", "json", "csv"] = "alberta"
    """Of what shape the feed is: that of Alberta Health Services, or a simple list of one's own."""
    publisher: str = ""
    """Who publishes the times, as answers say it. Empty: the feed's host."""
    time_zone: TimeZoneName = "America/Edmonton"
    """The time zone of the facilities: times are told in it."""
    poll_minutes: Annotated[float, Field(ge=1, le=60)] = 5
    """Between two readings of the feed, give or take a tenth."""
    timeout_seconds: PositiveFloat = 20
    """How long one reading may take."""
    max_mebibytes: PositiveInt = 2
    """Size of the feed at most."""
    stale_minutes: PositiveInt = 30
    """Times that are older are told as old."""
    samples_days: PositiveInt = 400
    """Every single reading is kept so long; after that, one figure for each hour."""
    hours_days: PositiveInt = 1100
    """The hourly figures are kept so long."""


class PostsSettings(Section):
    """What is posted without being asked for: digests and alerts of wait times, failed jobs."""

    max_per_channel: PositiveInt = 10
    """Subscriptions that a channel may have."""
    operators: Annotated[str, AfterValidator(channel_name)] = ""
    """Where jobs that fail, and recover, are told, as `PLATFORM/WORKSPACE/CHANNEL`. Empty: only in
    the log and on the status page."""


class BackupSettings(Section):
    """Copies of the SQLite database, taken while the desk serves."""

    at: time = time(4, 0)
    """Time of day of the nightly backup, HH:MM, in `refresh.time_zone`."""
    keep: NonNegativeInt = 7
    """Backups that are kept. 0: none is made."""
    folder: Path = Path("backups")
    """Where they are kept; within the home folder unless it is absolute."""
