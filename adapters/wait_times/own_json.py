"""A feed of one's own as JSON: a list of facilities, or an object with the list `facilities`.

    {"facilities": [
      {"region": "Springfield", "name": "General Hospital", "kind": "emergency",
       "wait_minutes": 95, "town": "Springfield", "short_names": ["the General"]},
      {"region": "Springfield", "name": "East Clinic", "kind": "urgent care", "wait": "1 h 20 min"}
    ]}

`own_records` tells the fields.  Implements `core.ports.WaitFeedParser`.
"""

from __future__ import annotations

from typing import Any

from adapters.wait_times.json_text import load_json
from adapters.wait_times.own_records import NO_FACILITY, facility_of, field_name
from adapters.wait_times.reading import reading_of
from core.domain import FeedReading, PublishedWait
from core.errors import SourceError

_LIST = "facilities"


class OwnJsonParser:
    """Reads the feed's bytes."""

    def parse(self, data: bytes) -> FeedReading:
        """Understand what can be understood.

        Args:
            data: The whole file.

        Raises:
            SourceError: It is no such list, or no facility is in it.
        """
        problems: list[str] = []
        found = (
            _facility(record, f"record {number}", problems)
            for number, record in enumerate(_records(load_json(data)), 1)
        )
        return reading_of(found, problems, if_none=NO_FACILITY)


def _records(content: Any) -> list[Any]:
    records = content.get(_LIST) if isinstance(content, dict) else content
    if not isinstance(records, list):
        raise SourceError(
            f"The feed is a JSON {type(content).__name__} without a list of facilities. Give it as "
            f'a list of objects, or as {{"{_LIST}": [...]}}.'
        )
    return records


def _facility(record: Any, where: str, problems: list[str]) -> PublishedWait | None:
    if not isinstance(record, dict):
        problems.append(f"{where}: a {type(record).__name__}, not an object; left out.")
        return None
    fields = {field_name(key): value for key, value in record.items()}
    if len(fields) < len(record):
        problems.append(f"{where}: has a field twice; left out.")
        return None
    return facility_of(fields, where, problems)
