"""Reading what people write: mentions, links, entities."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.text import mentions, mentions_bot, names_group, plain_text

BOT = "UBOT"
NAMES = {"U1": "Ann Lee", "C1": "general", "S1": "nurses"}


def read(text: str) -> str:
    return plain_text(text, bot_user=BOT, names=NAMES)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@UBOT> how do I get a badge?", "how do I get a badge?"),
        ("<@UBOT>, how do I get a badge?", "how do I get a badge?"),
        ("<@UBOT>: -5 degrees?", "-5 degrees?"),
        ("<@UBOT|frontdesk> <@UBOT> hi", "hi"),
        ("hey <@UBOT>, where is it?", "hey, where is it?"),
        ("ask <@UBOT> please", "ask please"),
        ("what now <@UBOT>", "what now"),
        ("what now <@UBOT>?", "what now?"),
        ("<@UBOT>", ""),
        ("<@UBOT>\nfirst\nsecond", "first\nsecond"),
        ("first line <@UBOT>\nsecond", "first line\nsecond"),
        ("is <@U1> in?", "is @Ann Lee in?"),
        ("is <@U9|bob> in?", "is @bob in?"),
        ("is <@U9> in?", "is @U9 in?"),
        ("see <#C1|general> and <#C1> and <#C2|>", "see #general and #general and #C2"),
        ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@night-nurses> <!subteam^S1>", "@night-nurses @nurses"),
        ("on <!date^1392734382^{date}|Feb 18, 2014>", "on Feb 18, 2014"),
        ("<https://x.org/a?b=1&amp;c=2>", "https://x.org/a?b=1&c=2"),
        ("<http://x.org|x.org>", "http://x.org"),
        ("<https://x.org/|https://x.org>", "https://x.org/"),
        ("<https://x.org/form|the form>", "the form (https://x.org/form)"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("<mailto:a@b.org?subject=x|write to us>", "write to us (a@b.org)"),
        ("<tel:+14035550122|403-555-0122>", "403-555-0122"),
        ("<tel:+14035550122>", "+14035550122"),
        ("Lost &amp; found, 3 &lt; 4 &gt; 2", "Lost & found, 3 < 4 > 2"),
        ("the entity &amp;lt; is written so", "the entity &lt; is written so"),
        ("&gt; a quote\nwhat is this?", "> a quote\nwhat is this?"),
        ("run `x &lt; y` or\n```\na\n  b\n```", "run `x < y` or\n```\na\n  b\n```"),
        ("a\xa0b", "a b"),
    ],
)
def test_a_message_is_read_as_it_was_meant(sent: str, meant: str) -> None:
    """Whatever Slack made of it."""
    assert read(sent) == meant


@given(st.text())
def test_what_was_written_comes_back(written: str) -> None:
    """Slack escapes three characters and nothing else; the rest is left alone."""
    written = written.replace("\x00", "").replace("\xa0", " ")
    sent = written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read(sent) == written.strip()


def test_people_who_are_named_are_told_once() -> None:
    """In order, without channels, groups and what only looks like a mention."""
    text = "<@U1> and <@W2|bob>, <@U1>; <#C1|general> <!subteam^S1> &lt;@U3&gt;"
    assert mentions(text) == ("U1", "W2")


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("hi <@UBOT>", True), ("hi <@UBOT|desk>", True), ("hi UBOT", False), ("hi <@UBOT2>", False)],
)
def test_the_desk_knows_its_name(text: str, is_named: bool) -> None:  # noqa: FBT001
    """And no name that only begins like it."""
    assert mentions_bot(text, BOT) is is_named


def test_without_an_id_nobody_is_named() -> None:
    """A desk that does not know who it is there is not addressed by everything."""
    assert not mentions_bot("hi <@>", "")


def work_seconds(text: str) -> float:
    """Of the processor, for reading a text."""

    def once() -> float:
        began = time.thread_time()
        read(text)
        return time.thread_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    "piece", ["and ", "hi all, ", "a.", "how about ", "`", "<", "so so ", "who are ", "<@UBOT> "]
)
def test_work_grows_with_the_text_and_not_faster(piece: str) -> None:
    """No rule takes for ever on what can be read in many ways; squared it would be 256 times."""
    assert work_seconds(piece * 16_000) < 80 * work_seconds(piece * 1_000) + 0.01


@pytest.mark.parametrize(
    ("text", "is_group"),
    [
        ("<!here> who knows?", True),
        ("<!channel>", True),
        ("<!subteam^S1|@nurses> who knows?", True),
        ("<!date^1^{date}|today>", False),
        ("&lt;!here&gt;", False),
    ],
)
def test_groups_are_recognised(text: str, is_group: bool) -> None:  # noqa: FBT001
    """Groups and whole channels are named by Slack's own marks."""
    assert names_group(text) is is_group
