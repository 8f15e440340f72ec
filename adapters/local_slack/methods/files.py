"""`files.*`: a picture is announced, uploaded, and shown in a channel.

Source: https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.methods.call import Call, Method, check_thread, open_channel
from adapters.local_slack.methods.content import Content, check_message_blocks
from adapters.local_slack.methods.posting import post, take_away
from adapters.local_slack.payloads import file_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import File, Json

_MOST_FILES = 10


def get_upload_url(call: Call) -> Json:
    """`files.getUploadURLExternal`."""
    length, name = int(call.arguments["length"]), call.text("filename")
    if length <= 0 or not name:
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] must be more than 0: length"])
    file = File(call.workspace.new_id("F"), name, name, call.text("alt_txt"))
    call.workspace.files[file.id] = file
    address = f"{call.workspace.address}/upload/{file.id}/{length}"
    return {"upload_url": address, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """`files.completeUploadExternal`: one message shows all files of a call."""
    files = [_uploaded(call, one) for one in call.arguments["files"]]
    if not 1 <= len(files) <= _MOST_FILES:
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] files [json-pointer:/files]"])
    for channel in _channels(call):
        _share(call, channel, files)
    for file, given in zip(files, call.arguments["files"], strict=True):
        file.title, file.is_complete = str(given.get("title") or file.name), True
    return {"files": [file_json(call.workspace, one) for one in files]}


def info(call: Call) -> Json:
    """`files.info`."""
    file = call.workspace.files.get(call.text("file"))
    if file is None or not file.is_complete:
        raise SlackRefusal("file_not_found")
    return {"file": file_json(call.workspace, file), "comments": []}


def delete(call: Call) -> Json:
    """`files.delete`: a message that showed nothing else goes with it."""
    file = call.workspace.files.pop(call.text("file"), None)
    if file is None:
        raise SlackRefusal("file_not_found")
    for channel in call.workspace.channels.values():
        for message in [one for one in channel.messages.values() if file.id in one.files]:
            message.files.remove(file.id)
            if not (message.files or message.text or message.blocks):
                take_away(call.workspace, channel, message)
    return {}


def _uploaded(call: Call, given: object) -> File:
    """A file whose bytes have come and that nobody has seen yet."""
    known = {"id", "title", "highlight_type"}
    if not isinstance(given, dict) or not isinstance(given.get("id"), str) or set(given) - known:
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] files [json-pointer:/files/0]"])
    file = call.workspace.files.get(given["id"])
    if file is None or not file.content or file.is_complete:
        raise SlackRefusal("file_not_found")
    return file


def _channels(call: Call) -> list[str]:
    """Ids of the channels that the files are shown in; none: they stay private."""
    named = call.text("channel_id") or call.text("channels")
    return [one for one in named.split(",") if one]


def _share(call: Call, channel_id: str, files: list[File]) -> None:
    call.arguments["channel_id"] = channel_id
    channel = open_channel(call, "channel_id")
    thread_ts = call.text("thread_ts")
    if thread_ts:
        check_thread(channel, thread_ts)
    blocks = list(call.arguments.get("blocks", []))
    check_message_blocks(blocks)
    for file in files:
        file.channel, file.thread_ts = channel.id, thread_ts
    post(
        call.workspace,
        channel,
        Content(call.text("initial_comment"), blocks),
        thread_ts=thread_ts,
        files=[one.id for one in files],
        subtype="file_share",
    )


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.delete": delete,
    "files.info": info,
}
