"""The date that a page or document gives itself: "Last updated: 3 March 2026" becomes 2026-03-03.

Parsers of every kind of file ask here, so that a date is read in the same way everywhere.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_MONTH = r"(?P<month{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_DATE = "|".join(
    (
        r"(?P<iso>(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)",
        rf"{_DAY.format(1)}\s+(?:of\s+)?{_MONTH.format(1)},?\s+{_YEAR.format(1)}",
        rf"{_MONTH.format(2)}\s+{_DAY.format(2)},?\s+{_YEAR.format(2)}",
        rf"{_MONTH.format(3)},?\s+{_YEAR.format(3)}",
        r"(?P<year4>(?:19|20)\d\d)/(?P<month4>[01]?\d)/(?P<day4>[0-3]?\d)",
        r"(?P<first>[0-3]?\d)(?P<mark>[/.])(?P<second>[0-3]?\d)(?P=mark)(?P<year5>(?:19|20)\d\d)",
    )
)
_DATE_PATTERN = re.compile(rf"\b(?:{_DATE})(?!\d)", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:(?:last|page|date|document|content)?\s*"
    r"(?:updated|reviewed|modified|revised|changed|published|posted)"
    r"|effective(?:\s+(?:date|from|as\s+of))?|date\s+of\s+issue|issued?(?:\s+date)?|revision\s+date"
    r"|last\s+(?:update|review|revision)|publication\s+date)"
    r"(?:\s+(?:on|at|date|by\s+[^:\n]{1,40}?\s+on))?\s*[:\-–]?\s*(?:[a-z]{3,9}day,?\s+)?$",
    re.IGNORECASE,
)
_CUE_WIDTH = 70
_TEXT_LIMIT = 200_000


def find_published(text: str, *, month_first: bool = False) -> str:
    """Find the date beside words such as "Last updated" or "Effective".

    Args:
        text: The text of a page; its first 200,000 characters are looked at.
        month_first: How to read `03/04/2026`: True for 4 March as in the United States.

    Returns:
        An ISO date (`2026-03-31`, or `2026-03` when the page tells no more), or empty.
    """
    text = text[:_TEXT_LIMIT]
    found = ""
    for match in _DATE_PATTERN.finditer(text):
        if _CUE.search(text, max(0, match.start() - _CUE_WIDTH), match.start()):
            # A page may tell when it was first published and, beside it, when it was updated.
            found = max(found, _iso(match, month_first=month_first))
    return found


def iso_date(text: str, *, month_first: bool = False) -> str:
    """Write a date in ISO form, cut to the day, or return empty when `text` holds none."""
    match = _DATE_PATTERN.search(text)
    return _iso(match, month_first=month_first) if match else ""


def _iso(match: re.Match[str], *, month_first: bool) -> str:
    parts = match.groupdict()
    if parts["iso"]:
        year, month, *rest = (int(part) for part in parts["iso"].split("-"))
        return _checked(year, month, rest[0] if rest else 0)
    for number in ("1", "2", "3"):
        if name := parts[f"month{number}"]:
            month = _MONTHS.index(name[:3].lower()) + 1
            return _checked(int(parts[f"year{number}"]), month, int(parts.get(f"day{number}") or 0))
    if parts["year4"]:
        return _checked(int(parts["year4"]), int(parts["month4"]), int(parts["day4"]))
    first, second = int(parts["first"]), int(parts["second"])
    is_month_first = (month_first and parts["mark"] == "/" and first <= len(_MONTHS)) or (
        second > len(_MONTHS)
    )
    day, month = (second, first) if is_month_first else (first, second)
    return _checked(int(parts["year5"]), month, day)


def _checked(year: int, month: int, day: int) -> str:
    """Return the date in ISO form, without its day when that is 0, or empty when impossible."""
    try:
        checked = date(year, month, day or 1)
    except ValueError:
        return ""
    return checked.isoformat() if day else checked.isoformat()[:7]
