"""Who has spoken in a thread since the desk was last asked there.

`messages` and `shortcuts` tell it; `overhearing` asks whether what somebody writes without a mention is
for the desk.  In memory only: of threads of before a restart nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from core.chatting.lately import Lately
from core.domain import ConversationKey, TurnId

_MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class _Overheard:
    """A question that was asked of nobody, and that the desk may have answered."""

    turn_id: TurnId
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class _Talk:
    """One thread; messages are named by Slack's timestamps, which order them."""

    askers: frozenset[str] = frozenset()
    """Whose question was answered last."""
    asked_at: str = ""
    latest: tuple[tuple[str, str], ...] = ()
    """When people spoke last, by person: the two latest of them are enough."""
    overheard: _Overheard | None = None


class ThreadTalk:
    """A bounded memory of threads that the desk takes part in."""

    def __init__(
        self, *, was_shown: Callable[[TurnId], bool], most: int = _MOST_REMEMBERED
    ) -> None:
        """Begin knowing no thread.

        Args:
            was_shown: Whether the answer to an overheard question was shown.
            most: Beyond so many threads that of longest ago is forgotten.
        """
        self._was_shown = was_shown
        self._talks: Lately[ConversationKey, _Talk] = Lately(most=most)

    def asked(self, thread: ConversationKey, persons: Collection[str], at: str) -> None:
        """Somebody asks the desk, which is going to answer; told again, it changes nothing."""
        talk = self._talks.get(thread) or _Talk()
        if at > talk.asked_at:
            self._talks.put(thread, replace(talk, askers=frozenset(persons), asked_at=at))

    def overheard(self, thread: ConversationKey, turn_id: TurnId, person: str, at: str) -> None:
        """Somebody asked nobody, and the desk is looking whether it knows an answer."""
        talk = self._settled(thread) or _Talk()
        self._talks.put(thread, replace(talk, overheard=_Overheard(turn_id, person, at)))

    def spoke(self, thread: ConversationKey, person: str, at: str) -> None:
        """Somebody has said something; it matters only where the desk takes part."""
        talk = self._talks.get(thread)
        if talk is None:
            return
        latest = dict(talk.latest)
        latest[person] = max(at, latest.get(person, ""))
        kept = sorted(latest.items(), key=lambda one: one[1])[-(len(talk.askers) + 2) :]
        self._talks.put(thread, replace(talk, latest=tuple(kept)))

    def is_alone(self, thread: ConversationKey, person: str) -> bool:
        """Whether the desk speaks with this person, and nobody else has said anything since."""
        talk = self._settled(thread)
        if talk is None or person not in talk.askers:
            return False
        return not any(at > talk.asked_at and one not in talk.askers for one, at in talk.latest)

    def _settled(self, thread: ConversationKey) -> _Talk | None:
        """What is known of a thread; who was answered unasked has become who speaks with the desk."""
        talk = self._talks.get(thread)
        found = talk.overheard if talk is not None else None
        if talk is None or found is None or not self._was_shown(found.turn_id):
            return talk
        if found.at > talk.asked_at:
            talk = replace(talk, askers=frozenset({found.person}), asked_at=found.at)
        talk = replace(talk, overheard=None)
        self._talks.put(thread, talk)
        return talk
