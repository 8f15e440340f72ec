"""Text within a line, an item or a cell: its looks, links, contacts and mentions.

The chat adapters call it with what their platform takes for a link.  Anything else stays text, address
and all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from core.chatting.markdown.runs import Run, Runs, text_of
from core.contacts import ContactKind, Detail, details

_SHOWN_SCHEME = re.compile(r"^(?:mailto|tel):")
_STYLES = {"strong": "is_bold", "em": "is_italic", "s": "is_struck"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRules:
    """What a platform takes for a link, and for a mention."""

    link: re.Pattern[str]
    """Matches the whole of an address that may be one."""
    most_address: int
    """Characters; a longer one is none."""
    person: re.Pattern[str]
    """Matches the whole of an address that stands for a person; its first group is their id."""
    nameless: str = ""
    """What a mention without a text says; empty: the person's id."""
    told: Callable[[str, str], str]
    """What is said of an address that is no link, given the text over it; empty: nothing."""

    def safe(self, address: str) -> str:
        """The address where it may be a link, else nothing."""
        address = address.strip().replace(" ", "%20")
        is_link = self.link.fullmatch(address) and len(address) <= self.most_address
        return address if is_link else ""


def runs_of(tokens: Sequence[Token], rules: LinkRules, *, knows_people: bool) -> Runs:
    """The runs of inline tokens: joined where they look the same, trimmed at both ends.

    Args:
        tokens: What the parser says is inside.
        rules: What may be a link.
        knows_people: Whether a link to `person:` and an id mentions that person.
    """
    return _trimmed(_joined(_Reader(rules, knows_people=knows_people).read(tokens)))


@dataclass(slots=True)
class _Link:
    """A link that is being read."""

    address: str
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Goes through the tokens of one line."""

    rules: LinkRules
    knows_people: bool

    def read(self, tokens: Sequence[Token]) -> Iterator[Run]:
        """All runs in order, some of them empty."""
        depths = dict.fromkeys(_STYLES.values(), 0)
        link: _Link | None = None
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if name in _STYLES:
                depths[_STYLES[name]] += 1 if side == "open" else -1
            elif token.type == "link_open":
                link = _Link(str(token.attrs.get("href", "")))
            elif token.type == "link_close":
                assert link is not None
                yield from self._linked(link, knows_people=self.knows_people)
                link = None
            else:
                styles = {style: depth > 0 for style, depth in depths.items()}
                said = self._said(token, is_in_link=link is not None)
                runs = [replace(run, **styles) for run in said]  # type: ignore[arg-type]
                if link is not None:
                    link.runs += runs
                else:
                    yield from runs

    def _said(self, token: Token, *, is_in_link: bool) -> Iterator[Run]:
        match token.type:
            case "text" | "text_special":
                text = token.content
                yield from [Run(text)] if is_in_link else self._with_contacts(text)
            case "code_inline":
                yield Run(token.content, is_code=True)
            case "softbreak" | "hardbreak":
                yield Run("\n")
            case "image":
                # Pictures of others are not fetched: what they show is told, with the way to them.
                shown = [Run(token.content)] if token.content else []
                picture = _Link(str(token.attrs.get("src", "")), shown)
                yield from shown if is_in_link else self._linked(picture, knows_people=False)

    def _with_contacts(self, text: str) -> Iterator[Run]:
        """Bare addresses become links; telephone numbers do not: every telephone finds them itself."""
        done = 0
        for detail in details(text):
            url = self.rules.safe(_target(detail))
            if not url:
                continue
            if before := text[done : detail.start]:
                yield Run(before)
            yield Run(detail.text, url=url)
            done = detail.end
        if rest := text[done:]:
            yield Run(rest)

    def _linked(self, link: _Link, *, knows_people: bool) -> Iterator[Run]:
        rules = self.rules
        person = rules.person.fullmatch(link.address) if knows_people else None
        text = text_of(link.runs).strip()
        if person is not None:
            yield Run(text or rules.nameless or person[1], person=person[1])
        elif url := rules.safe(link.address):
            shown = link.runs if text else [Run(_SHOWN_SCHEME.sub("", link.address))]
            yield from (replace(run, url=url) for run in shown)
        else:
            yield from link.runs
            if address := rules.told(link.address, text):
                yield Run(f" ({address})" if text else address)


def _target(detail: Detail) -> str:
    """Where a bare address leads; nothing for what is no address."""
    match detail.kind:
        case ContactKind.LINK:
            is_bare = detail.text.lower().startswith("www.")
            return f"https://{detail.text}" if is_bare else detail.text
        case ContactKind.EMAIL:
            return f"mailto:{detail.text}"
        case _:
            return ""


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
