"""Finding what must never be wrong: links, e-mail addresses, phone numbers, times and amounts.

Grounding checks answers with it, evaluation counts with it, the extractive answerer looks with
it for the kind of thing that a question asks for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class ContactKind(StrEnum):
    """Kinds of detail that an answer may only repeat, never make up."""

    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    TIME = "time"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Detail:
    """One such detail, where it stands in a text."""

    kind: ContactKind
    text: str
    """As written."""
    value: str
    """In normal form: two details are the same when their kind and value are."""
    start: int
    end: int


_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'`|]+", re.IGNORECASE)
# Parts are bounded, and begin where nothing can go on before: pages hold words of any length.
_EMAIL = re.compile(
    r"(?<!\w)[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
_PHONE = re.compile(
    r"(?<![\w.@/$-])(?:\+?\d{1,3}[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])?\d{3}[\s.-]\d{4}(?![\w@-])"
    r"(?:\s*(?:x|ext\.?|extension)\s*\d{1,6})?"
    r"|(?<![\w.@/-])\+\d{1,3}(?:[\s.-]\d{2,4}){2,5}(?![\w-])"
    r"|\b(?:x|ext\.?|extension)[\s:]*\d{2,6}\b"
    r"|\b1-8\d\d-[A-Z0-9-]{7,}\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?::|h|\.)[0-5]\d\b(?:\s?[ap]\.?m\b\.?)?|\b(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$€£]\s?\d[\d,]{0,20}(?:\.\d{1,10})?|\b(?<![\d,])\d[\d,]{0,20}(?:\.\d{1,10})?\s?%"
)


@lru_cache(maxsize=4_000)
def details(text: str) -> tuple[Detail, ...]:
    """All details of a text in order; none overlap (a link's digits are not a phone number).

    Remembered, because the same passages are looked through for one question after the other.
    """
    found: list[Detail] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            written = trim_link(match.group()) if kind is ContactKind.LINK else match.group()
            start, end = match.start(), match.start() + len(written)
            if not written or any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Detail(kind, written, normal_form(kind, written), start, end))
    return tuple(sorted(found, key=lambda detail: detail.start))


_PATTERNS = (
    (ContactKind.LINK, _LINK),
    (ContactKind.EMAIL, _EMAIL),
    (ContactKind.PHONE, _PHONE),
    (ContactKind.AMOUNT, _AMOUNT),
    (ContactKind.TIME, _TIME),
)


def normal_form(kind: ContactKind, written: str) -> str:
    """The value of a detail: digits of a phone number, a link without its trailing slash."""
    if kind is ContactKind.LINK:
        return (
            re.sub(r"^https?://(www\.)?|^www\.", "", written, flags=re.IGNORECASE)
            .rstrip("/")
            .lower()
        )
    if kind is ContactKind.PHONE:
        return re.sub(r"[^0-9A-Z]", "", re.sub(r"(?i)ext(ension)?\.?|x", "", written).upper())
    if kind is ContactKind.TIME:
        return re.sub(r"[\s.]", "", written.lower().replace("h", ":")).lstrip("0")
    return re.sub(r"[\s,]", "", written.lower())


def trim_link(written: str) -> str:
    """Strip punctuation that belongs to the sentence, and a bracket that was opened before it."""
    while written and written[-1] in ".,;:!?*_":
        written = written[:-1]
    while written.endswith((")", "]")) and written.count("(") < written.count(")") + written.count(
        "]"
    ):
        written = written[:-1]
        while written and written[-1] in ".,;:!?":
            written = written[:-1]
    return written
