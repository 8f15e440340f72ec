"""Whose events are trusted and with which token the desk answers, in one workspace and in many."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from adapters.local_slack.server import LocalSlack
from adapters.slack.bot_tokens import BotTokens
from adapters.slack.workspaces import InstalledWorkspaces, MakeClient, SingleWorkspace
from core.errors import DeliveryError, DeliveryRefused
from storage.database import Database
from tests.fakes.slack_manifest import slack_manifest

HOME, OTHER = "T0LOCAL", "T0OTHER"
CALLBACK = "https://desk.example.org/slack/oauth_redirect"
HOUR = 3600


def manifest() -> dict[str, object]:
    """Of an app whose tokens rotate."""
    made = slack_manifest()
    made["oauth_config"]["redirect_urls"] = [CALLBACK]
    made["settings"]["token_rotation_enabled"] = True
    return made


class FullStore(AsyncSQLAlchemyInstallationStore):
    """The vendor's, on a disk that a test may fill."""

    is_full = False

    async def async_save_bot(self, bot: Bot) -> None:
        if self.is_full:
            raise OperationalError("INSERT", {}, sqlite3.OperationalError("disk is full"))
        await super().async_save_bot(bot)


@dataclass
class Clock:
    """Seconds that a test moves."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Office:
    """Many workspaces, kept in a database."""

    slack: LocalSlack
    database: Path
    store: FullStore
    clock: Clock = field(default_factory=Clock)
    workspaces: InstalledWorkspaces = field(init=False)

    def __post_init__(self) -> None:
        self.workspaces = self.restarted()

    def restarted(self) -> InstalledWorkspaces:
        """Another process, which knows only what is in the database."""
        app, make = self.slack.app, maker(self.slack)
        rotator = AsyncTokenRotator(
            client_id=app.client_id, client_secret=app.client_secret, client=make("")
        )
        tokens = BotTokens(store=self.store, rotator=rotator)
        allowed = frozenset({HOME, OTHER})
        return InstalledWorkspaces(
            tokens=tokens, make_client=make, allowed=allowed, clock=self.clock
        )

    async def keep(self, team: str, *, ends_in_seconds: float = 12 * HOUR) -> Bot:
        """Install the app in a workspace, with a token that ends some time."""
        app = self.slack.workspaces[team].app
        app.is_installed = True
        bot = Bot(
            app_id=app.id,
            team_id=team,
            bot_token=app.bot_token,
            bot_id=app.bot_id,
            bot_user_id=app.bot_user,
            bot_refresh_token=f"xoxe-1-{team}",
            bot_token_expires_at=int(time.time() + ends_in_seconds),
            installed_at=time.time(),
        )
        self.slack.oauth._refresh_tokens[f"xoxe-1-{team}"] = self.slack.workspaces[team]
        await self.store.async_save_bot(bot)
        return bot

    async def kept(self, team: str) -> str:
        """The token that is in the database."""
        bot = await self.store.async_find_bot(enterprise_id=None, team_id=team)
        return bot.bot_token if bot is not None else ""

    async def token(self, team: str) -> str:
        """What the desk would speak with."""
        return (await self.workspaces.of(team)).token or ""

    def asked(self, method: str) -> int:
        """How often Slack was asked for something."""
        return sum(name == method for name, _ in self.slack.calls)


def maker(slack: LocalSlack) -> MakeClient:
    """Makes clients of a local Slack."""

    def make(token: str) -> AsyncWebClient:
        return AsyncWebClient(
            token=token or None, base_url=f"{slack.url}/api/", timeout=1, retry_handlers=[]
        )

    return make


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """Two workspaces."""
    async with LocalSlack(manifest=manifest()) as made:
        made.add_workspace(OTHER, "Another Hospital")
        yield made


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Office]:
    """The store of installations, empty."""
    file = tmp_path / "frontdesk.db"
    async with Database(url=f"sqlite+aiosqlite:///{file}", busy_timeout_seconds=0.05) as database:
        store = FullStore(client_id=slack.app.client_id, engine=database.shared_engine)
        await store.create_tables()
        yield Office(slack, file, store)


# ---- One workspace ----------------------------------------------------------------------


def single(slack: LocalSlack, token: str = "") -> SingleWorkspace:
    """The workspace of a token."""
    return SingleWorkspace(token=token or slack.app.bot_token, make_client=maker(slack))


async def test_slack_is_asked_once_who_the_desk_is(slack: LocalSlack) -> None:
    """However many ask at once."""
    workspace = single(slack)
    users = await asyncio.gather(*(workspace.bot_user(HOME) for _ in range(5)))

    assert set(users) == {slack.app.bot_user}
    assert [name for name, _ in slack.calls] == ["auth.test"]


async def test_another_workspace_is_refused(slack: LocalSlack) -> None:
    """Neither spoken to nor believed."""
    workspace = single(slack)

    with pytest.raises(DeliveryRefused, match=OTHER):
        await workspace.of(OTHER)
    assert await workspace.authorize(OTHER) is None
    trusted = await workspace.authorize(HOME)
    assert trusted is not None
    assert trusted.bot_token == slack.app.bot_token


async def test_a_wrong_token_is_refused(slack: LocalSlack) -> None:
    """With Slack's name of the reason."""
    with pytest.raises(DeliveryRefused, match="invalid_auth"):
        await single(slack, "xoxb-wrong").identity()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_slack_in_trouble_is_asked_again(slack: LocalSlack, status: int) -> None:
    """Nothing is concluded from an answer that is none."""
    workspace = single(slack)
    slack.mischief.break_down("auth.test", status=status)

    with pytest.raises(DeliveryError) as raised:
        await workspace.authorize(HOME)
    assert not isinstance(raised.value, DeliveryRefused)
    assert await workspace.authorize(HOME) is not None


async def test_slack_out_of_reach_says_nothing_of_the_token(slack: LocalSlack) -> None:
    """It may be good, and is tried again."""
    workspace = single(slack)
    await slack.stop()
    with pytest.raises(DeliveryError, match="cannot be reached") as raised:
        await workspace.identity()
    assert not isinstance(raised.value, DeliveryRefused)


async def test_only_its_own_removal_matters(slack: LocalSlack) -> None:
    """An app may be installed elsewhere by others; their removal is told to it as well."""
    workspace = single(slack)
    await workspace.identity()
    with capture_logs() as logs:
        await workspace.uninstalled(OTHER)
        assert logs == []
        slack.app.is_installed = False
        await workspace.uninstalled(HOME)

    assert [line["event"] for line in logs] == ["slack_removed"]
    assert "slack.bot_token" in logs[0]["cure"]
    assert workspace.trouble


async def test_news_of_a_removal_that_is_over_shuts_no_door(slack: LocalSlack) -> None:
    """Slack brings it late, or again, after the desk was installed anew."""
    workspace = single(slack)
    await workspace.identity()
    await workspace.uninstalled(HOME)
    assert not workspace.trouble


# ---- Many workspaces --------------------------------------------------------------------


async def test_each_workspace_has_its_own_token(office: Office) -> None:
    """And its own user."""
    await office.keep(HOME)
    await office.keep(OTHER)

    tokens = await asyncio.gather(office.token(HOME), office.token(OTHER))
    assert tokens == ["xoxb-local-1", "xoxb-t0other"]
    assert await office.workspaces.bot_user(OTHER) == "U0BOTT0OTHER"
    assert (await office.workspaces.identity(HOME)).team_name == "Kestrel Plains Health"


async def test_where_it_is_not_installed_nothing_is_trusted(office: Office) -> None:
    """And nothing can be said."""
    await office.keep(HOME)

    assert await office.workspaces.authorize(OTHER) is None
    assert await office.workspaces.authorize(None) is None
    with pytest.raises(DeliveryRefused, match=OTHER):
        await office.workspaces.of(OTHER)


async def test_a_token_is_looked_up_once_a_minute(office: Office) -> None:
    """Another process may have renewed it meanwhile."""
    await office.keep(HOME)
    await office.token(HOME)
    office.slack.app.earlier_tokens.add("xoxb-local-1")
    office.slack.app.bot_token = "xoxe.xoxb-1-newer"
    await office.keep(HOME)

    assert await office.token(HOME) == "xoxb-local-1"
    office.clock.seconds += 61
    assert await office.token(HOME) == "xoxe.xoxb-1-newer"
    office.clock.seconds += 61
    assert await office.token(HOME) == "xoxe.xoxb-1-newer"
    assert office.asked("auth.test") == 2


async def test_a_token_is_renewed_before_it_ends(office: Office) -> None:
    """The new one is kept, and the next process finds it."""
    await office.keep(HOME, ends_in_seconds=HOUR)

    token = await office.token(HOME)
    assert token == office.slack.app.bot_token != "xoxb-local-1"
    assert await office.kept(HOME) == token
    assert (await office.restarted().of(HOME)).token == token
    assert office.asked("oauth.v2.access") == 1


async def test_a_token_that_holds_for_long_is_left_alone(office: Office) -> None:
    """Each renewal is one more thing that can fail."""
    await office.keep(HOME, ends_in_seconds=3 * HOUR)

    assert await office.token(HOME) == "xoxb-local-1"
    assert office.asked("oauth.v2.access") == 0


@pytest.mark.parametrize("status", [200, 503])
async def test_a_token_that_holds_still_is_used_where_renewing_fails(
    office: Office, status: int
) -> None:
    """It is tried again a minute later."""
    await office.keep(HOME, ends_in_seconds=HOUR)
    if status == 200:
        office.slack.mischief.fail("oauth.v2.access", "internal_error")
    else:
        office.slack.mischief.break_down("oauth.v2.access", status=status)

    with capture_logs() as logs:
        assert await office.token(HOME) == "xoxb-local-1"
    assert "slack_token_not_renewed" in [line["event"] for line in logs]
    office.clock.seconds += 61
    assert await office.token(HOME) != "xoxb-local-1"


async def test_a_token_that_has_ended_is_tried_again(office: Office) -> None:
    """Until then nothing can be said there; no event is given up for it."""
    await office.keep(HOME, ends_in_seconds=-HOUR)
    office.slack.oauth.expire(HOME)
    office.slack.mischief.break_down("oauth.v2.access", times=2)

    with pytest.raises(DeliveryError, match="could not be renewed") as raised:
        await office.token(HOME)
    assert not isinstance(raised.value, DeliveryRefused)
    with pytest.raises(DeliveryError):
        await office.workspaces.authorize(HOME)
    assert await office.token(HOME) == office.slack.app.bot_token


async def test_a_renewed_token_outlives_a_database_that_cannot_be_written(office: Office) -> None:
    """The one before it is used up: what was not saved would be lost for good."""
    await office.keep(HOME, ends_in_seconds=HOUR)
    office.store.is_full = True
    with capture_logs() as logs:
        token = await office.token(HOME)
    assert token == office.slack.app.bot_token != "xoxb-local-1"
    assert "slack_token_not_saved" in [line["event"] for line in logs]
    assert await office.kept(HOME) == "xoxb-local-1"

    office.store.is_full = False
    office.clock.seconds += 61
    assert await office.token(HOME) == token
    assert await office.kept(HOME) == token
    assert office.asked("oauth.v2.access") == 1


async def test_one_workspace_does_not_wait_for_another(office: Office) -> None:
    """Though Slack is slow to say who the desk is in one of them."""
    await office.keep(HOME)
    await office.keep(OTHER)
    office.slack.mischief.slow("auth.test", 0.5)
    slow = asyncio.create_task(office.token(HOME))
    await asyncio.sleep(0.05)

    async with asyncio.timeout(0.3):
        assert await office.token(OTHER) == "xoxb-t0other"
    assert await slow == "xoxb-local-1"


async def test_what_is_removed_is_forgotten(office: Office) -> None:
    """At once, and only there."""
    await office.keep(HOME)
    await office.keep(OTHER)
    await office.token(HOME)
    office.slack.workspaces[HOME].app.is_installed = False
    await office.workspaces.uninstalled(HOME)

    assert await office.workspaces.authorize(HOME) is None
    assert await office.kept(HOME) == ""
    assert await office.workspaces.authorize(OTHER) is not None


async def test_news_of_a_removal_before_a_new_installation_deletes_nothing(office: Office) -> None:
    """Slack may bring it minutes later: the token that is kept by then is good."""
    await office.keep(HOME)
    await office.workspaces.uninstalled(HOME)

    assert await office.workspaces.authorize(HOME) is not None
    assert await office.kept(HOME)


async def test_a_workspace_that_is_not_named_is_not_trusted(office: Office) -> None:
    """Also where it was installed before the settings changed."""
    office.slack.add_workspace("T0THIRD", "Third")
    await office.keep("T0THIRD")

    assert await office.workspaces.authorize("T0THIRD") is None
    with pytest.raises(DeliveryRefused, match=r"slack\.workspaces"):
        await office.workspaces.of("T0THIRD")


async def test_a_removal_that_cannot_be_written_is_told(office: Office) -> None:
    """Slack brings it again then."""
    await office.keep(HOME)
    office.slack.workspaces[HOME].app.is_installed = False
    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeliveryError):
            await office.workspaces.uninstalled(HOME)
    await office.workspaces.uninstalled(HOME)

    assert await office.kept(HOME) == ""


async def test_a_new_installation_counts_at_once(office: Office) -> None:
    """Nobody waits a minute after installing it again."""
    await office.keep(HOME)
    await office.token(HOME)
    office.slack.app.ended_tokens["xoxb-local-1"] = "token_revoked"
    office.slack.app.bot_token = "xoxb-again"
    await office.keep(HOME)
    office.workspaces.installed(HOME)

    assert await office.token(HOME) == "xoxb-again"


async def test_a_token_that_slack_took_back_is_not_trusted(office: Office) -> None:
    """Nobody may speak for a workspace that removed the desk."""
    await office.keep(HOME)
    office.slack.app.ended_tokens["xoxb-local-1"] = "account_inactive"

    assert await office.workspaces.authorize(HOME) is None


async def test_a_database_that_cannot_be_read_is_asked_again(office: Office) -> None:
    """An event of such a moment is not acknowledged."""
    await office.keep(HOME)
    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeliveryError, match="cannot be read"):
            await office.workspaces.authorize(HOME)

    assert await office.workspaces.authorize(HOME) is not None
