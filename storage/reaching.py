"""How channels are reached, and which messages show answers: two ports of the chat adapters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, select, update

from core.domain import ConversationKey, TurnId
from core.ports import Clock
from storage.database import Database
from storage.reaching_tables import ChannelReferenceRow, ShownAnswerRow
from storage.upsert import insert_if_new, upsert

_NEVER_KEPT = ""
"""Stands as the reference of a channel that was refused before anything told how it is reached."""


class SqlReferences:
    """Implements `core.ports.ReferenceStore`, a row for each channel."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now

    async def keep(
        self, channel: ConversationKey, reference: str, *, person: str = "", group: str = ""
    ) -> None:
        """Keep how a channel is reached, in place of what was kept before.

        Raises:
            StorageError: The database cannot be written.
        """
        columns = {
            "platform": channel.platform,
            "workspace": channel.workspace,
            "channel": channel.channel,
            "reference": reference,
            "person": person,
            "group_id": group,
            "kept_at": self._now(),
            "retired_at": None,
        }
        async with self._database.writing_at_once() as carry_out:
            await carry_out(lambda session: upsert(session, ChannelReferenceRow, [columns]))

    async def of(self, channel: ConversationKey) -> str | None:
        """How a channel is reached; None: not known, or retired.

        Raises:
            StorageError: The database cannot be read.
        """
        key = (channel.platform, channel.workspace, channel.channel)
        async with self._database.reading() as session:
            row = await session.get(ChannelReferenceRow, key)
        return row.reference if row is not None and row.retired_at is None else None

    async def of_person(self, platform: str, workspace: str, person: str) -> ConversationKey | None:
        """The direct channel of a person that was kept last.  Raises as `of`."""
        return await self._latest(platform, workspace, person)

    async def latest(self, platform: str, workspace: str) -> ConversationKey | None:
        """The channel of a workspace that was kept last.  Raises as `of`."""
        return await self._latest(platform, workspace, None)

    async def of_group(
        self, platform: str, workspace: str, group: str
    ) -> Sequence[ConversationKey]:
        """The channels of a group that can be reached, latest first.  Raises as `of`."""
        row = ChannelReferenceRow
        wanted = select(row.channel).where(
            _in_group(platform, workspace, group), row.retired_at.is_(None)
        )
        async with self._database.reading() as session:
            channels = (await session.scalars(wanted.order_by(row.kept_at.desc()))).all()
        return [ConversationKey(platform, workspace, one) for one in channels]

    async def is_retired(self, channel: ConversationKey) -> bool:
        """Whether a channel has proved out of reach.  Raises as `of`."""
        key = (channel.platform, channel.workspace, channel.channel)
        async with self._database.reading() as session:
            row = await session.get(ChannelReferenceRow, key)
        return row is not None and row.retired_at is not None

    async def retire(self, channel: ConversationKey) -> None:
        """The channel cannot be reached, until it is kept.

        Raises:
            StorageError: The database cannot be written.
        """
        row, now = ChannelReferenceRow, self._now()
        never_kept = {
            "platform": channel.platform,
            "workspace": channel.workspace,
            "channel": channel.channel,
            "reference": _NEVER_KEPT,
            "person": "",
            "group_id": "",
            "kept_at": now,
            "retired_at": now,
        }
        async with self._database.writing() as session:
            await session.run_sync(insert_if_new, row, [never_kept])
            await session.execute(
                update(row)
                .where(
                    row.platform == channel.platform,
                    row.workspace == channel.workspace,
                    row.channel == channel.channel,
                )
                .values(retired_at=now)
            )

    async def retire_group(self, platform: str, workspace: str, group: str) -> None:
        """None of a group's channels can be reached any more.  Raises as `retire`."""
        is_of_group = _in_group(platform, workspace, group)
        async with self._database.writing() as session:
            await session.execute(
                update(ChannelReferenceRow).where(is_of_group).values(retired_at=self._now())
            )

    async def restore_group(self, platform: str, workspace: str, group: str) -> None:
        """All of a group's channels are reached as they were.  Raises as `retire`."""
        row = ChannelReferenceRow
        may_be_of_group = and_(
            row.platform == platform, row.workspace == workspace, row.reference == _NEVER_KEPT
        )
        async with self._database.writing() as session:
            await session.execute(delete(row).where(may_be_of_group))
            await session.execute(
                update(row).where(_in_group(platform, workspace, group)).values(retired_at=None)
            )

    async def _latest(
        self, platform: str, workspace: str, person: str | None
    ) -> ConversationKey | None:
        row = ChannelReferenceRow
        wanted = select(row.channel).where(
            row.platform == platform, row.workspace == workspace, row.retired_at.is_(None)
        )
        if person is not None:
            wanted = wanted.where(row.person == person)
        async with self._database.reading() as session:
            channel = await session.scalar(wanted.order_by(row.kept_at.desc()).limit(1))
        return ConversationKey(platform, workspace, channel) if channel is not None else None


def _in_group(platform: str, workspace: str, group: str) -> ColumnElement[bool]:
    row = ChannelReferenceRow
    return and_(row.platform == platform, row.workspace == workspace, row.group_id == group)


class SqlShownAnswers:
    """Implements `core.ports.ShownAnswers`; `storage.retention` deletes them with their answers."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now

    async def keep(self, channel: ConversationKey, message: str, turn_id: TurnId) -> None:
        """A message of a channel shows the answer of a turn.

        Raises:
            StorageError: The database cannot be written.
        """
        columns = {
            "platform": channel.platform,
            "workspace": channel.workspace,
            "channel": channel.channel,
            "message": message,
            "turn_id": turn_id,
            "shown_at": self._now(),
        }
        async with self._database.writing_at_once() as carry_out:
            await carry_out(lambda session: insert_if_new(session, ShownAnswerRow, [columns]))

    async def turn_of(self, channel: ConversationKey, message: str) -> TurnId | None:
        """The turn whose answer a message shows.

        Raises:
            StorageError: The database cannot be read.
        """
        row = ShownAnswerRow
        wanted = select(row.turn_id).where(
            row.platform == channel.platform,
            row.workspace == channel.workspace,
            row.channel == channel.channel,
            row.message == message,
        )
        async with self._database.reading() as session:
            return await session.scalar(wanted)
