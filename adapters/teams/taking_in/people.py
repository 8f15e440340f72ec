"""Who is who: messages that something is chosen on name people otherwise than activities do."""

from __future__ import annotations

from adapters.teams.taking_in.payloads import HeardActivity
from core.chatting.lately import Lately

_MOST_REMEMBERED = 5_000


class KnownPeople:
    """A bounded memory of people who have done something that the desk heard of."""

    def __init__(self) -> None:
        """Begin knowing nobody."""
        self._by_object: Lately[tuple[str, str], str] = Lately(most=_MOST_REMEMBERED)

    def heard(self, heard: HeardActivity) -> None:
        """Somebody has done something."""
        if heard.sender.aad and heard.sender.id:
            self._by_object.put((heard.tenant, heard.sender.aad), heard.sender.id)

    def of_object(self, tenant: str, object_id: str) -> str:
        """The id in Teams (`29:…`) of an object of Microsoft Entra ID; empty: not known."""
        return self._by_object.get((tenant, object_id)) or ""
