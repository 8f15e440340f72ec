"""Which facilities a question means: named ones, those of a region, town, side, or near a place.

Called by `understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.domain import Facility, FacilityId, FacilityKind
from core.waits.asking.ages import Age, age_of, sees
from core.waits.asking.elsewhere import spot_of
from core.waits.asking.forms import CHILD_WORDS, department_of, site_name, words_of
from core.waits.asking.leaving_out import MARKS, left_out_of
from core.waits.asking.naming import Mention, MentionKind
from core.waits.asking.places import is_any_near
from core.waits.asking.reading import Reading
from core.waits.asking.wishes import kind_of

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
_NEAR_SOMEONE = re.compile(
    r"\b(?:nearest|closest|nearby|near|around (?:me|us|here)|close (?:by|to (?:me|us|here)))\b"
)


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
    needs_place: bool = False
    """Whether nearness to an unsaid place is asked for."""
    left_out: tuple[FacilityId, ...] = ()
    """Those that are not to be told: "except Foothills"."""
    left_out_names: tuple[str, ...] = ()
    age: Age | None = None

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
    left_out = left_out_of(reading)
    sided = [_as_side(mention, reading, known, kind) for mention in reading.mentions]
    skipped = {one.first for one in left_out}
    mentions = [
        mention
        for mention in sided
        if mention.first not in skipped and not _is_for_whom(mention, reading)
    ]
    near = None if left_out else _near(reading.text, sided)
    near = near if near in mentions else None
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
        needs_place=not mentions and not direction and bool(_NEAR_SOMEONE.search(reading.text)),
        age=age_of(" ".join(token.raw for token in reading.tokens)),
    )
    scope = _without(scope, [one for one in left_out if not _is_child(one, reading)], facilities)
    if near is not None and near.kind is MentionKind.ELSEWHERE:
        # Of "Calgary ERs, I am near Chestermere" Calgary's are told.
        is_told = not others and _is_near_some(near.name, facilities)
        scope = replace(scope, near=near, not_known=()) if is_told else replace(scope, near=None)
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
    if not now.has_place and (now.left_out or now.age):
        return _changed(before, now, facilities)
    regions = before.regions or _regions_of(before, facilities)
    kind = now.kind or before.kind
    likely = now.kind_is_likely if now.kind else before.kind_is_likely
    if now.has_place:
        placed = now.regions or now.towns or now.near
        return replace(
            now,
            regions=now.regions if placed else regions,
            kind=kind,
            kind_is_likely=likely,
            age=now.age or before.age,
        )
    if now.kind and not now.kind_is_likely:
        return Scope(regions=regions, kind=kind)
    return before


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
    mark = [match.start() for match in MARKS.finditer(reading.text)][position]
    is_in = _IN_A_PLACE.search(reading.text[:mark]) is not None
    if is_in or (kind is not None and kind is not facility.kind):
        return replace(mention, kind=MentionKind.REGION, name=facility.region, facilities=())
    return mention


def _near(text: str, mentions: Sequence[Mention]) -> Mention | None:
    match = _NEAR.search(text)
    if match is None:
        return None
    position = len(MARKS.findall(text[: match.end()]))
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


def _is_for_whom(mention: Mention, reading: Reading) -> bool:
    """Whether "for children" says for whom, and not where."""
    before = reading.tokens[mention.first - 1].word if mention.first else ""
    is_one_word = mention.first == mention.last
    return is_one_word and _is_child(mention, reading) and before in {"for", "my", "our"}


def _without(scope: Scope, left_out: Sequence[Mention], facilities: Sequence[Facility]) -> Scope:
    ids = {one for mention in left_out for one in mention.facilities}
    names = {mention.name for mention in left_out if mention.name}
    there = [one for one in facilities if one.id in ids or names & {one.region, one.town}]
    return replace(
        scope,
        left_out=tuple(one.id for one in there),
        left_out_names=(
            *sorted(names),
            *dict.fromkeys(site_name(one) for one in facilities if one.id in ids),
        ),
    )


def _is_near_some(town: str, facilities: Sequence[Facility]) -> bool:
    spot = spot_of(town)
    return spot is not None and is_any_near(facilities, spot)


def _changed(before: Scope, now: Scope, facilities: Sequence[Facility]) -> Scope:
    """The same places without some, or for someone else: "just the adult one"."""
    if now.left_out:
        sites = tuple(one for one in before.sites if one not in now.left_out)
        if before.sites and not sites:
            before = Scope(regions=_regions_of(before, facilities), kind=before.kind)
        before = replace(
            before, sites=sites, left_out=now.left_out, left_out_names=now.left_out_names
        )
    return _for_age(before, now.age, facilities) if now.age else before


def _for_age(before: Scope, age: Age, facilities: Sequence[Facility]) -> Scope:
    names = {site_name(one) for one in facilities if one.id in before.sites}
    departments = [one for one in facilities if site_name(one) in names and sees(one, age)]
    sites = tuple(one.id for one in departments) or before.sites
    return replace(before, sites=sites, age=age)


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
        fitting = _narrowed(fitting, scope)
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


def _narrowed(fitting: list[Facility], scope: Scope) -> list[Facility]:
    """Those of several that a name fits which the place, the kind or the age fit too."""
    tests: tuple[Callable[[Facility], bool], ...] = (
        lambda one: one.region in scope.regions or one.town in scope.towns,
        lambda one: scope.kind in {None, one.kind},
        lambda one: sees(one, scope.age),
        lambda one: scope.age is not Age.CHILD or not CHILD_WORDS.isdisjoint(words_of(one.name)),
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
