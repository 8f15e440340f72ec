"""Understands questions on wait times: which facilities, compared with what, told how.

Rules only, over the names in the feed: quick, and they can be read.  Called by `desk` and by those
who set up digests and alerts.  Spelling is forgiven (`words`, `naming`), follow-ups take up
what was asked before, and a part that is on something else is handed back (`parting`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain import Facility, Turn, WaitBoard
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.asking.forms import site_name
from core.waits.asking.gate import is_bare, is_on_waits, may_follow
from core.waits.asking.naming import MentionKind, Names, names_of
from core.waits.asking.parting import Parted, part, with_names
from core.waits.asking.reading import SETTING, Reading, read
from core.waits.asking.resolving import resolved
from core.waits.asking.scope import Scope, merged, scope_of
from core.waits.asking.widening import widened
from core.waits.asking.wishes import Wishes, wishes_of
from core.waits.asking.words import Token, is_known, tokens_of

_LOOK_BACK = 4
"""Earlier turns that a question may lean on."""
_GOES_ON = re.compile(
    r"^(?:and|or|but|ok|okay|so|what about|how about|then|vs|versus|compared? (?:it |that )?(?:with|to))\b"
    r"|\b(?:there|those|these|them|ones?)\b"
)
_ALL = re.compile(r"\b(?:all|every|everywhere|whole|waits|wait times)\b")
_HAS_SETTING = re.compile(rf"\b{SETTING}")
_SETS_BESIDE = re.compile(r"\b(?:compare|compared|vs|versus|than|both)\b")
_OF_BOTH = re.compile(r"\b(?:them|both|those|these|either|the two|which one)\b")
_THE_WAIT = re.compile(r"\bwait(?! times?\b)\b")


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question on wait times before the facilities are looked up."""

    scope: Scope
    wishes: Wishes
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Conversation:
    """What is remembered from turn to turn."""

    waits: _Understood | None = None
    """Of the turn before; None: it was on something else."""
    named: tuple[Token, ...] = ()
    """The sites that the turn before named, whatever it was on."""
    is_elsewhere: bool = False
    """Whether there was a turn before, on something else."""
    earlier: _Understood | None = None
    """Of the turn before that one."""


def understand(text: str, history: Sequence[Turn], board: WaitBoard) -> WaitsAsked | None:
    """What a question on current wait times asks for; None where it is on something else.

    Args:
        text: As asked, in whatever spelling.
        history: Earlier turns of the conversation, oldest first.
        board: The facilities that there are.  An empty one knows no names, but still tells a
            question on wait times from others.
    """
    facilities = tuple(wait.facility for wait in board.waits)
    names = names_of(facilities)
    conversation = _Conversation()
    for turn in history[-_LOOK_BACK:]:
        conversation = _after(turn.question, conversation, facilities, names)
    understood = _understood(text, conversation, facilities, names)
    if understood is None:
        return None
    asked = resolved(understood.scope, understood.wishes, board)
    return replace(asked, rest=understood.rest)


def unknown_words(text: str, board: WaitBoard) -> tuple[str, ...]:
    """The words of a wish for some sites that name none of them and mean nothing else.

    Args:
        text: `Cranston and Foothills`, as written.
        board: The facilities that there are.
    """
    tokens = tokens_of(text)
    names = names_of(tuple(wait.facility for wait in board.waits))
    reading = read(tokens, names, believes_loose=True)
    named = {
        number
        for mention in reading.mentions
        if mention.kind is not MentionKind.ELSEWHERE
        for number in range(mention.first, mention.last + 1)
    }
    strange = [
        token
        for number, token in enumerate(tokens)
        if number not in named and not is_known(token.word)
    ]
    return tuple(text[token.start : token.end] for token in strange)


def _after(
    text: str, before: _Conversation, facilities: Sequence[Facility], names: Names
) -> _Conversation:
    understood = _understood(text, before, facilities, names)
    tokens = tokens_of(text)
    named = tuple(
        # Of another text: where a word stood there means nothing here.
        replace(token, start=0, end=0)
        for mention in names.mentions(tokens)
        if mention.kind is MentionKind.SITE and not mention.is_loose
        for token in tokens[mention.first : mention.last + 1]
    )
    return _Conversation(
        understood,
        named or before.named,
        is_elsewhere=understood is None,
        earlier=before.waits,
    )


def _understood(
    text: str, before: _Conversation, facilities: Sequence[Facility], names: Names
) -> _Understood | None:
    tokens = tokens_of(text)
    if before.waits is None and _asks_of_named(tokens, before, names):
        tokens = (*before.named, *tokens)
    parted = part(text, tokens, names, goes_on=before.waits is not None)
    if parted is None:
        return None
    reading = parted.waits
    if before.is_elsewhere and is_bare(reading) and not _HAS_SETTING.search(reading.text):
        # "Foothills" may answer what the desk asked back, or go on with parking there.
        return None
    named = sum(len(one.facilities) or 1 for one in reading.mentions)
    scope, wishes = scope_of(reading, facilities), wishes_of(reading.text, named=named)
    if before.waits is not None and _leans(reading, scope, wishes):
        last = _with_earlier(before.waits, before.earlier, reading, scope)
        if not reading.mentions and len(last.scope.sites) > 1:
            wishes = wishes_of(reading.text, named=len(last.scope.sites))
        scope, wishes = _continued(last, reading, scope, wishes, facilities)
    return _Understood(scope, wishes, _rest(parted, scope, facilities))


def _asks_of_named(tokens: Sequence[Token], before: _Conversation, names: Names) -> bool:
    """Whether "and the wait there?" means the site that a question on something else named."""
    if not before.named:
        return False
    reading = read(tokens, names)
    is_plain = not reading.mentions and not reading.strange
    return (
        is_plain
        and _THE_WAIT.search(reading.text) is not None
        and _HAS_SETTING.search(reading.text) is None
    )


def _leans(reading: Reading, scope: Scope, wishes: Wishes) -> bool:
    """Whether a question takes something from the one before."""
    if not is_on_waits(reading) or is_bare(reading) or _GOES_ON.search(reading.text):
        return may_follow(reading)
    if scope.sites or scope.has_place:
        return False
    return not _ALL.search(reading.text) and (
        wishes.is_any or not _HAS_SETTING.search(reading.text)
    )


def _with_earlier(
    last: _Understood, earlier: _Understood | None, reading: Reading, scope: Scope
) -> _Understood:
    """The turn before with the sites of the one before it, where "both" or "them" is said."""
    is_of_both = _OF_BOTH.search(reading.text) and not scope.sites and not scope.has_place
    if not is_of_both or earlier is None or not (earlier.scope.sites and last.scope.sites):
        return last
    sites = tuple(dict.fromkeys((*earlier.scope.sites, *last.scope.sites)))
    return replace(last, scope=replace(last.scope, sites=sites))


def _continued(
    before: _Understood,
    reading: Reading,
    scope: Scope,
    wishes: Wishes,
    facilities: Sequence[Facility],
) -> tuple[Scope, Wishes]:
    if scope.needs_place and not (before.scope.sites or before.scope.has_place):
        return scope, wishes
    compares = _SETS_BESIDE.search(reading.text) is not None
    told = merged(before.scope, scope, facilities, compares=compares)
    if told is before.scope and wishes.order is not Order.LISTED:
        told = widened(told, facilities)
    keeps = not wishes.is_any and is_bare(reading)
    return told, before.wishes if keeps else wishes


def _rest(parted: Parted, scope: Scope, facilities: Sequence[Facility]) -> str:
    if not parted.leans:
        return parted.rest
    sites = [site_name(one) for one in facilities if one.id in scope.sites]
    return with_names(parted.rest, tuple(dict.fromkeys(sites)))
