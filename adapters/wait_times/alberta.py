"""The feed of Alberta Health Services: JSON of regions, kinds and facilities becomes wait times.

Records of a shape that is not known are reported and left out, or told as unknown; nothing is
guessed.  Two departments in one record (`[;]` between their values) become two facilities.
Implements `core.ports.WaitFeedParser`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.wait_times.alberta_names import short_names
from adapters.wait_times.durations import wait_minutes
from adapters.wait_times.json_text import load_json
from adapters.wait_times.kinds import kind_of
from adapters.wait_times.places import coordinates, town_of
from adapters.wait_times.reading import reading_of
from adapters.wait_times.texts import LONGEST_NAME, LONGEST_TEXT, one_line, plain
from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

_DEPARTMENTS = "[;]"
"""Stands between the values of two departments in one record."""
_MOST_DEPARTMENTS = 4
_NAMING = {"Name", "SplitFacility"}
"""Fields without which nobody could tell whose wait it is."""
_UNAVAILABLE = {"": False, "false": False, "true": True}
"""What `TimesUnavailable` means; where the field is missing, the words of the wait must do."""
_CAPITAL = re.compile(r"(?<=[a-z])(?<!Mc)(?=[A-Z])")
_NO_FACILITY = "The feed holds no facility: its shape has changed, or it is another file."


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
        problems: list[str] = []
        found = (
            wait
            for region, lists in _regions(data).items()
            for wait in _region(_spaced(region), lists, problems)
        )
        return reading_of(found, problems, if_none=_NO_FACILITY)


def _regions(data: bytes) -> Mapping[str, Any]:
    regions = load_json(data)
    if not isinstance(regions, dict):
        raise SourceError(f"The feed is a JSON {type(regions).__name__}, not an object of regions.")
    return regions


def _spaced(region: str) -> str:
    """`RedDeer` and `FortMcMurray` as people write them."""
    return _CAPITAL.sub(" ", one_line(region))


def _region(region: str, lists: Any, problems: list[str]) -> Iterator[PublishedWait]:
    if lists is None:
        # As a kind without a list, this is a region without facilities.
        return
    if not isinstance(lists, dict) or len(region) > LONGEST_NAME:
        what = "is no object" if len(region) <= LONGEST_NAME else "has no name that could be one"
        problems.append(f"Region {region[:LONGEST_NAME]} {what}: left out.")
        return
    for name, records in lists.items():
        kind = kind_of(name)
        if kind is None or not isinstance(records, list | None):
            problems.append(
                f"{region} has {one_line(name)[:LONGEST_NAME]!r}, which is not known: left out."
            )
            continue
        for number, record in enumerate(records or (), 1):
            where = f"{region}, {kind.value}, record {number}"
            parsed = _record(record, where, problems)
            if parsed is not None:
                yield from _facilities(region, kind, parsed, problems)


def _record(record: Any, where: str, problems: list[str]) -> _Record | None:
    """A record without its fields of the wrong type; None where it then names no facility."""
    try:
        return _Record.model_validate(record)
    except ValidationError as error:
        wrong = list(dict.fromkeys(str(one["loc"][0]) for one in error.errors() if one["loc"]))
    if not isinstance(record, dict) or _NAMING & set(wrong):
        what = f"wrong in {', '.join(wrong)}" if wrong else f"a {type(record).__name__}"
        problems.append(f"{where}: {what}; left out.")
        return None
    problems.append(f"{where}: wrong in {', '.join(wrong)}, which is taken as not known.")
    usable = {name: value for name, value in record.items() if name not in wrong}
    # A wait that may be unavailable is not told.
    unsure = {"TimesUnavailable": True} if "TimesUnavailable" in wrong else {}
    return _Record.model_validate(usable | unsure)


def _facilities(
    region: str, kind: FacilityKind, record: _Record, problems: list[str]
) -> Iterator[PublishedWait]:
    """One facility, or the departments that share a record."""
    values = {name: _values(value) for name, value in record}
    count = max(len(values["Name"]), len(values["SplitFacility"]))
    uneven = {name for name, of_field in values.items() if len(of_field) not in (0, 1, count)}
    if count > 1 and len(values["WaitTime"]) == 1:
        # One wait for two departments: whose is it?
        uneven.add("WaitTime")
    name = plain(record.Name)
    are_names = all(map(_is_name, (*values["Name"], *filter(plain, values["SplitFacility"]))))
    if not are_names or _NAMING & uneven or count > _MOST_DEPARTMENTS:
        problems.append(f"{region}: {name[:LONGEST_NAME]!r} names {count} departments; left out.")
        return
    if uneven:
        problems.append(
            f"{region}, {name}: {', '.join(sorted(uneven))} does not have {count} values; "
            "what belongs to which department is not known."
        )
    for number in range(count):
        of_department = {
            # A value that cannot be told apart is nobody's; a single one is everybody's.
            field: "" if not of_field or field in uneven else of_field[number % len(of_field)]
            for field, of_field in values.items()
        }
        if "TimesUnavailable" in uneven:
            of_department["TimesUnavailable"] = "true"
        yield _facility(region, kind, of_department, problems)


def _values(value: object) -> list[str]:
    """A field's values, one for each department."""
    return [] if value is None else str(value).split(_DEPARTMENTS)


def _is_name(markup: str) -> bool:
    return 0 < len(plain(markup)) <= LONGEST_NAME


def _facility(
    region: str, kind: FacilityKind, values: Mapping[str, str], problems: list[str]
) -> PublishedWait:
    name, department = plain(values["Name"]), plain(values["SplitFacility"])
    published, unavailable = plain(values["WaitTime"]), values["TimesUnavailable"].strip().lower()
    if unavailable not in _UNAVAILABLE:
        problems.append(
            f"{region}, {name}: TimesUnavailable is {one_line(unavailable)!r}, which is not known; "
            "its wait is taken as not known."
        )
    address = plain(values["Address"])
    town = town_of(address, name=name, region=region)
    latitude, longitude = coordinates(values["GoogleMapsLinkDirection"][:LONGEST_TEXT])
    return PublishedWait(
        region=region,
        name=f"{name} – {department}" if department else name,
        kind=kind,
        wait_minutes=None if _UNAVAILABLE.get(unavailable, True) else wait_minutes(published),
        published=published,
        town=town if len(town) <= LONGEST_NAME else region,
        address=address,
        url=one_line(values["URL"]),
        note=plain(values["Note"]),
        latitude=latitude,
        longitude=longitude,
        site_id=one_line(values["SiteId"]),
        short_names=short_names(name),
    )
