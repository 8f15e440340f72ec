"""Reading activities as Teams sends them, and as nobody should."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.payloads import CommandUse, HeardActivity
from adapters.teams.taking_in.reading import PostedActivity, read_activity

MESSAGE = {
    "type": "message",
    "id": "1700000000001",
    "text": "<at>frontdesk</at> hello",
    "serviceUrl": "https://smba.example/emea/",
    "from": {"id": "29:ann", "name": "Ann", "aadObjectId": "aad-ann"},
    "recipient": {"id": "28:desk", "name": "frontdesk"},
    "conversation": {
        "id": "19:general@thread.tacv2;messageid=1700000000000",
        "conversationType": "channel",
        "tenantId": "tenant",
        "isGroup": True,
    },
    "channelData": {"team": {"id": "19:team@thread.tacv2"}, "tenant": {"id": "tenant"}},
    "entities": [
        {
            "type": "mention",
            "text": "<at>frontdesk</at>",
            "mentioned": {"id": "28:desk", "name": "frontdesk"},
        }
    ],
    "attachments": [{"contentType": "text/html", "content": "<p>hello</p>"}],
}


def read(**changes: Any) -> HeardActivity:
    """As it is posted."""
    return read_activity(PostedActivity({**MESSAGE, **changes}))


def in_chat(chat: str, kind: str | None = None, **changes: Any) -> HeardActivity:
    told = {"id": chat, "tenantId": "tenant", "conversationType": kind}
    return read(conversation=told, channelData={}, **changes)


def test_an_activity_is_read_whole() -> None:
    heard = read()
    assert heard.tenant == "tenant"
    assert heard.mentions[0].mentioned.id == "28:desk"
    assert (heard.sender.id, heard.sender.aad, heard.team) == (
        "29:ann",
        "aad-ann",
        "19:team@thread.tacv2",
    )
    assert heard.html == "<p>hello</p>"


def test_a_reply_in_a_channel_stands_in_its_thread() -> None:
    """The conversation's id names the root."""
    assert read().spot.conversation_id == "19:general@thread.tacv2;messageid=1700000000000"


def test_a_message_at_the_top_of_a_channel_opens_a_thread() -> None:
    """Of its own id, where Teams names no other."""
    assert in_chat("19:general@thread.tacv2", "channel").spot.root == "1700000000001"


@pytest.mark.parametrize(("kind", "chat"), [("personal", "a:x"), ("groupChat", "19:x@thread.v2")])
def test_chats_have_no_threads(kind: str, chat: str) -> None:
    """Whatever their ids say."""
    assert in_chat(f"{chat};messageid=1", kind).spot.root == ""


@pytest.mark.parametrize(
    ("chat", "kind"),
    [
        ("19:x@thread.tacv2", ChatKind.CHANNEL),
        ("19:x@thread.v2", ChatKind.GROUP),
        ("a:x", ChatKind.PERSONAL),
    ],
)
def test_a_kind_that_is_not_told_is_seen_by_the_id(chat: str, kind: ChatKind) -> None:
    """Teams leaves it out now and then."""
    assert in_chat(chat).kind is kind


@pytest.mark.parametrize(
    ("attachments", "has_files"),
    [
        ([{"contentType": "text/html", "content": "<p>x</p>"}], False),
        ([{"contentType": "image/png", "contentUrl": "https://x.example/y"}], True),
        ([{"contentType": "application/vnd.microsoft.teams.file.download.info"}], True),
        ([], False),
        (None, False),
    ],
)
def test_html_is_no_file(attachments: Any, has_files: bool) -> None:  # noqa: FBT001
    """Teams adds the text as HTML to every message."""
    assert read(attachments=attachments).has_files is has_files


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ({"frontdesk": "stop"}, {"frontdesk": "stop"}),
        ({"data": {"frontdesk": "stop"}, "context": {}}, {"frontdesk": "stop"}),
        (
            {"action": {"type": "Action.Execute", "data": {"frontdesk": "stop"}}},
            {"frontdesk": "stop"},
        ),
        (None, {}),
        ("text", {}),
        ([1], {}),
    ],
)
def test_what_a_button_carries_is_found(value: Any, data: dict[str, str]) -> None:
    """Whichever way it was pressed."""
    assert read(value=value).data == data


@pytest.mark.parametrize(
    ("sender", "is_bot"),
    [({"id": "28:other"}, True), ({"id": "29:x", "role": "bot"}, True), ({"id": "29:x"}, False)],
)
def test_programs_are_recognised(sender: dict[str, str], is_bot: bool) -> None:  # noqa: FBT001
    """By their role or their id."""
    assert read(**{"from": sender}).sender.is_bot is is_bot


@pytest.mark.parametrize(
    ("theirs", "is_elsewhere"), [("another", True), ("tenant", False), (None, False)]
)
def test_who_belongs_to_another_tenant_than_the_chat(
    theirs: str | None,
    is_elsewhere: bool,  # noqa: FBT001
) -> None:
    """Where Teams tells both."""
    assert read(channelData={"tenant": {"id": theirs}}).is_from_elsewhere is is_elsewhere


def test_nulls_read_as_empty() -> None:
    """Teams sends them where there is nothing."""
    heard = HeardActivity.model_validate(
        {
            "type": "message",
            "from": None,
            "conversation": {"id": "a:x", "tenantId": None},
            "channelData": {"team": None, "tenant": {"id": None}},
            "entities": None,
            "attachments": None,
        }
    )
    assert (heard.sender.id, heard.tenant, heard.team) == ("", "", "")


def test_what_cannot_be_read_is_refused() -> None:
    """As one fault, whatever is wrong."""
    with pytest.raises(ValidationError):
        HeardActivity.model_validate({"type": "message", "conversation": "19:x"})


def test_a_message_that_something_is_chosen_on_is_read() -> None:
    """With its author, who is a person or an application."""
    use = CommandUse.model_validate(
        {
            "commandId": "answer_this",
            "messagePayload": {
                "id": "1700000000001",
                "replyToId": None,
                "from": {"user": {"id": "aad-ann", "displayName": "Ann"}, "application": None},
                "body": {"contentType": "html", "content": "<p>How?</p>"},
                "mentions": [],
            },
        }
    )
    assert use.message.sender.user.id == "aad-ann"
    assert use.message.sender.application.id == ""
    assert use.message.body.content == "<p>How?</p>"


def test_capitals_in_a_tenant_do_not_count() -> None:
    """Neither for what is kept, nor for who comes from elsewhere."""
    told = {"id": "a:1", "tenantId": "TENANT-a", "conversationType": "personal"}
    heard = read(conversation=told, channelData={"tenant": {"id": "Tenant-A"}})
    assert (heard.tenant, heard.spot.tenant) == ("tenant-a", "tenant-a")
    assert not heard.is_from_elsewhere
