"""Messages in few words, for tests of how they are read."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from adapters.local_slack.state import Message, Stream


def said(text: str = "", *blocks: dict[str, Any], streamed: bool = False) -> Message:
    return Message(
        ts="1.000001",
        channel="C1",
        user="U0",
        text=text,
        blocks=list(blocks),
        stream=Stream(began_at=0.0) if streamed else None,
    )


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def marked(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, **more}


def words(*spans: dict[str, Any] | str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": one} if isinstance(one, str) else one for one in spans]


def section(*spans: dict[str, Any] | str) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": words(*spans)}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


NOISE = st.lists(
    st.sampled_from(["<", ">", "!channel", "@U1", "|", "&", "lt;", "*", "_", "`", "```", "\n", " "])
    | st.text(max_size=4)
).map("".join)
