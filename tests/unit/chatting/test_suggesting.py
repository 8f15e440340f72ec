"""Suggested questions, where there are some."""

from __future__ import annotations

from collections.abc import Sequence

from core.chatting.suggesting import suggestions_or_none


async def test_questions_are_passed_on() -> None:
    """As they come, best first."""

    async def suggest() -> Sequence[str]:
        return ["One?", "Two?"]

    assert await suggestions_or_none(suggest) == ["One?", "Two?"]


async def test_there_are_none_where_they_cannot_be_had() -> None:
    """Nothing that shows them depends on them."""

    async def suggest() -> Sequence[str]:
        raise OSError

    assert await suggestions_or_none(suggest) == ()
