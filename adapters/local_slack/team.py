"""One workspace with everything that works on it; `LocalSlack` holds one for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from adapters.local_slack.delivery import Deliveries
from adapters.local_slack.mischief import Mischief
from adapters.local_slack.parcels import Carrier
from adapters.local_slack.responses import ResponseAddresses
from adapters.local_slack.roster import People
from adapters.local_slack.state import Workspace


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace, the way to the app, the app's way back, and the people."""

    workspace: Workspace
    deliveries: Deliveries
    responses: ResponseAddresses
    people: People


def make_team(
    *,
    workspace: Workspace,
    carrier: Carrier,
    mischief: Mischief,
    now_seconds: Callable[[], float],
) -> Team:
    """Build what works on a workspace, so that its events go to the app."""
    deliveries = Deliveries(workspace=workspace, carrier=carrier, mischief=mischief)
    responses = ResponseAddresses(workspace=workspace, now_seconds=now_seconds)
    people = People(
        workspace=workspace, deliveries=deliveries, addresses=responses, now_seconds=now_seconds
    )
    workspace.listeners.append(deliveries.announced)
    return Team(workspace, deliveries, responses, people)
