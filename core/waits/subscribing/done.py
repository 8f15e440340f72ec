"""Whether an order about subscriptions was carried out, read from what `SubscriptionDesk.handle` answered.

Who tells others of an order has its answer only: the desk's sentences are kept with the turn, and are all
that is left of it after a restart.  `desk` and `words` write them; their beginnings must stay as they are
read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_DONE = re.compile(r"Subscription (?P<id>\d+)(?P<what>:| is removed| is paused\.| goes on\.)")
"""How the desk says that an order was carried out; refusals begin otherwise."""


class Deed(Enum):
    """What was done to a subscription, by how its answer goes on."""

    MADE = ":"
    REMOVED = " is removed"
    PAUSED = " is paused."
    RESUMED = " goes on."


@dataclass(frozen=True, slots=True)
class Done:
    """An order that was carried out."""

    deed: Deed
    subscription: int


def read_done(answer: str) -> Done | None:
    """What an answer says was done; None: nothing was changed."""
    found = _DONE.match(answer)
    return Done(Deed(found["what"]), int(found["id"])) if found else None
