"""Finds what somebody planted on a page: words to assistants, and requests to hand over passwords.

`engine.weighing` and `engine.page_finder` call it for every passage that they read, so what is
planted is never quoted, never cited, and never put before a language model, however old the index.
What a page says *about* such things ("never share your password") is left alone.  Knows no index
and no generator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import structlog

from core.chunking import units
from core.domain import Block, BlockKind, Passage
from core.words import plain

_log = structlog.get_logger()

_MACHINES = (
    r"(?:(?:AI|A\.I\.|artificial[- ]intelligence|virtual|digital|automated|chat)[- ](?:assistants?|agents?|systems?|models?|bots?)"
    r"|AIs?|chat-?bots?|bots|LLMs?|(?:large )?language models?)"
)
_NOTE = r"(?:note|notice|message|memo|reminder|warning|instructions?|information|attention)"
_ADDRESSES = re.compile(
    rf"\b{_NOTE} (?:to|for) (?:all |any |the |every |our )*(?:assistants? ?(?:,|/|and|or) ?(?:all |any |other )*)?{_MACHINES}"
    rf"(?=\W*$|\W*[:.,;!)\]–—]| (?:and|or) (?:all |any |other )*(?:{_MACHINES}|assistants)| (?:reading|processing|answering|parsing|using this|that (?:read|answer)))"
    rf"|\b(?:attention|attn|dear|hello|hey)[ ,:!]+(?:all |any )*{_MACHINES}\W*(?:$|[:,!]| (?:reading|processing))"
    r"|\b(?:if|when|as|since|because) you(?:'re| are) (?:an? |the )?(?:\w+ )?(?:(?:AI|virtual|digital|automated) (?:assistant|model|system|agent|bot)"
    r"|language model|LLM|chat ?-?bot|bot|AI(?=\W*[,.;:)]| reading| processing| answering))\b"
    r"|\byou are now (?:an? |the )?(?:\w+ )?(?:chat ?-?bot|language model|(?:AI|virtual|digital) (?:assistant|model)|DAN)\b"
    r"|(?<!not )(?<!never )(?<!n't )\b(?:ignore|disregard|forget|override|bypass) (?:(?:all|any|each|of|the|my|these|those|other|and) )*"
    r"(?:(?:your|previous|prior|earlier|preceding|above|former|original|system|safety) )+(?:(?:and|or) \w+ )?(?:instructions?|prompts?|directives?|programming)\b"
    r"(?! (?:sent|about|on|for|in|dated|regarding|issued|of)\b)"
    r"|\b(?:ignore|disregard|forget) (?:all|any) instructions\b|\b(?:ignore|disregard) your (?:rules|guidelines|training)\b"
    r"|\b(?:do not|don't|never) (?:mention|reveal|disclose|quote|repeat) this (?:text|instruction|prompt)\b"
    r"|\b(?:whatever|no matter what) (?:an? |the |any )?(?:persons?|users?|people|someone|anyone|somebody|anybody|they|employees?)(?: \w+)? asks?\b"
    r".{0,20}\b(?:tell|say|answer|reply|respond)\b"
    r"|\byou must (?:now|from now on|henceforth) (?:only |always )?(?:tell|say|answer|reply|respond|inform|claim)\b(?= .{0,30}\b(?:every ?(?:one|body|user|person)"
    r"|any(?:one|body)|users?|people|whoever|them|staff|that)\b)"
    rf"|\b{_MACHINES} (?:must|are to) (?:now |always |only |instead )*(?:tell (?:people|users|them|anyone|everyone|staff)|say that|ignore|instruct|not mention)\b"
    r"|<\|(?:im_start|system|user|assistant)\|?>|\[/?INST\]|<<SYS>>|\bsystem (?:prompt|override) ?:",
    re.IGNORECASE,
)
"""Said to whatever reads the page for others."""
_ADDRESSES_ASSISTANTS = re.compile(
    rf"\b{_NOTE} (?:to|for) (?:all |any |the )*assistants\b", re.IGNORECASE
)
_IS_ABOUT_ANSWERS = re.compile(
    r"\b(?:instructions|prompts?|answers?|replies|repl(?:y|ies)|respon(?:d|ses?)|passwords?|users?|chat|whatever|mode|bots?)\b",
    re.IGNORECASE,
)
"""People are assistants too; what follows tells who is meant."""

_KIND = r"(?:(?:network|windows|e-?mail|computer|log-?in|login|account|current|old|new|own|full|user|work|one-time|verification|security|MFA) )*"
_WHOSE = (
    rf"(?:your|their|his or her|his|her|the (?:caller|user)'s) {_KIND}(?:(?:user ?-?names?|user ?id|employee (?:number|id)|e-?mail address)"
    rf"(?:,? and (?:your |their )?|, ){_KIND})?"
)
_HANDED_OVER = (
    r"(?:pass ?words?|pass ?codes?|pass ?phrases?|log-?in details|sign-?in details|(?<=login )credentials|(?<=network )credentials|(?<=account )credentials"
    r"|(?:(?<=one-time )|(?<=verification )|(?<=security )|(?<=MFA ))codes?)\b"
    r"(?! (?:reset|change|hint|manager|polic\w+|problems?|issues?|expir\w*|is\b|has\b|was\b|isn't|will\b|no longer|does))"
)
_TO = r"(?: (?:us|them|me|him|her|it|to \w+|the (?:\w+ ){0,2}(?:desk|agent|analyst|technician|person|operator|caller|team|office|line)))?"
_BY_WIRE = r"(?:by|over|on|via|through|in) (?:the |an? )?(?:phone|telephone|e-?mail|mail|text|call|chat|message)\b"
_ASKS_FOR_SECRET = re.compile(
    rf"\b(?:read(?: out| aloud)|tell|give|say|spell(?: out)?|dictate|disclose|reveal|provide|share|send|e-?mail|text|fax|reply with|respond with|supply"
    rf"|hand over|forward|state){_TO} (?:out )?{_WHOSE}{_HANDED_OVER}"
    rf"|\b(?:read out|spell out|dictate|e-?mail|reply with){_TO} (?:your|their) PINs?\b"
    rf"|\b(?:ask|need|want|require|take|confirm|verify|enter|say)s?(?: \w+){{0,3}}?(?: for)? {_WHOSE}{_HANDED_OVER} {_BY_WIRE}"
    rf"|\bhave {_WHOSE}{_HANDED_OVER} (?:ready|at hand|with you)"
    rf"|\b{_WHOSE}{_HANDED_OVER} (?:must|should|has to|have to|needs? to|is to|can) be (?:sent|told|given|read out|e-?mailed|texted|mailed|provided)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"\b(?:never|not|cannot|nobody|no ?-?one|none|neither|nor|without|avoid|refrain|refuse|rather than|instead of|if (?:some\w*|any\w*|an?\b|the caller|they|you are asked)"
    r"|(?:any|some)(?:one|body) (?:who|that)|(?:callers?|people|those|websites?|sites?|messages?|e-?mails?|links?) (?:who|that|which|asking))\b|n't\b",
    re.IGNORECASE,
)
_ENDS_A_CLAUSE = re.compile(r"[;:!?–—]| but | instead\b(?! of)")
_WARNS = re.compile(
    r"\b(?:phish\w*|scam\w*|fraud\w*|attack(?:er)?s?|criminals?|hackers?|thieves|pretend\w*|impersonat\w*|suspicious|social engineering|breach|violat\w+"
    r"|forbidden|prohibited|prompt injection)\b",
    re.IGNORECASE,
)

_CUES = (
    *(
        "assistant",
        "bot",
        "llm",
        "language model",
        "artificial",
        "virtual",
        "digital",
        "ai,",
        "ai ",
        "ai:",
        "ai.",
        "ai)",
        "ai-",
        " ai",
    ),
    *(
        "instruction",
        "prompt",
        "directive",
        "programming",
        "ignore",
        "disregard",
        "this text",
        "whatever",
        "no matter what",
    ),
    *(
        "you must",
        "you are now",
        "<|",
        "inst]",
        "<<sys",
        "password",
        "pass word",
        "passcode",
        "pass code",
        "pass phrase",
    ),
    *(
        "passphrase",
        "in details",
        "credentials",
        "one-time",
        "verification code",
        "security code",
        "mfa code",
        "pin",
    ),
)
"""Every pattern above needs one of them."""


@dataclass(frozen=True, slots=True)
class HonestPart:
    """What is left of a passage without what was planted in it."""

    passage: Passage
    """Without blocks where nothing is left."""
    units: tuple[tuple[int, str], ...]
    """What can be quoted, in page order, each with the index of its block."""
    positions: tuple[int, ...]
    """Of these units among all that the passage had."""


@lru_cache(maxsize=4_000)
def honest_part(passage: Passage) -> HonestPart:
    """Leave out what was planted: sentences, items, rows, or all that stands below a planted heading."""
    found = [(at, text) for at, block in enumerate(passage.blocks) for text in units(block)]
    kept = _honest_positions(passage, found)
    if len(kept) == len(found):
        return HonestPart(passage, tuple(found), tuple(kept))
    _log.warning("planted_text_left_out", page=passage.address, pieces=len(found) - len(kept))
    blocks: list[Block] = []
    left: list[tuple[int, str]] = []
    for at, positions in groupby(kept, key=lambda position: found[position][0]):
        texts = [found[position][1] for position in positions]
        left += [(len(blocks), text) for text in texts]
        blocks.append(replace(passage.blocks[at], text=" ".join(texts)))
    return HonestPart(replace(passage, blocks=tuple(blocks)), tuple(left), tuple(kept))


def _honest_positions(passage: Passage, found: Sequence[tuple[int, str]]) -> list[int]:
    if not _has_cue("\n".join((passage.title, *passage.heading_path, passage.text))):
        return list(range(len(found)))
    if _is_under_planted(passage):
        return []
    planted = _planted(passage, found)
    return [position for position in range(len(found)) if position not in planted]


def _has_cue(text: str) -> bool:
    """Whether a closer look is worth its time; most passages need none."""
    folded = text.lower() if text.isascii() else _read(text).lower()
    return any(cue in folded for cue in _CUES)


def _is_under_planted(passage: Passage) -> bool:
    return any(
        _is_addressed(heading, passage) or _asks_for_secret(heading)
        for heading in map(_read, (passage.title, *passage.heading_path))
    )


def _planted(passage: Passage, found: Sequence[tuple[int, str]]) -> set[int]:
    """Positions of the planted units, and of those that go on with what was said to assistants."""
    planted: set[int] = set()
    for position, (_, text) in enumerate(found):
        if not _has_cue(text):
            continue
        said = _read(text)
        if _is_addressed(said, passage):
            planted.add(position)
            if not _WARNS.search(said):
                planted.update(_going_on(passage, found, position))
        elif _asks_for_secret(said):
            planted.add(position)
    return planted


def _going_on(passage: Passage, found: Sequence[tuple[int, str]], position: int) -> Iterator[int]:
    """What follows in the same block; where it is the block's end, the next block or list."""
    block = found[position][0]
    after = range(position + 1, len(found))
    if after and found[after[0]][0] == block:
        yield from (number for number in after if found[number][0] == block)
        return
    listed = (BlockKind.ITEM, BlockKind.ROW)
    last = block + 1
    while (
        last + 1 < len(passage.blocks)
        and passage.blocks[last].kind in listed
        and passage.blocks[last + 1].kind in listed
    ):
        last += 1
    yield from (number for number in after if found[number][0] <= last)


def _is_addressed(said: str, passage: Passage) -> bool:
    """Whether something is said to the programs that read the page."""
    if _ADDRESSES.search(said):
        return True
    return bool(_ADDRESSES_ASSISTANTS.search(said) and _IS_ABOUT_ANSWERS.search(passage.text))


def _asks_for_secret(said: str) -> bool:
    """Whether people are told to hand over a password, rather than warned of it."""
    return not _WARNS.search(said) and any(
        not _FORBIDS.search(_ENDS_A_CLAUSE.split(said[: match.start()])[-1])
        for match in _ASKS_FOR_SECRET.finditer(said)
    )


def _read(text: str) -> str:
    """A text as it is read: no marks, no letters that only look like others, one line."""
    text = plain(text).replace("’", "'")
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", text)
        text = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return " ".join(text.split())
