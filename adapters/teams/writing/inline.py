"""Text within a line, an item or a cell: its looks, links, contacts and mentions.

Called by `reading`.  What is not a link to the web, a mailbox or a telephone stays text, address and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from adapters.teams.writing.pieces import Run, Runs, text_of
from core.contacts import ContactKind, Detail, details

_MOST_ADDRESS = 2000
"""Characters; clients follow no longer one for sure."""
_SAFE = re.compile(
    r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)\S*|tel:\+?[\d().-]{3,20}(?:;ext=\d+)?", re.IGNORECASE
)
_PERSON = re.compile(r"person:([\w.:@-]{1,200})")
_STYLES = {"strong": "is_bold", "em": "is_italic", "s": "is_struck"}


class _Markdown(MarkdownIt):
    """Leaves addresses as they were written; this module decides where a link may lead."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the library's name)
        return bool(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


_MARKDOWN = _Markdown("js-default", {"html": False, "linkify": False}).disable(["html_inline"])


@dataclass(slots=True)
class _Link:
    """A link that is being read."""

    address: str
    runs: list[Run]


@lru_cache(maxsize=1_000)
def runs_of(line: str, *, knows_people: bool = False) -> Runs:
    """The runs of a line of Markdown: joined where they look the same, trimmed at both ends.

    Remembered, because a growing answer is read again and again.

    Args:
        line: Without line breaks and without what marks an item.
        knows_people: Whether a link to `person:29:…` mentions that person.
    """
    tokens = _MARKDOWN.parseInline(line.strip(), {})[0].children or ()
    return _trimmed(_joined(_read(tokens, knows_people=knows_people)))


def _read(tokens: Sequence[Token], *, knows_people: bool) -> Iterator[Run]:
    depths = dict.fromkeys(_STYLES.values(), 0)
    link: _Link | None = None
    for token in tokens:
        name, _, side = token.type.rpartition("_")
        if name in _STYLES:
            depths[_STYLES[name]] += 1 if side == "open" else -1
        elif token.type == "link_open":
            link = _Link(str(token.attrs.get("href", "")), [])
        elif token.type == "link_close":
            assert link is not None
            yield from _linked(link, knows_people=knows_people)
            link = None
        else:
            styles = {style: depth > 0 for style, depth in depths.items()}
            runs = [replace(run, **styles) for run in _said(token, is_in_link=link is not None)]  # type: ignore[arg-type]
            if link is not None:
                link.runs += runs
            else:
                yield from runs


def _said(token: Token, *, is_in_link: bool) -> Iterator[Run]:
    match token.type:
        case "text" | "text_special":
            yield from [Run(token.content)] if is_in_link else _with_contacts(token.content)
        case "code_inline":
            yield Run(token.content, is_code=True)
        case "image":
            # Pictures of others are not fetched: what they show is told, with the way to them.
            shown = [Run(token.content)] if token.content else []
            address = str(token.attrs.get("src", ""))
            yield from shown if is_in_link else _linked(_Link(address, shown), knows_people=False)


def _with_contacts(text: str) -> Iterator[Run]:
    """Bare addresses become links; telephone numbers do not: every telephone finds them itself."""
    done = 0
    for detail in details(text):
        url = _target(detail)
        if not url:
            continue
        if before := text[done : detail.start]:
            yield Run(before)
        yield Run(detail.text, url=url)
        done = detail.end
    if rest := text[done:]:
        yield Run(rest)


def _target(detail: Detail) -> str:
    match detail.kind:
        case ContactKind.LINK:
            is_bare = detail.text.lower().startswith("www.")
            return _safe(f"https://{detail.text}" if is_bare else detail.text)
        case ContactKind.EMAIL:
            return _safe(f"mailto:{detail.text}")
        case _:
            return ""


def _safe(address: str) -> str:
    """The address where it may be a link, else nothing."""
    address = address.strip().replace(" ", "%20")
    return address if _SAFE.fullmatch(address) and len(address) <= _MOST_ADDRESS else ""


def _linked(link: _Link, *, knows_people: bool) -> Iterator[Run]:
    person = _PERSON.fullmatch(link.address) if knows_people else None
    text = text_of(link.runs).strip()
    if person is not None:
        yield Run(text or "somebody", person=person[1])
    elif url := _safe(link.address):
        shown = link.runs if text else [Run(re.sub("^(?:mailto|tel):", "", link.address))]
        yield from (replace(run, url=url) for run in shown)
    else:
        yield from link.runs
        address = "" if _PERSON.fullmatch(link.address) else _to_tell(link.address, text)
        if address:
            yield Run(f" ({address})" if text else address)


def _to_tell(address: str, text: str) -> str:
    """What to say of an address that is no link; nothing where the text says it already."""
    return "" if address in text else address


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Neighbours that look the same become one; empty ones go."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and not run.person and replace(last, text=run.text) == run:
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return joined


def _trimmed(runs: list[Run]) -> Runs:
    """Without white space at either end."""
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if not runs:
        return ()
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)
