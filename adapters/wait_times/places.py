"""Where a facility is: coordinates out of a map's link, the town out of an address."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0
_POSTAL_CODE = re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", re.IGNORECASE)
_COUNTRY = re.compile(r"[\s,;]+Canada\b\.?\s*(?=[,;]|$)", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:^|[\s,;]+)(?:Alberta|Alta|AB)\b\.?\s*(?=[,;]|$)", re.IGNORECASE)
"""At the end of a part: `University of Alberta Hospital` is none."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_STREET = re.compile(
    r"\d|\b(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|trail|way|crescent|cres|lane|highway|hwy|place"
    r"|north ?(?:west|east)?|south ?(?:west|east)?|NW|NE|SW|SE"
    r"|hospital|centre|center|clinic|building|wing|tower|floor|suite|unit|level|box)\b\.?",
    re.IGNORECASE,
)
_SAINT = re.compile(r"St\.? [A-Z][A-Za-z' -]+")
_DIRECTION = r"(?:NW|NE|SW|SE|[NSEW]|(?:North|South)(?:[ -]?(?:[Ee]ast|[Ww]est))?|East|West)\b\.?"
_TOWN_AFTER_STREET = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Trail|Way)\b\.?"
    rf"(?:\s+{_DIRECTION})?\s+(?!{_DIRECTION}$)"
    r"((?:St\.? )?[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)*)$"
)
_DIRECTIONS = {"NW", "NE", "SW", "SE", "N", "S", "E", "W"}
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
        # Some feeds publish links as HTML has them: `&amp;query=`.
        query = parse_qs(urlsplit(unescape(link).strip()).query)
    except ValueError:
        return None, None
    for value in (*query.get("query", ()), *query.get("destination", ())):
        match = _COORDINATES.fullmatch(unquote(value).strip())
        if match is None:
            continue
        latitude, longitude = float(match[1]), float(match[2])
        if not latitude and not longitude:
            # In the sea off Africa: it stands for a place that nobody has entered.
            continue
        if is_on_earth(latitude, longitude):
            return latitude, longitude
    return None, None


def is_on_earth(latitude: float, longitude: float) -> bool:
    """Whether degrees can be those of a place."""
    return abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE


def town_of(address: str, *, name: str, region: str) -> str:
    """The town of an address; where it names none, of a site that is known, or the region's."""
    for part in reversed(_parts(address)):
        if _SAINT.fullmatch(part) or not _STREET.search(part):
            return part
        if match := _TOWN_AFTER_STREET.search(part):
            return match[1]
    lower = name.lower()
    return next((town for part, town in _SUBURBAN.items() if part in lower), region)


def _parts(address: str) -> list[str]:
    """The parts of an address that may name its town, which is told last of them."""
    plain = _COUNTRY.sub(",", _POSTAL_CODE.sub(",", _IN_BRACKETS.sub(" ", address)))
    provinces = list(_PROVINCE.finditer(plain))
    before = plain[: provinces[-1].start()] if provinces else plain
    parts = [" ".join(part.split()) for part in re.split("[,;]", before)]
    if not provinces and len(parts) == 1:
        # A street and nothing else.
        return []
    return [_as_written(part) for part in parts if part]


def _as_written(part: str) -> str:
    """`ST. ALBERT` and `FORT MCMURRAY` as people write them."""
    if not part.isupper():
        return part
    words = (word if word in _DIRECTIONS else word.capitalize() for word in part.split())
    return re.sub(r"\bMc([a-z])", lambda match: f"Mc{match[1].upper()}", " ".join(words))
