"""Which feature is shown by a test on which platform: makes the table in `docs/platforms.md`.

A test says what it shows by `@pytest.mark.feature("…")`.  One that plays in a `room` shows it on every
platform that rooms exist for; another one on the platform that its folder or its file is named after.
`make readme` writes the table, and a test sees that it is up to date, that every feature has its place
in `tests.features`, and that no platform lacks what another has.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.features import ELSEWHERE, FEATURES

PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}
TESTS = Path(__file__).resolve().parent
DOCUMENT = TESTS.parent / "docs" / "platforms.md"
BEGIN, END = "<!-- features:begin -->", "<!-- features:end -->"


def shown() -> Mapping[str, frozenset[str]]:
    """The platforms on which each feature is shown by a test."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(TESTS.rglob("test_*.py")):
        for name, platforms in _in_file(file):
            found[name] |= platforms
    return {name: frozenset(platforms) for name, platforms in found.items()}


def tables() -> str:
    """A table for each group of features, as Markdown."""
    found = shown()
    return "\n\n".join(f"## {title}\n\n{_table(names, found)}" for title, names in FEATURES.items())


def updated(document: str) -> str:
    """A document with the tables of now in it."""
    return re.sub(
        f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n\n{tables()}\n\n{END}", document, flags=re.DOTALL
    )


def _table(names: tuple[str, ...], found: Mapping[str, frozenset[str]]) -> str:
    rows = [
        "| feature | " + " | ".join(PLATFORMS.values()) + " |",
        "|---|" + "---|" * len(PLATFORMS),
    ]
    for name in names:
        platforms = found.get(name, frozenset())
        cells = [
            "yes" if one in platforms else ELSEWHERE.get((name, one), "**missing**")
            for one in PLATFORMS
        ]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _in_file(file: Path) -> Iterator[tuple[str, set[str]]]:
    source = file.read_text("utf-8")
    if "mark.feature(" not in source:
        return
    here = set(PLATFORMS) & {*file.relative_to(TESTS).parts, *file.stem.split("_")}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = {one.arg for one in node.args.args}
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.feature":
                yield (
                    ast.literal_eval(mark.args[0]),
                    set(PLATFORMS) if "room" in arguments else here,
                )
