"""The pages that an answer names, as one line of links beneath it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from adapters.slack.blocks.mrkdwn import mrkdwn_link
from core.domain import Declined, Outcome, Source, named_sources

_MOST_TITLE = 80
"""Characters; five titles should not be more than the answer."""
_MOST_LINE = 2000
"""Characters of all links: Slack takes 3,000 in one text, and the answer needs room too."""
_BETWEEN = " · "


def sources_blocks(outcome: Outcome) -> list[dict[str, Any]]:
    """A context block with the pages that an outcome names; none where it names none."""
    sources = {source.address: source for source in named_sources(outcome)}
    if not sources:
        return []
    word = "Nearest pages" if isinstance(outcome, Declined) else "Sources"
    label = word.removesuffix("s") if len(sources) == 1 else word
    return [context_block(f"{label}: {_in_one_line(list(sources.values()))}")]


def context_block(mrkdwn: str) -> dict[str, Any]:
    """Small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def _in_one_line(sources: Sequence[Source]) -> str:
    links: list[str] = []
    left = _MOST_LINE
    for source, title in zip(sources, _titles(sources), strict=True):
        link = mrkdwn_link(source.address, title)
        if len(link) > left:
            # Its address alone would be more than a line.
            link = mrkdwn_link("", title)
        if len(link) > left:
            return _BETWEEN.join([*links, f"and {len(sources) - len(links)} more"])
        links.append(link)
        left -= len(link) + len(_BETWEEN)
    return _BETWEEN.join(links)


def _titles(sources: Sequence[Source]) -> list[str]:
    """Short titles, of which no two are alike."""
    titles = [_short(source.title or _name(source.address)) for source in sources]
    for tell_apart in (_name, _host, lambda address: address):
        alike = _repeated(titles)
        titles = [
            f"{title} ({_short(tell_apart(source.address))})"
            if title.casefold() in alike
            else title
            for source, title in zip(sources, titles, strict=True)
        ]
    return titles


def _repeated(titles: Iterable[str]) -> set[str]:
    counts = Counter(title.casefold() for title in titles)
    return {title for title, count in counts.items() if count > 1}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_TITLE else f"{text[: _MOST_TITLE - 1].rstrip()}…"


def _name(address: str) -> str:
    """`Badges-And-Keys.aspx`, or the host where there is no path."""
    path = PurePosixPath(unquote(urlsplit(address).path))
    return path.name or _host(address)


def _host(address: str) -> str:
    return urlsplit(address).netloc or address
