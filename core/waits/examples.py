"""Examples of what to ask and write about wait times, with names that the board knows.

An example that fails when somebody copies it is worse than none.  Help, refusals and chat adapters
show them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core.domain import Facility, FacilityKind, WaitBoard
from core.waits.asking.forms import site_name

_FEWEST_OF_REGION = 2
"""Emergency departments; "Harcourt emergency" would be a long name for one."""
_LONGEST_NAME = 60
"""Characters; a longer name is no example."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What may be written as it stands; as plain text, with names as the feed spells them."""

    site: str = ""
    """A site of the board; empty: none is known."""
    region: str = ""
    """A region of several emergency departments; empty: there is none."""

    @property
    def question(self) -> str:
        """A question on one site."""
        return f"how long is the wait at {self.site or '…'}"

    @property
    def scope(self) -> str:
        """Several sites in few words."""
        return f"{self.region} emergency" if self.region else "all emergency departments"

    @property
    def digest(self) -> str:
        """A wish to be told by the clock."""
        return f"subscribe weekdays 7:00 and 15:00, {self.scope}"

    @property
    def alert(self) -> str:
        """A wish to be told when something is the case."""
        return f"alert me when {self.site or 'any site'} is over 4 hours"


NO_NAMES = Examples()
"""Where no board is known."""


def examples_of(board: WaitBoard) -> Examples:
    """Examples with the board's own names."""
    listed = [wait.facility for wait in board.waits if wait.is_listed]
    departments = [one for one in listed if one.kind is FacilityKind.EMERGENCY]
    regions = Counter(one.region for one in departments if one.region)
    region = max(regions, key=lambda name: regions[name], default="")
    is_several = regions[region] >= _FEWEST_OF_REGION if region else False
    return Examples(_site(departments or listed), region if is_several else "")


def _site(facilities: list[Facility]) -> str:
    """The first site with one department: a name of several would ask back."""
    sites = Counter(site_name(one) for one in facilities)
    fit = [name for name, number in sites.items() if number == 1 and len(name) <= _LONGEST_NAME]
    return fit[0] if fit else ""
