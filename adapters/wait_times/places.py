"""Where a facility is: coordinates out of a map's link, the town out of an address."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0
_POSTAL_CODE = re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", re.IGNORECASE)
_PROVINCE = re.compile(r"\b(?:Alberta|AB)\b\.?", re.IGNORECASE)
_STREET = re.compile(
    r"\d|\b(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|trail|way|crescent|cres|lane|highway|hwy|place"
    r"|north ?(?:west|east)?|south ?(?:west|east)?|NW|NE|SW|SE|floor|suite|unit|level|box)\b\.?",
    re.IGNORECASE,
)
_SAINT = re.compile(r"St\.? [A-Z][A-Za-z' -]+")
_TOWN_AFTER_STREET = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Trail|Way)\b\.?"
    r"(?:\s+(?:NW|NE|SW|SE|N|S|E|W)\b\.?)?\s+((?:St\.? )?[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)*)$"
)
_SUBURBAN = {
    "strathcona community": "Sherwood Park",
    "sturgeon": "St. Albert",
    "westview": "Stony Plain",
    "leduc": "Leduc",
    "devon": "Devon",
    "fort saskatchewan": "Fort Saskatchewan",
    "airdrie": "Airdrie",
    "okotoks": "Okotoks",
    "cochrane": "Cochrane",
}
"""Sites that are listed under a city they are not in, by a part of their name."""


def coordinates(link: str) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude in degrees, out of a map's link; None twice where it has none."""
    try:
        query = parse_qs(urlsplit(link.strip()).query)
    except ValueError:
        return None, None
    for value in (*query.get("query", ()), *query.get("destination", ())):
        match = _COORDINATES.fullmatch(unquote(value).strip())
        if match is None:
            continue
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE:
            return latitude, longitude
    return None, None


def town_of(address: str, *, name: str, region: str) -> str:
    """The town of an address; where it names none, of a site that is known, or the region's."""
    plain = _PROVINCE.sub(",", _POSTAL_CODE.sub(",", address)).replace(";", ",")
    parts = [part.strip() for part in plain.split(",")]
    for part in reversed([part for part in parts if part] if len(parts) > 1 else []):
        if _SAINT.fullmatch(part) or not _STREET.search(part):
            return part
        if match := _TOWN_AFTER_STREET.search(part):
            return match[1]
    lower = name.lower()
    return next((town for part, town in _SUBURBAN.items() if part in lower), region)
