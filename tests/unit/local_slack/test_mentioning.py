"""What in a message leads elsewhere or notifies somebody."""

from __future__ import annotations

import pytest
from hypothesis import given

from adapters.local_slack.reading import broadcasts_of, links_of, mentions_of
from adapters.local_slack.state import Message
from tests.unit.local_slack.reading_words import (
    NOISE,
    escaped,
    marked,
    plain,
    rich,
    said,
    section,
)


def test_finds_links_wherever_they_are() -> None:
    """Links in mrkdwn, Markdown, rich text, buttons and bare addresses are found."""
    message = said(
        "fallback <https://0.example>",
        {"type": "section", "text": marked("<https://1.example|one> https://2.example/a.")},
        {"type": "section", "text": marked("https://no.example", verbatim=True)},
        {"type": "markdown", "text": "[three](https://3.example) https://4.example"},
        rich(
            section(
                {"type": "link", "url": "https://5.example", "text": "five"}, "https://no.example"
            )
        ),
        {
            "type": "actions",
            "elements": [{"type": "button", "text": plain("Six"), "url": "https://6.example"}],
        },
    )
    assert links_of(message) == [
        ("one", "https://1.example"),
        ("https://2.example/a", "https://2.example/a"),
        ("three", "https://3.example"),
        ("https://4.example", "https://4.example"),
        ("five", "https://5.example"),
        ("Six", "https://6.example"),
    ]


@pytest.mark.parametrize(
    ("message", "mentioned"),
    [
        (said("<@U1> <!channel> <!subteam^S1>"), ["U1", "!channel", "S1"]),
        (said("`<@U1>` ```<!here>```"), ["U1", "!here"]),
        (said("&lt;@U1&gt; &lt;!channel&gt; @channel"), []),
        (said("<!channel>", streamed=True), ["!channel"]),
        (said("`<!channel>` [x](<@U1>)", streamed=True), ["!channel", "U1"]),
        (said("&lt;!channel&gt; @here", streamed=True), []),
        (said("", {"type": "markdown", "text": "<@U1>"}), ["U1"]),
        (said("", {"type": "section", "text": marked("<@U1>")}), ["U1"]),
        (said("", {"type": "section", "text": marked("@here, all")}), ["!here"]),
        (said("", {"type": "section", "text": marked("@here", verbatim=True)}), []),
        (said("", {"type": "section", "text": marked("ann@here.example")}), []),
        (said("", {"type": "section", "text": plain("<@U1> <!channel> @here")}), []),
        (said("", rich(section("<@U1> <!channel> @here"))), []),
        (said("", rich(section({"type": "user", "user_id": "U1"}))), ["U1"]),
        (said("", rich(section({"type": "broadcast", "range": "everyone"}))), ["!everyone"]),
        (said("", rich(section({"type": "channel", "channel_id": "C1"}))), []),
        (said("<@U1>", {"type": "divider"}), ["U1"]),
        (
            said("", {"type": "table", "rows": [[{"type": "raw_text", "text": "<@U1>"}]]}),
            [],
        ),
        (
            said(
                "", {"type": "table", "rows": [[rich(section({"type": "user", "user_id": "U1"}))]]}
            ),
            ["U1"],
        ),
    ],
)
def test_finds_who_would_be_notified(message: Message, mentioned: list[str]) -> None:
    """A mention counts where Slack would read one, and nowhere else."""
    assert mentions_of(message) == mentioned


def test_tells_broadcasts_from_mentions() -> None:
    """Only what notifies a whole channel is a broadcast."""
    assert broadcasts_of(said("<@U1> <!here> <!subteam^S1>")) == ["!here"]


@given(NOISE)
def test_nothing_escaped_notifies(text: str) -> None:
    """Escaped text never becomes a mention, in no markup."""
    assert mentions_of(said(escaped(text))) == []
    assert mentions_of(said(escaped(text), streamed=True)) == []
    assert mentions_of(said("", rich(section(text or "x")))) == []
