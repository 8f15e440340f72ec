"""The pages that an answer names: a line of links beneath it, and as citations where Teams draws them.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from adapters.teams.message import Citation
from adapters.teams.names import MOST_CITATION_ABSTRACT, MOST_CITATION_NAME, MOST_CITATIONS
from adapters.teams.writing.escaping import inline, target
from core.domain import Answered, Declined, Outcome, Source, named_sources

_MOST_TITLE = 80
_MOST_ADDRESS = 600
"""Characters; of a longer address the title has to do, or the links would be more than the answer."""
_MOST_LINE = 2_500
_BETWEEN = " · "
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What follows the text of an answer."""

    line: str = ""
    """Markdown; empty: no page is named."""
    citations: tuple[Citation, ...] = ()


def named_pages(outcome: Outcome) -> Named:
    """The pages that an outcome names, best first, each once."""
    sources = list({source.address: source for source in named_sources(outcome)}.values())
    sources = sources[:MOST_CITATIONS]
    if not sources:
        return Named()
    word = "Nearest pages" if isinstance(outcome, Declined) else "Sources"
    label = word.removesuffix("s") if len(sources) == 1 else word
    titles = _titles(sources)
    links = _links(sources, titles)
    abstracts = _abstracts(outcome)
    citations = tuple(
        _citation(number, source, title, abstracts.get(source.address, ""))
        for number, (source, title) in enumerate(zip(sources, titles, strict=True), start=1)
    )
    unnamed = len(sources) - len(links)
    more = [f"and {unnamed} more"] if unnamed else []
    return Named(f"{label}: {_BETWEEN.join([*links, *more])}", citations[: len(links)])


def _links(sources: Sequence[Source], titles: Sequence[str]) -> list[str]:
    """As many links as are no more than the answer."""
    links: list[str] = []
    left = _MOST_LINE
    for number, (source, title) in enumerate(zip(sources, titles, strict=True), start=1):
        link = f"[{number}] {_link(source.address, title)}"
        left -= len(link) + len(_BETWEEN)
        if left < 0:
            break
        links.append(link)
    return links


def _citation(number: int, source: Source, title: str, told: str) -> Citation:
    url = _web(source.address)
    return Citation(
        position=number,
        name=_short(title, MOST_CITATION_NAME),
        url=target(url) if url else "",
        abstract=_short(told or _host(source.address), MOST_CITATION_ABSTRACT),
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
    """The address where others can open it, else nothing."""
    address = address.strip()
    if not _WEB.fullmatch(address) or len(address) > _MOST_ADDRESS:
        return ""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return "" if _is_loopback(host) else address


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost") or not host:
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


def _titles(sources: Sequence[Source]) -> list[str]:
    """Short titles, of which no two are alike."""
    titles = [_short(source.title or _name(source.address), _MOST_TITLE) for source in sources]
    for tell_apart in (_name, _host, lambda address: address):
        alike = _repeated(titles)
        titles = [
            f"{title} ({_short(tell_apart(source.address), _MOST_TITLE)})"
            if title.casefold() in alike
            else title
            for source, title in zip(sources, titles, strict=True)
        ]
    return titles


def _repeated(titles: Iterable[str]) -> set[str]:
    counts = Counter(title.casefold() for title in titles)
    return {title for title, count in counts.items() if count > 1}


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _name(address: str) -> str:
    """`Badges-And-Keys.aspx`, or the host where there is no path."""
    try:
        path = PurePosixPath(unquote(urlsplit(address).path))
    except ValueError:
        return address
    return path.name or _host(address)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc or address
    except ValueError:
        return address
