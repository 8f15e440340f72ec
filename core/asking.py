"""What kind of thing a question asks for: a number, a person, a time, the steps.

Retrieval weighs passages by it, the extractive answerer prefers the sentences that have it.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from core.contacts import ContactKind, details


class Wanted(Enum):
    """A kind of answer."""

    PHONE = auto()
    EMAIL = auto()
    LINK = auto()
    TIME = auto()
    AMOUNT = auto()
    COUNT = auto()
    PERSON = auto()
    PLACE = auto()
    DATE = auto()
    STEPS = auto()


_ASKS = {
    Wanted.PHONE: r"\b(?:phones?|telephone|tel|numbers?|call|dial|ring|reach|ext(?:ension)?s?|pagers?|page|hotline|contacts?|fax)\b",
    Wanted.EMAIL: r"\b(?:e-?mails?|mailbox|inbox|write to|contacts?|reach|address)\b",
    Wanted.LINK: r"\b(?:links?|urls?|web ?sites?|web ?pages?|portal|online|form)\b",
    Wanted.TIME: r"\b(?:when|what time|hours?|opens?|opening|clos(?:e|es|ing)|until|till|how late|how early|starts?|ends?|weekends?|saturdays?|sundays?|schedule)\b",
    Wanted.AMOUNT: r"\b(?:how much|costs?|pric(?:e|es|ing)|fees?|rates?|charges?|\$|dollars?|pay|paid|reimburse\w*|allowance|budget|limit|percent|per ?cent)\b",
    Wanted.COUNT: r"\b(?:how (?:many|long|often|far|soon|big|large|old|quickly|fast)|deadline|limit|maximum|minimum|days?|weeks?|months?)\b",
    Wanted.PERSON: r"\b(?:who|whose|whom|contact person|manager|director|supervisor|coordinator|lead|head of|in charge)\b",
    Wanted.PLACE: r"\b(?:where|location|located|room|building|floor|address|which (?:desk|room|floor|building|site))\b",
    Wanted.DATE: r"\b(?:when|what date|which (?:date|day|month)|deadline|due|by when|dates?)\b",
    Wanted.STEPS: r"\b(?:how (?:do|can|should|would|to|does)|steps?|procedure|process|instructions?|what (?:do|should) (?:i|we|you) do|way to)\b",
}  # fmt: skip
_PATTERNS = {wanted: re.compile(pattern, re.IGNORECASE) for wanted, pattern in _ASKS.items()}
_DETAIL = {
    Wanted.PHONE: ContactKind.PHONE,
    Wanted.EMAIL: ContactKind.EMAIL,
    Wanted.LINK: ContactKind.LINK,
    Wanted.TIME: ContactKind.TIME,
    Wanted.AMOUNT: ContactKind.AMOUNT,
}
_IN_DETAILS = {*_DETAIL, Wanted.DATE}
_INSISTS = {
    ContactKind.EMAIL: re.compile(r"\be-?mails?\b", re.IGNORECASE),
    ContactKind.PHONE: re.compile(
        r"\b(?:phones?|telephone|(?:phone|what|which|the|whose) number|number (?:for|of)|extension|ext|dial|ring|call)\b",
        re.IGNORECASE,
    ),
    ContactKind.LINK: re.compile(r"\b(?:links?|urls?|web ?sites?)\b", re.IGNORECASE),
}
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý]\.?)?\s+[A-ZÀ-Ý][\w'’-]+")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|ninety|once|twice|daily|weekly|monthly|annually|yearly|hourly|nightly|every|unlimited|half|quarter)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\b(?:19|20)\d\d\b|\bdays?\b|\bweeks?\b|\bmonths?\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:room|floor|level|building|wing|street|avenue|road|drive|basement|lobby|entrance|suite|hall|desk|counter|office"
    r"|next to|beside|behind|opposite|across|outside|inside|located|north|south|east|west|main|cabinet|shelf|drawer|page|under)\b",
    re.IGNORECASE,
)


def wanted(question: str) -> frozenset[Wanted]:
    """The kinds of answer that a question may be asking for; none for an open question."""
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(question))


def insists_on(question: str) -> frozenset[ContactKind]:
    """The contacts that a question asks for by name: an answer without them is none."""
    return frozenset(kind for kind, pattern in _INSISTS.items() if pattern.search(question))


def satisfied(kinds: frozenset[Wanted], text: str) -> float:
    """Share of the wanted kinds that a text holds; 0 when none is wanted."""
    asked = kinds - {Wanted.STEPS}
    if not asked:
        return 0.0
    # Looked for once, however many kinds are wanted: it is the costly part of weighing a passage.
    found = {detail.kind for detail in details(text)} if asked & _IN_DETAILS else set()
    return sum(_holds(kind, text, found) for kind in asked) / len(asked)


def _holds(kind: Wanted, text: str, found: set[ContactKind]) -> bool:
    match kind:
        case Wanted.PERSON:
            return bool(_NAME.search(text))
        case Wanted.COUNT:
            return bool(_NUMBER.search(text))
        case Wanted.PLACE:
            return bool(_PLACE.search(text))
        case Wanted.DATE:
            return ContactKind.TIME in found or bool(_DATE.search(text))
        case _:
            return _DETAIL[kind] in found
