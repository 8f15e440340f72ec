"""A workspace with people whose events end in a fake carrier."""

from dataclasses import dataclass
from typing import Any

from adapters.local_slack.delivery import Deliveries
from adapters.local_slack.mischief import Mischief
from adapters.local_slack.people import Person
from adapters.local_slack.responses import ResponseAddresses
from adapters.local_slack.roster import People
from adapters.local_slack.state import App, Workspace
from tests.fakes.slack_carrier import FakeCarrier
from tests.fakes.slack_manifest import EVENTS, SCOPES, slack_manifest


@dataclass
class Scene:
    workspace: Workspace
    carrier: FakeCarrier
    deliveries: Deliveries
    mischief: Mischief
    people: People
    ann: Person

    async def got(self) -> list[dict[str, Any]]:
        """The events that the app was sent."""
        await self.deliveries.settled()
        return [one.payload["event"] for one in self.carrier.parcels]

    async def kinds(self) -> list[str]:
        return [one["type"] for one in await self.got()]


def scene_with(*, scopes: str = SCOPES, events: str = EVENTS) -> Scene:
    workspace = Workspace(app=App(manifest=slack_manifest(scopes=scopes, events=events)))
    carrier, mischief = FakeCarrier(), Mischief()
    deliveries = Deliveries(
        workspace=workspace, carrier=carrier, mischief=mischief, retry_seconds=(0.0, 0.001, 0.002)
    )
    workspace.listeners.append(deliveries.announced)
    addresses = ResponseAddresses(workspace=workspace, now_seconds=lambda: 0.0)
    people = People(workspace=workspace, deliveries=deliveries, addresses=addresses)
    return Scene(workspace, carrier, deliveries, mischief, people, people.person("ann"))
