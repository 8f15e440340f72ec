"""The pages that an answer names: a line of links beneath it, and as citations where Teams draws them.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.teams.message import Citation
from adapters.teams.names import MOST_CITATION_ABSTRACT, MOST_CITATION_NAME, MOST_CITATIONS
from adapters.teams.writing.escaping import inline, target
from core.chatting.one_line import cut
from core.chatting.source_titles import host_of, label_of, titles_of
from core.domain import Answered, Declined, Outcome, Source, named_sources

_MOST_ADDRESS = 600
"""Characters; of a longer address the title has to do, or the links would be more than the answer."""
_MOST_LINE = 2_500
_BETWEEN = " · "
_NUMBER = len("[20] ")
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What follows the text of an answer."""

    line: str = ""
    """Markdown for a text with citations; empty: no page is named."""
    card_line: str = ""
    """The same for a card, which has none: without numbers."""
    citations: tuple[Citation, ...] = ()


def named_pages(outcome: Outcome) -> Named:
    """The pages that an outcome names, best first, each once."""
    sources = list({source.address: source for source in named_sources(outcome)}.values())
    sources = sources[:MOST_CITATIONS]
    if not sources:
        return Named()
    titles = titles_of(sources)
    links = _links(sources, titles)
    abstracts = _abstracts(outcome)
    citations = tuple(
        _citation(number, source, title, abstracts.get(source.address, ""))
        for number, (source, title) in enumerate(zip(sources, titles, strict=True), start=1)
    )
    unnamed = len(sources) - len(links)
    more = [f"and {unnamed} more"] if unnamed else []
    label = label_of(outcome, sources)
    numbered = [f"[{number}] {link}" for number, link in enumerate(links, start=1)]
    return Named(
        line=f"{label}: {_BETWEEN.join([*numbered, *more])}",
        card_line=f"{label}: {_BETWEEN.join([*links, *more])}",
        citations=citations[: len(links)],
    )


def _links(sources: Sequence[Source], titles: Sequence[str]) -> list[str]:
    """As many links as are no more than the answer."""
    links: list[str] = []
    left = _MOST_LINE
    for source, title in zip(sources, titles, strict=True):
        link = _link(source.address, title)
        left -= len(link) + len(_BETWEEN) + _NUMBER
        if left < 0:
            break
        links.append(link)
    return links


def _citation(number: int, source: Source, title: str, told: str) -> Citation:
    url = _web(source.address)
    return Citation(
        position=number,
        name=cut(title, MOST_CITATION_NAME),
        url=target(url) if url else "",
        abstract=cut(told or host_of(source.address), MOST_CITATION_ABSTRACT),
    )


def _abstracts(outcome: Outcome) -> dict[str, str]:
    """How the best passage of each page begins."""
    if not isinstance(outcome, Answered | Declined):
        return {}
    found = reversed(outcome.evidence)
    return {one.passage.address: one.passage.text for one in found if one.passage.text.strip()}


def _link(address: str, title: str) -> str:
    url = _web(address)
    return f"[{inline(title)}]({target(url)})" if url else inline(title)


def _web(address: str) -> str:
    """The address where a browser opens it, else nothing.

    A page of this machine is linked as well: where the desk is tried out, it opens.
    """
    address = address.strip()
    return address if _WEB.fullmatch(address) and len(address) <= _MOST_ADDRESS else ""
