"""A chat platform that shows posts: what it shows outlives the desk, as on a real one."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto

from core.domain import Post, PostId
from core.errors import DeliveryError, DeliveryRefused


class Fate(Enum):
    """What happens to the next attempt."""

    FAILS = auto()
    REFUSES = auto()
    HANGS = auto()
    BREAKS = auto()
    """In a way that nobody foresaw."""
    DIES_BEFORE = auto()
    """The process ends before the platform takes the post."""
    DIES_AFTER = auto()
    """It ends after the platform took it, before anybody knows."""


class ProcessDied(BaseException):
    """Ends a desk as a kill does: nothing of it runs any more."""


@dataclass(slots=True)
class FakePoster:
    """Implements `core.ports.Poster` and remembers what it shows."""

    fates: list[Fate] = field(default_factory=list)
    """Of the attempts to come, in order; those after it go well."""
    shown: dict[PostId, Post] = field(default_factory=dict)
    """In the order in which they appeared."""
    refs: dict[str, PostId] = field(default_factory=dict)
    """What stands under each name now."""
    texts: list[str] = field(default_factory=list)
    """Everything that people have seen appear, again and again if so."""
    attempts: Counter[PostId] = field(default_factory=Counter)
    at_once: int = 0
    """How many posts are being shown just now."""
    most_at_once: int = 0

    async def post(self, post: Post) -> str:
        """Show a post, unless it is shown already and may have been."""
        self.attempts[post.id] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            fate = self.fates.pop(0) if self.fates else None
            await self._before(fate)
            ref = self._show(post)
            if fate is Fate.DIES_AFTER:
                raise ProcessDied
            return ref
        finally:
            self.at_once -= 1

    async def _before(self, fate: Fate | None) -> None:
        await asyncio.sleep(0.1)
        match fate:
            case Fate.FAILS:
                raise DeliveryError("the platform has a bad day")
            case Fate.REFUSES:
                raise DeliveryRefused("the channel is gone")
            case Fate.BREAKS:
                raise KeyError("channel")
            case Fate.HANGS:
                await asyncio.sleep(3600)
            case Fate.DIES_BEFORE:
                raise ProcessDied
            case _:
                return

    def _show(self, post: Post) -> str:
        if post.attempts and post.id in self.shown:
            return next(ref for ref, number in self.refs.items() if number == post.id)
        ref = post.updates if post.updates in self.refs else f"message {len(self.refs) + 1}"
        self.refs[ref] = post.id
        self.shown[post.id] = post
        self.texts.append(post.text)
        return ref
