"""Tests of a workspace that belongs to an organisation (Enterprise Grid)."""

import pytest

from tests.unit.local_slack.api_trial import trial
from tests.unit.local_slack.interaction_words import STOP, bot_message, sent
from tests.unit.local_slack.office import Scene, scene_with

GRID = "E0GRID"


@pytest.fixture
def scene() -> Scene:
    scene = scene_with()
    scene.workspace.enterprise_id = GRID
    return scene


async def test_events_name_the_organisation(scene: Scene) -> None:
    """In the envelope and in the authorisation; the app is installed in the workspace."""
    await scene.ann.says("hello")
    await scene.deliveries.settled()

    envelope = scene.carrier.parcels[-1].payload
    [authorization] = envelope["authorizations"]
    assert (envelope["enterprise_id"], envelope["context_enterprise_id"]) == (GRID, GRID)
    assert authorization["enterprise_id"] == GRID
    assert authorization["is_enterprise_install"] is False


async def test_commands_name_the_organisation(scene: Scene) -> None:
    """As fields of the form."""
    await scene.ann.runs("/frontdesk waits")

    payload = sent(scene)
    assert (payload["enterprise_id"], payload["is_enterprise_install"]) == (GRID, "false")


async def test_interactions_name_the_organisation(scene: Scene) -> None:
    """Beside the team, and in it."""
    await scene.ann.clicks("Stop", on=bot_message(scene, STOP))

    payload = sent(scene)
    assert payload["enterprise"] == {"id": GRID, "name": scene.workspace.name}
    assert payload["team"]["enterprise_id"] == GRID
    assert payload["is_enterprise_install"] is False


async def test_the_app_learns_of_the_organisation() -> None:
    """`auth.test`, `team.info` and `users.info` tell it."""
    async with trial(enterprise_id=GRID) as one:
        assert (await one.client.auth_test())["enterprise_id"] == GRID
        assert (await one.client.team_info())["team"]["enterprise_id"] == GRID
        user = (await one.client.users_info(user=one.ann.id))["user"]
        assert user["enterprise_user"]["enterprise_id"] == GRID


async def test_other_workspaces_belong_to_none(scene: Scene) -> None:
    """Without an organisation nothing is said of one."""
    scene.workspace.enterprise_id = ""
    await scene.ann.clicks("Stop", on=bot_message(scene, STOP))

    assert sent(scene)["enterprise"] is None
