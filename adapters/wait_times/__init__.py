"""Feeds of wait times: where they lie is the business of `open_feed`, what they say of a parser.

The feed of another region is one more class that implements `core.ports.WaitFeedParser`, and one
more line in `formats.PARSERS`.
"""

from adapters.wait_times.alberta import AlbertaFeedParser
from adapters.wait_times.formats import PARSERS, parser_of
from adapters.wait_times.opening import open_feed
from adapters.wait_times.own_csv import OwnCsvParser
from adapters.wait_times.own_json import OwnJsonParser

__all__ = [
    "PARSERS",
    "AlbertaFeedParser",
    "OwnCsvParser",
    "OwnJsonParser",
    "open_feed",
    "parser_of",
]
