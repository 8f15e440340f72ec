"""The web addresses that a message holds, however the platform or the person wrote them.

Called by `named_pages`.  Whether an address may be read is not decided here.
"""

from __future__ import annotations

import re

from core.contacts import ContactKind, details, trim_link

_SLACK = re.compile(r"<((?:https?://|www\.)[^\s|<>]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\[[^\[\]\n]*\]\(\s*((?:https?://|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\s*\)", re.IGNORECASE
)
_OTHER_SCHEME = re.compile(r"(?<!\w)(?:ftps?|file|sftp|smb|gopher|data|blob)://[^\s<>\"'`|]+")
_HOST = r"(?<![\w@./\\:-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
_BARE = re.compile(
    # At least two dots, or a name that ends as names of sites do: `node.js/express` is no address.
    rf"(?:{_HOST}[a-z0-9-]+\.[a-z]{{2,}}|{_HOST}(?:com|org|net|edu|gov|info|int|ca|uk|us|eu|io))"
    r"(?::\d{1,5})?/[^\s<>\"'`|]*"
    # A number with a path; `10.0.0.0/8` is a network.
    r"|(?<![\w@./\\:-])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?/(?=[a-z])[^\s<>\"'`|]*",
    re.IGNORECASE,
)

_JOINED = re.compile(r",(?=https?://|www\.)", re.IGNORECASE)
_QUOTE = re.compile("[“”„‘’«»]")
_WITH_HOSTS = frozenset({ContactKind.LINK, ContactKind.EMAIL})


def links(text: str) -> tuple[str, ...]:
    """The addresses in a text as they were written, in order, each once."""
    unmarked = _unmarked(text)
    return tuple(dict.fromkeys(unmarked[start:end] for start, end in _spans(unmarked)))


def without_links(text: str, instead: str) -> str:
    """The text with each address, and what marks it as a link, replaced."""
    unmarked = _unmarked(text)
    for start, end in reversed(_spans(unmarked)):
        unmarked = unmarked[:start] + instead + unmarked[end:]
    return " ".join(unmarked.split())


def _unmarked(text: str) -> str:
    """Links of Slack and Markdown become their addresses."""
    text = _MARKDOWN.sub(r" \1 ", _SLACK.sub(r" \1 ", text))
    return _JOINED.sub(", ", text)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the addresses stand, in order; none overlap."""
    known = [detail for detail in details(text) if detail.kind in _WITH_HOSTS]
    taken = [(detail.start, detail.end) for detail in known]
    found = [
        _span(detail.start, detail.text) for detail in known if detail.kind is ContactKind.LINK
    ]
    for pattern in (_OTHER_SCHEME, _BARE):
        for match in pattern.finditer(text):
            start, end = _span(match.start(), match.group())
            if not any(start < last and first < end for first, last in taken):
                found.append((start, end))
    return sorted(found)


def _span(start: int, written: str) -> tuple[int, int]:
    return start, start + len(trim_link(_QUOTE.split(written, maxsplit=1)[0]))
