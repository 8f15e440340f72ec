"""What the local Slack's Web API refuses before a method is even looked at, and what goes wrong."""

import time

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.local_slack.api_trial import trial


async def test_the_clients_own_greeting_is_answered():
    """`auth.test` says who the app is."""
    async with trial() as one:
        answer = await one.client.auth_test()
        assert (answer["user_id"], answer["team_id"]) == ("U0FRONTDESK", "T0LOCAL")


async def test_an_unknown_method_is_refused():
    """A method that Slack does not have is `unknown_method`."""
    async with trial() as one:
        assert await one.refused("chat.shout") == "unknown_method"


async def test_an_unknown_argument_is_named():
    """A mistyped argument is refused, with its name."""
    async with trial() as one:
        answer = await one.answer("chat.postMessage", channel="C1", txet="hi")
        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"]["messages"] == ["[ERROR] unknown argument: txet"]


async def test_a_missing_argument_is_named():
    """A required argument that is not there is refused, with its name."""
    async with trial() as one:
        answer = await one.answer("chat.postMessage", text="hi")
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] missing required field: channel"
        ]


async def test_an_argument_of_another_kind_is_named():
    """An object where text belongs is refused."""
    async with trial() as one:
        answer = await one.answer("chat.postMessage", channel={"id": "C1"}, text="hi")
        assert "[json-pointer:/channel]" in answer["response_metadata"]["messages"][0]


async def test_reading_methods_do_not_look_at_json():
    """A reading method that is called with JSON misses its arguments, as with Slack."""
    async with trial() as one:
        wrong = await one.answer("conversations.info", channel=one.channel.id)
        assert wrong["error"] == "invalid_arguments"
        right = await one.client.conversations_info(channel=one.channel.id)
        assert right["channel"]["name"] == "general"


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", "not_authed"),
        ("xoxb-other", "invalid_auth"),
        ("xapp-local-1", "not_allowed_token_type"),
    ],
)
async def test_tokens_are_checked(token: str, error: str):
    """No token, another workspace's and the app's own are refused, each in its way."""
    async with trial() as one:
        client = AsyncWebClient(token=token, base_url=f"{one.slack.url}/api/")
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=one.channel.id, text="hi")
        assert refused.value.response["error"] == error


async def test_a_socket_wants_the_apps_token():
    """`apps.connections.open` takes the app's token, and no bot's."""
    async with trial() as one:
        assert await one.refused("apps.connections.open") == "not_allowed_token_type"
        opened = await one.client.apps_connections_open(app_token=one.slack.app.app_token)
        assert opened["url"].startswith("ws://127.0.0.1:")


async def test_a_removed_app_is_told_so():
    """After the app was removed its token is that of an inactive account."""
    async with trial() as one:
        await one.slack.person("ann").uninstalls()
        assert await one.refused("auth.test") == "account_inactive"


async def test_a_revoked_token_is_over():
    """After `auth.revoke` the token is refused."""
    async with trial() as one:
        assert (await one.client.auth_revoke())["revoked"]
        assert await one.refused("auth.test") == "token_revoked"


async def test_a_missing_scope_is_named():
    """What scope is needed, and what was provided, stands in the refusal."""
    async with trial(without="chat:write") as one:
        answer = await one.answer("chat.postMessage", channel=one.channel.id, text="hi")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
        assert "users:read" in answer["provided"].split(",")


async def test_history_needs_the_scope_of_its_kind_of_channel():
    """Reading a public channel needs another scope than a direct message."""
    async with trial(without="channels:history") as one:
        with pytest.raises(SlackApiError) as refused:
            await one.client.conversations_history(channel=one.channel.id)
        assert refused.value.response["needed"] == "channels:history"


async def test_calls_are_recorded_with_their_arguments():
    """Every call is kept, refused or not, without its token."""
    async with trial() as one:
        await one.client.chat_postMessage(channel=one.channel.id, text="hi", blocks="[]")
        await one.answer("chat.update", channel="C1", nonsense=1)
        assert one.slack.calls == [
            ("chat.postMessage", {"channel": one.channel.id, "text": "hi", "blocks": []}),
            ("chat.update", {"channel": "C1", "nonsense": 1}),
        ]


async def test_a_failing_method_fails_as_often_as_was_asked():
    """Mischief refuses the next calls of a method, then ends."""
    async with trial() as one:
        one.slack.mischief.fail("auth.test", "internal_error", times=2)
        answers = [await one.refused("auth.test") for _ in range(3)]
        assert answers == ["internal_error", "internal_error", ""]


async def test_limited_calls_say_when_to_try_again():
    """429 carries Retry-After."""
    async with trial() as one:
        one.slack.mischief.limit_rate("auth.test", retry_after=7)
        with pytest.raises(SlackApiError) as refused:
            await one.client.auth_test()
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "7"


async def test_a_broken_call_has_no_effect():
    """A call that breaks down posts nothing."""
    async with trial() as one:
        one.slack.mischief.break_down("chat.postMessage")
        with pytest.raises(SlackApiError):
            await one.client.chat_postMessage(channel=one.channel.id, text="hi")
        assert one.slack.seen("#general") == []


async def test_a_lost_answer_hides_an_effect():
    """A call whose answer is lost has posted all the same."""
    async with trial() as one:
        one.slack.mischief.lose_answer("chat.postMessage")
        with pytest.raises(SlackApiError):
            await one.client.chat_postMessage(channel=one.channel.id, text="hi")
        assert one.slack.seen("#general") == ["frontdesk: hi"]


async def test_posting_is_limited_to_one_a_second_after_a_burst():
    """With limits on, the sixth post at once has to wait, and may go later."""
    async with trial(is_limited=True) as one:
        for _ in range(5):
            await one.client.chat_postMessage(channel=one.channel.id, text="hi")
        answer = await one.answer("chat.postMessage", channel=one.channel.id, text="hi")
        assert answer["error"] == "ratelimited"
        one.clock.now += 5
        assert await one.refused("chat.postMessage", channel=one.channel.id, text="hi") == ""


async def test_a_token_speaks_for_its_own_workspace():
    """Another workspace's token sees that one's people, and none of this one's channels."""
    async with trial() as one:
        other = one.slack.add_workspace("T0OTHER", "Other Clinic", is_installed=True)
        client = AsyncWebClient(token=other.app.bot_token, base_url=f"{one.slack.url}/api/")
        assert (await client.auth_test())["team_id"] == "T0OTHER"
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=one.channel.id, text="hi")
        assert refused.value.response["error"] == "channel_not_found"


async def test_a_slow_call_takes_effect_late():
    """A call that is slow is answered, only later."""
    async with trial() as one:
        one.slack.mischief.slow("auth.test", 0.02)
        began = time.monotonic()
        await one.client.auth_test()
        assert time.monotonic() - began >= 0.02


async def test_the_scopes_come_with_every_answer():
    """As Slack does, which Bolt reads them from."""
    async with trial() as one:
        answer = await one.client.auth_test()
        assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")
