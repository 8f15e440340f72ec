"""How chats of Teams are reached: remembered from what came from there, and kept for posts.

Listening keeps one at every activity; calls, answers and posts ask for them.  What no activity came from
cannot be written to: the service URL comes from Teams alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

import structlog

from adapters.teams.spot import ChatKind, Spot
from core.chatting.lately import Lately
from core.domain import ConversationKey
from core.ports import ReferenceStore

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Reference:
    """How one chat is reached."""

    spot: Spot
    """Without a root."""
    service_url: str
    bot_id: str
    """What Teams calls the desk there: `28:` and the app's id."""
    bot_name: str
    team: str = ""
    """Of a channel: its team's id."""
    group: str = ""
    """Of a channel: its team's id in the directory (`aadGroupId`), where it is known."""
    name: str = ""
    """Of the channel or chat, where it is known."""
    person: str = ""
    """Of a personal chat: whose it is."""
    is_restricted: bool = False
    """Of a channel: whether only some of its team are in it, or others too (private, shared)."""

    def written(self) -> str:
        """As it is kept beside the chat's key."""
        more = {name: value for name, value in asdict(self).items() if name != "spot" and value}
        return json.dumps({"kind": self.spot.kind, **more}, ensure_ascii=False)


class References:
    """Knows them all; keeps in storage only what is new."""

    def __init__(self, *, store: ReferenceStore) -> None:
        """Begin with an empty memory."""
        self._store = store
        self._known: Lately[tuple[str, str], Reference] = Lately(most=_MOST_REMEMBERED)
        self._noted: Lately[tuple[str, str], Reference] = Lately(most=_MOST_REMEMBERED)
        """What is still to be kept."""

    async def keep(self, reference: Reference) -> None:
        """Remember how a chat is reached; quick where nothing has changed.

        Raises:
            StorageError: The database cannot be written.
        """
        key = (reference.spot.tenant, reference.spot.chat)
        known = await self._kept(*key)
        if known is not None:
            reference = _completed(reference, known)
        if known == reference:
            return
        if reference.team and not reference.group:
            of_team = await self.of_team(key[0], reference.team)
            reference = replace(reference, group=of_team.group if of_team is not None else "")
        await self._store.keep(
            reference.spot.channel.key,
            reference.written(),
            person=reference.person,
            group=reference.team,
        )
        self._known.put(key, reference)
        self._noted.forget(key)

    def note(self, reference: Reference) -> bool:
        """Know at once how a chat is reached, before it is kept; False: that is known and kept already."""
        key = (reference.spot.tenant, reference.spot.chat)
        known = self._known.get(key)
        if known is not None and _completed(reference, known) == known:
            return False
        self._noted.put(key, reference if known is None else _completed(reference, known))
        return True

    async def of(self, tenant: str, chat: str) -> Reference | None:
        """How a chat is reached; None: nothing came from there, or the desk was removed.

        Raises:
            StorageError: The database cannot be read.
        """
        return self._noted.get((tenant, chat)) or await self._kept(tenant, chat)

    async def _kept(self, tenant: str, chat: str) -> Reference | None:
        if known := self._known.get((tenant, chat)):
            return known
        key = Spot(tenant, chat, ChatKind.CHANNEL).key
        return self._read(key, await self._store.of(key))

    async def reach(self, tenant: str, chat: str) -> Reference | None:
        """How a chat is reached, though nothing has come from it yet: as its tenant's others are.

        A channel that operators name, say.  None: nothing came from the tenant, or the desk was
        removed from the chat.  Raises as `of`.
        """
        known = await self.of(tenant, chat)
        kind = _kind_of(chat)
        if known is not None or kind is None:
            return known
        if await self._store.is_retired(Spot(tenant, chat, kind).key):
            return None
        other = await self.any_of(tenant)
        if other is None:
            return None
        return Reference(Spot(tenant, chat, kind), other.service_url, other.bot_id, other.bot_name)

    async def personal(self, tenant: str, person: str) -> Reference | None:
        """The personal chat of a person with the desk.  Raises as `of`."""
        platform = Spot(tenant, "", ChatKind.PERSONAL).key.platform
        channel = await self._store.of_person(platform, tenant, person)
        return await self.of(tenant, channel.channel) if channel is not None else None

    async def of_team(self, tenant: str, team: str) -> Reference | None:
        """A channel that all of a team are in; None: the desk is in no such one, as far as it knows.

        It may be any: activities name the one in which the app was added, or somebody spoke.
        Raises as `of`.
        """
        platform = Spot(tenant, "", ChatKind.CHANNEL).key.platform
        for key in await self._store.of_group(platform, tenant, team):
            reference = await self.of(tenant, key.channel)
            if reference is not None and not reference.is_restricted:
                return reference
        return None

    async def any_of(self, tenant: str) -> Reference | None:
        """Some chat of a tenant: all of them share the desk's name, mostly also the service URL.

        Raises as `of`.
        """
        for (of_tenant, _), reference in (*self._known.latest_first(), *self._noted.latest_first()):
            if of_tenant == tenant:
                return reference
        key = await self._store.latest(Spot(tenant, "", ChatKind.PERSONAL).key.platform, tenant)
        return await self.of(tenant, key.channel) if key is not None else None

    async def retire(self, tenant: str, chat: str) -> None:
        """Nothing can be written there, whether or not anything ever came from there.

        Raises:
            StorageError: The database cannot be written.
        """
        self._known.forget((tenant, chat))
        self._noted.forget((tenant, chat))
        await self._store.retire(Spot(tenant, chat, ChatKind.CHANNEL).key)

    async def retire_team(self, tenant: str, team: str) -> None:
        """The desk was removed from a team, or the team is gone.  Raises as `retire`."""
        platform = Spot(tenant, "", ChatKind.CHANNEL).key.platform
        for key, reference in (*self._known.latest_first(), *self._noted.latest_first()):
            if (reference.spot.tenant, reference.team) == (tenant, team):
                self._known.forget(key)
                self._noted.forget(key)
        await self._store.retire_group(platform, tenant, team)

    async def restore_team(self, tenant: str, team: str) -> None:
        """The desk is in a team again, or the team is back.  Raises as `retire`."""
        platform = Spot(tenant, "", ChatKind.CHANNEL).key.platform
        await self._store.restore_group(platform, tenant, team)

    def _read(self, key: ConversationKey, written: str | None) -> Reference | None:
        if written is None:
            return None
        try:
            kept = json.loads(written)
            kind = ChatKind(kept.pop("kind"))
            reference = Reference(Spot(key.workspace, key.channel, kind), **kept)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            # Another version wrote it: the next activity from there writes it anew.
            _log.warning("reference_unreadable", chat=key.channel, kind=type(error).__name__)
            return None
        self._known.put((key.workspace, key.channel), reference)
        return reference


def _completed(reference: Reference, known: Reference) -> Reference:
    """What was told once holds until it is told otherwise: most activities leave it out.

    Those that the desk has caused itself do not tell whose chat it is.
    """
    return replace(
        reference,
        name=reference.name or known.name,
        team=reference.team or known.team,
        group=reference.group or known.group,
        person=reference.person or known.person,
        is_restricted=reference.is_restricted or known.is_restricted,
    )


def _kind_of(chat: str) -> ChatKind | None:
    """What kind of chat it is by its id; None: one that cannot be told, such as a person's.

    Source: ids as activities carry them; Microsoft documents none of their forms.
    """
    if chat.endswith(("@thread.tacv2", "@thread.skype")):
        return ChatKind.CHANNEL
    return ChatKind.GROUP if chat.endswith("@thread.v2") else None
