"""Stands between generator and person: what must never be wrong occurs in the sources, or goes.

Links, e-mail addresses, phone numbers, clock times and amounts of an answer are held against the
passages, the conversation and the question.  Works on the stream: a half-written address is held
back until it is whole.  Called by `answering`; knows no generator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.contacts import ContactKind, Detail, details, normal_form

_WITHHELD = {
    ContactKind.LINK: "(link withheld: not in the sources)",
    ContactKind.EMAIL: "(address withheld: not in the sources)",
    ContactKind.PHONE: "(number withheld: not in the sources)",
    ContactKind.TIME: "(time withheld: not in the sources)",
    ContactKind.AMOUNT: "(figure withheld: not in the sources)",
}
_SHORTEST_PHONE = 7
"""Digits from which the end of a longer number is the same number without its area code."""
_LONGEST_HOLD = 600
"""Characters after which text is judged as it stands, however it may go on."""
_MINUTES_PER_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})(?:[:h.](\d\d))?([ap])?", re.IGNORECASE)
_MAY_GO_ON = re.compile(
    r"(?:\S*\d\S*|[+($€£]+|x|ext\.?|extension:?|[ap]\.?|[ap]\.?m\.?|https?:?/?/?|\S*@\S*)$",
    re.IGNORECASE,
)
_OPEN_LINK = re.compile(r"\[[^\]\n]*(?:\](?:\([^)\n]*)?)?$")
_BAD_MARKDOWN_LINK = re.compile(r"\[([^\]\n]*)\]\(\(link withheld: not in the sources\)\)")


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that an answer may repeat."""

    values: frozenset[tuple[ContactKind, str]]
    phones: tuple[str, ...]
    minutes: frozenset[int]

    def holds(self, detail: Detail) -> bool:
        """Whether a detail of an answer occurs in the sources, maybe written another way."""
        if (detail.kind, detail.value) in self.values:
            return True
        if detail.kind is ContactKind.PHONE and len(detail.value) >= _SHORTEST_PHONE:
            return any(
                phone.endswith(detail.value) or detail.value in phone for phone in self.phones
            )
        if detail.kind is ContactKind.TIME:
            return bool(self.minutes & _minutes(detail.value))
        return False


def ground(texts: Iterable[str], addresses: Iterable[str] = ()) -> Ground:
    """Collect what may be repeated.

    Args:
        texts: Passages, earlier turns, the question.
        addresses: Of the pages that are cited.
    """
    found = [detail for text in texts for detail in details(text)]
    values = {(detail.kind, detail.value) for detail in found}
    values |= {(ContactKind.LINK, normal_form(ContactKind.LINK, address)) for address in addresses}
    times = (_minutes(value) for kind, value in values if kind is ContactKind.TIME)
    return Ground(
        values=frozenset(values),
        phones=tuple(value for kind, value in values if kind is ContactKind.PHONE),
        minutes=frozenset().union(*times),
    )


def ungrounded(text: str, known: Ground) -> list[Detail]:
    """The details of a text that occur in no source."""
    return [detail for detail in details(text) if not known.holds(detail)]


@dataclass(slots=True)
class GroundedStream:
    """Passes text on piece by piece, with what is not grounded replaced."""

    known: Ground
    withheld: int = 0
    """Details replaced so far."""
    _held: str = field(default="", repr=False)

    def feed(self, piece: str) -> str:
        """Take the next piece; return what is safe to show now."""
        self._held += piece
        cut = _safe_length(self._held)
        ready, self._held = self._held[:cut], self._held[cut:]
        return self._replace(ready)

    def flush(self) -> str:
        """Return the rest: the text has ended."""
        ready, self._held = self._held, ""
        return self._replace(ready)

    def _replace(self, text: str) -> str:
        for detail in reversed(ungrounded(text, self.known)):
            text = text[: detail.start] + _WITHHELD[detail.kind] + text[detail.end :]
            self.withheld += 1
        return _BAD_MARKDOWN_LINK.sub(r"\1", text)


def _safe_length(text: str) -> int:
    """How much of a text cannot be part of a detail that is still being written."""
    if len(text) > _LONGEST_HOLD:
        return len(text)
    cut = max(text.rfind(" "), text.rfind("\n")) + 1
    while cut > 0 and _MAY_GO_ON.search(text[:cut].rstrip()) and not text[:cut].endswith("\n"):
        kept = text[:cut].rstrip()
        cut = max(kept.rfind(" "), kept.rfind("\n")) + 1
    open_link = _OPEN_LINK.search(text)
    return min(cut, open_link.start()) if open_link else cut


def _minutes(value: str) -> frozenset[int]:
    """Minutes of the day that a written time may mean; without a.m. or p.m. it may mean both."""
    match = _CLOCK.match(value)
    if not match:
        return frozenset()
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        return frozenset({(hour % 12 + (12 if half == "p" else 0)) * 60 + minute})
    total = hour * 60 + minute
    if hour > 12 or hour == 0:  # noqa: PLR2004  (a 24-hour time)
        return frozenset({total})
    return frozenset({total, (total + _MINUTES_PER_DAY // 2) % _MINUTES_PER_DAY})
