"""`files.*`: a picture is announced, uploaded, and shown in a channel a moment later.

Source: https://docs.slack.dev/messaging/working-with-files#uploading_files,
https://docs.slack.dev/reference/methods/files.completeUploadExternal
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from adapters.local_slack.methods.call import (
    Call,
    Method,
    check_customising,
    check_thread,
    open_channel,
)
from adapters.local_slack.methods.content import Content, check_message_blocks
from adapters.local_slack.methods.posting import post, take_away
from adapters.local_slack.payloads import file_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, File, Json

_MOST_FILES = 10
_MOST_CHANNELS = 100
_MOST_ALT_CHARACTERS = 1000


def get_upload_url(call: Call) -> Json:
    """`files.getUploadURLExternal`."""
    length, name = int(call.arguments["length"]), call.text("filename")
    if length <= 0 or not name:
        raise SlackRefusal("missing_argument")
    if len(call.text("alt_txt")) > _MOST_ALT_CHARACTERS:
        raise SlackRefusal("alt_txt_too_large")
    file = File(call.workspace.new_id("F"), name, name, call.text("alt_txt"))
    call.workspace.files[file.id] = file
    address = f"{call.workspace.address}/upload/{file.id}/{length}"
    return {"upload_url": address, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """`files.completeUploadExternal`: one message shows all files of a call, after the answer.

    Source: https://github.com/slackapi/bolt-js/issues/2115
    """
    check_customising(call)
    files = [_uploaded(call, one) for one in call.arguments["files"]]
    if not 1 <= len(files) <= _MOST_FILES:
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] files [json-pointer:/files]"])
    channels, content = _places(call), _content(call)
    for file, given in zip(files, call.arguments["files"], strict=True):
        file.title, file.is_complete = str(given.get("title") or file.name), True
    share = partial(_share, call, files, channels, content)
    if channels:
        call.later.after(call.mischief.shares_files_after_seconds, share)
    return {"files": [{"id": one.id, "title": one.title} for one in files]}


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


def _places(call: Call) -> list[Channel]:
    """The channels that the files are shown in; none: they stay private."""
    named = call.text("channel_id") or call.text("channels")
    wanted = [one for one in named.split(",") if one]
    if len(wanted) > _MOST_CHANNELS:
        raise SlackRefusal("channels_limit_exceeded")
    thread_ts = call.text("thread_ts")
    if thread_ts and len(wanted) > 1:
        raise SlackRefusal(
            "invalid_arguments", messages=["[ERROR] one channel [json-pointer:/thread_ts]"]
        )
    channels = [_place(call, one) for one in wanted]
    for channel in channels if thread_ts else ():
        check_thread(channel, thread_ts)
    return channels


def _place(call: Call, wanted: str) -> Channel:
    """`channels` may name people as well."""
    user = call.workspace.users.get(wanted)
    if user is not None and not user.bot_id:
        return call.workspace.direct(user.id)
    call.arguments["channel_id"] = wanted
    return open_channel(call, "channel_id")


def _content(call: Call) -> Content:
    """What the message says beside its files: blocks are ignored where there is a comment."""
    comment = call.text("initial_comment")
    blocks = [] if comment else list(call.arguments.get("blocks", []))
    check_message_blocks(blocks)
    return Content(comment, blocks)


def _share(call: Call, files: list[File], channels: list[Channel], content: Content) -> None:
    """Show the files that nobody has deleted meanwhile."""
    thread_ts = call.text("thread_ts")
    left = [one for one in files if one.id in call.workspace.files]
    for channel in channels if left else ():
        for file in left:
            file.channel, file.thread_ts = channel.id, thread_ts
        post(
            call.workspace,
            channel,
            content,
            thread_ts=thread_ts,
            files=[one.id for one in left],
            subtype="file_share",
        )


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.delete": delete,
    "files.info": info,
}
