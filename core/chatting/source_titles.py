"""What the pages that an answer names are called beneath it.  Pure; the chat adapters make links of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from core.chatting.one_line import cut
from core.domain import Declined, Outcome, Source

_MOST_TITLE = 80
"""Characters; five titles should not be more than the answer."""


def label_of(outcome: Outcome, sources: Sequence[Source]) -> str:
    """What stands before the pages: `Sources`, or `Nearest page` where they tell no answer."""
    word = "Nearest pages" if isinstance(outcome, Declined) else "Sources"
    return word.removesuffix("s") if len(sources) == 1 else word


def titles_of(sources: Sequence[Source]) -> list[str]:
    """Short titles, of which no two are alike."""
    titles = [cut(source.title or _name(source.address), _MOST_TITLE) for source in sources]
    for tell_apart in (_name, host_of, lambda address: address):
        alike = _repeated(titles)
        titles = [
            f"{title} ({cut(tell_apart(source.address), _MOST_TITLE)})"
            if title.casefold() in alike
            else title
            for source, title in zip(sources, titles, strict=True)
        ]
    return titles


def host_of(address: str) -> str:
    """Whose page it is; the address itself where it names no host."""
    try:
        return urlsplit(address).netloc or address
    except ValueError:
        return address


def _repeated(titles: Iterable[str]) -> set[str]:
    counts = Counter(title.casefold() for title in titles)
    return {title for title, count in counts.items() if count > 1}


def _name(address: str) -> str:
    """`Badges-And-Keys.aspx`, or the host where there is no path."""
    try:
        path = PurePosixPath(unquote(urlsplit(address).path))
    except ValueError:
        return address
    return path.name or host_of(address)
