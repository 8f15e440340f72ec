"""One facility of a list of one's own, whether it came as JSON or CSV.

Every field is plain text, except those that are said to be numbers.

| field | meaning |
|---|---|
| `name` | needed |
| `kind` | needed: `emergency` or `urgent care`; `ER`, `Emergency Department`, `urgent-care` do too |
| `region` | as people call it; without one it is the town |
| `town` | without one it is the region |
| `wait_minutes` | number, 0 to 2880; empty: not known |
| `wait` | the same in words, as `1 h 20 min`; words that are no wait are told, and mean not known |
| `address`, `url`, `note` | one line each; the note tells opening hours and remarks |
| `latitude`, `longitude` | numbers, degrees |
| `id` | names the site for good, so that it may be renamed |
| `short_names` | what people call it; a JSON list, or separated by `;` |

Names of fields may be written in capitals, with spaces or with hyphens.  Others are passed over.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.wait_times.durations import MOST_MINUTES, wait_minutes
from adapters.wait_times.kinds import kind_of
from adapters.wait_times.places import is_on_earth
from adapters.wait_times.texts import LONGEST_NAME, one_line
from core.domain import PublishedWait

NO_FACILITY = (
    "The feed holds no facility: each needs a name, a kind (emergency or urgent care) and a region "
    "or town."
)

_Number: TypeAlias = int | float | str
_NO_NAME = re.compile(r"[\s\-]+")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,15})?")
_NEEDED = {"name", "kind"}
_MOST_SHORT_NAMES = 20


class _Record(BaseModel):
    """One facility, as its owner wrote it."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    name: str
    kind: str
    region: str | None = None
    town: str | None = None
    wait_minutes: _Number | None = None
    wait: str | None = None
    address: str | None = None
    url: str | None = None
    note: str | None = None
    latitude: _Number | None = None
    longitude: _Number | None = None
    id: str | int | None = None
    short_names: str | list[str] | None = None


def field_name(written: str) -> str:
    """The name of a field, however it is written: `Wait Minutes` is `wait_minutes`."""
    return _NO_NAME.sub("_", one_line(written).lower())


def facility_of(fields: Mapping[str, Any], where: str, problems: list[str]) -> PublishedWait | None:
    """Understand one facility.

    Args:
        fields: By `field_name`.
        where: For problems: `record 3`.
        problems: What cannot be understood is added.

    Returns:
        None where nobody could tell which facility it is.
    """
    record = _record(fields, where, problems)
    if record is None:
        return None
    name, kind = one_line(record.name), kind_of(record.kind)
    town, region = one_line(record.town or ""), one_line(record.region or "")
    are_names = all(len(one) <= LONGEST_NAME for one in (name, town, region))
    if not name or not are_names or kind is None or not (town or region):
        problems.append(
            f"{where}: needs a name, a kind (emergency or urgent care) and a region or town, but "
            f"has {name[:LONGEST_NAME]!r}, {one_line(record.kind)[:LONGEST_NAME]!r} and "
            f"{(region or town)[:LONGEST_NAME]!r}; left out."
        )
        return None
    minutes, published = _wait(record, f"{where}, {name}", problems)
    latitude, longitude = _place(record, f"{where}, {name}", problems)
    return PublishedWait(
        region=region or town,
        name=name,
        kind=kind,
        wait_minutes=minutes,
        published=published,
        town=town or region,
        address=one_line(record.address or ""),
        url=one_line(record.url or ""),
        note=one_line(record.note or ""),
        latitude=latitude,
        longitude=longitude,
        site_id=one_line(str(record.id)) if record.id is not None else "",
        short_names=_short_names(record.short_names or ()),
    )


def _record(fields: Mapping[str, Any], where: str, problems: list[str]) -> _Record | None:
    """A record without its fields of the wrong type; None where it then names no facility."""
    try:
        return _Record.model_validate(fields)
    except ValidationError as error:
        wrong = list(dict.fromkeys(str(one["loc"][0]) for one in error.errors()))
    told = f"{where}: missing or wrong: {', '.join(wrong)}"
    if _NEEDED & set(wrong):
        problems.append(f"{told}; left out.")
        return None
    problems.append(f"{told}, which is taken as not known.")
    # A wait of which one half is wrong is not told by the other.
    doubtful = {*wrong, "wait", "wait_minutes"} if {"wait", "wait_minutes"} & set(wrong) else wrong
    return _Record.model_validate(
        {name: value for name, value in fields.items() if name not in doubtful}
    )


def _wait(record: _Record, where: str, problems: list[str]) -> tuple[int | None, str]:
    """Minutes and words.  The two may both be there, but must agree."""
    words = one_line(record.wait or "")
    in_words = wait_minutes(words)
    if record.wait_minutes is None or record.wait_minutes == "":
        return in_words, words
    number = _number(record.wait_minutes)
    if number is None or not 0 <= number <= MOST_MINUTES:
        problems.append(
            f"{where}: wait_minutes is {_shown(record.wait_minutes)}, not a number from 0 to "
            f"{MOST_MINUTES}; its wait is taken as not known."
        )
        return None, words
    minutes = round(number)
    if words and in_words != minutes:
        problems.append(
            f"{where}: wait_minutes is {minutes}, but wait is {words!r}; its wait is taken as not "
            "known."
        )
        return None, words
    return minutes, words or f"{minutes} min"


def _place(
    record: _Record, where: str, problems: list[str]
) -> tuple[float, float] | tuple[None, None]:
    if record.latitude in (None, "") and record.longitude in (None, ""):
        return None, None
    latitude, longitude = (
        None if value is None else _number(value) for value in (record.latitude, record.longitude)
    )
    if latitude is not None and longitude is not None and is_on_earth(latitude, longitude):
        return latitude, longitude
    problems.append(
        f"{where}: {_shown(record.latitude)}, {_shown(record.longitude)} is no place on earth; it "
        "is taken as not known."
    )
    return None, None


def _number(value: _Number) -> float | None:
    """A number, also one that is written as text; None for what is none, or not finite."""
    if isinstance(value, str):
        return float(value) if _PLAIN_NUMBER.fullmatch(value.strip()) else None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _shown(value: _Number | None) -> str:
    return repr(one_line(str(value))[:40])


def _short_names(names: str | list[str] | tuple[()]) -> tuple[str, ...]:
    parts = names.split(";") if isinstance(names, str) else names
    cleaned = dict.fromkeys(one_line(part) for part in parts)
    usable = [part for part in cleaned if 0 < len(part) <= LONGEST_NAME]
    return tuple(usable[:_MOST_SHORT_NAMES])
