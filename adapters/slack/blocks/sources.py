"""The pages that an answer names, as one line of links beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.slack.blocks.mrkdwn import mrkdwn_link
from core.chatting.source_titles import label_of, titles_of
from core.domain import Outcome, Source, named_sources

_MOST_LINE = 2000
"""Characters of all links: Slack takes 3,000 in one text, and the answer needs room too."""
_BETWEEN = " · "


def sources_blocks(outcome: Outcome) -> list[dict[str, Any]]:
    """A context block with the pages that an outcome names; none where it names none."""
    sources = list({source.address: source for source in named_sources(outcome)}.values())
    if not sources:
        return []
    return [context_block(f"{label_of(outcome, sources)}: {_in_one_line(sources)}")]


def context_block(mrkdwn: str) -> dict[str, Any]:
    """Small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def _in_one_line(sources: Sequence[Source]) -> str:
    links: list[str] = []
    left = _MOST_LINE
    for source, title in zip(sources, titles_of(sources), strict=True):
        link = mrkdwn_link(source.address, title)
        if len(link) > left:
            # Its address alone would be more than a line.
            link = mrkdwn_link("", title)
        if len(link) > left:
            return _BETWEEN.join([*links, f"and {len(sources) - len(links)} more"])
        links.append(link)
        left -= len(link) + len(_BETWEEN)
    return _BETWEEN.join(links)
