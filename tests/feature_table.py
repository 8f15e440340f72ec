"""Which feature is shown by a test on which platform: makes the table in `docs/platforms.md`.

A test says what it shows by `@pytest.mark.feature("…")`.  One that plays in a `room` shows it on every
platform that rooms exist for; another one on the platform whose folder it stands in.  `make readme`
writes the table, and a test sees that it is up to date and that no platform lacks what another has.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}
TESTS = Path(__file__).resolve().parent
DOCUMENT = TESTS.parent / "docs" / "platforms.md"
BEGIN, END = "<!-- features:begin -->", "<!-- features:end -->"

ELSEWHERE = {
    ("A Home with what the desk knows, one's recent questions and settings", "teams"): (
        "as a card in the personal chat: say `home`"
    ),
    ("The title of a conversation, and prompts beside it", "teams"): "prompts in the personal chat",
    (
        "Several organisations install it by themselves (OAuth)",
        "teams",
    ): "a bot is of one organisation",
    ("Connections that the desk opens, with nothing reachable from outside", "teams"): (
        "Teams posts to an address of the desk"
    ),
    ("A question that is heard gets a reaction", "teams"): (
        "bots cannot react: the typing indicator, then a status"
    ),
    ("Numbered citations that open their pages, and the label “AI-generated”", "slack"): (
        "a line of sources"
    ),
    ("Native charts", "slack"): "charts are pictures",
}
"""What a platform has in another way, or cannot have, and why.  By feature and platform."""


def shown() -> Mapping[str, frozenset[str]]:
    """The platforms on which each feature is shown by a test, in the order in which tests stand."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(TESTS.rglob("test_*.py")):
        for name, platforms in _in_file(file):
            found[name] |= platforms
    return {name: frozenset(platforms) for name, platforms in found.items()}


def table() -> str:
    """The table, as Markdown."""
    rows = [
        "| feature | " + " | ".join(PLATFORMS.values()) + " |",
        "|---|" + "---|" * len(PLATFORMS),
    ]
    for name, platforms in shown().items():
        cells = [
            "yes" if one in platforms else ELSEWHERE.get((name, one), "**missing**")
            for one in PLATFORMS
        ]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def updated(document: str) -> str:
    """A document with the table of now in it."""
    return re.sub(
        f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table()}\n{END}", document, flags=re.DOTALL
    )


def _in_file(file: Path) -> Iterator[tuple[str, set[str]]]:
    source = file.read_text("utf-8")
    if "mark.feature(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = {one.arg for one in node.args.args}
        platforms = set(PLATFORMS) if "room" in arguments else set(PLATFORMS) & set(file.parts)
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.feature":
                yield ast.literal_eval(mark.args[0]), platforms
