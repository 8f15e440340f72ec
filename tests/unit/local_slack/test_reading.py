"""A message as a person reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.reading import as_text, blocks_as_text
from adapters.local_slack.state import App, File, Workspace
from tests.unit.local_slack.reading_words import (
    NOISE,
    escaped,
    marked,
    plain,
    rich,
    said,
    section,
    words,
)


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(app=App(manifest={}))
    workspace.add_user("ann", "Ann Lee")
    workspace.add_channel("general", set())
    return workspace


ANN = "U000000001"
GENERAL = "C000000002"


@pytest.mark.parametrize(
    ("mrkdwn", "read"),
    [
        ("plain", "plain"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;", "&lt;"),
        ("*bold* _italic_ ~struck~ `code`", "bold italic struck code"),
        ("*_both_*", "both"),
        ("a**b**c 2*3*4 snake_case_name", "a**b**c 2*3*4 snake_case_name"),
        ("**Markdown bold**", "**Markdown bold**"),
        ("* not bold *", "* not bold *"),
        ("`*not bold*`", "*not bold*"),
        ("<https://x.example/a_b|Hours>", "Hours (https://x.example/a_b)"),
        ("<https://x.example>", "https://x.example"),
        ("*<https://x.example|A &amp; B>*", "A & B (https://x.example)"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example (mailto:a@x.example)"),
        (f"<@{ANN}> in <#{GENERAL}>", "@Ann Lee in #general"),
        ("<@U9|bob> <@U9>", "@bob @U9"),
        ("<#C9|sales>", "#sales"),
        ("<!channel> <!here> <!subteam^S1|@desk>", "@channel @here @desk"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("<nothing in particular>", "<nothing in particular>"),
        ("&gt; quoted\n&gt; more\nafter", "> quoted\n> more\nafter"),
        ("before\n```\nx = *1*\n\ny\n```\nafter", "before\nx = *1*\n\ny\nafter"),
        ("• one\n• two", "• one\n• two"),
    ],
)
def test_reads_mrkdwn(mrkdwn: str, read: str, workspace: Workspace) -> None:
    """A message without blocks is read as mrkdwn."""
    assert as_text(said(mrkdwn), workspace) == read


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("**bold** and *italic* `a < b`", "bold and italic a < b"),
        ("# Hours\n\nOpen [daily](https://x.example).", "Hours\nOpen daily (https://x.example)."),
        ("- one\n  1. two\n  2. three\n- four", "• one\n    1. two\n    2. three\n• four"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("| a | b |\n| - | - |\n| 1 | **2** |", "a | b\n1 | 2"),
        ("> quoted\n> more", "> quoted\n> more"),
        ("```\na &lt; b\n```", "a < b"),
        ("a &lt;!channel&gt; b", "a <!channel> b"),
        (f"<@{ANN}> **<!here>**", "@Ann Lee @here"),
        ("unfinished **bold", "unfinished **bold"),
        ("<b>no HTML</b>", "<b>no HTML</b>"),
        ("a\n\n---\n\nb", "a\n---\nb"),
        ("![A chart](https://x.example/a.png)", "A chart (https://x.example/a.png)"),
    ],
)
def test_reads_markdown_in_streams_and_blocks(
    markdown: str, read: str, workspace: Workspace
) -> None:
    """A stream's text is Markdown, and so is a Markdown block's."""
    assert as_text(said(markdown, streamed=True), workspace) == read
    assert blocks_as_text([{"type": "markdown", "text": markdown}], workspace) == read


def test_reads_rich_text_with_its_lists(workspace: Workspace) -> None:
    """Paragraphs, nested lists, quotes and code stand on lines of their own."""
    block = rich(
        section("Open\n"),
        {"type": "rich_text_list", "style": "bullet", "elements": [section("Mon"), section("Tue")]},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 2,
            "elements": [section("third")],
        },
        {"type": "rich_text_quote", "elements": words("a\nb")},
        {"type": "rich_text_preformatted", "elements": words("x = 1\n")},
    )
    assert blocks_as_text([block], workspace).split("\n") == [
        "Open",
        "• Mon",
        "• Tue",
        "    3. third",
        "> a",
        "> b",
        "x = 1",
    ]


def test_reads_every_kind_of_word_in_rich_text(workspace: Workspace) -> None:
    """Mentions have names, links their addresses, and text is read as it stands."""
    block = rich(
        section(
            "*<!channel>* ",
            {"type": "user", "user_id": ANN},
            " ",
            {"type": "channel", "channel_id": GENERAL},
            " ",
            {"type": "broadcast", "range": "here"},
            " ",
            {"type": "emoji", "name": "wave"},
            " ",
            {"type": "link", "url": "https://x.example", "text": "Hours"},
            " ",
            {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "today"},
        )
    )
    assert blocks_as_text([block], workspace) == (
        "*<!channel>* @Ann Lee #general @here :wave: Hours (https://x.example) today"
    )


def test_reads_links_without_addresses_where_asked(workspace: Workspace) -> None:
    """A reader may leave addresses out."""
    message = said("<https://x.example|Hours>")
    assert as_text(message, workspace, with_addresses=False) == "Hours"


BLOCKS: list[tuple[dict[str, Any], str]] = [
    ({"type": "header", "text": plain("Hours")}, "Hours"),
    ({"type": "divider"}, "---"),
    (
        {
            "type": "section",
            "text": marked("*a*"),
            "fields": [plain("b"), marked("_c_")],
            "accessory": {"type": "button", "text": plain("Go")},
        },
        "a\nb\nc\n[Go]",
    ),
    (
        {
            "type": "context",
            "elements": [plain("Sources:"), marked("<https://x.example|Hours>")],
        },
        "Sources: Hours (https://x.example)",
    ),
    (
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Helpful"), "value": "1"},
                    "negative_button": {"text": plain("Not helpful"), "value": "0"},
                }
            ],
        },
        "[Helpful] [Not helpful]",
    ),
    (
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": plain("Ask a person")},
                {"type": "overflow", "options": []},
                {"type": "users_select", "placeholder": plain("Who?")},
                {"type": "users_select", "initial_user": ANN},
                {"type": "multi_channels_select", "initial_channels": [GENERAL, "C9"]},
            ],
        },
        "[Ask a person] […] [Who?] [@Ann Lee] [#general, C9]",
    ),
    ({"type": "image", "image_url": "https://x", "alt_text": "A chart"}, "(image: A chart)"),
    (
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Day"}, {"type": "raw_text", "text": "Hours"}],
                [rich(section("Mon")), {"type": "raw_number", "value": 8, "text": "8 h"}],
            ],
        },
        "Day | Hours\nMon | 8 h",
    ),
    (
        {
            "type": "input",
            "optional": True,
            "label": plain("Tone"),
            "hint": plain("How it talks"),
            "element": {
                "type": "radio_buttons",
                "options": [
                    {"text": plain("Short"), "value": "s"},
                    {"text": plain("Full"), "value": "f"},
                ],
                "initial_option": {"text": plain("Full"), "value": "f"},
            },
        },
        "Tone (optional): [ ] Short [x] Full\nHow it talks",
    ),
    (
        {
            "type": "plan",
            "title": "Looking it up",
            "tasks": [
                {"type": "task_card", "task_id": "1", "title": "Search", "status": "complete"}
            ],
        },
        "Looking it up\n[complete] Search",
    ),
]


@pytest.mark.parametrize(("block", "read"), BLOCKS, ids=[str(one["type"]) for one, _ in BLOCKS])
def test_reads_blocks(block: dict[str, Any], read: str, workspace: Workspace) -> None:
    """Each block is read as what a person sees of it."""
    assert blocks_as_text([block], workspace) == read


def test_reads_blocks_instead_of_the_text(workspace: Workspace) -> None:
    """The text of a message with blocks is only for notifications."""
    assert (
        as_text(said("fallback", {"type": "header", "text": plain("Hours")}), workspace) == "Hours"
    )


def test_reads_a_streams_text_and_then_its_blocks(workspace: Workspace) -> None:
    """What a stream ended with stands under what was streamed."""
    message = said("**Open**", {"type": "context", "elements": [plain("Source")]}, streamed=True)
    assert as_text(message, workspace) == "Open\nSource"


def test_reads_files_by_their_alternative_text(workspace: Workspace) -> None:
    """A picture is read as its description, or by its name where it has none."""
    workspace.files = {
        "F1": File("F1", "chart.png", "Waits", "Waits fell to 2 h"),
        "F2": File("F2", "chart.png", "Waits", ""),
    }
    message = said("Here:")
    message.files = ["F1", "F2", "F3"]
    assert as_text(message, workspace).split("\n") == [
        "Here:",
        "(file: Waits fell to 2 h)",
        "(file: Waits)",
        "(file: F3)",
    ]


@given(NOISE)
def test_reads_anything(text: str) -> None:
    """No text is too odd to be read."""
    workspace = Workspace(app=App(manifest={}))
    as_text(said(text), workspace)
    as_text(said(text, streamed=True), workspace)


@given(
    st.text(alphabet=st.characters(exclude_characters="*_~`\r", exclude_categories=["Cs", "Co"]))
)
def test_reads_escaped_text_as_it_was(text: str) -> None:
    """What was escaped is read unescaped, except where lines begin with a quote's mark."""
    workspace = Workspace(app=App(manifest={}))
    text = text.replace(">", "")
    assert as_text(said(escaped(text)), workspace) == text
