"""Tells whether somebody seems to be in danger, and what may then be said beside the notice.

Called by `routing` and `answering`.  Where it is unclear, somebody is told once too often.
"""

from __future__ import annotations

import re

from core.words import STOP_WORDS, terms, words

_CANNOT = r"(?:can(?:no|')?t|can not|could(?:n't| not)|couldnt)"
_ANY_MORE = r"(?:any ?more|any longer)"
_DANGER = re.compile(
    rf"\b(?:chest (?:pains?|is tight|tightness)|crushing chest|heart attack|cardiac arrest|{_CANNOT} breathe"
    r"|not breathing|isn't breathing|stopped breathing|trouble breathing|struggling to breathe"
    r"|turning blue|chok(?:ing|es)|unconscious|unresponsive|won't wake|passed out|collaps(?:ed|ing)|seizures?|seizing"
    r"|convulsing|(?:having|has|had) a stroke|face (?:is )?droop\w*|slurred speech|bleeding (?:a lot|badly|heavily|out)"
    r"|won't stop bleeding|severe(?:ly)? bleeding|bleeding won't stop|overdos(?:e|ed|ing)|swallowed (?:poison|pills|bleach)"
    r"|anaphyla\w+|throat (?:is )?(?:closing|swelling)|suicidal|kill (?:my|him|her|them)sel(?:f|ves)|end (?:his|her|their) life"
    r"|wants? to die|self[- ]harm\w*|been (?:shot|stabbed)|severe(?:ly)? (?:burn(?:t|ed|s)?|pain|allergic)|going into labou?r"
    r"|water broke)\b",
    re.IGNORECASE,
)
_CRISIS = re.compile(
    rf"\b(?:{_CANNOT} (?:go|carry|keep) on(?:(?= *(?:$|[.,;!?…)]))| (?:like this|living|{_ANY_MORE}))"
    rf"|(?:do not|don't|dont|no longer|not) (?:want to|wanna) (?:live(?: +{_ANY_MORE}| *(?=$|[.,;!?]))|be alive|exist|wake up {_ANY_MORE}"
    rf"|go on(?: living| {_ANY_MORE})|be here {_ANY_MORE})"
    r"|(?:want to|wanna|wish i (?:was|were)|(?:rather|better off) (?:be )?) ?(?:die|dead)\b"
    r"|(?:end|take|ending|taking) my (?:own )?life|(?:want to|wanna|going to|gonna) end it(?: all)?\b"
    r"|(?:kill|hurt|harm|cut|killing|hurting|harming|cutting) myself|suicidal thoughts|(?:think(?:ing)?|thoughts) (?:of|about) (?:suicide|dying|killing)"
    r"|commit(?:ting)? suicide|no (?:reason|point) (?:to|in) (?:live|living|going on)|nothing to live for|life is not worth|life isn't worth)",
    re.IGNORECASE,
)
"""Said of oneself: it needs nobody else to be named, and no rule in the question makes it harmless."""
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|my|me|myself)\b", re.IGNORECASE)
_HAPPENING = re.compile(
    r"\b(?:i|i'm|i've|im|ive|my|me|he|she|he's|she's|they|they're|we|someone|somebody|a (?:man|woman|person|patient|visitor|child"
    r"|kid|baby|lady|guy|colleague|coworker|co-worker)|the (?:man|woman|patient|visitor|child|baby)|our|husband|wife|mother"
    r"|father|mom|mum|dad|son|daughter|friend|colleague|coworker)\b",
    re.IGNORECASE,
)
_ASKS_ABOUT_RULES = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|protocols?|guidelines?|training|course|form|report(?:ing)?|code (?:blue|white|red|pink"
    r"|yellow|purple|grey|gray|green|orange|black|brown|silver|stroke)|drill|algorithm|statistics|education|certification)\b",
    re.IGNORECASE,
)
_ASKS_WHAT_TO_DO = re.compile(
    r"\b(?:who|whom|which number|what number)\b.{0,30}\b(?:calls?|phone|contact|tell|ask|page|alert|inform|reach|is|do|should)\b"
    r"|\b(?:what|how) (?:do|does|should|can|must|to|am)\b|\bwhat now\b|\bwhere (?:is|are|do|can)\b|\bwhat(?:'?s| is) the (?:number|code|procedure)\b|\b(?:which|what) code\b",
    re.IGNORECASE,
)


def describes_emergency(text: str) -> bool:
    """Whether somebody seems to be in danger now, rather than asking for a procedure."""
    said = _plain(text)
    if _CRISIS.search(said) and (_OWN.search(said) or not _ASKS_ABOUT_RULES.search(said)):
        return True
    found = _DANGER.search(said)
    if found is None or _ASKS_ABOUT_RULES.search(said):
        return False
    # A cry for help may be the bare words: "chest pain!!"
    is_bare = STOP_WORDS.issuperset(words(_DANGER.sub(" ", said)))
    return is_bare or _HAPPENING.search(said) is not None


def asks_what_to_do(text: str) -> bool:
    """Whether somebody who describes an emergency asks how to act in it."""
    return _ASKS_WHAT_TO_DO.search(_plain(text)) is not None


def danger_stems(text: str) -> frozenset[str]:
    """The stems of the words that describe the danger: what a page on it must hold."""
    said = _plain(text)
    found = (match.group() for pattern in (_DANGER, _CRISIS) for match in pattern.finditer(said))
    return frozenset(stem for part in found for stem in terms(part))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
