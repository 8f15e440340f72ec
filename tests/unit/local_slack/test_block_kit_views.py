"""Modals and the App Home: what the real Slack takes and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.block_kit import check_blocks, check_view
from adapters.local_slack.refusals import SlackRefusal

DIVIDER = {"type": "divider"}
QUESTION = {
    "type": "input",
    "label": {"type": "plain_text", "text": "Tone"},
    "element": {
        "type": "static_select",
        "options": [{"text": {"type": "plain_text", "text": "Short"}, "value": "short"}],
    },
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(**changed: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Settings"), "blocks": [DIVIDER], **changed}


def home(**changed: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": [DIVIDER], **changed}


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(
            blocks=[QUESTION],
            submit=plain("Save"),
            close=plain("Cancel"),
            callback_id="settings",
            private_metadata="{}",
            external_id="x",
            clear_on_close=False,
            notify_on_close=True,
        ),
        modal(blocks=[{"type": "alert", "level": "warning", "text": plain("Careful")}]),
        modal(blocks=[DIVIDER] * 100),
        home(callback_id="", private_metadata=""),
        json.dumps(home()),
    ],
)
def test_takes_what_the_documentation_shows(view: object) -> None:
    """A right view is taken."""
    check_view(view)


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (
            modal(title=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (
            modal(submit=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (modal(close=plain("")), "must be more than 0 characters [json-pointer:/view/close/text]"),
        (
            modal(callback_id="x" * 256),
            "must be less than 256 characters [json-pointer:/view/callback_id]",
        ),
        (
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (modal(blocks=[QUESTION]), "missing required field: submit [json-pointer:/view]"),
        (
            modal(blocks=[DIVIDER] * 101),
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
        (modal(blocks=[]), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
        (modal(blocks={}), "must provide an array [json-pointer:/view/blocks]"),
        (modal(blocks=[{}]), "missing required field: type [json-pointer:/view/blocks/0]"),
        (modal(state={}), "invalid additional property: state [json-pointer:/view]"),
        (home(title=plain("x")), "invalid additional property: title [json-pointer:/view]"),
        (
            {"type": "modal", "blocks": [DIVIDER]},
            "missing required field: title [json-pointer:/view]",
        ),
        ({"type": "page"}, "unsupported type: page [json-pointer:/view]"),
        ("{", "must provide an object [json-pointer:/view]"),
    ],
)
def test_says_what_is_wrong_and_where(view: object, message: str) -> None:
    """A wrong view is refused as wrong arguments, with a pointer to the place."""
    with pytest.raises(SlackRefusal) as caught:
        check_view(view)
    assert caught.value.error == "invalid_arguments"
    assert f"[ERROR] {message}" in caught.value.details["messages"]


def test_refuses_a_view_of_more_than_250_kilobytes() -> None:
    """A view has a size as a whole."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * 3000}}
    with pytest.raises(SlackRefusal, match="view_too_large"):
        check_view(home(blocks=[section] * 50))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "rows", "options", "title"]),
            inner
            | st.sampled_from(["section", "actions", "table", "rich_text", "modal", "mrkdwn"]),
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(anything)
def test_never_fails_in_another_way_than_by_refusing(value: object) -> None:
    """Whatever is sent is taken or refused."""
    for check in (lambda: check_blocks(value, surface="message"), lambda: check_view(value)):
        try:
            check()
        except SlackRefusal as refusal:
            assert refusal.error  # noqa: PT017
