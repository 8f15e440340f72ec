"""Decides which way a question goes before anything is looked up.

Small talk and help need no pages; a wish to forget deletes the conversation; a person who describes an emergency is told whom to call before
anything else; attempts to turn the desk into something else are declined.  Called by `answering`.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from core.words import words


class Way(Enum):
    """Where a question goes."""

    KNOWLEDGE = auto()
    GREETING = auto()
    THANKS = auto()
    FAREWELL = auto()
    HELP = auto()
    MISUSE = auto()
    FORGET = auto()


_PHRASES = {
    Way.GREETING: r"(?:hiya|hi+|hello+|hey+|howdy|greetings|good (?:morning|afternoon|evening|day)|yo"
    r"|how are you(?: doing)?(?: today)?|how's it going|what's up|sup)",
    Way.THANKS: r"(?:thanks?(?: you)?|thank you(?: so| very)?(?: much)?|thx|ty|cheers|much appreciated|great"
    r"|perfect|awesome|nice|cool|ok(?:ay)?|got it|that helps|that helped|very helpful|lovely)",
    Way.FAREWELL: r"(?:bye+|goodbye|good night|see you(?: later)?|see ya|later)",
    Way.HELP: r"(?:help(?: me)?|what can you do|what do you do|who are you|what are you|are you (?:a )?(?:bot|human|real"
    r"|robot|person)|how do(?:es)? (?:you|this) work|how do i use (?:you|this)|what can i ask(?: you)?|commands)",
}
_FILLER = r"(?:there|all|everyone|team|bot|frontdesk|desk|so much|a lot|a bunch|again|please|for (?:that|your help|the help)|very much)"
_WHOLE = {
    way: re.compile(
        # Atomic: what can be read in two ways is read in one, or a long message takes for ever.
        rf"^\W*(?>{phrase}|{_FILLER})(?:[\s,.!?-]+(?>{phrase}|{_FILLER}))*\W*$",
        re.IGNORECASE,
    )
    for way, phrase in _PHRASES.items()
}
_CONTAINS = {way: re.compile(rf"\b{phrase}\b", re.IGNORECASE) for way, phrase in _PHRASES.items()}

_FORGET = re.compile(
    r"^\W*(?:(?:please|can you|could you)\s+)*(?:forget(?:\s+(?:everything|all|me|us))?|(?:forget|delete|erase|clear|wipe)"
    r"\s+(?:all |everything )?(?:(?:of |in )?(?:this|our|my|the|that|what)\s+)?(?:whole |entire )?(?:conversation|chat"
    r"|chat history|conversation history|history|messages|(?:i|we)(?: have|'ve)? (?:said|asked|wrote|written)))"
    r"(?:\s+please)?\W*$",
    re.IGNORECASE,
)
"""Only what cannot be meant otherwise: it deletes.  "Forget it" is a way to say "never mind"."""

_MISUSE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|guidelines|prompts?|restrictions"
    r"|training)\b"
    r"|\b(?:reveal|show|print|repeat|tell me)\b.{0,30}\b(?:system prompt|hidden prompt|your (?:prompt|instructions|rules))\b"
    r"|\b(?:you are now|pretend (?:to be|you are|you're)|act as|role-?play as|jailbreak|developer mode|do anything now|(?:are|as|be) DAN)\b"
    r"|\byou\b.{0,40}\b(?:have no|without(?: any)?|ignore all) (?:rules|restrictions|filters?|guidelines|limits)\b"
    r"|\b(?:fuck|fucking|shit|bitch|asshole|bastard|cunt|dickhead|stupid bot|idiot|moron)\b"
    r"|\b(?:porn|nudes?|sexy|sext|naked (?:pic|photo)s?)\b"
    r"|\b(?:build|make|buy)\b.{0,20}\b(?:bomb|explosives?|weapons?)\b"
    r"|\bhow (?:do i|to|can i) (?:hack|kill|murder|poison|stalk)\b",
    re.IGNORECASE,
)

_DANGER = re.compile(
    r"\b(?:chest (?:pains?|is tight|tightness)|crushing chest|heart attack|cardiac arrest|can(?:no|')?t breathe"
    r"|cannot breathe|not breathing|isn't breathing|stopped breathing|trouble breathing|struggling to breathe"
    r"|turning blue|chok(?:ing|es)|unconscious|unresponsive|won't wake|passed out|collaps(?:ed|ing)|seizures?|seizing"
    r"|convulsing|(?:having|has|had) a stroke|face (?:is )?droop\w*|slurred speech|bleeding (?:a lot|badly|heavily|out)"
    r"|won't stop bleeding|severe(?:ly)? bleeding|bleeding won't stop|overdos(?:e|ed|ing)|swallowed (?:poison|pills|bleach)"
    r"|anaphyla\w+|throat (?:is )?(?:closing|swelling)|suicidal|kill (?:my|him|her|them)sel(?:f|ves)|end my life"
    r"|want to die|self[- ]harm\w*|been (?:shot|stabbed)|severe(?:ly)? (?:burn(?:t|ed|s)?|pain|allergic)|going into labou?r"
    r"|water broke)\b",
    re.IGNORECASE,
)
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


def route(text: str) -> Way:
    """Decide by rules alone; everything that no rule knows goes to the pages."""
    if _FORGET.match(text):
        return Way.FORGET
    if describes_emergency(text):
        return Way.KNOWLEDGE
    for way, whole in _WHOLE.items():
        if whole.match(text) and _CONTAINS[way].search(text) and words(text):
            return way
    if _MISUSE.search(text):
        return Way.MISUSE
    return Way.KNOWLEDGE


def describes_emergency(text: str) -> bool:
    """Whether somebody seems to be in danger now, rather than asking for a procedure."""
    return bool(
        _DANGER.search(text.replace("’", "'"))
        and _HAPPENING.search(text.replace("’", "'"))
        and not _ASKS_ABOUT_RULES.search(text)
    )
