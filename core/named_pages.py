"""Pages that a person names by their address: which ones, what is asked of them, what they say.

`answering` asks `pages_asked_about` of every question, and `NamedPages` where there are any.  How a
page is fetched, and whether it may be, is the business of the `PageReader`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from core.asking import wanted
from core.domain import Evidence, Findings, Page, Query, Source, Turn
from core.errors import PageRefused
from core.followups import leans_on_history, stand_alone
from core.judgement import confidence
from core.links import links, without_links
from core.ports import PageFinder, PageReader
from core.words import terms, words

_MOST_PAGES = 2
"""Pages read for one question."""
_MOST_SECONDS = 20.0
"""For searching one page."""
_LOOK_BACK = 3
"""Turns that are looked through for the page that a chain of follow-ups is about."""
_LENIENCE = 0.4
"""Share of the usual strictness: the person chose the page, so it need only seem to answer.

Source: docs/decisions/0007-named-pages.md.
"""
_WHOLE_PAGE = "Give a short summary."
"""Stands for a question that is nothing but an address."""
_IT = r"(?:it|this|that|(?:this|that|the)\s+(?:(?:web ?)?page|document|pdf|file|article|link|site|url))"
_FRAMING = re.compile(
    rf"\b(?:(?:can|could|would)\s+you\s+)?(?:please\s+)?"
    rf"(?:(?:what|where|how|which|anything)\s+)?(?:(?:does|do|did|can|will|is there)\s+)?{_IT}\s+"
    r"(?:says?|tells?|mentions?|states?|writes?)\b(?:\s+(?:me|us))?"
    r"(?:\s+(?:about|on|regarding|concerning|of|that))?"
    rf"|\b(?:according to|based on|as per|per|look(?:ing)? at|check(?:ing)?|read(?:ing)?|see|open|go(?:ing)? to|here is|here's)\s+{_IT}\b"
    rf"|\b(?:on|in|from|at|of|under|via|with)\s+{_IT}\s*(?=$|[?.!,;:)])"
    rf"|\b(?:is|isn't)\s+{_IT}\s+(?:still\s+)?the\s+(?:right|correct|current|latest|proper)\s+"
    r"(?:page|link|form|site|place|address|document|url|version)\s+(?:for|to|on|about)\b"
    rf"|\bcompare\s+{_IT}(?:\s*(?:and|with|to|,)\s*{_IT})?(?:\s+(?:on|for|about))?\b"
    r"|\b(?:the\s+)?(?:main|key)\s+(?:points?|facts?|messages?|takeaways?)\b",
    re.IGNORECASE,
)
"""What frames a question to a page; the page need not hold such words."""
_MARK = "\ue000"
"""Stands for an address while the question is taken apart: no keyboard has it."""
_AT_AN_END = re.compile(rf"^\W*{_MARK}[\s,;:–-]*|(?<=[?.!:,;–-])\s*{_MARK}\W*$")
"""An address before or after the question, not a part of its sentence."""
_LEFT_OVER = re.compile(r"^\W*(?:(?:please|and|then)\b\W*)+", re.IGNORECASE)
_BEFORE_STOP = re.compile(r"\s+(?=[?.!,;:])")
_ABOUT_THE_WHOLE = frozenset(
    terms(
        "say says tell mention summary summarise summarize summaries overview gist outline takeaways "
        "page pages webpage document pdf file article link url website content contents read reading "
        "explain describe short brief briefly quick quickly sum tldr tl dr look"
    )
)
"""A question with no other words asks what the page says as a whole."""
_REFERS_TO_PAGE = frozenset("it its this that these those they page document pdf there".split())
_GOES_ON = re.compile(r"^\W*(?:and|or|also|what about|how about)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """What a person asks of which pages."""

    addresses: tuple[str, ...]
    """As written; one or two."""
    query: Query
    """Without addresses; an empty text asks what the pages say as a whole."""
    left_out: int = 0
    """Further addresses, which are not read."""
    insists: bool = True
    """Whether these pages are surely meant; a follow-up may be about something else."""

    @property
    def hosts(self) -> str:
        """Where the pages are, for people."""
        return " and ".join(dict.fromkeys(map(_host, self.addresses)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the pages."""

    question: str
    """What the generator is asked; never empty."""
    findings: Findings
    """Best passages of all pages first."""
    pages: tuple[Source, ...]
    """Those that could be read, under the addresses that they were found at."""
    refusals: tuple[str, ...]
    """Why the others were not, for the person."""
    remark: str
    """What stands before an answer from these pages; may be empty."""
    confidence: float
    """How sure one may be that the pages answer, 0 to 1."""


def pages_asked_about(text: str, turns: Sequence[Turn], *, limit: int) -> PageQuestion | None:
    """The pages that a question is about; None where it is about none in particular.

    Args:
        text: As asked.
        turns: Earlier turns, oldest first: a follow-up stays with the page of the one before.
        limit: Passages wanted.
    """
    plain_turns = [replace(turn, question=_asked(turn.question)) for turn in turns]
    if written := links(text):
        left_out = max(0, len(written) - _MOST_PAGES)
        query = _query(text, plain_turns, limit)
        return PageQuestion(written[:_MOST_PAGES], query, left_out)
    if not leans_on_history(text):
        return None
    for turn in reversed(turns[-_LOOK_BACK:]):
        if written := links(turn.question):
            query = replace(stand_alone(text, plain_turns, limit=limit), text=_asked(text))
            insists = not terms(text) or bool(_REFERS_TO_PAGE.intersection(words(text)))
            return PageQuestion(written[:_MOST_PAGES], query, insists=insists)
        if not leans_on_history(turn.question):
            break
    return None


def suffices(reading: Reading, asked: PageQuestion, *, strictness: float) -> bool:
    """Whether the pages seem to answer.

    Args:
        reading: What came of reading them.
        asked: What is asked; where the pages are surely meant they need only seem to answer.
        strictness: That of the index, 0 to 1.
    """
    if not reading.findings.evidence:
        return False
    return reading.confidence >= strictness * (_LENIENCE if asked.insists else 1.0)


class NamedPages:
    """Reads the pages and finds what they say."""

    def __init__(self, *, reader: PageReader, finder: PageFinder) -> None:
        self._reader = reader
        self._finder = finder

    async def read(self, asked: PageQuestion) -> Reading:
        """Read the pages; those that are refused are told of, not raised.

        Raises:
            ModelError: The embedder failed.
            StorageError: The stored pages cannot be looked at.
        """
        pages: dict[str, Page] = {}
        refusals: list[str] = []
        copies: list[str] = []
        for address in asked.addresses:
            try:
                read = await self._reader.read(address)
            except PageRefused as refusal:
                refusals.append(str(refusal))
            else:
                pages.setdefault(read.page.address, read.page)
                if read.as_of is not None:
                    copies.append(f"{read.as_of.day} {read.as_of:%B %Y}")
        found = await self._find(pages, asked.query, refusals)
        findings = _together(found, asked.query)
        remarks = list(refusals) if pages else []
        if copies:
            remarks.append(f"From the copy that I keep, of {' and '.join(dict.fromkeys(copies))}:")
        if asked.left_out:
            remarks.append(f"I read the first {_MOST_PAGES} of the addresses, not the others.")
        spoken = f"{asked.query.context} {findings.text}".strip()
        return Reading(
            question=spoken if asked.query.text else _WHOLE_PAGE,
            findings=findings,
            pages=tuple(Source(page.address, page.title) for page in pages.values()),
            refusals=tuple(dict.fromkeys(refusals)),
            remark=" ".join(dict.fromkeys(remarks)),
            confidence=_confidence(findings),
        )

    async def _find(
        self, pages: dict[str, Page], query: Query, refusals: list[str]
    ) -> list[Findings]:
        """What each page says; one that takes too long is refused and taken from `pages`."""
        found = []
        for address, page in [*pages.items()]:
            try:
                async with asyncio.timeout(_MOST_SECONDS):
                    found.append(await self._finder.find(page, query))
            except TimeoutError:
                refusals.append(f"{page.title} is too long or too involved for me to search now.")
                del pages[address]
        return found


def _query(text: str, plain_turns: Sequence[Turn], limit: int) -> Query:
    """What is looked for on a page whose address stands in the text."""
    asked = _asked(text)
    if plain_turns and not terms(asked) and _GOES_ON.search(without_links(text, "it")):
        # "And what about https://…?": what was asked before is asked of this page.
        return Query(text=stand_alone(asked, plain_turns, limit=limit).context, limit=limit)
    return Query(text=asked, limit=limit)


def _asked(text: str) -> str:
    """The question itself: without addresses and what frames them; empty for a whole page."""
    marked = _AT_AN_END.sub("", without_links(text, _MARK)).replace(_MARK, "it")
    bare = _LEFT_OVER.sub("", _FRAMING.sub(" ", marked).strip())
    asked = _BEFORE_STOP.sub("", " ".join(bare.split())).strip(" ,;:-–()")
    found = set(terms(asked))
    asks = found - _ABOUT_THE_WHOLE if found else wanted(asked)
    return asked if asks else ""


def _host(address: str) -> str:
    spelled = address if "://" in address else f"//{address}"
    try:
        return urlsplit(spelled).hostname or address
    except ValueError:
        return address


def _confidence(findings: Findings) -> float:
    """How sure one may be by the question's own words, where it has any.

    What a follow-up carries along stands on the page, for that was asked before.
    """
    own = tuple(term for term in findings.terms if not term.carried)
    return confidence(replace(findings, terms=own or findings.terms))


def _together(found: Sequence[Findings], query: Query) -> Findings:
    """The findings of several pages as one, best passages first."""
    if not found:
        return Findings(query.text)
    best = min(found, key=lambda findings: findings.shortfall)
    pieces = sorted(
        (piece for findings in found for piece in findings.evidence),
        key=lambda piece: -piece.score,
    )
    numbered: list[Evidence] = [
        replace(piece, passage_id=number) for number, piece in enumerate(pieces)
    ]
    return replace(best, evidence=tuple(numbered[: query.limit]))
