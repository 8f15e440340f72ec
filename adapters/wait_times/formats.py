"""The shapes of feeds that can be understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from adapters.wait_times.alberta import AlbertaFeedParser
from adapters.wait_times.own_csv import OwnCsvParser
from adapters.wait_times.own_json import OwnJsonParser
from core.errors import SettingsError
from core.ports import WaitFeedParser

PARSERS: Mapping[str, Callable[[], WaitFeedParser]] = {
    "alberta": AlbertaFeedParser,
    "json": OwnJsonParser,
    "csv": OwnCsvParser,
}
"""By the name of the shape, as the settings call it."""


def parser_of(name: str) -> WaitFeedParser:
    """A parser for feeds of a shape.

    Raises:
        SettingsError: No shape has this name.
    """
    make = PARSERS.get(name)
    if make is None:
        raise SettingsError(
            f"A feed of wait times in the format {name!r} cannot be understood. Set "
            f"FRONTDESK_WAITS_FORMAT to one of {', '.join(PARSERS)}."
        )
    return make()
