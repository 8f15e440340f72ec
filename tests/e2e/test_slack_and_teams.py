"""One desk that is in Slack and in Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.server import LocalSlack
from bot.service import open_service
from tests.dialogue.houses import (
    PEOPLE,
    connect,
    local_slack,
    local_teams,
    slack_settings,
    teams_settings,
)
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import door_of, until
from tests.e2e.teams.service_stage import said, settings_of
from tests.local_teams.reading import as_text
from tests.local_teams.server import LocalTeams

ASKED = "@frontdesk Who runs payroll?"
UNKNOWN = "@frontdesk Is there a swimming pool?"
POSTED_WITHIN_SECONDS = 40.0
"""The job that shows posts comes every 20 s."""


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    """A tenant with a team that has the app."""
    async with local_teams() as made:
        yield made


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with the app."""
    async with local_slack() as made:
        yield made


@pytest.mark.feature("Both platforms in one desk")
async def test_one_desk_is_in_both(
    frontdesk: Installation, teams: LocalTeams, slack: LocalSlack
) -> None:
    """The same question is answered in each, where it was asked."""
    settings = settings_of(frontdesk, teams_settings(teams), slack=slack_settings(slack))
    async with open_service(settings, with_terminal=False) as service:
        connect(teams, service)
        await until(lambda: door_of(service).state().is_open)
        in_slack = await slack.person("ann").says(ASKED)
        in_teams = await teams.person("ann").says(ASKED, teams.chat("#general"))
        await until(
            lambda: "Maria Chen" in " ".join(slack.seen("#general", in_slack)), within_seconds=10
        )
        await until(lambda: "Maria Chen" in said(teams, "#general", in_teams.id), within_seconds=10)
        assert {"Slack", "Teams"} == {state.state().name for state in service.doors.values()}


@pytest.mark.slow
@pytest.mark.feature("The people who answer may be on the other platform")
async def test_what_was_asked_in_slack_is_answered_by_people_in_teams(
    frontdesk: Installation, teams: LocalTeams, slack: LocalSlack
) -> None:
    """Who asked is told apart by name, and mentioned nowhere: Teams does not know them."""
    people = f"teams/{teams.tenant_id}/{teams.chat(f'#{PEOPLE}').id}"
    settings = settings_of(frontdesk, teams_settings(teams), people, slack=slack_settings(slack))
    async with open_service(settings, with_terminal=False) as service:
        connect(teams, service)
        # A channel can be written to once anything has come from its tenant.
        await teams.person("bob").installing.adds_app(teams.chat("#general"))
        await until(lambda: door_of(service).state().is_open)
        ann = slack.person("ann")
        asked = await ann.says(UNKNOWN)
        await until(
            lambda: "Ask a person" in " ".join(slack.seen("#general", asked)), within_seconds=10
        )
        general = slack.workspace.channel_named("general").messages
        (answer,) = [one for one in general.values() if one.user == slack.app.bot_user]
        await ann.clicks("Ask a person", on=answer)
        await teams.until(lambda: said(teams, f"#{PEOPLE}"), POSTED_WITHIN_SECONDS)
        (post,) = teams.said_by_bot(teams.chat(f"#{PEOPLE}"))
    assert "Ann asks for a person's answer" in as_text(post)
    assert "swimming pool" in as_text(post)
    assert not [one for one in post.activity.get("entities", ()) if one["type"] == "mention"]


@pytest.mark.slow
@pytest.mark.feature("The people who answer may be on the other platform")
async def test_what_was_asked_in_teams_is_answered_by_people_in_slack(
    frontdesk: Installation, teams: LocalTeams, slack: LocalSlack
) -> None:
    """With the way to the question in Teams."""
    place = slack.workspace.channel_named(PEOPLE)
    people = f"slack/{slack.workspace.team_id}/{place.id}"
    settings = settings_of(frontdesk, teams_settings(teams), people, slack=slack_settings(slack))
    async with open_service(settings, with_terminal=False) as service:
        connect(teams, service)
        await until(lambda: door_of(service).state().is_open)
        ann = teams.person("ann")
        asked = await ann.says(UNKNOWN, teams.chat("#general"))
        await until(lambda: "Ask a person" in said(teams, "#general", asked.id), within_seconds=10)
        await teams.settled()
        (answer,) = teams.said_by_bot(teams.chat("#general"), asked.id)
        await ann.presses("Yes, ask them", answer)
        await slack.until(lambda: slack.seen(f"#{PEOPLE}"), within_seconds=POSTED_WITHIN_SECONDS)
        (post,) = slack.seen(f"#{PEOPLE}")
    assert "Ann asks for a person's answer" in post
    assert "<@" not in post
    assert "Go to the question" in post
