"""Markdown of answers as rich text: looks, lists, links, mentions, code and tables."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.local_slack.block_kit import check_blocks
from adapters.slack.blocks import (
    draft_message,
    escaped,
    may_unfurl,
    mrkdwn_link,
    needs_redrawing,
    notice_message,
    post_messages,
    stream_text,
)

Json = dict[str, Any]


def blocks(markdown: str) -> list[Json]:
    message = notice_message(markdown)
    check_blocks(list(message.blocks), surface="message")
    return list(message.blocks)


def elements(markdown: str) -> list[Json]:
    """What is in the one rich text block."""
    (block,) = blocks(markdown)
    assert block["type"] == "rich_text"
    return block["elements"]


def inline(markdown: str) -> list[Json]:
    """What is in the one paragraph."""
    (element,) = elements(markdown)
    return element["elements"]


def said(section: Json) -> str:
    return "".join(part.get("text", part.get("url", "")) for part in section["elements"])


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def test_looks_are_styles() -> None:
    """Bold, italic, struck, code, and what is within each other."""
    assert inline("a **b _c_** ~~d~~ `e`") == [
        text("a "),
        text("b ", bold=True),
        text("c", bold=True, italic=True),
        text(" "),
        text("d", strike=True),
        text(" "),
        text("e", code=True),
    ]


def test_line_breaks_are_meant() -> None:
    """Soft and hard; paragraphs have a blank line between them."""
    assert inline("a\nb\\\nc\n\nd") == [text("a\nb\nc\n\nd")]


@pytest.mark.parametrize("heading", ["**Badges**", "## Badges", "**Badges**:"])
def test_a_heading_stands_in_bold_above_its_text(heading: str) -> None:
    """Without a blank line below it."""
    (section,) = elements(f"Before.\n\n{heading}\nThe office is on level 0.")
    assert section["elements"][0] == text("Before.\n\n")
    assert section["elements"][1] == text("Badges", bold=True)
    assert said(section).startswith("Before.\n\nBadges")


def test_a_list_follows_its_text_at_once_and_the_next_text_after_a_gap() -> None:
    """As Slack's own editor writes it."""
    before, listed, after = elements("Kept:\n- keys\n- food\n\nNothing else.")
    assert before["elements"] == [text("Kept:\n")]
    assert [said(item) for item in listed["elements"]] == ["keys", "food"]
    assert (listed["style"], listed["indent"]) == ("bullet", 0)
    assert after["elements"] == [text("\nNothing else.")]


def test_a_nested_list_is_a_list_of_deeper_indent() -> None:
    """And the outer list goes on after it."""
    drawn = elements("- a\n  - b\n\n  - c\n    1. d\n- e")
    assert [(one["style"], one["indent"], len(one["elements"])) for one in drawn] == [
        ("bullet", 0, 1),
        ("bullet", 1, 2),
        ("ordered", 2, 1),
        ("bullet", 0, 1),
    ]


def test_numbers_go_on_after_what_stands_between() -> None:
    """Code within a step does not begin the steps anew."""
    first, code, rest = elements("1. a\n   ```\n   x\n   ```\n2. b\n3. c")
    assert "offset" not in first
    assert code == {"type": "rich_text_preformatted", "elements": [text("x")]}
    assert (rest["offset"], len(rest["elements"])) == (1, 2)


def test_a_list_keeps_the_number_it_begins_with() -> None:
    """Whoever quotes step 3 says step 3."""
    (listed,) = elements("3. c\n4. d")
    assert (listed["style"], listed["offset"]) == ("ordered", 2)


def test_a_list_begins_under_a_bold_line_with_any_number() -> None:
    """Markdown alone would take it for the same paragraph."""
    assert [one["type"] for one in elements("**Steps**\n2. b")] == [
        "rich_text_section",
        "rich_text_list",
    ]


def test_a_list_that_holds_a_list_only_keeps_its_number() -> None:
    """An item without words of its own is still there."""
    assert [one["indent"] for one in elements("1. - a\n2. b")] == [0, 1, 0]


def test_code_is_shown_as_it_is() -> None:
    """Nothing in it is markup, and it may be unfinished."""
    (code,) = elements("```python\na **b** < https://x.org\n\n  c")
    assert code == {
        "type": "rich_text_preformatted",
        "elements": [text("a **b** < https://x.org\n\n  c")],
    }


def test_a_quote_is_a_quote() -> None:
    """Its lists are drawn with Slack's line beside them."""
    quote, listed, after = elements("> a\n> b\n>\n> c\n>\n> - d\n\ne")
    assert quote == {"type": "rich_text_quote", "elements": [text("a\nb\n\nc")]}
    assert listed["border"] == 1
    assert said(after) == "\ne"


def test_what_looks_like_markup_elsewhere_stays_text() -> None:
    """Indented lines, references, HTML, entities of Slack."""
    written = "[1]: word\n\n<b>x</b> <!channel> <@U1> <#C1> & :tada: @here"
    assert inline(written) == [text(written)]


def test_a_link_leads_where_it_says() -> None:
    """The address is not altered; a bare one needs no text."""
    address = "https://x.org/a_b_(c)?q=ü&copy=1#*d*"
    assert inline(f"see [the *form*](<{address}>)") == [
        text("see "),
        {"type": "link", "url": address, "text": "the "},
        {"type": "link", "url": address, "text": "form", "style": {"italic": True}},
    ]
    assert inline("<https://x.org/%7Ea>") == [{"type": "link", "url": "https://x.org/%7Ea"}]


def test_bare_contacts_become_links() -> None:
    """Addresses of pages and mailboxes; the sentence's full stop is not part of them."""
    assert inline("Mail a@b.org or see https://x.org/a_b_c?d=1. Also www.y.org") == [
        text("Mail "),
        {"type": "link", "url": "mailto:a@b.org", "text": "a@b.org"},
        text(" or see "),
        {"type": "link", "url": "https://x.org/a_b_c?d=1"},
        text(". Also "),
        {"type": "link", "url": "https://www.y.org", "text": "www.y.org"},
    ]


def test_telephone_numbers_stay_text() -> None:
    """They are told once, also where they were a link."""
    assert inline("Call 403-555-0122 x 5") == [text("Call 403-555-0122 x 5")]
    assert inline("[403-555-0122](tel:+14035550122)") == [text("403-555-0122")]
    assert inline("[the desk](tel:+14035550122)") == [text("the desk (+14035550122)")]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/relative", "data:text/html,x", "slack://x", "https://"]
)
def test_other_addresses_are_told_not_linked(address: str) -> None:
    """Nothing is hidden, and nothing can be clicked."""
    assert inline(f"[x](<{address}>)") == [text(f"x ({address})")]


def test_a_picture_is_a_link_to_it() -> None:
    """Pictures of others are not fetched."""
    assert inline("![A map](https://x.org/m.png)") == [
        {"type": "link", "url": "https://x.org/m.png", "text": "A map"}
    ]


def test_a_person_is_mentioned_in_posts_only() -> None:
    """A page cannot call anybody."""
    markdown = "Asked by [Ann Lee](person:U123)."
    (message,) = post_messages(markdown)
    assert message.blocks[0]["elements"][0]["elements"][1] == {"type": "user", "user_id": "U123"}
    assert message.text == "Asked by Ann Lee."
    assert inline(markdown) == [text("Asked by Ann Lee (person:U123).")]


def test_only_ids_of_people_are_mentions() -> None:
    """Whatever else stands in the link."""
    (message,) = post_messages("[x](person:everyone) [y](person:U1>)")
    assert "user" not in [part["type"] for part in message.blocks[0]["elements"][0]["elements"]]


TABLE = "| Site | Wait |\n|---|---:|\n| [A](https://a.org) | **3 h** |\n| B \\| C | |"


def test_a_table_is_a_table() -> None:
    """With a bold header, links, alignment, and something in empty cells."""
    (table,) = blocks(TABLE)
    assert table["type"] == "table"
    rows = [[cell["elements"][0]["elements"] for cell in row] for row in table["rows"]]
    assert rows == [
        [[text("Site", bold=True)], [text("Wait", bold=True)]],
        [
            [{"type": "link", "url": "https://a.org", "text": "A"}],
            [text("3 h", bold=True)],
        ],
        [[text("B | C")], [text(" ")]],
    ]
    assert [column["align"] for column in table["column_settings"]] == ["left", "right"]


def test_a_wide_column_is_wrapped() -> None:
    """The others stay on one line."""
    (table,) = blocks(f"| a | b |\n|---|---|\n| x | {'long ' * 10} |")
    assert [column["is_wrapped"] for column in table["column_settings"]] == [False, True]


@pytest.mark.parametrize(
    "table",
    [
        "| a | b |\n|---|---|\n" + "| x | y |\n" * 100,
        f"|{' a |' * 21}\n|{'---|' * 21}\n|{' x |' * 21}",
        "| a | b |\n|---|---|\n" + f"| {'x ' * 2500} | y |\n" * 2,
    ],
)
def test_what_is_more_than_a_table_becomes_lines(table: str) -> None:
    """Too many rows, columns or characters."""
    listed = blocks(table)[0]["elements"][0]
    assert listed["type"] == "rich_text_list"
    assert said(listed["elements"][0]).startswith("a: x")


def test_ninety_nine_rows_are_a_table() -> None:
    """The header is the hundredth."""
    (table,) = blocks("| a |\n|---|\n" + "| x |\n" * 99)
    assert len(table["rows"]) == 100


def test_two_tables_are_two_messages() -> None:
    """Slack takes one in each; the heading goes with its table."""
    first, second = post_messages(f"{TABLE}\n\n**More**\n\n{TABLE}\n\nEnd.")
    assert [block["type"] for block in first.blocks] == ["table"]
    assert [block["type"] for block in second.blocks] == ["rich_text", "table", "rich_text"]


def test_rows_that_are_text_stay_lines() -> None:
    """`Name: Ann | Role: Clerk`, as they appear on pages."""
    rows = "Name: Ann | Role: Clerk\nName: Bob | Role: Nurse"
    assert inline(rows) == [text(rows)]


def test_a_line_across_divides() -> None:
    """It makes no heading of the line above."""
    assert [block["type"] for block in blocks("a\n\n---\nb")] == [
        "rich_text",
        "divider",
        "rich_text",
    ]


@pytest.mark.parametrize(
    ("half", "shown"),
    [
        ("a **b", [text("a "), text("b", bold=True)]),
        ("a **", [text("a")]),
        ("a [b](https://x", [text("a b")]),
        ("a `b", [text("a "), text("b", code=True)]),
        ("a\n-", [text("a")]),
        ("a\n1.", [text("a")]),
    ],
)
def test_half_an_answer_does_not_flicker(half: str, shown: list[Json]) -> None:
    """What is open is closed, what cannot be told yet waits."""
    message = draft_message(half, "Still writing …", turn_id="t1", with_stop=True)
    check_blocks(list(message.blocks), surface="message")
    rich, note, actions = message.blocks
    assert rich["elements"][0]["elements"] == shown
    assert note["elements"][0]["text"] == "_Still writing …_"
    assert actions["elements"][0]["value"] == "t1"


def test_a_draft_without_words_is_its_note() -> None:
    """Also in the notification."""
    message = draft_message("", "You are 2nd in line", turn_id="t1", with_stop=False)
    assert message.text == "You are 2nd in line"
    assert [block["type"] for block in message.blocks] == ["context"]


def test_a_draft_that_is_too_long_shows_its_beginning() -> None:
    """The whole comes with the end."""
    whole = " ".join(f"word{number}" for number in range(5_000))
    message = draft_message(whole, "Still writing …", turn_id="t1", with_stop=True)
    check_blocks(list(message.blocks), surface="message")
    rich, note, actions = message.blocks
    [shown] = rich["elements"][0]["elements"]
    assert whole.startswith(shown["text"])
    assert len(shown["text"]) > 10_000
    assert (note["type"], actions["type"]) == ("context", "actions")


def test_escaping_leaves_no_control_character() -> None:
    """Of Slack's three."""
    assert escaped("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert stream_text("**a** <!here>") == "**a** &lt;!here&gt;"


@pytest.mark.parametrize(
    ("address", "title", "link"),
    [
        ("https://x.org/a b|c>d?e=1&f=2", "T", "<https://x.org/a%20b%7Cc%3Ed?e=1&amp;f=2|T>"),
        (
            "https://x.org",
            "Lost & <found> | more",
            "<https://x.org|Lost &amp; &lt;found&gt; ¦ more>",
        ),
        ("https://x.org", "*a* _b_ `c` ~d~ e_f", "<https://x.org|∗a∗ ˍbˍ ˋcˋ ∼d∼ e_f>"),
        ("https://x.org", "7:30 :tada:", "<https://x.org|7:30 ∶tada:>"),
        ("https://x.org", "", "<https://x.org|https://x.org>"),
        ("file:///etc", "T", "T"),
        ("javascript:x", "T", "T"),
    ],
)
def test_a_link_of_mrkdwn_shows_its_title(address: str, title: str, link: str) -> None:
    """As it is written, and leads to its address."""
    assert mrkdwn_link(address, title) == link


@pytest.mark.parametrize(
    ("markdown", "is_worse"),
    [
        (TABLE, True),
        ("> a quote", True),
        ("`a < b`", True),
        ("```\na && b\n```", True),
        ("**A**\n- b [c](https://d.org) < e", False),
        ("`a`", False),
    ],
)
def test_what_streams_badly_is_redrawn(markdown: str, is_worse: bool) -> None:  # noqa: FBT001
    """Tables, quotes, and code that escaping changed."""
    assert needs_redrawing(markdown) is is_worse


@pytest.mark.parametrize(
    ("markdown", "is_so"),
    [
        ("Use [the form](https://x.org/form).", True),
        ("HTTP://x.org", True),
        ("www.x.org", True),
        ("[the form](http", False),
        ("Write to a@b.org or call 555-0100; x.org says 3:1.", False),
    ],
)
def test_what_slack_may_preview_is_told(markdown: str, is_so: bool) -> None:  # noqa: FBT001
    """Links to the web; a mailbox and a bare name get no preview."""
    assert may_unfurl(markdown) is is_so


@pytest.mark.feature("Nobody is called by what stands in a page or an answer")
@given(st.text(alphabet="ab1 \n*_`~[]()<>|-#!:.&\\\"'@/", max_size=60))
def test_any_markdown_is_taken_by_slack(markdown: str) -> None:
    """However broken it is; and nothing in it is a mention."""
    for message in post_messages(markdown):
        check_blocks(list(message.blocks), surface="message")
        assert message.text
        assert "<" not in message.text
        assert '"type": "user"' not in str(message.blocks).replace("'", '"')
    draft = draft_message(markdown, "note", turn_id="t", with_stop=False)
    check_blocks(list(draft.blocks), surface="message")
