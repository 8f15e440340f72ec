"""Dangers that one sees rather than has: weapons and violence, fire and smoke.

`emergencies` calls it.  A pattern holds who does what, or what is where, so that the mere word
("fire drill", "violence prevention") is no danger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.words import stems

PEOPLE = (
    r"(?:man|woman|guy|lady|person|patient|pt|visitor|resident|client|boy|girl|child|kid|teen(?:ager)?|baby|infant|toddler"
    r"|newborn|nurse|doctor|physician|aide|porter|guard|worker|colleague|co-?worker|employee|staff(?: member)?"
    r"|family member|relative|husband|wife|father|mother|mom|mum|dad|son|daughter|brother|sister|friend|intruder"
    r"|stranger|contractor|driver|student|volunteer|roommate|men|women|people|guys|ladies|patients|visitors|residents"
    r"|clients|kids|family members|relatives)"
)
"""People as they are called, with or without an article."""

PLACE = (
    r"(?:in|on|at|outside|near|by|behind|under|from|inside)(?: (?!policy|the policy)[\w'-]+){0,3}? (?:parkade|lobby|washroom|bathroom|toilet|hall(?:way)?"
    r"|stair(?:s|well|case|way)|elevator|cafeteria|kitchen|parking(?: lot)?|garage|unit|ward|room|entrance|er|ed|emerg|emergency|icu|or"
    r"|building|floor|basement|roof|office|corridor|laundry|lab|pharmacy|clinic|chapel|tunnel|triage|nursery|doors?|\d+\w*)\b"
)
"""Where somebody says that it happens."""

_GAP = r"(?: (?!no\b|not\b|never\b|if\b|when\b|without\b)[\w'-]+){0,5}?"
_WHO = rf"(?:someone|somebody|s?he|they|(?:some|any) (?:guy|one|body)|{PEOPLE})"
_WHOM = rf"(?:me|us|him|her|them|myself|everyone|everybody|nurses|doctors|each other|(?:\w+ ){{0,3}}?{PEOPLE}|someone|somebody)\b"
_DOES = r"(?:'s|'re| is| are| keeps?| started| starts| began| just| has just| was just)"
_SEEN = (
    r"(?:there'?s|there (?:is|are|was|seems to be)|(?:i|we)(?:'m| am|'re| are| can| think i| think we|'ve| have| just)*"
    r" (?:see|saw|seeing|seen|smell|smelled|smelling|smelt|hear|heard|hearing)|we have)"
)
_WEAPON = (
    r"(?:gun|guns|handgun|shotgun|rifle|pistol|firearm|knife|machete|weapon|sword|axe|hatchet)"
    r"\b(?!['\w]*[ -](?:shot|wounds?|licen[cs]es?|permits?|locker|lockers|safety|drawer|block|sharpen\w*|polic\w*|detector\w*|scanner\w*|screening|tattoo))"
)
_VIOLENCE = re.compile(
    rf"\b(?:(?:{_WHO}|{_SEEN})\b{_GAP} (?:with|has|have|holding|carrying|waving|pointing|pulled(?: out)?|pulling|drew|wielding|brandishing|brought|got)"
    rf"(?: [\w'-]+){{0,3}}? {_WEAPON}"
    rf"|{_SEEN}{_GAP} (?:active shooter|(?:gun)?shots?(?: being)? fired|gunshots|gunfire|gunman|shooter|shooting|stabbing|bomb|hostage)\b(?! (?:threat|stars?))"
    r"|shots fired|gunshots (?:in|on|outside|near|at)"
    rf"|{_WHO}\b(?:'s|'re|{_GAP}{_DOES})(?: [\w'-]+){{0,2}}? (?:(?:attacking|assaulting|stabbing|strangling|shooting)\b"
    r"(?!(?: \w+){0,2} (?:network|servers?|website|accounts?|computers?|systems?|photos?|videos?|film))"
    rf"|(?:hitting|punching|kicking|beating(?: up)?|biting|choking|chasing|hurting|threatening|(?:about|going|trying|threatening) to"
    rf" (?:hit|attack|stab|shoot|kill|hurt|punch|strangle)) {_WHOM}"
    r"|(?:threatening|about|going|trying|wants) to jump (?:off|from|out)|threatening to (?:kill|shoot|stab)"
    r"|fighting(?! (?:for|against|over|with (?:insurance|hr)|cancer|the|about|off|a|an)\b)"
    r"|(?:getting |becoming |turning |being |very |extremely )*violent\b"
    r"|(?:being |getting |been )+(?:attacked|assaulted|stabbed|shot|strangled|beaten(?: up)?|held hostage))"
    rf"|{_WHO} (?:was|got|been) (?:just )?(?:attacked|assaulted|stabbed|shot|strangled|beaten up)\b(?! (?:by (?:phishing|spam|hackers|a virus)|today|schedule))"
    rf"|{_WHO} (?:has |have )?(?:just )?(?:attacked|assaulted|stabbed|strangled|shot|punched|kicked) {_WHOM}"
    r"|(?:i'm|i am|im|we're|we are) being (?:attacked|assaulted|threatened|held|beaten|stabbed|chased)"
    rf"|{_WHO}(?:'s| is) following me (?:to|in|into|around|through|from|across)"
    rf"|^(?:(?:help|please|urgent|emergency)\W+)*(?:a )?(?:shooting|stabbing|fight|active shooter|gunman|(?:man|person|someone) down) {PLACE}"
    r"|^(?:(?:help|please|urgent)\W+)*(?:active shooter|gunman|shots fired)\W*$)",
    re.IGNORECASE,
)

_FIRE_THINGS = (
    r"(?![ -](?:extinguish\w*|drills?|doors?|exits?|hoses?|blankets?|wardens?|marshals?|plans?|routes?|safety|escapes?|codes?|hydrants?|pits?"
    r"|departments?|dept|inspect\w*|hazards?|halls?|detectors?|sensors?|polic\w*|training|trucks?|watch|walls?|stops?|alarms?|panels?|pull|free|breaks?"
    r"|prevention|regulations?|rating|separations?|committees?|orders?|chief|works?|stick|signals?|tests?|insurance|evacuation|procedures?))"
)
_FIRE_PLACE = r"(?:it|something|someth?ing here|room|hall\w*|stair\w*|kitchen|unit|ward|building|floor|office|parkade|elevator|lobby|basement|here)"
_FIRE = re.compile(
    rf"\b(?:{_SEEN}{_GAP} (?:fire|flames|smoke|burning smell|explosion|gas leak|smell of (?:gas|smoke|burning)|something burning)\b{_FIRE_THINGS}"
    r"|(?:i|we)(?: can|'m|'re)? smell(?:ing)? (?:gas|burning|something burning)"
    rf"|(?:is|are|'s|'re|was)(?: \w+)? (?:on fire|in flames)\b(?! (?:this|lately|with ideas)){_FIRE_THINGS}"
    rf"|set (?:[\w']+ ){{0,3}}?on fire\b|(?:caught|catching) fire\b{_FIRE_THINGS}"
    rf"|smoke (?:is |'s )?(?:coming|pouring|billowing|filling|rising)|(?:full of|filling (?:up )?with|filled with) smoke\b{_FIRE_THINGS}"
    rf"|(?:{_FIRE_PLACE}|something) ?(?:is|'s) burning\b(?! (?:question|issue))|{_FIRE_PLACE} smells? (?:like|of) (?:smoke|gas|burning|something burning)\b"
    r"|(?:someone|somebody|he|she|they|patient|visitor) (?:has |just |is )*(?:lit|lighting|set|setting|started|starting) (?:a |the )?(?:\w+ )?(?:on )?fire\b"
    r"|(?:i'm|i am|im|need to|want to|have to|like to) report(?:ing)? (?:a|an) (?:fire|explosion)\b(?! (?:drill|door|alarm|hazard|safety|code|extinguish))"
    rf"|^(?:(?:help|please|urgent|emergency)\W+)*(?:a )?(?:fire|smoke|flames|explosion) (?:everywhere\b|{PLACE})"
    r"|^help\W+(?:fire|smoke|flames)\W*$"
    r"|^(?:(?:help|please|urgent)\W+)*(?:fire|smoke|flames)\W*!\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of danger."""

    told: re.Pattern[str]
    """How people tell of it while it happens."""
    topics: frozenset[str]
    """Stems; a page that holds one of them is on it."""


DANGERS = (
    Danger(
        _VIOLENCE,
        stems(
            "violence violent weapon gun knife attack assault aggression aggressive threat shooter"
        ),
    ),
    Danger(_FIRE, stems("fire smoke flames")),
)

_ABOUT = (
    r"(?:polic(?:y|ies)|procedures?|protocols?|guidelines?|training|courses?|forms?|drills?|simulations?|mock|scenarios?|exercise"
    r"|statistics|education|certification|prevention|posters?|modules?|checklists?|webinars?|workshops?|incident reports?)"
)
_SUPPOSED = re.compile(
    rf"\b(?:if|in case|whenever|suppose|imagine|{_ABOUT}|(?:do|does|should|call|dial|happens|expected|responsible|tell|respond|act|react|steps|rules)"
    r"\b.{0,30}\bwhen)\b",
    re.IGNORECASE,
)
_ON_RULES = re.compile(
    rf"^(?: (?!what\b|who\b|which\b|where\b|is\b|how\b)[\w'-]+){{0,4}} {_ABOUT}\b", re.IGNORECASE
)
_LONG_AGO = re.compile(
    r"\b(?:yesterday|ago|last (?:week|night|month|year|shift|summer|winter|spring|fall|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)|in (?:19|20)\d\d|previously|used to)\b|\b(?:report|claim|incident)\b.{0,30}\b(?:incident|form|claim)\b",
    re.IGNORECASE,
)


def dangers_told(text: str) -> list[Danger]:
    """The dangers that somebody tells of as happening now; the text is on one line, quotes plain."""
    if _LONG_AGO.search(text):
        return []
    return [danger for danger in DANGERS if _happens(text, danger.told)]


def _happens(text: str, told: re.Pattern[str]) -> bool:
    """Whether it is told as such, not supposed or asked about as a rule."""
    return any(
        not _SUPPOSED.search(text[: match.start()]) and not _ON_RULES.match(text[match.end() :])
        for match in told.finditer(text)
    )
