"""Tests of installing by OAuth, with the vendor's flow where there is one."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot, FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters.local_slack.server import LocalSlack
from tests.fakes.slack_manifest import slack_manifest

REDIRECT = "https://desk.example.org/slack/oauth_redirect"


def manifest(*, rotates: bool = False) -> dict[str, Any]:
    made = slack_manifest()
    made["oauth_config"]["redirect_urls"] = ["https://desk.example.org/"]
    made["settings"]["token_rotation_enabled"] = rotates
    return made


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest=manifest(rotates=True)) as made:
        made.app.is_installed = False
        yield made


def client(slack: LocalSlack, token: str = "") -> AsyncWebClient:
    return AsyncWebClient(token, base_url=f"{slack.url}/api/")


async def asked(slack: LocalSlack, **query: str) -> tuple[int, URL]:
    """The status of the page that asks, and where it leads."""
    full = {
        "client_id": slack.app.client_id,
        "scope": "chat:write,commands",
        "state": "s1",
        "redirect_uri": REDIRECT,
        **query,
    }
    async with (
        ClientSession() as session,
        session.get(
            URL(f"{slack.url}/oauth/v2/authorize").with_query(full), allow_redirects=False
        ) as response,
    ):
        return response.status, URL(response.headers.get("Location", ""))


async def installed(slack: LocalSlack, team: str = "T0LOCAL") -> dict[str, Any]:
    """What the app is given once it is installed in a workspace."""
    _, target = await asked(slack, team=team)
    answer = await exchange(slack, target.query["code"])
    assert isinstance(answer.data, dict)
    return answer.data


async def exchange(slack: LocalSlack, code: str, **changed: str) -> Any:
    arguments = {
        "client_id": slack.app.client_id,
        "client_secret": slack.app.client_secret,
        "code": code,
        "redirect_uri": REDIRECT,
        **changed,
    }
    return await client(slack).oauth_v2_access(**arguments)


async def refused(slack: LocalSlack, code: str, **changed: str) -> str:
    with pytest.raises(SlackApiError) as raised:
        await exchange(slack, code, **changed)
    return str(raised.value.response["error"])


async def test_the_page_sends_back_a_code_and_the_state(slack: LocalSlack) -> None:
    """Whoever opens the page agrees, and comes back with a code."""
    status, target = await asked(slack)

    assert status == 302
    assert str(target).startswith(REDIRECT)
    assert target.query["state"] == "s1"
    assert target.query["code"]


async def test_somebody_may_say_no(slack: LocalSlack) -> None:
    """Then the app hears access_denied."""
    slack.oauth.is_denied = True

    _, target = await asked(slack)

    assert dict(target.query) == {"error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "2.2"},
        {"redirect_uri": "https://elsewhere.example.org/"},
        {"scope": "admin"},
        {"scope": ""},
        {"team": "T0NOBODY"},
    ],
)
async def test_the_page_refuses_what_slack_refuses(
    slack: LocalSlack, wrong: dict[str, str]
) -> None:
    """A wrong client, address, scope or workspace shows an error instead."""
    status, _ = await asked(slack, **wrong)

    assert status == 400


async def test_a_code_is_exchanged_for_a_token_that_works(slack: LocalSlack) -> None:
    """The answer holds the bot token, the team and the bot."""
    given = await installed(slack)

    assert given["team"] == {"id": "T0LOCAL", "name": slack.workspace.name}
    assert (given["bot_user_id"], given["scope"]) == ("U0FRONTDESK", "chat:write,commands")
    assert (await client(slack, given["access_token"]).auth_test())["team_id"] == "T0LOCAL"


async def test_each_workspace_has_a_token_of_its_own(slack: LocalSlack) -> None:
    """The same app is installed twice, and each token speaks in its own workspace."""
    slack.add_workspace("T0OTHER", "Other Clinic")

    here, there = await installed(slack), await installed(slack, "T0OTHER")

    assert here["bot_user_id"] != there["bot_user_id"]
    answer = await client(slack, there["access_token"]).auth_test()
    assert (answer["team_id"], answer["team"]) == ("T0OTHER", "Other Clinic")


async def test_a_code_holds_once(slack: LocalSlack) -> None:
    """The second exchange is refused."""
    _, target = await asked(slack)
    await exchange(slack, target.query["code"])

    assert await refused(slack, target.query["code"]) == "code_already_used"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "2.2"}, "invalid_client_id"),
        ({"client_secret": "guess"}, "bad_client_secret"),
        ({"redirect_uri": "https://desk.example.org/other"}, "bad_redirect_uri"),
        ({"code": "guess"}, "invalid_code"),
        ({"grant_type": "password"}, "invalid_grant_type"),
    ],
)
async def test_a_wrong_exchange_is_refused(
    slack: LocalSlack, changed: dict[str, str], error: str
) -> None:
    """Each mistake has its own error."""
    _, target = await asked(slack)

    assert await refused(slack, **{"code": target.query["code"], **changed}) == error


async def test_the_vendors_rotator_renews_tokens(slack: LocalSlack) -> None:
    """The new token works, the old one until it expires, and the refresh token holds once."""
    given = await installed(slack)
    rotator = AsyncTokenRotator(
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        client=client(slack),
    )
    store_bot = _bot(given)

    renewed = await rotator.perform_bot_token_rotation(
        bot=store_bot, minutes_before_expiration=24 * 60
    )

    assert renewed is not None
    assert renewed.bot_token != given["access_token"]
    assert (await client(slack, renewed.bot_token).auth_test())["ok"]
    assert (await client(slack, given["access_token"]).auth_test())["ok"]
    again = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert await refused(slack, "", **again) == "invalid_refresh_token"


def _bot(given: dict[str, Any]) -> Any:
    return Bot(
        team_id=given["team"]["id"],
        bot_token=given["access_token"],
        bot_id="B0FRONTDESK",
        bot_user_id=given["bot_user_id"],
        bot_refresh_token=given["refresh_token"],
        bot_token_expires_in=given["expires_in"],
        installed_at=0.0,
    )


async def test_an_expired_token_is_refused(slack: LocalSlack) -> None:
    """After its hours a token is refused as expired."""
    given = await installed(slack)
    slack.oauth.expire("T0LOCAL")

    with pytest.raises(SlackApiError) as raised:
        await client(slack, given["access_token"]).auth_test()

    assert raised.value.response["error"] == "token_expired"


async def test_a_removed_app_has_no_token(slack: LocalSlack) -> None:
    """After removal the token is refused, also once the app is installed again."""
    given = await installed(slack)
    await slack.person("ann").uninstalls()
    await installed(slack)

    with pytest.raises(SlackApiError) as raised:
        await client(slack, given["access_token"]).auth_test()

    assert raised.value.response["error"] == "account_inactive"


async def test_the_vendors_flow_installs_the_app(slack: LocalSlack, tmp_path: Any) -> None:
    """Bolt's own pages lead through the installation, and its store has the token."""
    store = FileInstallationStore(base_dir=str(tmp_path / "installations"))
    app = AsyncApp(
        signing_secret=slack.app.signing_secret,
        client=client(slack),
        oauth_settings=AsyncOAuthSettings(
            client_id=slack.app.client_id,
            client_secret=slack.app.client_secret,
            scopes=["chat:write", "commands"],
            authorization_url=f"{slack.url}/oauth/v2/authorize",
            installation_store=store,
            state_store=FileOAuthStateStore(
                expiration_seconds=600, base_dir=str(tmp_path / "states")
            ),
            install_page_rendering_enabled=False,
        ),
    )
    application = web.Application()

    async def handle(request: web.Request) -> web.Response:
        flow = app.oauth_flow
        assert flow is not None
        is_start = request.path == flow.install_path
        step = flow.handle_installation if is_start else flow.handle_callback
        return await to_aiohttp_response(await step(await to_bolt_request(request)))

    application.router.add_get("/slack/{step}", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here = f"http://127.0.0.1:{runner.addresses[0][1]}"
    slack.app.manifest["oauth_config"]["redirect_urls"] = [f"{here}/slack/oauth_redirect"]

    async with (
        ClientSession(cookie_jar=_Jar(unsafe=True)) as browser,
        browser.get(f"{here}/slack/install") as page,
    ):
        status = page.status
    await runner.cleanup()

    assert status == 200
    installation = await store.async_find_bot(enterprise_id=None, team_id="T0LOCAL")
    assert installation is not None
    assert installation.bot_token == slack.app.bot_token


class _Jar(CookieJar):
    """Sends cookies marked as secure over plain HTTP as well, as browsers do on this machine."""

    def filter_cookies(self, request_url: URL) -> Any:  # type: ignore[override]
        return super().filter_cookies(request_url.with_scheme("https"))
