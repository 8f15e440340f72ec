"""Pictures in the local Slack: announced, uploaded, shown, fetched."""

import aiohttp

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
