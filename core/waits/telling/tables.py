"""Several facilities at a glance: Markdown tables, and long boards by region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain import FacilityKind, FacilityWait
from core.waits.telling.wording import escaped, is_elsewhere, linked_name, name_of, wait_in_words

_MOST_LINKED = 12
"""Rows; in a longer table the addresses would be more than the rest."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A facility and what is said beside its wait, as Markdown without line breaks."""

    wait: FacilityWait
    trend: str = ""
    note: str = ""


def wait_table(rows: Sequence[TableRow], *, trend_title: str = "Trend") -> str:
    """A table of facilities and their waits, in the order given.

    A column that is empty in every row is left out.

    Args:
        rows: At least one.
        trend_title: Stands above what `TableRow.trend` says.
    """
    kinds = {row.wait.facility.kind for row in rows}
    is_linked = len(rows) <= _MOST_LINKED
    cells = [
        (
            site_in_words(row.wait, is_linked=is_linked, tells_kind=len(kinds) > 1),
            wait_cell(row.wait),
            row.trend,
            row.note,
        )
        for row in rows
    ]
    return table(("Site", "Wait", trend_title, "Note"), cells)


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; columns without any content are left out."""
    kept = [column for column in range(len(titles)) if any(row[column] for row in rows)]
    lines = [[titles[column] for column in kept], ["---"] * len(kept)]
    lines += [[row[column] for column in kept] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def wait_cell(wait: FacilityWait) -> str:
    """The wait of now, for a table."""
    return wait_in_words(wait.wait_minutes) if wait.is_listed else "no longer in the feed"


def site_in_words(wait: FacilityWait, *, is_linked: bool = False, tells_kind: bool = False) -> str:
    """`Strathcona Community Hospital, Sherwood Park`: the town where the region is another's.

    Args:
        wait: Of what facility.
        is_linked: Whether its name leads to its page.
        tells_kind: Whether urgent care is said to be that.
    """
    facility = wait.facility
    name = linked_name(facility) if is_linked else name_of(facility)
    town = f", {escaped(facility.town)}" if is_elsewhere(facility) else ""
    is_urgent_care = tells_kind and facility.kind is FacilityKind.URGENT_CARE
    return f"{name}{town}{' (urgent care)' if is_urgent_care else ''}"


def by_region(
    rows: Sequence[TableRow], *, most_characters: int
) -> tuple[str, tuple[FacilityWait, ...]]:
    """A long board as short lists, one for each region.

    Args:
        rows: In the order of the feed; only known waits.
        most_characters: What does not fit is left out.

    Returns:
        The lists, and the facilities in them in the order told.
    """
    regions = dict.fromkeys(row.wait.facility.region for row in rows)
    lines: list[str] = []
    told: list[FacilityWait] = []
    left = most_characters
    for region in regions:
        title = f"**{escaped(region) or 'Elsewhere'}**\n"
        for row in _of_region(rows, region):
            line = f"- {site_in_words(row.wait, tells_kind=True)}: {_beside(row)}"
            left -= len(line) + len(title) + 1
            if left < 0:
                return "\n".join(lines).strip(), tuple(told)
            lines += [f"\n{title}", line] if title else [line]
            title = ""
            told.append(row.wait)
    return "\n".join(lines).strip(), tuple(told)


def _of_region(rows: Iterable[TableRow], region: str) -> list[TableRow]:
    return [row for row in rows if row.wait.facility.region == region]


def _beside(row: TableRow) -> str:
    said = (wait_cell(row.wait), row.trend, row.note)
    return ", ".join(piece for piece in said if piece)
