"""The questions of `data/eval/waits.jsonl`, each understood as a person would mean it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from core.domain import Turn
from core.waits.asking.asked import WaitsAsked
from core.waits.asking.understanding import understand
from tests.unit.waits.alberta import QUESTIONS, alberta, facilities, named

_FEWEST_RIGHT = 0.98
_MOST_NEAR = 5
"""Facilities that are told of for "near": two departments of one site may be among them."""


def _cases() -> list[dict[str, Any]]:
    lines = (QUESTIONS / "waits.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _understood(case: dict[str, Any]) -> WaitsAsked | None:
    turns = [Turn(question, answer) for question, answer in case["history"]]
    return understand(case["question"], turns, alberta())


def _faults(case: dict[str, Any]) -> list[str]:
    """How a question was misunderstood; empty: it was not."""
    expected, asked = case["expect"], _understood(case)
    if asked is None or not expected["waits"]:
        return [] if (asked is not None) == expected["waits"] else [f"taken as {asked}"]
    told = {
        "order": asked.order.name.lower(),
        "before": asked.before.name.lower().replace("_", " ") if asked.before else "",
        "near": asked.near.name if asked.near else "",
    }
    wrong = [
        f"{key} is {told.get(key, getattr(asked, key, None))!r}"
        for key in expected.keys()
        - {"waits", "facilities", "ordered", "begins", "rest", "not_known"}
        if told.get(key, getattr(asked, key, None)) != expected[key]
    ]
    if list(asked.not_known) != expected.get("not_known", []):
        wrong.append(f"not known are {asked.not_known}")
    rest = expected.get("rest", "")
    if bool(rest) != bool(asked.rest) or rest.lower() not in asked.rest.lower():
        wrong.append(f"the rest is {asked.rest!r}")
    return wrong + _wrong_facilities(expected, named(asked.facilities))


def _wrong_facilities(expected: dict[str, Any], found: list[str]) -> list[str]:
    wanted = expected["facilities"]
    if expected.get("begins"):
        is_right = found[: len(wanted)] == wanted and len(wanted) < len(found) <= _MOST_NEAR
    elif expected.get("ordered"):
        is_right = found == wanted
    else:
        is_right = sorted(found) == sorted(wanted)
    return [] if is_right else [f"facilities are {found}, not {wanted}"]


def test_nearly_all_questions_are_understood() -> None:
    """At least 98 of 100, and 90 of 100 of each kind."""
    cases = _cases()
    failed = [(case, faults) for case in cases if (faults := _faults(case))]
    told = "\n".join(f"{case['id']} {case['question']!r}: {faults}" for case, faults in failed)
    assert len(failed) <= (1 - _FEWEST_RIGHT) * len(cases), told
    kinds = Counter(case["kind"] for case in cases)
    failed_kinds = Counter(case["kind"] for case, _ in failed)
    assert all(failed_kinds[kind] <= 0.1 * number for kind, number in kinds.items()), told


def test_the_questions_are_many_and_of_every_kind() -> None:
    """So that the figure means something."""
    cases = _cases()
    kinds = Counter(case["kind"] for case in cases)
    assert len({case["id"] for case in cases}) == len(cases) >= 400
    assert kinds["misspelled"] >= 40
    assert kinds["not-waits"] >= 40
    assert kinds["follow-up"] >= 20
    assert kinds["mixed"] >= 15
    assert sum(case.get("held_out", False) for case in cases) >= 40


def test_the_questions_name_facilities_of_the_feed() -> None:
    """A name that the feed lacks could never be found."""
    known = {facility.name for facility in facilities()}
    expected = {name for case in _cases() for name in case["expect"].get("facilities", ())}
    assert expected <= known


@pytest.mark.parametrize("collection", ["sample_site", "council", "clinic"])
def test_questions_to_the_pages_are_left_to_them(collection: str) -> None:
    """None of the questions of the other collections is on current wait times."""
    lines = (QUESTIONS / f"{collection}.jsonl").read_text("utf-8").splitlines()
    cases = [{"history": [], **json.loads(line)} for line in lines]
    assert [case["question"] for case in cases if _understood(case) is not None] == []
