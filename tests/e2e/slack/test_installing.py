"""Installing the desk in several workspaces by OAuth, and what becomes of them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from yarl import URL

from tests.e2e.command_line import Installation
from tests.e2e.slack.installing_stage import (
    HOME,
    OTHER,
    PUBLIC,
    Stage,
    answers,
    begin,
    mention,
    staged,
)
from tests.e2e.slack.service_stage import posted


@pytest.fixture
async def stage(frontdesk: Installation) -> AsyncIterator[Stage]:
    """Nothing is installed yet."""
    async with staged(frontdesk) as made:
        yield made


# ---- Getting in -------------------------------------------------------------------------


async def test_a_workspace_installs_the_desk_and_is_answered(stage: Stage) -> None:
    """From the page at which it begins, over Slack's, to the first answer."""
    async with stage.serving():
        page = await stage.installs()
        await stage.asks(HOME, "Who runs payroll?")

    assert page.status == 200
    assert "The help desk is in Kestrel Plains Health" in page.text
    assert "Maria Chen" in " ".join(answers(stage.slack.workspace))
    assert [row["team_id"] for row in stage.rows("slack_bots")] == [HOME]


async def test_the_last_page_tells_no_secret(stage: Stage) -> None:
    """Nor does the log, nor what the browser tells the next page."""
    with capture_logs() as logs:
        async with stage.serving():
            page = await stage.installs()

    token, code = stage.slack.app.bot_token, page.address.query["code"]
    for secret in (token, code, stage.slack.app.client_secret):
        assert secret not in page.text
        assert secret not in repr(logs)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text
    assert stage.rows("slack_oauth_states") == []


async def test_only_what_the_manifest_asks_for_is_asked_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables of Slack's own tools do not add to it."""
    for name in ("SCOPES", "USER_SCOPES", "REDIRECT_URI", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "of-something-else")
    async with stage.serving():
        page = await stage.looks_up(URL(f"{PUBLIC}/slack/install"))
    target, cookie = URL(page.headers["Location"]), page.headers["Set-Cookie"]

    assert page.status == 302
    assert set(target.query["scope"].split(",")) == stage.slack.app.scopes
    assert target.query.get("user_scope", "") == ""
    assert target.query["redirect_uri"] == f"{PUBLIC}/slack/oauth_redirect"
    assert target.query["client_id"] == stage.slack.app.client_id
    for attribute in ("Secure", "HttpOnly", "Path=/"):
        assert attribute in cookie


async def test_what_this_browser_did_not_begin_is_refused(stage: Stage) -> None:
    """Nobody can be made to install the desk by a link that somebody else prepared."""
    async with stage.serving():
        begun = await begin(stage)
        refused = [
            await stage.opens("/slack/oauth_redirect?code=made-up"),
            await stage.opens("/slack/oauth_redirect?code=made-up&state=made-up"),
        ]
        stage.browser.cookie_jar.clear()
        refused.append(await stage.opens(begun.raw_path_qs))

    assert [page.status for page in refused] == [400] * 3
    assert all("was not installed" in page.text for page in refused)
    assert stage.rows("slack_bots") == []


async def test_what_was_never_or_already_begun_is_refused(stage: Stage) -> None:
    """Though the browser claims to have begun it: the desk knows, and each time counts once."""
    async with stage.serving():
        done = await stage.installs()
        states = {"made-up": "/slack/oauth_redirect?code=made-up&state=made-up"}
        states[done.address.query["state"]] = done.address.raw_path_qs
        for state, path in states.items():
            stage.claims(state)
            page = await stage.opens(path)
            assert page.status == 401
            assert "opened twice" in page.text

    assert len(stage.rows("slack_bots")) == 1


async def test_who_says_no_is_told_so(stage: Stage) -> None:
    """In calm words, with the way to begin again."""
    stage.slack.oauth.is_denied = True
    async with stage.serving():
        page = await stage.installs()

    assert page.status == 200
    assert "Somebody said no in Slack" in page.text
    assert 'href="/slack/install"' in page.text
    assert stage.rows("slack_bots") == []


async def test_a_workspace_that_is_not_named_gives_its_token_back(stage: Stage) -> None:
    """Strangers may find the page; they must not read the organisation's pages."""
    stage.slack.add_workspace("T0STRANGE", "Somebody else")
    async with stage.serving():
        page = await stage.installs("T0STRANGE")

    assert page.status == 403
    assert "does not serve your workspace" in page.text
    assert stage.rows("slack_bots") == []
    assert any(method == "auth.revoke" for method, _ in stage.slack.calls)


async def test_nobody_can_put_words_into_the_page(stage: Stage) -> None:
    """The reason stands in the address, which anybody may have written."""
    async with stage.serving():
        known = await stage.opens("/slack/oauth_redirect?error=org_login_required")
        foreign = await stage.opens("/slack/oauth_redirect?error=Call+555-0100+%3Cb%3Enow")

    assert "org_login_required" in known.text
    assert "555" not in foreign.text
    assert "was not installed" in foreign.text


@pytest.mark.parametrize("trouble", ["refused", "down", "gone"])
async def test_trouble_with_slack_is_told(stage: Stage, trouble: str) -> None:
    """Between its page and ours it is asked for the token; that may fail."""
    async with stage.serving():
        begun = await begin(stage)
        match trouble:
            case "refused":
                stage.slack.mischief.fail("oauth.v2.access", "invalid_code")
            case "down":
                stage.slack.mischief.break_down("oauth.v2.access")
            case _:
                await stage.slack.stop()
        with capture_logs() as logs:
            page = await stage.opens(begun.raw_path_qs)

    assert page.status in (401, 503)
    assert "was not installed" in page.text
    assert begun.query["code"] not in repr(logs)
    assert [line["event"] for line in logs if "slack" in line["event"]] == ["slack_not_installed"]


async def test_trouble_with_the_database_is_told(stage: Stage) -> None:
    """The person reads whose affair it is; the log says that it happened."""
    async with stage.serving():
        begun = await begin(stage)
        stage.execute("DROP TABLE slack_installations")
        page = await stage.opens(begun.raw_path_qs)
        stage.execute("DROP TABLE slack_oauth_states")
        first = await stage.installs()

    assert (page.status, first.status) == (500, 503)
    assert "could not keep it" in page.text
    assert "could not keep it" in first.text


async def test_states_that_nobody_came_back_with_are_forgotten(stage: Stage) -> None:
    """Anybody may open the page at which installing begins, as often as he likes."""
    async with stage.serving():
        await begin(stage)
        stage.execute("UPDATE slack_oauth_states SET expire_at = '2020-01-01 00:00:00.000000'")
        await begin(stage)

    assert len(stage.rows("slack_oauth_states")) == 1


# ---- Several ----------------------------------------------------------------------------


@pytest.mark.feature("Several organisations install it by themselves (OAuth)")
async def test_each_workspace_is_answered_with_its_own_token(stage: Stage) -> None:
    """Nothing that one is told or asks is to be seen in the other."""
    async with stage.serving():
        await stage.installs(HOME)
        await stage.installs(OTHER)
        await stage.asks(HOME, "Who runs payroll?")
        await stage.asks(OTHER, "When is payday?")

    home, other = (stage.slack.workspaces[team] for team in (HOME, OTHER))
    assert len({row["bot_token"] for row in stage.rows("slack_bots")}) == 2
    assert "Maria Chen" in " ".join(answers(home))
    assert "second Friday" in " ".join(answers(other))
    assert "second Friday" not in " ".join(answers(home))
    assert "Maria Chen" not in " ".join(answers(other))


async def test_a_workspace_that_did_not_install_is_not_answered(stage: Stage) -> None:
    """Though its events are signed by Slack."""
    with capture_logs() as logs:
        async with stage.serving() as service:
            await stage.installs(HOME)
            before = len(posted(stage.slack))
            carrier = await stage.carrier()
            answer = await carrier.post(carrier.signed(mention(stage, OTHER)))
            assert service.turns.line().running == 0

    assert answer.status == 200
    assert len(posted(stage.slack)) == before
    assert any(line["event"] == "slack_event_refused" for line in logs)


@pytest.mark.feature("It is removed, and may come back")
async def test_a_workspace_that_removes_the_desk_is_forgotten(stage: Stage) -> None:
    """Its tokens are deleted, its events not believed; the other goes on, and it may come back."""
    ann = stage.slack.teams[HOME].people.person("ann")
    async with stage.serving():
        await stage.installs(HOME)
        await stage.installs(OTHER)
        await stage.asks(HOME, "Who runs payroll?")
        await ann.uninstalls()
        await stage.slack.settled()
        assert {row["team_id"] for row in stage.rows("slack_bots")} == {OTHER}
        assert {row["team_id"] for row in stage.rows("slack_installations")} == {OTHER}

        before = len(answers(stage.slack.workspace))
        carrier = await stage.carrier()
        await carrier.post(carrier.signed(mention(stage, HOME)))
        await stage.asks(OTHER, "When is payday?")
        assert len(answers(stage.slack.workspace)) == before

        page = await stage.installs(HOME)
        assert page.status == 200
        await stage.asks(HOME, "When is payday?")


async def test_a_token_that_has_run_out_is_renewed(frontdesk: Installation) -> None:
    """After a night in which nobody asked, the first question is answered."""
    async with staged(frontdesk, rotates=True) as stage:
        async with stage.serving():
            await stage.installs()
        (before,) = stage.rows("slack_bots")
        stage.slack.oauth.expire(HOME)
        ended = time.strftime("%Y-%m-%d %H:%M:%S.000000", time.gmtime(time.time() - 3600))
        stage.execute("UPDATE slack_bots SET bot_token_expires_at = ?", ended)
        async with stage.serving():
            await stage.asks(HOME, "Who runs payroll?")

    (after,) = stage.rows("slack_bots")
    assert after["bot_token"] == stage.slack.app.bot_token != before["bot_token"]
    assert after["bot_refresh_token"] != before["bot_refresh_token"]


async def test_an_event_waits_until_the_token_can_be_renewed(frontdesk: Installation) -> None:
    """It is not acknowledged before; Slack brings it again."""
    async with staged(frontdesk, rotates=True) as stage:
        async with stage.serving():
            await stage.installs()
        stage.slack.oauth.expire(HOME)
        stage.execute("UPDATE slack_bots SET bot_token_expires_at = '2020-01-01 00:00:00.000000'")
        stage.slack.mischief.break_down("oauth.v2.access", times=2)
        async with stage.serving():
            await stage.asks(HOME, "Who runs payroll?")

    assert max(one.tries for one in stage.slack.deliveries.history) > 1
    assert stage.slack.deliveries.lost == []
