"""Reads what a person wants to be told: the rule, its options, and which sites, all in words.

`core.waits.subscribing.desk` calls it.  Which sites the words mean is not known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from core.domain import AlertRule, AlertSense, DigestRule, QuietHours
from core.errors import SubscriptionRefused
from core.waits.examples import NO_NAMES, Examples
from core.waits.subscribing.schedule_words import parse_schedule, parse_time
from core.waits.telling.wording import escaped

_LEAST_THRESHOLD, _MOST_THRESHOLD = 5, 24 * 60
_LEAST_DISTANCE, _MOST_DISTANCE = 15, 24 * 60
"""Minutes."""

_WHO = r"(?:me|us|everyone|everybody|people|this\s+(?:channel|group|room)|the\s+(?:channel|team|group))"
_POLITE = r"(?:(?:please|kindly)[\s,]+|(?:can|could|would|will)\s+you\s+(?:please\s+)?)*"
_WHEN = r"(?:when(?:ever)?|if|once|as\s+soon\s+as|every\s+time)"
SUBSCRIBE = re.compile(
    rf"^{_POLITE}(?:subscribe|subscibe|subcribe)\b(?:\s+{_WHO})?(?:\s+here)?(?:\s+(?:to|for|with))?[\s:,]*",
    re.IGNORECASE,
)
ALERT = re.compile(
    rf"^{_POLITE}(?:(?:alert|notify|warn|ping|message)(?:\s+{_WHO})?|tell\s+{_WHO}|let\s+{_WHO}\s+know"
    rf"|(?:an?\s+)?alerts?)(?:\s+here)?[\s:,]+{_WHEN}\s+",
    re.IGNORECASE,
)
POST = re.compile(
    rf"^{_POLITE}(?:post|send|show|give|tell)\b(?:\s+{_WHO})?(?:\s+here)?\s+", re.IGNORECASE
)
_LEADS = (SUBSCRIBE, ALERT, POST)

_CLOCK = r"(?:\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]\.?m\b\.?)?|noon|midnight)"
_JOIN = r"(?:[\s,;]*\b(?:and|but|with)\b)?[\s,;]*"
_QUIET = re.compile(
    rf"{_JOIN}\b(?:(?:be\s+|keep\s+|stay\s+)?quiet(?:\s+hours?)?|(?:but\s+)?not|no\s+(?:alerts?|posts?)|silent)"
    rf"(?:\s+(?:from|between))?\s+(?P<start>{_CLOCK})\s*(?:to|until|till|and|-|–)\s*(?P<end>{_CLOCK})",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"{_JOIN}\b(?:at\s+most|no(?:t)?\s+more(?:\s+often)?\s+than|max(?:imum)?)\s+(?:once\s+|one\s+post\s+)?"
    r"(?:every|an|a|per|in|once\s+in)\s*(?P<number>\d{1,4})?\s*(?P<unit>hours?|hrs?|h|minutes?|mins?|min|m)\b",
    re.IGNORECASE,
)
_ONE_POST = re.compile(
    rf"{_JOIN}\b(?:(?:keep(?:ing)?|as|in|with|us(?:e|ing))\s+(?:to\s+)?(?:just\s+|only\s+)?(?:one|a\s+single|1)\s+post"
    r"|(?:updat(?:e|ing)|edit(?:ing)?)\s+(?:the\s+same|one|a\s+single|the)\s+post)(?:\s+up\s+to\s+date)?\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d)?|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
_DURATION = (
    r"(?:(?P<clock>\d{1,2}:\d{2})(?:\s*(?:h|hours?|hrs?)\b)?"
    r"|(?P<half>half\s+an\s+hour)"
    rf"|(?P<hours>{_NUMBER})\s*(?P<and_half>½|(?:and\s+a\s+half))?\s*(?:hours?|hrs?|h)(?![a-z])"
    r"(?:\s*(?P<a_half>and\s+a\s+half)|(?:\s*and)?\s*(?P<more>\d{1,2})\s*(?:minutes?|mins?|m)?(?![\w]))?"
    rf"|(?P<minutes>{_NUMBER})\s*(?:minutes?|mins?|m)(?![a-z]))"
)
_VERB = (
    r"(?:\b(?:is|are|was|gets?|goes|go|going|rises?|climbs?|jumps?|falls?|drops?|becomes?|reaches|has|hits)\b\s*"
    r"(?:(?:to|up|down|a\s+waits?(?:\s+time)?(?:\s+of)?|waits?(?:\s+of)?)\s+)*)?"
)
_BEYOND = re.compile(
    rf"{_VERB}(?:(?P<above>\b(?:over|above|more\s+than|longer\s+than|greater\s+than|higher\s+than|past|exceeds?|exceeding)\b|>)"
    rf"|(?P<below>\b(?:under|below|less\s+than|shorter\s+than|lower\s+than|beneath)\b|<))\s*{_DURATION}",
    re.IGNORECASE,
)
_UNUSUAL = re.compile(
    rf"{_VERB}\b(?:(?:much\s+|a\s+lot\s+)?(?:busier|longer|worse|slower|higher|more\s+busy)\s+than"
    r"(?:\s+(?:is\s+)?(?:usual(?:ly)?|normal(?:ly)?|average|it\s+usually\s+is))|(?:above|over)\s+(?:usual|normal|average)"
    r"|unusually\s+(?:busy|long|high|slow)|unusual)\b(?:\s+for\s+(?:this|the)\s+(?:hour|time|day))?",
    re.IGNORECASE,
)
_ALERT_LEFTOVER = re.compile(rf"^(?:(?:an?\s+)?alerts?\b[\s:,]*)?(?:{_WHEN}\s+)?", re.IGNORECASE)
_HERE = re.compile(
    r"\b(?:(?:in|to)\s+)?(?:here|this\s+channel)\b|\bplease\b|^(?:wait\s*times?|waits?)\s+(?:of|for|at|in)\b",
    re.IGNORECASE,
)

_EVERYTHING = {"all", "all of them", "everything", "everywhere", "any site"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants, but for which sites the words mean."""

    rule: DigestRule | AlertRule
    sites: str
    """In the person's words; may be empty."""
    quiet_hours: QuietHours | None = None
    keeps_one_post: bool = False


def parse_wish(text: str, examples: Examples = NO_NAMES) -> Wish:
    """Understand a wish, with or without the words that begin it ("subscribe", "alert me when").

    Args:
        text: As written.
        examples: What to suggest where it cannot be understood.

    Raises:
        SubscriptionRefused: There is neither a schedule nor something to watch for, or it cannot be
            kept; fit for the person.
    """
    text = " ".join(text.split()).strip(" .!?")
    text, quiet = _taken(_QUIET, text)
    text, distance = _taken(_DISTANCE, text)
    text, one_post = _taken(_ONE_POST, text)
    text = _without_lead(text)
    quiet_hours = None if quiet is None else _quiet_hours(quiet)
    watched, condition = _taken(_UNUSUAL, text)
    if condition is None:
        watched, condition = _taken(_BEYOND, text)
    if condition is not None:
        minutes = 60 if distance is None else _distance_minutes(distance)
        rule = _alert_rule(condition, minutes, examples)
        return Wish(rule, _sites(watched), quiet_hours, one_post is not None)
    found = parse_schedule(text)
    if found is None:
        raise SubscriptionRefused(
            "I need to know when to post, or what to watch for. Please write, for example, "
            f'"{escaped(examples.digest)}" or "{escaped(examples.alert)}".'
        )
    if quiet is not None or distance is not None:
        raise SubscriptionRefused(
            "Quiet hours and a distance between posts are for alerts; a digest is posted at its set "
            "times only. Please leave that part out."
        )
    return Wish(DigestRule(found.crons), _sites(found.rest), None, one_post is not None)


def has_condition(text: str) -> bool:
    """Whether a text ends, but for options, with something to watch for: `is over 4 hours`."""
    for option in (_QUIET, _DISTANCE, _ONE_POST):
        text, _ = _taken(option, text)
    text = _HERE.sub("", text).strip(" .,;!")
    return any(
        match.end() == len(text)
        for pattern in (_UNUSUAL, _BEYOND)
        for match in pattern.finditer(text)
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """The text without the first match of a pattern, and that match."""
    match = pattern.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;"), match


def _without_lead(text: str) -> str:
    for lead in _LEADS:
        if match := lead.match(f"{text} "):
            return text[match.end() :]
    return text


def _sites(text: str) -> str:
    text = _HERE.sub(" ", _ALERT_LEFTOVER.sub("", text.strip(" ,;:")))
    said = " ".join(text.split()).strip(" ,;:.")
    return "all sites" if said.lower() in _EVERYTHING else said


def _quiet_hours(match: re.Match[str]) -> QuietHours:
    start, end = _time(match["start"]), _time(match["end"])
    if start == end:
        raise SubscriptionRefused(
            "Quiet hours need a beginning and another end, for example: quiet 22:00 to 6:00."
        )
    return QuietHours(start, end)


def _time(text: str) -> time:
    minutes = parse_time(text) or 0
    return time(minutes // 60, minutes % 60)


def _distance_minutes(match: re.Match[str]) -> int:
    minutes = int(match["number"] or 1) * (1 if match["unit"].lower().startswith("m") else 60)
    if not _LEAST_DISTANCE <= minutes <= _MOST_DISTANCE:
        raise SubscriptionRefused(
            "Between two posts of an alert may be 15 minutes to 24 hours. "
            "Please write, for example: at most every 2 hours."
        )
    return minutes


def _alert_rule(condition: re.Match[str], distance_minutes: int, examples: Examples) -> AlertRule:
    if condition.re is _UNUSUAL:
        return AlertRule(AlertSense.UNUSUAL, None, distance_minutes)
    sense = AlertSense.ABOVE if condition["above"] else AlertSense.BELOW
    minutes = _minutes(condition)
    if not _LEAST_THRESHOLD <= minutes <= _MOST_THRESHOLD:
        raise SubscriptionRefused(
            "I watch for waits from 5 minutes to 24 hours. "
            f'Please write, for example, "{escaped(examples.alert)}".'
        )
    return AlertRule(sense, minutes, distance_minutes)


def _minutes(duration: re.Match[str]) -> int:
    if clock := duration["clock"]:
        hours, minutes = clock.split(":")
        return int(hours) * 60 + int(minutes)
    if duration["half"]:
        return 30
    if duration["minutes"]:
        return round(_number(duration["minutes"]))
    half = 30 if duration["and_half"] or duration["a_half"] else 0
    return round(_number(duration["hours"]) * 60) + half + int(duration["more"] or 0)


def _number(text: str) -> float:
    return float(_NUMBER_WORDS.get(text.lower(), text.replace(",", ".")))
