"""What a question on wait times wishes to be told, and in which order.

Called by `understanding` with the text of a reading (see `reading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.domain import FacilityKind
from core.waits.asking.asked import Before, Order
from core.waits.asking.reading import WHOM

_SHORTEST = re.compile(
    r"\b(?:shortest|fastest|quickest|quietest|lowest|smallest|best|least (?:busy|crowded|full|wait)|soonest"
    r"|(?:not|less) (?:too |so |as |that )?busy|short(?:est)? to long(?:est)?)\b"
    rf"|\bshould {WHOM} go to SITE\b|\bwhere (?:should|can|could|do|would) {WHOM} (?:go|take)\b"
    r"|\b(?:er|emerg|emergency|hospital|one|site)"
    r" (?:should|can|could|do) (?:i|we|they) (?:go|take)\b"
)
_LONGEST = re.compile(
    r"\b(?:longest|worst|busiest|slowest|highest|most (?:busy|crowded|full)|least quiet)\b"
)
_SHORTER = re.compile(r"\b(?:shorter|faster|quicker|quieter|less busy|better|lower)\b")
_LONGER = re.compile(r"\b(?:longer|busier|worse|slower|higher|more busy|more crowded)\b")
_OTHERS = re.compile(r"\b(?:any|anything|anywhere|ones?|elsewhere|somewhere)\b")
"""Beside a comparative: "anything shorter nearby?"."""
_SORTED = re.compile(
    r"\b(?:sort|sorted|order|ordered|rank|ranked|ranking|to long(?:est)?|(?:shortest|longest|fastest|quickest|slowest) first|top \d+)\b"
)
_SEVERAL = re.compile(
    r"\b(?:(?:shortest|fastest|quickest|lowest|longest|worst|highest) (?:\w+ ){0,2}?"
    r"(?:waits|wait times|waiting times|times|ers|eds|hospitals|ones|centres|centers|sites|rooms|departments|\d)"
    r"|\d+ (?:shortest|fastest|quickest|lowest|longest|worst))\b"
)
_BEFORE = (
    (
        Before.USUAL,
        re.compile(
            r"\b(?:usual|usually|normal|normally|typical|typically|average|unusual|unusually|ordinary|(?:than|as) always|a lot)\b"
        ),
    ),
    (
        Before.LAST_WEEK,
        re.compile(r"\b(?:last week|a week ago|week ago|week before|same day last)\b"),
    ),
    (Before.YESTERDAY, re.compile(r"\b(?:yesterday|last night|day before|(?:24|24h) hours ago)\b")),
    (
        Before.HOUR_AGO,
        re.compile(
            r"\b(?:(?:an|one|1|last|past|the) hour (?:ago|before)|(?:an|one|1|last|past) hour|hour ago"
            r"|than (?:before|earlier)|compared (?:to|with) earlier)\b"
        ),
    ),
)
_TREND = re.compile(
    r"\b(?:how long (?:has|have) .{0,40}\bbeen|trend|trends|trending|rising|falling|climbing|dropping|improving|increasing|decreasing"
    r"|(?:going|gone|go|coming|come|went) (?:up|down)|up or down|getting (?:any )?(?:better|worse|longer|shorter|busier|slower|faster|quieter)"
    r"|(?:last|past) (?:\d+|few|couple) ?(?:of )?(?:hours|hrs|h|days)|(?:last|past) (?:day|24h|24)|history|lately|since"
    r"|how (?:has|have) (?:it|they|the|SITE|REGION|TOWN|er|ers|wait|waits|things)\b.{0,40}\bbeen"
    r"|(?:has|have) been (?:today|tonight|lately)|over the (?:day|last|past)|through the day|all day|so far|changed|change)\b"
)
_DURATION = (
    r"(?P<half>half an hour)|(?P<number>\d{1,4}|an?|one|two|three|four|five|six)(?P<more> and a half)?"
    r" ?(?P<unit>hours?|hrs?|h|minutes?|mins?|min|m)\b"
)
_WITHIN = re.compile(
    r"\b(?:under|below|(?:less|shorter|lower|fewer|faster|quicker|no more|not more) than|within|at most)(?: a wait of)? "
    rf"(?:{_DURATION})(?! (?:~?\w+ )?(?:of|from)\b)"
)
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BEST_TIME = re.compile(
    r"\b(?:best|better|good|quietest|shortest) (?:time|day|hour) (?:to|for|of)\b"
)
_LATER = re.compile(
    rf"{_BEST_TIME.pattern}|\btomorrow\b|\bnext (?:\w+ )?(?:hours?|days?|week|weekend|morning)\b"
    r"|(?<!seen )(?<!fixed )\bin (?:an|a|\d+|one|two|three|few|couple|a few|a couple)(?: of)? (?:hours?|hrs?|minutes?|mins?)\b"
    r"|\blater (?:today|tonight|on|this)\b|\b(?:later|this (?:evening|afternoon|weekend))$"
    r"|\bwill\b.*\b(?:later|tonight|evening|weekend|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_CHART = re.compile(r"\b(?:chart|charts|graph|graphs|plot|plots|plotted|diagram)\b")
_HOURS = re.compile(
    r"\b(?:open|opens|opening|close|closes|closed|closing)\b|\b(?:hours of|what hours|which hours|urgent care hours)\b"
    r"|^(?:the )?(?:SITE|TOWN|REGION)(?: \w+){0,3} hours\b|(?<!many )(?<!\d )\bhours (?:for|at)\b|^(?:and )?(?:the |their )?hours$|\b(?:until|till) when\b"
)
_WHICH_OPEN = re.compile(
    r"\b(?:which|what|any|anything|anywhere|ones?|somewhere|everything|where|who|list|all)\b.*\bopen\b"
    r"|\bopen (?:urgent|er|ers|emergency|hospital|ones?|sites?)\b|\bonly open\b|\b(?:still|now) open\b.*\b(?:which|what)\b"
)
_HOUR_OF_OPENING = re.compile(r"\bwhat (?:time|hours)\b|\bwhen\b|\btill\b|\buntil\b")
_EMERGENCY = re.compile(r"\b(?:ers?|eds?|emergs?|emergency|emergencies|a&e|casualty)\b")
_URGENT = re.compile(r"\burgent\b|\bwalk in\b")
_HOSPITAL = re.compile(r"\bhospitals?\b")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How facilities are to be told of."""

    order: Order = Order.LISTED
    only_first: bool = False
    only_open: bool = False
    asks_hours: bool = False
    before: Before | None = None
    wants_chart: bool = False
    wants_trend: bool = False
    within_minutes: int | None = None
    asks_later: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything beside the waits of now is wished for."""
        return self != Wishes()


def wishes_of(text: str, *, named: int) -> Wishes:
    """What a reading wishes for.

    Args:
        text: Of the reading.
        named: How many facilities it names: of two, "which is faster" asks for an order.
    """
    then = _LATER.sub("", _WITHIN.sub("", text))  # "under an hour" is not "an hour ago"
    before = next((before for before, pattern in _BEFORE if pattern.search(then)), None)
    wants_trend = _TREND.search(text) is not None
    is_now = before is None and not wants_trend
    which_open = _WHICH_OPEN.search(text) is not None and not _HOUR_OF_OPENING.search(text)
    wishes = Wishes(
        only_open=which_open,
        asks_hours=_HOURS.search(text) is not None,
        before=before,
        wants_chart=_CHART.search(text) is not None,
        wants_trend=wants_trend,
        within_minutes=_within(text),
        asks_later=_LATER.search(text) is not None,
    )
    text = _BEST_TIME.sub("", text)
    several = _SEVERAL.search(text) is not None or _SORTED.search(text) is not None
    for order, most, more in (
        (Order.SHORTEST, _SHORTEST, _SHORTER),
        (Order.LONGEST, _LONGEST, _LONGER),
    ):
        if most.search(text):
            return replace(wishes, order=order, only_first=not several)
        if more.search(text) and is_now and (named > 1 or _OTHERS.search(text)):
            return replace(wishes, order=order)
    return replace(wishes, order=Order.SHORTEST) if _SORTED.search(text) else wishes


def _within(text: str) -> int | None:
    """The minutes that a wait is to stay below; None where none are said."""
    match = _WITHIN.search(text)
    if match is None:
        return None
    if match["half"]:
        return 30
    number = _NUMBER_WORDS.get(match["number"]) or int(match["number"])
    if match["unit"].startswith("m"):
        return number
    return number * 60 + (30 if match["more"] else 0)


def kind_of(text: str) -> tuple[FacilityKind | None, bool]:
    """The kind of facility that a reading speaks of, and whether it is only likely.

    "Hospital" likely means its emergency department, but an urgent-care centre is called so too.
    """
    is_emergency, is_urgent = (
        _EMERGENCY.search(text) is not None,
        _URGENT.search(text) is not None,
    )
    if is_emergency != is_urgent:
        return (FacilityKind.EMERGENCY if is_emergency else FacilityKind.URGENT_CARE), False
    if not is_emergency and _HOSPITAL.search(text):
        return FacilityKind.EMERGENCY, True
    return None, False
