"""Which facilities a question means: named ones, those of a region, town, side, or near a place.

Called by `asking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.domain import Facility, FacilityId, FacilityKind
from core.waits.asking.forms import CHILD_WORDS, department_of, words_of
from core.waits.asking.naming import Mention, MentionKind
from core.waits.asking.reading import Reading
from core.waits.asking.wishes import kind_of

_MARKS = re.compile(r"\b(?:SITE|TOWN|REGION|ELSEWHERE)\b")
_NEAR = re.compile(
    r"\b(?:(?:near|nearby|around|next|by|beside)(?: to)?|clos(?:e|est|er) to|nearest to)(?: the)? (?=SITE|TOWN|REGION|ELSEWHERE)"
    r"|\bwithin \d+ (?:~?\w+ ){1,2}(?:of|from)(?: the)? (?=SITE|TOWN|REGION|ELSEWHERE)"
    r"|\b(?:nearest|closest|closer|nearby)\b.*?(?=SITE|TOWN|REGION|ELSEWHERE)"
)
_COMPASS = {"ne": "northeast", "nw": "northwest", "se": "southeast", "sw": "southwest"}
_DIRECTION = re.compile(
    r"\b(?:(north|south) ?(east|west)|(north|south|east|west)(?:ern)?|(ne|nw|se|sw))\b(?P<of> of\b(?! the))?"
)
_IN_A_PLACE = re.compile(r"\b(?:in|of|around|across|for)(?: the)? $")
_CHILD = re.compile(rf"\b(?:{'|'.join(sorted(CHILD_WORDS))})\b")
_ADULT = re.compile(r"\badults?\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facilities are meant."""

    sites: tuple[FacilityId, ...] = ()
    """Named one by one, in that order."""
    regions: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    direction: str = ""
    """`south`, of each region or town, or of every region where none is named."""
    is_outside: bool = False
    """Whether that is beyond the city: "south of Edmonton"."""
    near: Mention | None = None
    kind: FacilityKind | None = None
    kind_is_likely: bool = False
    """Whether facilities of another kind are meant where there are none of this one."""
    not_known: tuple[str, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether something narrows it beside names and the kind."""
        return bool(self.regions or self.towns or self.direction or self.near or self.not_known)


def scope_of(reading: Reading, facilities: Sequence[Facility]) -> Scope:
    """The facilities that a reading means.

    Args:
        reading: A question, or its part on wait times.
        facilities: Of the feed, in its order.
    """
    known = {facility.id: facility for facility in facilities}
    kind, is_likely = kind_of(reading.text)
    mentions = [_as_side(mention, reading, known, kind) for mention in reading.mentions]
    near = _near(reading.text, mentions)
    others = [mention for mention in mentions if mention is not near]
    side = "" if any(m.kind is MentionKind.SITE for m in others) else reading.text
    direction, is_outside = _direction(side, reading, others)
    scope = Scope(
        regions=_names(others, MentionKind.REGION),
        towns=_names(others, MentionKind.TOWN),
        direction=direction,
        is_outside=is_outside,
        near=near,
        kind=kind,
        kind_is_likely=is_likely,
        not_known=_names(mentions, MentionKind.ELSEWHERE),
    )
    if near is not None and near.kind is MentionKind.ELSEWHERE:
        scope = replace(scope, near=None)
    return _with_sites(scope, others, reading, known)


def merged(before: Scope, now: Scope, facilities: Sequence[Facility], *, compares: bool) -> Scope:
    """What a follow-up means: its own places and names, or else those of before.

    Args:
        before: What the question before meant.
        now: What the follow-up means by itself.
        facilities: Of the feed.
        compares: Whether it sets its names beside those of before.
    """
    if compares and now.sites and before.sites:
        return replace(now, sites=tuple(dict.fromkeys((*before.sites, *now.sites))))
    if now.sites or (now.has_place and now.not_known and not now.regions):
        return now
    regions = before.regions or _regions_of(before, facilities)
    kind = now.kind or before.kind
    likely = now.kind_is_likely if now.kind else before.kind_is_likely
    if now.has_place:
        placed = now.regions or now.towns or now.near
        return replace(
            now, regions=now.regions if placed else regions, kind=kind, kind_is_likely=likely
        )
    if now.kind and not now.kind_is_likely:
        return Scope(regions=regions, kind=kind)
    return before


def widened(scope: Scope, facilities: Sequence[Facility]) -> Scope:
    """The region and kind of a single facility: "which is the shortest" asks for others too."""
    chosen = [facility for facility in facilities if facility.id in scope.sites]
    if len(chosen) != 1:
        return scope
    return Scope(regions=(chosen[0].region,), kind=chosen[0].kind)


def _as_side(
    mention: Mention, reading: Reading, known: dict[FacilityId, Facility], kind: FacilityKind | None
) -> Mention:
    """`South Calgary` is a health centre, but "ERs in south Calgary" are a side of the city."""
    if mention.kind is not MentionKind.SITE or not mention.facilities:
        return mention
    facility = known[mention.facilities[0]]
    said = [token.raw for token in reading.tokens[mention.first : mention.last + 1]]
    head, *tail = said
    if not _DIRECTION.fullmatch(head) or " ".join(tail) != facility.region.lower():
        return mention
    position = reading.mentions.index(mention)
    mark = [match.start() for match in _MARKS.finditer(reading.text)][position]
    is_in = _IN_A_PLACE.search(reading.text[:mark]) is not None
    if is_in or (kind is not None and kind is not facility.kind):
        return replace(mention, kind=MentionKind.REGION, name=facility.region, facilities=())
    return mention


def _near(text: str, mentions: Sequence[Mention]) -> Mention | None:
    match = _NEAR.search(text)
    if match is None:
        return None
    position = len(_MARKS.findall(text[: match.end()]))
    return mentions[position] if position < len(mentions) else None


def _direction(text: str, reading: Reading, mentions: Sequence[Mention]) -> tuple[str, bool]:
    """The direction, and whether it leads out of the place: "south of Edmonton"."""
    match = _DIRECTION.search(text)
    if match:
        found = "".join(match[group] or "" for group in (1, 2, 3, 4))
        return _COMPASS.get(found, found), match["of"] is not None
    for mention in mentions:
        # `South Calgary`, which `_as_side` has made a region.
        head = reading.tokens[mention.first].raw
        is_side = _DIRECTION.fullmatch(head) and not mention.name.lower().startswith(head)
        if mention.kind is MentionKind.REGION and is_side:
            return _COMPASS.get(head, head), False
    return "", False


def _names(mentions: Sequence[Mention], kind: MentionKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.name for mention in mentions if mention.kind is kind))


def _with_sites(
    scope: Scope, mentions: Sequence[Mention], reading: Reading, known: dict[FacilityId, Facility]
) -> Scope:
    """The named facilities, each name narrowed by what else is said."""
    named = [mention for mention in mentions if mention.kind is MentionKind.SITE]
    departments = [
        m
        for m in named
        if any(department_of(known[one]) for one in m.facilities) and not m.is_loose
    ]
    if departments:
        named = [m for m in named if not m.is_loose or not _is_child(m, reading)]
    sites: list[FacilityId] = []
    for mention in named:
        fitting = [known[one] for one in mention.facilities]
        fitting = _narrowed(fitting, scope, reading)
        sites.extend(facility.id for facility in fitting)
    chosen = tuple(dict.fromkeys(sites))
    if not chosen:
        return scope
    regions = {known[one].region for one in chosen} | {known[one].town for one in chosen}
    return replace(
        scope,
        sites=chosen,
        regions=tuple(region for region in scope.regions if region not in regions),
        towns=tuple(town for town in scope.towns if town not in regions),
    )


def _is_child(mention: Mention, reading: Reading) -> bool:
    return reading.tokens[mention.first].raw in CHILD_WORDS


def _narrowed(fitting: list[Facility], scope: Scope, reading: Reading) -> list[Facility]:
    """Those of several that a name fits which the place, the kind or the age fit too."""
    said = " ".join(token.raw for token in reading.tokens)
    wants_adult, wants_child = (_ADULT.search(said) is not None, _CHILD.search(said) is not None)
    tests: tuple[Callable[[Facility], bool], ...] = (
        lambda one: one.region in scope.regions or one.town in scope.towns,
        lambda one: scope.kind in {None, one.kind},
        lambda one: not wants_adult or "adult" in department_of(one),
        lambda one: not wants_child or not CHILD_WORDS.isdisjoint(words_of(one.name)),
    )
    for test in tests:
        fitting = [one for one in fitting if test(one)] or fitting
    return fitting


def _regions_of(scope: Scope, facilities: Sequence[Facility]) -> tuple[str, ...]:
    """The regions of named sites, towns and the place that nearness was counted from."""
    sites = {*scope.sites, *(scope.near.facilities if scope.near else ())}
    towns = {*scope.towns, *((scope.near.name,) if scope.near else ())}
    return tuple(
        dict.fromkeys(
            facility.region
            for facility in facilities
            if facility.id in sites or facility.town in towns
        )
    )
