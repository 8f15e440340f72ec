"""The feed of Alberta Health Services: JSON of regions, kinds and facilities becomes wait times.

Records of a shape that is not known are reported and left out, or told as unknown; nothing is
guessed.  Two departments in one record (`[;]` between their values) become two facilities.
Implements `core.ports.WaitFeedParser`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.wait_times.places import coordinates, town_of
from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

_KINDS = {"Emergency": FacilityKind.EMERGENCY, "Urgent": FacilityKind.URGENT_CARE}
"""The lists of a region."""
_DEPARTMENTS = "[;]"
"""Stands between the values of two departments in one record."""
_WAIT = re.compile(
    r"(?:(\d{1,2})\s*(?:hours?|hrs?|h)\b\.?)?\s*(?:(\d{1,4})\s*(?:minutes?|mins?|m)\b\.?)?",
    re.IGNORECASE,
)
_MINUTES_AN_HOUR = 60
_MOST_MINUTES = 48 * _MINUTES_AN_HOUR
"""A longer wait is a fault of the feed."""
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_PROBLEMS = 50
"""Told of one reading; a feed that is wholly strange need not fill the log."""


class _Record(BaseModel):
    """One facility, or two departments, as published; fields that are not known are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    Name: str
    WaitTime: str | None = None
    URL: str | None = None
    Note: str | None = None
    TimesUnavailable: str | bool | None = None
    Address: str | None = None
    GoogleMapsLinkDirection: str | None = None
    SiteId: str | int | None = None
    SplitFacility: str | None = None


class AlbertaFeedParser:
    """Reads the feed's bytes."""

    def parse(self, data: bytes) -> FeedReading:
        """Understand what can be understood.

        Args:
            data: The whole answer of the feed.

        Raises:
            SourceError: It is no feed at all: not JSON, or no facility in it.
        """
        regions = _regions(data)
        problems: list[str] = []
        waits = [
            wait
            for region, lists in regions.items()
            for wait in _region(_spaced(region), lists, problems)
        ]
        if not waits:
            raise SourceError(
                "The feed holds no facility: its shape has changed, or it is another file. "
                f"{' '.join(problems[:3])}".strip()
            )
        return FeedReading(tuple(waits), tuple(problems[:_MOST_PROBLEMS]))


def _regions(data: bytes) -> Mapping[str, Any]:
    try:
        regions = json.loads(data)
    except (ValueError, RecursionError) as error:
        beginning = data[:40].decode("utf-8", "replace").strip()
        raise SourceError(
            f"The feed is no JSON ({type(error).__name__}); it begins with {beginning!r}."
        ) from error
    if not isinstance(regions, dict):
        raise SourceError(f"The feed is a JSON {type(regions).__name__}, not an object of regions.")
    return regions


def _region(region: str, lists: Any, problems: list[str]) -> Iterator[PublishedWait]:
    if not isinstance(lists, dict):
        problems.append(f"Region {region} is no object: left out.")
        return
    for name, records in lists.items():
        kind = _KINDS.get(name)
        if kind is None or not isinstance(records, list | None):
            problems.append(f"{region} has {name!r}, which is not known: left out.")
            continue
        for number, record in enumerate(records or (), 1):
            try:
                parsed = _Record.model_validate(record)
            except ValidationError as error:
                where = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
                problems.append(f"{region}, {name}, record {number}: wrong in {where}; left out.")
                continue
            yield from _facilities(region, kind, parsed, problems)


def _facilities(
    region: str, kind: FacilityKind, record: _Record, problems: list[str]
) -> Iterator[PublishedWait]:
    """One facility, or the departments that share a record."""
    values = {name: _values(value) for name, value in record}
    count = max(len(values["Name"]), len(values["SplitFacility"]))
    uneven = [name for name, of_field in values.items() if len(of_field) not in (0, 1, count)]
    if count > 1 and len(values["WaitTime"]) == 1:
        # One wait for two departments: whose is it?
        uneven.append("WaitTime")
    if not all(map(str.strip, values["Name"])) or {"Name", "SplitFacility"} & set(uneven):
        problems.append(f"{region}: {_text(record.Name)!r} names {count} departments; left out.")
        return
    if uneven:
        problems.append(
            f"{region}, {_text(record.Name)}: {', '.join(uneven)} does not have {count} values; "
            "what belongs to which department is not known."
        )
    for number in range(count):
        of_department = {
            # A value that cannot be told apart is nobody's; a single one is everybody's.
            name: "" if not of_field or name in uneven else of_field[number % len(of_field)]
            for name, of_field in values.items()
        }
        yield _facility(region, kind, of_department)


def _facility(region: str, kind: FacilityKind, values: Mapping[str, str]) -> PublishedWait:
    published = _text(values["WaitTime"])
    is_unavailable = values["TimesUnavailable"].strip().lower() == "true"
    name, department = _text(values["Name"]), _text(values["SplitFacility"])
    address = _text(values["Address"])
    latitude, longitude = coordinates(values["GoogleMapsLinkDirection"])
    return PublishedWait(
        region=region,
        name=f"{name} – {department}" if department else name,
        kind=kind,
        wait_minutes=None if is_unavailable else wait_minutes(published),
        published=published,
        town=town_of(address, name=name, region=region),
        address=address,
        url=values["URL"].strip(),
        note=_text(values["Note"]),
        latitude=latitude,
        longitude=longitude,
        site_id=values["SiteId"].strip(),
    )


def wait_minutes(published: str) -> int | None:
    """The minutes that a published wait means; None where it is none, or none that can be.

    `3 hr 38 min` is 218.
    """
    match = _WAIT.fullmatch(published.strip())
    if match is None or not match.group():
        return None
    hours, minutes = int(match[1] or 0), int(match[2] or 0)
    if match[1] and minutes >= _MINUTES_AN_HOUR:
        return None
    total = hours * _MINUTES_AN_HOUR + minutes
    return total if total <= _MOST_MINUTES else None


def _values(value: object) -> list[str]:
    """A field's values, one for each department."""
    return [] if value is None else str(value).split(_DEPARTMENTS)


def _text(markup: str) -> str:
    """A field as plain text in one line; breaks become `; `."""
    parts = (_TAG.sub(" ", unescape(part)) for part in _BREAK.split(unescape(markup)))
    cleaned = (" ".join(part.split()) for part in parts)
    return "; ".join(part for part in cleaned if part)


def _spaced(region: str) -> str:
    """`RedDeer` as people write it."""
    return _CAPITAL.sub(" ", region).strip()
