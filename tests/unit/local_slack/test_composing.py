"""Tests of what the composer makes of what people type."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.composing import compose, escape
from adapters.local_slack.state import App, Workspace
from tests.fakes.slack_manifest import slack_manifest


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(app=App(manifest=slack_manifest()))
    made.add_user("ann.lee")
    made.add_channel("general", set())
    return made


def parts(blocks: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(one["type"], one["elements"]) for block in blocks for one in block["elements"]]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@frontdesk hello", "<@U0FRONTDESK> hello"),
        ("hello @ann.lee.", "hello <@U000000001>."),
        ("see #general", "see <#C000000002|general>"),
        ("see #nowhere and @nobody", "see #nowhere and @nobody"),
        ("a < b & b > c", "a &lt; b &amp; b &gt; c"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("@here", "<!here>"),
        ("https://example.org/a?b=1&c=2.", "<https://example.org/a?b=1&amp;c=2>."),
        ("www.example.org", "<http://www.example.org|www.example.org>"),
        ("mail ann@example.org", "mail <mailto:ann@example.org|ann@example.org>"),
        ("`a < b`", "`a &lt; b`"),
        ("> quoted", "&gt; quoted"),
    ],
)
def test_text_is_sent_as_slack_writes_it(workspace: Workspace, typed: str, sent: str) -> None:
    """Names, addresses and the three special characters become mrkdwn."""
    assert compose(typed, workspace).text == sent


def test_rich_text_names_people_and_channels(workspace: Workspace) -> None:
    """Blocks hold mentions and channels as elements of their own."""
    [(kind, elements)] = parts(compose("@frontdesk see #general", workspace).blocks)

    assert kind == "rich_text_section"
    assert [one["type"] for one in elements] == ["user", "text", "channel"]


def test_rich_text_has_styles(workspace: Workspace) -> None:
    """Bold, italic, struck and code text is marked."""
    [(_, elements)] = parts(compose("*b* _i_ ~s~ `c`", workspace).blocks)

    styles = [one["style"] for one in elements if "style" in one]
    assert styles == [{"bold": True}, {"italic": True}, {"strike": True}, {"code": True}]


def test_rich_text_keeps_quotes_and_code_apart(workspace: Workspace) -> None:
    """Quotes and fenced code stand in parts of their own."""
    kinds = [kind for kind, _ in parts(compose("hi\n> one\n> two\n```x = 1```", workspace).blocks)]

    assert kinds == ["rich_text_section", "rich_text_quote", "rich_text_preformatted"]


def test_nothing_typed_has_no_blocks(workspace: Workspace) -> None:
    """Empty text sends no block."""
    assert compose("", workspace).blocks == []


@given(st.text())
def test_nothing_typed_can_hold_a_bare_angle(typed: str) -> None:
    """Whatever is typed, an opening angle is escaped or one that the composer wrote itself."""
    workspace = Workspace(app=App(manifest=slack_manifest()))

    text = compose(typed, workspace).text

    assert text.count("<") == text.count(">")
    assert "<@U1" not in text


@given(st.text())
def test_escaping_can_be_undone(text: str) -> None:
    """Escaping loses nothing."""
    undone = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert undone == text
