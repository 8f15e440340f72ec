"""A feed of one's own as CSV: a line with the names of the columns, then a line for each facility.

    region,name,kind,wait_minutes,town,short_names
    Springfield,General Hospital,emergency,95,Springfield,the General;SGH
    Springfield,East Clinic,urgent care,,Springfield,

`own_records` tells the columns.  UTF-8; `,`, `;` or tabs between values; `"` around a value that
holds one of these.  The last line must end as well: else it may be cut short, and its wait is not
known.  Implements `core.ports.WaitFeedParser`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from adapters.wait_times.json_text import beginning, looks_like_html
from adapters.wait_times.own_records import NO_FACILITY, facility_of, field_name
from adapters.wait_times.reading import reading_of
from core.domain import FeedReading, PublishedWait
from core.errors import SourceError

_SEPARATORS = ",;\t"
_NEEDED = {"name", "kind"}
_WAITS = {"wait", "wait_minutes"}
_SHOWN = 100
"""Characters of a strange header that are told."""


class OwnCsvParser:
    """Reads the feed's bytes."""

    def parse(self, data: bytes) -> FeedReading:
        """Understand what can be understood.

        Args:
            data: The whole file.

        Raises:
            SourceError: It is no such table, or no facility is in it.
        """
        problems: list[str] = []
        try:
            return reading_of(_facilities(_text(data), problems), problems, if_none=NO_FACILITY)
        except csv.Error as error:
            raise SourceError(f"The feed is no CSV: {error}.") from error


def _text(data: bytes) -> str:
    if looks_like_html(data):
        raise SourceError(
            f"The feed is no CSV: it is a web page, which begins with {beginning(data)}."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The feed is no CSV in UTF-8, from byte {error.start} on. Save it as 'CSV UTF-8'."
        ) from error


def _facilities(text: str, problems: list[str]) -> Iterator[PublishedWait | None]:
    header, _, _ = text.partition("\n")
    separator = max(_SEPARATORS, key=header.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    columns = _columns(rows[0] if rows else [])
    last_whole = len(rows) if text.endswith(("\n", "\r")) else len(rows) - 1
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            yield _facility(columns, row, f"row {number}", problems, is_whole=number <= last_whole)


def _columns(header: list[str]) -> list[str]:
    columns = [field_name(cell) for cell in header]
    named = [column for column in columns if column]
    if not set(named) >= _NEEDED or len(set(named)) < len(named):
        raise SourceError(
            "The first line of the feed must name its columns, each once, at least name and kind; "
            f"it has {', '.join(named)[:_SHOWN] or 'none'}."
        )
    return columns


def _facility(
    columns: list[str], row: list[str], where: str, problems: list[str], *, is_whole: bool
) -> PublishedWait | None:
    if len(row) != len(columns):
        problems.append(f"{where}: has {len(row)} values for {len(columns)} columns; left out.")
        return None
    fields = {column: cell for column, cell in zip(columns, row, strict=True) if cell.strip()}
    if not is_whole:
        problems.append(f"{where}: does not end, so that its wait is taken as not known.")
        fields = {column: cell for column, cell in fields.items() if column not in _WAITS}
    return facility_of(fields, where, problems)
