"""Markdown of answers as Teams' own: looks, lists, links, code; what people wrote stays literal."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from adapters.teams.writing import answer_messages, escaped, stream_text, told
from core.domain import Answered

_READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
WORDS = st.text(st.sampled_from('ab1 \n.-+#>*_~`[]()!<&;|:/\\="at@é'), max_size=60)


def text(markdown: str) -> str:
    return told(markdown).text


def seen(markdown: str) -> str:
    """The words that are read."""
    said = []
    for token in _READER.parse(markdown):
        assert token.type != "html_block"
        for child in token.children or ():
            assert child.type not in ("html_inline", "link_open", "image", "em_open", "strong_open")
            said.append(child.content or " ")
        said.append(" " if token.children else "")
    return " ".join("".join(said).split())


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Plain words.", "Plain words."),
        ("**Bold**, *slanted*, ~~gone~~ and `code`", "**Bold**, *slanted*, ~~gone~~ and `code`"),
        ("One line\nand another", "One line  \nand another"),
        ("One\n\nTwo", "One\n\nTwo"),
        ("# Title\nWords", "**Title**  \nWords"),
        ("Words\n- a\n- b\n\nAfter", "Words\n\n- a\n- b\n\nAfter"),
        ("3. c\n4. d", "3. c\n4. d"),
        ("- a\n  - b\n- c", "- a\n    - b\n- c"),
        ("1. a\n   more", "1. a  \n    more"),
        ("> said\n> so", "> said  \n> so"),
        ("```py\nx = 1\n\ny < 2\n```", "```\nx = 1\n\ny < 2\n```"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb"),
        ("![A map](https://x.org/map.png)", "[A map](https://x.org/map.png)"),
    ],
)
def test_markdown_becomes_what_teams_draws(markdown: str, shown: str) -> None:
    """Lists after a blank line, headings in bold, no rules, no pictures."""
    assert text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (
            "See https://x.org/a_b?x=1&y=2.",
            "See [https://x.org/a_b?x=1&y=2](https://x.org/a_b?x=1&y=2).",
        ),
        ("Mail a_b@x.org", "Mail [a_b@x.org](mailto:a_b@x.org)"),
        ("Call [403-555-0100](tel:+14035550100)", "Call [403-555-0100](tel:+14035550100)"),
        ("Call (403) 555-0100 x12", "Call (403) 555-0100 x12"),
        ("[Wiki](https://x.org/a_(b))", "[Wiki](https://x.org/a_(b))"),
        ("[Odd](javascript:alert)", "Odd (javascript:alert)"),
        ("Look![x](https://x.org)", "Look[x](https://x.org)"),
    ],
)
def test_contacts_come_through(markdown: str, shown: str) -> None:
    """Byte for byte; only the web, mailboxes and telephones are links."""
    assert text(markdown) == shown


@pytest.mark.feature("Nobody is called by what stands in a page or an answer")
def test_nobody_is_called_by_a_text() -> None:
    """Neither in words nor in code."""
    shown = text("<at>Bob</at> &lt;at&gt;Ann&lt;/at&gt; `<at>C</at>`\n\n```\n<at>D</at>\n```")
    assert not re.search(r"</?at>", shown)
    assert "Bob" in shown


def test_a_link_to_a_person_calls_nobody_in_an_answer() -> None:
    """Only posts may."""
    assert text("[Bob](person:29:abc)") == "Bob"


@given(WORDS)
@example("1. a")
@example("- - -")
@example("===")
@example("a_b_c __d__")
@example("&lt;b&gt; <b>")
def test_what_people_wrote_is_literal(words: str) -> None:
    """In a text of ours that is written for Teams, too."""
    line = " ".join(words.split())
    if "@" in line or "//" in line:
        return
    assert seen(escaped(line)) == line
    if line:
        assert seen(text(escaped(line))) == line


def test_line_breaks_of_people_stay() -> None:
    """Each line is escaped by itself."""
    assert escaped("# a\n> b") == "\\# a\n&gt; b"


ANSWERS = st.lists(
    st.sampled_from(
        [
            "Badges are made ",
            "in office P2. ",
            "**Bold** ",
            "**Open",
            "*slanted* text ",
            "`co",
            "`",
            "[Page](https://x.org/a_b) ",
            "[half",
            "](",
            "https://x.org/a ",
            "mail a@x.org ",
            "\n",
            "\n\n",
            "\n- ",
            "\n  - ",
            "\n3. ",
            "\n> ",
            "# ",
            "\n```\n",
            "\n~~~\n",
            "\n| a | b |\n",
            "|---|---|\n",
            "<at>x</at> ",
            "& ",
            "&lt; ",
            "1986. ",
            "---",
            "\\",
            "!",
            "\r\n",
            "\t",
            "_a_ ",
            "é ",
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=300)
@given(ANSWERS, st.data())
def test_a_stream_only_grows(answer: str, data: st.DataObject) -> None:
    """And is the beginning of the answer in its final form."""
    first = data.draw(st.integers(0, len(answer)))
    second = data.draw(st.integers(first, len(answer)))
    shown = [stream_text(answer[:first]), stream_text(answer[:second]), stream_text(answer)]
    assert shown[1].startswith(shown[0])
    assert shown[2].startswith(shown[1])
    (final, *_) = answer_messages(
        Answered(answer), turn_id="t", can_ask_person=False, is_streamed=True
    )
    assert final.text.startswith(shown[2])


@pytest.mark.parametrize(
    ("half", "shown"),
    [
        ("Badges are ma", "Badges are"),
        ("**Badges** are ma", "**Badges** are"),
        ("See [the page](https://x.org/a", "See"),
        ("See [the page](https://x.org/a) for m", "See [the page](https://x.org/a) for"),
        ("One\n\n| Site | Wait |\n|---|---|\n| A | 1 h |\nTwo", "One"),
        ("One\n\n| Site | Wait |\n|---|---|\n", "One"),
        ("One\n- tw", "One"),
        ("One\n- two th", "One\n\n- two"),
        ("```\na = 1\nb", "```\na = 1"),
    ],
)
def test_what_is_not_sure_waits(half: str, shown: str) -> None:
    """Half words, half links, tables."""
    assert stream_text(half) == shown


def test_a_very_long_stream_stays_within_the_first_message() -> None:
    """What was shown there never moves to another one."""
    answer = "\n\n".join(f"Paragraph {n}: " + "word " * 60 for n in range(80))
    shown = stream_text(answer)
    messages = answer_messages(Answered(answer), turn_id="t", can_ask_person=False)
    assert len(messages) > 1
    assert len(shown) > 3000
    assert messages[0].text.startswith(shown)
