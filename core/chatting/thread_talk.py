"""Who has spoken in a thread since the desk was last asked there.

The adapters' listeners tell it; `overhearing` asks whether what somebody writes without a mention is
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
    """One thread; messages are named by what orders them, as the platform does: by their times."""

    askers: frozenset[str] = frozenset()
    """Whose question was answered last."""
    asked_at: str = ""
    latest: tuple[tuple[str, str], ...] = ()
    """When people spoke last, by person: the two latest of them are enough."""
    overheard: _Overheard | None = None
    is_over: bool = False
    """Whether the question that was asked last is deleted."""


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
            askers = frozenset(persons)
            self._talks.put(thread, replace(talk, askers=askers, asked_at=at, is_over=False))

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

    def forgotten(self, thread: ConversationKey, at: str) -> None:
        """A question was deleted: nobody goes on with what stands nowhere any more.

        Args:
            thread: Where it stood.
            at: Its message.
        """
        talk = self._talks.get(thread)
        if talk is None:
            return
        found = talk.overheard
        if found is not None and found.at == at:
            talk = replace(talk, overheard=None)
        if talk.asked_at == at:
            talk = replace(talk, askers=frozenset(), is_over=True)
        self._talks.put(thread, talk)

    def is_over(self, thread: ConversationKey) -> bool:
        """Whether the question that was answered last is deleted."""
        talk = self._settled(thread)
        return talk is not None and talk.is_over

    def is_undisturbed(self, thread: ConversationKey) -> bool:
        """Whether the desk speaks with somebody, and nobody else has said anything since."""
        talk = self._settled(thread)
        if talk is None or not talk.askers:
            return False
        return not any(at > talk.asked_at and one not in talk.askers for one, at in talk.latest)

    def is_alone(self, thread: ConversationKey, person: str) -> bool:
        """Whether the desk speaks with this person, and nobody else has said anything since."""
        talk = self._settled(thread)
        is_asker = talk is not None and person in talk.askers
        return is_asker and self.is_undisturbed(thread)

    def _settled(self, thread: ConversationKey) -> _Talk | None:
        """What is known of a thread; who was answered unasked has become who speaks with the desk."""
        talk = self._talks.get(thread)
        found = talk.overheard if talk is not None else None
        if talk is None or found is None or not self._was_shown(found.turn_id):
            return talk
        if found.at > talk.asked_at:
            talk = replace(talk, askers=frozenset({found.person}), asked_at=found.at, is_over=False)
        talk = replace(talk, overheard=None)
        self._talks.put(thread, talk)
        return talk
