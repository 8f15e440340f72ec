"""One message with all that is known around it."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams.listening.scene import Scene
from adapters.teams.taking_in.payloads import HeardActivity
from core.chatting.addressing import Verdict, judge

DESK = "28:desk"
CHANNEL, GROUP, PERSONAL = "19:c@thread.tacv2", "19:g@thread.v2", "a:p"
_KINDS = {CHANNEL: "channel", GROUP: "groupChat", PERSONAL: "personal"}


def message(text: str, chat: str = CHANNEL, root: str = "", **changes: Any) -> HeardActivity:
    conversation = f"{chat};messageid={root}" if root else chat
    named = {"type": "mention", "text": "<at>desk</at>", "mentioned": {"id": DESK}}
    return HeardActivity.model_validate(
        {
            "type": "message",
            "id": "1700000000001",
            "text": text,
            "from": {"id": "29:ann", "name": "Ann"},
            "recipient": {"id": DESK, "name": "desk"},
            "conversation": {"id": conversation, "conversationType": _KINDS[chat], "tenantId": "t"},
            "entities": [named] if "<at>desk</at>" in text else [],
            **changes,
        }
    )


def verdict(text: str, chat: str = CHANNEL, *, is_talk: bool = False, **changes: Any) -> Verdict:
    return judge(Scene(message(text, chat, **changes), is_talk=is_talk).heard())


def test_a_mention_is_answered() -> None:
    """Wherever it stands."""
    assert verdict("<at>desk</at> how?") is Verdict.ANSWER
    assert verdict("<at>desk</at> how?", GROUP) is Verdict.ANSWER


def test_everything_in_a_personal_chat_is_for_the_desk() -> None:
    """Without a mention."""
    assert verdict("lost badge", PERSONAL) is Verdict.ANSWER


def test_another_bot_is_never_answered() -> None:
    """Two bots would talk for ever."""
    sender: dict[str, Any] = {"from": {"id": "28:other"}}
    assert judge(Scene(message("<at>desk</at> how?", **sender)).heard()) is Verdict.IGNORE


@pytest.mark.parametrize(
    "attachment",
    [
        {"contentType": "image/png"},
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": {}},
        {"contentType": "text/html", "content": '<img src="https://x.example/y">'},
    ],
)
def test_a_picture_alone_is_refused_with_a_reason(attachment: Any) -> None:
    """As are files and cards."""
    found = verdict("", PERSONAL, attachments=[attachment])
    assert found is Verdict.REFUSE_WITHOUT_TEXT


def test_text_as_html_is_nothing_more() -> None:
    """A bare mention comes with it, and says hello."""
    html = {"contentType": "text/html", "content": "<p>desk</p>"}
    assert verdict("<at>desk</at>", attachments=[html]) is Verdict.ANSWER


def test_a_reply_in_a_channel_is_weighed_in_its_thread() -> None:
    """Who has spoken there tells."""
    assert verdict("and then?", root="1700000000000") is Verdict.WEIGH_IN_THREAD


def test_in_a_group_chat_only_a_talk_with_the_desk_is_weighed() -> None:
    """What others say to each other is like the top of a channel."""
    question = "where do I get a badge?"
    assert verdict(question, GROUP) is Verdict.ANSWER_IF_WANTED
    assert verdict(question, GROUP, is_talk=True) is Verdict.WEIGH_IN_THREAD


def test_calling_a_tag_is_calling_others() -> None:
    """They were asked, not the desk."""
    tag = {"type": "mention", "text": "<at>Nurses</at>", "mentioned": {"id": "MTY=", "type": "tag"}}
    text = "<at>Nurses</at> where do I get a badge?"
    assert verdict(text, root="1700000000000", entities=[tag]) is Verdict.IGNORE


def test_the_answer_goes_into_the_thread_of_the_message() -> None:
    """Which a message at the top opens."""
    place = Scene(message("<at>desk</at> how?")).place(is_unasked=False)
    assert (place.chat, place.root, place.question_id) == (
        CHANNEL,
        "1700000000001",
        "1700000000001",
    )


def test_a_message_has_one_name_however_often_it_comes() -> None:
    """Its chat's and its own."""
    assert Scene(message("hi", root="1")).event_id == f"message:{CHANNEL}:1700000000001"
