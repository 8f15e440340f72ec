"""Runs become Markdown again: what Teams draws in messages, or the less that it draws in cards.

Called by `text` and `cards`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby

from adapters.teams.writing.escaping import at_line_start, called, code_span, inline, target
from adapters.teams.writing.inline import runs_of
from core.chatting.markdown.runs import Run, Runs, text_of

_STYLES = (("is_bold", "**"), ("is_italic", "*"), ("is_struck", "~~"))
_SPACE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Place(Enum):
    """Where the Markdown goes."""

    MESSAGE = "message"
    CARD = "card"
    """A `TextBlock`: neither code nor struck text, and nobody is mentioned.
    Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format"""


def marked(runs: Sequence[Run], place: Place) -> str:
    """A line of Markdown that shows these runs and nothing else."""
    shown = runs if place is Place.MESSAGE else tuple(map(_for_card, runs))
    groups = [tuple(group) for _, group in groupby(shown, key=_has_looks)]
    line = ""
    for group, after in zip(groups, [*groups[1:], ()], strict=True):
        line = _with(line, group, after)
    return at_line_start(line)


def _with(line: str, group: Runs, after: Runs) -> str:
    """A line that goes on; where words and signs stand so close that a style is not read, it goes."""
    written = _joined(line, _links(group))
    next_sign = inline(after[0].text[:1]) if after else ""
    if any(map(_is_styled, group)) and not _ends_as(written + next_sign, group, next_sign):
        return _joined(line, _links(tuple(map(_plain, group))))
    return written


def _joined(line: str, more: str) -> str:
    # Else a link behind an exclamation mark would be a picture.
    is_picture = line.endswith("!") and more.startswith("[")
    return f"{line[:-1]}\\!{more}" if is_picture else line + more


def _ends_as(line: str, group: Runs, next_sign: str) -> bool:
    """Whether a line is read as ending with these runs."""
    read = runs_of(line)
    said = "".join(mention(run.text) if run.person else run.text for run in group)
    words = f"{said}{next_sign and text_of(runs_of(next_sign))}".split()
    looks = [_looks(run) for run in group if run.text.strip()]
    mine = [_looks(run) for run in read if _has_looks(run)][-len(looks) :]
    return mine == looks and "".join(text_of(read).split()).endswith("".join(words))


def _looks(run: Run) -> tuple[object, ...]:
    return (run.is_bold, run.is_italic, run.is_struck, run.is_code, target(run.url))


def _has_looks(run: Run) -> bool:
    return _is_styled(run) or bool(run.is_code or run.url)


def _is_styled(run: Run) -> bool:
    return run.is_bold or run.is_italic or run.is_struck


def mention(name: str) -> str:
    """How somebody is named in a text who is called by it."""
    return f"<at>{called(name)}</at>"


def _for_card(run: Run) -> Run:
    return replace(run, is_struck=False, is_code=False, person="")


def _plain(run: Run) -> Run:
    return replace(run, is_bold=False, is_italic=False, is_struck=False)


def _links(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    for url, group in groupby(runs, key=lambda run: run.url):
        inside = _styled(tuple(group), _STYLES)
        parts.append(f"[{inside}]({target(url)})" if url else inside)
    return "".join(parts)


def _styled(runs: Runs, styles: Sequence[tuple[str, str]]) -> str:
    if not styles:
        return "".join(map(_said, runs))
    (field, sign), *others = styles
    parts: list[str] = []
    for is_on, group in groupby(runs, key=lambda run: bool(getattr(run, field))):
        inside = _styled(tuple(group), others)
        found = _SPACE.fullmatch(inside)
        assert found is not None
        before, text, after = found.groups()
        parts.append(f"{before}{sign}{text}{sign}{after}" if is_on and text else inside)
    return "".join(parts)


def _said(run: Run) -> str:
    if run.person:
        return mention(run.text)
    return code_span(run.text) if run.is_code else inline(run.text)
