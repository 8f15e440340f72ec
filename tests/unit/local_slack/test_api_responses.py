"""Response addresses of the local Slack, with the real client's webhook."""

from slack_sdk.webhook.async_client import AsyncWebhookClient, WebhookResponse

from tests.unit.local_slack.api_trial import Trial, trial


def _address(one: Trial, message_ts: str = "") -> AsyncWebhookClient:
    responses = one.slack.responses
    return AsyncWebhookClient(
        responses.new(channel=one.channel.id, user=one.ann.id, message_ts=message_ts)
    )


def _outcome(response: WebhookResponse) -> tuple[int, str]:
    return response.status_code, response.body


async def test_an_answer_is_private_unless_it_is_said_otherwise():
    """By default only the person who asked sees it."""
    async with trial() as one:
        address = _address(one)
        await address.send(text="Only you")
        await address.send(text="All", response_type="in_channel")
        assert one.slack.seen("#general") == ["frontdesk: All"]
        assert one.slack.seen("#general", by="ann")[0] == (
            "frontdesk (only visible to you): Only you"
        )


async def test_an_address_is_used_five_times():
    """The sixth time it is refused."""
    async with trial() as one:
        address = _address(one)
        outcomes = [_outcome(await address.send(text="a"))[0] for _ in range(6)]
        assert outcomes == [200] * 5 + [404]


async def test_an_address_holds_half_an_hour():
    """Later it is refused."""
    async with trial() as one:
        address = _address(one)
        one.clock.now += 30 * 60 + 1
        status, body = _outcome(await address.send(text="a"))
        assert status == 404
        assert "expired_url" in body


async def test_the_clicked_message_is_replaced():
    """`replace_original` changes the message that was clicked."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="Sure?")
        await _address(one, posted["ts"]).send(text="Done", replace_original=True)
        assert one.slack.seen("#general") == ["frontdesk: Done"]


async def test_the_clicked_message_is_deleted():
    """`delete_original` takes away the message that was clicked."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="Sure?")
        await _address(one, posted["ts"]).send(delete_original=True)
        assert one.slack.seen("#general") == []


async def test_an_answer_needs_no_membership():
    """A command is answered in a channel that the bot is not in."""
    async with trial() as one:
        one.channel.members.discard(one.slack.app.bot_user)
        assert (await _address(one).send(text="a")).status_code == 200


async def test_wrong_answers_are_refused():
    """An answer without content, and one with an unknown field, is refused."""
    async with trial() as one:
        address = _address(one)
        assert "no_text" in (await address.send(text="")).body
        assert "invalid_payload" in (await address.send_dict({"text": "a", "loud": True})).body
