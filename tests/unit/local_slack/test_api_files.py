"""Pictures in the local Slack: announced, uploaded, shown, fetched."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.unit.local_slack.api_trial import trial


async def test_the_clients_helper_uploads_into_a_thread():
    """`files_upload_v2` of slack_sdk shows a picture in a thread with its comment."""
    async with trial() as one:
        root = await one.root()
        await one.client.files_upload_v2(
            content=b"\x89PNG",
            filename="waits.png",
            title="Waits",
            alt_txt="Waits today",
            channel=one.channel.id,
            thread_ts=root,
            initial_comment="Here",
        )
        await one.slack.shared()
        answer = one.channel.thread(root)[1]
        file = one.slack.workspace.files[answer.files[0]]
        assert (answer.text, file.content, file.alt_text) == ("Here", b"\x89PNG", "Waits today")
        assert one.events[-1]["subtype"] == "file_share"


async def test_the_app_fetches_a_file_with_its_token_only():
    """The private address wants the token; the one for people does not."""
    async with trial() as one:
        sent = await one.client.files_upload_v2(content="abc", filename="a.txt")
        file = (await one.client.files_info(file=sent["file"]["id"]))["file"]
        token = {"Authorization": f"Bearer {one.slack.app.bot_token}"}
        async with aiohttp.ClientSession() as session:
            async with session.get(file["url_private"]) as response:
                assert response.status == 401
            async with session.get(file["url_private"], headers=token) as response:
                assert await response.read() == b"abc"
            async with session.get(file["permalink"]) as response:
                assert await response.read() == b"abc"


async def test_what_was_not_uploaded_cannot_be_shown():
    """A file is complete only after its bytes have come."""
    async with trial() as one:
        begun = await one.client.files_getUploadURLExternal(filename="a.txt", length=3)
        files = [{"id": begun["file_id"]}]
        assert await one.refused("files.completeUploadExternal", files=files) == "file_not_found"


async def test_the_announced_length_holds():
    """Other bytes than were announced are refused."""
    async with trial() as one:
        begun = await one.client.files_getUploadURLExternal(filename="a.txt", length=3)
        async with (
            aiohttp.ClientSession() as session,
            session.post(begun["upload_url"], data=b"abcd") as response,
        ):
            assert response.status == 400


async def test_an_upload_address_is_not_asked_for_with_json():
    """`files.getUploadURLExternal` reads forms only."""
    async with trial() as one:
        arguments = {"filename": "a.txt", "length": 3}
        assert await one.refused("files.getUploadURLExternal", **arguments) == "invalid_arguments"


async def test_a_file_is_shown_after_the_answer():
    """The call is answered first, and only then the file's message appears."""
    async with trial() as one:
        one.slack.mischief.shares_files_after_seconds = 0.03
        sent = await one.client.files_upload_v2(
            content="abc", filename="a.txt", channel=one.channel.id
        )
        at_once = (await one.client.files_info(file=sent["file"]["id"]))["file"]
        assert (one.slack.seen("#general"), at_once["shares"]) == ([], {})
        await one.slack.shared()
        later = (await one.client.files_info(file=sent["file"]["id"]))["file"]
        [message] = one.slack.messages("#general")
        assert later["shares"]["public"][one.channel.id][0]["ts"] == message.ts


async def test_a_file_that_is_deleted_meanwhile_is_not_shown():
    """Nothing appears of what is not there any more."""
    async with trial() as one:
        sent = await one.client.files_upload_v2(
            content="abc", filename="a.txt", channel=one.channel.id
        )
        await one.client.files_delete(file=sent["file"]["id"])
        await one.slack.shared()
        assert one.slack.seen("#general") == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel_id": "C404"}, "channel_not_found"),
        ({"username": "Somebody"}, "missing_scope"),
        ({"thread_ts": "1700000000.000001"}, "thread_not_found"),
    ],
)
async def test_wrong_places_are_refused_at_once(arguments: dict, error: str):
    """What cannot be shown is not taken in the first place."""
    async with trial() as one:
        begun = await one.client.files_getUploadURLExternal(filename="a.txt", length=3)
        one.slack.workspace.files[begun["file_id"]].content = b"abc"
        place = {"files": [{"id": begun["file_id"]}], "channel_id": one.channel.id}
        assert await one.refused("files.completeUploadExternal", **{**place, **arguments}) == error


async def test_alternative_texts_have_an_end():
    """A description for the blind has a thousand characters at most."""
    async with trial() as one:
        with pytest.raises(SlackApiError) as refused:
            await one.client.files_getUploadURLExternal(
                filename="a.png", length=3, alt_txt="x" * 1001
            )
        assert refused.value.response["error"] == "alt_txt_too_large"
