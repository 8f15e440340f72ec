"""Messages and views as HTML: every block is recognised, and nothing that was said becomes HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.drawing import blocks_as_html, message_as_html
from adapters.local_slack.state import App, File, Message, Stream, Workspace
from tests.unit.local_slack.test_block_kit_blocks import FEEDBACK, RIGHT

ANN = "U000000001"
GENERAL = "C000000002"


def made() -> Workspace:
    workspace = Workspace(app=App(manifest={}))
    workspace.add_user("ann", "Ann <Lee>")
    workspace.add_channel("general", set())
    return workspace


class Page(HTMLParser):
    """What a browser makes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def drawn(*blocks: dict[str, Any]) -> Page:
    return Page(blocks_as_html(list(blocks), made()))


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def said(text: str, *, streamed: bool = False) -> Message:
    stream = Stream(began_at=0.0) if streamed else None
    return Message(ts="1.1", channel="C1", user="U0", text=text, stream=stream)


@pytest.mark.parametrize("name", RIGHT)
def test_draws_every_block_as_sound_html(name: str) -> None:
    """Each block is one `div` that bears its kind, and all that is opened is closed."""
    page = drawn(RIGHT[name])
    assert page.open == []
    kind = RIGHT[name]["type"].replace("_", "-")
    assert page.tags[0][1]["class"] == f"bk-block bk-{kind}"


def test_draws_a_button_with_what_a_click_needs() -> None:
    """A button bears its block, its action and its value."""
    button = {
        "type": "button",
        "text": plain("Ask a person"),
        "action_id": "ask",
        "value": '{"turn": "1"}',
        "style": "primary",
        "url": "https://x.example",
    }
    page = drawn({"type": "actions", "block_id": "b1", "elements": [button]})
    assert page.text == "Ask a person"
    assert page.all("button") == [
        {
            "class": "bk-button bk-primary",
            "type": "button",
            "data-url": "https://x.example",
            "data-block-id": "b1",
            "data-action-id": "ask",
            "data-type": "button",
            "data-value": '{"turn": "1"}',
        }
    ]


def test_draws_feedback_as_two_buttons() -> None:
    """Both feedback buttons bear the same action and their own values."""
    buttons = drawn({"type": "context_actions", "elements": [FEEDBACK]}).all("button")
    assert [(one["data-action-id"], one["data-value"]) for one in buttons] == [
        ("feedback", "up"),
        ("feedback", "down"),
    ]


def test_draws_menus_with_what_the_workspace_holds() -> None:
    """A menu of people offers them, and shows whom it begins with."""
    menu = {"type": "users_select", "initial_user": ANN, "placeholder": plain("Who?")}
    options = drawn({"type": "actions", "elements": [menu]}).all("option")
    assert {"value": ANN, "selected": ""} in options
    assert options[0] == {"value": ""}


def test_draws_inputs_with_what_they_begin_with() -> None:
    """Fields and ticks are filled in as the view says."""
    options = [{"text": plain(name), "value": name} for name in ("short", "full")]
    page = drawn(
        {
            "type": "input",
            "block_id": "tone",
            "label": plain("Tone"),
            "element": {"type": "radio_buttons", "options": options, "initial_option": options[1]},
        },
        {
            "type": "input",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "initial_value": "<b>", "max_length": 9},
        },
    )
    short, full, name = page.all("input")
    assert "checked" not in short
    assert full["checked"] == ""
    assert (full["type"], full["data-block-id"]) == ("radio", "tone")
    assert (name["value"], name["maxlength"]) == ("<b>", "9")


def test_draws_the_first_row_of_a_table_as_its_head() -> None:
    """A table is a table."""
    page = drawn(RIGHT["table"])
    assert [tag for tag, _ in page.tags if tag in {"table", "tr", "th", "td"}] == [
        *("table", "tr", "th", "th"),
        *("tr", "td", "td"),
    ]
    assert page.all("th")[1]["class"] == "bk-right bk-wrapped"


def test_draws_markdown_of_a_stream() -> None:
    """A stream is Markdown: lists, tables and code are drawn as such."""
    text = "1. one\n2. **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx < 1\n```"
    page = Page(message_as_html(said(text, streamed=True), made()))
    assert [one["value"] for one in page.all("li")] == ["1", "2"]
    assert len(page.all("td")) == 4
    assert page.text == "onetwoab12x < 1"


def test_draws_names_of_the_mentioned() -> None:
    """A mention shows a name, which is text."""
    page = Page(message_as_html(said(f"<@{ANN}> <#{GENERAL}> <!here>"), made()))
    assert page.text == "@Ann <Lee> #general @here"
    assert [one["class"] for one in page.all("span")] == [
        "bk-mention bk-user",
        "bk-mention bk-channel",
        "bk-mention bk-broadcast",
    ]


def test_draws_files() -> None:
    """A picture is shown with its description; another file is offered as a link."""
    workspace = made()
    workspace.files = {
        "F1": File("F1", "chart.png", "Waits", "Waits fell"),
        "F2": File("F2", "waits.csv", "Data", ""),
    }
    message = said("Here:")
    message.files = ["F1", "F2"]
    page = Page(message_as_html(message, workspace, files_at="/f/"))
    assert [(one["src"], one["alt"]) for one in page.all("img")] == [("/f/F1", "Waits fell")]
    assert [one["href"] for one in page.all("a")] == ["/f/F2"]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "<javascript:alert(1)|x>"}},
        {"type": "markdown", "text": "[x](javascript:alert(1)) <javascript:alert(1)|x>"},
        {"type": "image", "image_url": "javascript:alert(1)", "alt_text": "x"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "link", "url": "javascript:alert(1)", "text": "x"}],
                }
            ],
        },
    ],
)
def test_links_only_where_it_is_safe(block: dict[str, Any]) -> None:
    """An address that would run something is no link and no picture."""
    page = drawn(block)
    assert page.all("a") == []
    assert page.all("img") == []


@given(
    st.lists(
        st.sampled_from(["<", ">", '"', "'", "&", "script", "*", "`", "|", "\n", "http://a"])
    ).map("".join)
)
def test_nothing_said_becomes_html(text: str) -> None:
    """Whatever is said in whichever field, the page holds only tags of ours, and they are closed."""
    text = text or "x"
    page = Page(
        message_as_html(said(text), made())
        + message_as_html(said(text, streamed=True), made())
        + blocks_as_html(
            [
                {"type": "header", "block_id": text, "text": plain(text)},
                {"type": "image", "image_url": text, "alt_text": text, "title": plain(text)},
                {
                    "type": "actions",
                    "elements": [
                        {"type": "button", "text": plain(text), "value": text, "action_id": text},
                        {"type": "plain_text_input", "multiline": True, "initial_value": text},
                    ],
                },
            ],
            made(),
        )
    )
    assert page.open == []
    assert "script" not in {tag for tag, _ in page.tags}
    names = {name for _, attributes in page.tags for name in attributes}
    assert names <= {
        *("class", "href", "target", "rel", "src", "alt", "loading", "type", "value"),
        *("data-block-id", "data-action-id", "data-type", "data-value"),
    }
