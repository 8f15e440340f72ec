"""What digests and alerts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain import (
    AlertRule,
    AlertSense,
    FacilityKind,
    Sample,
    Selection,
    Subscription,
    UsualWait,
    WaitBoard,
)
from core.waits.watching.alert_words import write_alert
from core.waits.watching.alerts import CameBack, Crossed, Reading, Told
from core.waits.watching.digests import Digest, Known, compared_with, write_digest
from core.waits.watching.selecting import scope_in_words, selected
from tests.fakes.waits import FakeWaits
from tests.unit.waits.boards import (
    ABOVE_4_H,
    CHUMIR,
    DAILY,
    FOOTHILLS,
    NOON,
    ROCKYVIEW,
    STOLLERY,
    reading,
    wish,
)

CALGARY = Selection(regions=("Calgary",))
BEFORE = NOON - timedelta(hours=5)
"""07:00 in Edmonton."""
DAILY_AT_7 = Subscription(3, wish(DAILY, CALGARY), BEFORE, last_post_at=BEFORE)


async def board_of(
    waits: Mapping[str, int | None],
    at: datetime = NOON,
    notes: Mapping[str, str] = {},
) -> WaitBoard:
    """A board after one reading; numbers follow the order."""
    return await FakeWaits().record(reading(waits, notes), at)


async def digest_of(
    then: Sequence[int | None],
    now: Mapping[str, int | None],
    *,
    subscription: Subscription = DAILY_AT_7,
    at: datetime = NOON,
    notes: Mapping[str, str] = {},
) -> Digest:
    """A digest at noon, where things were so at seven."""
    before = {number: (Sample(BEFORE, wait),) for number, wait in enumerate(then, 1)}
    return write_digest(
        subscription,
        Known(
            board=await board_of(now, NOON, notes),
            before=before,
            now=at,
            stale_seconds=1800,
            closing="Estimates.",
        ),
    )


async def test_a_digest_tells_the_biggest_changes_first() -> None:
    """In words, before the table."""
    told = await digest_of([180, 60, 100], {FOOTHILLS: 240, ROCKYVIEW: 160, CHUMIR: 30})
    lines = told.text.splitlines()
    assert lines[0] == "**Wait times: Calgary sites**, as of 12:00"
    assert "Since 07:00:" in lines
    assert (
        f"- Longer: {ROCKYVIEW} 2 h 40 min (1 h 40 min more) and {FOOTHILLS} 4 h (1 h more)."
        in lines
    )
    assert f"- Shorter: {CHUMIR} 30 min (1 h 10 min less)." in lines
    assert f"- Shortest now: {CHUMIR} (30 min); before, it was {ROCKYVIEW}." in lines
    assert told.text.index("Shorter") < told.text.index("| Site |")
    assert "`pause 3`" in lines[-1]


async def test_small_changes_are_no_news() -> None:
    """Waits always move a little."""
    told = await digest_of([180, 60], {FOOTHILLS: 190, ROCKYVIEW: 50})
    assert "Not much has changed since 07:00." in told.text


async def test_sites_that_became_unknown_or_known_are_told_as_that() -> None:
    """An unknown wait is neither shorter nor longer."""
    told = await digest_of([180, None], {FOOTHILLS: None, ROCKYVIEW: 50})
    assert f"- Not known any more: {FOOTHILLS}." in told.text
    assert f"- Known again: {ROCKYVIEW}." in told.text
    assert "Longer" not in told.text
    assert "Shorter" not in told.text


async def test_a_site_that_was_unknown_has_overtaken_nobody() -> None:
    """Who is first is compared among those that were known both times."""
    told = await digest_of([180, 60, None], {FOOTHILLS: 180, ROCKYVIEW: 60, CHUMIR: 10})
    assert "Shortest now" not in told.text


async def test_opening_and_closing_is_told() -> None:
    """By the hours in the notes."""
    told = await digest_of(
        [60, 60],
        {ROCKYVIEW: 60, CHUMIR: 60},
        notes={CHUMIR: "Open 8 am - 10 pm"},
    )
    assert f"- Open now: {CHUMIR}." in told.text


async def test_without_a_reading_of_before_that_is_said() -> None:
    """A change is never made up."""
    told = await digest_of([], {FOOTHILLS: 190})
    assert "There is no reading of 07:00 to compare with." in told.text


async def test_old_numbers_are_not_told() -> None:
    """Where the feed is down the digest says so, without a table or a chart."""
    told = await digest_of([180], {FOOTHILLS: 190}, at=NOON + timedelta(hours=2))
    assert "These times are old" in told.text
    assert "3 h 10 min" not in told.text
    assert told.drawn == ()


async def test_where_nothing_is_known_the_digest_says_so() -> None:
    """It comes all the same: silence would look like a fault."""
    told = await digest_of([180], {FOOTHILLS: None})
    assert "No wait is known just now at any of these sites." in told.text
    assert "| Site |" not in told.text
    assert told.drawn == ()


async def test_sites_that_are_gone_are_told_as_gone() -> None:
    """A digest of a site that the feed dropped long ago does not fail."""
    gone = replace(DAILY_AT_7, wanted=wish(DAILY, Selection(facilities=(99,))))
    told = await digest_of([], {FOOTHILLS: 60}, subscription=gone)
    assert "None of these sites is in the feed" in told.text


async def test_a_post_that_is_kept_up_to_date_says_when_it_was() -> None:
    """Its place in the channel no longer tells."""
    kept = replace(DAILY_AT_7, wanted=wish(DAILY, CALGARY, keeps_one_post=True))
    told = await digest_of([180], {FOOTHILLS: 190}, subscription=kept)
    assert told.text.splitlines()[0].endswith(", updated 12:00")


@pytest.mark.parametrize(
    ("last_post_at", "expected"),
    [
        (None, NOON - timedelta(days=1)),
        (NOON - timedelta(days=3), NOON - timedelta(days=3)),
        (NOON - timedelta(days=5), NOON - timedelta(days=1)),
    ],
)
def test_now_is_compared_with_the_latest_post(
    last_post_at: datetime | None, expected: datetime
) -> None:
    """Over a weekend too; where there is none of late, with a day ago."""
    assert compared_with(replace(DAILY_AT_7, last_post_at=last_post_at), NOON) == expected


@pytest.mark.parametrize(
    ("selection", "names", "scope"),
    [
        (CALGARY, [FOOTHILLS, CHUMIR], "Calgary sites"),
        (
            Selection(regions=("Calgary",), kind=FacilityKind.EMERGENCY),
            [FOOTHILLS],
            "Calgary emergency departments",
        ),
        (Selection(kind=FacilityKind.URGENT_CARE), [CHUMIR], "all urgent-care centres"),
        (Selection(facilities=(3, 1)), [STOLLERY, FOOTHILLS], f"{STOLLERY} and {FOOTHILLS}"),
        (Selection(), [FOOTHILLS, CHUMIR, STOLLERY], "all sites"),
    ],
)
async def test_a_selection_means_the_same_sites_in_rule_and_words(
    selection: Selection, names: list[str], scope: str
) -> None:
    """By region, kind or name."""
    waits = selected(selection, await board_of({FOOTHILLS: 60, CHUMIR: 60, STOLLERY: 60}))
    assert [wait.facility.name for wait in waits] == names
    assert scope_in_words(selection, waits) == scope


async def alert_of(rule: AlertRule, *told: Told) -> str:
    """The post of an alert at noon."""
    board = await board_of({FOOTHILLS: 260, ROCKYVIEW: 90})
    return write_alert(
        Subscription(4, wish(rule), BEFORE),
        told,
        {wait.facility.id: wait.facility for wait in board.waits},
        as_of=NOON,
        now=NOON,
        closing="Estimates.",
    )


async def test_an_alert_says_what_crossed_since_when_and_how_it_is() -> None:
    """And how to hold it."""
    told = await alert_of(ABOVE_4_H, Crossed(1, Reading(260), BEFORE))
    assert told == (
        f"**{FOOTHILLS}** has been over 4 h since 07:00: the wait is **4 h 20 min** now.\n\n"
        "As of 12:00. Estimates. To hold these posts, say `pause 4`."
    )


async def test_back_to_normal_says_how_long_it_lasted() -> None:
    """As far as that is known."""
    lasted = CameBack(2, Reading(90), timedelta(hours=5))
    assert "is back to normal: 1 h 30 min now. It was over 4 h for 5 hours." in await alert_of(
        ABOVE_4_H, lasted
    )
    told = await alert_of(ABOVE_4_H, replace(lasted, lasted=None))
    assert told.splitlines()[0].endswith("It was over 4 h.")


async def test_what_was_so_before_watching_began_has_no_beginning() -> None:
    """A time would be made up."""
    told = await alert_of(ABOVE_4_H, Crossed(1, Reading(260), None))
    assert told.startswith(f"**{FOOTHILLS}** is over 4 h: the wait is **4 h 20 min** now.")


async def test_what_is_unusual_is_told_with_what_is_usual() -> None:
    """A number alone would not say why."""
    usual = UsualWait(60, 90, 120, weeks=8)
    rule = AlertRule(AlertSense.UNUSUAL)
    told = await alert_of(rule, Crossed(1, Reading(260, usual), BEFORE))
    assert "has been longer than usual since 07:00" in told
    assert "(usual at this hour: 1 h to 2 h)" in told


async def test_several_sites_are_told_as_a_list_crossings_first() -> None:
    """One post, however much was held back."""
    told = await alert_of(
        ABOVE_4_H,
        CameBack(2, Reading(90), None),
        Crossed(1, Reading(260), BEFORE),
    )
    assert told.splitlines()[0].startswith(f"- **{FOOTHILLS}**")
    assert told.splitlines()[1].startswith(f"- **{ROCKYVIEW}**")
