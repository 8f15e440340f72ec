"""Lines of Markdown as runs, by what a platform takes for links."""

from __future__ import annotations

import re

import pytest

from core.chatting.markdown.inline import LinkRules, runs_of
from core.chatting.markdown.parser import Markdown
from core.chatting.markdown.runs import Run, Runs

RULES = LinkRules(
    link=re.compile(r"https://\S+"),
    most_address=30,
    person=re.compile(r"person:(\w+)"),
    told=lambda address, text: "" if address in text else address,
)
MARKDOWN = Markdown("js-default")


def runs(line: str, *, knows_people: bool = False) -> Runs:
    """What a line is made of."""
    tokens = MARKDOWN.parseInline(line, {})[0].children or ()
    return runs_of(tokens, RULES, knows_people=knows_people)


@pytest.mark.parametrize(
    ("line", "made"),
    [
        (" a **b *c*** ", (Run("a "), Run("b ", is_bold=True), Run("c", is_bold=True, is_italic=True))),
        ("[a](https://x.org)", (Run("a", url="https://x.org"),)),
        ("[](https://x.org)", (Run("https://x.org", url="https://x.org"),)),
        ("at https://x.org now", (Run("at "), Run("https://x.org", url="https://x.org"), Run(" now"))),
        ("![a](https://x.org/p.png)", (Run("a", url="https://x.org/p.png"),)),
    ],
)  # fmt: skip
def test_a_line_is_runs_of_one_look(line: str, made: Runs) -> None:
    """Neighbours that look the same are one."""
    assert runs(line) == made


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[a](file:///x)", "a (file:///x)"),
        (f"[a](https://x.org/{'b' * 30})", f"a (https://x.org/{'b' * 30})"),
        ("[see file:///x](file:///x)", "see file:///x"),
        ("[a](person:Ann)", "a (person:Ann)"),
    ],
)
def test_what_is_no_link_stays_text(line: str, told: str) -> None:
    """With its address, unless the text says it."""
    assert runs(line) == (Run(told),)


def test_a_person_is_mentioned_where_people_are_known() -> None:
    """By their name, or by their id."""
    assert runs("[Ann](person:U1)", knows_people=True) == (Run("Ann", person="U1"),)
    assert runs("[](person:U1)", knows_people=True) == (Run("U1", person="U1"),)
    assert runs("![Ann](person:U1)", knows_people=True) == (Run("Ann (person:U1)"),)
